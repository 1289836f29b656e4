"""The documents about one student: one per version, stretch of days, exam schedule, letter, decision, transfer, ..."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain

from docgen.columns import Row
from docgen.plan.planned import Planned
from docgen.records.dossier import Dossier, Records
from docgen.records.version import State, Version, ratified
from docgen.records.whom import whom
from docgen.school.timetable import Period, periods
from docgen.spec import DocumentSpec
from docgen.tables.care import Talk
from docgen.tables.council import APPROVED, Decision
from docgen.tables.notes import StaffNote
from docgen.tables.school import ITSELF, OF_AGE, Contact
from docgen.tables.transfer import Transfer


def alive(dossier: Dossier) -> Iterator[Version]:
    """The versions that may have documents: not refused, not stopped, not wholly replaced."""
    for version in dossier.versions:
        gone = version.state in (State.REFUSED, State.STOPPED)
        if not gone and version.last_day >= version.trajectory.start:
            yield version


def wanted(spec: DocumentSpec, dossier: Dossier) -> Iterator[Version]:
    """The versions that this type of document is made of: in its states, with a row of its kinds."""
    versions = dossier.versions if spec.states else tuple(alive(dossier))
    for version in versions:
        stands = not spec.states or version.state in spec.states
        if stands and spec.asked(dossier, version) and has_kinds(spec.when, dossier, {version.name, dossier.name}):
            yield version


def has_kinds(when: Mapping[str, Collection[str]], dossier: Dossier, about: set[str]) -> bool:
    """Whether this student has the rows without which a type of document says nothing (`DocumentSpec.when`).

    What a council refused, withdrew or put off asks for nothing.
    """
    if not when:
        return True
    rows = ((row, kinds) for name, kinds in when.items() for row in dossier.rows.get(name, ()) if _stands(row))
    return any(whom(row) in about and is_of_kinds(row, kinds) for row, kinds in rows)


def is_of_kinds(row: Row, kinds: Collection[str]) -> bool:
    """Whether a row is of one of these kinds; without kinds every row of the sheet is."""
    return not kinds or not _kinds(row).isdisjoint(kinds)


def _stands(row: Row) -> bool:
    return not isinstance(row, Decision) or row.outcome is None or row.outcome in APPROVED


def _kinds(row: Row) -> frozenset[str]:
    """The kind or kinds of a row; of a talk also the parties, of a changed hour what fills it."""
    found = [getattr(row, name) or () for name in _saying_kinds(type(row))]
    return frozenset(chain.from_iterable({value} if isinstance(value, str) else value for value in found))


@cache
def _saying_kinds(row_type: type[Row]) -> tuple[str, ...]:
    """The attributes in which a row of this sheet says of what kind it is."""
    return tuple(name for name in ("kinds", "kind", "filling", "parties") if name in row_type.model_fields)


def newest(versions: list[Version]) -> Version | None:
    """The newest ratified version that has started, else the newest ratified, else the newest there is."""
    settled = [version for version in versions if version.covering(()) is not None]
    started = [version for version in settled if version.trajectory.start <= version.today]
    return next(reversed(started or settled or versions), None)


def _per_period(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    for version in wanted(spec, dossier):
        for period in periods(version.timetable, version.trajectory.start, version.last_day):
            yield _planned(spec, dossier, f"{version.name}_{period.start.isoformat()}", version, period)


def _per_exams(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    for version in wanted(spec, dossier):
        if version.exams:
            yield _planned(spec, dossier, version.name, version)


def _per_trajectory(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    for version in wanted(spec, dossier):
        yield _planned(spec, dossier, version.name, version)


def _per_student(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    version = newest(list(wanted(spec, dossier)))
    if version:
        yield _planned(spec, dossier, dossier.name, version)


def _per_addressee(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    """A letter per parent who may have one; a student of age gets it instead."""
    for version in wanted(spec, dossier):
        for index, name in enumerate(_addressees(dossier, today), start=1):
            yield _planned(spec, dossier, f"{version.name}_{index}", version, subject=name)


def _addressees(dossier: Dossier, today: date) -> tuple[str, ...]:
    """The names in Contacten that a letter may go to; "" stands for the student."""
    if dossier.age(today) >= OF_AGE:
        return ("",)
    parents = (contact for contact in dossier.of(Contact) if contact.relation != ITSELF)
    return tuple(contact.name for contact in parents if contact.may_receive)


def _per_decision(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    """One per council that ratified a decision about this student or a version, not about the whole class."""
    names = {dossier.name, *(version.name for version in dossier.versions)}
    own = [d for d in dossier.of(Decision) if d.about in names and ratified(d, today)]
    for council in dict.fromkeys(decision.council for decision in own):
        about = [decision.about for decision in own if decision.council == council]
        version = next((v for v in dossier.versions if v.name in about), None)
        number = f"{dossier.name}_{council}"
        yield Planned(
            spec, dossier.name, dossier.student.class_name, number, version.name if version else "", subject=council
        )


def _per_talk(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    """One per day on which somebody the document is about was talked with: a row with a summary.

    Talks of one day stand together; the version is the newest that one of them is about.
    """
    versions = {version.name: version for version in dossier.versions}
    days: dict[date, str] = {}
    for talk in sorted(dossier.of(Talk), key=lambda talk: talk.on):
        if talk.summary and talk.on <= today and is_of_kinds(talk, spec.when["Overleg"]):
            order = [*versions].index
            names = [name for name in (days.get(talk.on, ""), talk.about) if name in versions]
            days[talk.on] = max(names, key=order, default="")
    for day, name in days.items():
        number = f"{dossier.name}_{day.isoformat()}"
        yield Planned(spec, dossier.name, dossier.student.class_name, number, name, Period(day, day))


def _per_readers(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    """One per group of readers for whom a staff note still counts."""
    notes = [note for note in dossier.of(StaffNote) if note.valid_until >= today]
    for readers in dict.fromkeys(chain.from_iterable(note.audience for note in notes)):
        number = f"{dossier.name}_{readers.replace(' ', '-')}"
        yield Planned(spec, dossier.name, dossier.student.class_name, number, subject=readers)


def _per_inspection(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    """A letter per transfer and per parent who may have one; a student of age gets it instead."""
    for about in _per_transfer(spec, dossier, today):
        for index, name in enumerate(_addressees(dossier, today), start=1):
            yield replace(about, number=f"{about.number}_{index}", subject=name)


def _per_transfer(spec: DocumentSpec, dossier: Dossier, today: date) -> Iterator[Planned]:
    settled = [version.name for version in dossier.versions if version.covering(()) is not None]
    transfers = dossier.of(Transfer)
    for index, transfer in enumerate(transfers, start=1):
        number = dossier.name if len(transfers) == 1 else f"{dossier.name}-{index}"
        about = (dossier.name, dossier.student.class_name, number, settled[-1] if settled else "")
        for copy in spec.copies:
            yield Planned(spec, *about, copy=copy, to_school=transfer.to_school)


def _planned(
    spec: DocumentSpec,
    dossier: Dossier,
    number: str,
    version: Version,
    period: Period | None = None,
    *,
    subject: str = "",
) -> Planned:
    days = period or Period(version.trajectory.start, version.last_day)
    return Planned(spec, dossier.name, dossier.student.class_name, number, version.name, days, subject=subject)


def with_versions(records: Records) -> tuple[Dossier, ...]:
    """The students with a trajectory: one in fourteen of a school, and every type of document asks."""
    return tuple(dossier for dossier in records.dossiers.values() if dossier.versions)


def _of_each(
    make: Callable[[DocumentSpec, Dossier, date], Iterator[Planned]],
) -> Callable[[DocumentSpec, Records], Iterator[Planned]]:
    def per_dossier(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
        for dossier in records.dossiers.values():
            yield from make(spec, dossier, records.today)

    return per_dossier


def _of_versions(
    make: Callable[[DocumentSpec, Dossier, date], Iterator[Planned]],
) -> Callable[[DocumentSpec, Records], Iterator[Planned]]:
    def per_dossier(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
        for dossier in records.once(with_versions):
            yield from make(spec, dossier, records.today)

    return per_dossier


STUDENT_MAKERS: Mapping[str, Callable[[DocumentSpec, Records], Iterator[Planned]]] = {
    "period": _of_versions(_per_period),
    "exams": _of_versions(_per_exams),
    "trajectory": _of_versions(_per_trajectory),
    "student": _of_versions(_per_student),
    "addressee": _of_versions(_per_addressee),
    "decision": _of_each(_per_decision),
    "talk": _of_each(_per_talk),
    "readers": _of_each(_per_readers),
    "inspection": _of_each(_per_inspection),
    "transfer": _of_each(_per_transfer),
}
"""What a document about one student is made per."""
