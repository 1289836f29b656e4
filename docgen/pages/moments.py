"""What a student's own calendar says: the exams and the changed hours, each under a name that gives no reason.

On a phone others look along. So an exam is called as it is for the whole class, and of an hour that is not the class's
stands only where the student is: at school, at home, or the name of a lesson. What is done there is on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from docgen.arithmetic.week import FOLLOWED, HOME, OUTSIDE, Hour
from docgen.pages.ics import Moment
from docgen.pages.weeks import own_weeks, place_and_people
from docgen.school.exams import sittings
from docgen.school.hours import LESSONS, activity
from docgen.school.resumption import Days
from docgen.school.timetable import week_letter
from docgen.words.wording import lower_first

TESTS = {"toets": "Toets", "taak": "Taak"}  # every other kind is an exam
AT_SCHOOL, AT_HOME, ELSEWHERE = "School", "Thuis", "Afspraak"


class _Stretch(NamedTuple):
    """Hours of one day of the week, under one name and in one place."""

    day: int
    first: int
    last: int
    title: str
    place: str


def of_exams(released: Any) -> tuple[Moment, ...]:
    """The exams that the student takes on a day; one without an hour takes the whole day, one that is spread no day."""
    longer = [measure for measure in released.of("Maatregelen") if measure.kind == "langere tijd"]
    changes, factor = released.of("Examenaanpassingen"), released.school.limits["Factor langere tijd"]
    found, parts = [], dict[str, int]()
    for sitting in sittings(released.of("Examenrooster"), changes, longer, factor):
        key = f"{sitting.subject} {sitting.base.on} {sitting.base.kind}"
        parts[key] = parts.get(key, 0) + 1  # an exam that is split has several days
        if sitting.on is None or sitting.kind == "gespreid":
            continue
        subject, name = released.school.subject(sitting.subject), TESTS.get(sitting.kind, "Examen")
        start, end = (moment.time() for moment in sitting.span) if sitting.span else (None, None)
        title = f"{name} {lower_first(subject)}"
        found.append(Moment(f"{key} {parts[key]}", title, (sitting.on,), start, end, sitting.room or ""))
    return tuple(found)


def of_weeks(released: Any) -> tuple[Moment, ...]:
    """The changed hours of the days for which a timetable holds, hours with the same name and place together.

    Holidays and exam periods have no lessons. Of a school that does not say which weeks are A-weeks nothing can be
    said about an hour of one of these.
    """
    closed = released.once(Days.of, "Kalender").no_lessons
    found: dict[_Stretch, list[date]] = {}
    for week, stretches in _by_week(released):
        for stretch in stretches:
            found.setdefault(stretch, []).extend(on for on in _days(released, stretch[0], week) if on not in closed)
    told = sorted((sorted(days), stretch) for stretch, days in found.items() if days)
    return tuple(_moment(released, tuple(days), stretch) for days, stretch in told)


def _moment(released: Any, days: tuple[date, ...], stretch: _Stretch) -> Moment:
    """Of a school that does not say when its hours are, the title names them and the moment takes the whole day."""
    hours, (_, first, last, title, place) = released.school.hours, stretch
    if first in hours and last in hours:
        return Moment(f"{days[0]} {first}", title, days, hours[first][0], hours[last][1], place)
    numbers = f"uur {first}" if first == last else f"uur {first} tot {last}"
    return Moment(f"{days[0]} {first}", f"{title}, {numbers}", days, place=place)


def _by_week(released: Any) -> Iterator[tuple[str, Iterable[_Stretch]]]:
    """The stretches of each week; what is the same in A and B when nobody knows which week is which."""
    stretches = {week: [*_stretches(released, hours)] for week, hours in own_weeks(released).items()}
    if len(stretches) == 1 or released.school.first_a_week:
        yield from stretches.items()
    else:
        yield "", set.intersection(*map(set, stretches.values()))


def _stretches(released: Any, hours: Iterable[Hour]) -> Iterator[_Stretch]:
    """The changed hours of a week; those that follow each other on a day, with one name and place, together."""
    changed = [hour for hour in hours if hour.state != FOLLOWED]
    alike: list[_Stretch] = []
    for hour in changed:
        day, number = hour.slot.day, hour.slot.hour
        own = _Stretch(day, number, number, _title(released, hour), place_and_people(released, hour)[0])
        if alike and alike[-1] == own._replace(first=alike[-1].first, last=number - 1):
            alike[-1] = alike[-1]._replace(last=number)
        else:
            alike.append(own)
    yield from alike


def _title(released: Any, hour: Hour) -> str:
    if hour.change.filling in LESSONS:
        return activity(released.school, hour.change)
    return {HOME: AT_HOME, OUTSIDE: ELSEWHERE}.get(hour.state, AT_SCHOOL)


def _days(released: Any, weekday: int, week: str) -> Iterator[date]:
    """The days of these hours within the period of the timetable."""
    period, first_a_week = released.planned.period, released.school.first_a_week
    day = period.start + timedelta(days=(weekday - 1 - period.start.weekday()) % 7)
    while day <= period.end:
        if not week or week_letter(day, first_a_week) == week:
            yield day
        day += timedelta(days=7)
