"""The hours of a released timetable by kind of week, and where and with whom an hour is spent."""

from __future__ import annotations

from typing import Any

from docgen.arithmetic.week import HOME, REMOTE, Hour, hours_of_week, timetable_of
from docgen.school.resumption import Days
from docgen.school.timetable import in_force, overlap


def own_weeks(released: Any) -> dict[str, list[Hour]]:
    """Every hour of the week in which this student has a lesson, by day and hour; of two weeks with A and B."""
    lessons, rows = released.of("Basisrooster"), released.of("Lesroosteraanpassingen")
    changes = in_force(rows, released.planned.period.start)
    table = timetable_of(released.school, lessons, rows, Days())
    return {name: hours_of_week(lessons, changes, name) for name in table.weeks}


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
