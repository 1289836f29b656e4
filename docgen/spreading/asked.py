"""Of whom exams are spread: the versions that were asked for, by Traject-ID, Leerling-ID or class."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from docgen.records.dossier import Dossier, Records
from docgen.records.version import State, Version
from docgen.school.exams import own_exams
from docgen.tables.timetables import Exam

GONE = (State.REFUSED, State.STOPPED)
"""States of a version that counts no more."""


def versions_of(
    records: Records, names: Collection[str], classes: Collection[str] = ()
) -> tuple[tuple[Dossier, Version], ...]:
    """The versions that Traject-IDs name, and of each student named (by Leerling-ID or class) the one to spread.

    Raises KeyError with a name that no student, version or class has.
    """
    versions = {version.name: (dossier, version) for dossier, version in records.versions()}
    of_class = {dossier.student.class_name for dossier in records.dossiers.values()}
    for name, known in (*((n, {*versions, *records.dossiers}) for n in names), *((n, of_class) for n in classes)):
        if name not in known:
            raise KeyError(name)
    students = [name for name in names if name in records.dossiers]
    students += [name for name, dossier in records.dossiers.items() if dossier.student.class_name in classes]
    return (
        *(versions[name] for name in names if name in versions),
        *with_exams_to_come(records, dict.fromkeys(students)),
    )


def with_exams_to_come(records: Records, students: Iterable[str]) -> tuple[tuple[Dossier, Version], ...]:
    """Of each student the newest version that counts while an exam is still to come."""
    exams, found = records.register.of(Exam), []
    for name in students:
        dossier = records.dossiers[name]
        own = own_exams(exams, dossier.student.class_name, dossier.student.groups)
        for version in reversed(dossier.versions):
            first = max(version.trajectory.start, records.today + timedelta(days=1))
            if version.state not in GONE and any(first <= exam.on <= version.last_day for exam in own):
                found.append((dossier, version))
                break
    return tuple(found)
