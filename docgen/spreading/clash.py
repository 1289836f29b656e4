"""Why nothing fits: a smallest set of constraints that leaves no schedule.

Each schedule that keeps to some constraints breaks others, and a clashing set must hold one of those: of the sets that
do so for every schedule found, the smallest is tried next, until one leaves no schedule (Ignatiev and others, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from docgen.spreading.case import Case, Spot
from docgen.spreading.constraints import CONSTRAINTS, Constraint, broken
from docgen.spreading.greedy import Stuck, spread
from docgen.spreading.solver import solve


def clash(case: Case) -> tuple[Constraint, ...]:
    """A smallest clashing set: no fewer constraints clash, so that without any one of these a schedule exists.

    Raises ValueError when a schedule exists, ImportError without ortools, UndecidedError.
    """
    breaking: list[frozenset[str]] = []  # what each schedule that was found breaks
    while True:
        wanted = _smallest(breaking)
        schedule = schedule_for(case, wanted)
        if schedule is None:
            return wanted
        breaks = broken(case, schedule)
        if not breaks:
            raise ValueError("a schedule exists")
        breaking.append(breaks)


def schedule_for(case: Case, constraints: Sequence[Constraint]) -> tuple[Spot, ...] | None:
    """Some schedule that keeps to these constraints, or None when there is none."""
    plain = spread(case, constraints, again=False)
    if not isinstance(plain, Stuck):
        return plain
    solved = solve(case, constraints, best=False)
    return solved.spots if solved else None


def _smallest(breaking: Sequence[frozenset[str]]) -> tuple[Constraint, ...]:
    """The smallest set with a constraint of each; of equals the one of which a school can give up most."""
    for size in range(len(CONSTRAINTS) + 1):
        for some in combinations(reversed(CONSTRAINTS), size):
            names = {constraint.name for constraint in some}
            if all(names & breaks for breaks in breaking):
                return tuple(reversed(some))
    raise AssertionError("every schedule breaks a constraint")
