"""The lessons and exams of one student out of those of the whole school, found by class and group, not by looking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import TypeVar

from docgen.dossier import Dossier, Records
from docgen.exams import own_exams
from docgen.tables.school import Student
from docgen.tables.timetables import Exam, Lesson
from docgen.timetable import own_lessons

OfClasses = TypeVar("OfClasses", Lesson, Exam)


def all_lessons_of(records: Records, dossier: Dossier) -> list[Lesson]:
    """The lessons of a student in every set of lessons of the year."""
    return _own(records.once(_lessons), dossier.student)


def lessons_of(records: Records, dossier: Dossier, on: date) -> tuple[Lesson, ...]:
    """The lessons of a student on the timetable of a day."""
    student = dossier.student
    return own_lessons(all_lessons_of(records, dossier), student.class_name, student.groups, on)


def exams_of(records: Records, dossier: Dossier) -> tuple[Exam, ...]:
    """The exams of a student as the class takes them."""
    student = dossier.student
    return own_exams(_own(records.once(_exams), student), student.class_name, student.groups)


ByGroup = Mapping[tuple[str, str | None], Sequence[tuple[int, OfClasses]]]
"""Rows with their number, per class and group: a student's own are a few of many thousands."""


def _lessons(records: Records) -> ByGroup[Lesson]:
    return _by_group(records.register.of(Lesson))


def _exams(records: Records) -> ByGroup[Exam]:
    return _by_group(records.register.of(Exam))


def _by_group(rows: Iterable[OfClasses]) -> ByGroup[OfClasses]:
    found: dict[tuple[str, str | None], list[tuple[int, OfClasses]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for name in row.classes if len(row.classes) == 1 else dict.fromkeys(row.classes):
            found[name, row.group].append((number, row))
    return found


def _own(found: ByGroup[OfClasses], student: Student) -> list[OfClasses]:
    """The rows of the class and of the student's groups, in the order of the sheet."""
    keys = [(student.class_name, group) for group in dict.fromkeys((None, *student.groups))]
    return [row for _, row in sorted((pair for key in keys for pair in found.get(key, ())), key=itemgetter(0))]
