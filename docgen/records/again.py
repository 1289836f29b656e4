"""A workbook that was read anew: a row that says in the same place what it said is the row that it was.

Who types one cell changes one row; what was worked out of the others (`worked`) stays good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from docgen.columns import Row
from docgen.kinds import Reference
from docgen.records.validate import Validated

PLAIN = frozenset({str, int, bool, date, datetime, time, type(None)})
"""Types of which equal values are the same. A float is none of them: 0.0 and -0.0 are equal."""
Place = tuple[str, str, int, str]


Sheets = tuple[tuple[str, Validated], ...]


def as_before(sheets: Sheets, before: Sheets) -> Sheets:
    """These sheets, with each row of before in the place of the one that is the same."""
    known = {_place(row): row for _, part in before for row in part.rows}
    return tuple((name, replace(part, rows=tuple(_known(row, known) for row in part.rows))) for name, part in sheets)


def _place(row: Row) -> Place:
    return row.origin.file, row.origin.sheet, row.origin.row, row.origin.table


def _known(row: Row, known: dict[Place, Row]) -> Row:
    """The row that stood in this place, when it is the same; each is given once."""
    old = known.pop(_place(row), None)
    return old if old is not None and is_same(old, row) else row


def is_same(row: Row, other: Row) -> bool:
    """Whether two rows say the same in the same place, to the type of every value and the label of every reference."""
    if type(row) is not type(other) or row.origin != other.origin or row.model_fields_set != other.model_fields_set:
        return False
    one, two = _values(row), _values(other)
    return one == two and all(map(_is_same, one.values(), two.values()))


def _values(row: Row) -> Mapping[str, Any]:
    return {name: value for name, value in vars(row).items() if name != "origin"}


def _is_same(value: Any, other: Any) -> bool:
    """Whether two values that are equal are also the same. What is not known for certain is not the same."""
    if value is other:
        return True
    kind = value.__class__
    if kind is not other.__class__ or value != other:
        return False
    if kind in PLAIN:
        return True
    if kind is Reference:
        return bool(value.label == other.label)
    if isinstance(value, tuple):
        return len(value) == len(other) and all(map(_is_same, value, other))
    return kind is float and repr(value) == repr(other)
