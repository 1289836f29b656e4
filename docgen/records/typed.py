"""The rows of a sheet in which every cell is right, made column by column: each distinct cell is parsed once.

The same as pydantic makes of them (tests/test_validate.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any

from docgen.columns import Column, Row
from docgen.kinds import ClassName, Date, Fact, Key, Kind, Many, Ref, Score, Text, wrong
from docgen.reading.raw import RawSheet

WRONG = object()
"""Stands in a column for a cell that cannot be parsed, or that may not be empty."""
NUMBERS = frozenset({bool, int, float})


@dataclass
class Typed:
    """The rows of a sheet by place, None where a cell is wrong; `remarked` are headings with a cell worth a look."""

    rows: list[Row | None] = field(default_factory=list)
    remarked: set[str] = field(default_factory=set)


def typed(row_type: type[Row], sheet: RawSheet) -> Typed:
    """The rows of a sheet that are right, with None for the others."""
    columns = row_type.columns()
    found = Typed()
    if not {column.heading for column in columns} >= sheet.columns.keys():
        return Typed([None] * len(sheet.origins))
    values = {column.attribute: _values(column, sheet, found) for column in columns}
    wrong_rows = {i for cells in values.values() if WRONG in cells for i, cell in enumerate(cells) if cell is WRONG}
    names, rows = tuple(values), zip(*values.values(), strict=True)
    for i, (cells, given) in enumerate(zip(rows, _given(columns, sheet), strict=True)):
        if i in wrong_rows:
            found.rows.append(None)
        else:
            found.rows.append(row_type.of_values(zip(names, cells, strict=True), given, sheet.origins[i]))
    return found


def _values(column: Column, sheet: RawSheet, found: Typed) -> Sequence[Any]:
    """What the cells of a column become."""
    parsed = _Parsed(column)
    cells = sheet.columns.get(column.heading, ()) or [""] * len(sheet.origins)
    if len(NUMBERS.intersection(map(type, cells))) > 1:  # 1, 1.0 and True are equal, and not the same
        cells = [(cell.__class__, cell) if cell.__class__ in NUMBERS else cell for cell in cells]
    values = [*map(parsed.__getitem__, cells)]
    if parsed.remarked:
        found.remarked.add(column.heading)
    return values


class _Parsed(dict[object, Any]):
    """What the cells of one column become, by what was typed: a sheet repeats the same few values."""

    def __init__(self, column: Column) -> None:
        """Begin with the empty cell."""
        super().__init__({"": WRONG if column.required else column.empty})
        self.kind, self.watched = column.kind, watched_kind(column)
        self.refuses_nothing = column.required and isinstance(column.kind, Many)
        self.texts_too = (
            isinstance(self.watched, Date) or getattr(self.watched, "limit", 0) > 0
        )  # else only numbers, dates
        self.remarked = False  # whether a cell was understood but should be looked at

    def __missing__(self, key: object) -> Any:
        """Parse a cell that was not met before; numbers of several types come with their type."""
        raw = key[1] if isinstance(key, tuple) else key
        try:
            value = self.kind.parse(raw)
            if value == () and self.refuses_nothing:
                raise wrong("empty")
        except ValueError:
            value = WRONG
        self[key] = value
        if self.watched and not self.remarked and (self.texts_too or raw.__class__ is not str):
            self.remarked = bool(remark_on(self.watched, raw))
        return value


def _given(columns: Sequence[Column], sheet: RawSheet) -> Iterator[set[str]]:
    """The attributes with something in them, per row; rows with the same cells filled in share the set."""
    always, sometimes = set(), []
    for column in columns:
        cells = sheet.columns.get(column.heading, ())
        if "" in cells:
            sometimes.append((column.attribute, [cell != "" for cell in cells]))
        elif cells:
            always.add(column.attribute)
    if not sometimes:
        return repeat(always, len(sheet.origins))
    names = [name for name, _ in sometimes]
    shared = _Shared(always, names)
    return map(shared.__getitem__, zip(*(filled for _, filled in sometimes), strict=True))


class _Shared(dict[tuple[bool, ...], set[str]]):
    """The attributes that are filled in, by which of those that can be empty are."""

    def __init__(self, always: set[str], names: Sequence[str]) -> None:
        """Take the attributes that never are empty, and those that can be."""
        super().__init__()
        self.always, self.names = always, names

    def __missing__(self, filled: tuple[bool, ...]) -> set[str]:
        """Make the set of rows that were not met before."""
        self[filled] = given = self.always | {name for name, there in zip(self.names, filled, strict=True) if there}
        return given


def watched_kind(column: Column) -> Kind | None:
    """The kind of the values of a column in which a cell can be worth a remark, or None."""
    kind = column.kind.kind if isinstance(column.kind, Many) else column.kind
    return kind if isinstance(kind, Date | Key | Ref | Text | Score) else None


def remark_on(kind: Kind, value: object) -> str:
    """What is to be said about a cell: 'date', 'number' or 'made_date' for how it is typed, 'long', or ''."""
    if isinstance(kind, Date):
        return "date" if isinstance(value, str) else ""
    if isinstance(value, date) and not isinstance(kind, Fact):  # '3-4', '1/2', 'mei 10': Excel makes a day of it
        return "made_date"
    if isinstance(kind, Key | Ref | ClassName) and isinstance(value, float):
        return "number"
    return "long" if isinstance(kind, Text) and isinstance(value, str) and 0 < kind.limit < len(value) else ""
