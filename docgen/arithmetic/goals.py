"""What the class council says of goals, and what follows: judged or not, kept or gone, resting on what is gone.

A goal may stand in more than one measure (to acquire now, and later again): what is said of it is a set of letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from docgen.tables.goals import is_essential

LETTERS: Mapping[str, str] = {
    "doelen te verwerven": "E",
    "doelen later": "L",
    "doelen vervangen": "R",
    "doelen beheerst": "B",
    "doelen vermoedelijk beheerst": "B",
    "doelen weggelaten": "W",
}
"""The letter of what a measure says of its goals. Source: sheets.md 3.8, style.md."""
ACQUIRE, LATER, REPLACED, MASTERED, GONE = "E", "L", "R", "B", "W"
ORDER = "ELRBW"
STILL_TO_DO = frozenset({ACQUIRE, LATER})
"""The letters of goals that still take hours."""
KEPT = frozenset({LATER, REPLACED, MASTERED})
"""What makes up for a goal that falls away (D08)."""
PRACTICE = "veiligheid of praktijk"

Said = Mapping[str, frozenset[str]]
"""Per Doel-ID the letters of what is said of it."""


def said(measures: Iterable[Any]) -> Said:
    """What these measures say of each goal."""
    found: dict[str, set[str]] = defaultdict(set)
    for measure in measures:
        if measure.kind in LETTERS:
            for choice in measure.goals:
                found[str(choice.goal)].add(LETTERS[measure.kind])
    return {goal: frozenset(letters) for goal, letters in found.items()}


def letter_of(letters: frozenset[str]) -> str:
    """The letter that asks most of the student, when several are said; '' for none."""
    return next((letter for letter in ORDER if letter in letters), "")


def is_for(goal: Any, year: int | None, study: str) -> bool:
    """Whether a goal is one of this year and study."""
    return year in goal.years and (not goal.studies or study in goal.studies)


def lesson_periods(calendar: Iterable[Any]) -> Mapping[str, Any]:
    """The rows `lesperiode` of the calendar by their name."""
    return {str(row.name): row for row in calendar if row.kind == "lesperiode"}


def is_planned(goal: Any, periods: Mapping[str, Any], start: date, end: date) -> bool:
    """Whether a goal is taught between two days; without a known period it may be."""
    known = [periods[str(period)] for period in goal.periods if str(period) in periods]
    return not known or any(row.start <= end and (row.end or row.start) >= start for row in known)


def essentials(goals: Iterable[Any]) -> list[Any]:
    """The goals that must be reached: a subject in which something changes has one at least (H04)."""
    return [goal for goal in goals if is_essential(goal)]


def gone_for_good(goals: Iterable[Any], spoken: Said) -> list[Any]:
    """The essential goals that fall away and neither come later, nor are replaced or mastered (D08)."""
    return [
        goal
        for goal in goals
        if is_essential(goal) and GONE in (letters := spoken.get(str(goal.goal_id), frozenset())) and not letters & KEPT
    ]


def without_word(goals: Iterable[Any], spoken: Said) -> list[Any]:
    """The essential goals of which the council says nothing (D09)."""
    return [goal for goal in goals if is_essential(goal) and str(goal.goal_id) not in spoken]


def still_open(goals: Iterable[Any], spoken: Said) -> list[Any]:
    """The essential goals that are neither mastered, nor later, nor replaced, nor gone (E08)."""
    return [goal for goal in goals if is_essential(goal) and not spoken.get(str(goal.goal_id), frozenset()) - {ACQUIRE}]


def bare_practice(goals: Iterable[Any], spoken: Said) -> list[Any]:
    """The goals about safety or practice that fall away without anything in their place (D13)."""
    found = []
    for goal in goals:
        letters = spoken.get(str(goal.goal_id), frozenset())
        if GONE in letters and not letters & {LATER, REPLACED} and PRACTICE in goal.essential_for:
            found += [goal] if not goal.alternative else []
    return found


def above(goals: Iterable[Any]) -> Mapping[str, tuple[Any, ...]]:
    """Per Doel-ID the goals that build on it, in the order of the sheet."""
    found: dict[str, tuple[Any, ...]] = {}
    for goal in goals:
        for below in map(str, goal.builds_on):
            found[below] = (*found.get(below, ()), goal)
    return found


def resting(
    builders: Mapping[str, tuple[Any, ...]], spoken: Said, own: Iterable[str] | None = None
) -> Iterator[tuple[str, list[Any]]]:
    """Per goal that falls away the goals that build on it and stay (H05); `builders` as `above` gives them.

    What stays: what is to be acquired or comes later, and an essential goal of the student's own (the Doel-IDs
    `own`) of which nothing is said.
    """
    mine = frozenset(own or ())
    for goal, letters in spoken.items():
        if GONE not in letters:
            continue
        stays = [one for one in builders.get(goal, ()) if _stays(one, spoken, mine)]
        if stays:
            yield goal, stays


def _stays(goal: Any, spoken: Said, own: frozenset[str]) -> bool:
    letters = spoken.get(str(goal.goal_id), frozenset())
    if letters:
        return bool(letters & STILL_TO_DO)
    return str(goal.goal_id) in own and is_essential(goal)
