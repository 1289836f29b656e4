"""B: versions and councils that must agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from docgen.findings import Effect, Severity
from docgen.plan.own_rows import exams_by_class, exams_of
from docgen.records.dossier import Records
from docgen.records.version import State
from docgen.records.whom import student_of
from docgen.rules.breaches import without_rows
from docgen.rules.gates import OF_VERSION, breach
from docgen.spec import Breach, rule
from docgen.tables.care import ExamChange
from docgen.tables.council import Decision


@rule("B05", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="sheets 1, 9", misses=("Beslissingen",))
def newest_version_has_its_own_decision(records: Records) -> Iterator[Breach]:
    """Een beslissing geldt voor één versie; een nieuwe versie blijft ontwerp tot ze zelf goedgekeurd is."""
    refused = {row.key for row in records.register.rejected if row.sheet == "Trajecten"}
    for dossier in records.dossiers.values():
        versions = dossier.every_version
        numbers = [_number(version.name) for version in versions]
        known = {*numbers, *(_number(name) for name in refused if student_of(name) == dossier.name)}
        for version, number in zip(versions, numbers, strict=True):
            if number > 1 and number - 1 not in known:
                yield breach(dossier, version, version.trajectory.at("Traject-ID"), "gap", args=(("n", number - 1),))
        variants = [version for version, n in zip(versions, numbers, strict=True) if n == max(numbers)]
        older = [version for version in versions if version not in variants]
        undecided = all(version.state in (State.PROPOSAL, State.ON_AGENDA) for version in variants)
        if older and older[-1].decisions and undecided:
            place = variants[-1].trajectory.at("Traject-ID")
            yield breach(dossier, variants[-1], place, also=(older[-1].decisions[-1].at("Over wie"),))


def _number(trajectory_id: str) -> int:
    """2 of 'L0231-2a'."""
    return int("".join(c for c in trajectory_id.rpartition("-")[2] if c.isdigit()) or 0)


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
            whom = frozenset(name for row in odd for name in _students(row, records))
            yield Breach(odd[0].at("Datum"), "", whom, also=tuple(row.at("Datum") for row in odd[1:]))


def _students(decision: Decision, records: Records) -> Iterator[str]:
    """The students a decision is about: of a trajectory, itself a student, or all of a class."""
    for dossier in records.dossiers.values():
        about = decision.about or ""
        if dossier.name in (about, student_of(about)) or dossier.student.class_name == about:
            yield dossier.name


@rule(
    "B02",
    Severity.ERROR,
    effect=Effect.BLOCK,
    documents=("examenrooster",),
    source="sheets 9",
    misses=("Examenrooster", "Leerlingen"),
)
def changed_exam_exists(records: Records) -> Iterator[Breach]:
    """Een aangepast examen staat in het examenrooster van de leerling."""
    changed, by_class = [d for d in records.dossiers.values() if d.of(ExamChange)], records.once(exams_by_class)
    if "Examenrooster" in records.register.present:
        yield from without_rows(changed, by_class)
        changed = [dossier for dossier in changed if dossier.student.class_name in by_class]
    for dossier in changed:
        own = exams_of(records, dossier)
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
