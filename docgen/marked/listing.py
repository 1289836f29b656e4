"""The sheet Bevindingen: every finding of the workbook in one row, with a link to its cell.

Looks and words: interface.md section 20, design/marked-workbook.png.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from docgen.findings import CellRef, Severity
from docgen.marked.cells import FILLS, Marks
from docgen.marked.plain import put_value
from docgen.marked.telling import Entry, Told
from docgen.messages import Catalogue, catalogue, clock, day
from docgen.starter.look import GREY, INK, LINE, PETROL

NAME = "Bevindingen"  # docgen.reading skips a sheet of this name
HEAD_ROW = 5
WIDTHS = (6, 18, 25, 8, 25, 48, 46, 26, 9)
WORDS = {Severity.ERROR: "9C1F1F", Severity.HOLD: "8A4500", Severity.WARNING: "8A4500", Severity.NOTE: "083C49"}
LEAST_HEIGHT, LINE_HEIGHT = 36, 15
SEVERITY, CELL, WHAT, FIX = 2, 4, 6, 7  # columns
LINK = "0000C0"


def write_listing(book: Workbook, told: Told, marks: Marks, now: datetime) -> None:
    """Put the list in front of the other sheets and make it the one that opens."""
    texts = catalogue(told.lang)
    for other in (*book.worksheets, *book.chartsheets):
        for view in other.views.sheetView if hasattr(other, "views") else ():
            view.tabSelected = False
    sheet: Worksheet = book.create_sheet(NAME, 0)
    book.active = 0
    _write_head(sheet, texts, told, now)
    for number, entry in enumerate(told.entries, start=1):
        _write_row(sheet, texts, number, entry, marks.links.get(number - 1))
    sheet.auto_filter.ref = f"A{HEAD_ROW}:I{HEAD_ROW + len(told.entries)}"
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    _set_page(sheet)


def _write_head(sheet: Worksheet, texts: Catalogue, told: Told, now: datetime) -> None:
    file = told.file.rpartition("/")[2]
    state = texts.say("marked.state", date=day(texts, now), time=clock(texts, now), counts=told.counts)
    for row, text, font in (
        (1, texts.say("marked.title", file=file), Font(name="Calibri", size=18, bold=True, color=PETROL)),
        (2, state, Font(name="Calibri", size=11, color=INK)),
        (3, texts.say("marked.copy", file=file), Font(name="Calibri", size=11, bold=True, color=INK)),
    ):
        cell = sheet.cell(row, 1)
        put_value(cell, text)
        cell.font, cell.alignment = font, Alignment(horizontal="left", vertical="center", indent=1)
    for number, (text, width) in enumerate(zip(texts.word("marked.heads"), WIDTHS, strict=True), start=1):
        cell = sheet.cell(HEAD_ROW, number)
        put_value(cell, text)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=PETROL)
        cell.alignment = ALIGNMENT
        sheet.column_dimensions["ABCDEFGHI"[number - 1]].width = width
    for row, height in ((1, 34), (2, 22), (3, 22), (4, 10), (HEAD_ROW, 26)):
        sheet.row_dimensions[row].height = height


ALIGNMENT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
BODY = Font(name="Calibri", size=11, color=INK)
SMALL = Font(name="Calibri", size=11, color=GREY)
ROW_LINE = Border(bottom=Side("thin", color=LINE))
LINKED = Font(name="Calibri", size=11, bold=True, underline="single", color=LINK)
SEVERE = {severity: Font(name="Calibri", size=11, bold=True, color=color) for severity, color in WORDS.items()}


def _write_row(sheet: Worksheet, texts: Catalogue, number: int, entry: Entry, link: tuple[str, str] | None) -> None:
    row = HEAD_ROW + number
    place = entry.places[0] if entry.places else CellRef("")
    address = link[1] if link and (place.row or place.column) else texts.say("marked.whole_sheet") if link else ""
    stops = entry.stops or texts.say("marked.nothing")
    values = (number, entry.sign, place.sheet, address, place.heading, entry.what, entry.fix, stops, entry.code)
    for column, value in enumerate(values, start=1):
        cell: Any = sheet.cell(row, column)
        if value != "":
            put_value(cell, value)
        cell.font, cell.alignment, cell.border = BODY, ALIGNMENT, ROW_LINE
    sheet.cell(row, SEVERITY).font, sheet.cell(row, SEVERITY).fill = SEVERE[entry.severity], FILLS[entry.severity]
    if link:
        cell = sheet.cell(row, CELL)
        title = link[0].replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{link[1]}")
        cell.font = LINKED
    longest = max(
        ceil(len(text) / (WIDTHS[column - 1] - 3))
        for column, text in ((WHAT, entry.what), (FIX, entry.fix), (8, stops))
    )
    sheet.row_dimensions[row].height = max(LEAST_HEIGHT, LINE_HEIGHT * longest + 6)


def _set_page(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.tabSelected = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
