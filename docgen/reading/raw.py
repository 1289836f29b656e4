"""What a workbook gives before it has a meaning: a sheet by column, one row of it, a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from docgen.columns import Origin
from docgen.reading.grid import Fault

NO_HEADINGS = frozenset[str]()
SHIFTED = ""
"""Among the faulty headings of a row: its cells may all stand under another heading."""


class RawRow(NamedTuple):
    """One row as it was read: value by canonical heading (str, int, float, bool, date, datetime or time).

    Empty cells are absent, and so are cells that cannot be used: their headings are in `faults`, a finding told why,
    and the row must not be used.
    """

    origin: Origin
    cells: Mapping[str, Any]
    faults: frozenset[str] = NO_HEADINGS


@dataclass(frozen=True)
class RawSheet:
    """One sheet with all required headings: its canonical name, the column (from 1) of each heading, its rows.

    They stand by column, as nearly all work on them goes column by column: `columns[heading][i]` is the cell of the row
    at `origins[i]`, '' when it is empty or cannot be used. `faults` are by i the headings of cells that cannot be used.
    """

    name: str
    file: str
    headings: Mapping[str, int]
    columns: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    origins: Sequence[Origin] = ()
    faults: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of_rows(cls, name: str, file: str, headings: Mapping[str, int], rows: Sequence[RawRow]) -> RawSheet:
        """A sheet of rows that were put together one by one."""
        used = dict.fromkeys(heading for row in rows for heading in row.cells)
        columns = {heading: [row.cells.get(heading, "") for row in rows] for heading in used}
        faults = {number: row.faults for number, row in enumerate(rows) if row.faults}
        return cls(name, file, headings, columns, [row.origin for row in rows], faults)

    def row(self, number: int) -> RawRow:
        """One row, by its place in the columns."""
        found = ((heading, column[number]) for heading, column in self.columns.items())
        cells = {heading: value for heading, value in found if value != ""}
        return RawRow(self.origins[number], cells, self.faults.get(number, NO_HEADINGS))

    def only(self, numbers: Sequence[int]) -> RawSheet:
        """The sheet with some of its rows, by their places in the columns."""
        columns = {heading: [column[number] for number in numbers] for heading, column in self.columns.items()}
        faults = {place: self.faults[number] for place, number in enumerate(numbers) if number in self.faults}
        return replace(self, columns=columns, origins=[self.origins[number] for number in numbers], faults=faults)

    @cached_property
    def rows(self) -> tuple[RawRow, ...]:
        """Every row."""
        return tuple(map(self.row, range(len(self.origins))))


@dataclass(frozen=True)
class RawForm:
    """One sheet `Formulier ...`: its cleaned cells (`rows[0][0]` is A1, '' is empty), the faulty ones by place."""

    file: str
    sheet: str
    rows: tuple[tuple[Any, ...], ...]
    faults: Mapping[tuple[int, int], Fault]
