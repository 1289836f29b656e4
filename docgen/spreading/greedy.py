"""The plain proposal: what can stay, stays, open essential goals first; the others get the cheapest place left.

An exam that finds no place goes to the front and everything is laid out again, at most once for each exam. So does
each exam that moved, as long as that makes the whole better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from docgen.spreading.case import Case, Exam, Spot
from docgen.spreading.constraints import CONSTRAINTS, Constraint, allowed, candidates, refusals, stands
from docgen.spreading.cost import cost


@dataclass(frozen=True)
class Stuck:
    """The exam that found no place, and what refused its places: the name of a constraint, the most frequent first."""

    exam: Exam
    refused_by: tuple[str, ...]


def spread(
    case: Case, constraints: Sequence[Constraint] = CONSTRAINTS, *, again: bool = True
) -> tuple[Spot, ...] | Stuck:
    """A place for every exam, in the order of the exams, or the exam for which none was found.

    `again`: lay out anew when an exam finds no place.
    """
    order = sorted(case.exams, key=lambda exam: (exam.pinned is None, not exam.essential, exam.on, exam.begin))
    places = {exam: allowed(case, exam, constraints) for exam in order}
    first: list[Exam] = []
    while True:
        placed, without = _laid_out(case, order, first, places, constraints)
        if without is None:
            lay_out = partial(_laid_out, case, order, places=places, constraints=constraints)
            return _improved(case, placed, first, lay_out) if again else tuple(placed[exam] for exam in case.exams)
        if without in first or not again:
            return Stuck(without, _refused(case, without, tuple(placed.values()), constraints))
        first.insert(0, without)


Layout = tuple[dict[Exam, Spot], Exam | None]
"""The places that were found, and the exam at which it ended, if one found none."""


def _improved(
    case: Case, placed: dict[Exam, Spot], first: Sequence[Exam], lay_out: Callable[..., Layout]
) -> tuple[Spot, ...]:
    """The places in the order of the exams, after each that moved had its turn to choose before the others."""
    best, least = placed, cost(case, placed.values())
    waiting = [exam for exam in case.exams if not best[exam].stays]
    while waiting:
        exam = waiting.pop(0)
        tried, without = lay_out(first=[exam, *(other for other in first if other is not exam)])
        if without is None and (points := cost(case, tried.values())) < least:
            best, least = tried, points
            waiting = [other for other in case.exams if not best[other].stays and other is not exam]
    return tuple(best[exam] for exam in case.exams)


def _laid_out(
    case: Case,
    order: Sequence[Exam],
    first: Sequence[Exam],
    places: Mapping[Exam, Sequence[Spot]],
    constraints: Sequence[Constraint],
) -> Layout:
    """A layout (who goes first, then who can stay, then who cannot), and the exam at which it ended."""
    together = [constraint for constraint in constraints if not constraint.alone]
    placed: dict[Exam, Spot] = {}
    staying = [(exam, [spot for spot in places[exam] if spot.stays]) for exam in order if exam not in first]
    moving = [(exam, places[exam]) for exam in order]
    for exam, own in (*((exam, places[exam]) for exam in first), *staying, *moving):
        if exam in placed:
            continue
        others = tuple(placed.values())
        free = [spot for spot in own if stands(case, spot, others, together)]
        if free:
            placed[exam] = min(free, key=lambda spot: (cost(case, (*others, spot)), spot.on, spot.begin))
        elif own is places[exam]:
            return placed, exam
    return placed, None


def _refused(case: Case, exam: Exam, others: Sequence[Spot], constraints: Sequence[Constraint]) -> tuple[str, ...]:
    found = (refusals(case, spot, others, constraints) for spot in candidates(case, exam))
    return tuple(name for name, _ in Counter(because.name for refused in found for because in refused).most_common())
