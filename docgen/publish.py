"""The made documents -> outputs/, with the manifest and the ledger; what may no longer exist goes to vervallen/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from docgen import lapsing
from docgen.accounting import Inputs, of_run, student_of_document
from docgen.audit import make_key
from docgen.beside import outdated
from docgen.dossier import Records
from docgen.findings import CellRef, Finding, Severity
from docgen.fingerprint import of_version, ratification
from docgen.inspection import inspected
from docgen.ledger import Ledger, Made
from docgen.make import Making
from docgen.outbox import put, put_manifest, set_aside, withdraw
from docgen.outcome import LAPSED, DocumentRecord
from docgen.planned import STOPPED
from docgen.project import Project


@dataclass(frozen=True)
class Published:
    """What stands in outputs/ now, and what could not be written."""

    documents: tuple[DocumentRecord, ...]
    findings: tuple[Finding, ...] = ()
    logged: int = 0  # how many records this run added to the log
    head: str = ""  # the hash of the last
    remembered: Mapping[str, str] = field(default_factory=dict)  # what the ledger then holds that people approved
    going: Mapping[str, lapsing.Reason] = field(default_factory=dict)  # why each leaves, by its path


def publish(
    project: Project,
    records: Records,
    ledger: Ledger,
    documents: Sequence[Making],
    *,
    complete: bool,
    dry_run: bool,
    pdfs: Sequence[Making] = (),
    inputs: Inputs = (),
    findings: Sequence[Finding] = (),
) -> Published:
    """Write what is new, withdraw what may no longer exist, and commit the ledger and its log last, together.

    `complete` says that all planned documents are among them; only then can others be gone. `pdfs` are the PDFs
    beside them, `findings` what the verdicts of the documents point at.
    Raises OSError when a file cannot be written: what was written stays and the next run completes it.
    """
    makings = (*documents, *pdfs)
    standing = [record(making) for making in makings]
    before, old_pdfs = ledger.made(), {*outdated(documents, pdfs)}
    kept = {making.path for making in makings if making.cleared or making.unchanged}
    gone = [old for path, old in before.items() if (complete and path not in kept) or path in old_pdfs]
    reasons = lapsing.reasons(gone, documents, records, findings)
    if dry_run:
        return Published(tuple(standing), going=reasons)
    aside = [*_kept(project, ledger, makings)]
    for making in makings:
        if making.cleared:
            put(project.outputs, making.path, making.cleared)
    withdrawn = [(old, withdraw(project.outputs, old.path)) for old in gone]
    lapsed = [_lapsed(old, moved, str(reasons[old.path])) for old, moved in withdrawn if moved]
    if complete:
        put_manifest(project.outputs, [entry.plain() for entry in (*standing, *lapsed)])
    moved = [(old, bool(place)) for old, place in withdrawn]
    events = of_run(records, make_key(project.outputs), makings, moved, inputs)
    approved = dict(_approvals(records, makings))
    head = ledger.record(
        _made(makings),
        [old.path for old in gone],
        approved,
        lapsed=[replace(old, path=place) for old, place in withdrawn if place],
        events=events,
    )
    remembered = {**approved, **records.remembered}  # what was approved before stays as it was
    return Published((*standing, *lapsed), tuple(aside), len(events), head, remembered, reasons)


def _kept(project: Project, ledger: Ledger, makings: Iterable[Making]) -> Iterator[Finding]:
    """A remark for each paper of a council that somebody filled in where it stood: it is not written over.

    Findings: R06
    """
    made = ledger.made()
    for making in makings:
        known = made.get(making.path) if making.cleared and making.planned.spec.per == "council" else None
        moved = set_aside(project.outputs, making.path, known.sha256) if known else None
        if moved:
            yield Finding("R06", Severity.NOTE, CellRef(f"outputs/{moved}"))


def record(making: Making) -> DocumentRecord:
    """The manifest's entry of one making."""
    planned, stopped = making.planned, making.verdict.status == STOPPED or bool(making.refused)
    sha256 = making.cleared.sha256 if making.cleared else making.unchanged.sha256 if making.unchanged else ""
    return DocumentRecord(
        path="" if stopped else making.path,
        type=planned.spec.name,
        audience=str(making.verdict.audience(planned.spec)),
        student=planned.student,
        status=STOPPED if stopped else making.verdict.status,
        sha256=sha256,
        changed=making.cleared is not None,
    )


def _lapsed(old: Made, moved: str, reason: str) -> DocumentRecord:
    kind, audience = old.name.partition("_")[0], old.path.partition("/")[0]
    student = student_of_document(old.name)
    return DocumentRecord(moved, kind, audience, student, LAPSED, old.sha256, changed=True, reason=reason)


def _made(makings: Iterable[Making]) -> Iterator[Made]:
    for making in makings:
        name, until = making.planned.name, making.destroy_after
        if making.cleared:
            yield Made(making.path, name, making.fingerprint, making.cleared.sha256, making.made_on, until)
        elif making.unchanged and making.unchanged.destroy_after != until:  # from before the ledger knew the date
            yield replace(making.unchanged, destroy_after=until)


def _approvals(records: Records, makings: Iterable[Making]) -> Iterator[tuple[str, str]]:
    """What a council ratified and what parents inspected, as it stands when docgen first sees it."""
    for _, version in records.versions():
        decision = version.covering(())
        if decision:
            yield ratification(version, decision), of_version(version)
    yield from inspected(records, [making.planned for making in makings if making.cleared or making.unchanged])
