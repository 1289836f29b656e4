"""How many students each mentor guides, beside the hours there are for that: one sum for every page that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Load(NamedTuple):
    """One mentor: the students, the hours a week (None when Personeel does not say), and the hours per student."""

    code: str
    students: int
    hours: float | None
    per_student: float | None


def caseload(guided: Iterable[tuple[str, str]], hours: Mapping[str, float | None]) -> list[Load]:
    """Who guides or has hours for it, by code. `guided` are pairs of a mentor and a student."""
    students: dict[str, set[str]] = defaultdict(set)
    for mentor, student in guided:
        students[mentor].add(student)
    codes = sorted({*students, *(code for code, given in hours.items() if given)})
    return [_load(code, len(students.get(code, ())), hours.get(code)) for code in codes]


def _load(code: str, number: int, given: float | None) -> Load:
    return Load(code, number, given, round(given / number, 1) if given and number else None)
