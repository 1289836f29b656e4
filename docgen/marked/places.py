"""One sheet of a copy: which cell a place of a finding is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from docgen.findings import CellRef
from docgen.marked.body import Body, Cell
from docgen.marked.frame import Frame, block_of
from docgen.marked.texts import Strings, said
from docgen.reading.headings import LOOKED_AT, MOST_COLUMNS, Headings, find_headings
from docgen.reading.remarks import known_sheet

Place = tuple[int, int]
"""Row and column from 1."""


class Copied:
    """A sheet with the name that findings use for it, its rows, and what stands around them."""

    def __init__(
        self, title: str, frame: Frame, body: Body, strings: Strings, synonyms: Mapping[str, Sequence[str]]
    ) -> None:
        """Take the parts of the sheet and the school's own other headings."""
        self.title, self.frame, self.body, self.strings, self.synonyms = title, frame, body, strings, synonyms
        self.table = known_sheet(title)
        self.name = self.table.sheet.name if self.table else title
        self.last_row = body.last_row
        self.shown = False  # whether a cell of it has to be seen

    @cached_property
    def headings(self) -> Headings | None:
        """The heading row, found as docgen.sheets finds it."""
        rows = [[""] * MOST_COLUMNS for _ in range(min(LOOKED_AT, self.last_row))]
        for number, row in self.body.first_rows(len(rows)):
            for column, cell in row.cells.items():
                if column <= MOST_COLUMNS:
                    rows[number - 1][column - 1] = said(cell, self.strings) or ""
        return find_headings(rows, self.table, self.synonyms) if self.table else None

    def place(self, of: CellRef) -> Place | None:
        """The cell of a place: of a row its key, of a column its heading; None for a place without a cell."""
        row = of.row or (self.headings.row if self.headings and of.column else 0)
        if not row or row > self.last_row:
            return None
        column = of.column or self._key_column
        inside = (block for block in self._merged if block[0] <= row <= block[2] and block[1] <= column <= block[3])
        return next(((block[0], block[1]) for block in inside), (row, column))

    def cell(self, place: Place) -> Cell:
        """The cell at a place, put in when there is none. Raises UncommonError."""
        row = self.body.row(place[0])
        if place[1] not in row.cells:
            row.widen()
            self.frame.reach(place)
        return row.cells.setdefault(place[1], Cell())

    def show(self, place: Place) -> None:
        """Make a cell visible: its sheet, its row, and the folded columns it stands in."""
        self.shown = True
        self.body.row(place[0]).show()
        self.frame.show(place[1])

    @cached_property
    def _key_column(self) -> int:
        if not self.headings or not self.table:
            return 1
        wanted = (*self.table.sheet.key, self.table.columns()[0].heading)
        return next((self.headings.known[heading] for heading in wanted if heading in self.headings.known), 1)

    @cached_property
    def _merged(self) -> list[tuple[int, int, int, int]]:
        return [block for reference in self.frame.merged() if (block := block_of(reference))]
