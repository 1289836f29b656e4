"""The copy of what is no xlsx: the values of a csv, ods or xls file as they were read, in a plain workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from docgen.reading.delimited import rows_of
from docgen.reading.grid import Refused
from docgen.reading.tables import grids_of
from docgen.starter.look import FORMATS

NOT_IN_A_NAME = re.compile(r"[\\*?:/\[\]]")
LONGEST_NAME = 31
FORMULA_START = ("=", "+", "-", "@")


def plain_copy(data: bytes, kind: str, name: str, *, most: int) -> Workbook:
    """A workbook with the values of every sheet where they stood. Raises Refused.

    Findings: S11
    """
    if len(data) > most:
        raise Refused("S11", "file", limit=most // 2**20)
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids_of(data, kind, name, lambda sheet: False):
        sheet = book.create_sheet(NOT_IN_A_NAME.sub(" ", grid.name)[:LONGEST_NAME])
        rows: Iterable[Sequence[Any]] = rows_of(data) if kind == "text" else grid.rows  # an export has lines of its own
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "" and value is not None:
                    put_value(sheet.cell(number, column), value)
        for dimension in "ABCDEFGHIJKLMNOPQRST":
            sheet.column_dimensions[dimension].width = 18
    return book


def put_value(cell: Any, value: object) -> None:
    """Put a value in a cell: text stays text whatever it begins with, a date is written as a date."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("�", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_START)
    else:
        cell.value = value
        if isinstance(value, datetime | date):
            cell.number_format = FORMATS["date"]
        elif isinstance(value, time):
            cell.number_format = FORMATS["time"]
