"""Which days the school offers for exams, as the sheet Kalender says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.school.exams import CATCH_UP, PERIOD, exam_days
from docgen.school.timetable import closed_days
from docgen.tables.school import CalendarRow

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """What the sheet Kalender says of exams: the days of each period with what follows to catch up, the school days."""

    periods: tuple[tuple[date, frozenset[date]], ...]
    catch_up: frozenset[date]
    closed: frozenset[date]

    @classmethod
    def of(cls, rows: Sequence[CalendarRow]) -> Calendar:
        """Take the rows of Kalender."""
        closed, catch_up = closed_days(rows), exam_days(rows, (CATCH_UP,))
        periods = sorted((row for row in rows if row.kind == PERIOD), key=lambda row: row.start)
        ends = [*(row.start for row in periods[1:]), date.max]
        found = []
        for row, until in zip(periods, ends, strict=False):
            own = {*exam_days((row,)), *(day for day in catch_up if row.start <= day < until)}
            found.append((row.start, frozenset(day for day in own if _is_open(day, closed))))
        return cls(tuple(found), frozenset(catch_up), closed)

    def window(self, on: date) -> frozenset[date] | None:
        """The days offered for an exam that the class has on a day; None when the calendar names no period."""
        begun = [days for start, days in self.periods if start <= on]
        return begun[-1] if begun else self.periods[0][1] if self.periods else None

    def school_days(self, first: date, last: date) -> tuple[date, ...]:
        """The school days between two days, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(day for day in days if _is_open(day, self.closed))


def _is_open(day: date, closed: Iterable[date]) -> bool:
    return day.weekday() < SATURDAY and day not in frozenset(closed)
