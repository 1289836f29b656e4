"""Workbooks written part by part, so that a test can make one that no program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def row(number: int, *cells: str) -> str:
    """A row of inline texts: row(1, "Code", "Naam"). A cell that begins with '<' is taken as it is."""
    letters = "ABCDEFGHIJ"
    made = (
        cell if cell.startswith("<") else f'<c r="{letters[i]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for i, cell in enumerate(cells)
    )
    return f'<row r="{number}">{"".join(made)}</row>'


HEADINGS = row(1, "Code", "Naam", "Functie")
STAFF = HEADINGS + row(2, "MVB", "Marie", "leraar")


def parts_of(rows: str = STAFF, *, strings: str = "", after: str = "", main: str = MAIN) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet Personeel."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'{RELATIONS}<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{RELATION}"><sheets>'
        '<sheet name="Personeel" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{RELATIONS}<Relationship Id="r1" Type="{RELATION}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATION}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{main}"><sheetData>'
        f"{rows}</sheetData>{after}</worksheet>",
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def raw(folder: Path, rows: str = STAFF, *, strings: str = "", after: str = "", **replaced: str | bytes) -> Path:
    """A workbook file of these rows; `replaced` parts go by their last name, with `_` for a point."""
    parts = parts_of(rows, strings=strings, after=after)
    for key, content in replaced.items():
        name = next((part for part in parts if part.rpartition("/")[2] == key.replace("_", ".")), key)
        parts[name] = content
    path = folder / "werkboek.xlsx"
    path.write_bytes(packed(parts))
    return path
