"""The plain proposal: what can stay, stays, open essential goals first; the others get the cheapest place left.

An exam that finds no place goes to the front and everything is laid out again, at most once for each exam.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
            return tuple(placed[exam] for exam in case.exams)
        if without in first or not again:
            return Stuck(without, _refused(case, without, tuple(placed.values()), constraints))
        first.insert(0, without)


def _laid_out(
    case: Case,
    order: Sequence[Exam],
    first: Sequence[Exam],
    places: Mapping[Exam, Sequence[Spot]],
    constraints: Sequence[Constraint],
) -> tuple[dict[Exam, Spot], Exam | None]:
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
