"""A draft of coming back to school in steps: per week what comes first, what is caught up, what comes later or not.

The sum behind it: a half day at school is a ninth of the lesson hours of a week; of a week with days of an exam period,
in which there are no lessons, the other days count for their part. In those hours a student follows the
subjects with the most to catch up first, and then works on what was missed, at most as many hours as the subject has
lessons (so that no week is made of one subject). What does not fit comes later; what is not essential, and nothing
essential builds on, is not caught up. It is a draft: the mentor changes it in the sheet.

Rows are whole rows of Leerplandoelen, or those of Kalender: only the attributes named here are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any, NamedTuple

from docgen.school.presence import FULL_WEEK
from docgen.school.timetable import NO_LESSONS, Period, closed_days, school_weeks

LOW, HIGH = 4, 8  # half days in the first and the last week, when nobody says otherwise
WEDNESDAY = 2


class Week(NamedTuple):
    """One week: its school days, the half days at school, the lesson hours in those, and what they are spent on.

    `lessons` and `catching_up` are whole hours per subject, in the order in which they come; `exam_days` the days of
    the week in an exam period.
    """

    period: Period
    half_days: int
    hours: int
    lessons: Mapping[str, int]
    catching_up: Mapping[str, int]
    exam_days: int = 0


class Draft(NamedTuple):
    """The weeks, the subjects that come first, and per subject the goals to acquire, for later, and not to catch up.

    `needed` are the hours of all goals to acquire or for later, `unknown` how many of those have no hours.
    """

    weeks: tuple[Week, ...]
    first: tuple[str, ...]
    acquire: Mapping[str, tuple[str, ...]]
    later: Mapping[str, tuple[str, ...]]
    dropped: Mapping[str, tuple[str, ...]]
    needed: float
    unknown: int

    @property
    def caught_up(self) -> int:
        """The hours of catching up in all weeks."""
        return sum(sum(week.catching_up.values()) for week in self.weeks)


class Days(NamedTuple):
    """The days without school, and those without lessons (of which those of an exam period are days of school)."""

    closed: Collection[date] = frozenset()
    no_lessons: Collection[date] = frozenset()

    @staticmethod
    def of(calendar: Iterable[Any]) -> Days:
        """Those of the rows of Kalender."""
        rows = tuple(calendar)
        return Days(closed_days(rows), closed_days(rows, NO_LESSONS))

    def half(self, week: Period) -> int:
        """The half days of school in these days of a week; a Wednesday has one."""
        return _half_days(self._school(week))

    def with_lessons(self, week: Period) -> Fraction:
        """The part of those half days on which there are lessons."""
        taught = (day for day in self._school(week) if day not in self.no_lessons)
        return Fraction(_half_days(taught), self.half(week) or 1)

    def of_exams(self, week: Period) -> tuple[date, ...]:
        """The days of school on which there are no lessons."""
        return tuple(day for day in self._school(week) if day in self.no_lessons)

    def _school(self, week: Period) -> Iterator[date]:
        days = (week.start + timedelta(days=number) for number in range((week.end - week.start).days + 1))
        return (day for day in days if day not in self.closed)


EVERY_DAY = Days()


def _half_days(days: Iterable[date]) -> int:
    return sum(1 if day.weekday() == WEDNESDAY else 2 for day in days)


def steps(number: int) -> tuple[int, ...]:
    """The half days of so many weeks, rising in even steps: (4, 6, 8) for three."""
    if number < 2:
        return (LOW,) * number
    return tuple(round(LOW + (HIGH - LOW) * step / (number - 1)) for step in range(number))


def rises(half_days: Sequence[int]) -> bool:
    """Whether the half days of the weeks rise: never fewer than the week before, and more in the end."""
    falls = any(later < earlier for earlier, later in pairwise(half_days))
    return not falls and (len(half_days) < 2 or half_days[-1] > half_days[0])


def weeks_within(start: date, limit: int, closed: Collection[date]) -> tuple[Period, ...]:
    """The weeks with school that end within so many days from the start."""
    return school_weeks(start, start + timedelta(days=limit - 1), closed)


def draft(
    weeks: Sequence[Period],
    half_days: Sequence[int],
    weekly: Mapping[str, float],
    missed: Iterable[Any],
    days: Days = EVERY_DAY,
) -> Draft:
    """The draft for these weeks. `weekly` are the lesson hours a week per subject, `missed` the goals not acquired."""
    goals = {goal.goal_id: goal for goal in missed}
    wanted = _wanted(goals)
    order = _subjects(wanted.values(), weekly)
    left = {subject: sum(goal.hours or 0 for goal in wanted.values() if goal.subject == subject) for subject in order}
    caught: dict[str, int] = defaultdict(int)
    made = []
    for week, number in zip(weeks, half_days, strict=False):
        made.append(_week(week, number, days, weekly, order, left))
        for subject, hours in made[-1].catching_up.items():
            caught[subject] += hours
            left[subject] -= hours
    acquire, later = _divided(wanted, order, caught)
    dropped = [goal for name, goal in goals.items() if name not in wanted]
    return Draft(
        tuple(made),
        tuple(order),
        acquire,
        later,
        _by_subject(dropped),
        sum(goal.hours or 0 for goal in wanted.values()),
        sum(not goal.hours for goal in wanted.values()),
    )


def _wanted(goals: Mapping[str, Any]) -> dict[str, Any]:
    """The essential goals and what they build on, each after what it builds on; a ring is cut where it is met."""
    found: dict[str, Any] = {}
    begun: set[str] = set()

    def add(name: str) -> None:
        if name in goals and name not in begun:
            begun.add(name)
            for below in goals[name].builds_on:
                add(str(below))
            found[name] = goals[name]

    for name, goal in goals.items():
        if goal.essential:
            add(name)
    return found


def _subjects(goals: Iterable[Any], weekly: Mapping[str, float]) -> list[str]:
    """The subjects of these goals: most hours to catch up first, then as in the timetable."""
    hours: dict[str, float] = defaultdict(float)
    for goal in goals:
        hours[str(goal.subject)] += goal.hours or 0
    known = list(weekly)
    return sorted(hours, key=lambda name: (-hours[name], known.index(name) if name in known else len(known), name))


def _week(
    period: Period,
    half_days: int,
    days: Days,
    weekly: Mapping[str, float],
    order: Sequence[str],
    left: Mapping[str, float],
) -> Week:
    """One week: lessons and catching up of the first subjects, then lessons of the others."""
    there = min(half_days, days.half(period)) * days.with_lessons(period)
    at_school = floor(Fraction(sum(weekly.values())) * there / FULL_WEEK)
    room = at_school
    lessons: dict[str, int] = {}
    catching_up: dict[str, int] = {}
    others = [subject for subject in weekly if subject not in order]
    for subject in [*(name for name in order if left[name] > 0), *(n for n in order if left[n] <= 0), *others]:
        own = floor(weekly.get(subject, 0))
        lessons[subject] = min(own, room)
        room -= lessons[subject]
        catching_up[subject] = min(_whole(left.get(subject, 0)), max(own, 1), room)
        room -= catching_up[subject]
    return Week(period, half_days, at_school, _said(lessons), _said(catching_up), len(days.of_exams(period)))


def _whole(hours: float) -> int:
    """Whole hours to plan: a part of an hour takes an hour."""
    return max(0, -floor(-hours))


def _said(hours: Mapping[str, int]) -> dict[str, int]:
    return {subject: number for subject, number in hours.items() if number}


def _divided(
    wanted: Mapping[str, Any], order: Sequence[str], caught: Mapping[str, int]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Per subject the goals that fit in the hours of catching up, and those that come later."""
    acquire: list[Any] = []
    later: list[Any] = []
    for subject in order:
        room = float(caught[subject])
        for goal in (goal for goal in wanted.values() if goal.subject == subject):
            fits = (goal.hours or 0) <= room and not any(str(below) in _names(later) for below in goal.builds_on)
            (acquire if fits else later).append(goal)
            room -= (goal.hours or 0) if fits else 0
    return _by_subject(acquire), _by_subject(later)


def _names(goals: Iterable[Any]) -> Iterator[str]:
    yield from (goal.goal_id for goal in goals)


def _by_subject(goals: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for goal in goals:
        found[str(goal.subject)].append(goal.goal_id)
    return {subject: tuple(names) for subject, names in found.items()}
