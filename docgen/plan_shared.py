"""The documents about several students, or none: one per council, class, teacher, stretch of days, subject, school.

Whoever stands on one is a Share: a student with the version that is shown. Only what is decided stands on one, unless
its spec says that it shows proposals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from docgen.dossier import Dossier, Records, Version
from docgen.plan_student import has_kinds, newest, wanted
from docgen.planned import Planned, Share
from docgen.spec import DocumentSpec
from docgen.tables.care import TimetableChange
from docgen.tables.council import Decision
from docgen.tables.goals import Goal
from docgen.tables.timetables import Lesson
from docgen.timetable import Period, periods
from docgen.validate import student_of


def _settled(spec: DocumentSpec, dossier: Dossier) -> list[Version]:
    """The versions of a student that may stand on a shared document."""
    return [v for v in wanted(spec, dossier) if spec.proposals or v.covering(spec.covered_by) is not None]


def _shares(spec: DocumentSpec, records: Records, *, lasting: bool = False) -> Iterator[Share]:
    """Every student with the version that counts now; `lasting`: also who has rows of no version (`spec.when`)."""
    for dossier in records.dossiers.values():
        version = newest([v for v in _settled(spec, dossier) if v.last_day >= records.today])
        if version or (lasting and spec.when and has_kinds(spec, dossier, {dossier.name})):
            yield Share(dossier.name, version.name if version else "", dossier.student.class_name)


def _per_council(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per class council, with the students of its points; a point about a class brings nobody."""
    points: dict[str, list[Decision]] = defaultdict(list)
    for decision in records.register.of(Decision):
        points[decision.council].append(decision)
    for council, decisions in points.items():
        shares = dict.fromkeys(share for decision in decisions for share in _of_point(records, decision))
        day = decisions[0].on
        yield Planned(spec, "", "", council, "", Period(day, day), subject=council, among=tuple(shares))


def _of_point(records: Records, decision: Decision) -> Iterator[Share]:
    dossier = records.dossiers.get(student_of(decision.about or ""))
    if dossier:
        about = decision.about or ""
        yield Share(dossier.name, about if about != dossier.name else "", dossier.student.class_name)


def _per_class(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per class in which somebody has something to show."""
    by_class: dict[str, list[Share]] = defaultdict(list)
    for share in _shares(spec, records, lasting=True):
        by_class[share.class_name].append(share)
    for class_name, shares in by_class.items():
        yield Planned(spec, "", class_name, class_name, subject=class_name, among=tuple(shares))


def _per_teacher(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per teacher of a class in which somebody has something to show."""
    teaching: dict[str, set[str]] = defaultdict(set)
    for lesson in records.register.of(Lesson):
        for class_name in lesson.classes:
            teaching[str(class_name)].update(map(str, lesson.teachers))
    by_teacher: dict[str, list[Share]] = defaultdict(list)
    for share in _shares(spec, records):
        for code in teaching.get(share.class_name, ()):
            by_teacher[code].append(share)
    for code, shares in by_teacher.items():
        yield Planned(spec, "", "", code, subject=code, among=tuple(shares))


def _per_stretch(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per stretch of days, from today on, in which the same hours of the same students are changed."""
    changes: list[TimetableChange] = []
    versions: list[tuple[Share, Version]] = []
    for dossier in records.dossiers.values():
        for version in _settled(spec, dossier):
            changes += version.timetable
            versions.append((Share(dossier.name, version.name, dossier.student.class_name), version))
    last = max((row.end for row in changes), default=date.min)
    for period in periods(changes, min((row.start for row in changes), default=date.max), last):
        there = tuple(share for share, version in versions if _changed_in(version, period))
        if there and period.end >= records.today:
            yield Planned(spec, "", "", period.start.isoformat(), "", period, among=there)


def _changed_in(version: Version, period: Period) -> bool:
    return version.last_day >= period.start and any(
        row.start <= period.start and row.end >= period.end for row in version.timetable
    )


def _per_subject(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per subject that has goals; no student stands on it."""
    for code in dict.fromkeys(str(goal.subject) for goal in records.register.of(Goal)):
        yield Planned(spec, "", "", code, subject=code)


def _per_school(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One for the school, as it is today."""
    shares = tuple(_shares(spec, records, lasting=True))
    if shares or not spec.when:
        yield Planned(spec, "", "", "", "", Period(records.today, records.today), among=shares)


SHARED_MAKERS: Mapping[str, Callable[[DocumentSpec, Records], Iterator[Planned]]] = {
    "council": _per_council,
    "class": _per_class,
    "teacher": _per_teacher,
    "stretch": _per_stretch,
    "subject": _per_subject,
    "school": _per_school,
}
"""What a shared document is made per."""
