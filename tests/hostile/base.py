"""Any valid workbook, opened so that a case can replace one cell, one part or the bytes around them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen import spec
from docgen.findings import column_letters
from docgen.kinds import Text
from docgen.reading.package import open_package, sheet_parts
from docgen.reading.raw import RawSheet
from docgen.sheets import read

HERE = Path(__file__).parent
STRINGS, STYLES, WORKBOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
TYPES, RELATIONS, BOOK_RELATIONS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
ROWS = {
    "Personeel": (
        ("Code", "Naam", "Functie"),
        ("MVB", "Marie Van Boven", "leraar"),
        ("KDW", "Klaas De Wit", "leraar"),
        ("LPE", "Lies Peeters", "directie"),
    ),
    "Opvang": (("Plaats", "Uren", "Toezicht"), ("Studiezaal", "ma1", "MVB")),
}
"""Made-up people: what the three writers were given."""


class NotHere(Exception):  # noqa: N818 - nothing is wrong
    """The base does not have what a case changes: openpyxl writes no table of texts."""


@dataclass(frozen=True)
class Base:
    """A workbook as a program saved it; the target is one free text in it, which the cases replace."""

    data: bytes
    parts: Mapping[str, bytes]
    sheet: str
    part: str
    row: int
    column: int
    heading: str
    value: str

    @classmethod
    def of(cls, data: bytes) -> Base:
        """The workbook with its first text that no other cell refers to."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "w.xlsx"
            path.write_bytes(data)
            sheet, row, heading = next(
                (sheet, row, heading) for sheet in read(path, "w.xlsx").sheets for row, heading in _texts(sheet)
            )
        _, found = sheet_parts(open_package(data))
        part = next(one.part for one in found if one.name == sheet.name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        raw = next(one for one in sheet.rows if one.origin.row == row)
        return cls(data, parts, sheet.name, part, row, sheet.headings[heading], heading, str(raw.cells[heading]))

    @property
    def cell(self) -> str:
        """The place of the target: 'B2'."""
        return f"{column_letters(self.column)}{self.row}"

    def beside(self, rows: int = 0, columns: int = 0) -> str:
        """A place so many rows and columns from the target."""
        return f"{column_letters(self.column + columns)}{self.row + rows}"

    def with_parts(self, changed: Mapping[str, bytes | str | None], **options: int) -> bytes:
        """The workbook with these parts replaced, added or (None) left out."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", options.get("how", zipfile.ZIP_DEFLATED)) as archive:
            for name, content in {**self.parts, **changed}.items():
                if content is not None:
                    archive.writestr(name, content)
        return made.getvalue()

    def has(self, part: str) -> str:
        """The name of a part that a case needs."""
        if part not in self.parts:
            raise NotHere(part)
        return part

    def edited(self, edit: Callable[[bytes], bytes], part: str = "") -> bytes:
        """The workbook with one part edited, the sheet of the target when none is named. The edit must do something."""
        name = self.has(part or self.part)
        after = edit(self.parts[name])
        assert after != self.parts[name], f"{name}: nothing changed"
        return self.with_parts({name: after})

    def with_cell(self, xml: str, place: str = "") -> bytes:
        """The workbook with this XML for the target's whole cell (`{r}` in it becomes the place)."""
        where = (place or self.cell).encode()
        pattern = re.compile(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % where, re.S)
        return self.edited(lambda xml_: pattern.sub(lambda _: xml.format(r=where.decode()).encode(), xml_, count=1))

    def with_text(self, text: str) -> bytes:
        """The workbook with this text (XML escapes and all) in the target."""
        return self.with_cell(f'<c r="{{r}}" t="inlineStr"><is><t xml:space="preserve">{_braced(text)}</t></is></c>')

    def with_row(self, xml: str) -> bytes:
        """The workbook with a row added below all others."""
        return self.edited(lambda sheet: sheet.replace(b"</sheetData>", f"{xml}</sheetData>".encode()))

    def after_data(self, xml: str) -> bytes:
        """The workbook with this XML right behind the cells."""
        return self.edited(lambda sheet: sheet.replace(b"</sheetData>", f"</sheetData>{xml}".encode()))


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _texts(sheet: RawSheet) -> list[tuple[int, str]]:
    table = spec.sheets()[sheet.name]
    free = [
        column.heading
        for column in table.columns()
        if isinstance(column.kind, Text) and column.heading not in table.sheet.key
    ]
    return [
        (row.origin.row, heading)
        for row in sheet.rows
        for heading in free
        if isinstance(row.cells.get(heading), str) and len(row.cells[heading]) > 5
    ]


def by_xlsxwriter() -> bytes:
    """The rows as XlsxWriter writes them: byte for byte in the manner of Excel."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in ROWS.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return made.getvalue()


def by_openpyxl() -> bytes:
    """The rows as openpyxl writes them."""
    from openpyxl import Workbook

    made, book = io.BytesIO(), Workbook()
    book.remove(book.worksheets[0])
    for name, rows in ROWS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(made)
    return made.getvalue()


def by_libreoffice() -> bytes:
    """The rows as LibreOffice 7.4 saved them (the workbook of openpyxl, opened and saved as xlsx)."""
    return (HERE / "saved" / "libreoffice.xlsx").read_bytes()


WRITERS: Mapping[str, Callable[[], bytes]] = {
    "XlsxWriter": by_xlsxwriter,
    "LibreOffice": by_libreoffice,
    "openpyxl": by_openpyxl,
}
