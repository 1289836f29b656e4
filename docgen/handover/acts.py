"""What people do in a handover: prepare the inspection, release, send, note the receipt. Each act is noted once.

Nothing here goes over a network: docgen makes files, and a person sends them.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from docgen.atomic import write
from docgen.compiled import Templates
from docgen.doctext import texts as texts_of
from docgen.findings import CellRef, Finding, Severity
from docgen.handover import papers
from docgen.handover.package import (
    ATTACHMENTS,
    MANIFEST,
    NUMBER,
    RECEIPT,
    SHEET,
    TWIN,
    manifest,
    needed,
    opened,
    packed,
)
from docgen.handover.passwords import password as new_password
from docgen.handover.procedure import (
    PREPARED,
    RECEIVED,
    REPORTS,
    SEEN,
    SENT,
    SENT_COPY,
    Handover,
    Step,
    handovers,
    stops,
)
from docgen.handover.refusal import AlreadySent, NotYet, Refused, package_refused, transfer_refused
from docgen.handover.twin import only_reports, twin, written
from docgen.leaks import Secrets
from docgen.ledger import Ledger
from docgen.make import Maker
from docgen.outbox import put
from docgen.page import AUDIENCE_LABELS, view
from docgen.page import frame as frame_of
from docgen.pipeline import Checked, build, check
from docgen.planned import FINAL, STOPPED, Planned
from docgen.privacy import Released, inspect, inspect_members, release
from docgen.project import Project
from docgen.tables.transfer import Transfer

REPORTS_FOLDER = "bijlagen"  # inputs/bijlagen/<Leerling-ID>/<verslag>.pdf
RECEIPT_KIND = "docgen-ontvangst"
CLOSED = ("G01", "G02")


@dataclass(frozen=True)
class Prepared:
    """What there is to hand over for an inspection: paths, and whether the copy is another than before."""

    name: str
    paths: tuple[Path, ...]
    until: date | None
    changed: bool


@dataclass(frozen=True)
class Sent:
    """A package that was made. The password is nowhere else; `unsearched` are files that docgen cannot read."""

    name: str
    path: Path
    password: str
    unsearched: tuple[str, ...]


def find(project: Project, checked: Checked, name: str) -> Handover:
    """The transfer with this name on the command line. Raises Refused."""
    found = {handover.name.casefold(): handover for handover in handovers(checked)}
    if name.casefold() in found:
        return found[name.casefold()]
    rows = checked.records.register.of(Transfer)
    place = replace(rows[0].at(), row=0, column=0) if rows else CellRef("")
    several = sorted(known.name for known in found.values() if known.dossier.name.casefold() == name.casefold())
    if several:
        raise transfer_refused("several", place, id=name, list=tuple(several))
    raise transfer_refused("unknown", place, list=tuple(handover.name for handover in handovers(checked)))


def prepare(project: Project, name: str) -> Prepared:
    """Make the inspection copy and the reply form that goes with it. Raises Refused."""
    handover = find(project, check(project), name)
    built = build(project, only=lambda planned: _is(planned, handover, SEEN))
    handover = find(project, built.checked, name)
    planned, verdict = handover.copies[SEEN]
    _raise_errors(built.checked, verdict.stopped_by if verdict.status == STOPPED else ())
    (record,) = (entry for entry in built.published.documents if entry.type == planned.spec.name)
    if not record.path:
        raise Refused(*(finding for finding in built.checked.findings if finding.code in CLOSED))
    form = _put_reply_form(project, handover, planned)
    made_on = handover.records.today.isoformat()
    _note(project, {f"{handover.key(PREPARED)} {handover.prepared}": made_on})
    return Prepared(handover.name, (project.outputs / record.path, form), handover.last_day, record.changed)


def _put_reply_form(project: Project, handover: Handover, copy: Planned) -> Path:
    """The reply form, inspected as any document; it says nothing but the titles of the copy it goes with."""
    records, adult = handover.records, handover.is_adult
    planned = replace(copy, spec=replace(copy.spec, name=papers.REPLY, title="Antwoordformulier", code="AF"), copy="")
    released = release(records, planned, FINAL)
    page = view(release(records, copy, FINAL), records.today)
    frame = {**frame_of(released, records.today)["document"], "doelgroep": AUDIENCE_LABELS[SEEN]}
    days = int(records.school.limits["Verzetstermijn in dagen"])
    until = papers.spoken(handover.last_day) if handover.last_day else papers.without_date(days)
    data = papers.reply_form({**page, "document": frame}, until, adult=adult)
    cleared = inspect(data, released, Secrets(records), papers.reply_template(adult))
    if isinstance(cleared, Finding):
        raise Refused(cleared)
    relative = f"{copy.spec.audience}/{planned.name}.docx"
    put(project.outputs, relative, cleared)
    return project.outputs / relative


def release_copy(project: Project, name: str) -> Handover:
    """Make the copy for the other school and note that it was released. Raises NotYet, AlreadySent, Refused."""
    checked = check(project)
    handover = find(project, checked, name)
    _refuse_unless_free(handover, checked)
    built = build(project, only=lambda planned: _is(planned, handover, SENT_COPY))
    _raise_closed(built.checked)
    handover = find(project, built.checked, name)
    _refuse_unless_free(handover, built.checked)
    _note(project, {handover.release_key: f"{handover.records.today.isoformat()} {handover.content}"})
    return handover


def _refuse_unless_free(handover: Handover, checked: Checked) -> None:
    if handover.sent_on:
        raise AlreadySent(handover, reports=False)
    found = stops(handover, checked)
    if handover.missing or found:
        raise NotYet(handover, found)


def send(
    project: Project, name: str, folder: Path, *, reports: bool = False, made_up: Callable[[], str] = new_password
) -> Sent:
    """Make the package for the other school, once. `reports`: only the mandatory reports, which wait for no term.

    Raises NotYet, AlreadySent, Refused; OSError when the folder cannot be written.
    """
    needed()
    checked = check(project)
    handover = find(project, checked, name)
    verb = REPORTS if reports else SENT
    if handover.noted(handover.key(verb)) or (handover.sent_on and not reports):
        raise AlreadySent(handover, reports)
    released, data = _document(project, handover, checked, reports=reports)
    page = view(released, handover.records.today)
    attached = _reports(project, handover, released)
    if reports and not attached:
        raise transfer_refused("no_reports", handover.transfer.at(), id=handover.name)
    number, password = secrets.token_hex(4), made_up()
    whole = twin(page)
    members = {
        **({SHEET: data} if data else {}),
        TWIN: written(only_reports(whole) if reports else whole),
        RECEIPT: papers.receipt(number, released.school.name, handover.transfer.to_school),
        **attached,
    }
    facts = {
        "van": released.school.name,
        "naar": handover.transfer.to_school,
        "gemaakt_op": handover.records.today.isoformat(),
    }
    members[papers.README] = papers.contents_text(number, facts["van"], facts["naar"], list(members))
    members[MANIFEST] = manifest(number, REPORTS if reports else "fiche", facts, members)
    file = f"overdracht-{number}.zip"
    package = packed(members, password, papers.read_me("buiten", bestand=file))
    _search(project, handover, released, opened(package, password, file))
    path = folder / file
    write(path, package)
    digest = hashlib.sha256(members[MANIFEST]).hexdigest()
    note = f"{handover.records.today.isoformat()} {number} {digest}"
    if not _note(project, {handover.key(verb): note}):  # somebody else sent it in the meantime
        path.unlink()
        raise AlreadySent(find(project, check(project), name), reports)
    return Sent(handover.name, path, password, tuple(name for name in attached))


def _document(project: Project, handover: Handover, checked: Checked, *, reports: bool) -> tuple[Released, bytes]:
    """What was released for this transfer, and the sheet itself; reports alone go without it and wait for no term."""
    planned = handover.document
    if reports:
        missing = [condition for condition in handover.missing if condition.name == "enrolled"]
        if missing:
            raise NotYet(handover, ())
        return release(handover.records, planned, FINAL), b""
    if handover.step is not Step.RELEASED:
        found = stops(handover, checked)
        if handover.missing or found:
            raise NotYet(handover, found)
        raise transfer_refused("not_released", handover.transfer.at(), id=handover.name)
    _raise_faults(project, planned)
    with Ledger(project.outputs, writable=False) as ledger:
        maker = Maker(project, handover.records, ledger.made(), Templates(project), force=False)
    making = maker.make(planned, handover.copies[SENT_COPY][1])
    released = release(handover.records, planned, FINAL)
    if making.unchanged is not None:  # as it was released: the maker compared its bytes with the ledger
        return released, (project.outputs / making.path).read_bytes()
    if making.cleared is None:
        raise Refused(*making.refused)
    return released, making.cleared.data


def _raise_faults(project: Project, planned: Planned) -> None:
    if faults := Templates(project).faults([planned.spec.name]):
        raise Refused(*faults)


def _reports(project: Project, handover: Handover, released: Released) -> dict[str, bytes]:
    """The mandatory reports that the sheet names, from inputs/bijlagen. Raises Refused when one is not there."""
    found: dict[str, bytes] = {}
    for kind in dict.fromkeys(row.kind for row in released.of("TR11 Maatregelen")):
        path = project.inputs / REPORTS_FOLDER / handover.dossier.name / f"{kind}.pdf"
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if not data.startswith(b"%PDF-"):
            place = CellRef(f"{REPORTS_FOLDER}/{handover.dossier.name}/{kind}.pdf")
            raise transfer_refused("report", place, name=kind)
        found[f"{ATTACHMENTS}/{kind}.pdf"] = data
    return found


def _search(project: Project, handover: Handover, released: Released, members: Mapping[str, bytes]) -> None:
    """Look once more, in the finished package, for what may not be in it."""
    templates = Templates(project)
    _, own = templates[handover.document.spec.name]
    index = Secrets(handover.records)
    finding = inspect_members(members, released, index, own)
    if finding is not None:
        raise Refused(finding)


def receipt(project: Project, name: str, file: Path) -> tuple[Handover, date, bool]:
    """Note the receipt; the transfer, its date, and whether docgen could read the package number in it.

    Raises Refused when it belongs to another package, when nothing was sent, or when it was noted already.
    """
    handover = find(project, check(project), name)
    if handover.step is Step.RECEIVED:
        raise transfer_refused("received", handover.transfer.at("Ontvangen op"), id=handover.name)
    if handover.step is not Step.SENT:
        raise transfer_refused("not_sent", handover.transfer.at(), id=handover.name)
    data = file.read_bytes()
    sent = handover.noted(handover.key(SENT))
    numbers, day = _said_in(data, file), handover.records.today
    if sent and numbers is not None and sent[1][0] not in numbers:
        raise package_refused("receipt", file.name)
    said = _receipt_json(data) if file.suffix == ".json" else None
    if said is not None:
        if sent and said.get("manifest") != sent[1][1]:
            raise package_refused("receipt", file.name)
        day = min(date.fromisoformat(str(said["ontvangen_op"])), day)
    if not _note(project, {handover.key(RECEIVED): f"{day.isoformat()} {hashlib.sha256(data).hexdigest()}"}):
        raise transfer_refused("received", handover.transfer.at("Ontvangen op"), id=handover.name)
    return handover, day, numbers is not None


def _said_in(data: bytes, file: Path) -> set[str] | None:
    """The package numbers in a receipt; None for a scan, which docgen cannot read."""
    if file.suffix == ".docx":
        try:
            return {number for found in texts_of(data, "", b"") for number in NUMBER.findall(found.text)}
        except Exception:  # a damaged Word file: whatever lxml and zipfile say about it
            raise package_refused("receipt", file.name) from None
    if file.suffix == ".json":
        said = _receipt_json(data)
        if said is None:
            raise package_refused("receipt", file.name)
        return {str(said["pakket"])}
    return None


def _receipt_json(data: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(data)
        date.fromisoformat(said["ontvangen_op"])
        return dict(said) if said["soort"] == RECEIPT_KIND and isinstance(said["pakket"], str) else None
    except (ValueError, KeyError, TypeError):
        return None


def _is(planned: Planned, handover: Handover, copy: str) -> bool:
    return planned.number == handover.name and planned.copy == copy


def _raise_errors(checked: Checked, indexes: Sequence[int]) -> None:
    if indexes:
        raise Refused(*(checked.findings[index] for index in indexes))
    _raise_closed(checked)


def _raise_closed(checked: Checked) -> None:
    closed = [finding for finding in checked.findings if finding.code in CLOSED]
    faults = [f for f in checked.findings if f.code.startswith("T") and f.severity is Severity.ERROR]
    if closed or faults:
        raise Refused(*closed, *faults)


def _note(project: Project, notes: Mapping[str, str]) -> bool:
    """Note an act in the ledger; whether it was not noted yet. What is noted stays."""
    with Ledger(project.outputs, writable=True) as ledger:
        ledger.record([], [], notes)
        known = ledger.approved()
    return all(known[name] == value for name, value in notes.items())
