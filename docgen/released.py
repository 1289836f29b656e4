"""The shape of a released row: a small frozen object with the released columns only, and where the row stood."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Protocol

from docgen.columns import Column, Origin, Row


class ReleasedRow(Protocol):
    """What every released row has; its columns come on top of it, by the attribute names of the table."""

    @property
    def origin(self) -> Origin: ...
    @property
    def decision(self) -> tuple[str, date] | None: ...


_named_tuple: Any = namedtuple  # mypy knows only fields that are written out


@cache
def shape(columns: tuple[Column, ...]) -> Callable[[Row, tuple[str, date] | None], Any]:
    """A function that copies these columns of a row. An attribute that was not released does not exist."""
    names = [column.attribute for column in columns]
    made = _named_tuple("ReleasedRow", [*names, "origin", "decision"])

    def copy(row: Row, decision: tuple[str, date] | None) -> Any:
        return made(*(getattr(row, name) for name in names), row.origin, decision)

    return copy
