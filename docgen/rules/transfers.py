"""G: a transfer copy exists only after enrolment, questions to the student, inspection and the objection term."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Effect, Severity
from docgen.privacy.transfer import FIELDS, MANDATORY_REPORTS, Condition, conditions, decides_alone, ground
from docgen.records.dossier import Dossier, Records
from docgen.spec import Breach, rule
from docgen.tables.care import Measure
from docgen.tables.transfer import Transfer

TRANSFER_COPY = ("overdrachtsfiche overdracht",)


def _open(records: Records, names: tuple[str, ...]) -> Iterator[tuple[Dossier, Transfer, Condition]]:
    days = records.school.limits["Verzetstermijn in dagen"]
    for dossier in records.dossiers.values():
        for transfer in dossier.of(Transfer):
            for condition in conditions(transfer, dossier, days, records.today):
                if condition.name in names and not condition.met:
                    yield dossier, transfer, condition


def _breach(dossier: Dossier, transfer: Transfer, condition: Condition, case: str = "") -> Breach:
    """A condition that is not met: a remark while the transfer waits, an error once it was sent all the same."""
    severity = None if transfer.sent_on else Severity.NOTE
    facts = (("date", condition.on),) if condition.on else ()
    return Breach(transfer.at(condition.heading), case, frozenset({dossier.name}), args=facts, severity=severity)


@rule("G03", Severity.ERROR, effect=Effect.BLOCK, documents=TRANSFER_COPY, source="F51")
def student_is_enrolled_there(records: Records) -> Iterator[Breach]:
    """Een school krijgt pas gegevens als de leerling er ingeschreven is."""
    for dossier, transfer, condition in _open(records, ("enrolled",)):
        yield _breach(dossier, transfer, condition, "future" if condition.on else "")


@rule("G04", Severity.ERROR, effect=Effect.BLOCK, documents=TRANSFER_COPY, source="F2; F7")
def family_had_its_say(records: Records) -> Iterator[Breach]:
    """Voor de overdracht is de leerling bevraagd, inzage aangeboden en de termijn voorbij, of er is getekend."""
    for dossier, transfer, condition in _open(records, ("asked", "inspection", "term")):
        if condition.name == "term" and transfer.inspection_on is None:
            continue  # the term starts with the inspection, which is missing already
        yield _breach(dossier, transfer, condition, condition.name)


@rule("G05", Severity.WARNING, source="domain 6.2")
def objection_can_be_followed(records: Records) -> Iterator[Breach]:
    """Verzet geldt voor elk veld waar verzet kan; het veld valt dan weg zonder spoor."""
    for dossier in records.dossiers.values():
        for transfer in dossier.of(Transfer):
            for heading, codes in (
                ("Niet volgens leerling", transfer.student_objects),
                ("Niet volgens ouders", transfer.parents_object),
            ):
                alone = heading == "Niet volgens ouders" and decides_alone(dossier, records.today)
                if any(not FIELDS[code].may_be_objected_to for code in codes):
                    yield Breach(transfer.at(heading), "", frozenset({dossier.name}))
                elif codes and alone:
                    yield Breach(transfer.at(heading), "adult", frozenset({dossier.name}))


@rule("G15", Severity.ERROR, effect=Effect.BLOCK, documents=TRANSFER_COPY, source="domain 6.2", misses=("Maatregelen",))
def required_report_is_there(records: Records) -> Iterator[Breach]:
    """Naar het buitengewoon onderwijs gaat altijd een GC-, IAC- of OV4-verslag mee."""
    for dossier in records.dossiers.values():
        has_report = any(measure.kind in MANDATORY_REPORTS for measure in dossier.of(Measure))
        for transfer in dossier.of(Transfer):
            if ground("TR11", transfer.profile) == "required" and not has_report:
                severity = None if transfer.sent_on else Severity.NOTE  # a remark while the transfer waits
                yield Breach(transfer.at("Profiel"), "", frozenset({dossier.name}), severity=severity)
