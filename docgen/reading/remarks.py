"""What there is to say about a file, its sheets, its headings and its cells, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import chain

from docgen import spec
from docgen.collecting import of_a_run
from docgen.columns import Row, plain
from docgen.findings import Argument, CellRef, Effect, Finding, Severity, column_letters
from docgen.reading.cells import Cells
from docgen.reading.grid import Fault, Grid, Refused
from docgen.reading.headings import Headings, conduct_in, is_about_conduct, nearest, sheet_by_headings

IGNORED = frozenset({"lijsten", "lees mij", "leesmij", "bevindingen"})
"""Sheets that docgen writes itself for the people who fill in."""
FORM = "formulier"
MOST_PLACES = 100
"""Places that one finding lists; a sentence names five of them."""
MOST_OBJECTS = 5
LIGHT = {"S05": (Severity.WARNING, Effect.NONE), "A07": (Severity.WARNING, Effect.NONE)}


def is_ignored(sheet: str) -> bool:
    """Whether a sheet holds nothing to read."""
    return plain(sheet) in IGNORED


def is_form(sheet: str) -> bool:
    """Whether a sheet is a form (`docgen form`), which is read by its own kind."""
    return plain(sheet).split()[:1] == [FORM]


@of_a_run
@lru_cache(maxsize=1024)  # of a watcher, for years
def known_sheet(name: str) -> type[Row] | None:
    """The table of a sheet, whatever the case, accents and spaces of its name."""
    return _by_plain_name().get(plain(name))


@cache
def _by_plain_name() -> dict[str, type[Row]]:
    return {plain(name): table for name, table in spec.sheets().items()}


def finding_of(refused: Refused, file: str) -> Finding:
    """The finding of a file that was refused whole: everything may depend on it, so it stops everything."""
    severity, effect = LIGHT.get(refused.code, (Severity.ERROR, Effect.BLOCK))
    place = CellRef(file, refused.sheet, refused.row, refused.column)
    students = None if effect is Effect.BLOCK else frozenset[str]()
    return Finding(
        refused.code,
        severity,
        place,
        refused.case,
        tuple(sorted(refused.facts.items())),
        effect=effect,
        students=students,
    )


def about_sheets(grids: Sequence[Grid], file: str) -> Iterator[Finding]:
    """What the names of the sheets say, and what a workbook holds beside them.

    Raises Refused for a sheet about conduct, a heading about it in a sheet that is not known, or a known sheet twice.

    Findings: S03 sheets, A07 sheet, A07 hidden_sheet, A07 objects, G07, G07 heading
    """
    for grid in grids:
        if is_about_conduct(grid.name):
            raise Refused("G07", sheet=grid.name)
        there = None if known_sheet(grid.name) or is_form(grid.name) else conduct_in(grid.rows)
        if there is not None:
            raise Refused("G07", "heading", sheet=grid.name, row=there[0], column=there[1])
    met: set[type[Row]] = set()
    for grid in grids:
        table = known_sheet(grid.name)
        if table in met:
            raise Refused("S03", "sheets", sheet=grid.name)
        met |= {table} if table else set()
    objects = tuple(sorted({name for grid in grids for name in grid.objects}))
    if objects:
        args = (("list", objects[:MOST_OBJECTS]), ("n", len(objects)))
        yield Finding("A07", Severity.WARNING, CellRef(file), "objects", args)
    for grid in grids:
        place = CellRef(file, grid.name)
        if known_sheet(grid.name) is not None:
            if grid.hidden:
                yield Finding("A07", Severity.NOTE, place, "hidden_sheet")
        elif not is_form(grid.name) and any(value != "" for row in grid.rows for value in row):
            close = get_close_matches(plain(grid.name), _by_plain_name(), n=1, cutoff=0.75)
            near = _by_plain_name()[close[0]].sheet.name if close else sheet_by_headings(grid.rows) or None
            yield Finding("A07", Severity.WARNING, place, "sheet", suggestion=near)


def about_headings(grid: Grid, headings: Headings | None, table: type[Row], file: str) -> Iterator[Finding]:
    """What is wrong with the headings of a sheet: nothing can be read under a required one that is missing.

    Raises Refused for a heading about conduct.

    Findings: A01 headings, A01 heading, A01 heading_near, A01 twice, A07 column, A07 register_number, G07 heading
    """
    name = table.sheet.name
    if headings is None:
        yield _blocking("A01", CellRef(file, name), "headings", sheet=name)
        return
    for column, text in headings.unknown.items():
        if is_about_conduct(text):
            raise Refused("G07", "heading", sheet=name, row=headings.row, column=column)
    for heading, (first, second) in headings.twice.items():
        places = (CellRef(file, name, headings.row, second, heading),)
        yield _blocking("A01", CellRef(file, name, headings.row, first, heading), "twice", also=places, heading=heading)
    unknown = dict(headings.unknown)
    required = [column.heading for column in table.columns() if column.required]
    missing = [heading for heading in required if heading not in headings.known]
    if grid.partial and missing:
        yield _blocking("A01", CellRef(file, name), "partial", list=tuple(missing))
        missing, unknown = [], {}
    for heading in missing:
        near = nearest(heading, unknown)
        if near:
            there = CellRef(file, name, headings.row, near)
            text = "".join(c for c in unknown.pop(near).strip() if c.isprintable())
            yield _blocking(
                "A01", CellRef(file, name), "heading_near", also=(there,), near=text, cell=there.cell, heading=heading
            )
        else:
            yield _blocking("A01", CellRef(file, name), "heading", heading=heading)
    not_read = sorted({*unknown, *_unnamed(grid, headings)})
    if not_read:
        refs = tuple(CellRef(file, name, headings.row, column) for column in not_read)
        yield Finding("A07", Severity.WARNING, refs[0], "column", (("n", len(refs)),), also=refs[1:])
    if headings.register_numbers and not grid.partial:
        place = CellRef(file, name, headings.row, headings.register_numbers[0])
        yield Finding("A07", Severity.NOTE, place, "register_number")


def _unnamed(grid: Grid, headings: Headings) -> Iterator[int]:
    """The columns with something in them, but no heading that is a text."""
    if grid.places:
        return
    named = {*headings.known.values(), *headings.unknown, *headings.register_numbers, *chain(*headings.twice.values())}
    shifted = {row for (row, _), fault in grid.notes.faults.items() if fault.case == "fields"}  # told already
    lines = [row for number, row in enumerate(grid.rows[headings.row :], headings.row + 1) if number not in shifted]
    for column, heading in enumerate(grid.rows[headings.row - 1], start=1):
        below = (row[column - 1] for row in lines)
        if column not in named and (heading != "" or any(value != "" and str(value).strip() for value in below)):
            yield column


def _blocking(
    code: str, place: CellRef, case: str, *, also: tuple[CellRef, ...] = (), near: str | None = None, **facts: Argument
) -> Finding:
    args = tuple(sorted(facts.items()))
    everyone = None
    return Finding(
        code, Severity.ERROR, place, case, args, suggestion=near, also=also, effect=Effect.BLOCK, students=everyone
    )


def about_cells(
    grid: Grid, cells: Cells, headings: Headings, table: type[Row], file: str, skipped: frozenset[int]
) -> Iterator[Finding]:
    """One finding per faulty cell, and one per sheet for what was put right, hidden or left out.

    A faulty cell stops what depends on its row; whom that is, is known when the row is validated.

    Findings: A02 characters, A02 length, A02 merged, A02 precision, A04 spaces, A04 characters, A06 formula,
    A06 no_value, A07 hidden_rows, A07 untis, A08, S03 string, S03 twice
    """
    names = {number: heading for heading, number in headings.known.items()}

    def at(row: int, column: int) -> CellRef:
        heading = names.get(column, "")
        if grid.places:
            lines, columns = grid.places
            row, column = lines[row - 1], columns.get(heading, column)
        return CellRef(file, table.sheet.name, row, column, heading)

    for (row, column), fault in sorted(cells.faults.items()):
        if row not in skipped and fault.case != "merged":
            yield _of_cell(fault, at(row, column))
    for top, left, bottom, right in cells.merged:
        size = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        covered = tuple(at(row, left) for row in range(top + 1, min(bottom, len(grid.rows), top + MOST_PLACES) + 1))
        yield replace(_of_cell(Fault("A02", "merged", (("other", size),)), at(top, left)), also=covered)
    for case, places in (("spaces", cells.spaced), ("characters", cells.changed)):
        refs = tuple(at(*place) for place in sorted(places) if place[0] not in skipped)
        if refs:
            args = (("n", len(refs)),)
            yield Finding("A04", Severity.WARNING, refs[0], case, args, also=refs[1:MOST_PLACES])
    hidden = [row for row in grid.notes.hidden_rows if cells.first <= row <= len(grid.rows)]
    if hidden:
        refs = tuple(CellRef(file, table.sheet.name, row) for row in hidden[:MOST_PLACES])
        yield Finding("A07", Severity.NOTE, refs[0], "hidden_rows", (("n", len(hidden)),), also=refs[1:])
    for fault, line in grid.remarks:
        yield Finding(fault.code, Severity.NOTE, CellRef(file, table.sheet.name, line), fault.case, fault.args)


def _of_cell(fault: Fault, place: CellRef) -> Finding:
    return Finding(fault.code, Severity.ERROR, place, fault.case, fault.args, effect=Effect.BLOCK)
