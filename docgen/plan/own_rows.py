"""The lessons and exams of one student out of those of the whole school, found by class and group, not by looking."""

from __future__ import annotations

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


def all_lessons_of(records: Records, dossier: Dossier) -> list[Lesson]:
    """The lessons of a student in every set of lessons of the year."""
    return records.once(lessons_by_class).own(dossier.student.class_name, dossier.student.groups)


def lessons_of(records: Records, dossier: Dossier, on: date) -> tuple[Lesson, ...]:
    """The lessons of a student on the timetable of a day."""
    student = dossier.student
    return own_lessons(all_lessons_of(records, dossier), student.class_name, student.groups, on)


def exams_of(records: Records, dossier: Dossier) -> tuple[Exam, ...]:
    """The exams of a student as the class takes them."""
    student = dossier.student
    rows = records.once(exams_by_class).own(student.class_name, student.groups)
    return own_exams(rows, student.class_name, student.groups)
