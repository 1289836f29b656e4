"""What a form is made of: cells with a look, a sheet of them, what `docgen form` asks for, and the FormSpec of a kind.

A form is written from a FormSheet (`drawing.py`) and read back into a Filled (`reading.py`). Source: sheets.md 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from docgen.columns import Origin
from docgen.findings import CellRef, Finding
from docgen.kinds import Kind
from docgen.reading.raw import RawForm, RawRow
from docgen.records.dossier import Dossier, Records
from docgen.records.validate import Validated
from docgen.records.version import Version

Value = str | int | float | date | time | None
Position = tuple[int, int]
"""Row and column, both from 1."""

Typed = Mapping[str, tuple[Any, ...]]
"""The typed rows of the school by sheet, before their references are checked."""

TITLE_ROW, BLOCK_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 11, 12
KEY, STUDENT, START, END, MADE_ON, CODE, FOLLOWS = BLOCK = (
    "Sleutel",
    "Leerling",
    "Van",
    "Tot",
    "Opgemaakt op",
    "Formuliercode",
    "Volgt op",
)
"""The labels of the block in A2:B8, in their order."""


@dataclass(frozen=True)
class Cell:
    """One cell: `look` is title, sentence, label, head, grey, yellow, strong or note; only yellow cells are open.

    `kind` says how it is typed, `choices` what its dropdown offers, `prompt` (title, text) what Excel shows beside it.
    """

    value: Value = None
    look: str = "grey"
    kind: Kind | None = None
    choices: tuple[Value, ...] = ()
    prompt: tuple[str, str] = ("", "")


@dataclass
class FormSheet:
    """One sheet of a form. `base` holds the grey text that an answer rests on, by the name of the line or hour."""

    name: str
    cells: dict[Position, Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    base: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""  # of what the form shows, when that has one of its own
    least_lines: dict[int, int] = field(default_factory=dict)  # the height of a row, when more than its text takes
    one_page: bool = False
    pages_wide: int = 1
    repeats_headings: bool = True  # the headings of row 11, on every printed page
    frozen: str = ""
    breaks: list[int] = field(default_factory=list)  # rows that begin a printed page

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Place one cell."""
        self.cells[row, column] = cell


@dataclass(frozen=True)
class Suggestion:
    """What is proposed for one exam: the yellow cells of its line, by heading, and why, in a sentence."""

    subject: str
    on: date
    kind: str
    values: Mapping[str, Value]
    reason: str


@dataclass(frozen=True)
class Request:
    """What somebody asked of `docgen form`: the key and the options, beside the records and the forms already read."""

    records: Records
    key: str = ""
    start: date | None = None
    end: date | None = None
    on: date | None = None
    class_name: str = ""
    subject: str = ""
    forms: tuple[Filled, ...] = ()
    findings: tuple[Finding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    def version(self) -> tuple[Dossier, Version]:
        """The version that the key names. Raises FormError."""
        found = {version.name: (dossier, version) for dossier, version in self.records.every_version()}
        if self.key not in found:
            raise FormError("Trajecten", self.key, tuple(found))
        return found[self.key]

    def dossier(self) -> Dossier:
        """The student that the key names. Raises FormError."""
        if self.key not in self.records.dossiers:
            raise FormError("Leerlingen", self.key, tuple(self.records.dossiers))
        return self.records.dossiers[self.key]


class FormError(Exception):
    """A form that cannot be made: the sheet in which the key is not found, the key, and the keys that are."""

    def __init__(self, target: str, key: str, known: tuple[str, ...]) -> None:
        """Take where was looked, what for, and what is there."""
        super().__init__(target)
        self.target, self.key, self.known = target, key, known


class DamagedError(Exception):
    """A form whose key or headings were changed: the case of A10, where, and the heading that is gone."""

    def __init__(self, case: str, position: Position, heading: str = "") -> None:
        """Take the case and the place in the sheet."""
        super().__init__(case)
        self.case, self.position, self.heading = case, position, heading


@dataclass(frozen=True)
class Sheet:
    """The cells of a form as they were read, with the block understood."""

    raw: RawForm
    block: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What stands behind Sleutel."""
        return str(self.block[KEY])

    def value(self, row: int, column: int) -> Any:
        """The value of a cell, or '' when it is empty or outside the sheet."""
        inside = 0 < row <= len(self.raw.rows) and 0 < column <= len(self.raw.rows[row - 1])
        return self.raw.rows[row - 1][column - 1] if inside else ""

    def said(self, row: int, column: int) -> bool:
        """Whether something is typed in a cell, readable or not."""
        return self.value(row, column) != "" or (row, column) in self.raw.faults

    def at(self, row: int, column: int, heading: str = "", table: str = "") -> CellRef:
        """The place of a cell."""
        return CellRef(self.raw.file, self.raw.sheet, row, column, heading, table)

    def row(self, table: str, values: Mapping[str, Any], places: Mapping[str, Position]) -> RawRow:
        """One row of a sheet, from cells that stand at these places; the first place is the row's own."""
        first = next(iter(places.values()), (BLOCK_ROW, 2))
        origin = Origin(self.raw.file, self.raw.sheet, first[0], {}, table, places)
        faults = frozenset(heading for heading, place in places.items() if place in self.raw.faults)
        return RawRow(origin, {name: value for name, value in values.items() if value not in ("", None)}, faults)


@dataclass(frozen=True)
class Content:
    """What one filled form says: rows per sheet, and the grey text, its place and the filled cells of each line."""

    rows: Mapping[str, tuple[RawRow, ...]]
    base: Mapping[str, str] = field(default_factory=dict)
    greys: Mapping[str, Position] = field(default_factory=dict)
    filled: Mapping[str, tuple[Position, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """A form that was read: its kind, cells and content, and its rows per sheet, typed."""

    spec: FormSpec
    sheet: Sheet
    content: Content
    parts: Mapping[str, Validated]

    @property
    def code(self) -> str:
        """The Formuliercode."""
        return str(self.sheet.block[CODE])

    @property
    def follows(self) -> str:
        """The code of the form that this one was prefilled from, or ''."""
        return str(self.sheet.block[FOLLOWS])

    @property
    def place(self) -> CellRef:
        """Where its key stands."""
        return self.sheet.at(BLOCK_ROW, 2)


@dataclass(frozen=True)
class FormSpec:
    """One kind of form: its name, the options it takes, the sheets it fills, and its four verbs.

    `key` names what the argument is ('' when there is none). `base` gives the grey text as the records have it now,
    None when that cannot be said; `scope` tells two forms of one kind apart: equal scopes speak about the same.
    """

    name: str
    key: str
    targets: tuple[str, ...]
    write: Callable[[Request], tuple[FormSheet, ...]]
    read: Callable[[Sheet, Typed], Content]
    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    key_pattern: str = r"\S+"
    dated: bool = False  # whether Van and Tot are filled in, and so no part of the key
    base: Callable[[Records, Filled], Mapping[str, str] | None] = field(default=lambda records, form: None)
    scope: Callable[[Sheet], tuple[str, ...]] = field(default=lambda sheet: (sheet.key,))
