"""The shape of a released row: a small frozen object with the released columns only, and where the row stood."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from docgen.collecting import forgotten
from docgen.columns import Column, Origin, Row
from docgen.findings import CellRef
from docgen.spec import sheets

Rows = tuple[Any, ...]
Made = TypeVar("Made")
SHEETS = 256  # sheets of which something made is remembered


def once(make: Callable[[Rows], Made], rows: Rows) -> Made:
    """What a function makes of the released rows of a sheet, which nobody may change.

    The rows of a sheet of the whole school are the same for every document of a type: it is made of them once, however
    many documents and however large the school.
    """
    key = make, id(rows)
    known = _made.pop(key, None)
    if known is None or known[0] is not rows:
        known = rows, make(rows)
    _made[key] = known  # the last, now: what was asked for longest ago is forgotten first
    if len(_made) > SHEETS:
        del _made[next(iter(_made))]
    made: Made = known[1]
    return made


_made: dict[tuple[Any, int], tuple[Rows, Any]] = {}
forgotten(_made.clear)


class ReleasedRow(Protocol):
    """What every released row has; its columns come on top of it, by the attribute names of the table."""

    @property
    def origin(self) -> Origin: ...
    @property
    def decision(self) -> tuple[str, date] | None: ...


_named_tuple: Any = namedtuple  # mypy knows only fields that are written out


class Filled(NamedTuple):
    """Which of the columns that a document may count are filled in one row; the texts stay where they are.

    `about` is the Leerling-ID or Traject-ID of the row.
    """

    about: str
    headings: frozenset[str]


class Seen(NamedTuple):
    """One released cell: its column, the place where it was typed, and what it became (also when it is empty)."""

    column: Column
    place: CellRef
    value: Any


def seen(rows: Mapping[str, tuple[Any, ...]]) -> Iterator[Seen]:
    """Every released cell of a document; `rows` as in `Released`. What was computed (a seat at an exam) has no cell."""
    for found in rows.values():
        for row in found:
            if not hasattr(row, "origin"):
                continue
            table = row.origin.table or row.origin.sheet  # rows of one sheet may be released under another name
            by_name = {column.attribute: column for column in sheets()[table].columns()} if table in sheets() else {}
            for attribute in row._fields:
                if attribute in by_name:
                    column = by_name[attribute]
                    yield Seen(column, row.origin.at(column.heading), getattr(row, attribute))


@cache
def shape(columns: tuple[Column, ...]) -> Callable[[Row, tuple[str, date] | None], Any]:
    """A function that copies these columns of a row. An attribute that was not released does not exist."""
    names = [column.attribute for column in columns]
    made = _named_tuple("ReleasedRow", [*names, "origin", "decision"])
    values = attrgetter(*names, "origin")  # of a row without columns it gives one value and no tuple

    def copy(row: Row, decision: tuple[str, date] | None) -> Any:
        return made(*values(row), decision) if names else made(row.origin, decision)

    return copy
