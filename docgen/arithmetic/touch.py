"""What one variant touches, beside another: goals, hours per subject and per week, exams, places, teachers' work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docgen.arithmetic.asks import ExamLoad, Watch, Work, exam_load, watch, work
from docgen.arithmetic.cost import Cost, Plan, costs
from docgen.arithmetic.goals import ORDER
from docgen.arithmetic.week import FREED, HOME, OUTSIDE, Hour, Hours, between, contact, learning, weeks_of
from docgen.exams import Sitting
from docgen.timetable import SUPERVISED, periods


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
    """Lesson hours of a week (the mean of an A- and a B-week): with a lesson, with something learned, by place."""

    usual: float = 0.0
    contact: float = 0.0
    learning: float = 0.0
    freed: float = 0.0
    home: float = 0.0
    outside: float = 0.0


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
    weeks = _fullest(plan)
    hours = [hour for week in weeks.values() for hour in week]
    lessons = plan.table.on(plan.start)
    found = costs(plan)
    return Touch(
        plan.start,
        plan.end,
        _week(hours, len(weeks)),
        between(plan.table, plan.start, plan.end),
        found,
        _goals(found),
        exam_load(case.exams),
        watch(next(iter(weeks.values()), ()), case.places, supervised=SUPERVISED.__contains__),
        work(plan.table.school, lessons, plan.table.changes, case.exam_changes, plan.measures, case.today),
    )


def _fullest(plan: Plan) -> dict[str, list[Hour]]:
    """The week (or the A- and B-week) in which most lessons fall away."""
    days = [period.start for period in periods(plan.table.changes, plan.start, plan.end)] or [plan.start]
    found = [weeks_of(plan.table, day) for day in days]
    return min(found, key=lambda weeks: sum(contact(hours) for hours in weeks.values()))


def _week(hours: Sequence[Hour], weeks: int) -> Week:
    states = [hour.state for hour in hours]
    counts = (states.count(state) / weeks for state in (FREED, HOME, OUTSIDE))
    return Week(len(hours) / weeks, contact(hours) / weeks, learning(hours) / weeks, *counts)


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
