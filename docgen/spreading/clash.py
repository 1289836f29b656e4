"""Why nothing fits: the smallest sets of constraints that leave no schedule, and what has to give way.

Each schedule that keeps to some constraints breaks others, and a clashing set must hold one of those: of the sets that
do so for every schedule found, the smallest is tried next, until one leaves no schedule (Ignatiev and others, 2015).
Giving up one constraint of a clash ends that clash; there may be another, which is looked for in what is left.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from docgen.spreading.case import Case, Spot
from docgen.spreading.constraints import CONSTRAINTS, Constraint, broken
from docgen.spreading.greedy import Stuck, spread
from docgen.spreading.solver import solve

Clash = tuple[Constraint, ...]


@dataclass(frozen=True)
class NoWay:
    """Why there is no schedule: clashes that share no constraint, a smallest one first; none when nobody proved it.

    Without those of `give_up` together there is one, and with any of them again there is none. It is empty when there
    is one clash, and any of its constraints will do.
    """

    clashes: tuple[Clash, ...] = ()
    give_up: Clash = ()


def no_way(case: Case) -> NoWay:
    """Why a case has no schedule. Raises ValueError when it has one, ImportError without ortools, UndecidedError."""
    found: list[Clash] = [clash(case)]
    left: Clash = CONSTRAINTS
    while schedule_for(case, left := _without(left, found[-1])) is None:
        found.append(clash(case, left))
    if len(found) == 1 and all(_suffices(case, [constraint]) for constraint in found[0]):
        return NoWay((found[0],))
    given_up = [constraint for constraint in CONSTRAINTS if any(constraint in one for one in found)]
    for constraint in tuple(given_up):  # what a school cannot give up comes first
        fewer = _without(given_up, [constraint])
        given_up = [*fewer] if _suffices(case, fewer) else given_up
    return NoWay(tuple(found), tuple(given_up))


def _without(constraints: Sequence[Constraint], others: Collection[Constraint]) -> Clash:
    return tuple(constraint for constraint in constraints if constraint not in others)


def _suffices(case: Case, given_up: Collection[Constraint]) -> bool:
    """Whether there is a schedule when these are given up."""
    return schedule_for(case, _without(CONSTRAINTS, given_up)) is not None


def clash(case: Case, among: Sequence[Constraint] = CONSTRAINTS) -> Clash:
    """A smallest clashing set: no fewer constraints clash, so that without any one of these the others do not.

    Raises ValueError when a schedule exists, ImportError without ortools, UndecidedError.
    """
    breaking: list[frozenset[str]] = []  # what each schedule that was found breaks
    while True:
        wanted = _smallest(breaking, among)
        schedule = schedule_for(case, wanted)
        if schedule is None:
            return wanted
        breaks = broken(case, schedule, among)
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


def _smallest(breaking: Sequence[frozenset[str]], among: Sequence[Constraint]) -> Clash:
    """The smallest set with a constraint of each; of equals the one of which a school can give up most."""
    for size in range(len(among) + 1):
        for some in combinations(reversed(among), size):
            names = {constraint.name for constraint in some}
            if all(names & breaks for breaks in breaking):
                return tuple(reversed(some))
    raise AssertionError("every schedule breaks a constraint")
