"""The texts of a workbook as bytes: what a cell says, and no rijksregisternummer, which docgen keeps nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from functools import cached_property, partial
from html import unescape

from docgen.columns import plain
from docgen.findings import column_letters
from docgen.marked.body import Body, Cell
from docgen.marked.state import UncommonError
from docgen.reading.headings import LOOKED_AT, is_register_number_heading
from docgen.reading.nesting import is_odd
from docgen.reading.register_number import holds_register_number, is_register_number
from docgen.reading.text import unescaped

TEXT = re.compile(rb"<t(?: [^<>]*)?>([^<]*)</t>")
PHONETIC = re.compile(rb"<rPh[ >].*?</rPh>", re.S)
VALUE = re.compile(rb"<v>([^<]+)</v>")
INLINE = re.compile(rb"<is>(.*?)</is>", re.S)
FORMULA_TEXT = re.compile(rb't="str"[^<>]*>\s*<v>([^<]*)</v>')
NUMBER = re.compile(rb"<v>\s*(\d{10,11}(?:\.\d*)?|\d(?:\.\d+)?[Ee]\+?\d+)\s*</v>")
"""A number that may be a rijksregisternummer: 10 or 11 digits."""
REFERS, USED = b't="s"', re.compile(rb'\st="s"[^<>]*>\s*<v>\s*(\d+)\s*</v>')
NODE = re.compile(rb">([^<]{9,})<")
DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
BETWEEN = b" .-/\t\r\n" + bytes(range(128, 256))
"""What may stand between the digits of a rijksregisternummer, and more: a first look that misses none."""
REFERENCE = re.compile(rb"&#\w+;|_x[0-9A-Fa-f]{4}_")
LEAST = 11
TAG, NO_LETTER = re.compile(rb"<[^<>]*>"), re.compile("[^a-z]+")
ASKING = ("rijksregister", "rrn", "insz")
"""The letters of every heading that asks for a rijksregisternummer (`headings.REGISTER_NUMBER`)."""
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Strings:
    """The table of texts that cells refer to by number."""

    def __init__(self, xml: bytes) -> None:
        """Take the table apart; b'' when there is none. Raises UncommonError."""
        self.head, *items = xml.split(b"<si>")
        if xml and (is_odd(xml) or xml.count(b"<si") != len(items) or xml.count(b"</si>") != len(items)):
            raise UncommonError
        self.items = [item.partition(b"</si>")[0] for item in items]
        self.tail = items[-1].partition(b"</si>")[2] if items else b""
        self.changed = False

    @cached_property
    def ask(self) -> bool:
        """Whether one of the texts may be a heading that asks for a rijksregisternummer."""
        return _ask(b"".join(self.items))

    def __getitem__(self, number: int) -> bytes:
        """What stands in one entry. Raises UncommonError."""
        if number >= len(self.items):
            raise UncommonError
        return self.items[number]

    def drop_register_numbers(self, dropped: str) -> None:
        """Put another text in the place of each text with a rijksregisternummer."""
        held = _that_hold(self.items)
        if held:
            self.items = [plain_text(dropped) if item in held else item for item in self.items]
            self.changed = True

    def keep_used(self, bodies: Iterable[bytes]) -> None:
        """Empty the texts that no cell refers to: programs may leave there what was deleted. Raises UncommonError."""
        used = set[int]()
        for body in bodies:
            found = USED.findall(body)
            if len(found) != body.count(REFERS):
                raise UncommonError
            used.update(map(int, set(found)))
        if max(used, default=-1) >= len(self.items):
            raise UncommonError
        for number, item in enumerate(self.items):
            if number not in used and item != b"<t/>":
                self.items[number] = b"<t/>"
                self.changed = True

    def xml(self) -> bytes:
        """The table as it is now."""
        return self.head + b"".join(b"<si>" + item + b"</si>" for item in self.items) + self.tail


def text_of(item: bytes) -> str:
    """The text in `<si>` or `<is>`, its runs joined."""
    if b"<rPh" in item:
        item = PHONETIC.sub(b"", item)
    return unescape(b"".join(TEXT.findall(item)).decode())


def said(cell: Cell, strings: Strings) -> str | None:
    """The text that a cell holds; None when it holds none."""
    if cell.kind == "inlineStr":
        return text_of(cell.content)
    value = VALUE.search(cell.content)
    if not value or cell.kind not in ("s", "str"):
        return None
    return text_of(strings[int(value[1])]) if cell.kind == "s" else unescape(value[1].decode())


def is_rich(cell: Cell, strings: Strings) -> bool:
    """Whether a text has runs with looks of their own."""
    value = VALUE.search(cell.content)
    return b"<r>" in (strings[int(value[1])] if cell.kind == "s" and value else cell.content)


def escaped(text: str) -> bytes:
    """A text as it stands in XML."""
    text = ILLEGAL.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;").encode()


def plain_text(text: str) -> bytes:
    """The XML of a text of our own in one run, spaces and line ends kept; `_x0041_` is no letter in it."""
    return b'<t xml:space="preserve">' + escaped(ESCAPED.sub("_x005F_", text)) + b"</t>"


def without_register_numbers(xml: bytes, strings: Strings, dropped: str) -> Body:
    """The rows of a sheet with another text in place of each rijksregisternummer, and of all under its heading."""
    if b"<is>" in xml:
        held = _that_hold(INLINE.findall(xml))
        if held:
            text = plain_text(dropped)
            xml = INLINE.sub(lambda found: b"<is>" + text + b"</is>" if found[1] in held else found[0], xml)
    if b't="str"' in xml:
        held = _that_hold(FORMULA_TEXT.findall(xml))
        if held:
            text = escaped(dropped)
            xml = VALUE.sub(lambda found: b"<v>" + text + b"</v>" if found[1] in held else found[0], xml)
    if any(is_register_number(float(number)) for number in set(NUMBER.findall(xml))):
        xml = _changed(xml, rb"[A-Z]{1,3}", dropped, lambda _, content: _is_one(content))
    body = Body(xml)
    headings = _headings(body, strings)
    for column, row in headings.items():
        xml = _changed(xml, column_letters(column).encode(), dropped, partial(_is_under, row))
    return Body(xml) if headings else body


def scrubbed(xml: bytes, dropped: str) -> bytes:
    """A part of a drawing, a chart or comments without rijksregisternummers: a text goes whole, a number becomes 0."""
    held = _that_hold(NODE.findall(xml))
    text = escaped(dropped)

    def instead(found: re.Match[bytes]) -> bytes:
        if found[1] not in held:
            return found[0]
        number = xml[: found.start() + 1].endswith(b"v>")  # a value that a chart keeps
        return b">" + (b"0" if number else text) + b"<"

    return NODE.sub(instead, xml) if held else xml


def _is_under(heading: int, row: int, content: bytes) -> bool:
    """Whether a cell stands below a heading and holds something."""
    return row > heading and (VALUE.search(content) is not None or b"<is>" in content)


def _is_one(content: bytes) -> bool:
    found = NUMBER.search(content)
    return found is not None and is_register_number(float(found[1]))


def _headings(body: Body, strings: Strings) -> dict[int, int]:
    """The columns that ask for a rijksregisternummer, with the row of the heading."""
    found: dict[int, int] = {}
    if not strings.ask and not _ask(b"".join(body.first_pieces(LOOKED_AT))):
        return found
    for number, row in body.first_rows(LOOKED_AT):
        for column, cell in row.cells.items():
            if is_register_number_heading(said(cell, strings) or ""):
                found.setdefault(column, number)
    return found


def _ask(xml: bytes) -> bool:
    """Whether a heading may ask for a rijksregisternummer, by the letters alone: a first look that misses none."""
    letters = NO_LETTER.sub("", plain(unescape(TAG.sub(b"", xml).decode())))
    return any(word in letters for word in ASKING)


def _changed(xml: bytes, letters: bytes, dropped: str, wanted: Callable[[int, bytes], bool]) -> bytes:
    """The rows with another text in some cells of these columns, by their row and their content."""
    cells = re.compile(rb'(<c r="%b)(\d{1,7})"([^<>]*?)(?:/>|>(.*?)</c>)' % letters, re.S)

    def instead(found: re.Match[bytes]) -> bytes:
        cell = Cell(found[3], found[4] or b"")
        numeric = letters.isalpha() or cell.kind == "n"
        if not numeric or not wanted(int(found[2]), cell.content):
            return found[0]
        cell.put(plain_text(dropped))
        return found[1] + found[2] + b'"' + cell.attributes + b">" + cell.content + b"</c>"

    return cells.sub(instead, xml)


def _that_hold(items: Iterable[bytes]) -> Set[bytes]:
    """Those of the texts, as XML or plain, in which a rijksregisternummer stands."""
    every = set(items)
    rich = {item for item in every if item.count(b"<t") > 1}
    joined = b"|".join(every - rich)
    if b"&#" in joined or b"_x" in joined:
        joined = REFERENCE.sub(b" ", joined)
    looked_at = set(rich)
    if b"0" * LEAST in joined.translate(DIGITS, BETWEEN):
        looked_at = every
    return {item for item in looked_at if holds_one(text_of(item) if b"<t" in item else unescape(item.decode()))}


def holds_one(text: str) -> bool:
    """Whether a rijksregisternummer stands in a text."""
    return len(text) >= LEAST and holds_register_number(unescaped(text))
