"""Small cases in few words, and every schedule they allow, by trying all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from docgen.spreading.case import Case, Exam, Limits, Spot
from docgen.spreading.constraints import CONSTRAINTS, Constraint, broken, candidates

MONDAY = date(2026, 6, 8)
MORNING, AFTERNOON = 8 * 60 + 30, 13 * 60


def day(number: int) -> date:
    """A day of June 2026: the 8th is a Monday."""
    return date(2026, 6, number)


def exam(subject: str, on: int, begin: int = MORNING, minutes: int = 100, **more: Any) -> Exam:
    """An exam on a day of June, offered on every day of the case unless `window` says otherwise."""
    return Exam(subject, more.pop("kind", "schriftelijk"), day(on), begin, minutes, **more)


def case(*exams: Exam, days: Sequence[int] = (8, 9, 10), per_day: int = 2, **more: Any) -> Case:
    """A case of these exams, with limits that stand in no one's way."""
    every = tuple(day(number) for number in days)
    offered = tuple(
        replace(each, window=frozenset(map(day, each.window)) if each.window else frozenset(every)) for each in exams
    )
    load = more.pop("class_load", dict.fromkeys(every, 9))
    asked = [more.pop(name, usual) for name, usual in (("minutes", 600), ("rest", 0), ("half_days", 9))]
    limits = Limits(per_day, *asked, more.pop("heavier", False))
    begins = more.pop("begins", (MORNING, AFTERNOON))
    return Case("L1", "L1-1", offered, days=every, begins=begins, class_load=load, limits=limits, **more)


def schedules(of: Case, constraints: Sequence[Constraint] = CONSTRAINTS) -> Iterator[tuple[Spot, ...]]:
    """Every schedule that breaks none of these constraints."""
    for spots in product(*(candidates(of, each) for each in of.exams)):
        if not broken(of, spots, constraints):
            yield spots


def shown(spots: Sequence[Spot]) -> list[tuple[str, int, int]]:
    """Spots as (subject, day of June, minutes from midnight)."""
    return [(spot.exam.subject, spot.on.day, spot.begin) for spot in spots]
