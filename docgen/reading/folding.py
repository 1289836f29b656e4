"""A sheet with each distinct cell written once: lessons repeat, so the reader gets a twentieth of the cells to read.

Two cells of a sheet with the same type, style and content hold the same value, wherever they stand. A sheet as
spreadsheet programs write it falls apart into rows, and a row, cut at its own number, into pieces: the rest of one cell
and the column of the next. Each distinct piece is looked at once and its cell is read once, from a sheet of one column.
What is in any other form is not folded, and read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

from docgen.reading.sheetxml import COLUMNS, ROWS, column_number

MOST_BYTES = 24 * 2**20
"""Of a sheet. A folded one takes about ten times as much while it is made; 100,000 lessons are 24 MB."""
MOST_BYTES_OF_ROW = 2**20
LONGEST_HEAD = 1_000
MOST_PIECES = 200_000
"""More are not worth folding, and would take more memory than the reader."""

NEXT_CELL = rb'<c r="([A-Z]{1,3})'
END_OF_ROW = rb"</row>\s*"
PIECE_OF_CELL = re.compile(
    rb'(?: (?:s|t|cm|vm|ph)="[^"<>]*")*'
    rb"(?: ?/>|>(?:</c>|((?:<f(?: [^<>]*)?>[^<]*</f>|<f(?: [^<>]*)?/>)?"
    rb"(?:<v>[^<]*</v>|<v ?/>|<is><t(?: [^<>]*)?>[^<]*</t></is>)?)</c>))\s*"
    rb"(?:" + NEXT_CELL + rb"|" + END_OF_ROW + rb")"
)
"""What follows the place of a cell, up to the next; its groups are what the cell holds and the column of the next.
Source: ECMA-376 part 1, 18.3.1.4."""
PIECE_OF_ROW = re.compile(
    rb'((?: (?!xmlns)[A-Za-z0-9:]+="[^"<>]*")*) ?(?:>\s*(?:' + NEXT_CELL + rb"|" + END_OF_ROW + rb")|/>\s*)"
)
"""What follows the number of a row, up to the place of its first cell; its groups are the attributes and the column."""
BEFORE_A_NUMBER = re.compile(NEXT_CELL + rb"$")
HIDDEN = re.compile(rb' hidden="(?:1|true)"')

LAST_CELL, NO_CELLS = 0, -1
"""What comes after a piece, where it is not the column of a cell in its row."""
FIRST_CELL = 1 << 20
"""Added to the column of the first cell of a row, so that no other piece can stand where the row begins."""


class _Uncommon(Exception):  # noqa: N818 - no error: the sheet is read as it stands
    """This sheet is not written as spreadsheet programs do."""


@dataclass
class Folded:
    """Where the cells of a sheet stand whose `xml` holds each piece that is a cell in A(its number), and no more.

    `frame` is the sheet without its rows. `rows` holds by number the rows with cells: the columns of the cells, and
    the numbers of the row's pieces, of which the first is what stands before the cells and has no value.
    """

    xml: bytes = b""
    frame: bytes = b""
    pieces: int = 0
    rows: dict[int, tuple[tuple[int, ...], list[int]]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0

    @property
    def area(self) -> int:
        """The number of cells of the unfolded grid."""
        return self.last_row * self.last_column

    def unfold(self, values: Sequence[Any]) -> list[Sequence[Any]]:
        """The rows of the real sheet, of the values of its pieces."""
        value_of = ["", *values, *[""] * (self.pieces - len(values))].__getitem__
        grid: list[Sequence[Any]] = [("",) * self.last_column] * self.last_row
        pickers: dict[tuple[int, ...], Callable[[Sequence[Any]], Sequence[Any]]] = {}
        for number, (columns, pieces) in self.rows.items():
            if columns not in pickers:
                pickers[columns] = _picker(columns, self.last_column)
            if number <= self.last_row:
                grid[number - 1] = pickers[columns]([*map(value_of, pieces)])
        return grid

    def places(self, wanted: Collection[int]) -> Iterator[tuple[int, int, int]]:
        """Where some of the pieces stand as cells: the number of the piece, its row and its column."""
        for number, (columns, pieces) in self.rows.items() if wanted else ():
            for column, piece in zip(columns, pieces[1:], strict=True):
                if piece in wanted:
                    yield piece, number, column


def _picker(columns: tuple[int, ...], width: int) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What makes a row of this width of its values in these columns, before which an empty one stands."""
    at = {column: position for position, column in enumerate(columns, start=1)}
    positions = [at.get(column, 0) for column in range(1, width + 1)]
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
    folded = Folded(frame=before + start + end + after)
    try:
        pieces = _fold_rows(folded, rows)
    except _Uncommon:
        return None
    cells = (b'<row r="%d"><c r="A%d"%b</row>' % (number, number, cell) for number, cell in pieces.cells.items())
    folded.xml = b"".join((before, start, *cells, end, after))
    folded.pieces = len(pieces)
    folded.last_row, folded.last_column = _corner(folded, pieces.filled)
    return folded


@lru_cache(maxsize=256)
def _number(column: bytes) -> int:
    """1 for b'A', 28 for b'AB'."""
    return column_number(column.decode())


class _Pieces(dict[bytes, int]):
    """The number, from 1, of what stands between one place and the next: b' t="b"><v>1</v></c><c r="B'.

    By number: `after` is the column of the cell that comes next, `cells` what follows the place of a cell up to its
    end; `filled` are the cells that hold something, `hiding` what begins a hidden row.
    """

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.after = [NO_CELLS]
        self.cells: dict[int, bytes] = {}
        self.filled: set[int] = set()
        self.hiding: set[int] = set()

    def __missing__(self, piece: bytes) -> int:
        """Look at a piece that was not met before. Raises _Uncommon."""
        number = len(self) + 1
        if number > MOST_PIECES:
            raise _Uncommon
        if found := PIECE_OF_CELL.fullmatch(piece):
            holds, column = found.groups()
            self.after.append(_number(column) if column else LAST_CELL)
            self.cells[number] = piece[: piece.rfind(b"<")]
            if holds:
                self.filled.add(number)
        elif len(piece) <= LONGEST_HEAD and (found := PIECE_OF_ROW.fullmatch(piece)):
            attributes, column = found.groups()
            self.after.append(FIRST_CELL + _number(column) if column else NO_CELLS)
            if HIDDEN.search(attributes):
                self.hiding.add(number)
        else:
            raise _Uncommon
        self[piece] = number
        return number


class _Columns(dict[tuple[int, ...], tuple[int, ...]]):
    """The columns of the cells of a row, by what comes after each of its pieces."""

    def __missing__(self, after: tuple[int, ...]) -> tuple[int, ...]:
        """See that there is one row, with its cells in order. Raises _Uncommon."""
        first, *more, last = after if len(after) > 1 else (*after, LAST_CELL)
        columns = () if first == NO_CELLS else (first - FIRST_CELL, *more)
        if last != LAST_CELL or not all(map(int.__lt__, (0, *columns), (*columns, COLUMNS + 1))):
            raise _Uncommon
        self[after] = columns
        return columns


def _fold_rows(folded: Folded, rows: Sequence[bytes]) -> _Pieces:
    """Put the rows and the hidden ones in `folded`. Raises _Uncommon, also when a cell stands twice or out of order."""
    if len(rows) > ROWS or max(map(len, rows)) > MOST_BYTES_OF_ROW:
        raise _Uncommon
    pieces, columns_of = _Pieces(), _Columns()
    number_of, after = pieces.__getitem__, pieces.after.__getitem__
    last = 0
    for text in rows:
        digits, quote, row = text.partition(b'"')
        number = int(digits) if digits.isdigit() and len(digits) < 8 else 0
        if not last < number <= ROWS:
            raise _Uncommon
        place = digits + quote
        cut = row.split(place)
        try:
            numbers = [*map(number_of, cut)]
        except _Uncommon:
            numbers = [*map(number_of, _joined(cut, place))]
        if columns := columns_of[(*map(after, numbers),)]:
            folded.rows[number] = columns, numbers
        if numbers[0] in pieces.hiding:
            folded.hidden_rows.append(number)
        last = number
    return pieces


def _joined(cut: Iterable[bytes], place: bytes) -> Iterator[bytes]:
    """The pieces of a row in which its number stands elsewhere than in the place of a cell: s="12", in a formula."""
    piece = b""
    for part in cut:
        piece += part
        if BEFORE_A_NUMBER.search(piece):
            yield piece
            piece = b""
        else:
            piece += place
    yield piece.removesuffix(place)


def _corner(folded: Folded, filled: Set[int]) -> tuple[int, int]:
    """The last row and the last column with a cell that holds something."""
    last_row = next((number for number in reversed(folded.rows) if not filled.isdisjoint(folded.rows[number][1])), 0)
    last_column = 0
    for columns, pieces in folded.rows.values():
        if columns[-1] > last_column:
            used = [column for column, piece in zip(columns, pieces[1:], strict=True) if piece in filled]
            last_column = max([last_column, *used])
    return last_row, last_column
