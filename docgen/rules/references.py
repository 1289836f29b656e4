"""B: a student is at school on the day a plan starts, and people do what their function allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen.columns import Row, plain, written_alike
from docgen.findings import Effect, Severity
from docgen.plan.own_rows import exams_by_class, lessons_by_class
from docgen.records.dossier import Records
from docgen.rules.facts import staff, students_by_class
from docgen.rules.gates import OF_VERSION
from docgen.spec import Breach, rule
from docgen.tables.care import REPORTS, ExamChange, Measure, TimetableChange
from docgen.tables.school import StaffMember, Student
from docgen.tables.timetables import Exam, Place

AGES = range(10, 26)
"""Of who sits in a secondary school. Source: sheets.md 3.2."""
GUIDES = ("leerlingbegeleider", "zorgcoördinator", "graadcoördinator", "directie", "leraar", "leerondersteuner")
SUPERVISES = ("opvoeder", "leraar", "directie")
FROM_OUTSIDE = frozenset({"CLB", "extern"})
"""Who works at the school may supervise, whatever the function; who comes from outside may not."""


@rule("B01", Severity.ERROR, effect=Effect.BLOCK, documents=OF_VERSION, source="domain 3.8")
def student_is_at_school(records: Records) -> Iterator[Breach]:
    """Een traject of maatregel begint als de leerling op school is: na de inschrijving, voor de uitschrijving."""
    for dossier in records.dossiers.values():
        student, whom = dossier.student, frozenset({dossier.name})
        left, enrolled = student.at("Uitgeschreven op"), student.at("Ingeschreven op")
        told = set()
        for version in dossier.versions:
            start, place = version.trajectory.start, version.trajectory.at("Start")
            if student.left_on and start > student.left_on:
                told.add(version.name)
                yield Breach(place, "left", whom, version.name, also=(left,))
            elif start < student.enrolled_on:
                yield Breach(place, "not_yet", whom, version.name, also=(enrolled,))
        for measure in dossier.of(Measure):
            late = student.left_on and measure.start and measure.start > student.left_on
            if late and measure.kind not in REPORTS and measure.about not in told:
                about = str(measure.about) if measure.about != dossier.name else ""
                yield Breach(measure.at("Van"), "left", whom, about, also=(left,))


@rule("B03", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, needs=("Personeel",), source="domain 3.8")
def function_fits(records: Records) -> Iterator[Breach]:
    """Wie begeleidt of toezicht houdt, heeft een functie die dat toelaat."""
    people = records.once(staff)
    for dossier, version in records.versions():
        trajectory, mentor = version.trajectory, people.get(version.trajectory.mentor)
        if mentor and not set(GUIDES).intersection(mentor.functions):
            yield _misfit(trajectory, "Mentor", mentor, GUIDES, frozenset({dossier.name}), version.name)
        for change in version.exams:
            yield from _supervision(change, people.get(change.supervisor or ""), frozenset({dossier.name}))
    for exam in records.register.of(Exam):
        person = people.get(exam.supervisor or "")
        if person and FROM_OUTSIDE.issuperset(person.functions):
            sitting = (records.once(students_by_class).get(str(name), ()) for name in exam.classes)
            yield from _supervision(exam, person, frozenset(student for students in sitting for student in students))
    for place in records.register.of(Place):
        person = people.get(place.supervisor)
        if person and FROM_OUTSIDE.issuperset(person.functions):
            users = {dossier.name for dossier, version in records.versions() if _uses(version.timetable, place)}
            yield from _supervision(place, person, frozenset(users))


def _uses(changes: tuple[TimetableChange, ...], place: Place) -> bool:
    return any(change.place == place.name for change in changes)


def _supervision(row: Row, person: StaffMember | None, whom: frozenset[str]) -> Iterator[Breach]:
    if person and FROM_OUTSIDE.issuperset(person.functions):
        document = "lesrooster" if isinstance(row, Place) else "examenrooster"
        version = str(row.trajectory) if isinstance(row, ExamChange) else ""
        yield _misfit(row, "Toezicht", person, SUPERVISES, whom, version, document)


def _misfit(
    row: Row,
    heading: str,
    person: StaffMember,
    fit: tuple[str, ...],
    whom: frozenset[str],
    version: str = "",
    document: str = "",
) -> Breach:
    documents = frozenset({document}) if document else None
    place, function = row.at(heading), person.at("Functie")
    allowed = (("allowed", fit),)
    return Breach(place, "function", whom, version, allowed, person.code, also=(function,), documents=documents)


@rule("B07", Severity.ERROR, effect=Effect.BLOCK, source="sheets 3.2")
def class_has_one_name(records: Records) -> Iterator[Breach]:
    """Een klas en een groep zijn overal op dezelfde manier geschreven."""
    alike: dict[str, list[tuple[str, frozenset[str]]]] = {}
    taught = records.once(lessons_by_class)
    for name, students in records.once(students_by_class).items():
        alike.setdefault(written_alike(name), []).append((name, students))
    for names in alike.values():
        usual, *others = sorted(names, key=lambda found: (found[0] not in taught, -len(found[1]), found[0]))
        for name, students in others:
            for student in sorted(students):
                place = records.dossiers[student].student.at("Klas")
                yield Breach(place, "", frozenset({student}), value=name, suggestion=usual[0])
    yield from _groups_spelled_otherwise(records)


@rule("A03", Severity.WARNING, source="domain 3.8")
def student_stands_there_once(records: Records) -> Iterator[Breach]:
    """Een leerling staat één keer in Leerlingen, onder één Leerling-ID."""
    people: dict[tuple[frozenset[str], date], Student] = {}
    for dossier in records.dossiers.values():
        student = dossier.student
        if student.left_on and student.left_on < records.today:
            continue
        person = frozenset(plain(f"{student.first_name} {student.family_name}").split()), student.birth_date
        other = people.setdefault(person, student)
        if other is not student:
            place, also = student.at("Leerling-ID"), (other.at("Leerling-ID"),)
            yield Breach(place, "person", frozenset({dossier.name, other.student_id}), also=also)


def _groups_spelled_otherwise(records: Records) -> Iterator[Breach]:
    """Rows of a group of a class that no student is in, while one that is written alike has students."""
    members: dict[str, dict[str, set[str]]] = {}
    for name, dossier in records.dossiers.items():
        for group in dossier.student.groups:
            members.setdefault(dossier.student.class_name, {}).setdefault(group, set()).add(name)
    for by_class in (records.once(lessons_by_class), records.once(exams_by_class)):
        for class_name, groups in members.items():
            alike = {written_alike(group): group for group in groups}
            for group, rows in by_class.groups(class_name):
                near = alike.get(written_alike(group)) if group not in groups else None
                if near:
                    whom = frozenset(groups[near])
                    yield from (Breach(row.at("Groep"), "group", whom, value=group, suggestion=near) for row in rows)


@rule("B08", Severity.ERROR, effect=Effect.BLOCK, source="sheets 3.2")
def student_has_the_age_of_a_student(records: Records) -> Iterator[Breach]:
    """Wie op school zit, is volgens de geboortedatum 10 tot 25 jaar."""
    for name, dossier in records.dossiers.items():
        left = dossier.student.left_on
        if dossier.age(records.today) not in AGES and (left is None or left >= records.today):
            args = (("least", AGES[0]), ("most", AGES[-1]), ("example", "14/03/2010"))
            yield Breach(dossier.student.at("Geboortedatum"), "", frozenset({name}), args=args)
