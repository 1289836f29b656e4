"""Which rows and columns of a student and of the school one document may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from docgen.columns import Column, Row
from docgen.plan.own_rows import exams_in, lessons_on
from docgen.plan.planned import Planned
from docgen.plan.student import is_of_kinds
from docgen.privacy.released import ReleasedRow, shape
from docgen.records.dossier import Dossier, Records
from docgen.records.version import ratified
from docgen.records.whom import whom
from docgen.school.school import School, gather
from docgen.school.timetable import Period
from docgen.spec import sheets
from docgen.tables.care import Agreement, ExamChange, Measure, Talk, TimetableChange, Trajectory
from docgen.tables.council import Decision
from docgen.tables.notes import StaffNote
from docgen.tables.school import ITSELF, Contact

OF_THE_SCHOOL = frozenset({"School", "Kalender", "Personeel", "Opvang", "Leerplandoelen"})
"""Sheets of class O about the school, not about a student: every row is released."""
OF_CLASSES = frozenset({"Basisrooster", "Examenrooster"})
"""Sheets of class O about classes: every row to a shared document, the own ones to a document of one student."""
OF_COUNCILS = frozenset({"Klassenraden", "Beslissingen"})
"""The sheets of which a document of a class council sees that council's rows."""


def of_the_school(records: Records, name: str, headings: tuple[str, ...]) -> tuple[ReleasedRow, ...]:
    """The released rows of a sheet about the school: the same for every document of a type."""
    make = shape(columns_of(name, headings))
    return tuple(make(row, None) for row in records.register.rows.get(name, ()))


def of_the_class(
    records: Records,
    name: str,
    headings: tuple[str, ...],
    class_name: str,
    groups: tuple[str, ...],
    period: Period | None,
) -> tuple[ReleasedRow, ...]:
    """The released rows of a sheet about classes: the same for all who follow the same lessons, in all papers alike."""
    make = shape(columns_of(name, headings))
    return tuple(make(row, None) for row in _of_class(records, name, class_name, groups, period))


def _of_class(
    records: Records, name: str, class_name: str, groups: tuple[str, ...], period: Period | None
) -> Iterable[Row]:
    """The lessons of the first day of a period (else of today), or the exams in it."""
    if name == "Basisrooster":
        return lessons_on(records, class_name, groups, period.start if period else records.today)
    exams = exams_in(records, class_name, groups)
    return [exam for exam in exams if period is None or period.start <= exam.on <= period.end]


def choose(name: str, records: Records, dossier: Dossier, planned: Planned, *, draft: bool) -> Iterable[Row]:
    """The rows of a sheet that this document may see."""
    rows = records.register.rows.get(name, ())
    if name in OF_THE_SCHOOL:
        return rows
    if name in OF_CLASSES:
        return _of_class(records, name, dossier.student.class_name, dossier.student.groups, planned.period)
    own: Iterable[Row] = dossier.rows.get(name, ())
    if narrowed := NARROWED.get((planned.spec.per, name)):
        own = [row for row in own if narrowed(row, planned)]
    return [row for row in own if _may_see(row, records, dossier, planned, draft)]


def _may_see(row: Any, records: Records, dossier: Dossier, planned: Planned, draft: bool) -> bool:
    """Whether a row of this student is of this document's version, and decided (or part of the draft)."""
    kind = type(row)
    if kind is Decision:
        return ratified(row, records.today) or (draft and row.about == planned.version)
    if kind is Contact and not row.may_receive:
        return False
    if kind is StaffNote and row.valid_until < records.today:
        return False
    if kind in OF_A_VERSION and planned.spec.of_transfer and _is_refused(row, dossier):
        return False
    key = _about(row, dossier)
    of_version = key == planned.version
    if key is not None and not of_version and key != dossier.name and not _of_career(row, dossier, planned):
        return False
    if kind is Measure:
        return dossier.in_force(row, records.today) or (draft and of_version)
    return kind is not ExamChange or of_version


OF_A_VERSION = (Trajectory, Agreement)
"""What another school does not read of a version that the student refused."""


def _is_refused(row: Row, dossier: Dossier) -> bool:
    """Whether a text belongs to a version that the student does not want: another school does not read it."""
    about = _about(row, dossier)
    return any(version.name == about and version.refused for version in dossier.versions)


def _about(row: Row, dossier: Dossier) -> str | None:
    """The Leerling-ID or Traject-ID that a row is about; what was agreed about a decision is about its subject."""
    key = whom(row)
    return dossier.decided.get(key, key) if key else None


def _is_addressee(contact: Contact, planned: Planned) -> bool:
    """Whether a letter goes to this contact; a letter without a name goes to the student of age."""
    return contact.name == planned.subject if planned.subject else contact.relation == ITSELF


def _of_the_stretch(change: TimetableChange, planned: Planned) -> bool:
    """Whether a change holds during the stretch of days of a timetable, which no change cuts in two."""
    return planned.period is None or change.start <= planned.period.start <= change.end


def _is_talk(talk: Talk, planned: Planned) -> bool:
    """Whether a talk was on the day that a report is about, with whom it is about."""
    of_day = planned.period is not None and talk.on == planned.period.start
    return of_day and is_of_kinds(talk, planned.spec.when["Overleg"])


NARROWED: Mapping[tuple[str, str], Callable[[Any, Planned], bool]] = {
    ("addressee", Contact.sheet.name): _is_addressee,
    ("inspection", Contact.sheet.name): _is_addressee,
    ("period", TimetableChange.sheet.name): _of_the_stretch,
    ("stretch", TimetableChange.sheet.name): _of_the_stretch,
    ("decision", Decision.sheet.name): lambda decision, planned: (
        decision.council == planned.subject and decision.about != planned.class_name
    ),
    ("talk", Talk.sheet.name): _is_talk,
    ("readers", StaffNote.sheet.name): lambda note, planned: planned.subject in note.audience,
}
"""Which rows of a sheet a document sees that is about one of them: one letter, one council, one talk, one group."""


def _of_career(row: Row, dossier: Dossier, planned: Planned) -> bool:
    """Whether a row of an earlier version counts on: for another school, goals and measures once ratified do."""
    settled = {version.name for version in dossier.versions if version.covering(()) is not None}
    return planned.spec.of_transfer and isinstance(row, Measure | Agreement) and row.about in settled


def kinds_of(row: Row) -> frozenset[str]:
    """The kind or kinds of a row; none for a sheet whose rows have none."""
    values = vars(row)  # asking a row for what it does not have takes long
    kinds = values.get("kinds") or values.get("kind") or ()
    return frozenset({kinds} if isinstance(kinds, str) else kinds)


@cache
def has_kinds(name: str) -> bool:
    """Whether the rows of a sheet can be of a kind."""
    return not {"kind", "kinds"}.isdisjoint(sheets()[name].model_fields)


def school_of(records: Records, headings: tuple[str, ...]) -> School:
    """What these columns of the sheet School say: the same for every document of a type."""
    rows: tuple[Any, ...] = records.once(of_the_school, "School", headings)
    return gather(rows)


@cache
def columns_of(name: str, headings: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(column for column in sheets()[name].columns() if column.heading in headings)


def copied(
    columns: tuple[Column, ...], rows: Iterable[Row], records: Records, dossier: Dossier
) -> tuple[ReleasedRow, ...]:
    make = shape(columns)
    return tuple(make(row, decision_behind(row, records, dossier)) for row in rows)


def decision_behind(row: Row, records: Records, dossier: Dossier) -> tuple[str, date] | None:
    """Number and date of the decision that a measure rests on."""
    if type(row) is not Measure:
        return None
    decision = dossier.covering(row, records.today)
    return (decision.decision_id, decision.on) if decision else None
