"""One sheet of a copy: which cell a place of a finding is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from docgen.findings import CellRef
from docgen.reading.headings import LOOKED_AT, MOST_COLUMNS, Headings, find_headings, is_register_number_heading
from docgen.reading.register_number import holds_register_number, is_register_number
from docgen.reading.remarks import known_sheet


class Copied:
    """A sheet with the name that findings use for it."""

    def __init__(self, sheet: Worksheet, synonyms: Mapping[str, Sequence[str]]) -> None:
        """Take the sheet of the copy and the school's own other headings."""
        self.sheet, self.synonyms = sheet, synonyms
        self.table = known_sheet(sheet.title)
        self.name = self.table.sheet.name if self.table else sheet.title
        self.last_row = sheet.max_row  # openpyxl counts all cells every time it is asked

    @cached_property
    def headings(self) -> Headings | None:
        """The heading row, found as docgen.sheets finds it."""
        rows = [[""] * MOST_COLUMNS for _ in range(min(LOOKED_AT, self.last_row))]
        for cell in self.cells():
            if cell.row <= LOOKED_AT and cell.column <= MOST_COLUMNS and cell.value is not None:
                rows[cell.row - 1][cell.column - 1] = cell.value
        return find_headings(rows, self.table, self.synonyms) if self.table else None

    def cells(self) -> tuple[Any, ...]:
        """The cells that exist. Going through rows would make the others: 17 billion when one stands far away."""
        sheet: Any = self.sheet
        return tuple(sheet._cells.values())

    def cell(self, place: CellRef) -> Any:
        """The cell of a place: of a row its key, of a column its heading; None for a place without a cell."""
        row = place.row or (self.headings.row if self.headings and place.column else 0)
        if not row or row > self.last_row:
            return None
        cell = self.sheet.cell(row, place.column or self._key_column)
        if isinstance(cell, MergedCell):
            whole = next(block for block in self.sheet.merged_cells.ranges if cell.coordinate in block)
            return self.sheet.cell(whole.min_row, whole.min_col)
        return cell

    @cached_property
    def _key_column(self) -> int:
        if not self.headings or not self.table:
            return 1
        wanted = (*self.table.sheet.key, self.table.columns()[0].heading)
        return next((self.headings.known[heading] for heading in wanted if heading in self.headings.known), 1)

    def show(self, cell: Any) -> None:
        """Make a cell visible: its sheet, its row, and the folded columns it stands in."""
        self.sheet.sheet_state = "visible"
        if cell.row in self.sheet.row_dimensions:
            self.sheet.row_dimensions[cell.row].hidden = False
        for dimension in self.sheet.column_dimensions.values():
            first, last = dimension.min or 0, dimension.max or 0
            if dimension.hidden and first <= cell.column <= last:
                dimension.hidden = False


def drop_register_numbers(copied: Copied, dropped: str) -> None:
    """Replace every rijksregisternummer in a sheet, and all that stands under a heading that asks for one."""
    cells = copied.cells()
    columns: dict[int, int] = {}  # the row of the heading by column
    for cell in cells:
        if cell.row <= LOOKED_AT and isinstance(cell.value, str) and is_register_number_heading(cell.value):
            columns[cell.column] = min(cell.row, columns.get(cell.column, cell.row))
    for cell in cells:
        under = cell.column in columns and cell.row > columns[cell.column] and cell.value is not None
        if under or _is_register_number(cell.value):
            cell.value = dropped


def _is_register_number(value: object) -> bool:
    if isinstance(value, str):
        return len(value) >= 11 and holds_register_number(value)
    return isinstance(value, int | float) and value >= 10**9 and is_register_number(value)
