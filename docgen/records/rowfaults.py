"""Many faults in one row with one cause: it is not finished, it belongs in another sheet, its cells have shifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.columns import Column, Row, plain
from docgen.findings import Finding
from docgen.kinds import Text, as_text
from docgen.reading.raw import RawRow
from docgen.spec import sheets

FEW = 2  # faults of which each is told by itself


def of_one_cause(row_type: type[Row], raw: RawRow, faults: list[Finding]) -> list[Finding]:
    """The faults of a row, those with one cause as one finding.

    Findings: A02 elsewhere, A02 headings, A02 row, A02 shifted
    """
    if faults and _is_heading(raw):
        return [replace(faults[0], place=raw.origin.at(), case="headings", value=None, suggestion=None)]
    if len(faults) < FEW:
        return faults
    if raw.origin.table:  # a form, in which nobody moves a cell
        return _unfinished(row_type, raw, faults) or faults
    return (
        _elsewhere(row_type, raw, faults)
        or _unfinished(row_type, raw, faults)
        or _shifted(row_type, raw, faults)
        or faults
    )


def _is_heading(raw: RawRow) -> bool:
    """Whether a row says its headings again: another table begins, or a page of a print."""
    return len(raw.cells) >= FEW and all(plain(as_text(cell)) == plain(name) for name, cell in raw.cells.items())


def _elsewhere(row_type: type[Row], raw: RawRow, faults: Sequence[Finding]) -> list[Finding]:
    """One finding for a row that is right in another sheet, cell after cell."""
    _, cells = _in_order(row_type, raw)
    filled = len(cells) - next((i for i, cell in enumerate(reversed(cells)) if cell != ""), len(cells))
    for other in sheets().values():
        columns = other.columns()
        given = [*cells[:filled], *[""] * (len(columns) - filled)]
        if other is not row_type and filled <= len(columns) and _tells(columns, given) and _fits(columns, given):
            args = (("heading", str(faults[0].arg("heading"))), ("target", other.sheet.name))
            place = raw.origin.at()
            return [replace(faults[0], place=place, case="elsewhere", args=args, value=None, suggestion=None)]
    return []


def _tells(columns: Sequence[Column], cells: Sequence[object]) -> bool:
    """Whether enough stands in columns that do not take any text: else everything fits."""
    certain = [c for c, cell in zip(columns, cells, strict=True) if cell != "" and not isinstance(c.kind, Text)]
    return len(certain) > FEW


def _in_order(row_type: type[Row], raw: RawRow) -> tuple[list[Column], list[object]]:
    """The columns of a row as they stand in its sheet, and its cells."""
    places = {column.heading: raw.origin.at(column.heading).column for column in row_type.columns()}
    columns = sorted((c for c in row_type.columns() if places[c.heading]), key=lambda c: places[c.heading])
    return columns, [raw.cells.get(column.heading, "") for column in columns]


def _unfinished(row_type: type[Row], raw: RawRow, faults: Sequence[Finding]) -> list[Finding]:
    """One finding for a row of which a third or more is missing; none when that is not so.

    When its key is no key either, it is a total, a remark or another table: what else is wrong follows from that.
    """
    empty = [str(fault.arg("heading")) for fault in faults if fault.case == "empty"]
    required = [column.heading for column in row_type.columns() if column.required]
    if len(empty) < FEW or 3 * len(empty) < len(required):
        return []
    args = (("heading", empty[0]), ("list", tuple(empty)))
    whole = replace(faults[0], place=raw.origin.at(), case="row", args=args, value=None, suggestion=None)
    others = [fault for fault in faults if fault.case != "empty"]
    is_row = all(fault.arg("heading") not in row_type.sheet.key for fault in others)
    return [whole, *(others if is_row else ())]


def _shifted(row_type: type[Row], raw: RawRow, faults: Sequence[Finding]) -> list[Finding]:
    """One finding at the cell from which on all stand one column too far, when moved back each of them is right."""
    columns, cells = _in_order(row_type, raw)
    wrong = {str(fault.arg("heading")) for fault in faults if fault.case not in ("empty", "needed")}
    if not wrong:
        return []
    last = next((i for i, column in enumerate(columns) if column.heading in wrong), 0)
    for first in range(last, 0, -1):  # a text before the first fault may be another one's text
        if _fits(columns, [*cells[:first], *cells[first + 1 :], ""]):
            return [_moved(raw, columns[first], faults, "shifted_right")]
        if cells[-1] == "" and _fits(columns, [*cells[:first], "", *cells[first:-1]], missing=first):
            return [_moved(raw, columns[first], faults, "shifted_left")]
    return []


def _fits(columns: Sequence[Column], cells: Sequence[object], missing: int = -1) -> bool:
    """Whether every cell is right in its column; the one that is `missing` may be empty."""
    for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        if cell == "":
            if column.required and number != missing:
                return False
            continue
        try:
            column.kind.parse(cell)
        except ValueError:
            return False
    return True


def _moved(raw: RawRow, column: Column, faults: Sequence[Finding], case: str) -> Finding:
    place, args = raw.origin.at(column.heading), (("heading", column.heading),)
    return replace(faults[0], place=place, case=case, args=args, value=None, suggestion=None)
