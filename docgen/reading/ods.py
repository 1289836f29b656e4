"""A workbook of LibreOffice or another office program (.ods), read here: its XML says errors, merges and repeats."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from xml.parsers import expat

from docgen.reading.grid import Fault, Grid, Notes, Refused
from docgen.reading.package import open_package, refuse_broken
from docgen.reading.sheetxml import NO_VALUE, error

MOST_PARSED = 32 * 2**20
MOST_CELLS = 3_000_000
DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
LINKS = frozenset({"table-source", "dde-source", "dde-link", "cell-range-source"})
"""Elements that fetch from another file. Source: ODF 1.3 part 3, 9.2.6, 9.3.1, 14.6.5."""
ASIDE = frozenset({"annotation", "ruby-text"})
"""Elements in a cell whose text is not the cell's: remarks, and how a word sounds. So is whatever is drawn on it."""
DRAWN = re.compile(r"urn:oasis:names:tc:opendocument:xmlns:(?:drawing|dr3d|chart|form)\b")
NUMBERS = frozenset({"float", "percentage", "currency"})


def read_ods(data: bytes) -> list[Grid]:
    """Every sheet of an .ods, hidden ones too.

    Findings: A06 link, S03 damaged, S03 declaration, S04, S11; A06 on cells
    """
    package = open_package(data)
    manifest, content = package.find("META-INF/manifest.xml"), package.find("content.xml")
    if manifest and b"encryption-data" in package.small(manifest):
        raise Refused("S04")
    if not content:
        raise Refused("S03", "damaged")
    xml = package.whole(content)
    if len(xml) > MOST_PARSED:
        raise Refused("S11", limit=MOST_PARSED // 2**20)
    refuse_broken(xml)
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(bytes(xml), True)
    except (expat.ExpatError, ValueError, OverflowError):
        raise Refused("S03", "damaged") from None
    for grid in reader.grids:
        grid.objects = package.objects
    return [_even(grid) for grid in reader.grids]


def _even(grid: Grid) -> Grid:
    """The grid with rows equally wide."""
    width = max((len(row) for row in grid.rows), default=0)
    if width * len(grid.rows) > MOST_CELLS:
        raise Refused("S11", "cells", limit=MOST_CELLS)
    grid.rows = [[*row, *[""] * (width - len(row))] for row in grid.rows]
    return grid


class _Reader:
    """Follows the events of a parser through content.xml. Empty cells and rows are only counted until one is filled."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.rows: list[list[Any]] = []
        self.row: list[Any] = []
        self.empty_rows = self.empty_cells = self.cells = 0
        self.row_repeats = 1
        self.attributes: dict[str, str] = {}
        self.paragraphs: list[str] | None = None
        self.aside = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a style, sheet, row, cell or paragraph."""
        local = name.rpartition(" ")[2]
        if self.aside or local in ASIDE or DRAWN.match(name):
            self.aside += 1
            return
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if local == "style":
            self.style = plain.get("name", "")
        elif local == "table-properties" and plain.get("display") == "false":
            self.hidden_styles.add(self.style)
        elif local == "table":
            if self.paragraphs is not None:  # a table in a cell: no spreadsheet program writes one
                raise Refused("S03", "damaged", sheet=self.grids[-1].name, row=self.height + 1)
            self.rows, self.empty_rows = [], 0
            self.grids.append(
                Grid(plain.get("name", ""), self.rows, hidden=plain.get("style-name") in self.hidden_styles)
            )
        elif local == "table-row":
            self.row, self.empty_cells = [], 0
            self.row_repeats = _repeats(plain, "number-rows-repeated")
            if plain.get("visibility") in ("collapse", "filter") and self.row_repeats < 1000:
                self.notes.hidden_rows += range(self.height + 1, self.height + 1 + self.row_repeats)
        elif local in ("table-cell", "covered-table-cell"):
            types = {key: value for key, value in attributes.items() if key.endswith(" value-type")}
            office = next((value for key, value in types.items() if ":office:" in key), "")
            self.attributes = {**plain, "type": "error" if "error" in types.values() else office}
            self.paragraphs = []
        elif local in LINKS:
            raise Refused("A06", "link")
        elif self.paragraphs is not None:
            self._start_text(local, plain)

    def _start_text(self, local: str, plain: dict[str, str]) -> None:
        assert self.paragraphs is not None
        if local == "p":
            self.paragraphs.append("")
        elif self.paragraphs and local == "s":
            self.paragraphs[-1] += " " * min(_repeats(plain, "c"), 1000)
        elif self.paragraphs and local in ("tab", "line-break"):
            self.paragraphs[-1] += " " if local == "tab" else "\n"

    def text(self, text: str) -> None:
        """Keep the text of a cell, without the notes on it."""
        if self.paragraphs and not self.aside:
            self.paragraphs[-1] += text

    def end(self, name: str) -> None:
        """Finish a cell or a row."""
        local = name.rpartition(" ")[2]
        if self.aside:
            self.aside -= 1
        elif local in ("table-cell", "covered-table-cell") and self.paragraphs is not None:
            self._end_cell()
            self.paragraphs = None
        elif local == "table-row":
            self._end_row()

    @property
    def notes(self) -> Notes:
        """The notes of the sheet that is being read."""
        return self.grids[-1].notes

    @property
    def height(self) -> int:
        """The rows of this sheet so far."""
        return len(self.rows) + self.empty_rows

    def _end_cell(self) -> None:
        try:
            value, fault = self._value()
        except (ValueError, OverflowError):
            place = {"row": self.height + 1, "column": len(self.row) + self.empty_cells + 1}
            raise Refused("S03", "damaged", sheet=self.grids[-1].name, **place) from None
        repeats = _repeats(self.attributes, "number-columns-repeated")
        if value == "" and fault is None:
            self.empty_cells += repeats
            return
        self._count(self.empty_cells + repeats)
        self.row += [""] * self.empty_cells
        self.empty_cells = 0
        first = len(self.row) + 1
        self.row += [value] * repeats
        number = self.height + 1
        if fault:
            self.notes.faults.update(((number, column), fault) for column in range(first, first + repeats))
        rows, columns = (
            _repeats(self.attributes, "number-rows-spanned"),
            _repeats(self.attributes, "number-columns-spanned"),
        )
        if rows > 1 or columns > 1:
            self.notes.merged.append((number, first, number + rows - 1, first + columns - 1))

    def _value(self) -> tuple[Any, Fault | None]:
        kind, about = self.attributes["type"], self.attributes
        text = "\n".join(self.paragraphs or ())
        if kind == "error" or (about.get("formula") and re.fullmatch(r"#[A-Z/0]+[!?]|#N/A|Err:\d+", text)):
            return "", error(text)
        if kind in NUMBERS:
            return float(about.get("value", "").replace("_", "x")), None  # Python alone takes 1_0 for a number
        if kind == "boolean":
            return about.get("boolean-value") == "true", None
        if kind == "date":
            return _date(about.get("date-value", "")), None
        if kind == "time" and (found := DURATION.fullmatch(about.get("time-value", ""))):
            return timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3])), None
        if about.get("formula") and not kind:
            return "", NO_VALUE
        return about.get("string-value") or text, None

    def _end_row(self) -> None:
        if not self.row and not any(row == self.height + 1 for row, _ in list(self.notes.faults)[-1:]):
            self.empty_rows += self.row_repeats
            return
        self._count(self.empty_rows + self.row_repeats * max(len(self.row), 1))
        faults = [(column, fault) for (row, column), fault in self.notes.faults.items() if row == self.height + 1]
        self.rows += [[] for _ in range(self.empty_rows)]
        self.empty_rows = 0
        for _ in range(self.row_repeats):
            self.notes.faults.update(((len(self.rows) + 1, column), fault) for column, fault in faults)
            self.rows.append(self.row)

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise Refused("S11", "cells", limit=MOST_CELLS)


def _repeats(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text[:12]), 1) if text.isascii() and text.isdecimal() else 1


def _date(text: str) -> date | datetime | str:
    with suppress(ValueError):
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    return text
