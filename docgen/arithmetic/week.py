"""The lesson hours of a student's own timetable: in one week, and between two days; in all, and per subject.

An hour is followed (with the class, at a distance or in another group), spent alone on a subject, or lost to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from docgen.columns import plain
from docgen.kinds import Slot
from docgen.school.hours import purpose
from docgen.school.presence import parts_at_school
from docgen.school.resumption import Days
from docgen.school.school import School
from docgen.school.timetable import in_force, week_letter

FOLLOWED, ELSEWHERE, FREED, REMOTE, HOME, OUTSIDE = "gewoon", "aangepast", "vrijgekomen", "afstand", "thuis", "buiten"
STATES: Mapping[str, str] = {"LE": ELSEWHERE, "AF": REMOTE, "TW": HOME, "TR": HOME, "EX": OUTSIDE}
"""What an hour is by its filling; every other filling: freed. Source: sheets.md 3.9."""
AT_SCHOOL = frozenset({FOLLOWED, ELSEWHERE, FREED})
CONTACT = frozenset({FOLLOWED, ELSEWHERE, REMOTE})
NOT_LEARNING = frozenset({"RU", "TR", "EX"})
"""Fillings in which nobody teaches and nothing is learned: they do not count towards the minimum (D07)."""
NOT_WORK = NOT_LEARNING | {"GE"}
"""Fillings in which nobody works on a subject, whatever stands in Waarvoor."""


class Hour(NamedTuple):
    """One hour of one week: the lesson of the class there, and the change, if any."""

    slot: Slot
    lesson: Any
    change: Any

    @property
    def state(self) -> str:
        """gewoon, aangepast, vrijgekomen, afstand, thuis or buiten."""
        return STATES.get(self.change.filling, FREED) if self.change else FOLLOWED


class Hours(NamedTuple):
    """Lesson hours of one subject: of the class, those of them that the student follows, and worked on alone."""

    usual: float = 0.0
    lessons: float = 0.0
    alone: float = 0.0

    @property
    def left(self) -> float:
        """The hours in which the student is busy with the subject."""
        return self.lessons + self.alone

    @property
    def lost(self) -> float:
        """The lessons of the class that the student does not follow."""
        return max(0.0, self.usual - self.lessons)


Kind = tuple[int, str]
"""Of a day: the stretch of days it is in, and the letter of its week."""


class Counted(NamedTuple):
    """One hour of a week as it is counted: its day, for how much, where, and its subjects ('' for none)."""

    day: int
    weight: float
    at_school: bool
    subjects: tuple[str, str, str]
    """Of the lesson of the class, of the lesson that is followed, and of what is worked on alone."""


@dataclass(frozen=True)
class Timetable:
    """A student's own lessons (all sets of the school year), what changes in them, and the days without school.

    `parts` are the days on which the student is at school for a part of the time: 4 of 9 half days is 4/9.
    """

    school: School
    lessons: Sequence[Any]
    changes: Sequence[Any] = ()
    closed: Collection[date] = frozenset()
    parts: Mapping[date, float] = field(default_factory=dict)
    sums: dict[tuple[date, date], Mapping[str, Hours]] = field(default_factory=dict, compare=False, repr=False)
    """The hours between two days, once worked out: each subject of a version asks for nearly the same days."""
    kinds: dict[Kind, list[Counted]] = field(default_factory=dict, compare=False, repr=False)
    """What counts in a week of each kind of day, once worked out."""

    @property
    def weeks(self) -> tuple[str, ...]:
        """('',) for one kind of week, else ('A', 'B')."""
        letters = {lesson.week for lesson in self.lessons} - {"elke"}
        letters |= {slot.week for row in self.changes for slot in row.slots} - {""}
        return ("A", "B") if letters else ("",)

    def on(self, day: date) -> tuple[Any, ...]:
        """The lessons of the newest set in force on a day; a lesson that does not say from when always counts."""
        newest = max((first for first in self._sets if first and first <= day), default=None)
        return self._sets.get(newest, ())

    @cached_property
    def _sets(self) -> Mapping[date | None, tuple[Any, ...]]:
        """The lessons by the day from which they hold."""
        found: dict[date | None, list[Any]] = defaultdict(list)
        for lesson in self.lessons:
            found[_first_day(lesson)].append(lesson)
        return {first: tuple(lessons) for first, lessons in found.items()}

    def stretch(self, day: date) -> int:
        """The number of the stretch of days that a day is in: within one the same lessons and changes hold."""
        return bisect_right(self._edges, day.toordinal())

    @cached_property
    def _edges(self) -> list[int]:
        """The days (as ordinals) on which other lessons or changes begin to hold."""
        firsts = {first.toordinal() for first in self._sets if first}
        starts = {row.start.toordinal() for row in self.changes}
        return sorted({*firsts, *starts, *(row.end.toordinal() + 1 for row in self.changes)})


def _first_day(lesson: Any) -> date | None:
    found: date | None = getattr(lesson, "valid_from", None)
    return found


def timetable_of(
    school: School,
    lessons: Sequence[Any],
    changes: Sequence[Any],
    calendar: Days,
    measures: Iterable[Any] = (),
    days: tuple[date, date] = (date.max, date.max),
) -> Timetable:
    """A Timetable with the days without lessons of the calendar, and with what the measures leave of a week.

    `days` are the first and the last of the plan, for a measure without days of its own.
    """
    parts = parts_at_school(measures, *days, calendar.closed)
    return Timetable(school, lessons, changes, calendar.no_lessons, parts)


def hours_of_week(lessons: Iterable[Any], changes: Iterable[Any], week: str) -> list[Hour]:
    """Every hour of one week ('', 'A' or 'B') in which there is a lesson, by day and hour, with its change."""
    taught: dict[tuple[int, int], Any] = {}
    for lesson in lessons:
        if lesson.week in ("elke", week) or not week:
            taught.setdefault((lesson.day, lesson.hour), lesson)
    changed: dict[tuple[int, int], Any] = {}
    for row in changes:
        for slot in row.slots:
            if not week or slot.week in ("", week):
                changed.setdefault((slot.day, slot.hour), row)
    return [Hour(Slot(*at, week), taught[at], changed.get(at)) for at in sorted(taught)]


def weeks_of(table: Timetable, on: date) -> dict[str, list[Hour]]:
    """The hours of an A- and a B-week (or of the one kind of week) with the changes that hold on a day."""
    lessons, changes = table.on(on), in_force(table.changes, on)
    return {name: hours_of_week(lessons, changes, name) for name in table.weeks}


def per_subject(school: School, hours: Iterable[Hour]) -> dict[str, Hours]:
    """The hours per subject of a number of hours: the class's, those followed, and those worked on alone."""
    usual, followed, alone = Counter[str](), Counter[str](), Counter[str]()
    for hour in hours:
        usual[hour.lesson.subject] += 1
        followed[following(school, hour)] += 1
        alone[working_on(school, hour)] += 1
    names = [name for name in {**usual, **followed, **alone} if name]
    return {name: Hours(usual[name], followed[name], alone[name]) for name in names}


def following(school: School, hour: Hour) -> str:
    """The subject in which there is a lesson, with the class, at a distance or in another group; or ''."""
    if hour.state in (FOLLOWED, REMOTE):
        return str(hour.lesson.subject)
    return (subject_of(school, hour.change) or str(hour.lesson.subject)) if hour.state == ELSEWHERE else ""


def working_on(school: School, hour: Hour) -> str:
    """The subject that the student works on alone, as Waarvoor says; or ''."""
    lesson = hour.change is None or hour.state in (ELSEWHERE, REMOTE)
    return "" if lesson or hour.change.filling in NOT_WORK else subject_of(school, hour.change)


def subject_of(school: School, change: Any) -> str:
    """The subject that Waarvoor names: by its code first of all, else the missed subject by its code or name; or ''."""
    code, rest = purpose(school, change)
    words = plain(rest).split()
    missed = str(change.subject)
    named = plain(missed) in words or plain(school.subject(missed)) in (plain(rest), *words)
    return code or (missed if named else "")


def learning(hours: Iterable[Hour]) -> int:
    """The hours in which something is taught or learned, at school or at home (the hours that D07 counts)."""
    return sum(map(is_learning, hours))


def is_learning(hour: Hour) -> bool:
    """Whether something is taught or learned in an hour."""
    return hour.change is None or hour.change.filling not in NOT_LEARNING


def contact(hours: Iterable[Hour]) -> int:
    """The hours with a lesson: with the class, in another group, or at a distance."""
    return sum(hour.state in CONTACT for hour in hours)


def between(table: Timetable, start: date, end: date) -> Mapping[str, Hours]:
    """The hours per subject from one day to another, both included; an unknown A- or B-week counts half.

    Of a day on which the student is at school for a part of the time, that part counts (`present`).
    """
    if (start, end) not in table.sums:
        table.sums[start, end] = _counted(table, start, end)
    return table.sums[start, end]


def _counted(table: Timetable, start: date, end: date) -> Mapping[str, Hours]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for days, hours, part in _stretches(table, start, end):
        there = _there(((hour.weight, hour.at_school) for hour in hours), part)
        for day, weight, at_school, (usual, followed, alone) in hours:
            times = days[day] * weight
            here = times * there if at_school else times
            if usual:
                sums[usual][0] += times
            if followed:
                sums[followed][1] += here
            if alone:
                sums[alone][2] += here
    return {subject: Hours(*found) for subject, found in sums.items()}


def present(hours: Sequence[Hour], part: float) -> list[tuple[Hour, float]]:
    """The hours of a week of which a student is at school for a part, each with how much of it there is for them.

    What the timetable already gives at home or elsewhere takes place, and counts as time that is not spent at school:
    the other hours share what is left of the part.
    """
    there = _there(((_weight(hour), hour.state in AT_SCHOOL) for hour in hours), part)
    return [(hour, there if hour.state in AT_SCHOOL else 1.0) for hour in hours]


def _there(hours: Iterable[tuple[float, bool]], part: float) -> float:
    """How much there is of an hour at school, of hours given by their weight and whether they are at school."""
    if part == 1.0:
        return 1.0
    weights = list(hours)
    here = sum(weight for weight, at_school in weights if at_school)
    return min(1.0, part * sum(weight for weight, _ in weights) / here) if here else 1.0


def _weight(hour: Hour) -> float:
    """1, or a half for an hour of an A- or B-week when nobody knows which it is."""
    return 0.5 if hour.slot.week and hour.slot.week.islower() else 1.0


def _stretches(table: Timetable, start: date, end: date) -> Iterator[tuple[Sequence[int], list[Counted], float]]:
    """How many Mondays (at 1) to Sundays (at 7) there are of each kind of day, with what counts in a week of that kind.

    And the part of the time for which the student is at school on these days.
    """
    first_a_week = table.school.first_a_week
    kinds: dict[tuple[Kind, float], list[int]] = defaultdict(lambda: [0] * 8)
    for day in _school_days(start, end, table.closed):
        kind = table.stretch(day), week_letter(day, first_a_week)
        kinds[kind, table.parts.get(day, 1.0)][day.isoweekday()] += 1
        if kind not in table.kinds:
            hours = _hours_of(table.on(day), in_force(table.changes, day), kind[1])
            table.kinds[kind] = [_as_counted(table.school, hour) for hour in hours]
    for (kind, part), days in kinds.items():
        yield days, table.kinds[kind], part


def _as_counted(school: School, hour: Hour) -> Counted:
    usual = str(hour.lesson.subject)
    if hour.change is None:
        return Counted(hour.slot.day, _weight(hour), True, (usual, usual, ""))
    subjects = (usual, following(school, hour), working_on(school, hour))
    return Counted(hour.slot.day, _weight(hour), hour.state in AT_SCHOOL, subjects)


def _hours_of(lessons: Sequence[Any], changes: Sequence[Any], letter: str) -> list[Hour]:
    """The hours of a week of a known kind; without one the lessons of A- and B-weeks too, marked 'a' and 'b'."""
    if letter or all(lesson.week == "elke" for lesson in lessons):
        return hours_of_week(lessons, changes, letter)
    every = [lesson for lesson in lessons if lesson.week == "elke"]
    found = hours_of_week(every, changes, "")
    for name in ("A", "B"):
        own = [lesson for lesson in lessons if lesson.week == name]
        found += [
            Hour(Slot(hour.slot.day, hour.slot.hour, name.lower()), hour.lesson, hour.change)
            for hour in hours_of_week(own, changes, name)
        ]
    return found


def _school_days(start: date, end: date, closed: Collection[date]) -> Iterator[date]:
    days = map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))
    return (day for day in days if day not in closed)


def tidy(value: float) -> int | float:
    """A whole number as an int, so that '25' is printed and not '25,0'."""
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
