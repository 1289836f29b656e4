"""What one variant touches, beside another: goals, hours per subject and per week, exams, places, teachers' work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date, timedelta
from typing import Any

from docgen.arithmetic.asks import ExamLoad, Watch, Work, exam_load, watch, work
from docgen.arithmetic.cost import Cost, Plan, costs
from docgen.arithmetic.goals import ORDER
from docgen.arithmetic.week import (
    CONTACT,
    FREED,
    HOME,
    OUTSIDE,
    Hour,
    Hours,
    between,
    is_learning,
    present,
    weeks_of,
)
from docgen.school.exams import Sitting
from docgen.school.timetable import SUPERVISED, periods


@dataclass(frozen=True)
class Case:
    """One variant with everything that a comparison looks at; `exams` are those in its days, as the student sits them.

    `places` are the rows of Opvang, `exam_changes` the rows of Examenaanpassingen.
    """

    plan: Plan
    today: date
    exams: Sequence[Sitting] = ()
    exam_changes: Sequence[Any] = ()
    places: Sequence[Any] = ()


@dataclass(frozen=True)
class Week:
    """Lesson hours of a week (the mean of an A- and a B-week): with a lesson, with something learned, by place.

    `away` are those that a time-out or a return in steps keeps from school: the others are what is left.
    """

    usual: float = 0.0
    contact: float = 0.0
    learning: float = 0.0
    freed: float = 0.0
    home: float = 0.0
    outside: float = 0.0
    away: float = 0.0


@dataclass(frozen=True)
class Goals:
    """How many goals: touched, essential ones among them, per letter, essential ones without a word, gone, unsafe.

    `resting` counts the goals that build on one that falls away.
    """

    touched: int = 0
    essential: int = 0
    letters: Mapping[str, int] = field(default_factory=dict)
    unspoken: int = 0
    gone: int = 0
    resting: int = 0


@dataclass(frozen=True)
class Touch:
    """What a variant touches. `hours` are those of each subject in its days, `costs` of the subjects that change."""

    start: date
    end: date
    week: Week
    hours: Mapping[str, Hours]
    costs: Sequence[Cost]
    goals: Goals
    exams: ExamLoad
    watch: Watch
    work: Mapping[str, Work]

    @property
    def lost(self) -> float:
        """The lessons that the student does not follow in these days."""
        return sum(hours.lost for hours in self.hours.values())


def touch(case: Case) -> Touch:
    """What a variant touches; a week is the one in which most lessons fall away."""
    plan = case.plan
    weeks, part = _fullest(plan, case.today)
    lessons = plan.table.on(plan.start)
    found = costs(plan)
    return Touch(
        plan.start,
        plan.end,
        _mean([_of_week(hours, part) for hours in weeks.values()]),
        between(plan.table, plan.start, plan.end),
        found,
        _goals(found),
        exam_load(case.exams),
        watch([present(hours, part) for hours in weeks.values()], case.places, supervised=SUPERVISED.__contains__),
        work(plan.table.school, lessons, plan.table.changes, case.exam_changes, plan.measures, case.today),
    )


def _fullest(plan: Plan, today: date) -> tuple[dict[str, list[Hour]], float]:
    """The week (or the A- and B-week) in which most lessons fall away, and which part of it the student is there.

    Weeks of a time-out or a return that are over are not compared: they hide what is still to be decided.
    """
    parts, first = plan.table.parts, min(max(plan.start, today), plan.end)
    stretches = [period.start for period in periods(plan.table.changes, plan.start, plan.end)]
    steps = [day for day in sorted(parts) if parts[day] != parts.get(day - timedelta(days=1), 1.0)]
    days = [*stretches, *(day for day in steps if first <= day <= plan.end), first]
    found = [(weeks_of(plan.table, day), parts.get(day, 1.0)) for day in days]
    return min(found, key=lambda one: sum(_of_week(hours, one[1]).contact for hours in one[0].values()))


def _of_week(hours: Sequence[Hour], part: float) -> Week:
    """One week, of which the student is at school for a part."""
    taken = present(hours, part)

    def together(counts: Callable[[Hour], bool]) -> float:
        return sum(there for hour, there in taken if counts(hour))

    return Week(
        len(hours),
        together(lambda hour: hour.state in CONTACT),
        together(is_learning),
        together(lambda hour: hour.state == FREED),
        together(lambda hour: hour.state == HOME),
        together(lambda hour: hour.state == OUTSIDE),
        sum(1 - there for _, there in taken),
    )


def _mean(weeks: Sequence[Week]) -> Week:
    return Week(*(sum(numbers) / len(weeks) for numbers in zip(*map(astuple, weeks), strict=True)))


def _goals(found: Sequence[Cost]) -> Goals:
    letters = {letter: sum(len(cost.spoken.get(letter, ())) for cost in found) for letter in ORDER}
    return Goals(
        sum(len(cost.planned) for cost in found),
        sum(len(cost.essential) for cost in found),
        {letter: n for letter, n in letters.items() if n},
        sum(len(cost.unspoken) for cost in found),
        sum(len(cost.gone) for cost in found),
        len({goal for cost in found for stays in cost.resting.values() for goal in stays}),
    )
