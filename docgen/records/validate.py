"""RawSheet -> typed rows, or findings: every fault of every cell at once, with its place and never a closed value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from docgen.columns import Column, Row
from docgen.findings import Argument, CellRef, Effect, Finding, Severity
from docgen.kinds import American, Date, Kind, Many, as_text, is_american, is_certain, plain_choice
from docgen.reading.kind import TEXT_ENDINGS
from docgen.reading.raw import SHIFTED, RawRow, RawSheet
from docgen.records.refused import Rejected, refuse, shown
from docgen.records.rowfaults import of_one_cause
from docgen.records.typed import remark_on, typed, watched_kind

NOTHING = frozenset({"-", "--", "\u2013", "/", "?", ".", "x", "nvt", "n.v.t.", "n.v.t", "geen", "niet van toepassing"})
"""What somebody types where nothing belongs."""


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
    sheet = _with_american_dates(row_type, sheet)
    rows: list[Row] = []
    rejected: list[Rejected] = []
    findings: list[Finding] = []
    quick = typed(row_type, sheet)
    certain = _certain_dates(row_type, sheet)
    remarked = quick.remarked - certain
    suspect = sheet.faults.keys() | _lacking(row_type, sheet) | _disordered(row_type, quick.rows)
    for i, row in enumerate(quick.rows):
        if row is not None and i not in suspect:
            rows.append(row)
            findings += _remarks(row_type, sheet, i, remarked) if remarked else ()
            continue
        raw = sheet.row(i)
        sound, faults = _judged(row_type, raw)
        if sound is None or faults or raw.faults:
            rejected.append(refuse(row_type, raw.origin, raw.cells, raw.faults | _at_fault(faults)))
        else:
            rows.append(sound)
            findings += _remarks(row_type, sheet, i, raw.cells.keys() - certain)
        told = [fault for fault in faults if not _told_already(fault, raw, sheet)]
        findings += of_one_cause(row_type, raw, told)
    return Validated(tuple(rows), tuple(rejected), tuple(findings))


def _at_fault(faults: Iterable[Finding]) -> set[str]:
    """The headings of the cells in which something stands that cannot be used."""
    return {str(fault.arg("heading")) for fault in faults if fault.case not in ("empty", "needed")}


def _certain_dates(row_type: type[Row], sheet: RawSheet) -> set[str]:
    """The headings of a text file under which dates can be read in one way: in such a file every date is a text."""
    if not sheet.file.lower().endswith(TEXT_ENDINGS):
        return set()
    dates = {column.heading for column in row_type.columns() if isinstance(column.kind, Date)}
    cells = (cell for heading in dates for cell in sheet.columns.get(heading, ()))
    return dates if any(map(is_certain, cells)) else set()


def _with_american_dates(row_type: type[Row], sheet: RawSheet) -> RawSheet:
    """The sheet, with the texts of a column marked in which a date can only be month/day/year.

    '6/5/2010' among such dates is no 6 May: nobody can know, so nobody guesses.
    """
    columns = dict(sheet.columns)
    for column in row_type.columns():
        cells = columns.get(column.heading, ())
        if isinstance(column.kind, Date) and any(map(is_american, {cell for cell in cells if isinstance(cell, str)})):
            columns[column.heading] = [American(cell) if isinstance(cell, str) and cell else cell for cell in cells]
    return sheet if columns == sheet.columns else replace(sheet, columns=columns)


def _judged(row_type: type[Row], raw: RawRow) -> tuple[Row | None, list[Finding]]:
    """What pydantic makes of a row, and every fault in it."""
    faults = [*_needed(row_type, raw)]
    try:
        row = row_type.model_validate(raw.cells).placed(raw.origin)
    except ValidationError as error:
        return None, [*faults, *_faults(row_type, raw, error)]
    return row, [*faults, *_nothing_listed(row, raw), *_out_of_order(row, raw)]


def _faults(row_type: type[Row], raw: RawRow, error: ValidationError) -> Iterator[Finding]:
    columns = {column.heading: column for column in row_type.columns()}
    for detail in error.errors(include_url=False, include_input=False):
        column = columns[str(detail["loc"][0])]
        if detail["type"] == "missing":
            yield _fault(row_type, raw, column, "empty", {"example": column.example})
        else:
            value = raw.cells[column.heading]
            nothing = not column.required and plain_choice(as_text(value)) in NOTHING
            case = "nothing" if nothing else detail["type"]
            yield _fault(row_type, raw, column, case, _facts(column, detail), value)


def _facts(column: Column, detail: ErrorDetails) -> dict[str, Argument]:
    context: Mapping[str, Any] = detail.get("ctx") or {}
    return {"example": column.example, **context}


def _lacking(row_type: type[Row], sheet: RawSheet) -> set[int]:
    """The rows with an empty cell that another cell makes required."""
    found = set()
    nothing = [""] * len(sheet.origins)
    for column, other, values in _conditional(row_type):
        cells, asking = (sheet.columns.get(heading, nothing) for heading in (column.heading, other))
        pairs = enumerate(zip(cells, asking, strict=True))
        found |= {i for i, (cell, asks) in pairs if cell == "" and asks != "" and _asks(asks, values)}
    return found


def _asks(cell: object, values: frozenset[str]) -> bool:
    """Whether one of the values stands in a cell."""
    return not values.isdisjoint(plain_choice(part) for part in as_text(cell).split(";"))


def _needed(row_type: type[Row], raw: RawRow) -> Iterator[Finding]:
    """A cell that is required because of what another cell says."""
    for column, other, values in _conditional(row_type):
        if column.heading not in raw.cells and other in raw.cells and _asks(raw.cells[other], values):
            yield _fault(row_type, raw, column, "needed", {"example": column.example, "other": other})


@cache
def _conditional(row_type: type[Row]) -> tuple[tuple[Column, str, frozenset[str]], ...]:
    """Each column that another one can make required: with the heading of that one and its values."""
    return tuple(
        (column, other, frozenset(map(plain_choice, values)))
        for column in row_type.columns()
        for other, values in column.needed.items()
    )


def _disordered(row_type: type[Row], rows: Iterable[Row | None]) -> set[int]:
    """The rows with a date that is before the one it should follow."""
    pairs = _ordered(row_type)
    return {i for i, row in enumerate(rows) if pairs and row is not None and any(_before(row, *pair) for pair in pairs)}


def _out_of_order(row: Row, raw: RawRow) -> Iterator[Finding]:
    """A date that is before one that it should follow."""
    told = set()
    for later, earlier in _ordered(type(row)):
        if _before(row, later, earlier) and later.heading not in told:
            told.add(later.heading)
            yield _fault(type(row), raw, later, "order", {"target": earlier.heading})


def _before(row: Row, later: Column, earlier: Column) -> bool:
    last, first = getattr(row, later.attribute), getattr(row, earlier.attribute)
    return last is not None and first is not None and last < first


@cache
def _ordered(row_type: type[Row]) -> tuple[tuple[Column, Column], ...]:
    """Pairs of dates of which the first is not before the second."""
    columns = {column.heading: column for column in row_type.columns()}
    return tuple((column, columns[heading]) for column in columns.values() for heading in column.after)


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
    """Whether the reading told about this cell, about its whole column, or that the cells of this row are shifted."""
    heading = fault.place.heading if isinstance(fault.place, CellRef) else ""
    return not raw.faults.isdisjoint({heading, SHIFTED}) or (fault.case == "empty" and heading not in sheet.headings)


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


def _remarks(row_type: type[Row], sheet: RawSheet, number: int, headings: Collection[str]) -> Iterator[Finding]:
    """What was understood but should be looked at: a date typed as text, an id typed as a number, a long text."""
    for heading, kind in _watched(row_type):
        value = sheet.columns[heading][number] if heading in headings else ""
        case = remark_on(kind, value) if value != "" else ""
        place = sheet.origins[number].at(heading)
        if case == "long":
            yield _remark("A05", "", place, heading, limit=getattr(kind, "limit", 0), n=len(str(value)))
        elif case:
            yield _remark("A04", case, place, heading)


@cache
def _watched(row_type: type[Row]) -> tuple[tuple[str, Kind], ...]:
    """The headings, with the kind of each value, of cells that can be worth a remark."""
    kinds = ((column.heading, watched_kind(column)) for column in row_type.columns())
    return tuple((heading, kind) for heading, kind in kinds if kind is not None)


def _remark(code: str, case: str, place: CellRef, heading: str, **facts: int) -> Finding:
    return Finding(code, Severity.WARNING, place, case, (("heading", heading), *facts.items()))
