"""Each hour of a student's own week: the lesson of the class there, what is changed in it, where and with whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.kinds import Slot
from docgen.timetable import in_force, lessons_at, overlap

FOLLOWED, ELSEWHERE, FREED, REMOTE, HOME, OUTSIDE = "gewoon", "aangepast", "vrijgekomen", "afstand", "thuis", "buiten"
STATES: Mapping[str, tuple[str, str]] = {
    "LE": (ELSEWHERE, "A"),
    "AF": (REMOTE, "O"),
    "TW": (HOME, "T"),
    "TR": (HOME, "T"),
    "EX": (OUTSIDE, "V"),
}  # every other filling: freed


@dataclass(frozen=True)
class Hour:
    """One hour of one week: the lesson of the class there, and the change, if any."""

    slot: Slot
    lesson: Any
    change: Any

    @property
    def state(self) -> str:
        """gewoon, aangepast, vrijgekomen, afstand, thuis or buiten."""
        return STATES.get(self.change.filling, (FREED, "V"))[0] if self.change else FOLLOWED


def week_names(released: Any) -> tuple[str, ...]:
    """('',) for a school with one kind of week, else ('A', 'B')."""
    letters = {lesson.week for lesson in released.of("Basisrooster")} - {"elke"}
    letters |= {slot.week for row in released.of("Lesroosteraanpassingen") for slot in row.slots} - {""}
    return ("A", "B") if letters else ("",)


def hours_of(released: Any, week: str) -> list[Hour]:
    """Every hour of one week in which this student has a lesson, by day and hour."""
    assert released.planned.period is not None
    changes = in_force(released.of("Lesroosteraanpassingen"), released.planned.period.start)
    lessons = [lesson for lesson in released.of("Basisrooster") if lesson.week in ("elke", week) or not week]
    slots = sorted({Slot(lesson.day, lesson.hour, week) for lesson in lessons})
    found = []
    for slot in slots:
        change = next((row for row in changes if overlap((slot,), row.slots)), None)
        found.append(Hour(slot, lessons_at(lessons, slot)[0], change))
    return found


def place_and_people(released: Any, hour: Hour) -> tuple[str, tuple[str, ...]]:
    """Where, and the codes of who is there: the teachers, or the supervisor, the mentor, nobody at home."""
    change = hour.change
    if change is None:
        return hour.lesson.room or "", tuple(hour.lesson.teachers)
    if hour.state == HOME:
        return "", ()
    if hour.state == REMOTE:
        return "online", tuple(hour.lesson.teachers[:1])
    place = str(change.place or "")
    if change.filling == "GE":
        return place, (released.one("Trajecten").mentor,)
    open_then = [p for p in released.of("Opvang") if p.name == place and overlap((hour.slot,), p.slots)]
    return place, tuple(p.supervisor for p in open_then[:1] if p.supervisor)
