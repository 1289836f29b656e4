"""The controls of a file -> the paper of one class council: its points, and per column what the paper shows.

A field is known by its tag, else by its name, else by the words above it and the point it stands under: LibreOffice
7.4 writes neither tag nor name of a list or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from docgen.readback.controls import Control
from docgen.style.fields import ASKED

_COUNCIL = (
    re.compile(r"docgen\|klassenraad\|(?P<council>[^|\s]+)\|(?P<year>[^|]*)"),
    re.compile(r"Klassenraad (?P<council>\S+), schooljaar (?P<year>.*)"),
)
_POINT = (
    re.compile(r"(?P<number>[^|\s]+)\|Over wie\|(?P<about>[^|\s]*)"),
    re.compile(r"Punt (?P<number>\S+) over ?(?P<about>\S*)"),
)
_FIELD = (
    re.compile(r"(?P<number>[^|\s]+)\|(?P<column>[^|]+)"),
    re.compile(r"(?P<column>.+) van punt (?P<number>\S+)"),
)


@dataclass
class Point:
    """One point: its number, whom it is about (None when no mark says so), and the different texts per column."""

    number: str
    about: str | None = None
    shown: dict[str, list[str]] = field(default_factory=dict)

    def said(self, column: str) -> tuple[str, ...]:
        """The different texts chosen for a column; none when the field still says what to do."""
        return tuple(text for text in self.shown.get(column, ()) if text)


@dataclass(frozen=True)
class Paper:
    """What a file is a paper of. `marks` are the councils and school years it names: one of each when it is whole."""

    marks: tuple[tuple[str, str], ...]
    points: Mapping[str, Point]


def read_paper(controls: Iterable[Control]) -> Paper:
    """The paper that these controls make; without marks and points it is none of docgen's."""
    marks: dict[tuple[str, str], None] = {}
    points: dict[str, Point] = {}
    current = ""
    for control in controls:
        if found := _match(_COUNCIL, control):
            marks[found["council"], found["year"].strip()] = None
        elif found := _match(_POINT, control):
            current = found["number"]
            point = points.setdefault(current, Point(current))
            point.about = found["about"]
        elif where := _field(control, current):
            current, column = where
            texts = points.setdefault(current, Point(current)).shown.setdefault(column, [])
            text = "" if _waits(control, column) else control.text
            if text not in texts:
                texts.append(text)
    return Paper(tuple(marks), points)


def _match(patterns: tuple[re.Pattern[str], ...], control: Control) -> dict[str, str] | None:
    for pattern, text in zip(patterns, (control.tag, control.name), strict=True):
        if found := pattern.fullmatch(text):
            return found.groupdict()
    return None


def _field(control: Control, current: str) -> tuple[str, str] | None:
    """The point and column of a field: from its tag or name, else from its label under the point read last."""
    found = _match(_FIELD, control)
    if found and found["column"] in ASKED:
        return found["number"], found["column"]
    if control.tag or control.name or not current:
        return None
    labelled = [column for column, asked in ASKED.items() if control.label.startswith(asked.label)]
    longest = max(labelled, key=lambda column: len(ASKED[column].label), default="")
    return (current, longest) if longest else None


def _waits(control: Control, column: str) -> bool:
    """Whether a field still says what to do: the program says so, or the words are those of an empty field."""
    return control.placeholder or control.text in ("", ASKED[column].empty)
