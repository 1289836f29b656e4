"""E: an adapted exam schedule never overlaps, and keeps out of the weeks without tests and of a time-out."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import CellRef, Effect, Severity
from docgen.plan.own_rows import exams_of
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.school.exams import Sitting, overlapping, sittings
from docgen.spec import Breach, rule
from docgen.tables.care import AWAY


def taken(records: Records, dossier: Dossier, version: Version) -> tuple[Sitting, ...]:
    """How a student takes the exams on the days on which a version counts."""
    start = version.trajectory.start
    inside = [exam for exam in exams_of(records, dossier) if start <= exam.on <= version.last_day]
    return sittings(
        inside, version.exams, dossier.extra_time(records.today), records.school.limits["Factor langere tijd"]
    )


def _schedules(records: Records) -> tuple[tuple[Dossier, Version, tuple[Sitting, ...]], ...]:
    return tuple(
        (dossier, version, taken(records, dossier, version))
        for dossier, version in records.versions()
        if version.exams or version.measures
    )


def _place(sitting: Sitting, heading: str = "Nieuwe datum") -> CellRef:
    """The cell that puts an exam where it is: in the change if there is one, else in the class's schedule."""
    if sitting.change is None:
        return sitting.base.at("Datum")  # type: ignore[no-any-return]
    return sitting.change.at(heading if sitting.change.new_date else "Datum")  # type: ignore[no-any-return]


@rule("E01", Severity.ERROR, effect=Effect.BLOCK, documents=("examenrooster",), source="S0 48")
def exams_do_not_overlap(records: Records) -> Iterator[Breach]:
    """Twee examens van een leerling vallen niet samen, extra tijd meegerekend."""
    for dossier, version, schedule in records.once(_schedules):
        for one, other in overlapping(schedule):
            if one.change is None and other.change is not None:
                one, other = other, one
            yield Breach(_place(one), "", frozenset({dossier.name}), version.name, also=(_place(other),))


@rule("E06", Severity.ERROR, effect=Effect.BLOCK, documents=("examenrooster", "hervattingsplan"), source="S0 50")
def no_exam_while_getting_back(records: Records) -> Iterator[Breach]:
    """Geen examen in een periode zonder evaluaties."""
    for dossier, version, schedule in records.once(_schedules):
        for measure in version.measures:
            first = measure.start or version.trajectory.start
            for sitting in schedule:
                if measure.no_tests_until and sitting.on and first <= sitting.on <= measure.no_tests_until:
                    whom, until = frozenset({dossier.name}), measure.at("Evaluatievrij tot")
                    yield Breach(_place(sitting), "", whom, version.name, also=(until,))


@rule("E07", Severity.ERROR, effect=Effect.BLOCK, documents=("examenrooster",), source="S0 49")
def no_exam_during_time_out(records: Records) -> Iterator[Breach]:
    """Geen examen tijdens een volledige time-out."""
    for dossier, version, schedule in records.once(_schedules):
        for measure in version.measures:
            if measure.kind not in AWAY or any(measure.half_days) or not (measure.start and measure.end):
                continue
            for sitting in schedule:
                if sitting.on and measure.start <= sitting.on <= measure.end:
                    yield Breach(
                        _place(sitting), "", frozenset({dossier.name}), version.name, also=(measure.at("Van"),)
                    )
