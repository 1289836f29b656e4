"""The package for the other school: made, searched once more as it will leave, written and noted, once.

Its password is shown once. When that is lost (the program was killed before it showed it, a note went astray), nobody
can open the package, and sending again stays refused: somebody has to recall it first, in so many words. Killed
before the package counts, docgen takes it away the next time (`unfinished`).

Nothing here goes over a network: docgen makes a file, and a person sends it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from docgen import audit
from docgen.disk.atomic import write
from docgen.disk.given import given
from docgen.findings import CellRef, Finding
from docgen.handover import papers
from docgen.handover.acts import find
from docgen.handover.noting import note
from docgen.handover.package import (
    ATTACHMENTS,
    LARGEST,
    MANIFEST,
    OF_PARENTS,
    PDF,
    PDF_BEGINS,
    RECEIPT,
    SHEET,
    TWIN,
    file_name,
    manifest,
    needed,
    opened,
    packed,
)
from docgen.handover.passwords import password as new_password
from docgen.handover.procedure import REPORTS, SENT, SENT_COPY, Handover, Package, Step, recall_key, stops
from docgen.handover.refusal import AlreadySent, NotYet, Refused, transfer_refused
from docgen.handover.twin import only_reports, twin, written
from docgen.handover.unfinished import Abandoned, clear, unfinished
from docgen.ledger import Ledger
from docgen.making.compiled import Templates
from docgen.making.make import Maker
from docgen.making.pdf import convert
from docgen.pages.page import view
from docgen.pipeline import Checked, alone, check
from docgen.plan.planned import FINAL
from docgen.privacy import Cleared, Released, inspect_members, inspect_pdf, is_readable, release
from docgen.privacy.leaks import Secrets
from docgen.privacy.transfer import granted
from docgen.project import Project

REPORTS_FOLDER = "bijlagen"  # inputs/bijlagen/<Leerling-ID>/<verslag>.pdf


@dataclass(frozen=True)
class Sent:
    """A package that was made. The password is nowhere else.

    `searched` and `unsearched` are the files in it; the latter hold no text that docgen can read (a scan). `findings`
    say why there is no PDF of the sheet. `abandoned` is what an earlier attempt left, which was cut off.
    """

    name: str
    path: Path
    password: str
    searched: tuple[str, ...]
    unsearched: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    abandoned: Abandoned | None = None


@dataclass(frozen=True)
class _Sheet:
    """The transfer sheet as it goes along: Word, PDF when it could be made, why not when it could not."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


def send(
    project: Project, name: str, folder: Path, *, reports: bool = False, made_up: Callable[[], str] = new_password
) -> Sent:
    """Make the package for the other school, once. `reports`: only the mandatory reports, which wait for no term.

    Raises NotYet, AlreadySent, Refused; OSError when the folder cannot be written, HeldError as `alone` does.
    """
    needed()
    with alone(project):
        abandoned = clear(project)
        return replace(_sent(project, name, folder, reports, made_up), abandoned=abandoned)


def _sent(project: Project, name: str, folder: Path, reports: bool, made_up: Callable[[], str]) -> Sent:
    checked = check(project)
    handover = find(project, checked, name)
    verb = REPORTS if reports else SENT
    if handover.package(verb) or (handover.sent_on and not reports):
        raise AlreadySent(handover, reports)
    _refuse_unless_released(handover, checked, reports=reports)
    released = release(handover.records, handover.document, FINAL)
    attached = _attached(project, handover, released, reports=reports)
    if reports and not attached:
        raise transfer_refused("no_reports", handover.transfer.at(), id=handover.name)
    sheet = _Sheet({}) if reports else _sheet(project, handover, released)
    number, password = secrets.token_hex(4), made_up()
    members = _members(number, handover, released, sheet.files, attached)
    file = file_name(number)
    package = packed(members, password, papers.read_me("buiten", bestand=file))
    inside = opened(package, password, file)
    _search(project, handover, released, inside)
    path = folder / file
    seal = hashlib.sha256(members[MANIFEST]).hexdigest()
    key = handover.key(verb, len(handover.packages(verb)) + 1)
    noted = {key: f"{handover.records.today.isoformat()} {number} {seal}"}
    facts = {"package": number, "sha256": hashlib.sha256(package).hexdigest(), "content": handover.content}

    def act() -> None:
        write(path, package)

    with unfinished(project, number, path):
        first = note(project, handover, audit.SENT, noted, copy=SENT_COPY, reports=reports, facts=facts, act=act)
    if not first:  # somebody else sent it in the meantime, from a computer that knows no locks
        raise AlreadySent(find(project, check(project), name), reports)
    unread = tuple(name for name in attached if not is_readable(attached[name]))
    searched = tuple(name for name in inside if name not in unread)
    return Sent(handover.name, path, password, searched, unread, sheet.findings)


def recall(project: Project, name: str, *, reports: bool = False) -> tuple[Handover, Package]:
    """Let a package no longer count, so that another can be made: its password is lost, or it did not arrive.

    What holds for a first package holds for the next one. Raises Refused when there is none, or when a receipt came.
    """
    handover = find(project, check(project), name)
    if not reports and handover.step is Step.RECEIVED:
        raise transfer_refused("received", handover.transfer.at("Ontvangen op"), id=handover.name)
    package = handover.package(REPORTS if reports else SENT)
    if package is None:
        raise transfer_refused("not_sent", handover.transfer.at(), id=handover.name)
    noted = {recall_key(package.number): handover.records.today.isoformat()}
    facts = {"package": package.number}
    if not note(project, handover, audit.RECALLED, noted, copy=SENT_COPY, reports=reports, facts=facts):
        raise transfer_refused("not_sent", handover.transfer.at(), id=handover.name)  # somebody else just did
    return handover, package


def _refuse_unless_released(handover: Handover, checked: Checked, *, reports: bool) -> None:
    """The sheet waits for its release; the mandatory reports for the enrolment only."""
    if reports:
        if any(condition.name == "enrolled" for condition in handover.missing):
            raise NotYet(handover, ())
        return
    if handover.step is not Step.RELEASED:
        found = stops(handover, checked)
        if handover.missing or found:
            raise NotYet(handover, found)
        raise transfer_refused("not_released", handover.transfer.at(), id=handover.name)
    if found := stops(handover, checked):
        raise NotYet(handover, found)


def _sheet(project: Project, handover: Handover, released: Released) -> _Sheet:
    """The sheet as it was released, and its PDF: inspected both."""
    planned, templates = handover.document, Templates(project)
    if faults := templates.faults([planned.spec.name]):
        raise Refused(*faults)
    with Ledger(project.outputs, writable=False) as ledger:
        maker = Maker(project, handover.records, ledger.made(), templates, force=False)
    making = maker.make(planned, handover.copies[SENT_COPY][1])
    if making.unchanged is not None:  # as it was released: the maker compared its bytes with the ledger
        data = (project.outputs / making.path).read_bytes()
    elif making.cleared is None:
        raise Refused(*making.refused)
    else:
        data = making.cleared.data
    done = convert({making.path: data}, project.outputs / ".docgen")
    if not done.pdfs:
        return _Sheet({SHEET: data}, done.findings)
    _, static = templates[planned.spec.name]
    outcome = inspect_pdf(done.pdfs[making.path], data, released, maker.secrets, static)
    if isinstance(outcome, Cleared):
        return _Sheet({SHEET: data, PDF: outcome.data})
    if outcome.code == "S10":
        return _Sheet({SHEET: data}, (outcome,))
    raise Refused(outcome)


def _attached(project: Project, handover: Handover, released: Released, *, reports: bool) -> dict[str, bytes]:
    """The mandatory reports that the sheet names and the parents' own paper (TR14), from inputs/bijlagen.

    The latter goes along with the sheet only, when student and parents said yes. Raises Refused when one is not there.
    """
    found: dict[str, bytes] = {}
    kinds = dict.fromkeys(row.kind for row in released.of("TR11 Maatregelen"))
    if not reports and "TR14" in granted(handover.transfer, alone=released.of_age):
        kinds[OF_PARENTS] = None
    for kind in kinds:
        path = project.inputs / REPORTS_FOLDER / handover.dossier.name / f"{kind}.pdf"
        data = b""
        with suppress(OSError):
            data = given(path, LARGEST, links=False)
        if not data.startswith(PDF_BEGINS):
            place = CellRef(f"{REPORTS_FOLDER}/{handover.dossier.name}/{kind}.pdf")
            raise transfer_refused("report", place, name=kind)
        found[f"{ATTACHMENTS}/{kind}.pdf"] = data
    return found


def _members(
    number: str, handover: Handover, released: Released, sheet: Mapping[str, bytes], attached: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of the package: the sheet (not in a package of reports alone), its twin, the papers, the manifest."""
    whole, today = twin(view(released, handover.records.today)), handover.records.today.isoformat()
    sender, receiver = released.school.name, handover.transfer.to_school
    members = {
        **sheet,
        TWIN: written(whole if sheet else only_reports(whole)),
        RECEIPT: papers.receipt(number, sender, receiver),
        **attached,
    }
    members[papers.README] = papers.contents_text(number, sender, receiver, list(members))
    facts = {"van": sender, "naar": receiver, "gemaakt_op": today}
    members[MANIFEST] = manifest(number, "fiche" if sheet else REPORTS, facts, members)
    return members


def _search(project: Project, handover: Handover, released: Released, members: Mapping[str, bytes]) -> None:
    """Look once more, in the finished package, for what may not be in it."""
    _, static = Templates(project)[handover.document.spec.name]
    copies: Iterable[str] = (name for name in members if name.startswith(f"{ATTACHMENTS}/"))
    finding = inspect_members(members, released, handover.records.once(Secrets), static, copies=frozenset(copies))
    if finding is not None:
        raise Refused(finding)
