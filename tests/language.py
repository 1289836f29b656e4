"""A tiny language for workbooks, so that a test shows its input: headings and rows with `|` between the cells.

    workbook(tmp_path, Leerlingen='''
        Leerling-ID | Klas
        L0231       | 4WEWIb
    ''')

A cell becomes what a school would type: `14/03/2010` a date, `08:30` a time, `12` a number, `ja` a text; `'12` the
text 12, `"  x "` exactly what stands between the quotes (with Python's escapes), `=1+1` a formula without a value,
`#N/A` an error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Typed = str | int | float | bool | date | time | None
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
TIME = re.compile(r"(\d\d):(\d\d)")


def table(text: str) -> list[list[Typed]]:
    """The rows of a table in the tiny language; blank lines are left out, a line with only `|` is an empty row."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return [[typed(cell.strip()) for cell in line.split("|")] for line in lines]


def typed(cell: str) -> Typed:
    """One cell of the tiny language."""
    if not cell:
        return None
    if cell.startswith("'"):
        return cell
    if cell.startswith('"'):
        return str(ast.literal_eval(cell))
    if found := DATE.fullmatch(cell):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := TIME.fullmatch(cell):
        return time(int(found[1]), int(found[2]))
    if NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell


def workbook(
    folder: Path,
    name: str = "werkboek.xlsx",
    *,
    title: bool = True,
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    epoch_1904: bool = False,
    **sheets: str,
) -> Path:
    """A workbook with these sheets; `title` puts a title and a hint row above, as starter workbooks have.

    `merged` names ranges per sheet, `hidden` sheets, `hidden_rows` row numbers; `_` in a sheet's name is a space.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    for key, text in sheets.items():
        sheet = book.create_sheet(key.replace("_", " "))
        if title:
            sheet["A1"], sheet["A2"] = key.replace("_", " "), "een hint"
        for number, row in enumerate(table(text), start=3 if title else 1):
            for column, value in enumerate(row, start=1):
                _write(sheet.cell(number, column), value)
        for area in (merged or {}).get(key, ()):
            sheet.merge_cells(area)
        for number in hidden_rows:
            sheet.row_dimensions[number].hidden = True
        if key in hidden:
            sheet.sheet_state = "hidden"
    if all(sheet.sheet_state == "hidden" for sheet in book):
        book.create_sheet("Lees mij")
    book.save(path)
    return path


def _write(cell: Cell, value: Typed) -> None:
    cell.value = value.removeprefix("'") if isinstance(value, str) else value
    if isinstance(value, str) and value.startswith("'"):
        cell.data_type = "s"  # a text, also when it looks like a formula or an error


def csv_file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A text file with these lines, each without the spaces around it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [line.strip() for line in text.strip().splitlines()]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path
