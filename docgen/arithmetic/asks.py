"""What a version asks of others beside the student: exams to sit, places to watch, teachers' work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from docgen.arithmetic.week import FREED, Hour, tidy
from docgen.school.exams import DROPPED, Sitting
from docgen.school.school import School
from docgen.school.teaching import own_versions, to_catch_up, to_prepare
from docgen.school.timetable import overlap


class ExamLoad(NamedTuple):
    """The exams of a student: how many, their minutes, the fullest day in exams and in minutes, those not sat."""

    exams: int = 0
    minutes: int = 0
    most_in_a_day: int = 0
    most_minutes: int = 0
    days: int = 0
    not_sat: int = 0


def exam_load(sittings: Iterable[Sitting]) -> ExamLoad:
    """The load of these exams as the student takes them; what is written over the year has no day and no minutes."""
    taken = [*sittings]
    per_day = Counter[date](sitting.on for sitting in taken if sitting.on and sitting.minutes)
    minutes = Counter[date]()
    for sitting in taken:
        if sitting.on and sitting.minutes:
            minutes[sitting.on] += sitting.minutes
    return ExamLoad(
        sum(per_day.values()),
        sum(minutes.values()),
        max(per_day.values(), default=0),
        max(minutes.values(), default=0),
        len(per_day),
        sum(bool(sitting.change) and sitting.change.choice in DROPPED for sitting in taken),
    )


class Watch(NamedTuple):
    """The freed hours of a week at school: per place, those without a place, and those in which it is not open.

    A week in which the student comes for a part counts for that part: 4 of 9 half days make 1,8 of 4 hours.
    """

    per_place: Mapping[str, float]
    nowhere: float
    closed: float

    @property
    def hours(self) -> float:
        """All of them."""
        return tidy(sum(self.per_place.values()) + self.nowhere)


def watch(
    weeks: Sequence[Sequence[tuple[Hour, float]]], places: Sequence[Any], *, supervised: Callable[[str], bool]
) -> Watch:
    """What the freed hours of a week (the mean of an A- and a B-week) ask of the places of Opvang.

    Each hour comes with how much of it there is for the student; `supervised` says which fillings need a place.
    """
    per_place, closed = defaultdict[str, float](float), 0.0
    for hour, there in (one for week in weeks for one in week):
        if hour.state != FREED or not supervised(hour.change.filling):
            continue
        name, share = str(hour.change.place or ""), there / len(weeks)
        per_place[name] += share
        known = [place for place in places if place.name == name]
        closed += share * (bool(known) and not any(overlap((hour.slot,), place.slots) for place in known))
    nowhere = per_place.pop("", 0.0)
    return Watch({name: tidy(n) for name, n in sorted(per_place.items())}, tidy(nowhere), tidy(closed))


class Work(NamedTuple):
    """What a version asks of one teacher: tasks to prepare, own versions of exams to make, subjects to catch up."""

    tasks: int = 0
    versions: int = 0
    catching_up: int = 0

    @property
    def together(self) -> int:
        """All of it."""
        return self.tasks + self.versions + self.catching_up


def work(
    school: School,
    lessons: Sequence[Any],
    changes: Sequence[Any],
    exams: Sequence[Any],
    measures: Sequence[Any],
    today: date,
) -> dict[str, Work]:
    """The work of each teacher of the student, by code, as the list *taken* would name it; who has none is left out."""
    codes = dict.fromkeys(str(code) for lesson in lessons for code in lesson.teachers)
    found = {
        code: Work(
            sum(1 for _ in to_prepare(school, code, lessons, changes)),
            sum(1 for _ in own_versions(code, lessons, exams, today)),
            sum(1 for _ in to_catch_up(code, lessons, measures)),
        )
        for code in codes
    }
    return {code: asked for code, asked in sorted(found.items()) if asked.together}
