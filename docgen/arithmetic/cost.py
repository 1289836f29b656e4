"""What one version of a trajectory costs per subject: hours that fall away, goals they hold, hours needed and left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from docgen.arithmetic.goals import (
    LETTERS,
    ORDER,
    STILL_TO_DO,
    Said,
    above,
    gone_for_good,
    is_planned,
    letter_of,
    resting,
    said,
    without_word,
)
from docgen.arithmetic.week import Hours, Timetable, between
from docgen.tables.goals import is_essential


class Need(NamedTuple):
    """The hours that the goals of one subject still need, and those there are until the last of them must be known.

    `without_hours` counts the goals of which Leerplandoelen says no hours.
    """

    subject: str
    needed: float
    there: Hours
    until: date
    without_hours: int

    @property
    def short(self) -> bool:
        """Whether there are too few hours."""
        return self.needed > self.there.left


class ToDo(NamedTuple):
    """A goal that still takes hours, and the day by which it must be known, if one was set."""

    goal: str
    by: date | None = None


def need(
    table: Timetable,
    subject: str,
    todo: Sequence[ToDo],
    hours: Mapping[str, float | None],
    start: date,
    end: date,
) -> Need:
    """What the goals still to do of a subject need; `hours` are the lesson hours of each goal, as far as known."""
    known = [found for one in todo if (found := hours.get(one.goal))]
    until = max([end, *(one.by for one in todo if one.by)])
    there = between(table, start, until).get(subject, Hours())
    return Need(subject, sum(known), there, until, len(todo) - len(known))


@dataclass(frozen=True)
class Plan:
    """One version as the sum sees it: its days, its hours, its measures; the goals of this student's year and study.

    `builders` are all goals that build on another (`goals.above`), `periods` the rows `lesperiode` by name.
    """

    start: date
    end: date
    table: Timetable
    measures: Sequence[Any] = ()
    goals: Sequence[Any] = ()
    periods: Mapping[str, Any] = field(default_factory=dict)
    builders: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """What a version costs in one subject. Goals are Doel-IDs in the order of the sheet.

    `planned` are taught in the weeks in which hours fall away, or the council speaks of them; `essential` are those
    among them. `spoken` has them per letter, `unspoken` the essential ones without a word, `gone` the essential ones
    lost for good. `resting` has per lost goal those that build on it and stay.
    """

    subject: str
    hours: Hours
    planned: tuple[str, ...] = ()
    essential: tuple[str, ...] = ()
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unspoken: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    resting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    need: Need | None = None


def costs(plan: Plan) -> list[Cost]:
    """What a version costs in each subject of which it changes hours or goals, in the order of the subject codes."""
    spoken, there = said(plan.measures), between(plan.table, plan.start, plan.end)
    rests = {
        goal: tuple(str(one.goal_id) for one in stays)
        for goal, stays in resting(plan.builders or above(plan.goals), spoken, (str(g.goal_id) for g in plan.goals))
    }
    own: dict[str, list[Any]] = defaultdict(list)
    for goal in plan.goals:
        own[str(goal.subject)].append(goal)
    return [
        _cost(plan, subject, there.get(subject, Hours()), own.get(subject, ()), spoken, rests)
        for subject in sorted(touched(plan))
    ]


def touched(plan: Plan) -> dict[str, None]:
    """The subjects that a version takes hours or goals from."""
    of_goals = (str(code) for row in plan.measures if row.kind in LETTERS for code in row.subjects)
    return dict.fromkeys([*of_goals, *(str(row.subject) for row in plan.table.changes)])


def _cost(
    plan: Plan, subject: str, hours: Hours, own: Sequence[Any], spoken: Said, rests: Mapping[str, tuple[str, ...]]
) -> Cost:
    lost = [row for row in plan.table.changes if row.subject == subject]
    met = [goal for goal in own if str(goal.goal_id) in spoken or _is_in(lost, plan, goal)]
    names = [str(goal.goal_id) for goal in met]
    letters = {name: letter_of(spoken.get(name, frozenset())) for name in names}
    return Cost(
        subject,
        hours,
        planned=tuple(names),
        essential=tuple(str(goal.goal_id) for goal in met if is_essential(goal)),
        spoken={
            letter: tuple(name for name in names if letters[name] == letter)
            for letter in ORDER
            if letter in letters.values()
        },
        unspoken=tuple(str(goal.goal_id) for goal in without_word(met, spoken)),
        gone=tuple(str(goal.goal_id) for goal in gone_for_good(own, spoken)),
        resting={name: rests[name] for name in names if name in rests},
        need=_need_of(plan, subject, met, letters),
    )


def _is_in(lost: Iterable[Any], plan: Plan, goal: Any) -> bool:
    """Whether a goal is taught in the days of one of these changes."""
    return any(is_planned(goal, plan.periods, row.start, row.end) for row in lost)


def _need_of(plan: Plan, subject: str, met: Iterable[Any], letters: Mapping[str, str]) -> Need | None:
    """What the goals still to do need, and those of which nobody said that they need not be done; None for none."""
    by = dict(_dates(plan.measures))
    still = [goal for goal in met if letters[str(goal.goal_id)] in STILL_TO_DO or not letters[str(goal.goal_id)]]
    if not still:
        return None
    todo = [ToDo(str(goal.goal_id), by.get(str(goal.goal_id))) for goal in still]
    hours = {str(goal.goal_id): goal.hours for goal in still}
    return need(plan.table, subject, todo, hours, plan.start, plan.end)


def _dates(measures: Iterable[Any]) -> Iterator[tuple[str, date]]:
    """By when each goal that comes later must be known."""
    for measure in measures:
        if LETTERS.get(measure.kind) in STILL_TO_DO and measure.end:
            yield from ((str(choice.goal), measure.end) for choice in measure.goals)
