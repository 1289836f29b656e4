"""A changed lesson hour in words: what the student does then, for which subject, with which task.

A change is a row of Lesroosteraanpassingen, whole or released; what it is for comes from the cell Waarvoor.
"""

from __future__ import annotations

from typing import Any

from docgen.school.school import School
from docgen.words.wording import lower_first

ACTIVITIES = {
    "ZW": "Zelfstandig werken",
    "IN": "Inhalen",
    "RE": "Bijwerken",
    "RU": "Rust",
    "ST": "Leren studeren",
    "VE": "Verrijking",
    "GE": "Gesprek met mentor",
    "TW": "Thuis: zelf werken",
    "TR": "Thuis: rust",
    "EX": "Afspraak elders",
}
LESSONS = ("LE", "AF")
"""Fillings that are a lesson too: in another group, or at a distance."""


def purpose(school: School, change: Any) -> tuple[str, str]:
    """The cell Waarvoor as a subject code (or '') and the rest."""
    first, _, rest = (change.purpose or "").partition(" ")
    return (first, rest.strip()) if first in school.subjects else ("", change.purpose or "")


def activity(school: School, change: Any) -> str:
    """What the student does: an activity, or the subject of a lesson elsewhere or at a distance."""
    if change.filling in ACTIVITIES:
        return ACTIVITIES[change.filling]
    return school.subject(purpose(school, change)[0] or change.subject)


def task(school: School, change: Any) -> str:
    """What the student works on: 'wiskunde, bundel 2'; of a lesson elsewhere which group."""
    code, rest = purpose(school, change)
    if change.filling in LESSONS:
        return rest
    subject = lower_first(school.subject(code)) if code else ""
    return ", ".join(part for part in (subject, rest) if part)


def doing(school: School, change: Any) -> str:
    """Both in one: 'Zelfstandig werken: wiskunde, bundel 2'."""
    own = task(school, change)
    return activity(school, change) + (f": {own}" if own else "")
