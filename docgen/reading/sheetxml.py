"""What the reader does not say about a sheet, from its XML: errors, formulas without value, merges, hidden rows, size.

A sheet as spreadsheet programs write it is searched as bytes, which costs a tenth of parsing it; any other sheet is
parsed. That nothing was missed is checked afterwards by counting: `Scan.values` against what the reader gave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from docgen.reading.grid import Block, Fault, Notes, Refused
from docgen.reading.nesting import IN_SHEET, Nesting, is_odd, refuse_misplaced_rows

MOST_PARSED = 24 * 2**20
"""Bytes of a sheet in an uncommon form; parsing more in Python takes too long."""
ERRORS_IN_DUTCH = {
    "#N/A": "#N/B",
    "#REF!": "#VERW!",
    "#VALUE!": "#WAARDE!",
    "#DIV/0!": "#DEEL/0!",
    "#NAME?": "#NAAM?",
    "#NUM!": "#GETAL!",
    "#NULL!": "#LEEG!",
    "#SPILL!": "#OVERLOOP!",
    "#CALC!": "#BEREKENEN!",
}
NO_VALUE = Fault("A06", "no_value")
TWICE = Fault("S03", "twice")
STRING = Fault("S03", "string")
UNREAD = Fault("S03", "unread")

PREFIXED = re.compile(rb":(?:c|row|v|f|is|mergeCell)[ />]")
A_FORMULA = re.compile(rb"<f[ />]")
AN_EMPTY_VALUE = re.compile(rb"<v[^>]*></v>|<is>(?:</is>|<t */>|<t[^>]*></t>)")
AN_ERROR = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]*)', re.S)
FORMULA_OF_CELL = rb"(?:<f[^>]*/>|<f(?:>| [^>]*>)[^<]*</f>)"
A_BARE_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>' + FORMULA_OF_CELL + rb"(?:</c>|<v */>|<v[^>]*></v>)"
)
A_BAD_STRING = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]* t="s"[^>]*>(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?'
    rb"<v(?: [^>]*)?(?:/>|>(?!\s*\d{1,9}\s*</v>))"
)
"""A text of the workbook by no number, one below 0 or of ten digits: a reader gives another cell's text for it."""
A_BAD_PLACE = re.compile(rb'<(?:c|row) r="(?!(?:[A-Z]{1,3})?[1-9]\d{0,6}")')
A_FAR_PLACE = re.compile(rb'<(?:c|row) r="(?:([A-Z]{3})|[A-Z]*(\d{7})")')
ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet. Source: Excel specifications
A_STRING = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]* t="s"[^>]*><v>\s*\+?(\d+)')
A_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^>]* hidden="(?:1|true)"')
A_MERGE = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
LAST_ROW = re.compile(rb'<row r="(\d{1,7})"')
A_FILLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"(?:[^>]*[^/])?>(?!</c>)')


@dataclass
class Scan:
    """What was seen in one sheet: notes for the user, the number of values, and the far corner of the cells in use."""

    notes: Notes = field(default_factory=Notes)
    values: int = 0
    last_row: int = 0
    last_column: int = 26
    filled: list[tuple[int, int]] = field(default_factory=list)  # the cells with a value, when they were parsed

    @property
    def area(self) -> int:
        """The number of cells of the grid that the reader will make."""
        return self.last_row * self.last_column


def scan(xml: bytes) -> Scan:
    """What the reader will not tell about this sheet, as far as a quick look shows it.

    What shows in the number of values (errors, cells that stand twice) waits for `look_closer`.

    Findings: A06 no_value, S03 damaged, S03 string, S11
    """
    if not _is_common(xml):
        return parse(xml)
    if xml.count(b"<sheetData") > 1 or A_BAD_PLACE.search(xml) or any(map(_is_outside, A_FAR_PLACE.finditer(xml))):
        raise Refused("S03", "damaged")
    refuse_misplaced_rows(xml)
    seen = Scan()
    look_at_cells(seen, xml)
    if b" hidden=" in xml:
        seen.notes.hidden_rows = [int(found[1]) for found in A_HIDDEN_ROW.finditer(xml)]
    for found in A_MERGE.finditer(xml, max(xml.rfind(b"</sheetData>"), 0)):
        (top, left), (bottom, right) = _place(found[1], found[2]), _place(found[3], found[4])
        seen.notes.merged.append(_block(top, left, bottom, right))
    _measure(seen, xml)
    return seen


def look_at_cells(seen: Scan, xml: bytes) -> None:
    """Count the values, and note the cells that the reader would take for something else, in the common form."""
    seen.values = xml.count(b"<v>") + xml.count(b"<is>")
    faults = seen.notes.faults
    if A_FORMULA.search(xml):
        for found in A_BARE_FORMULA.finditer(xml):
            text = b' t="str"' in found[3] and not found[0].endswith(b"</c>")  # a formula may give an empty text
            if not text and b' t="e"' not in found[3]:
                faults[_place(found[1], found[2])] = NO_VALUE
    if b' t="s"' in xml:
        for found in A_BAD_STRING.finditer(xml):
            faults[_place(found[1], found[2])] = STRING


def _is_outside(found: re.Match[bytes]) -> bool:
    """Whether a place lies outside the sheet."""
    return column_number(found[1].decode()) > COLUMNS if found[1] else int(found[2]) > ROWS


def _block(top: int, left: int, bottom: int, right: int) -> Block:
    """A merged block, also when its corners stand in the wrong order or outside the sheet."""
    return min(top, bottom), min(left, right), min(max(top, bottom), ROWS), min(max(left, right), COLUMNS)


def look_closer(seen: Scan, xml: bytes, rows: Sequence[Sequence[object]]) -> None:
    """The reader gave another number of values than were counted: note the cells that make the difference.

    Findings: A06 formula, S03 damaged, S03 twice, S03 unread
    """
    given = sum(len(row) - row.count("") for row in rows)
    for found in AN_ERROR.finditer(xml):
        seen.notes.faults[_place(found[1], found[2])] = error(found[3].decode("utf-8", "replace"))
    seen.values -= sum(fault.case == "formula" for fault in seen.notes.faults.values())
    seen.values += xml.count(b"<v ") - len(AN_EMPTY_VALUE.findall(xml))
    if seen.values != given:
        exact = parse(xml)
        seen.notes.faults.update(exact.notes.faults)
        seen.values = exact.values
        for row, column in exact.filled:
            there = row <= len(rows) and column <= len(rows[row - 1])
            if not there or rows[row - 1][column - 1] == "":
                seen.notes.faults.setdefault((row, column), UNREAD)


def _is_common(xml: bytes) -> bool:
    """Whether a sheet is written as spreadsheet programs do, each cell with its place first and without prefixes."""
    return (
        not PREFIXED.search(xml)
        and not is_odd(xml)
        and b"<c>" not in xml
        and b"<row>" not in xml
        and xml.count(b'<c r="') == xml.count(b"<c ")
        and xml.count(b'<row r="') == xml.count(b"<row ")
    )


def _measure(seen: Scan, xml: bytes) -> None:
    """A row and a column that no cell goes beyond: 26 columns, and the last row's number filled up with nines."""
    last = LAST_ROW.match(xml, max(xml.rfind(b"<row "), 0))
    digits = len(last[1]) if last else 7
    seen.last_row, seen.last_column = 10**digits - 1, 26
    if re.search(rb' r="(?:[A-Z]{2}|[A-Z]?\d{%d})' % (digits + 1), xml):
        seen.last_row, seen.last_column = corner(xml)


def corner(xml: bytes) -> tuple[int, int]:
    """The last row and the last column that hold something, exactly. Cells that are only formatted do not count."""
    places = {(found[1], found[2]) for found in A_FILLED_CELL.finditer(xml)}
    columns = {letters for letters, _ in places}
    return (
        max((int(number) for _, number in places), default=0),
        max((column_number(letters.decode()) for letters in columns), default=0),
    )


def beyond(xml: bytes, strings: int) -> dict[tuple[int, int], Fault]:
    """The cells that point at a text that the workbook does not have (it has `strings` of them)."""
    return {_place(found[1], found[2]): STRING for found in A_STRING.finditer(xml) if int(found[3]) >= strings}


def strange_errors(xml: bytes) -> dict[tuple[int, int], Fault]:
    """The cells with an error that calamine does not know, and stops at."""
    known = {b"#NULL!", b"#DIV/0!", b"#VALUE!", b"#REF!", b"#NAME?", b"#NUM!", b"#N/A", b"#DATA!", b"#GETTING_DATA"}
    found = ((cell[1], cell[2], cell[3]) for cell in AN_ERROR.finditer(xml))
    return {
        _place(column, row): error(code.decode("utf-8", "replace")) for column, row, code in found if code not in known
    }


def error(code: str) -> Fault:
    """The fault of a cell that shows an error: `kind` as Dutch Excel shows it, `english` as the file holds it."""
    code = code if code in ERRORS_IN_DUTCH else "#N/A" if not re.fullmatch(r"#[A-Z_/0]+[!?]?", code) else code
    return Fault("A06", "formula", (("english", code), ("kind", ERRORS_IN_DUTCH.get(code, code))))


def _place(letters: bytes, number: bytes) -> tuple[int, int]:
    return int(number), column_number(letters.decode())


def column_number(letters: str) -> int:
    """1 for 'A', 28 for 'AB'."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def parse(xml: bytes) -> Scan:
    """The same as `scan`, of a sheet in any form XML allows."""
    if len(xml) > MOST_PARSED:
        raise Refused("S11", limit=MOST_PARSED // 2**20)
    seen = _Parsed()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.CharacterDataHandler = seen.text
    parser.CommentHandler = lambda _: seen.interrupted()
    parser.ProcessingInstructionHandler = lambda _, __: seen.interrupted()
    parser.StartCdataSectionHandler = seen.interrupted
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError):
        raise Refused("S03", "damaged") from None
    return seen.scan


class _Parsed:
    """Follows the events of a parser through one sheet."""

    def __init__(self) -> None:
        self.scan = Scan(last_row=0, last_column=0)
        self.row = self.column = 0
        self.cell: dict[str, str] = {}
        self.inside = ""
        self.value = ""
        self.formula = False
        self.valued = 0
        self.data = 0
        self.met: set[tuple[int, int]] = set()
        self.nesting = Nesting(IN_SHEET, "sheetData")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note rows, cells and merges by their place, said or counted."""
        self.nesting.start(name)
        local = name.rpartition(" ")[2]
        if local == "row":
            self.row = self.row + 1 if "r" not in attributes else _number(attributes["r"])
            self.column = 0
            self._refuse_outside(self.row, 1)
            if attributes.get("hidden") in ("1", "true"):
                self.scan.notes.hidden_rows.append(self.row)
        elif local == "c":
            self._start_cell(attributes)
        elif local in ("v", "f", "is"):
            self.inside = local
            self.formula = self.formula or local == "f"
            self.valued += local != "f"
        elif local == "mergeCell":
            ends = [_reference(end) for end in attributes.get("ref", "").split(":")]
            if len(ends) == 2 and all(ends):
                self.scan.notes.merged.append(_block(*ends[0], *ends[1]))
        elif local == "sheetData":
            self.data += 1
            if self.data > 1:
                raise Refused("S03", "damaged")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self.row, self.column = _reference(attributes["r"]) or (0, 0)
        else:
            self.column += 1
        self._refuse_outside(self.row, self.column)
        self.cell, self.value, self.formula, self.valued = attributes, "", False, 0

    @staticmethod
    def _refuse_outside(row: int, column: int) -> None:
        if not (0 < row <= ROWS and 0 < column <= COLUMNS):
            raise Refused("S03", "damaged")

    def text(self, text: str) -> None:
        """Keep what stands in a value."""
        if self.inside in ("v", "is"):
            self.value += text

    def interrupted(self) -> None:
        """A value with a remark or a CDATA in it: a reader takes the first piece for the whole."""
        if self.inside == "v":
            self.scan.notes.faults[self.row, self.column] = UNREAD

    def end(self, name: str) -> None:
        """Judge a cell when it is complete."""
        self.nesting.end()
        local = name.rpartition(" ")[2]
        if local == self.inside:
            self.inside = ""
        if local != "c":
            return
        place, kind, faults = (self.row, self.column), self.cell.get("t"), self.scan.notes.faults
        if self.value or self.formula:
            self.scan.last_row, self.scan.last_column = (
                max(self.scan.last_row, place[0]),
                max(self.scan.last_column, place[1]),
            )
            if place in self.met or self.valued > 1:
                faults[place] = TWICE
            self.met.add(place)
        if kind == "e":
            faults[place] = error(self.value)
        elif self.value:
            self.scan.values += 1
            if self.value.strip() and kind != "s":  # a text of the workbook may be empty
                self.scan.filled.append(place)
            if kind == "s" and not re.fullmatch(r"\d{1,9}", self.value.strip(" \t\r\n")):
                faults[place] = STRING
        elif self.formula and (kind != "str" or not self.valued):
            faults[place] = NO_VALUE


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _reference(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", text)
    return (int(found[2]), column_number(found[1])) if found else ()  # type: ignore[return-value]
