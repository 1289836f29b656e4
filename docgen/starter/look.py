"""How a workbook for a school looks: styles, widths, and the package as bytes that do not depend on the clock.

Source: interface.md sections 7 and 21.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring, tostring

from docgen.columns import Column
from docgen.kinds import Date, Day, Key, Kind, Many, Number, OneOf, Ref, Score, Slots, Text, Time, as_text
from docgen.starter.palette import EXAMPLE, FONT_PARTS, GREY, INK, LINE, MADE_ON, MIST, PETROL, PETROL_TEXT, PETROL_TINT

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
FORMATS = {"text": "@", "date": "dd/mm/yyyy", "time": "hh:mm", "number": "General"}
ALIGNMENTS = {name: Alignment(horizontal="left", vertical="top", indent=1) for name in ("date", "time")} | {
    "text": Alignment(horizontal="left", vertical="top", indent=1, wrap_text=True),
    "number": Alignment(horizontal="right", vertical="top", indent=2),
}


ROW_LINE = Border(bottom=Side("thin", color=LINE))
BODY = Font(name="Calibri", size=11, color=INK)


def add_styles(book: Workbook, *, examples: bool = False) -> None:
    """Register the named styles of every sheet; those of an example row ('example date') when asked."""
    for name, number_format in FORMATS.items():
        style = NamedStyle(name, font=BODY, border=ROW_LINE, number_format=number_format, alignment=ALIGNMENTS[name])
        book.add_named_style(style)
        if examples:
            grey = Font(name="Calibri", size=11, italic=True, color=EXAMPLE)
            style = NamedStyle(f"example {name}", font=grey, border=ROW_LINE, number_format=number_format)
            style.alignment, style.fill = ALIGNMENTS[name], PatternFill("solid", start_color=MIST)
            book.add_named_style(style)
    hint = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
    head = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    for name, font, fill, alignment in (
        ("title", Font(name="Calibri", size=18, bold=True, color=PETROL), None, Alignment(vertical="center")),
        ("sentence", Font(name="Calibri", size=11, color=GREY), None, Alignment(vertical="center")),
        ("hint", Font(name="Calibri", size=10, color=GREY), MIST, hint),
        ("required", Font(name="Calibri", size=11, bold=True, color="FFFFFF"), PETROL, head),
        ("heading", Font(name="Calibri", size=11, bold=True, color=PETROL_TEXT), PETROL_TINT, head),
    ):
        style = NamedStyle(name, font=font, alignment=alignment, number_format="@")
        if fill:
            style.fill = PatternFill("solid", start_color=fill)
        book.add_named_style(style)


def style_of(kind: Kind) -> str:
    """The name of the style of a cell of this kind."""
    if isinstance(kind, Date):
        return "date"
    if isinstance(kind, Time):
        return "time"
    if isinstance(kind, Number):
        return "number"
    return "text"


def width_of(column: Column, values: Sequence[object]) -> float:
    """The width of a column in characters: enough for its heading's longest word and, up to a limit, its values."""
    longest_word = max(map(len, column.heading.replace("-", "- ").split())) + 5
    longest = max((_length(value) for value in values if value is not None), default=0) + 4
    least, most = _widths(column.kind)
    return float(max(longest_word, min(max(least, longest), most)))


def _length(value: object) -> int:
    if isinstance(value, datetime | date):
        return 10
    if isinstance(value, time):
        return 5
    return max(map(len, as_text(value).split("\n")))


def _widths(kind: Kind) -> tuple[float, float]:
    if isinstance(kind, Text) and kind.limit:
        return (38, 48) if kind.limit > 120 else (24, 38)
    if isinstance(kind, Text):
        return 14, 44
    if isinstance(kind, Date):
        return 13, 13
    if isinstance(kind, Day | Time | Number | Score):
        return 10, 12
    if isinstance(kind, Key):
        return 15, 20
    if isinstance(kind, Slots | Many | OneOf | Ref):
        return 14, 34
    return 15, 40


def lines_of(value: object, width: float) -> int:
    """How many lines a text takes in a column of this width in characters."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(len(line) / (width - 3))) for line in value.split("\n"))


class _InMemory(ExcelWriter):
    """openpyxl's writer, without the temporary file that it makes for each sheet: texts of students stood in those."""

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet into the archive, as openpyxl 3.1 does."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        content = io.BytesIO()
        writer = WorksheetWriter(ws, content)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]  # the stubs leave private names out
        self._archive.writestr(ws.path[1:], content.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


def pack(book: Workbook) -> bytes:
    """The workbook as bytes: members in a fixed order with fixed dates, no author, no clock."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        _InMemory(book, archive).save()
    properties = DocumentProperties(creator="docgen", created=MADE_ON, modified=MADE_ON)
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content: Any = source.read(name)
            if name == "docProps/core.xml":
                content = tostring(properties.to_tree())  # openpyxl writes the moment of saving
            elif name == "xl/styles.xml":
                content = _ordered_fonts(content)
            member = zipfile.ZipInfo(name, ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, content)
    return packed.getvalue()


def _ordered_fonts(styles: bytes) -> bytes:
    """The part with the styles of a workbook, its fonts as the standard orders them."""
    root: Any = fromstring(styles)
    for font in root.iter(f"{{{SHEET_MAIN_NS}}}font"):
        font[:] = sorted(font, key=lambda part: FONT_PARTS.index(part.tag.rpartition("}")[2]))
    return bytes(tostring(root))
