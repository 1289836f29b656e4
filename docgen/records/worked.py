"""What was worked out of rows in one run, for the next one: known by the very rows, never by what they look like.

A row never changes, so what follows from it alone does not either. Two runs of a watcher share the rows of every
workbook, sheet and line that says what it said (`Workbooks`, `again`). What a run did not ask for is let go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_
from typing import Any, Generic, TypeVar, cast

from docgen.columns import Row

Result = TypeVar("Result")


class OfRows(Generic[Result]):
    """What one thing works out of each row by itself. The rows are held, so that an id is nobody else's."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._last: dict[int, tuple[Row, Result]] = {}
        self._now: dict[int, tuple[Row, Result]] = {}

    def of(self, row: Row, work_out: Callable[[Row], Result]) -> Result:
        """What was worked out of this row, in this run or in the last one, or is now."""
        key = id(row)
        found = self._now.get(key)
        if found is None:
            found = self._now[key] = self._last.get(key) or (row, work_out(row))
        return found[1]

    def end_run(self) -> None:
        """Let go of what the run did not ask for."""
        self._last, self._now = self._now, {}


class Worked:
    """What was worked out of the rows of a run and of the one before, by what for."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._of_row: dict[str, OfRows[Any]] = {}
        self._last: dict[tuple[str, str], tuple[Sequence[Row], object, Any]] = {}
        self._now: dict[tuple[str, str], tuple[Sequence[Row], object, Any]] = {}

    def each(self, purpose: str) -> OfRows[Any]:
        """What is worked out of single rows for one purpose."""
        return self._of_row.setdefault(purpose, OfRows())

    def of(
        self, purpose: str, name: str, rows: Sequence[Row], beside: object, work_out: Callable[[], Result]
    ) -> Result:
        """What the last run worked out under this name, of these very rows in this order, or what is worked out now.

        `beside` is everything else that it follows from: values that are the same when they are equal.
        """
        known = self._last.get((purpose, name))
        if known is None or not _are(known[0], rows) or known[1] != beside:
            known = rows, beside, work_out()
        self._now[purpose, name] = known
        return cast("Result", known[2])

    def end_run(self) -> None:
        """Let go of what the run did not ask for."""
        self._last, self._now = self._now, {}
        for some in self._of_row.values():
            some.end_run()


def _are(rows: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether these are the same rows, not only equal ones: an equal row may stand in another place."""
    return len(rows) == len(others) and all(map(is_, rows, others))
