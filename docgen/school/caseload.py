"""How many students each mentor guides, beside the hours there are for that: one sum for the rule and every page.

Rows are whole rows (for the rule H07) or released rows (for the documents): only the attributes named here are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from docgen.tables.council import APPROVED, STARTS_NOTHING

FOLLOWED = ("voorstel", "op klassenraad", "goedgekeurd", "bekrachtigd", "lopend", "geëvalueerd")
"""The states of a version that somebody still has to follow: not replaced, ended, stopped or refused."""


class Load(NamedTuple):
    """One mentor: the students, the hours a week (None when Personeel does not say), and the hours per student."""

    code: str
    students: int
    hours: float | None
    per_student: float | None


def caseload(followed: Iterable[Any], decisions: Iterable[Any], staff: Iterable[Any], today: date) -> list[Load]:
    """Who guides somebody or has hours for it, by code.

    Guided now or soon is who has a version, among those `followed`, of which a council ratified something that starts.
    """
    started = {str(row.about) for row in decisions if _starts(row, today)}
    students: dict[str, set[str]] = defaultdict(set)
    for row in followed:
        if row.trajectory_id in started:
            students[str(row.mentor)].add(row.trajectory_id.rpartition("-")[0])
    hours: Mapping[str, float | None] = {str(row.code): row.guidance_hours for row in staff}
    codes = sorted({*students, *(code for code, given in hours.items() if given)})
    return [_load(code, len(students.get(code, ())), hours.get(code)) for code in codes]


def _starts(decision: Any, today: date) -> bool:
    """Whether a decision is approved and ratified, and brings a version, or part of one, into force."""
    counts = decision.outcome in APPROVED and decision.ratified_on is not None and decision.ratified_on <= today
    return counts and not STARTS_NOTHING.issuperset(decision.kinds)


def _load(code: str, number: int, given: float | None) -> Load:
    return Load(code, number, given, round(given / number, 1) if given and number else None)
