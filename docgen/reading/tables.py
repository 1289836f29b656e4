"""The grids of a file, whatever its kind. What reads a kind other than xlsx is imported when one is met."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from docgen import spec
from docgen.columns import plain
from docgen.reading.grid import Fault, Grid, Refused
from docgen.reading.headings import find_headings, is_about_conduct, sheet_by_headings
from docgen.reading.xlsx import read_xlsx

FIELDS = Fault("S03", "fields")


def grids_of(data: bytes, kind: str, name: str, ignored: Callable[[str], bool]) -> list[Grid]:
    """The sheets of a file of this kind ('xlsx', 'xls', 'ods' or 'text') except those whose name is ignored.

    Findings: A06, A07 file, G07, S03, S04, S05, S11
    """
    if kind == "xlsx":
        return read_xlsx(data, lambda sheet: not ignored(sheet))
    if kind == "text":
        return [_text_grid(data, name)]
    if kind == "ods":
        from docgen.reading.ods import read_ods as reader
    else:
        from docgen.reading.xls import read_xls as reader
    return [grid for grid in reader(data) if not ignored(grid.name)]


def _text_grid(data: bytes, name: str) -> Grid:
    from docgen.reading.delimited import even, rows_of, surplus
    from docgen.reading.exports import is_untis_timetable, is_wisa_students, untis_timetable, wisa_students

    if is_about_conduct(PurePath(name).stem.replace("_", " ")):
        raise Refused("G07")
    try:
        lines = rows_of(data)
    except Refused as refused:
        refused.sheet = _sheet_in_name(name) if refused.row else ""
        raise
    rows = even(lines)
    if is_untis_timetable(name, rows):
        return untis_timetable(rows)
    if is_wisa_students(rows):
        return wisa_students(rows)
    sheet = _sheet_in_name(name) or sheet_by_headings(rows)
    if not sheet:
        raise Refused("A07", "file")
    grid = Grid(sheet, rows)
    headings = find_headings(rows, spec.sheets()[sheet], {})
    if headings:
        first = min(headings.known.values())
        grid.notes.faults.update(((line, first), FIELDS) for line in surplus(lines, headings.row))
    return grid


def _sheet_in_name(name: str) -> str:
    """The sheet that a file is called after: '2_leerlingen_export.csv'; the longest when two names fit."""
    words = plain(re.sub(r"[_\d]+", " ", PurePath(name).stem))
    fitting = [sheet for sheet in spec.sheets() if re.search(rf"\b{re.escape(plain(sheet))}\b", words)]
    return max(fitting, key=len, default="")
