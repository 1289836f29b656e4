"""A workbook -> RawSheets with a place for every cell. Finds headings; says nothing about meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any

from docgen.collecting import put_off
from docgen.columns import Origin, Row
from docgen.disk.given import NoFileError, given
from docgen.findings import Finding
from docgen.reading.cells import MERGED, Cells, cells_of
from docgen.reading.engine import one_child as reader
from docgen.reading.grid import Grid, Refused
from docgen.reading.headings import Headings, find_headings
from docgen.reading.kind import kind_of
from docgen.reading.raw import SHIFTED, RawForm, RawSheet
from docgen.reading.remarks import (
    about_cells,
    about_headings,
    about_sheets,
    finding_of,
    is_form,
    is_ignored,
    known_sheet,
)
from docgen.reading.tables import FIELDS, grids_of
from docgen.reading.text import Texts

__all__ = ["CHECKED", "LARGEST", "Reading", "bytes_of", "read", "read_bytes", "reader", "unreadable"]

LARGEST = 64 * 2**20
CHECKED = ".gecontroleerd.xlsx"
EXAMPLES = frozenset({"voorbeeld", "Voorbeeld", "VOORBEELD"})


@dataclass(frozen=True)
class Reading:
    """What one file gave: its sheets and forms, what was wrong, and the SHA-256 of the bytes that were read."""

    file: str
    sha256: str
    sheets: tuple[RawSheet, ...]
    findings: tuple[Finding, ...]
    forms: tuple[RawForm, ...] = ()


def read(
    path: Path,
    file: str,
    *,
    synonyms: Mapping[str, Sequence[str]] | None = None,
    only: frozenset[str] | None = None,
) -> Reading:
    """The sheets of a workbook that docgen knows, and what is wrong with the file. Never raises on a bad file.

    `file` is the name that findings show: the path inside inputs/. `synonyms` are the school's own other headings.
    `only`: the sheets that are wanted, by name; forms always are.

    Findings: A01, A02, A04, A06, A07, A08, G07, S02, S03, S04, S05, S11, S13
    """
    try:
        data = bytes_of(path)
    except Refused as refused:
        return unreadable(refused, file)
    return read_bytes(data, path.name, file, synonyms=synonyms, only=only)


def unreadable(refused: Refused, file: str, digest: str = "") -> Reading:
    """What is left of a file that was refused whole."""
    return Reading(file, digest, (), (finding_of(refused, file),))


@put_off()
def read_bytes(
    data: bytes,
    name: str,
    file: str,
    *,
    synonyms: Mapping[str, Sequence[str]] | None = None,
    only: frozenset[str] | None = None,
) -> Reading:
    """The same of the bytes of a file with this `name`: nothing else decides what comes of it, but the limits (S11)."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        if name.lower().endswith(CHECKED):
            raise Refused("S05")
        kind = kind_of(data, name)
        grids = grids_of(data, kind, name, partial(_is_left, only))
        sheets, findings = _sheets(grids, file, synonyms or {})
        forms = tuple(_form(grid, file) for grid in grids if is_form(grid.name))
    except Refused as refused:
        return unreadable(refused, file, digest)
    except MemoryError:
        return unreadable(Refused("S11", "limits"), file, digest)
    return Reading(file, digest, sheets, findings, forms)


def _is_left(only: frozenset[str] | None, name: str) -> bool:
    """Whether a sheet with this name is not read."""
    if is_ignored(name) or only is None or is_form(name):
        return is_ignored(name)
    table = known_sheet(name)
    return table is None or table.sheet.name not in only


def bytes_of(path: Path) -> bytes:
    """The bytes of a regular file; a pipe or a link is not opened.

    Findings: S11, S13
    """
    try:
        data = given(path, LARGEST, links=False)
    except NoFileError:
        raise Refused("S13", "special") from None
    except PermissionError:
        raise Refused("S13", "permission") from None
    except OSError:
        raise Refused("S13") from None
    if len(data) > LARGEST:
        raise Refused("S11", "file", limit=LARGEST // 2**20)
    return data


def _sheets(
    grids: Sequence[Grid], file: str, synonyms: Mapping[str, Sequence[str]]
) -> tuple[tuple[RawSheet, ...], tuple[Finding, ...]]:
    texts = Texts()
    findings = list(about_sheets(grids, file))
    sheets = []
    for grid in grids:
        table = known_sheet(grid.name)
        if table is None:
            continue
        headings = find_headings(grid.rows, table, synonyms)
        wrong = list(about_headings(grid, headings, table, file))
        findings += wrong
        if headings is None or any(finding.code == "A01" and not grid.partial for finding in wrong):
            continue
        cells = cells_of(grid, headings, texts)
        examples = _example_rows(cells, table)
        sheets.append(_sheet(grid, headings, cells, table, file, examples))
        findings += about_cells(grid, cells, headings, table, file, examples)
    return tuple(sheets), tuple(findings)


def _sheet(
    grid: Grid, headings: Headings, cells: Cells, table: type[Row], file: str, examples: frozenset[int]
) -> RawSheet:
    name, known = table.sheet.name, headings.known
    places = dict(known) if grid.places is None else {heading: grid.places[1][heading] for heading in known}
    lines = range(len(grid.rows) + 1) if grid.places is None else (0, *grid.places[0])
    faults = _faulty_headings(cells, {column: heading for heading, column in known.items()})
    columns = _without(cells.columns, faults)
    below = range(max(map(len, columns.values()), default=0))
    filled = _filled(columns, below)
    keeps = [(filled[i] or i in faults) and cells.first + i not in examples for i in below]
    kept = [*compress(below, keeps)]
    if len(kept) < len(below):
        columns = {heading: [*compress(column, keeps)] for heading, column in columns.items()}
        faults = {number: faults[i] for number, i in enumerate(kept) if i in faults}
    origins = [Origin(file, name, lines[cells.first + i], places) for i in kept]
    return RawSheet(name, file, places, columns, origins, faults)


def _without(columns: Mapping[str, Sequence[Any]], faults: Mapping[int, frozenset[str]]) -> Mapping[str, Sequence[Any]]:
    """The columns in which cells that cannot be used are empty."""
    found = dict(columns)
    for heading in {heading for wrong in faults.values() for heading in wrong} - {SHIFTED}:
        found[heading] = ["" if heading in faults.get(i, ()) else cell for i, cell in enumerate(columns[heading])]
    return found


def _filled(columns: Mapping[str, Sequence[Any]], below: range) -> Sequence[bool]:
    """Of each row below the headings whether something stands in it."""
    if any("" not in column for column in columns.values()):
        return [True] * len(below)
    return [any(cell != "" for cell in row) for row in zip(*columns.values(), strict=True)]


def _form(grid: Grid, file: str) -> RawForm:
    """The cells of a form, cleaned as those of any sheet: to the reader of cells it is columns without a heading."""
    width = max(map(len, grid.rows), default=0)
    headings = Headings(0, {str(column): column for column in range(1, width + 1)}, {}, {}, ())
    cells = cells_of(grid, headings, Texts())
    faults = {place: fault for place, fault in cells.faults.items() if fault.case != MERGED}
    return RawForm(file, grid.name, tuple(zip(*cells.columns.values(), strict=True)), faults)


def _faulty_headings(cells: Cells, by_column: Mapping[int, str]) -> dict[int, frozenset[str]]:
    """The headings of faulty cells, by the place of their row in the columns."""
    rows: dict[int, frozenset[str]] = {}
    for (row, column), fault in cells.faults.items():
        if column in by_column:
            i = row - cells.first
            shifted = {SHIFTED} if fault == FIELDS else set()
            rows[i] = rows.get(i, frozenset()) | {by_column[column]} | shifted
    return rows


def _example_rows(cells: Cells, table: type[Row]) -> frozenset[int]:
    """The rows that show how to fill in: `voorbeeld` in the first key column, or in the first column."""
    wanted = {table.columns()[0].heading, *table.sheet.key[:1]}
    return frozenset(
        cells.first + i
        for heading in wanted & cells.columns.keys()
        for i, value in enumerate(cells.columns[heading])
        if value in EXAMPLES
    )
