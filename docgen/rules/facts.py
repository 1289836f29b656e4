"""What several rules look at, computed once per check: versions that count, days without school, names, voters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from docgen.arithmetic.week import Timetable
from docgen.columns import plain
from docgen.plan.own_rows import all_lessons_of
from docgen.records.dossier import Dossier, Records
from docgen.records.version import State, Version
from docgen.tables.school import CalendarRow, Contact, StaffMember, Student
from docgen.tables.timetables import Lesson
from docgen.words import spellings
from docgen.words.mentions import Names
from docgen.words.tokens import tokens

CLOSED = ("vakantie", "vrije dag")
SATURDAY = 5
GONE = (State.REFUSED, State.STOPPED)


def alive(records: Records) -> Iterator[tuple[Dossier, Version]]:
    """Every version that counts for at least a day: not refused, not stopped, not wholly replaced."""
    for dossier, version in records.versions():
        if version.state not in GONE and version.last_day >= version.trajectory.start:
            yield dossier, version


def still_to_come(records: Records) -> Iterator[tuple[Dossier, Version]]:
    """Every living version that has not ended yet."""
    for dossier, version in alive(records):
        if version.last_day >= records.today:
            yield dossier, version


def closed_days(records: Records) -> Mapping[date, CalendarRow]:
    """The holidays and free days of the calendar, each with its row."""
    found: dict[date, CalendarRow] = {}
    for row in records.register.of(CalendarRow):
        if row.kind in CLOSED:
            for number in range((row.last - row.start).days + 1):
                found.setdefault(row.start + timedelta(days=number), row)
    return found


def is_school_day(records: Records, day: date) -> bool:
    """Whether there is school: from Monday to Friday, not in a holiday."""
    return day.weekday() < SATURDAY and day not in records.once(closed_days)


def school_days(records: Records, start: date, end: date) -> int:
    """How many school days there are from `start` up to, not including, `end`."""
    days = (start + timedelta(days=number) for number in range(max(0, (end - start).days)))
    return sum(is_school_day(records, day) for day in days)


def staff(records: Records) -> Mapping[str, StaffMember]:
    """The members of staff by code."""
    return {str(row.code): row for row in records.register.of(StaffMember)}


def teachers(records: Records) -> Mapping[str, frozenset[str]]:
    """The codes of the teachers of each class."""
    found: dict[str, set[str]] = defaultdict(set)
    for classes, codes in {(lesson.classes, lesson.teachers) for lesson in records.register.of(Lesson)}:
        for name in classes:
            found[str(name)].update(map(str, codes))
    return {name: frozenset(codes) for name, codes in found.items()}


def timetable_of(records: Records, dossier: Dossier, version: Version) -> Timetable:
    """The hours of a version of a student: every set of lessons of the year, and what changes in them."""
    lessons = all_lessons_of(records, dossier)
    return Timetable(records.school, lessons, version.timetable, frozenset(records.once(closed_days)))


def students_by_class(records: Records) -> Mapping[str, frozenset[str]]:
    """The Leerling-IDs of each class."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, dossier in records.dossiers.items():
        found[dossier.student.class_name].add(name)
    return {class_name: frozenset(students) for class_name, students in found.items()}


def names(records: Records) -> Names:
    """The names of all students and staff, for finding a student in somebody else's text."""
    register = records.register
    staff, students, contacts = register.of(StaffMember), register.of(Student), register.of(Contact)
    work_out = partial(_names, staff, students, contacts)
    known = records.worked_out("names", "", (*staff, *students, *contacts), None, work_out)
    return replace(known)  # what is found in the texts of a run is let go with it


def _names(staff: Iterable[StaffMember], students: Iterable[Student], contacts: Iterable[Contact]) -> Names:
    whole: dict[tuple[str, ...], set[str]] = defaultdict(set)
    given: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    others = set()
    for member in staff:
        first_name, *rest = _run(member.name) or ("",)
        others |= {(first_name, *rest), (*rest, first_name)}
        if len(rest) > 1:
            others.add(tuple(rest))
    teachers = {run[-1] for run in others}
    for student in students:
        first, family = _run(student.first_name), _run(student.family_name)
        for run in (*spellings.whole(first, family), _run(student.student_id)):
            whole[run].add(student.student_id)
        alone = [part[0] for part in (first, family) if len(part) == 1 and (part is first or part[0] not in teachers)]
        for name in alone:
            given[student.class_name][name].add(student.student_id)
    for contact in contacts:
        for run in (_run(contact.name), _run(contact.address or "")):
            if len(run) > 1:
                whole[run].add(contact.student)
    return Names(
        {run: frozenset(ids) for run, ids in whole.items() if run},
        {name: {first: frozenset(ids) for first, ids in bearers.items()} for name, bearers in given.items()},
        frozenset(others),
    )


def _run(name: str) -> tuple[str, ...]:
    return tuple(token.plain for token in tokens(name))


def contacts_of_the_school(records: Records) -> frozenset[str]:
    """The phone numbers (digits only) and e-mail addresses that the school gives itself in the sheet School."""
    values = records.school.facts.values()
    digits = {"".join(c for c in value if c.isdigit()) for value in values}
    return frozenset({*digits, *(word.casefold().rstrip(".") for value in values for word in value.split())})


def says_yes(text: str) -> bool | None:
    """Whether a fact of the school is yes or no; None when it is neither."""
    return {"ja": True, "nee": False}.get(plain(text))
