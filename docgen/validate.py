"""RawRow -> typed Row, or findings: every fault of every cell at once, each with its place and never a closed value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from docgen.columns import Column, Origin, Row, Sensitivity
from docgen.findings import Argument, CellRef, Effect, Finding, Severity
from docgen.kinds import STUDENT_ID, TRAJECTORY_ID, Date, Key, Kind, Many, Ref, Text, as_text, plain_choice, wrong
from docgen.sheets import RawRow, RawSheet

IDENTIFIER = re.compile(rf"{TRAJECTORY_ID}|{STUDENT_ID}|[A-Z]{{1,4}}\d+(?:[.-]\d+\w*)?")


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be used: where it stands, and whom it is about as far as can be read (None: everybody)."""

    sheet: str
    origin: Origin
    students: frozenset[str] | None
    classes: frozenset[str]
    trajectory: str = ""
    key: str = ""  # what others point at it with


@dataclass(frozen=True)
class Validated:
    """What one sheet of one file gave."""

    rows: tuple[Row, ...]
    rejected: tuple[Rejected, ...]
    findings: tuple[Finding, ...]


def validate(row_type: type[Row], sheet: RawSheet) -> Validated:
    """The typed rows of a sheet, the rows that were refused, and why.

    Findings: A02, A04, A05
    """
    rows: list[Row] = []
    rejected: list[Rejected] = []
    findings: list[Finding] = []
    reader = _Reader(row_type)
    conditional = _conditional(row_type)
    for raw in sheet.rows:
        faults = [*_needed(row_type, raw)] if conditional else []
        row = reader.row(raw)
        if row is None:  # a cell is wrong: pydantic finds all that are
            try:
                row = row_type.model_validate(raw.cells).placed(raw.origin)
                faults += _nothing_listed(row, raw)
            except ValidationError as error:
                faults += _faults(row_type, raw, error)
        if row is None or faults or raw.faults:
            rejected.append(refuse(row_type, raw.origin, raw.cells))
        else:
            rows.append(row)
            if reader.noticed:
                findings += _remarks(row_type, raw)
        findings += [fault for fault in faults if not _told_already(fault, raw, sheet)]
    return Validated(tuple(rows), tuple(rejected), tuple(findings))


class _Parsed(dict[object, Any]):
    """What the cells of one column become, by what was typed: a sheet repeats the same few values."""

    def __init__(self, column: Column, noticed: set[str]) -> None:
        """Take the column, and the set that its heading is put in when a cell is worth a remark."""
        super().__init__()
        self.heading, self.kind, self.noticed = column.heading, column.kind, noticed
        self.refuses_nothing = column.required and isinstance(column.kind, Many)
        self.watched = _watched_kind(column)

    def __missing__(self, key: object) -> Any:
        """Parse a cell that was not met before; the key of a cell that is not text holds its type (True == 1)."""
        raw = key[1] if isinstance(key, tuple) else key
        value = self.kind.parse(raw)
        if value == () and self.refuses_nothing:
            raise wrong("empty")
        if self.watched is not None and _remark_on(self.watched, raw):
            self.noticed.add(self.heading)
        self[key] = value
        return value


class _Reader:
    """Makes the rows of one sheet in which every cell is right; the same as pydantic makes of them, sooner."""

    def __init__(self, row_type: type[Row]) -> None:
        """Take the table of the sheet."""
        self.row_type = row_type
        self.columns = {column.heading: column for column in row_type.columns()}
        self.noticed: set[str] = set()  # the headings of cells that were understood but should be looked at
        self.parsed = {heading: _Parsed(column, self.noticed) for heading, column in self.columns.items()}
        self.shapes: dict[tuple[str, ...], _Shape | None] = {}

    def row(self, raw: RawRow) -> Row | None:
        """The row, or None when a cell is wrong or lacking."""
        headings = tuple(raw.cells)
        if headings not in self.shapes:
            self.shapes[headings] = self._shape(headings)
        shape = self.shapes[headings]
        if shape is None:
            return None
        values = shape.empty.copy()
        try:
            for (attribute, parsed), cell in zip(shape.cells, raw.cells.values()):  # noqa: B905 - equally long
                values[attribute] = parsed[cell if cell.__class__ is str else (cell.__class__, cell)]
        except ValueError:
            return None
        return self.row_type.of_values(values, shape.given, raw.origin)

    def _shape(self, headings: tuple[str, ...]) -> _Shape | None:
        """What rows with just these cells have in common; None when a column lacks or is unknown."""
        lacking = any(column.required and heading not in headings for heading, column in self.columns.items())
        if lacking or not self.columns.keys() >= set(headings):
            return None
        empty = {name: field.default for name, field in self.row_type.model_fields.items()}
        cells = [(self.columns[heading].attribute, self.parsed[heading]) for heading in headings]
        return _Shape(empty, cells, {attribute for attribute, _ in cells})


@dataclass(frozen=True)
class _Shape:
    """Rows with a value under the same headings: the values of empty cells, and how each other cell is parsed."""

    empty: dict[str, Any]
    cells: list[tuple[str, _Parsed]]
    given: set[str]


def refuse(row_type: type[Row], origin: Origin, cells: Mapping[str, object]) -> Rejected:
    """A refused row with the students, classes and version that can still be read in it."""
    name = row_type.sheet.name
    keys = {heading: _first_word(cells[heading]) for heading in ABOUT if cells.get(heading) is not None}
    over = keys.get("Over wie", "")
    classes = {part.strip() for part in as_text(cells.get("Klas") or "").split(";") if part.strip()}
    classes = {over} if over and not ABOUT_ONE.fullmatch(over) else classes if name in OF_CLASSES else set()
    students = frozenset(student_of(key) for key in keys.values() if key not in classes)
    return Rejected(
        name,
        origin,
        None if name == "School" or (name in OF_CLASSES and not classes) else students,
        frozenset(classes),
        "" if name in OF_ALL_VERSIONS else next((key for key in keys.values() if re.fullmatch(TRAJECTORY_ID, key)), ""),
        _first_word(cells.get(row_type.sheet.key[0]) or "") if row_type.sheet.key else "",
    )


def _first_word(cell: object) -> str:
    return as_text(cell).split(" ")[0]


ABOUT = ("Leerling-ID", "Traject-ID", "Leerling of traject", "Over wie")
ABOUT_ONE = re.compile(rf"{TRAJECTORY_ID}|{STUDENT_ID}")  # else a decision is about a class
OF_CLASSES = frozenset({"Basisrooster", "Examenrooster"})
OF_ALL_VERSIONS = frozenset({"Trajecten", "Beslissingen"})  # a row about one version decides until when others count


def student_of(key: str) -> str:
    """The Leerling-ID of a Leerling-ID or a Traject-ID."""
    return key.rpartition("-")[0] or key


def shown(column: Column, raw: object) -> str | None:
    """The value of a cell if a message may show it: an open column, or a value in the form of an identifier."""
    text = as_text(raw)
    is_identifier = isinstance(column.kind, Key | Ref) and IDENTIFIER.fullmatch(text)
    return text[:60] if column.sensitivity is Sensitivity.O or is_identifier else None


def _faults(row_type: type[Row], raw: RawRow, error: ValidationError) -> Iterator[Finding]:
    columns = {column.heading: column for column in row_type.columns()}
    for detail in error.errors(include_url=False, include_input=False):
        column = columns[str(detail["loc"][0])]
        if detail["type"] == "missing":
            yield _fault(row_type, raw, column, "empty", {"example": column.example})
        else:
            yield _fault(row_type, raw, column, detail["type"], _facts(column, detail), raw.cells[column.heading])


def _facts(column: Column, detail: ErrorDetails) -> dict[str, Argument]:
    context: Mapping[str, Any] = detail.get("ctx") or {}
    return {"example": column.example, **context}


def _needed(row_type: type[Row], raw: RawRow) -> Iterator[Finding]:
    """A cell that is required because of what another cell says."""
    for column, other, values in _conditional(row_type):
        if column.heading in raw.cells:
            continue
        given = raw.cells.get(other)
        if given is None:
            continue
        if not values.isdisjoint(plain_choice(part) for part in as_text(given).split(";")):
            yield _fault(row_type, raw, column, "needed", {"example": column.example, "other": other})


@cache
def _conditional(row_type: type[Row]) -> tuple[tuple[Column, str, frozenset[str]], ...]:
    """Each column that another one can make required: with the heading of that one and its values."""
    return tuple(
        (column, other, frozenset(map(plain_choice, values)))
        for column in row_type.columns()
        for other, values in column.needed.items()
    )


def _nothing_listed(row: Row, raw: RawRow) -> Iterator[Finding]:
    """A required list in which only semicolons stand."""
    for column in _lists(type(row)):
        if getattr(row, column.attribute) == ():
            yield _fault(type(row), raw, column, "empty", {"example": column.example})


@cache
def _lists(row_type: type[Row]) -> tuple[Column, ...]:
    return tuple(column for column in row_type.columns() if column.required and isinstance(column.kind, Many))


def _fault(
    row_type: type[Row],
    raw: RawRow,
    column: Column,
    case: str,
    facts: Mapping[str, Argument],
    value: object = None,
) -> Finding:
    refused = refuse(row_type, raw.origin, raw.cells)
    visible = shown(column, value) if value is not None else None
    return Finding(
        "A02",
        Severity.ERROR,
        raw.origin.at(column.heading),
        case,
        args=tuple(sorted({"heading": column.heading, **facts}.items())),
        value=visible,
        suggestion=_nearest(visible, column.kind.allowed),
        effect=Effect.BLOCK,
        students=refused.students,
        classes=refused.classes,
        trajectory=refused.trajectory,
    )


def _told_already(fault: Finding, raw: RawRow, sheet: RawSheet) -> bool:
    """Whether the reading told about this cell, or about its whole column."""
    heading = fault.place.heading if isinstance(fault.place, CellRef) else ""
    return heading in raw.faults or (fault.case == "empty" and heading not in sheet.headings)


def addressed(findings: Iterable[Finding], rejected: Iterable[Rejected]) -> Iterator[Finding]:
    """The findings of the reading, those about a refused row with whom that row is about."""
    rows = {(row.origin.file, row.origin.sheet, row.origin.row): row for row in rejected}
    for finding in findings:
        place = finding.place
        row = rows.get((place.file, place.sheet, place.row)) if isinstance(place, CellRef) else None
        if row is None or finding.effect is Effect.NONE:
            yield finding
        else:
            about = {"students": row.students, "classes": row.classes, "trajectory": row.trajectory}
            yield replace(finding, **about)  # type: ignore[arg-type]


def _nearest(value: str | None, allowed: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    by_plain = {word.casefold(): word for word in allowed}
    close = get_close_matches(value.casefold(), by_plain, 1, 0.6) if value else []
    return by_plain[close[0]] if close else None


def _remarks(row_type: type[Row], raw: RawRow) -> Iterator[Finding]:
    """What was understood but should be looked at: a date typed as text, an id typed as a number, a long text."""
    for heading, kind in _watched(row_type):
        value = raw.cells.get(heading)
        case = _remark_on(kind, value)
        if case == "long":
            yield _remark("A05", "", raw, heading, limit=getattr(kind, "limit", 0), n=len(str(value)))
        elif case:
            yield _remark("A04", case, raw, heading)


def _remark_on(kind: Kind, value: object) -> str:
    """What is to be said about a cell: 'date' or 'number' for how it is typed, 'long', or ''."""
    if isinstance(kind, Date) and isinstance(value, str):
        return "date"
    if isinstance(kind, Key | Ref) and isinstance(value, float):
        return "number"
    return "long" if isinstance(kind, Text) and isinstance(value, str) and len(value) > kind.limit else ""


@cache
def _watched(row_type: type[Row]) -> tuple[tuple[str, Kind], ...]:
    """The headings, with the kind of each value, of cells that can be worth a remark."""
    kinds = ((column.heading, _watched_kind(column)) for column in row_type.columns())
    return tuple((heading, kind) for heading, kind in kinds if kind is not None)


def _watched_kind(column: Column) -> Kind | None:
    kind = column.kind.kind if isinstance(column.kind, Many) else column.kind
    return kind if isinstance(kind, Date | Key | Ref) or bool(getattr(kind, "limit", 0)) else None


def _remark(code: str, case: str, raw: RawRow, heading: str, **facts: int) -> Finding:
    return Finding(code, Severity.WARNING, raw.origin.at(heading), case, (("heading", heading), *facts.items()))


def duplicates(
    row_type: type[Row], rows: Iterable[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Finding, ...]]:
    """The rows whose key occurs once, the rows whose key occurs more than once, and a finding per doubled key.

    Findings: A03
    """
    if not row_type.sheet.key:
        return tuple(rows), (), ()
    keyed = [(row.key(), row) for row in rows]
    counts = Counter(key for key, _ in keyed)
    if len(counts) == len(keyed):
        return tuple(row for _, row in keyed), (), ()
    doubled: dict[Any, list[Row]] = {}
    for key, row in keyed:
        if counts[key] > 1:
            doubled.setdefault(key, []).append(row)
    findings = tuple(_doubled(row_type, key, same) for key, same in doubled.items())
    return (
        tuple(row for key, row in keyed if counts[key] == 1),
        tuple(r for same in doubled.values() for r in same),
        findings,
    )


def _doubled(row_type: type[Row], key: tuple[Any, ...], same: list[Row]) -> Finding:
    heading = row_type.sheet.key[0]
    columns = {column.heading: column for column in row_type.columns()}
    value = shown(columns[heading], key[0]) if len(key) == 1 and not isinstance(key[0], date | tuple) else None
    return Finding(
        "A03",
        Severity.ERROR,
        same[0].at(heading),
        _how(same),
        args=(("heading", heading), ("n", len(same))),
        value=value,
        also=tuple(row.at(heading) for row in same[1:]),
        effect=Effect.BLOCK,
        students=frozenset(name for row in same for name in refuse(row_type, row.origin, cells_of(row)).students or ()),
        classes=frozenset(name for row in same for name in refuse(row_type, row.origin, cells_of(row)).classes),
    )


def _how(same: list[Row]) -> str:
    """The case of A03: in two workbooks, in rows that are wholly equal, or in rows that differ."""
    if len({row.origin.file for row in same}) > 1:
        return "files"
    return "same" if all(row.model_dump() == same[0].model_dump() for row in same) else ""


def cells_of(row: Row) -> dict[str, object]:
    """The values of a row by heading, as far as they name students and classes."""
    wanted = {*ABOUT, "Klas"}
    cells = {column.heading: getattr(row, column.attribute) for column in row.columns() if column.heading in wanted}
    return {heading: "; ".join(value) if isinstance(value, tuple) else value for heading, value in cells.items()}
