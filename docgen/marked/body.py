"""The rows of a sheet as bytes: one cell changed or put in, and everything else as it was.

A sheet as spreadsheet programs write it falls apart into rows with one split; only a row that is asked for falls apart
into cells. What is in another form raises UncommonError, and is never guessed at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from docgen.findings import column_letters
from docgen.marked.state import UncommonError
from docgen.reading.sheetxml import column_number

FORMULA = re.compile(rb"<f(?: [^<>]*)?(?:/>|>[^<]*</f>)")
OF_FORMULA = re.compile(rb' (?:cm|vm)="\d+"')
"""Where a cell says which array or which rich value its formula gave."""
CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*?)(?:/>|>(.*?)</c>)\s*', re.S)
KIND = re.compile(rb' t="(\w+)"')
STYLE = re.compile(rb' s="(\d+)"')
HIDDEN = re.compile(rb' hidden="(?:1|true)"')
ODD = (b"<!", b"<?", b"<f>", b"<f ", b"<f/", b"<c>", b"<c/", b"<v ", b"<extLst", b"<mc:", b"='", b' ="', b'= "')
ATTRIBUTES = re.compile(rb'(?: [A-Za-z0-9:]+="[^"<>]*")* ?')
SPANS = re.compile(rb' spans="[^"]*"')


@dataclass
class Cell:
    """A cell: its attributes behind its place, and what stands in it."""

    attributes: bytes = b""
    content: bytes = b""

    @property
    def kind(self) -> str:
        """Its type: 'n', 's', 'str', 'inlineStr', 'b', 'e'."""
        found = KIND.search(self.attributes)
        return found[1].decode() if found else "n"

    @property
    def style(self) -> int:
        """The number of its style."""
        found = STYLE.search(self.attributes)
        return int(found[1]) if found else 0

    @style.setter
    def style(self, number: int) -> None:
        self.attributes = b' s="%d"' % number + STYLE.sub(b"", self.attributes)

    def put(self, inside: bytes) -> None:
        """Let the cell hold this text of its own: the XML of what stands in `<is>`."""
        self.attributes = KIND.sub(b"", self.attributes) + b' t="inlineStr"'
        self.content = b"<is>" + inside + b"</is>"


@dataclass
class Row:
    """A row that was taken apart: what follows its number, and its cells by column from 1."""

    head: bytes = b'"'
    cells: dict[int, Cell] = field(default_factory=dict)

    def show(self) -> None:
        """Make the row visible."""
        self.head = HIDDEN.sub(b"", self.head)

    def widen(self) -> None:
        """Let the row not say where its cells begin and end: it is a hint that a new cell may make false."""
        self.head = SPANS.sub(b"", self.head)

    def xml(self, number: int) -> bytes:
        """What follows `<row r="`."""
        cells = b"".join(
            b'<c r="%s%d"%s%s'
            % (
                column_letters(column).encode(),
                number,
                cell.attributes,
                b">" + cell.content + b"</c>" if cell.content else b"/>",
            )
            for column, cell in sorted(self.cells.items())
        )
        return b"%d%s>%s</row>" % (number, self.head, cells)


class Body:
    """What stands in `<sheetData>`, row by row."""

    def __init__(self, xml: bytes) -> None:
        """Split the rows. Raises UncommonError."""
        first, *self.pieces = xml.split(b'<row r="')
        if first.strip() or xml.count(b"<row") != len(self.pieces) or _is_odd(xml):
            raise UncommonError
        self.numbers = [_number(piece) for piece in self.pieces]
        if any(left >= right for left, right in pairwise([0, *self.numbers])):
            raise UncommonError
        self.opened: dict[int, Row] = {}

    @property
    def last_row(self) -> int:
        """The last row with a cell; 1 in an empty sheet."""
        pieces = zip(reversed(self.numbers), reversed(self.pieces), strict=True)
        return next((number for number, piece in pieces if b"<c " in piece), 1)

    def row(self, number: int) -> Row:
        """A row, taken apart; a new one when there is none of this number. Raises UncommonError."""
        if number not in self.opened:
            at = bisect_left(self.numbers, number)
            there = at < len(self.numbers) and self.numbers[at] == number
            self.opened[number] = _opened(self.pieces[at], number) if there else Row()
        return self.opened[number]

    def first_pieces(self, count: int) -> list[bytes]:
        """What stands behind the `<row r="` of the rows up to this number."""
        return self.pieces[: bisect_left(self.numbers, count + 1)]

    def first_rows(self, count: int) -> Iterator[tuple[int, Row]]:
        """The rows up to this number, to look at. Raises UncommonError."""
        pieces = zip(self.numbers, self.first_pieces(count), strict=False)
        return ((number, _opened(piece, number)) for number, piece in pieces)

    def xml(self) -> bytes:
        """The rows as they are now."""
        pieces = dict(zip(self.numbers, self.pieces, strict=True))
        new = self.opened.keys() - pieces.keys()
        for number, row in self.opened.items():
            if row.cells or number in pieces:
                pieces[number] = row.xml(number)
        inside = (pieces[number] for number in (sorted(pieces) if new else pieces))
        return b"".join(b'<row r="' + piece for piece in inside)


def without_formulas(xml: bytes) -> bytes:
    """The rows with the values of the formulas, and no formula."""
    if b"<f" in xml:
        xml = FORMULA.sub(b"", xml)
    return OF_FORMULA.sub(b"", xml) if b' cm="' in xml or b' vm="' in xml else xml


def _is_odd(xml: bytes) -> bool:
    """Whether the rows hold what programs do not write: then a look at the bytes could be wrong."""
    return xml.count(b"<c ") != xml.count(b'<c r="') or any(sign in xml for sign in ODD)


def _number(piece: bytes) -> int:
    digits = piece[: piece.find(b'"')]
    if not digits.isdigit() or len(digits) > 7:
        raise UncommonError
    return int(digits)


def _opened(piece: bytes, number: int) -> Row:
    """A row taken apart: every byte of it is part of a cell, or it is not common."""
    digits = b"%d" % number
    head, _, inside = piece.removeprefix(digits).partition(b">")
    closed = head.endswith(b"/")
    if not ATTRIBUTES.fullmatch(head[1:].rstrip(b"/ ")):
        raise UncommonError
    row = Row(head.rstrip(b"/ "))
    if closed:
        if inside.strip():
            raise UncommonError
        return row
    inside, _, behind = inside.rpartition(b"</row>")
    done, last = len(inside) - len(inside.lstrip()), 0
    for found in CELL.finditer(inside):
        column = column_number(found[1].decode())
        if found.start() != done or found[2] != digits or column <= last or not ATTRIBUTES.fullmatch(found[3]):
            raise UncommonError
        row.cells[column] = Cell(found[3].rstrip(), found[4] or b"")
        done, last = found.end(), column
    if done != len(inside) or behind.strip():
        raise UncommonError
    return row
