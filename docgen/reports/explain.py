"""`docgen explain CODE`: the rule, why it exists, where it looks, an example wrong and right, where it bites."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from docgen.findings import Finding, Severity
from docgen.messages import Catalogue, catalogue, codes, explanations, places_of, where

_WIDTH = 80
_LABEL = 10
_SHOWN = 3  # places under "Nu"


def explain(code: str, findings: Sequence[Finding] | None = None, lang: str = "nl") -> str | None:
    """The explanation of a code, or None when there is no such code.

    `findings` are those of the project folder; None when there is none, and then the last line is left out.
    """
    known = explanations(lang).get(code.upper())
    if known is None:
        return None
    texts = catalogue(lang)
    code = code.upper()
    severity = " / ".join(texts.word("words.severity")[word] for word in known["severity"].split(" / "))
    rows = [f"{code} · {severity} · {texts.word('words.group')[code[0]]}"]
    rows += [*textwrap.wrap(known["rule"], _WIDTH), ""]
    for label in ("why", "looks_in", "stops", "wrong", "right"):
        rows += _labelled(texts.word(f"explain.{label}"), known.get(label, ""))
    rows += textwrap.wrap(_confirmation(texts, known), _WIDTH)
    rows += _labelled(texts.word("explain.source"), known["source"])
    if findings is not None:
        rows += _labelled(texts.word("explain.now"), _now(texts, code, findings, lang))
    return "\n".join(rows) + "\n"


def unknown(code: str, lang: str = "nl") -> str:
    """What to say about a code that does not exist, with the nearest one that does."""
    texts = catalogue(lang)
    swapped = [known for known in codes() if sorted(known) == sorted(code.upper())]  # E60 for E06
    near = swapped or difflib.get_close_matches(code.upper(), codes(), n=1, cutoff=0.5)
    if not near:
        return texts.say("explain.unknown", code=code)
    return texts.say("explain.unknown_near", code=code, suggestion=near[0])


def every_code(lang: str = "nl") -> str:
    """The list of `docgen explain --alle`: one code a line with its severity and title, per group."""
    texts = catalogue(lang)
    rows: list[str] = []
    for code in codes():
        group = texts.word("words.group")[code[0]]
        if not rows or code.endswith("01"):
            rows += ["", group] if rows else [group]
        severity = texts.word("words.severity")[explanations(lang)[code]["severity"].split(" / ")[0]]
        title = texts.entry(code).title
        rows.append(f"  {code}  {severity:<14}  {title}")
    return "\n".join(rows) + "\n"


def _labelled(label: str, text: str) -> Iterator[str]:
    """A label in its own column, the text beside it; line breaks and runs of spaces in the text are kept."""
    indent = " " * _LABEL
    first = f"{label:<{_LABEL}}"
    for line in text.splitlines():
        if "  " in line:  # laid out by hand
            yield first + line
        else:
            yield from textwrap.wrap(line, _WIDTH, initial_indent=first, subsequent_indent=indent)
        first = indent


def _confirmation(texts: Catalogue, known: Mapping[str, str]) -> str:
    if "confirm" in known:
        return known["confirm"]
    words = known["severity"].split(" / ")
    if Severity.HOLD.value in words:
        return texts.say("explain.confirm_hold")
    if Severity.ERROR.value in words:
        return texts.say("explain.confirm_fault" if len(words) == 1 else "explain.confirm_mixed")
    return texts.say("explain.confirm_free")


def _now(texts: Catalogue, code: str, findings: Sequence[Finding], lang: str) -> str:
    found = [finding for finding in findings if finding.code == code]
    if not found:
        return texts.say("explain.now_none")
    places = [where(texts, places_of(finding, lang)).partition(" (")[0] for finding in found[:_SHOWN]]
    told = texts.say("explain.now_count", len(found), place="; ".join(places))
    if len(found) > _SHOWN:
        told += " " + texts.say("explain.now_more", len(found) - _SHOWN)
    return told
