"""The lessons and exams of one student out of those of the whole school, found by class and group, not by looking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docgen.records.dossier import Dossier, Records
from docgen.school.by_class import ByClass
from docgen.school.exams import own_exams
from docgen.school.timetable import own_lessons
from docgen.tables.timetables import Exam, Lesson


def lessons_by_class(records: Records) -> ByClass[Lesson]:
    """The lessons of the school by class."""
    return ByClass(records.register.of(Lesson))


def exams_by_class(records: Records) -> ByClass[Exam]:
    """The exams of the school by class."""
    return ByClass(records.register.of(Exam))


def all_lessons_of(records: Records, dossier: Dossier) -> Sequence[Lesson]:
    """The lessons of a student in every set of lessons of the year."""
    return records.once(_all_lessons, dossier.student.class_name, dossier.student.groups)


def lessons_of(records: Records, dossier: Dossier, on: date) -> tuple[Lesson, ...]:
    """The lessons of a student on the timetable of a day."""
    return records.once(lessons_on, dossier.student.class_name, dossier.student.groups, on)


def exams_of(records: Records, dossier: Dossier) -> tuple[Exam, ...]:
    """The exams of a student as the class takes them."""
    return records.once(exams_in, dossier.student.class_name, dossier.student.groups)


def lessons_on(records: Records, class_name: str, groups: tuple[str, ...], on: date) -> tuple[Lesson, ...]:
    """The lessons of whoever is in a class and in these groups of it, on the timetable of a day."""
    return own_lessons(records.once(_all_lessons, class_name, groups), class_name, groups, on)


def exams_in(records: Records, class_name: str, groups: tuple[str, ...]) -> tuple[Exam, ...]:
    """The exams of whoever is in a class and in these groups of it."""
    return own_exams(records.once(exams_by_class).own(class_name, groups), class_name, groups)


def _all_lessons(records: Records, class_name: str, groups: tuple[str, ...]) -> tuple[Lesson, ...]:
    return tuple(records.once(lessons_by_class).own(class_name, groups))
