"""A student's own timetable: which lessons of the class and its groups count on a day, and what is changed in them.

Rows are whole rows (for the rules) or released rows (for the documents): only the attributes below are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from docgen.kinds import Slot


class LessonLike(Protocol):
    """A row of Basisrooster."""

    @property
    def classes(self) -> tuple[str, ...]: ...
    @property
    def group(self) -> str | None: ...
    @property
    def week(self) -> str: ...
    @property
    def day(self) -> int: ...
    @property
    def hour(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...


class ChangeLike(Protocol):
    """A row of Lesroosteraanpassingen."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...
    @property
    def slots(self) -> tuple[Slot, ...]: ...


L = TypeVar("L", bound=LessonLike)
C = TypeVar("C", bound=ChangeLike)

SUPERVISED = frozenset({"ZW", "IN", "RE", "RU", "ST", "VE"})
"""Fillings of a freed hour in a place at school, which must be open and supervised; a talk is with the mentor.
Source: sheets.md 3.9, the codes with *."""


@dataclass(frozen=True)
class Period:
    """Some days during which the same changes hold, both ends included."""

    start: date
    end: date


def own_lessons(lessons: Iterable[L], class_name: str, groups: Sequence[str], on: date) -> tuple[L, ...]:
    """The lessons of a student on a day's timetable: the class, the own groups, and the newest set in force."""
    own = [
        lesson
        for lesson in lessons
        if class_name in lesson.classes and (lesson.group is None or lesson.group in groups)
    ]
    started = [lesson.valid_from for lesson in own if lesson.valid_from and lesson.valid_from <= on]
    newest = max(started, default=None)
    return tuple(lesson for lesson in own if lesson.valid_from == newest)


def lessons_at(lessons: Iterable[L], slot: Slot) -> tuple[L, ...]:
    """The lessons in one hour; a slot without a week meets the lessons of every week."""
    return tuple(
        lesson
        for lesson in lessons
        if (lesson.day, lesson.hour) == (slot.day, slot.hour) and _weeks_meet(lesson.week, slot.week)
    )


def _weeks_meet(week: str, wanted: str) -> bool:
    return week == "elke" or not wanted or week == wanted


def overlap(slots: Iterable[Slot], others: Iterable[Slot]) -> tuple[Slot, ...]:
    """The hours that two lists share, an every-week hour meeting an A- or B-week hour."""
    known = tuple(others)
    return tuple(slot for slot in slots if any(_meet(slot, other) for other in known))


def _meet(slot: Slot, other: Slot) -> bool:
    same_hour = (slot.day, slot.hour) == (other.day, other.hour)
    return same_hour and (not slot.week or not other.week or slot.week == other.week)


def periods(changes: Iterable[ChangeLike], first: date, last: date) -> tuple[Period, ...]:
    """The stretches between first and last during which the same changes hold; those without any are left out."""
    rows = [row for row in changes if row.start <= last and row.end >= first]
    edges = {max(row.start, first) for row in rows} | {min(row.end, last) + timedelta(days=1) for row in rows}
    found = []
    for start, after in zip(ordered := sorted(edges), ordered[1:], strict=False):
        if in_force(rows, start):
            found.append(Period(start, after - timedelta(days=1)))
    return tuple(found)


def of_school(period: Period, weekdays: Collection[int], closed: Collection[date]) -> Period | None:
    """These days from the first to the last on which there is school (1 is Monday), or None when there is none."""
    days = (period.start + timedelta(days=number) for number in range((period.end - period.start).days + 1))
    open_days = [day for day in days if day.isoweekday() in weekdays and day not in closed]
    return Period(open_days[0], open_days[-1]) if open_days else None


def in_force(changes: Iterable[C], on: date) -> tuple[C, ...]:
    """The changes that hold on a day."""
    return tuple(row for row in changes if row.start <= on <= row.end)


def week_letter(day: date, first_a_week: date | None) -> str:
    """'A' or 'B' for the week of a day, or '' when the school has no such weeks."""
    return "" if first_a_week is None else "AB"[(_week(day) - _week(first_a_week)) % 2]


def _week(day: date) -> int:
    """The number of the week of a day, which begins on a Monday; so does the calendar, on the first day of year 1."""
    return (day.toordinal() - 1) // 7


CLOSED = ("vakantie", "vrije dag")
NO_LESSONS = (*CLOSED, "evaluatieperiode")
"""The days of Kalender without school, and those without lessons: an exam period has days of school, but no lessons."""


def closed_days(calendar: Iterable[Any], kinds: Collection[str] = CLOSED) -> frozenset[date]:
    """The days of the rows of Kalender of these kinds: holidays and free days."""
    rows = [(row.start, row.end or row.start) for row in calendar if row.kind in kinds]
    spans = ((first + timedelta(days=n) for n in range((last - first).days + 1)) for first, last in rows)
    return frozenset(day for span in spans for day in span)


def school_weeks(start: date, end: date, closed: Collection[date] = ()) -> tuple[Period, ...]:
    """The weeks, Monday to Friday, cut to these days; a week in which there is no school at all is none."""
    found = []
    monday = start - timedelta(days=start.weekday())
    while monday <= end:
        days = [monday + timedelta(days=number) for number in range(5)]
        days = [day for day in days if start <= day <= end and day not in closed]
        found += [Period(days[0], days[-1])] if days else []
        monday += timedelta(days=7)
    return tuple(found)
