"""Which documents there are to make, and which findings stop each of them or keep it a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.dossier import Dossier, Records, State, Version
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.spec import Audience, DocumentSpec
from docgen.tables.transfer import Transfer
from docgen.timetable import Period, periods

FINAL, DRAFT, STOPPED = "definitief", "ontwerp", "geblokkeerd"


@dataclass(frozen=True)
class Planned:
    """One document to make: its type, whom and which version it is about, and the days it is for.

    `number` is what the file name carries: an id, never a reason. `copy` is the edition of a transfer sheet.
    """

    spec: DocumentSpec
    student: str
    class_name: str
    number: str
    version: str = ""
    period: Period | None = None
    copy: str = ""
    to_school: str = ""

    @property
    def name(self) -> str:
        """The file name without its ending: 'lesrooster_L0231-1_2026-03-16'."""
        return "_".join(part for part in (self.spec.name, self.number, self.copy) if part)

    @property
    def type(self) -> str:
        """The type as rules name it: the document, and its copy when it has several."""
        return f"{self.spec.name} {self.copy}".strip()


@dataclass(frozen=True)
class Verdict:
    """Whether a planned document is made, and as what; `stopped_by` are indexes into the findings."""

    status: str
    stopped_by: tuple[int, ...] = ()

    def audience(self, spec: DocumentSpec) -> Audience:
        """The folder: a draft is for the council that decides on it, never for the care folder."""
        return Audience.COUNCIL if self.status == DRAFT else spec.audience


def plan(records: Records, specs: Iterable[DocumentSpec]) -> tuple[Planned, ...]:
    """Every document that the rows ask for, in the order of type and number."""
    makers = {"period": _per_period, "exams": _per_exams, "student": _per_student, "transfer": _per_transfer}
    found: list[Planned] = []
    for spec in specs:
        if records.register.present.issuperset(spec.needs):
            for dossier in records.dossiers.values():
                found += makers[spec.per](spec, dossier)
    return tuple(sorted(found, key=lambda planned: planned.name))


def lacking(records: Records, specs: Iterable[DocumentSpec]) -> Iterator[Finding]:
    """A remark for each type of document that cannot be made because sheets are absent.

    Findings: A01
    """
    if "Leerlingen" not in records.register.present:
        return  # nothing can be made: that is told once, by the reading
    for spec in specs:
        absent = tuple(name for name in spec.needs if name not in records.register.present)
        if absent:
            facts = (("document", spec.title), ("list", absent), ("n", len(absent)))
            yield Finding("A01", Severity.NOTE, CellRef("inputs"), "document", facts)


def judge(planned: Sequence[Planned], findings: Sequence[Finding]) -> Mapping[Planned, Verdict]:
    """For each planned document whether it is made, as what, and what stops it."""
    acting = [(index, finding) for index, finding in enumerate(findings) if finding.effect is not Effect.NONE]
    by_student: dict[str | None, list[tuple[int, Finding]]] = {}
    for index, finding in acting:
        for student in finding.students if finding.students is not None and not finding.classes else (None,):
            by_student.setdefault(student, []).append((index, finding))
    verdicts = {}
    for document in planned:
        about = [*by_student.get(document.student, ()), *by_student.get(None, ())]
        reaching = [(index, finding) for index, finding in about if reaches(finding, document)]
        verdicts[document] = _verdict(document.spec, reaching)
    return verdicts


def reaches(finding: Finding, document: Planned) -> bool:
    """Whether a finding is about this document: student or class, version, and type or sheet."""
    everyone = finding.students is None
    about = everyone or document.student in (finding.students or ()) or document.class_name in finding.classes
    if not about or (finding.trajectory and document.version and finding.trajectory != document.version):
        return False
    if finding.documents:
        return bool(finding.documents & {document.spec.name, document.type})
    return isinstance(finding.place, CellRef) and (finding.place.table or finding.place.sheet) in document.spec.reads


def _verdict(spec: DocumentSpec, reaching: Sequence[tuple[int, Finding]]) -> Verdict:
    stopping = [
        index for index, finding in reaching if finding.effect is Effect.BLOCK or finding.severity is Severity.HOLD
    ]
    drafting = [index for index, finding in reaching if finding.effect is Effect.DRAFT]
    if stopping or (drafting and not spec.drafts):
        return Verdict(STOPPED, tuple(stopping or drafting))
    return Verdict(DRAFT, tuple(drafting)) if drafting else Verdict(FINAL)


def _alive(dossier: Dossier) -> Iterator[Version]:
    """The versions that may have documents: not refused, not stopped, not wholly replaced."""
    for version in dossier.versions:
        gone = version.state in (State.REFUSED, State.STOPPED)
        if not gone and version.last_day >= version.trajectory.start:
            yield version


def _per_period(spec: DocumentSpec, dossier: Dossier) -> Iterator[Planned]:
    for version in _alive(dossier):
        for period in periods(version.timetable, version.trajectory.start, version.last_day):
            yield _planned(spec, dossier, f"{version.name}_{period.start.isoformat()}", version, period)


def _per_exams(spec: DocumentSpec, dossier: Dossier) -> Iterator[Planned]:
    for version in _alive(dossier):
        if version.exams:
            yield _planned(spec, dossier, version.name, version, Period(version.trajectory.start, version.last_day))


def _per_student(spec: DocumentSpec, dossier: Dossier) -> Iterator[Planned]:
    """One per student: of the newest ratified version that has started, else of the newest there is."""
    alive = list(_alive(dossier))
    settled = [version for version in alive if version.covering(()) is not None]
    started = [version for version in settled if version.trajectory.start <= version.today]
    if alive:
        version = (started or settled or alive)[-1]
        yield _planned(spec, dossier, dossier.name, version, Period(version.trajectory.start, version.last_day))


def _per_transfer(spec: DocumentSpec, dossier: Dossier) -> Iterator[Planned]:
    settled = [version for version in dossier.versions if version.covering(()) is not None]
    transfers = dossier.of(Transfer)
    for index, transfer in enumerate(transfers, start=1):
        number = dossier.name if len(transfers) == 1 else f"{dossier.name}-{index}"
        for copy in spec.copies:
            yield Planned(
                spec,
                dossier.name,
                dossier.student.class_name,
                number,
                settled[-1].name if settled else "",
                None,
                copy,
                transfer.to_school,
            )


def _planned(spec: DocumentSpec, dossier: Dossier, number: str, version: Version, period: Period) -> Planned:
    return Planned(spec, dossier.name, dossier.student.class_name, number, version.name, period)


def destroy_after(end_of_year: date | None, years: int) -> date | None:
    """The day after which a document is destroyed: so many years after the end of the school year."""
    return end_of_year.replace(year=end_of_year.year + years) if end_of_year else None
