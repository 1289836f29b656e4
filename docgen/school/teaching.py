"""What the plans of students ask of one teacher: whose lessons change, which versions and bundles are to be made.

Rows are whole rows (to see who has a list) or released rows (to fill it): only the attributes named here are read.
A teacher is a code of Personeel; `own` are the lessons of a student's class and groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from docgen.kinds import Slot
from docgen.school.by_class import ByClass
from docgen.school.exams import OWN_VERSION
from docgen.school.hours import purpose
from docgen.school.school import School
from docgen.school.timetable import lessons_at, own_lessons

DONE = ("bereikt", "gestopt", "bijgesteld")
"""States of an agreement that ask nothing any more."""
CATCH_UP = ("doelen te verwerven", "doelen later", "doelen vervangen", "evaluaties niet inhalen")
"""Measures that say what a teacher makes up for with a student, and what not."""
TO_PREPARE = ("ZW", "IN", "RE", "VE", "TW")
"""Fillings in which a student works for a subject: its teacher sees to the task."""


class ChangedHour(NamedTuple):
    """One lesson in which a student is elsewhere, or (`visits`) comes from another class."""

    change: Any
    slot: Slot
    lesson: Any
    visits: bool


def lessons_of(lessons: Iterable[Any], student: Any, on: date) -> tuple[Any, ...]:
    """The lessons of a student on a day."""
    return own_lessons(lessons, student.class_name, student.groups, on)


def teaches(teacher: str, own: Iterable[Any], subject: str = "") -> bool:
    """Whether a teacher gives one of these lessons (of a subject)."""
    return any(teacher in lesson.teachers and subject in ("", lesson.subject) for lesson in own)


def changed_hours(school: School, student: Any, lessons: ByClass[Any], changes: Iterable[Any]) -> Iterator[ChangedHour]:
    """The lessons that a student misses by these changes, and those of another class that the student visits."""
    by_day: dict[date, tuple[Any, ...]] = {}
    for change in changes:
        if change.start not in by_day:
            own = lessons.own(student.class_name, student.groups)
            by_day[change.start] = lessons_of(own, student, change.start)
        for slot in change.slots:
            for lesson in lessons_at(by_day[change.start], slot):
                yield ChangedHour(change, slot, lesson, visits=False)
            for lesson in _visited(school, change, slot, lessons) if change.filling == "LE" else ():
                yield ChangedHour(change, slot, lesson, visits=True)


def _visited(school: School, change: Any, slot: Slot, lessons: ByClass[Any]) -> Iterator[Any]:
    """The lesson of another class that Waarvoor names: 'BIO in 4WEWIa'."""
    subject, rest = purpose(school, change)
    for lesson in lessons_at(lessons.of_any(rest.replace(",", " ").split()), slot):
        if lesson.subject == (subject or change.subject) and _newest(lesson, lessons, change.start):
            yield lesson


def _newest(lesson: Any, lessons: ByClass[Any], on: date) -> bool:
    """Whether a lesson is of the timetable that its class follows on a day."""
    groups = (lesson.group or "",)
    return any(lesson in own_lessons(lessons.own(name, groups), name, groups, on) for name in map(str, lesson.classes))


def own_versions(teacher: str, own: Sequence[Any], changes: Iterable[Any], today: date) -> Iterator[Any]:
    """The changed exams still to come for which this teacher makes an own version."""
    for change in changes:
        on = change.new_date or change.exam_on
        if OWN_VERSION.intersection(change.forms) and on >= today and teaches(teacher, own, change.subject):
            yield change


def to_prepare(school: School, teacher: str, own: Sequence[Any], changes: Iterable[Any]) -> Iterator[Any]:
    """The changed hours for which this teacher sees to the task: the subject worked on, else the one that is missed."""
    for change in changes:
        subject = purpose(school, change)[0] or change.subject
        if change.filling in TO_PREPARE and change.purpose and teaches(teacher, own, subject):
            yield change


def to_catch_up(teacher: str, own: Sequence[Any], measures: Iterable[Any]) -> Iterator[Any]:
    """The measures on goals or tests of a subject of this teacher that come later, or are not made up for."""
    for measure in measures:
        subjects = own_subjects(teacher, own) if "alle" in measure.subjects else measure.subjects
        if measure.kind in CATCH_UP and any(teaches(teacher, own, subject) for subject in subjects):
            yield measure


def open_tasks(
    agreements: Iterable[Any], exams: Iterable[tuple[str, Any]], lessons: Iterable[Any], today: date
) -> Counter[str]:
    """Per member of staff the open agreements by name, and the own versions of exams that are still to be made.

    `exams` are changed exams with the class of their student.
    """
    tasks: Counter[str] = Counter()
    for agreement in agreements:
        if agreement.state not in DONE:
            tasks.update(str(code) for code in agreement.who)
    waiting = [
        (class_name, str(row.subject))
        for class_name, row in exams
        if OWN_VERSION.intersection(row.forms) and row.version_ready_on is None and row.exam_on >= today
    ]
    makers = _makers(lessons, frozenset(waiting)) if waiting else {}
    for asked in waiting:
        tasks.update(makers.get(asked, ()))
    return tasks


def _makers(lessons: Iterable[Any], asked: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], set[str]]:
    """Who gives these subjects in these classes."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lesson in lessons:
        for name in lesson.classes:
            if (name, lesson.subject) in asked:
                found[str(name), str(lesson.subject)].update(map(str, lesson.teachers))
    return found


def own_subjects(teacher: str, own: Iterable[Any]) -> tuple[str, ...]:
    """The subjects that a teacher gives in these lessons."""
    return tuple(dict.fromkeys(str(lesson.subject) for lesson in own if teacher in lesson.teachers))


def still_open(teacher: str, agreements: Iterable[Any]) -> Iterator[Any]:
    """The open agreements that ask something of this teacher: by name, or of all teachers of the student."""
    for agreement in agreements:
        if agreement.state not in DONE and {"leraren", teacher}.intersection(map(str, agreement.who)):
            yield agreement
