"""The cells of a grid below its headings, each put into its one form, and what is wrong with single cells.

Works column by column: nearly every column is of one type, and a text that was met before costs one look-up. When
the reader says which values stand in the sheet, and all are as they should be, no cell is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from docgen.reading.grid import Block, Fault, Grid
from docgen.reading.headings import Headings
from docgen.reading.register_number import is_register_number
from docgen.reading.text import Texts

REGISTER_NUMBER = Fault("A08")
PRECISION = Fault("A02", "precision", (("limit", 15),))
MERGED = "merged"
MOST_FAULTS = 10_000
"""Faults of one sheet that are told apart; past that nobody reads on."""
EXACT = 10.0**15
"""From here on a spreadsheet does not keep every digit. Source: Excel specifications, 15 digits."""


@dataclass
class Cells:
    """The columns below the heading row: `columns[heading][i]` stands in row `first + i`; '' is empty.

    `faults` by (row, column) from 1, in known columns and, for A08, in any; `spaced` and `changed` are the places of
    texts that lost spaces or something invisible; `merged` the merged blocks whose first cell holds a value.
    """

    first: int
    columns: dict[str, Sequence[Any]]
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    spaced: list[tuple[int, int]] = field(default_factory=list)
    changed: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)


def cells_of(grid: Grid, headings: Headings, texts: Texts) -> Cells:
    """The clean columns of a grid and what is wrong in them.

    Findings: A02 characters, A02 length, A02 merged, A02 precision, A04, A06, A08, S03 string, S03 twice
    """
    below = grid.rows[headings.row :]
    first = headings.row + 1
    columns = list(zip(*below, strict=True)) if below else [()] * (len(grid.rows[0]) if grid.rows else 0)
    by_column = {number: heading for heading, number in headings.known.items()}
    cells = Cells(first, {})
    clean = _are_clean(grid.values, texts)
    for number, raw in enumerate(columns, start=1):
        column = raw if clean else _clean_column(raw, texts)
        if not clean:
            told = number in headings.register_numbers
            _judge(cells, number, raw, column, texts, known=number in by_column, told=told)
        if number in by_column:
            cells.columns[by_column[number]] = column
    for place, fault in grid.notes.faults.items():
        if place[0] >= first and place[1] in by_column and len(cells.faults) < MOST_FAULTS:
            cells.faults[place] = fault
    _merge(cells, grid, by_column)
    return cells


def _are_clean(values: Collection[Any] | None, texts: Texts) -> bool:
    """Whether all that stands in a sheet is known, and nothing of it is to be changed or told about."""
    if values is None or timedelta in set(map(type, values)) or _large_numbers(values):
        return False
    return all(texts[value] == value for value in values if value.__class__ is str)


def _clean_column(column: Sequence[Any], texts: Texts) -> Sequence[Any]:
    types = set(map(type, column))
    if types == {str}:
        return list(map(texts.__getitem__, column))
    if str in types:
        column = [texts[value] if value.__class__ is str else value for value in column]
    if timedelta in types:
        column = [_time_of_day(value) if value.__class__ is timedelta else value for value in column]
    return column


def _time_of_day(value: timedelta) -> time | float:
    """A duration of less than a day as a time, as which it was typed; a longer one as its number of days."""
    seconds = value.total_seconds()
    return (datetime.min + value).time() if 0 <= seconds < 86400 else seconds / 86400


def _judge(
    cells: Cells, number: int, raw: Sequence[Any], clean: Sequence[Any], texts: Texts, *, known: bool, told: bool
) -> None:
    """Note the faulty cells of one column. A column of rijksregisternummers is dropped whole, which is told once."""
    if told:
        return
    if known:
        odd = texts.odd()
        places = [(cells.first + i, number, value) for i, value in _among(raw, odd)] if odd else []
        for row, column, value in places:
            if value in texts.refused:
                _add(cells, row, column, texts.refused[value])
            elif value in texts.spaced:
                cells.spaced.append((row, column))
            elif value in texts.changed:
                cells.changed.append((row, column))
    if texts.register_numbers:
        for i, _ in _among(raw, texts.register_numbers):
            _add(cells, cells.first + i, number, REGISTER_NUMBER)
    for i, number_there in _large_numbers(clean):
        fault = REGISTER_NUMBER if is_register_number(number_there) else PRECISION
        if fault is REGISTER_NUMBER or (known and not abs(number_there) < EXACT):
            _add(cells, cells.first + i, number, fault)


def _among(column: Sequence[Any], wanted: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((i, value) for i, value in enumerate(column) if value.__class__ is str and value in wanted)


def _large_numbers(column: Collection[Any]) -> list[tuple[int, float]]:
    """The numbers of nine digits and more, infinite ones and what is no number."""
    if {float, int}.isdisjoint(map(type, column)):
        return []
    found = enumerate(column)
    return [(i, v) for i, v in found if (v.__class__ is float or v.__class__ is int) and not -(10**8) < v < 10**8]


def _add(cells: Cells, row: int, column: int, fault: Fault) -> None:
    if len(cells.faults) < MOST_FAULTS:
        cells.faults[row, column] = fault


def _merge(cells: Cells, grid: Grid, by_column: dict[int, str]) -> None:
    """Mark the cells that a merged block covers: they read as empty, and nobody meant them to be."""
    last = len(grid.rows)
    for top, left, bottom, right in grid.notes.merged:
        if bottom < cells.first or top > last or left > len(grid.rows[0]) or (top, left) == (bottom, right):
            continue
        if grid.rows[top - 1][left - 1] == "":
            continue
        covered = [column for column in by_column if left <= column <= right]
        if covered:
            cells.merged.append((top, left, bottom, right))
        for row in range(max(top, cells.first), min(bottom, last) + 1):
            for column in covered:
                if (row, column) != (top, left):
                    _add(cells, row, column, Fault("A02", MERGED))
