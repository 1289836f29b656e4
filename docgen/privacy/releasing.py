"""Dossier -> Released: what one document may see of its student, its students or its transfer, and of the school."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.columns import Row
from docgen.plan.planned import DRAFT, Planned, Share
from docgen.plan.seats import Seat, seats
from docgen.plan.shared import decided_versions
from docgen.privacy.choosing import (
    OF_CLASSES,
    OF_COUNCILS,
    OF_THE_SCHOOL,
    choose,
    columns_of,
    copied,
    decision_behind,
    has_kinds,
    kinds_of,
    of_the_class,
    of_the_school,
    school_of,
)
from docgen.privacy.gate import Gate, Released
from docgen.privacy.released import Filled, ReleasedRow, shape
from docgen.privacy.transfer import FIELDS, decides_alone, granted
from docgen.records.dossier import Dossier, Records
from docgen.records.whom import student_of
from docgen.school.school import School
from docgen.spec import DocumentSpec, sheet
from docgen.tables.care import Agreement
from docgen.tables.council import Council, Decision
from docgen.tables.transfer import Transfer


def release(records: Records, planned: Planned, status: str, *, without: frozenset[str] = frozenset()) -> Released:
    """What this document may see of its student and its school; a shared one shows nothing of those it is `without`."""
    rows: Mapping[str, tuple[Any, ...]]
    codes = frozenset[str]()
    if planned.spec.shared:
        rows = _shared_rows(records, planned, [share for share in planned.among if share.student not in without])
    elif planned.spec.of_transfer:
        rows, codes = _transfer_rows(records, records.dossiers[planned.student], planned)
    else:
        rows = _document_rows(records, records.dossiers[planned.student], planned, status)
    headings = planned.spec.fields.get("School") or planned.spec.envelope.get("School")
    school = records.once(school_of, headings) if headings else School()
    shown = planned.students - without
    of_age = bool(planned.student) and decides_alone(records.dossiers[planned.student], records.today)
    return Released(planned, status, records.today, school, rows, codes, shown, records.logo, of_age, Gate.KEY)


def _shared_rows(records: Records, planned: Planned, shares: Sequence[Share]) -> Mapping[str, tuple[Any, ...]]:
    """The rows of the school, and of each student who is shown: what a document about that one alone would see."""
    spec = planned.spec
    each = [(records.dossiers[share.student], planned.alone(share)) for share in shares]
    rows: dict[str, tuple[Any, ...]] = {}
    for name, headings in spec.fields.items():
        if name in OF_THE_SCHOOL or name in OF_CLASSES:
            rows[name] = records.once(of_the_school, name, headings)
            continue
        make = shape(columns_of(name, headings))
        found: dict[int, ReleasedRow] = {}  # a decision on a class is everybody's: it stands there once
        if spec.per == "council":
            found |= {id(row): make(row, None) for row in _of_council(records, planned, shares, name)}
        if spec.per != "council" or name not in OF_COUNCILS:
            for dossier, alone in each:
                for row in choose(name, records, dossier, alone, draft=spec.proposals):
                    if id(row) not in found:
                        found[id(row)] = make(row, decision_behind(row, records, dossier))
        rows[name] = tuple(found.values())
    if spec.per == "supervisor":
        rows["Zittingen"] = tuple(_seats(records, planned, shares))
    for name, headings in spec.filled.items():
        rows[f"{name} ingevuld"] = tuple(_filled(records, planned, shares, name, headings))
    return rows


def _filled(
    records: Records, planned: Planned, shares: Iterable[Share], name: str, headings: Collection[str]
) -> Iterator[Filled]:
    """Per row which of these columns say something: a document that only counts does not need what they say."""
    columns = [column for column in sheet(name).columns() if column.heading in headings]
    for share in shares:
        alone = planned.alone(share)
        for row in choose(name, records, records.dossiers[share.student], alone, draft=planned.spec.proposals):
            said = frozenset(column.heading for column in columns if getattr(row, column.attribute))
            yield Filled(share.version or share.student, said)


def _seats(records: Records, planned: Planned, shares: Iterable[Share]) -> Iterator[Seat]:
    """The exams of these students with one supervisor. When they end is open to all; the measure behind it is not."""
    for share in shares:
        every = records.once(_every_seat, planned.spec, share.student, share.version)
        yield from (seat for seat in every if seat.supervisor == planned.subject)


def _every_seat(records: Records, spec: DocumentSpec, student: str, name: str) -> tuple[Seat, ...]:
    """The same with all supervisors, of one student in one version."""
    dossier = records.dossiers[student]
    versions = decided_versions(spec, dossier)
    version = next((version for version in versions if version.name == name), None)
    return tuple(seats(records, dossier, version, versions))


def _of_council(records: Records, planned: Planned, shares: Sequence[Share], name: str) -> Iterable[Row]:
    """A council itself, its points with what was agreed: of a student who is shown, or of nobody in particular."""
    shown, known = {share.student for share in shares}, records.dossiers
    points = records.once(_by_council).get(planned.subject, ())
    students = {point.decision_id: student_of(point.about or "") for point in points}
    numbers = {number for number, student in students.items() if student in shown or student not in known}
    if name == Decision.sheet.name:
        return [point for point in points if point.decision_id in numbers]
    if name == Agreement.sheet.name:
        found = [numbered for number in numbers for numbered in records.once(_by_point).get(number, ())]
        return [row for _, row in sorted(found, key=lambda numbered: numbered[0])]
    return records.once(_councils).get(planned.subject, ()) if name == Council.sheet.name else ()


def _councils(records: Records) -> Mapping[str, Sequence[Council]]:
    """The rows of each council."""
    found: dict[str, list[Council]] = {}
    for council in records.register.of(Council):
        found.setdefault(council.council_id, []).append(council)
    return found


def _by_council(records: Records) -> Mapping[str, Sequence[Decision]]:
    """The points of each council, in the order of the sheet."""
    found: dict[str, list[Decision]] = {}
    for decision in records.register.of(Decision):
        found.setdefault(decision.council, []).append(decision)
    return found


def _by_point(records: Records) -> Mapping[str, Sequence[tuple[int, Agreement]]]:
    """What was agreed about each point, with the number of the row."""
    found: dict[str, list[tuple[int, Agreement]]] = {}
    for numbered in enumerate(records.register.of(Agreement)):
        found.setdefault(numbered[1].about, []).append(numbered)
    return found


def _document_rows(
    records: Records, dossier: Dossier, planned: Planned, status: str
) -> Mapping[str, tuple[ReleasedRow, ...]]:
    rows, draft = {}, status == DRAFT or planned.spec.proposals
    for name, headings in planned.spec.fields.items():
        if name in OF_THE_SCHOOL:
            rows[name] = records.once(of_the_school, name, headings)
        elif name in OF_CLASSES:
            student = dossier.student
            rows[name] = records.once(of_the_class, name, headings, student.class_name, student.groups, planned.period)
        else:
            chosen = choose(name, records, dossier, planned, draft=draft)
            if name == Council.sheet.name:
                chosen = records.once(_councils).get(planned.subject, ())
            rows[name] = copied(columns_of(name, headings), chosen, records, dossier)
    return rows


def _transfer_rows(
    records: Records, dossier: Dossier, planned: Planned
) -> tuple[Mapping[str, tuple[ReleasedRow, ...]], frozenset[str]]:
    """The rows of the fields that go with this transfer, and the codes of those fields."""
    transfer = next(row for row in dossier.of(Transfer) if row.to_school == planned.to_school)
    codes = granted(transfer, alone=decides_alone(dossier, records.today))
    rows: dict[str, tuple[ReleasedRow, ...]] = {}
    spec = planned.spec
    for name, headings in spec.envelope.items():
        if name in OF_THE_SCHOOL:
            rows[name] = records.once(of_the_school, name, headings)
            continue
        own = name == "Overdrachten"
        chosen = [transfer] if own else choose(name, records, dossier, planned, draft=False)
        rows[name] = copied(columns_of(name, headings), chosen, records, dossier)
    for code in sorted(codes):
        for name, headings in FIELDS[code].columns.items():
            if name in OF_THE_SCHOOL and not (FIELDS[code].kinds and has_kinds(name)):
                rows.setdefault(name, records.once(of_the_school, name, headings))
                continue
            chosen = _choose_transferred(name, records, dossier, planned, FIELDS[code].kinds)
            key = name if name in OF_THE_SCHOOL or (name == "Leerlingen" and code == "TR01") else f"{code} {name}"
            rows.setdefault(key, copied(columns_of(name, headings), chosen, records, dossier))  # unless in the envelope
    return rows, codes


def _choose_transferred(
    name: str, records: Records, dossier: Dossier, planned: Planned, kinds: frozenset[str]
) -> Iterable[Row]:
    chosen = choose(name, records, dossier, planned, draft=False)
    return [row for row in chosen if not kinds or kinds.intersection(kinds_of(row) or kinds)]
