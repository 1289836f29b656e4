"""Everything a user reads: findings become sentences here, and nowhere else.

A sentence says where, what and how. It shows a value only when the finding carries one, which only open columns and
identifiers do; a case that is not known, or facts that are missing, fall back to the code's general sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.findings import CellRef, Finding, Place, TagRef
from docgen.messages.catalogue import (
    HOLE,
    LANGUAGES,
    PLACEHOLDERS,
    Catalogue,
    Entry,
    Template,
    catalogue,
    choose,
    codes,
    command_help,
    every_sentence,
    explanations,
)
from docgen.messages.placing import ARROW, container, inside, listed_cells, shortly, where
from docgen.messages.wording import clock, day, fact, listed, number, readable, seconds, short_day

__all__ = [
    "ARROW",
    "LANGUAGES",
    "PLACEHOLDERS",
    "Catalogue",
    "Entry",
    "Sentence",
    "about",
    "catalogue",
    "clock",
    "codes",
    "command_help",
    "container",
    "counts_places",
    "day",
    "every_sentence",
    "explanations",
    "inside",
    "listed",
    "listed_cells",
    "number",
    "places_of",
    "readable",
    "seconds",
    "sentence",
    "short_day",
    "where",
]

_MADE = frozenset({"G01", "G02"})  # a place outside a workbook is in a document that was made, not in a template
_OTHER = re.compile(r" \(\{other\}\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding in words. `suggestion` is a question or ''; `what` and `fix` are whole sentences."""

    place: str
    what: str
    suggestion: str
    fix: str
    severity_word: str
    title: str

    @property
    def message(self) -> str:
        """What is there, with the question behind it."""
        return f"{self.what} {self.suggestion}".strip()

    def __str__(self) -> str:
        """'place: what. how.', in one line."""
        return f"{self.place}: {self.message} {self.fix}"


def sentence(finding: Finding, lang: str = "nl", places: Sequence[Place] = ()) -> Sentence:
    """A finding in words; `places` are all places when several findings with one cause are told as one."""
    texts = catalogue(lang)
    shown = tuple(places) or places_of(finding, lang)
    facts = _facts(texts, finding, shown)
    count = _count(finding, shown)
    entry = texts.entry(finding.code, finding.case)
    general, last = texts.entry(finding.code), texts.entry("unknown")
    closed, near = "value" not in facts, readable(finding.suggestion or "")
    return Sentence(
        place=where(texts, shown, about(finding), made=finding.code in _MADE),
        what=_say([entry.what_closed if closed else None, entry.what, general.what, last.what], facts, count),
        suggestion=texts.say("words.did_you_mean", suggestion=near) if near else "",
        fix=_say([entry.fix_closed if closed else None, entry.fix, general.fix, last.fix], facts, count),
        severity_word=texts.word("words.severity")[finding.severity.value],
        title=_say([entry.title, general.title, last.title], facts, count),
    )


def about(finding: Finding) -> str:
    """The one version or student a finding is about, for a place that is a whole sheet; or ''."""
    if finding.trajectory:
        return finding.trajectory
    return next(iter(finding.students)) if finding.students and len(finding.students) == 1 else ""


def places_of(finding: Finding, lang: str = "nl") -> tuple[Place, ...]:
    """All places a finding is about: `also` on the same sheet too, unless its sentence refers to it as {other}."""
    if _refers(finding, lang):
        return (finding.place,)
    return (finding.place, *(place for place in finding.also if _same_sheet(place, finding.place)))


def counts_places(finding: Finding, lang: str = "nl") -> bool:
    """Whether the sentence counts its places, so that several findings can be told as one."""
    what = catalogue(lang).entry(finding.code, finding.case).what
    return finding.arg("n") is None and not isinstance(what, str)


def _same_sheet(one: Place, other: Place) -> bool:
    if isinstance(one, CellRef) and isinstance(other, CellRef):
        return (one.file, one.sheet) == (other.file, other.sheet)
    return isinstance(one, TagRef) and isinstance(other, TagRef) and one.template == other.template


def _refers(finding: Finding, lang: str) -> bool:
    what = catalogue(lang).entry(finding.code, finding.case).what
    return any("{other}" in form for form in ([what] if isinstance(what, str) else what.values()))


def _count(finding: Finding, places: Sequence[Place]) -> int:
    n = finding.arg("n")
    return n if isinstance(n, int) else len(places)


def _facts(texts: Catalogue, finding: Finding, places: Sequence[Place]) -> dict[str, str]:
    place = finding.place
    facts = {name: readable(getattr(place, name, "")) for name in ("heading", "sheet", "file")}
    facts["cell"] = listed_cells(texts, places)
    facts["allowed"] = texts.word("words.from_list")
    facts["other"] = shortly(texts, finding.also, place)
    facts.update({name: fact(texts, name, value) for name, value in finding.args})
    facts["n"] = number(texts, _count(finding, places))
    own = tuple(places) == places_of(finding, texts.lang)  # else several findings are told, each with its own value
    facts["value"] = readable(finding.value or "") if own else ""
    return {name: value for name, value in facts.items() if value}


def _say(templates: Sequence[Template | None], facts: Mapping[str, str], count: int) -> str:
    """The first template that can be filled in full."""
    for template in templates:
        if template is None:
            continue
        text = choose(template, count)
        if "other" not in facts:
            text = _OTHER.sub("", text)
        if all(name in facts for name in HOLE.findall(text)):
            return HOLE.sub(lambda hole: facts[hole[1]], text)
    raise AssertionError("the sentence of last resort needs no facts")  # a test holds this
