"""The best schedule, proven: the same case as a model for OR-tools (CP-SAT). The only module that imports it.

One worker, a fixed seed and a limit in counted work (not in time): the same case gives the same schedule everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import find_spec
from itertools import combinations, product
from typing import Any

from docgen.school.exams import COUNTS
from docgen.spreading.case import Case, Exam, Spot
from docgen.spreading.constraints import CONSTRAINTS, Constraint, Load, allowed, exams_of_day
from docgen.spreading.cost import NO_REST, TOGETHER, cost_alone, half_days_in_a_row

SEED = 1
WORK = 5.0  # deterministic time of CP-SAT, about seconds: a student's exams take some hundredths


class UndecidedError(Exception):
    """The work did not suffice to find a schedule, nor to prove that there is none."""


@dataclass(frozen=True)
class Solved:
    """A schedule in the order of the exams, what it costs, and whether nothing better exists."""

    spots: tuple[Spot, ...]
    cost: int
    proven: bool


@cache
def available() -> bool:
    """Whether the extra `[solver]` is installed."""
    return find_spec("ortools") is not None


def solve(
    case: Case, constraints: Sequence[Constraint] = CONSTRAINTS, hint: Sequence[Spot] = (), *, best: bool = True
) -> Solved | None:
    """The schedule that costs least (or, without `best`, any), or None when none exists.

    Raises ImportError without ortools, UndecidedError.
    """
    from ortools.sat.python import cp_model  # heavy, and an extra: only who asks for the best needs it

    places = {exam: allowed(case, exam, constraints) for exam in case.exams}
    if not all(places.values()):
        return None
    model = _Model(cp_model.CpModel(), case, places, constraints)
    model.bind(constraints)
    if best:
        model.minimize(hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = WORK
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise UndecidedError
    taken = (next(s for s in own if solver.boolean_value(model.literals[s])) for own in places.values())
    return Solved(tuple(taken), round(solver.objective_value) if best else 0, best and status == cp_model.OPTIMAL)


class _Model:
    """A case as a CP-SAT model: a literal for each spot that an exam may have."""

    def __init__(
        self, cp: Any, case: Case, places: Mapping[Exam, Sequence[Spot]], constraints: Sequence[Constraint]
    ) -> None:
        self.cp, self.case = cp, case
        self.literals: dict[Spot, Any] = {}
        self.pairs = [constraint.pair for constraint in constraints if constraint.pair]
        for own in places.values():
            self.literals.update({spot: cp.new_bool_var("") for spot in own})
            cp.add_exactly_one(self.literals[spot] for spot in own)

    def bind(self, constraints: Sequence[Constraint]) -> None:
        """Say what may not be."""
        by_day: dict[date, dict[int, list[Spot]]] = defaultdict(lambda: defaultdict(list))
        for spot in self.literals:
            by_day[spot.on][spot.begin].append(spot)
        for begins in by_day.values():
            for spots in begins.values():
                self._apart(list(combinations(spots, 2)), spots)
            for early, late in combinations(begins.values(), 2):
                self._apart([pair for pair in product(early, late) if pair[0].exam is not pair[1].exam])
        for spot, literal in self.literals.items():
            if not all(self._together(spot, other) for other in self.case.fixed):
                self.cp.add(literal == 0)
        loads = [constraint.load for constraint in constraints if constraint.load]
        for load in loads:
            self._bound(load, [other.most for other in loads if other.uses is exams_of_day])

    def _apart(self, pairs: Sequence[tuple[Spot, Spot]], clique: Sequence[Spot] = ()) -> None:
        """Of each pair that may not stand together one at most; said once when it holds for a whole clique."""
        against = [pair for pair in pairs if not self._together(*pair)]
        if clique and len(against) == len(pairs):
            self.cp.add_at_most_one(self.literals[spot] for spot in clique)
        else:
            for one, other in against:
                self.cp.add_bool_or(~self.literals[one], ~self.literals[other])

    def _together(self, one: Spot, other: Spot) -> bool:
        return all(allows(self.case, one, other) for allows in self.pairs)

    def _bound(self, load: Load, per_day: Sequence[Callable[[Case, Any], int]]) -> None:
        """No bucket holds more than it may; a unit that is taken already costs nothing more."""
        fixed: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
        for spot in self.case.fixed:
            for bucket, unit, weight in load.uses(self.case, spot):
                fixed[bucket][unit] = weight
        users: dict[Hashable, dict[tuple[Hashable, int], list[Spot]]] = defaultdict(lambda: defaultdict(list))
        for spot in self.literals:
            for bucket, unit, weight in load.uses(self.case, spot):
                if unit not in fixed[bucket]:
                    users[bucket][unit, weight].append(spot)
        for bucket, units in users.items():
            left = max(0, load.most(self.case, bucket) - sum(fixed[bucket].values()))
            taken = [weight * self._taken(spots, per_day) for (_, weight), spots in units.items()]
            self.cp.add(sum(taken) <= left)

    def _taken(self, spots: Sequence[Spot], per_day: Sequence[Callable[[Case, Any], int]]) -> Any:
        """1 when one of the spots that share a unit is chosen.

        That follows from the implications. How many exams the day holds says the same again, in a way that lets the
        solver count: without it, too many exams for too few half days takes it minutes to refute.
        """
        literals = [self.literals[spot] for spot in spots]
        if len({spot.exam for spot in spots}) == 1:
            return sum(literals)  # an exam has one spot
        shared = self.cp.new_bool_var("")
        for literal in literals:
            self.cp.add_implication(literal, shared)
        most = min((limit(self.case, spots[0].on) for limit in per_day), default=len(spots))
        self.cp.add(sum(literals) <= max(1, most) * shared)
        return shared

    def minimize(self, hint: Sequence[Spot]) -> None:
        """Say what is wanted: the points of `cost.cost`, which a minimum makes exact."""
        case, literals = self.case, self.literals
        terms = [cost_alone(case, spot) * literal for spot, literal in literals.items()]
        days: dict[date, list[Any]] = defaultdict(list)
        halves: dict[tuple[date, bool], list[Any]] = defaultdict(list)
        for spot in (*literals, *(spot for spot in case.fixed if spot.exam.kind in COUNTS)):
            days[spot.on].append(literals.get(spot, 1))
            halves[spot.half_day].append(literals.get(spot, 1))
        for own in days.values():
            beside = self.cp.new_int_var(0, len(own), "")
            self.cp.add(sum(own) <= 1 + beside)
            terms.append(TOGETHER * beside)
        numbers = {day: number for number, day in enumerate(case.days)}
        taken = {2 * numbers[day] + pm: own for (day, pm), own in halves.items() if day in numbers}
        used = {number: self.cp.new_bool_var("") for number in taken}
        for number, own in taken.items():
            for literal in own:
                self.cp.add(used[number] >= literal)
        for first, second in half_days_in_a_row(halves, case.days):
            both = self.cp.new_bool_var("")
            self.cp.add(used[first] + used[second] <= 1 + both)
            terms.append(NO_REST * both)
        self.cp.minimize(sum(terms))
        for spot, literal in literals.items() if hint else ():
            self.cp.add_hint(literal, spot in hint)
