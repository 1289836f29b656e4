"""The text of a privacy stop (exit 5): which document, where the text came from and where it stood, never the text."""

from __future__ import annotations

from docgen.findings import Finding
from docgen.messages import Catalogue, catalogue, inside, where

_LABEL = 16


def privacy_stop(finding: Finding, document: str, others: int, lang: str = "nl") -> str:
    """The report of one G01 finding on `document`; `others` is how many other documents are in order.

    The finding's place is in the document, `also` holds the cell the text came from (none for another student).
    Facts: `kind` (name, words or value) and `n`, the words in a row.
    """
    texts = catalogue(lang)
    foreign = finding.case == "other_student"
    found = texts.say("stop." + ("other_student" if foreign else "closed"), file=document)
    rows = [texts.say("stop.title"), "", found, "", *_facts(texts, finding, foreign=foreign)]
    rows += ["", texts.say("stop.saved", others) if others else texts.say("stop.nothing_else")]
    rows += [f"→ {texts.say('stop.fix')}", f"  {texts.say('stop.doubt')}"]
    return "\n".join(rows) + "\n"


def _facts(texts: Catalogue, finding: Finding, *, foreign: bool) -> list[str]:
    words = finding.arg("n") if finding.arg("kind") == "words" else None
    kind = (
        texts.say("stop.words", words)
        if isinstance(words, int)
        else texts.say(f"stop.{finding.arg('kind') or 'value'}")
    )
    source = "" if foreign or not finding.also else where(texts, finding.also[:1])
    facts = {"from": source, "found": inside(texts, [finding.place]), "kind": kind}
    return [f"  {texts.say('stop.' + label):<{_LABEL}}{text}" for label, text in facts.items() if text]
