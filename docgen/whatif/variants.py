"""What if these hours fell away? A variant that stands in no sheet, and what each variant touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from docgen.arithmetic.touch import Case, Touch, touch
from docgen.arithmetic.week import Timetable, weeks_of
from docgen.columns import NOWHERE, Row
from docgen.kinds import Slot
from docgen.records.dossier import MOST_VARIANTS, Dossier, Records, open_variants
from docgen.records.version import State, Version
from docgen.records.whom import student_of
from docgen.school.exams import own_exams, sittings
from docgen.school.timetable import lessons_at, overlap
from docgen.tables.care import Measure, TimetableChange, Trajectory
from docgen.tables.school import CalendarRow
from docgen.tables.timetables import Exam, Place
from docgen.whatif.weighing import plan_of

WEEKS = 4  # of a student without a trajectory, when no day is given and the calendar says no lesperiode
READS = frozenset(
    {
        *("School", "Leerlingen", "Kalender", "Personeel", "Basisrooster", "Opvang", "Examenrooster"),
        *("Leerplandoelen", "Trajecten", "Maatregelen", "Lesroosteraanpassingen", "Examenaanpassingen"),
        "Beslissingen",
    }
)
"""The sheets that an answer is read from."""


class UnknownError(Exception):
    """What was asked for is not there: `case` names the sentence, `facts` its gaps."""

    def __init__(self, case: str, **facts: Any) -> None:
        """Take the case and the facts."""
        super().__init__(case)
        self.case, self.facts = case, facts


@dataclass(frozen=True)
class Drop:
    """Hours that would fall away: these slots, and all hours of these subjects; what would be done instead."""

    slots: tuple[Slot, ...] = ()
    subjects: tuple[str, ...] = ()
    filling: str = "ZW"
    purpose: str = ""
    place: str = ""
    start: date | None = None
    end: date | None = None

    def __bool__(self) -> bool:
        """Whether anything falls away."""
        return bool(self.slots or self.subjects)


@dataclass(frozen=True)
class Weighed:
    """One variant with its sum; of one that stands in no sheet also what it began from, and what falls away."""

    dossier: Dossier
    version: Version
    touch: Touch
    base: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, date]:
        """The days of the version, or those on which the hours fall away."""
        if not self.dropped:
            return self.touch.start, self.touch.end
        change = self.version.timetable[0]  # what falls away stands before what was changed already
        return change.start, change.end


def students_of(names: Iterable[str]) -> frozenset[str]:
    """Whom these names may be about: 'L0231-2' is a version of L0231, or else a student of that name."""
    return frozenset(name for typed in names for name in (typed, student_of(typed)))


def weigh(records: Records, names: Sequence[str], drop: Drop) -> tuple[Weighed, ...]:
    """What each of these versions or variants touches, and (with a drop) what the last would touch then.

    A Traject-ID of which only variants stand in the sheets stands for those; a Leerling-ID stands for the newest
    version, or for the student as the class. Raises UnknownError.
    """
    found = [one for name in names for one in _found(records, name, drop)]
    if len(found) + bool(drop) > MOST_VARIANTS:
        raise UnknownError("many", n=len(found) + bool(drop), limit=MOST_VARIANTS)
    if len({dossier.name for dossier, _ in found}) > 1:
        raise UnknownError("students")
    if not drop and any(version in dossier.every_version for dossier, version in found):
        _refuse_days_of_nothing(drop)
    weighed = [Weighed(dossier, version, touch(case_of(records, dossier, version))) for dossier, version in found]
    if drop:
        dossier, version = found[-1]
        other, dropped = without(records, dossier, version, drop)
        weighed.append(Weighed(dossier, other, touch(case_of(records, dossier, other)), version.name, dropped))
    return tuple(weighed)


def _refuse_days_of_nothing(drop: Drop) -> None:
    """A version has days of its own: others are those on which hours fall away. Raises UnknownError."""
    for option, day in (("--van", drop.start), ("--tot", drop.end)):
        if day is not None:
            raise UnknownError("alone", value=option)


def _found(records: Records, name: str, drop: Drop) -> list[tuple[Dossier, Version]]:
    dossier = records.dossiers.get(name) or records.dossiers.get(student_of(name))
    if dossier is None:
        raise UnknownError("student", value=name)
    if name == dossier.name:
        newest = next((version for version in reversed(dossier.versions) if version.state is not State.REFUSED), None)
        return [(dossier, newest or as_the_class(records, dossier, drop))]
    same = [version for version in dossier.every_version if version.name == name]
    variants = [version for version in open_variants(dossier) if version.name[:-1] == name]
    if not dossier.every_version:
        raise UnknownError("no_trajectory", value=dossier.name)
    if not same and not variants:
        raise UnknownError("trajectory", value=name, list=tuple(version.name for version in dossier.every_version))
    return [(dossier, version) for version in same or variants[:MOST_VARIANTS]]


def as_the_class(records: Records, dossier: Dossier, drop: Drop) -> Version:
    """A version in which nothing is different, for a student without a trajectory.

    Raises UnknownError for days outside the calendar, when there is one.
    """
    start = drop.start or records.today
    if drop.end and drop.end < start:
        raise UnknownError("order", date=start, limit=drop.end)
    calendar = records.register.of(CalendarRow)
    periods = (row for row in calendar if row.kind == "lesperiode")
    ends = next((row.last for row in periods if row.start <= start <= row.last), None)
    end = drop.end or ends or start + timedelta(days=7 * WEEKS - 1)
    first, last = min((row.start for row in calendar), default=start), max((row.last for row in calendar), default=end)
    if not first <= start <= end <= last:
        raise UnknownError("year", date=first, limit=last)
    empty: dict[str, Any] = dict.fromkeys(Trajectory.model_fields)
    days = {"start": start, "end": end, "review_on": end}
    row = Trajectory.of_values({**empty, "trajectory_id": f"{dossier.name}-1", "mentor": "", **days}, set(), NOWHERE)
    return Version(row, records.today)


def without(records: Records, dossier: Dossier, version: Version, drop: Drop) -> tuple[Version, tuple[str, ...]]:
    """A version in which these hours fall away too, under a letter that is free, and those hours as they are typed.

    Raises UnknownError for an hour in which the student has no lesson, and for days outside the version.
    """
    first = version.trajectory.start
    start, end = drop.start or min(max(first, records.today), version.last_day), drop.end or version.last_day
    if start > end:
        raise UnknownError("order", date=start, limit=end)
    if not first <= start <= end <= version.last_day:
        raise UnknownError("days", date=first, limit=version.last_day)
    name = free_name(dossier, version)
    table = plan_of(records, dossier, version).table
    by_subject: dict[str, list[Slot]] = {}
    for slot, subject in _lessons_lost(table, drop, start):
        by_subject.setdefault(subject, []).append(slot)
    rows = tuple(
        TimetableChange.of_values(
            {
                "trajectory": name,
                "start": start,
                "end": end,
                "slots": tuple(slots),
                "subject": subject,
                "filling": drop.filling,
                "purpose": drop.purpose or None,
                "place": drop.place or None,
            },
            set(),
            NOWHERE,
        )
        for subject, slots in by_subject.items()
    )
    slots = tuple(str(slot) for found in by_subject.values() for slot in found)
    kept = tuple(_besides(row, rows) for row in version.timetable)
    return renamed(replace(version, timetable=(*rows, *(row for row in kept if row.slots))), name), slots


def _besides(row: TimetableChange, others: Sequence[TimetableChange]) -> TimetableChange:
    """A change without the hours that others take over on all of its days."""
    taken = [slot for other in others if other.start <= row.start and row.end <= other.end for slot in other.slots]
    gone = overlap(row.slots, taken)
    return cast("TimetableChange", _with(row, "slots", tuple(slot for slot in row.slots if slot not in gone)))


def _lessons_lost(table: Timetable, drop: Drop, on: date) -> Iterator[tuple[Slot, str]]:
    """Each hour that falls away with its subject, once."""
    lessons = table.on(on)
    told: set[Slot] = set()
    for slot in drop.slots:
        there = lessons_at(lessons, slot)
        if not there:
            raise UnknownError("hour", value=str(slot))
        if slot not in told:
            told.add(slot)
            yield slot, str(there[0].subject)
    for subject in drop.subjects:
        hours = [hour for week in weeks_of(table, on).values() for hour in week if hour.lesson.subject == subject]
        if not hours:
            known = {str(hour.lesson.subject) for week in weeks_of(table, on).values() for hour in week}
            raise UnknownError("subject", value=subject, list=tuple(sorted(known)))
        for hour in hours:
            if hour.slot not in told:
                told.add(hour.slot)
                yield hour.slot, subject


def free_name(dossier: Dossier, version: Version) -> str:
    """A Traject-ID of the same number with a letter that no variant has."""
    taken = {one.name for one in dossier.every_version}
    base = version.name.rstrip("abcdefghijklmnopqrstuvwxyz")
    return next(f"{base}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" if f"{base}{letter}" not in taken)


def renamed(version: Version, name: str) -> Version:
    """A version under another Traject-ID, as a variant on which nothing was decided."""

    def moved(rows: Iterable[Any], attribute: str) -> tuple[Any, ...]:
        return tuple(_with(row, attribute, name) for row in rows)

    return replace(
        version,
        trajectory=_with(version.trajectory, "trajectory_id", name),
        measures=moved(version.measures, "about"),
        timetable=moved(version.timetable, "trajectory"),
        exams=moved(version.exams, "trajectory"),
        talks=(),
        follow_ups=(),
        decisions=(),
        is_variant=True,
    )


def _with(row: Row, attribute: str, value: object) -> Any:
    values = {key: found for key, found in row.__dict__.items() if key != "origin"}
    return type(row).of_values({**values, attribute: value}, set(), row.origin)


def case_of(records: Records, dossier: Dossier, version: Version) -> Case:
    """A version with everything that a comparison looks at."""
    student, plan = dossier.student, plan_of(records, dossier, version)
    own = own_exams(records.register.of(Exam), student.class_name, student.groups)
    longer = [row for row in dossier.of(Measure) if row.kind == "langere tijd" and dossier.in_force(row, records.today)]
    inside = [exam for exam in own if plan.start <= exam.on <= plan.end]
    taken = sittings(inside, version.exams, longer, records.school.limits["Factor langere tijd"])
    return Case(plan, records.today, taken, version.exams, records.register.of(Place))
