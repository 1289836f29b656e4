"""Reads the text tables in `text/`: sections of lines with cells between bars, in the column order of a sheet.

`[Sheet]` begins a section, `#` a comment, a line that begins with a space continues the one before, `//` is a new
line inside a cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.kinds import Date, Kind, Number, Time
from docgen.spec import sheet

TEXT = Path(__file__).parent / "text"
Values = dict[str, object]
Line = list[str]


def sections(name: str) -> dict[str, list[Line]]:
    """The lines of a text file per section, each as its cells."""
    found: dict[str, list[Line]] = {}
    section = ""
    for line in _joined((TEXT / name).read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            section = line.strip("[] ")
        else:
            found.setdefault(section, []).append([cell.strip().replace(" // ", "\n") for cell in line.split("|")])
    return found


def _joined(lines: list[str]) -> Iterator[str]:
    pending = ""
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            pending = f"{pending.rstrip()} {line.strip()}"
            continue
        if pending:
            yield pending
        pending = line
    if pending:
        yield pending


def values(sheet_name: str, cells: Line) -> Values:
    """The cells of a line as {heading: value}, dates, times and numbers as Excel holds them; empty cells left out.

    Raises ValueError for a line with more cells than the sheet has columns.
    """
    columns = sheet(sheet_name).columns()
    if len(cells) > len(columns):
        raise ValueError(f"{sheet_name}: {len(cells)} cells for {len(columns)} columns in {cells[0]!r}")
    return {
        column.heading: typed(column.kind, cell)
        for column, cell in zip(columns, cells, strict=False)
        if cell not in ("", None)
    }


def typed(kind: Kind, cell: str) -> object:
    """The value that Excel holds for a typed cell."""
    return kind.parse(cell) if isinstance(kind, Date | Time | Number) else cell


def rows(name: str, only: str = "") -> dict[str, list[Values]]:
    """Every section of a text file (or only one) as the rows of the sheet of that name."""
    found = sections(name)
    return {section: [values(section, line) for line in found[section]] for section in found if only in ("", section)}
