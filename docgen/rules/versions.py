"""B: versions and councils that must agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from docgen.dossier import Records, State
from docgen.exams import own_exams
from docgen.findings import Effect, Severity
from docgen.rules.gates import OF_VERSION, breach
from docgen.spec import Breach, rule
from docgen.tables.care import ExamChange
from docgen.tables.council import Decision
from docgen.tables.timetables import Exam
from docgen.validate import student_of


@rule("B05", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="sheets 1, 9")
def newest_version_has_its_own_decision(records: Records) -> Iterator[Breach]:
    """Een beslissing geldt voor één versie; een nieuwe versie blijft ontwerp tot ze zelf goedgekeurd is."""
    for dossier in records.dossiers.values():
        numbers = [int("".join(c for c in version.trajectory.version if c.isdigit())) for version in dossier.versions]
        for version, number in zip(dossier.versions, numbers, strict=True):
            if number > 1 and number - 1 not in numbers:
                yield breach(dossier, version, version.trajectory.at("Traject-ID"), "gap", args=(("n", number - 1),))
        if len(dossier.versions) > 1:
            newest, before = dossier.versions[-1], dossier.versions[-2]
            if newest.state in (State.PROPOSAL, State.ON_AGENDA) and before.decisions:
                place = newest.trajectory.at("Traject-ID")
                yield breach(dossier, newest, place, also=(before.decisions[-1].at("Over wie"),))


@rule("B06", Severity.ERROR, effect=Effect.BLOCK, source="sheets 9")
def council_meets_on_one_day(records: Records) -> Iterator[Breach]:
    """Alle punten van één klassenraad hebben dezelfde datum."""
    councils: dict[str, list[Decision]] = defaultdict(list)
    for decision in records.register.of(Decision):
        councils[decision.council].append(decision)
    for rows in councils.values():
        days = [row.on for row in rows]
        usual = max(set(days), key=lambda day: (days.count(day), day))
        odd = [row for row in rows if row.on != usual]
        if odd:
            whom = frozenset(student_of(row.about) for row in odd if row.about in _keys(records))
            yield Breach(odd[0].at("Datum"), "", whom, also=tuple(row.at("Datum") for row in odd[1:]))


def _keys(records: Records) -> set[str]:
    versions = {version.name for _, version in records.versions()}
    return versions | set(records.dossiers)


@rule("B02", Severity.ERROR, effect=Effect.BLOCK, documents=("examenrooster",), source="sheets 9")
def changed_exam_exists(records: Records) -> Iterator[Breach]:
    """Een aangepast examen staat in het examenrooster van de leerling."""
    exams = records.register.of(Exam)
    for dossier in records.dossiers.values():
        own = own_exams(exams, dossier.student.class_name, dossier.student.groups)
        known = {(exam.subject, exam.on) for exam in own}
        for change in dossier.of(ExamChange):
            if (change.subject, change.exam_on) not in known:
                near = [exam.on for exam in own if exam.subject == change.subject]
                yield Breach(
                    change.at("Datum"),
                    "exam",
                    frozenset({dossier.name}),
                    str(change.trajectory),
                    args=(("heading", "Datum"), ("sheet", "Examenrooster")),
                    value=change.exam_on.strftime("%d/%m/%Y"),
                    suggestion=_nearest(change.exam_on, near),
                )


def _nearest(day: date, days: list[date]) -> str | None:
    close = [other for other in days if abs((other - day).days) <= 31]
    return min(close, key=lambda other: abs((other - day).days)).strftime("%d/%m/%Y") if close else None
