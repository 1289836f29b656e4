"""The text of a privacy stop (exit 5): which document, where the text came from and where it stood, never the text."""

from __future__ import annotations

from docgen.findings import Finding, TagRef
from docgen.messages import Catalogue, catalogue, inside, sentence, where

_LABEL = 16


def privacy_stop(finding: Finding, others: int, lang: str = "nl") -> str:
    """The report of one G01 or G02 finding; `others` is how many other documents are in order.

    The finding's place is in the document, its template or a copied report; `also` holds the cell the text came from
    (none for another student). Facts: `file` (the document), `kind` (name, words or value) and `n`, the words in a row.
    """
    texts, copied = catalogue(lang), finding.case == "copy"
    found = texts.say(f"stop.{finding.case}", file=str(finding.arg("file")))
    nothing = "stop.no_package" if copied else "stop.nothing_else"
    rows = [texts.say("stop.title", code=finding.code), "", found, "", *_facts(texts, finding), ""]
    rows += [texts.say("stop.saved", others) if others else texts.say(nothing)]
    rows += [f"→ {sentence(finding, lang).fix}", f"  {texts.say('stop.doubt')}"]
    return "\n".join(rows) + "\n"


def _facts(texts: Catalogue, finding: Finding) -> list[str]:
    words = finding.arg("n") if finding.arg("kind") == "words" else None
    kind = (
        texts.say("stop.words", words)
        if isinstance(words, int)
        else texts.say(f"stop.{finding.arg('kind') or 'value'}")
    )
    source = where(texts, finding.also[:1]) if finding.also else ""
    facts = {"from": source, "found": _found(texts, finding), "kind": kind}
    return [f"  {texts.say('stop.' + label):<{_LABEL}}{text}" for label, text in facts.items() if text]


def _found(texts: Catalogue, finding: Finding) -> str:
    """Where in the document; in its template when it stands there already."""
    made = isinstance(finding.place, TagRef) and finding.place.template == finding.arg("file")
    return inside(texts, [finding.place]) if made else where(texts, [finding.place])
