"""What every kind of file is read into: a grid of cells per sheet, with what is wrong with single cells noted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.findings import Argument

Block = tuple[int, int, int, int]
"""First row, first column, last row, last column of a range, all from 1 and included."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, as the code, case and facts of a finding."""

    code: str
    case: str = ""
    args: tuple[tuple[str, Argument], ...] = ()


class Refused(Exception):  # noqa: N818 - an outcome of a file, caught in `sheets.read`
    """A whole file (or one cell of a broken one) cannot be read: the code, case and facts of the finding."""

    def __init__(self, code: str, case: str = "", *, sheet: str = "", row: int = 0, column: int = 0, **facts: Argument):
        """Take the finding's code, case, place inside the file and facts."""
        super().__init__(code, case)
        self.code, self.case, self.facts = code, case, facts
        self.sheet, self.row, self.column = sheet, row, column


@dataclass
class Notes:
    """What a reader does not tell about a sheet: faulty cells by (row, column) from 1, hidden rows, merged blocks."""

    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)


@dataclass
class Grid:
    """One sheet. `rows[0][0]` is cell A1 and '' an empty cell; every row is as wide as the widest.

    `places` is given when rows of the grid do not stand on the lines of the file that they were read from (a
    timetable export of several lines per lesson): the line of each row, and the file's column of each heading.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    notes: Notes = field(default_factory=Notes)
    hidden: bool = False
    places: tuple[Sequence[int], Mapping[str, int]] | None = None
    partial: bool = False  # headings that this kind of export never has are not asked for
    values: Collection[Any] | None = None  # all that stands in the cells, each at least once, when the reader knows it
    objects: tuple[str, ...] = ()  # of its workbook: names of embedded files and controls, which are never opened
    remarks: Iterable[tuple[Fault, int]] = ()  # about the file's own form, each with a line (0: the whole sheet)
