"""The made documents -> outputs/, with the manifest and the ledger; what may no longer exist goes to vervallen/."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.audit import Event, Key, make_key
from docgen.disk.atomic import flush_folder
from docgen.disk.storage import of_document, of_storage
from docgen.findings import CellRef, Finding, Severity
from docgen.ledger import Intent, Ledger, Made
from docgen.making import lapsing
from docgen.making.accounting import Inputs, of_run, student_of_document
from docgen.making.beside import outdated
from docgen.making.inspection import inspected
from docgen.making.make import Making
from docgen.making.outcome import LAPSED, DocumentRecord
from docgen.outbox import MANIFEST, aside_of, place_of, put_manifest, put_together
from docgen.plan.planned import STOPPED, Planned
from docgen.privacy import Cleared
from docgen.project import Project
from docgen.records.dossier import Records
from docgen.records.fingerprint import of_version, ratification


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
    beside: Sequence[Making] = (),
    inputs: Inputs = (),
    findings: Sequence[Finding] = (),
) -> Published:
    """Write what is new, withdraw what may no longer exist, and commit the ledger and its log last, together.

    What is about to change is noted first, so that a run that is cut off can be taken over. All documents of one
    student change together or stay as they were; then a finding says so and the others go on.
    `complete` says that all planned documents are among them; only then can others be gone. `beside` is what
    stands beside them, `findings` what the verdicts of the documents point at.
    Raises OSError when nothing can be written at all: the next run takes over what was.

    Findings: R06, S06, S07, S08
    """
    makings = (*documents, *beside)
    before, left_behind = ledger.made(), {*outdated(documents, beside)}
    kept = {making.path for making in makings if making.cleared or making.unchanged}
    gone = [old for path, old in before.items() if (complete and path not in kept) or path in left_behind]
    reasons = lapsing.reasons(gone, documents, records, findings)
    if dry_run:
        return Published(tuple(record(making) for making in makings), going=reasons)
    outputs, cleared = project.outputs, [making for making in makings if making.cleared]
    leaving = _leaving(outputs, gone)
    run, made_events, gone_events = _events(records, make_key(outputs), cleared, leaving, inputs)
    ledger.intend(run, _intents(cleared, made_events, leaving, gone_events))
    aside = _asides(outputs, before, cleared)
    refused = _change(outputs, cleared, leaving, aside)
    stay = frozenset(refused)
    done = [making for making in makings if not _is_refused(making, stay)]
    left = [(old, place) for old, place in leaving if group_of_name(old.name) not in stay]
    lapsed = [_lapsed(old, place, str(reasons[old.path])) for old, place in left if place]
    standing = [_as_before(m, before) if _is_refused(m, stay) else record(m) for m in makings]
    unmanifested = _manifest(outputs, (*standing, *lapsed)) if complete else ()
    events = [event for making, event in zip(cleared, made_events, strict=True) if not _is_refused(making, stay)]
    events += [event for entry, event in zip(leaving, gone_events, strict=True) if entry in left]
    approved = dict(_approvals(records, done))
    head = ledger.record(
        _made(done),
        [old.path for old, _ in left],
        approved,
        lapsed=[replace(old, path=place, reason=str(reasons[old.path])) for old, place in left if place],
        events=[*run, *events] if events else (),
        unsure=_unsure(cleared, leaving, stay),
    )
    logged = len(run) + len(events) if events else 0
    remembered = {**approved, **records.remembered}  # what was approved before stays as it was
    found = (*refused.values(), *unmanifested, *_filled(aside, stay))
    return Published((*standing, *lapsed), found, logged, head, remembered, reasons)


def group_of(planned: Planned) -> str:
    """What changes together: the documents of one student, or one shared paper."""
    return planned.name if planned.spec.shared else planned.student


def _asides(outputs: Path, before: Mapping[str, Made], cleared: Iterable[Making]) -> Mapping[str, tuple[str, str]]:
    """Each paper of a council that somebody filled in where it stood, with its group and where it goes first."""
    found = {}
    for making in cleared:
        known = before.get(making.path) if making.planned.spec.per == "council" else None
        if known and (place := aside_of(outputs, making.path, known.sha256)):
            found[making.path] = (group_of(making.planned), place)
    return found


def _filled(aside: Mapping[str, tuple[str, str]], stay: Set[str]) -> Iterator[Finding]:
    """A remark for each paper that went aside: it was not written over.

    Findings: R06
    """
    for group, place in aside.values():
        if group not in stay:
            yield Finding("R06", Severity.NOTE, CellRef(f"outputs/{place}"))


def _is_refused(making: Making, stay: Set[str]) -> bool:
    return making.cleared is not None and group_of(making.planned) in stay


def group_of_name(name: str) -> str:
    """The same from the name of a document."""
    return student_of_document(name) or name


def _leaving(outputs: Path, gone: Iterable[Made]) -> list[tuple[Made, str]]:
    """Each document that may no longer exist with its place in vervallen/, or '' when it is gone already."""
    places: list[tuple[Made, str]] = []
    for old in gone:
        places.append((old, place_of(outputs, old.path, {place for _, place in places})))
    return places


def _events(
    records: Records, key: Key, cleared: Sequence[Making], leaving: Sequence[tuple[Made, str]], inputs: Inputs
) -> tuple[Sequence[Event], Sequence[Event], Sequence[Event]]:
    """The event of the run, one per document made, one per document that leaves."""
    events = of_run(records, key, cleared, [(old, bool(place)) for old, place in leaving], inputs)
    until = 1 + len(cleared)
    return events[:1], events[1:until], events[until:]


def _intents(
    cleared: Sequence[Making], made: Sequence[Event], leaving: Sequence[tuple[Made, str]], gone: Sequence[Event]
) -> Iterator[Intent]:
    for document, event in zip(_made(cleared), made, strict=True):
        yield Intent(document, event)
    for (old, place), event in zip(leaving, gone, strict=True):
        if place:
            yield Intent(old, event, place)


def _change(
    outputs: Path,
    cleared: Sequence[Making],
    leaving: Sequence[tuple[Made, str]],
    aside: Mapping[str, tuple[str, str]],
) -> dict[str, Finding]:
    """Change the files, group by group, and flush their folders; what was refused, by group."""
    files: dict[str, dict[str, Cleared]] = {}
    moves: dict[str, list[tuple[str, str]]] = {}
    for making in cleared:
        assert making.cleared is not None
        files.setdefault(group_of(making.planned), {})[making.path] = making.cleared
    for old, place in leaving:
        if place:
            moves.setdefault(group_of_name(old.name), []).append((old.path, place))
    refused: dict[str, Finding] = {}
    folders: set[Path] = set()
    for group in dict.fromkeys((*files, *moves)):
        written, moved = files.get(group, {}), moves.get(group, [])
        try:
            first = [(path, aside[path][1]) for path in written if path in aside]
            folders |= put_together(outputs, written, moved, first)
        except OSError as error:
            refused[group] = _refusal(outputs, error, [*written, *(old for old, _ in moved)])
    for folder in sorted(folders):
        flush_folder(folder)
    return refused


def _refusal(outputs: Path, error: OSError, paths: Sequence[str]) -> Finding:
    """The finding of a group: about the document that the system names, or the first one."""
    named = {str(name) for name in (error.filename, error.filename2) if name}
    path = next((path for path in paths if str(outputs / path) in named), paths[0])
    return of_document(error, path, writable=os.access((outputs / path).parent, os.W_OK))


def _manifest(outputs: Path, entries: Sequence[DocumentRecord]) -> tuple[Finding, ...]:
    """Write the manifest; the documents stand, so one that is refused stops nothing."""
    try:
        put_manifest(outputs, [entry.plain() for entry in entries])
    except OSError as error:
        return (of_storage(error, f"outputs/{MANIFEST}"),)
    return ()


def _unsure(cleared: Sequence[Making], leaving: Sequence[tuple[Made, str]], stay: Set[str]) -> Iterator[str]:
    """The paths of groups that were refused: normally as they were, but the disk may have refused that too."""
    yield from (making.path for making in cleared if group_of(making.planned) in stay)
    yield from (old.path for old, _ in leaving if group_of_name(old.name) in stay)


def _as_before(making: Making, before: Mapping[str, Made]) -> DocumentRecord:
    """The manifest's entry of a document whose new version was refused: the old one stands, or there is none."""
    old, entry = before.get(making.path), record(making)
    if old is None:
        return replace(entry, path="", status=STOPPED, sha256="", changed=False)
    return replace(entry, sha256=old.sha256, changed=False)


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
            hashed = making.cleared.sha256
            yield Made(making.path, name, making.fingerprint, hashed, making.made_on, until, making.basis)
        elif making.unchanged and (making.unchanged.destroy_after, making.unchanged.basis) != (until, making.basis):
            yield replace(making.unchanged, destroy_after=until, basis=making.basis)


def _approvals(records: Records, makings: Iterable[Making]) -> Iterator[tuple[str, str]]:
    """What a council ratified and what parents inspected, as it stands when docgen first sees it."""
    for _, version in records.versions():
        decision = version.covering(())
        if decision:
            yield ratification(version, decision), of_version(version)
    yield from inspected(records, [making.planned for making in makings if making.cleared or making.unchanged])
