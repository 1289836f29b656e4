"""How many half days a student is expected at school: what the calendar leaves open, less what the plan frees.

Hours that the plan frees are organisational, never an absence: a week of resumption or time-out counts the half
days that its measure names, a time-out without them none, and a half day of which every lesson is at home does not
count either. Source: domain.md F42, 4.16.

Rows are whole rows (for the forms) or released rows (for the documents): only the attributes below are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from docgen.school.timetable import ChangeLike, LessonLike, Period, closed_days, in_force, school_weeks
from docgen.tables.care import AWAY, RESUMPTION

FULL_WEEK: Final = 9  # half days; a Wednesday has one
AT_HOME: Final = ("TW", "TR", "AF")
NOON: Final = time(12, 30)  # lessons that begin later are in the afternoon
FIRST_AFTERNOON_HOUR: Final = 5  # for a school that does not say when its hours begin


class MeasureLike(Protocol):
    """A row of Maatregelen."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def half_days(self) -> tuple[int, ...]: ...


class FreedLike(ChangeLike, Protocol):
    """A row of Lesroosteraanpassingen with its filling."""

    @property
    def filling(self) -> str: ...


class ClosedLike(Protocol):
    """A row of Kalender."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...


@dataclass(frozen=True)
class Plan:
    """What decides how long a student is at school: the days of the plan, its measures, its hours, the calendar."""

    start: date
    end: date
    measures: Sequence[MeasureLike] = ()
    calendar: Iterable[ClosedLike] = ()
    lessons: Sequence[LessonLike] = ()
    changes: Sequence[FreedLike] = ()
    hours: Mapping[int, tuple[time, time]] = field(default_factory=dict)

    def half_days(self, first: date, last: date) -> int:
        """The half days planned at school between two days, both included."""
        closed = self._closed
        total = 0.0
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if day.weekday() < 5 and day not in closed:
                total += (1 if day.weekday() == 2 else 2) * self._per_week(day, closed) / FULL_WEEK
        return round(total)

    @cached_property
    def _closed(self) -> frozenset[date]:
        return closed_days(self.calendar)

    def _per_week(self, day: date, closed: Collection[date]) -> int:
        """The half days of the week of a day: what a measure says, else a full week without what is freed at home."""
        named = half_days_named(self.measures, self.start, self.end, day, closed)
        return FULL_WEEK - len(self._freed(day)) if named is None else named

    def _freed(self, day: date) -> list[tuple[int, bool]]:
        """The half days (day of the week, afternoon) that have lessons, all of them at home."""
        slots = [slot for row in in_force(self.changes, day) if row.filling in AT_HOME for slot in row.slots]
        home = {(slot.day, slot.hour) for slot in slots if not slot.week}
        lessons: dict[tuple[int, bool], set[tuple[int, int]]] = {}
        for lesson in self.lessons if home else ():
            lessons.setdefault((lesson.day, self._is_afternoon(lesson)), set()).add((lesson.day, lesson.hour))
        return [half for half, own in lessons.items() if own <= home]

    def _is_afternoon(self, lesson: LessonLike) -> bool:
        begins = self.hours.get(lesson.hour)
        return begins[0] >= NOON if begins else lesson.hour >= FIRST_AFTERNOON_HOUR


class Step(NamedTuple):
    """One week with school of a measure, and the half days at school that it names for that week."""

    week: Period
    half_days: int


def steps_of(measure: MeasureLike, first: date, last: date, closed: Collection[date]) -> list[Step]:
    """The steps of a measure between two days: a week without school is none, and the last number holds on."""
    numbers = measure.half_days or (0,)
    weeks = enumerate(school_weeks(first, last, closed))
    return [Step(week, numbers[min(index, len(numbers) - 1)]) for index, week in weeks]


def parts_at_school(
    measures: Iterable[MeasureLike], start: date, end: date, closed: Collection[date]
) -> dict[date, float]:
    """The days of a time-out or a return in steps, each with the part of its week at school: 4/9 for 4 half days.

    The rest is as for `half_days_named`.
    """
    found: dict[date, float] = {}
    for measure in measures:
        if measure.kind in (*AWAY, RESUMPTION):
            for week, half_days in steps_of(measure, measure.start or start, measure.end or end, closed):
                for number in range((week.end - week.start).days + 1):
                    found.setdefault(week.start + timedelta(days=number), half_days / FULL_WEEK)
    return found


def half_days_named(
    measures: Iterable[MeasureLike], start: date, end: date, day: date, closed: Collection[date]
) -> int | None:
    """The half days at school that a measure names for the week of a school day; None when no measure does.

    `start` and `end` are those of the plan, for a measure without days of its own; `closed` the days without school.
    """
    for measure in measures:
        first, last = measure.start or start, measure.end or end
        if first <= day <= last and measure.kind in (*AWAY, RESUMPTION):
            begun = [step for step in steps_of(measure, first, last, closed) if step.week.start <= day]
            return begun[-1].half_days if begun else 0
    return None
