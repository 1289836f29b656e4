"""A sheet with each distinct cell written once: lessons repeat, so the reader gets a hundredth of the cells to read.

Two cells of a sheet with the same type, style and content hold the same value, wherever they stand. A sheet as
spreadsheet programs write it falls apart into rows and cells with two splits; each distinct cell is looked at once and
is read once, from a sheet of one column. What is in any other form is not folded, and read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

from docgen.reading.sheetxml import COLUMNS, ROWS, column_number

MOST_BYTES = 24 * 2**20
"""Of a sheet. A folded one takes about ten times as much while it is made; 100,000 lessons are 24 MB."""
MOST_BYTES_OF_ROW = 2**20
LONGEST_HEAD = 1_000
MOST_DISTINCT = 200_000
"""More are not worth folding, and would take more memory than the reader."""

PLACE = re.compile(rb'<c r="([^"]*)"')
LETTERS = re.compile(rb"(?:[A-Z]{1,3} )+")
REST_OF_CELL = re.compile(
    rb'(?: (?:s|t|cm|vm|ph)="[^"<>]*")*'
    rb"(?: ?/>|>(?:</c>|((?:<f(?: [^<>]*)?>[^<]*</f>|<f(?: [^<>]*)?/>)?"
    rb"(?:<v>[^<]*</v>|<v ?/>|<is><t(?: [^<>]*)?>[^<]*</t></is>)?)</c>))\s*"
)
"""What follows the place of a cell; its group is what the cell holds. Source: ECMA-376 part 1, 18.3.1.4."""
REST_OF_ROW = re.compile(rb'(?: [A-Za-z0-9:]+="[^"<>]*")* ?>\s*')
HIDDEN = re.compile(rb' hidden="(?:1|true)"')


class _Uncommon(Exception):  # noqa: N818 - no error: the sheet is read as it stands
    """This sheet is not written as spreadsheet programs do."""


@dataclass
class Folded:
    """Where the cells of a sheet stand whose `xml` holds the n-th of its `distinct` cells in A(n), and no more.

    `rows` holds by number the rows with cells: the columns of the cells, and for each the number of its distinct cell.
    """

    xml: bytes = b""
    distinct: int = 0
    rows: dict[int, tuple[tuple[int, ...], list[int]]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0

    @property
    def area(self) -> int:
        """The number of cells of the unfolded grid."""
        return self.last_row * self.last_column

    def unfold(self, values: Sequence[Any]) -> list[Sequence[Any]]:
        """The rows of the real sheet, of the values of its distinct cells."""
        values = ["", *values, *[""] * (self.distinct - len(values))]
        grid: list[Sequence[Any]] = [("",) * self.last_column] * self.last_row
        pickers: dict[tuple[int, ...], Callable[[list[Any]], Sequence[Any]]] = {}
        for number, (columns, cells) in self.rows.items():
            if columns not in pickers:
                pickers[columns] = _picker(columns, self.last_column)
            if number <= self.last_row:
                grid[number - 1] = pickers[columns]([*map(values.__getitem__, cells), ""])
        return grid

    def places(self, wanted: Collection[int]) -> Iterator[tuple[int, int, int]]:
        """Where some of the distinct cells stand: the number of the cell, its row and its column."""
        for number, (columns, cells) in self.rows.items() if wanted else ():
            for column, cell in zip(columns, cells, strict=True):
                if cell in wanted:
                    yield cell, number, column


def _picker(columns: tuple[int, ...], width: int) -> Callable[[list[Any]], Sequence[Any]]:
    """What makes a row of this width of the values in these columns, behind which an empty one stands."""
    at = {column: position for position, column in enumerate(columns)}
    positions = [at.get(column, -1) for column in range(1, width + 1)]
    return itemgetter(*positions) if width > 1 else lambda values: [values[position] for position in positions]


def fold(xml: bytes) -> Folded | None:
    """The sheet with each distinct cell once, or None when it is not written as programs do, or is very large."""
    first, *rows = xml.split(b'<row r="', ROWS + 1) if len(xml) <= MOST_BYTES else [b""]
    if not rows:
        return None
    before, start, space = first.rpartition(b"<sheetData>")
    rows[-1], end, after = rows[-1].rpartition(b"</sheetData>")
    if not start or not end or space.strip() or b"sheetData" in before or b"<!" in before or b"<!" in after:
        return None
    folded = Folded()
    try:
        distinct = _fold_rows(folded, rows)
    except _Uncommon:
        return None
    cells = (b'<row r="%d"><c r="A%d"%b</row>' % (number, number, rest) for rest, number in distinct.items())
    folded.xml = b"".join((before, start, *cells, end, after))
    folded.distinct = len(distinct)
    folded.last_row, folded.last_column = _corner(folded, distinct.filled)
    return folded


class _Distinct(dict[bytes, int]):
    """The number of each distinct cell, from 1, by what follows its place; `filled` are those that hold something."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.filled: set[int] = set()

    def __missing__(self, rest: bytes) -> int:
        """Look at a cell that was not met before."""
        found = REST_OF_CELL.fullmatch(rest)
        if found is None or len(self) == MOST_DISTINCT:
            raise _Uncommon
        self[rest] = number = len(self) + 1
        if found[1]:
            self.filled.add(number)
        return number


def _fold_rows(folded: Folded, rows: Sequence[bytes]) -> _Distinct:
    """Put the rows and the hidden ones in `folded`. Raises _Uncommon, also when a cell stands twice or out of order."""
    if len(rows) > ROWS or max(map(len, rows)) > MOST_BYTES_OF_ROW:
        raise _Uncommon
    distinct = _Distinct()
    last = 0
    for text in rows:
        inside, closing, behind = text.rpartition(b"</row>")
        if not closing:  # a row without cells
            inside, closing, behind = text.rpartition(b"/>")
            inside += b">"
        head, *cells = PLACE.split(inside)
        digits, _, head = head.partition(b'"')
        number = int(digits) if digits.isdigit() and len(digits) < 8 else 0
        if not last < number <= ROWS or behind.strip():
            raise _Uncommon
        if _hides(head):
            folded.hidden_rows.append(number)
        if cells:
            columns = _columns(b"".join(cells[::2]).replace(digits, b" "))
            folded.rows[number] = columns, [*map(distinct.__getitem__, cells[1::2])]
        last = number
    return distinct


@lru_cache(maxsize=256)
def _hides(head: bytes) -> bool:
    """Whether a row is hidden, by what follows its number."""
    if len(head) > LONGEST_HEAD or not REST_OF_ROW.fullmatch(head):
        raise _Uncommon
    return bool(HIDDEN.search(head))


@lru_cache(maxsize=256)
def _columns(places: bytes) -> tuple[int, ...]:
    """The columns of the cells of a row, by their places with a space for the number of the row: b'A B D '."""
    if not LETTERS.fullmatch(places):
        raise _Uncommon
    columns = tuple(column_number(letters) for letters in places.decode().split())
    if any(left >= right for left, right in pairwise(columns)) or columns[-1] > COLUMNS:
        raise _Uncommon
    return columns


def _corner(folded: Folded, filled: Set[int]) -> tuple[int, int]:
    """The last row and the last column with a cell that holds something."""
    last_row = next((number for number in reversed(folded.rows) if not filled.isdisjoint(folded.rows[number][1])), 0)
    last_column = 0
    for columns, cells in folded.rows.values():
        if columns[-1] > last_column:
            used = [column for column, cell in zip(columns, cells, strict=True) if cell in filled]
            last_column = max([last_column, *used])
    return last_row, last_column
