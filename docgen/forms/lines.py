"""A form of lines under headings: grey cells that say what a line is about, yellow ones to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.columns import Column, plain
from docgen.forms.choices import Choices
from docgen.forms.model import Cell, DamagedError, FormSheet, Position, Sheet, Value
from docgen.kinds import as_text

BETWEEN = " | "


@dataclass(frozen=True)
class Field:
    """One column of a form: its heading, its width, and the column of a sheet that it fills (none: grey).

    `base`: an answer on the line rests on this grey text.
    """

    heading: str
    width: float
    column: Column | None = None
    base: bool = False


@dataclass(frozen=True)
class Line:
    """One line: its values by heading, dropdowns of its own, and headings that are open or locked against the rule."""

    values: Mapping[str, Value] = field(default_factory=dict)
    offered: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Read:
    """One line as it was read: its row, and per heading the value and the place."""

    row: int
    values: Mapping[str, Any]
    places: Mapping[str, Position]
    said: frozenset[str]

    def text(self, heading: str) -> str:
        """A value as text, '' when the cell is empty."""
        value = self.values[heading]
        return "" if value == "" else as_text(value)

    def first(self, heading: str) -> str:
        """The first word of a value: the code before a name."""
        return self.text(heading).split(" ")[0]


def put_headings(sheet: FormSheet, row: int, fields: Sequence[Field]) -> None:
    """Write the headings, and set the widths that were not set."""
    for column, one in enumerate(fields, start=1):
        sheet.put(row, column, Cell(one.heading, "head"))
        sheet.widths[column] = max(sheet.widths.get(column, 0), one.width)


def put_line(sheet: FormSheet, row: int, fields: Sequence[Field], line: Line, choices: Choices) -> None:
    """Write one line."""
    for column, one in enumerate(fields, start=1):
        value = line.values.get(one.heading)
        is_open = (one.column is not None or one.heading in line.opened) and one.heading not in line.locked
        if is_open and one.column:
            cell = choices.yellow(one.column, value, line.offered.get(one.heading))
        elif is_open:
            cell = Cell(value, "yellow", None, tuple(line.offered.get(one.heading, ())))
        else:
            cell = Cell(value)
        sheet.put(row, column, cell)


def base_text(fields: Sequence[Field], values: Mapping[str, Any]) -> str:
    """The grey text of a line on which its answers rest."""
    parts = (values.get(one.heading) for one in fields if one.base)
    return BETWEEN.join("" if part in (None, "") else as_text(part) for part in parts)


def read_lines(sheet: Sheet, row: int, fields: Sequence[Field], *, last: int = 0, until: str = "") -> Iterator[Read]:
    """The lines under the headings in a row, those without anything left out.

    `last`: the last row of the lines; `until`: the text in column A that ends them. Raises DamagedError.
    """
    for column, one in enumerate(fields, start=1):
        if plain(as_text(sheet.value(row, column))) != plain(one.heading):
            raise DamagedError("heading", (row, column), one.heading)
    for number in range(row + 1, (last or len(sheet.raw.rows)) + 1):
        if until and sheet.value(number, 1) == until:
            return
        places = {one.heading: (number, column) for column, one in enumerate(fields, start=1)}
        said = frozenset(heading for heading, place in places.items() if sheet.said(*place))
        if said:
            yield Read(number, {heading: sheet.value(*place) for heading, place in places.items()}, places, said)


def answers(fields: Sequence[Field], line: Read) -> dict[str, Any]:
    """The filled yellow cells of a line by the heading of the column they fill."""
    return {
        one.column.heading: line.values[one.heading]
        for one in fields
        if one.column is not None and one.heading in line.said
    }


def answer_places(fields: Sequence[Field], line: Read) -> dict[str, Position]:
    """Where the yellow cells of a line stand, by the heading of the column they fill."""
    return {one.column.heading: line.places[one.heading] for one in fields if one.column is not None}
