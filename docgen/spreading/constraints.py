"""What a proposed schedule keeps to: a table of named constraints, in three shapes that greedy and solver both read.

`alone` judges a spot by itself, `pair` two spots of one student, and a `Load` bounds what comes together in a bucket
(a day, a week). Each is the planner's side of rules that check hand work (`codes`); its sentences are in messages
(`spreading.rules` and `spreading.because`). What stands already is never judged by itself, only together with a spot.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from docgen.school.exams import COUNTS
from docgen.spreading.case import Case, Exam, Spot, clock

Use = tuple[Hashable, Hashable, int]
"""What a spot takes: a bucket, the unit in it (counted once, however many spots share it), and how much."""


@dataclass(frozen=True)
class Load:
    """What comes together in a bucket, and the most that a bucket may hold."""

    uses: Callable[[Case, Spot], Iterable[Use]]
    most: Callable[[Case, Any], int]


@dataclass(frozen=True)
class Constraint:
    """One named constraint, in one of the three shapes; `facts` are what its sentence names (of one spot, if given)."""

    name: str
    codes: tuple[str, ...]
    alone: Callable[[Case, Spot], bool] | None = None
    pair: Callable[[Case, Spot, Spot], bool] | None = None
    load: Load | None = None
    facts: Callable[[Case, Spot | None], Mapping[str, Any]] = field(default=lambda case, spot: {})


@dataclass(frozen=True)
class Because:
    """Why a spot is refused: the constraint, the subjects in the way, and how many there would be of how many."""

    name: str
    subjects: tuple[str, ...] = ()
    n: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


# --- a spot by itself -----------------------------------------------------------------------------------------------


def _window(case: Case, spot: Spot) -> bool:
    as_class = spot.own and spot.on not in case.closed  # a school may plan on a day that it gave free later
    return spot.chosen or as_class or spot.on in spot.exam.window


def _outside(spans: Iterable[tuple[date, date]], spot: Spot) -> bool:
    return not any(first <= spot.on <= last for first, last in spans)


def _quiet_until(case: Case, spot: Spot | None = None) -> Mapping[str, Any]:
    """The last day of the period in which a spot falls, or of the last period."""
    lasts = (last for first, last in case.quiet if spot is None or first <= spot.on <= last)
    return {"date": max(lasts, default=date.min)}


def _day_end(case: Case, spot: Spot) -> bool:
    as_class = spot.own and not spot.exam.longer
    return as_class or case.day_ends is None or spot.end <= case.day_ends


def _ready(case: Case, spot: Spot) -> bool:
    return spot.exam.ready_from is None or spot.on >= spot.exam.ready_from


def _seat(case: Case, spot: Spot) -> bool:
    return spot.stays or case.seat(spot) is not None


def _pinned(case: Case, spot: Spot) -> bool:
    return spot.exam.pinned is None or spot.chosen


# --- two spots ------------------------------------------------------------------------------------------------------


def _apart(one: Spot, other: Spot) -> int:
    """The minutes between two spots of one day; below nothing when they overlap."""
    return max(one.begin, other.begin) - min(one.end, other.end)


def _overlap(case: Case, one: Spot, other: Spot) -> bool:
    return one.on != other.on or _apart(one, other) >= 0


def _rest(case: Case, one: Spot, other: Spot) -> bool:
    both = one.exam.kind in COUNTS and other.exam.kind in COUNTS
    return one.on != other.on or not both or not 0 <= _apart(one, other) < case.limits.rest


def _twice(case: Case, one: Spot, other: Spot) -> bool:
    same = (one.on, one.exam.subject, one.exam.kind) == (other.on, other.exam.subject, other.exam.kind)
    return not same or (one.own and other.own)


# --- what comes together --------------------------------------------------------------------------------------------


def exams_of_day(case: Case, spot: Spot) -> Iterable[Use]:
    """One exam in the load of its day."""
    return ((spot.on, id(spot.exam), 1),) if spot.exam.kind in COUNTS else ()


def _minutes(case: Case, spot: Spot) -> Iterable[Use]:
    return ((spot.on, id(spot.exam), spot.exam.minutes),) if spot.exam.kind in COUNTS else ()


def _half_days(case: Case, spot: Spot) -> Iterable[Use]:
    return ((monday(spot.on), spot.half_day, 1),) if spot.exam.kind in COUNTS else ()


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _as_class(case: Case, day: date) -> int:
    return len(case.exams) + len(case.fixed) if case.limits.heavier else max(1, case.class_load.get(day, 0))


def _of_week(case: Case, week: date) -> int:
    return min(case.limits.half_days, case.weeks.get(week, case.limits.half_days))


CONSTRAINTS = (
    Constraint("overlap", ("E01",), pair=_overlap),
    Constraint("quiet", ("E06",), lambda case, spot: _outside(case.quiet, spot), facts=_quiet_until),
    Constraint("away", ("E07",), lambda case, spot: _outside(case.away, spot)),
    Constraint(
        "day_end",
        ("E04",),
        _day_end,
        facts=lambda case, spot: {} if case.day_ends is None else {"time": clock(case.day_ends)},
    ),
    Constraint("twice", ("E12",), pair=_twice),
    Constraint("seat", ("E10",), _seat),
    Constraint("ready", ("E09",), _ready),
    Constraint("lighter", ("E13",), load=Load(exams_of_day, _as_class)),
    Constraint("window", ("E05",), _window),
    Constraint("rest", ("E03",), pair=_rest, facts=lambda case, spot: {"limit": case.limits.rest}),
    Constraint(
        "minutes",
        ("E03",),
        load=Load(_minutes, lambda case, day: case.limits.minutes),
        facts=lambda case, spot: {"limit": case.limits.minutes},
    ),
    Constraint(
        "half_days",
        (),
        load=Load(_half_days, _of_week),
        facts=lambda case, spot: {"limit": min([case.limits.half_days, *case.weeks.values()])},
    ),
    Constraint(
        "count",
        ("E02",),
        load=Load(exams_of_day, lambda case, day: case.limits.per_day),
        facts=lambda case, spot: {"limit": case.limits.per_day},
    ),
    Constraint("pinned", (), _pinned),
)
"""From what a school cannot give up to what it can: a clash names the last ones when it has the choice."""


def candidates(case: Case, exam: Exam) -> tuple[Spot, ...]:
    """Every moment an exam could be at, if nothing forbade it: where it stands, then each hour of each day."""
    known = [(exam.on, exam.begin), *([exam.pinned] if exam.pinned else [])]
    every = [*known, *((day, begin) for day in case.days for begin in case.begins)]
    return tuple(Spot(exam, on, begin) for on, begin in dict.fromkeys(every))


def allowed(case: Case, exam: Exam, constraints: Sequence[Constraint] = CONSTRAINTS) -> tuple[Spot, ...]:
    """The moments that nothing forbids by itself."""
    alone = [constraint.alone for constraint in constraints if constraint.alone]
    return tuple(spot for spot in candidates(case, exam) if all(allows(case, spot) for allows in alone))


def refusals(
    case: Case, spot: Spot, others: Sequence[Spot], constraints: Sequence[Constraint] = CONSTRAINTS
) -> tuple[Because, ...]:
    """What forbids a spot beside the others (of which no one is of the same exam); nothing when it may stand there."""
    return tuple(_refusals(case, spot, others, constraints))


def stands(case: Case, spot: Spot, others: Sequence[Spot], constraints: Sequence[Constraint] = CONSTRAINTS) -> bool:
    """Whether nothing forbids a spot beside the others."""
    return next(_refusals(case, spot, others, constraints), None) is None


def broken(case: Case, spots: Sequence[Spot], constraints: Sequence[Constraint] = CONSTRAINTS) -> frozenset[str]:
    """The names of the constraints that a whole schedule breaks."""
    found = (_refusals(case, spot, spots[:number], constraints) for number, spot in enumerate(spots))
    return frozenset(because.name for refused in found for because in refused)


def _refusals(case: Case, spot: Spot, others: Sequence[Spot], constraints: Sequence[Constraint]) -> Iterator[Because]:
    standing = (*case.fixed, *others)
    for constraint in constraints:
        because = _refusal(case, constraint, spot, standing)
        if because:
            yield because


def _refusal(case: Case, constraint: Constraint, spot: Spot, standing: Sequence[Spot]) -> Because | None:
    if constraint.alone:
        return None if constraint.alone(case, spot) else Because(constraint.name, facts=constraint.facts(case, spot))
    if constraint.pair:
        in_the_way = tuple(other.exam.subject for other in standing if not constraint.pair(case, spot, other))
        return Because(constraint.name, in_the_way, facts=constraint.facts(case, spot)) if in_the_way else None
    for bucket, unit, weight in constraint.load.uses(case, spot) if constraint.load else ():
        taken = {known: n for _, known, n in _uses_in(case, constraint, standing, bucket)}
        total, most = sum(taken.values()) + weight, constraint.load.most(case, bucket)  # type: ignore[union-attr]
        if unit not in taken and total > most:
            subjects = tuple(subject for subject, _, _ in _uses_in(case, constraint, standing, bucket))
            return Because(constraint.name, subjects, total, {**constraint.facts(case, spot), "limit": most})
    return None


def _uses_in(
    case: Case, constraint: Constraint, standing: Sequence[Spot], wanted: Hashable
) -> Iterator[tuple[str, Hashable, int]]:
    """What stands in a bucket: the subject, its unit, and how much it takes."""
    load = constraint.load
    for other in standing if load else ():
        for bucket, unit, weight in load.uses(case, other):  # type: ignore[union-attr]
            if bucket == wanted:
                yield other.exam.subject, unit, weight
