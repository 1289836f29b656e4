"""What makes one schedule better than another: what is lost against the class's own, in points; none is perfect.

Moving an exam costs more than what it does to its day, so that nothing moves without need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from docgen.school.exams import COUNTS
from docgen.spreading.case import Case, Spot

MOVED = 100  # not where the class has it (or where it was chosen)
ESSENTIAL = 50  # ... and with essential goals that are still open: those exams keep their place first
DISTANCE = 4  # for each school day further from the class's
CATCH_UP = 10  # on a day to catch up, which the school also needs for others
TOGETHER = 6  # for each exam beside the first of a day
NO_REST = 3  # for two half days with exams that follow each other: no free half day between them


def cost_alone(case: Case, spot: Spot) -> int:
    """What a spot costs by itself."""
    if spot.stays:
        return 0
    points = MOVED + (ESSENTIAL if spot.exam.essential else 0) + (CATCH_UP if spot.on in case.catch_up else 0)
    return points + DISTANCE * abs(_number(case, spot.on) - _number(case, spot.exam.on))


def _number(case: Case, day: date) -> int:
    """How many school days of the case are before a day."""
    return sum(known < day for known in case.days)


def half_days_in_a_row(half_days: Iterable[tuple[date, bool]], days: tuple[date, ...]) -> list[tuple[int, int]]:
    """The pairs of half days that follow each other, as numbers: twice the number of the day, and one in the afternoon.

    From Friday to Monday there is a weekend to rest.
    """
    numbers = {day: number for number, day in enumerate(days)}
    known = {2 * numbers[day] + afternoon: day for day, afternoon in half_days if day in numbers}
    return [(n, n + 1) for n in sorted(known) if n + 1 in known and (known[n + 1] - known[n]).days <= 1]


def cost(case: Case, spots: Iterable[Spot]) -> int:
    """The points of a whole schedule, with what stands already."""
    own = tuple(spots)
    counting = [spot for spot in (*own, *case.fixed) if spot.exam.kind in COUNTS]
    days: Mapping[date, int] = Counter(spot.on for spot in counting)
    together = sum(count - 1 for count in days.values())
    in_a_row = half_days_in_a_row({spot.half_day for spot in counting}, case.days)
    return sum(cost_alone(case, spot) for spot in own) + TOGETHER * together + NO_REST * len(in_a_row)


def is_best(case: Case, spots: Sequence[Spot]) -> bool:
    """Whether a schedule needs no solver to be proven: nothing moves, and any move costs more than all of it."""
    return all(spot.stays for spot in spots) and cost(case, spots) < MOVED
