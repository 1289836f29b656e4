"""The sheet Bevindingen: every finding of the workbook in one row, with a link to its cell.

Looks and words: interface.md section 20, design/marked-workbook.png.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from math import ceil

from docgen.findings import CellRef, Severity
from docgen.marked.frame import MAIN
from docgen.marked.gather import DECLARATION
from docgen.marked.looks import MARKS, Look, Styles, border, fill, font
from docgen.marked.telling import Entry, Told
from docgen.marked.texts import plain_text
from docgen.merge.characters import quoted
from docgen.messages import Catalogue, catalogue, clock, day
from docgen.starter.palette import INK, LINE, PETROL

NAME = "Bevindingen"  # docgen.reading skips a sheet of this name
HEAD_ROW = 5
LETTERS = "ABCDEFGHI"
WIDTHS = (6, 18, 25, 8, 25, 48, 46, 26, 9)
HEIGHTS = {1: 34, 2: 22, 3: 22, 4: 10, HEAD_ROW: 26}
WORDS = {Severity.ERROR: "9C1F1F", Severity.HOLD: "8A4500", Severity.WARNING: "8A4500", Severity.NOTE: "083C49"}
LEAST_HEIGHT, LINE_HEIGHT = 36, 15
SEVERITY, CELL, WHAT, FIX, STOPS = 2, 4, 6, 7, 8  # columns
LINK = "0000C0"
FORMULA_START = ("=", "+", "-", "@")

ONE_LINE = '<alignment horizontal="left" vertical="center" indent="1"/>'
WRAPPED = '<alignment horizontal="left" vertical="center" wrapText="1" indent="1"/>'
UNDER = border("thin", LINE, under=True)
HEAD = (
    Look(font(PETROL, size=18, bold=True), alignment=ONE_LINE),
    Look(font(INK), alignment=ONE_LINE),
    Look(font(INK, bold=True), alignment=ONE_LINE),
)
COLUMN_HEAD = Look(font("FFFFFF", bold=True), fill(PETROL), alignment=WRAPPED)
BODY = Look(font(INK), border=UNDER, alignment=WRAPPED)
LINKED = Look(font(LINK, bold=True, underline=True), border=UNDER, alignment=WRAPPED)
SEVERE = {
    severity: Look(font(color, bold=True), fill(MARKS[severity].fill), UNDER, WRAPPED)
    for severity, color in WORDS.items()
}


def listing(told: Told, links: Mapping[int, tuple[str, str]], styles: Styles, now: datetime) -> bytes:
    """The part of the sheet; `links` are the title and the address where the entry of a number leads."""
    texts = catalogue(told.lang)
    rows = list(_head(texts, told, styles, now))
    anchors = []
    for number, entry in enumerate(told.entries, start=1):
        link = links.get(number - 1)
        rows.append(_row(texts, number, entry, link, styles))
        if link:
            title = link[0].replace("'", "''")
            where = quoted(f"'{title}'!{link[1]}")
            anchors.append(f'<hyperlink ref="{LETTERS[CELL - 1]}{HEAD_ROW + number}" location={where}/>')
    last = HEAD_ROW + len(told.entries)
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(WIDTHS, start=1)
    )
    before = (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:I{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEAD_ROW}" topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>"
    )
    hyperlinks = f"<hyperlinks>{''.join(anchors)}</hyperlinks>" if anchors else ""
    after = (
        '</sheetData><sheetProtection sheet="1" formatColumns="0" sort="0" autoFilter="0"/>'
        f'<autoFilter ref="A{HEAD_ROW}:I{last}"/>{hyperlinks}'
        '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
    return DECLARATION + before.encode() + b"".join(rows) + after.encode()


def _head(texts: Catalogue, told: Told, styles: Styles, now: datetime) -> Iterator[bytes]:
    file = told.file.rpartition("/")[2]
    state = texts.say("marked.state", date=day(texts, now), time=clock(texts, now), counts=told.counts)
    lines = (texts.say("marked.title", file=file), state, texts.say("marked.copy", file=file))
    for row, (text, look) in enumerate(zip(lines, HEAD, strict=True), start=1):
        yield _row_xml(row, HEIGHTS[row], _cell(styles, 1, row, text, look))
    yield _row_xml(4, HEIGHTS[4], b"")
    heads = enumerate(texts.word("marked.heads"), start=1)
    cells = (_cell(styles, column, HEAD_ROW, text, COLUMN_HEAD) for column, text in heads)
    yield _row_xml(HEAD_ROW, HEIGHTS[HEAD_ROW], b"".join(cells))


def _row(texts: Catalogue, number: int, entry: Entry, link: tuple[str, str] | None, styles: Styles) -> bytes:
    row = HEAD_ROW + number
    place = entry.places[0] if entry.places else CellRef("")
    address = link[1] if link and (place.row or place.column) else texts.say("marked.whole_sheet") if link else ""
    stops = entry.stops or texts.say("marked.nothing")
    values: tuple[str | int, ...] = (
        *(number, entry.sign, place.sheet, address, place.heading),
        *(entry.what, entry.fix, stops, entry.code),
    )
    looks = {SEVERITY: SEVERE[entry.severity], **({CELL: LINKED} if link else {})}
    cells = (_cell(styles, column, row, value, looks.get(column, BODY)) for column, value in enumerate(values, start=1))
    longest = max(
        ceil(len(text) / (WIDTHS[column - 1] - 3))
        for column, text in ((WHAT, entry.what), (FIX, entry.fix), (STOPS, stops))
    )
    return _row_xml(row, max(LEAST_HEIGHT, LINE_HEIGHT * longest + 6), b"".join(cells))


def _row_xml(number: int, height: int, cells: bytes) -> bytes:
    return b'<row r="%d" ht="%d" customHeight="1">%s</row>' % (number, height, cells)


def _cell(styles: Styles, column: int, row: int, value: str | int, look: Look) -> bytes:
    """A cell: text stays text whatever it begins with."""
    if isinstance(value, str) and value.startswith(FORMULA_START):
        look = replace(look, quoted=True)
    start = b'<c r="%s%d" s="%d"' % (LETTERS[column - 1].encode(), row, styles.look(look))
    if isinstance(value, int):
        return start + b"><v>%d</v></c>" % value
    return start + b' t="inlineStr"><is>' + plain_text(value) + b"</is></c>" if value else start + b"/>"
