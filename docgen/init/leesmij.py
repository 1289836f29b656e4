"""The sheet Lees mij: for whom a workbook is, how to fill it in, what not to write, and links to its sheets.

Looks: design/starter-leesmij.png.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from docgen.columns import Row, Sensitivity
from docgen.init.words import words
from docgen.kinds import as_text
from docgen.school.school import LIMITS
from docgen.starter.book import FIRST_ROW
from docgen.starter.palette import GREY, INK, LINE, PETROL

LINK = "0000C0"
LEFT, RIGHT = 2, 3  # the columns that are used; the first is a margin
LINE_LENGTH = 88
"""Characters that fit beside each other in the right column."""


def write_instructions(sheet: Worksheet, file: str, rows: Sequence[type[Row]]) -> None:
    """Fill the sheet for a workbook with this name and these sheets."""
    said = words()["leesmij"]
    _put(sheet, 1, LEFT, file, size=20, bold=True, color=PETROL, height=38)
    _put(sheet, 2, LEFT, _for_whom(file, rows), color=GREY)
    at = _section(sheet, 4, said["invullen"], said["stappen"])
    at = _section(sheet, at + 1, said["niet"], said["vermijden"])
    sentences = words()["bladen"]
    names = [row.sheet.name for row in rows]
    begin = _section(sheet, at + 1, said["bladen"], [(name, sentences[name]) for name in names])
    for number, name in enumerate(names, start=begin - len(names)):
        _link(sheet, number, name)
    if "School" in names:
        _section(sheet, begin + 1, said["codes"], [*_codes()])
    _set_page(sheet)


def _for_whom(file: str, rows: Iterable[type[Row]]) -> str:
    """For whom it is, and what follows from the most sensitive class among its columns."""
    top = max((column.sensitivity for row in rows for column in row.columns()), key=lambda found: found.level)
    who = words()["voor"][file.removesuffix(".xlsx")]
    text: str = words()["leesmij"]["voor"]
    return text.format(wie=who, inhoud=words()["inhoud"][Sensitivity(top).value])


def _codes() -> Iterable[tuple[str, str]]:
    limits = ", ".join(f"{name} ({as_text(float(limit))})" for name, limit in LIMITS.items())
    for topic, text in words()["codes"].items():
        yield topic, text.format(regels=limits)


def _section(sheet: Worksheet, row: int, title: str, lines: Sequence[Sequence[str]]) -> int:
    """A head and its lines from this row on; returns the first row below."""
    _put(sheet, row, LEFT, title, size=14, bold=True, color=PETROL, height=32)
    for number, (what, text) in enumerate(lines, start=row + 1):
        height = 22.0 + 16 * ((len(text) - 1) // LINE_LENGTH)
        _put(sheet, number, LEFT, what, bold=True, height=height, line=True)
        _put(sheet, number, RIGHT, text, height=height, line=True)
    return row + 1 + len(lines)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    *,
    size: int = 12,
    bold: bool = False,
    color: str = INK,
    height: float = 22,
    line: bool = False,
) -> None:
    cell = sheet.cell(row, column, text)
    cell.font = Font(name="Calibri", size=size, bold=bold, color=color)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=line)
    if line:
        cell.border = Border(bottom=Side("thin", color=LINE))
    sheet.row_dimensions[row].height = height


def _link(sheet: Worksheet, row: int, name: str) -> None:
    """Make the name of a sheet a link to its first row to fill in."""
    cell = sheet.cell(row, LEFT)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A{FIRST_ROW + 1}")
    cell.font = Font(name="Calibri", size=12, bold=True, underline="single", color=LINK)


def _set_page(sheet: Worksheet) -> None:
    for letter, width in (("A", 4), ("B", 32), ("C", 92)):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
