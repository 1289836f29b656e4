"""The lesson hours that goals still need, against the hours that a student's own timetable leaves for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from docgen.kinds import Slot
from docgen.privacy import Released
from docgen.timetable import closed_days, in_force, overlap, week_letter

STILL_TO_DO = "EL"
"""The letters of goals that still take hours: to acquire, and later."""
NOT_WORK = frozenset({"RU", "TR", "EX", "GE"})
"""Fillings in which nobody works on a subject, whatever stands in Waarvoor."""


class Hours(NamedTuple):
    """Lesson hours of one subject between two days: in lessons, and to work on it alone."""

    lessons: float
    alone: float


def hours_rows(released: Released, lines: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Per subject with goals still to do: the hours they need and the hours there are until they must be known.

    None at all without a timetable. `zonder_uren` counts the goals of which Leerplandoelen says no hours.
    """
    if not released.of("Basisrooster"):
        return []
    trajectory, rows = released.one("Trajecten"), []
    hours = {goal.goal_id: goal.hours for goal in released.of("Leerplandoelen")}
    for subject, found in lines.items():
        todo = [line for line in found if line["letter"] in STILL_TO_DO]
        known = [hours[line["doel"]] for line in todo if hours.get(line["doel"])]
        if not known:
            continue
        end = max([trajectory.end, *(line["tegen"] for line in todo if line["tegen"])])
        there = hours_between(released, subject, trajectory.start, end)
        rows.append(
            {
                "vak": released.school.subject(subject),
                "nodig": tidy(sum(known)),
                "les": tidy(there.lessons),
                "zelf": tidy(there.alone),
                "samen": tidy(there.lessons + there.alone),
                "tekort": sum(known) > there.lessons + there.alone,
                "tot": end,
                "zonder_uren": len(todo) - len(known),
            }
        )
    return rows


def hours_between(released: Released, subject: str, start: date, end: date) -> Hours:
    """The hours of a subject on the student's own timetable between two days; an unknown A- or B-week counts half."""
    closed, first_a_week = closed_days(released.of("Kalender")), released.school.first_a_week
    lessons, alone = 0.0, 0.0
    for day in _school_days(start, end, closed):
        letter = week_letter(day, first_a_week)
        changes = in_force(released.of("Lesroosteraanpassingen"), day)
        for slot, taught, share in _slots(released.of("Basisrooster"), day, letter):
            change = next((row for row in changes if overlap([slot], row.slots)), None)
            purpose = (change.purpose or "").partition(" ")[0] if change else ""
            if change is None or change.filling == "AF":
                lessons += share if taught == subject else 0
            elif change.filling == "LE":
                lessons += share if (purpose or change.subject) == subject else 0
            elif purpose == subject and change.filling not in NOT_WORK:
                alone += share
    return Hours(lessons, alone)


def _school_days(start: date, end: date, closed: Collection[date]) -> Iterator[date]:
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        if day not in closed:
            yield day


def _slots(lessons: Iterable[Any], day: date, letter: str) -> Iterator[tuple[Slot, str, float]]:
    """The hours of a day with what is taught and how much of an hour it counts."""
    for lesson in lessons:
        if lesson.day == day.isoweekday() and (lesson.week == "elke" or letter in ("", lesson.week)):
            every = lesson.week == "elke"
            slot = Slot(lesson.day, lesson.hour, letter or ("" if every else lesson.week))
            yield slot, lesson.subject, 1.0 if every or letter else 0.5


def tidy(value: float) -> int | float:
    """A whole number as an int, so that '25' is printed and not '25,0'."""
    return int(value) if value == int(value) else round(value, 1)
