"""A workbook as Excel writes it (also Strict): through the gate, then read with calamine from a package of our own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docgen.reading import sheetxml
from docgen.reading.engine import grids_in_child
from docgen.reading.folding import Folded, fold
from docgen.reading.grid import Grid, Notes, Refused
from docgen.reading.nesting import refuse_misplaced_texts
from docgen.reading.package import Package, SheetPart, open_package, other_parts, refuse_broken, sheet_parts

MOST_CELLS = 12_000_000
"""The largest grid that is read at all: 1,048,576 rows of 11 columns."""
WORTH_COUNTING = 6_000_000
"""Cells by the first, generous look from which on the exact number is worth its time."""

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml'
    '.sheet.main+xml"/></Types>'
)
EPOCH_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true|on)["']""")
DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*/>")
"""What a sheet says about its size: nothing reads it, and the reader stops at one that it does not understand."""
COUNTS = re.compile(rb"""<(?:\w+:)?sst\b[^>]*>""")
COUNT = re.compile(rb"""(?:unique)?[cC]ount\s*=\s*["']\s*(\d+)""")


def read_xlsx(data: bytes, wanted: Callable[[str], bool]) -> list[Grid]:
    """The sheets whose name is `wanted`, as grids; hidden ones too.

    Findings: A06 link, S03 damaged, S03 declaration, S03 encoding, S05, S11; A06 and S03 on cells
    """
    package = open_package(data)
    workbook, every = sheet_parts(package)
    sheets = [sheet for sheet in every if wanted(sheet.name)]
    if not sheets:
        return []
    epoch = bool(EPOCH_1904.search(package.small(workbook)))
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as archive:
        _write_frame(archive, len(sheets), epoch)
        _copy_other_parts(package, workbook, archive)
        passed = [_pass(package, sheet, number, archive) for number, sheet in enumerate(sheets, start=1)]
        cells = sum(one.scan.area for one in passed)
        if cells > WORTH_COUNTING:
            cells = sum(_exact_area(archive, number, one.scan) for number, one in enumerate(passed, start=1))
    _refuse_large(passed)
    try:
        tables = grids_in_child(clean.getvalue())
    except Refused as refused:
        _explain(clean, passed)
        if refused.sheet:  # in our package a sheet is called by its number
            refused.sheet = passed[int(refused.sheet) - 1].sheet.name
        raise
    grids = [
        _grid(one, table.rows, clean, number)
        for number, (one, table) in enumerate(zip(passed, tables, strict=True), start=1)
    ]
    for grid in grids:
        grid.objects = package.objects
    return grids


@dataclass(frozen=True)
class _Passed:
    """A sheet that went through the gate: what was seen of what the reader will read, and how that was folded."""

    sheet: SheetPart
    scan: sheetxml.Scan
    folded: Folded | None

    @property
    def area(self) -> int:
        """The number of cells of the grid."""
        return self.folded.area if self.folded else self.scan.area


def _refuse_large(passed: Sequence[_Passed]) -> None:
    if max((one.area for one in passed), default=0) > MOST_CELLS:
        raise Refused("S11", "cells", limit=MOST_CELLS)
    if sum(one.area for one in passed if one.folded) > 2 * MOST_CELLS:
        raise Refused("S11", "limits")


def _grid(one: _Passed, rows: Sequence[Sequence[Any]], clean: io.BytesIO, number: int) -> Grid:
    """The grid of a sheet that was read, with what the reader did not tell."""
    notes = one.scan.notes
    given = sum(len(row) - row.count("") for row in rows)
    if given != one.scan.values:
        with _of_sheet(one.sheet):
            sheetxml.look_closer(one.scan, _part(clean, number), rows)
    if one.folded is None:
        return Grid(one.sheet.name, rows, notes, hidden=one.sheet.hidden)
    values = [row[0] for row in rows]
    notes = _unfolded(notes, one.folded)
    return Grid(one.sheet.name, one.folded.unfold(values), notes, hidden=one.sheet.hidden, values=values)


def _unfolded(notes: Notes, folded: Folded) -> Notes:
    """The notes with the faults where the cells really stand; hidden rows and merges were never folded."""
    faults = {cell: fault for (cell, _), fault in notes.faults.items()}
    places = {(row, column): faults[cell] for cell, row, column in folded.places(faults)}
    return Notes(places, folded.hidden_rows, notes.merged)


def _write_frame(archive: zipfile.ZipFile, sheets: int, epoch_1904: bool) -> None:
    """The parts around the sheets, written by us; sheets are called by their number."""
    names = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    links = "".join(_relation(f"r{n}", "worksheet", f"sheet{n}.xml") for n in range(1, sheets + 1))
    links += _relation("strings", "sharedStrings", "sharedStrings.xml") + _relation("styles", "styles", "styles.xml")
    archive.writestr("[Content_Types].xml", CONTENT_TYPES)
    archive.writestr("_rels/.rels", _relations(_relation("r1", "officeDocument", "xl/workbook.xml")))
    archive.writestr("xl/_rels/workbook.xml.rels", _relations(links))
    archive.writestr(
        "xl/workbook.xml",
        f'<workbook {NAMESPACE} xmlns:r="{RELATION}"><workbookPr date1904="{int(epoch_1904)}"/>'
        f"<sheets>{names}</sheets></workbook>",
    )


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{target}"/>'


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def _copy_other_parts(package: Package, workbook: str, archive: zipfile.ZipFile) -> None:
    parts = other_parts(package, workbook)
    for kind in ("sharedStrings", "styles"):
        content = package.whole(parts[kind]) if kind in parts else b""
        if kind == "sharedStrings" and _lies(content):
            raise Refused("S03", "damaged")
        if content:
            refuse_broken(content)
            if kind == "sharedStrings":
                refuse_misplaced_texts(content)
            archive.writestr(f"xl/{kind}.xml", _kept_escapes(content))


def _lies(strings: bytes) -> bool:
    """Whether the table of texts says that it holds more texts than fit in it: the reader would reserve room for them.

    `count` may be larger than the table, as it counts uses; it is limited all the same.
    """
    head = COUNTS.search(strings)
    said = [int(found[1]) for found in COUNT.finditer(head[0])] if head else []
    return any(count > max(2_000_000, len(strings)) for count in said)


def _kept_escapes(xml: bytes) -> bytes:
    """The XML with its escapes escaped: the reader takes that away again, and `text` alone decodes `_xHHHH_`.

    Decoded twice, the text `_x005F_x000B_` (that is, `_x000B_`) would be a control character.
    """
    return xml.replace(b"_x", b"_x005F_x") if b"_x" in xml else xml


def _pass(package: Package, sheet: SheetPart, number: int, archive: zipfile.ZipFile) -> _Passed:
    """Copy a sheet into the new package, folded if it can be, and look through it on the way."""
    with _of_sheet(sheet):
        xml = package.whole(sheet.part)
        folded = fold(xml)
        if folded:
            xml, folded.xml = folded.xml, b""  # written below, and not kept twice
        xml = DIMENSION.sub(b"", _kept_escapes(xml), count=1)
        refuse_broken(xml)
        seen = sheetxml.scan(folded.frame if folded else xml)
    if folded:  # its rows and cells are in the form that was asked for
        sheetxml.look_at_cells(seen, xml)
        seen.last_row, seen.last_column = folded.pieces, 1
    archive.writestr(f"xl/sheet{number}.xml", xml)
    return _Passed(sheet, seen, folded)


@contextmanager
def _of_sheet(sheet: SheetPart) -> Iterator[None]:
    """What is refused in this block is said of this sheet."""
    try:
        yield
    except Refused as refused:
        refused.sheet = sheet.name
        raise


def _exact_area(archive: zipfile.ZipFile, number: int, scan: sheetxml.Scan) -> int:
    """The size of a sheet's grid, counted where the first look gave only an upper limit."""
    scan.last_row, scan.last_column = sheetxml.corner(archive.read(f"xl/sheet{number}.xml"))
    return scan.area


def _explain(clean: io.BytesIO, passed: Sequence[_Passed]) -> None:
    """The reader refused the workbook: if one cell is to blame, say which.

    Findings: A06 formula, S03 string
    """
    with zipfile.ZipFile(clean) as archive:
        names = archive.namelist()
        strings = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
    count = len(re.findall(rb"<(?:\w+:)?si\b", strings))
    for number, one in enumerate(passed, start=1):
        xml = _part(clean, number)
        noted = {at: fault for at, fault in one.scan.notes.faults.items() if fault == sheetxml.STRING}
        blamed = {**noted, **sheetxml.beyond(xml, count), **sheetxml.strange_errors(xml)}
        for (row, column), fault in blamed.items():
            if one.folded:
                _, row, column = next(one.folded.places({row}))
            raise Refused(
                fault.code, fault.case, sheet=one.sheet.name, row=row, column=column, **dict(fault.args)
            ) from None


def _part(clean: io.BytesIO, number: int) -> bytes:
    with zipfile.ZipFile(clean) as archive:
        return archive.read(f"xl/sheet{number}.xml")
