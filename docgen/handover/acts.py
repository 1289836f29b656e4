"""What people do before a package leaves: lay out the inspection copy, and release the copy for the other school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docgen import audit
from docgen.findings import CellRef, Finding, Severity
from docgen.handover import papers
from docgen.handover.noting import note
from docgen.handover.procedure import SEEN, SENT_COPY, Handover, handovers, stops
from docgen.handover.refusal import AlreadySent, NotYet, Refused, transfer_refused
from docgen.making.inspection import laid_out, laid_out_key, seen
from docgen.outbox import put
from docgen.pages.page import frame as frame_of
from docgen.pages.page import label_of, view
from docgen.pipeline import Checked, build, check
from docgen.plan.planned import FINAL, STOPPED, Planned
from docgen.privacy import inspect, release
from docgen.privacy.leaks import Secrets
from docgen.privacy.transfer import inspection
from docgen.project import Project
from docgen.tables.school import Contact
from docgen.tables.transfer import Transfer

CLOSED = ("G01", "G02")


@dataclass(frozen=True)
class Prepared:
    """What there is to hand over for an inspection: paths, and whether the copy is another than before.

    `alone`: a student of age, who gets it alone. `kept_from` are the cells of contacts that may not receive anything.
    """

    name: str
    paths: tuple[Path, ...]
    until: date | None
    changed: bool
    alone: bool = False
    kept_from: tuple[CellRef, ...] = ()


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
    """Make the inspection copy and the reply form that goes with it. Raises AlreadySent, Refused."""
    handover = find(project, check(project), name)
    if handover.sent_on:
        raise AlreadySent(handover, reports=False)
    built = build(project, only=lambda planned: _is(planned, handover, SEEN))
    handover = find(project, built.checked, name)
    planned, verdict = handover.copies[SEEN]
    _raise_errors(built.checked, verdict.stopped_by if verdict.status == STOPPED else ())
    (record,) = (entry for entry in built.published.documents if not entry.path.endswith(".pdf"))
    if not record.path:
        raise Refused(*(finding for finding in built.checked.findings if finding.code in CLOSED))
    form = _put_reply_form(project, handover, planned)
    _note_laid_out(project, handover)
    paths = (project.outputs / record.path, form)
    contacts = () if handover.is_adult else handover.dossier.of(Contact)
    kept_from = tuple(contact.at("Gezag") for contact in contacts if not contact.may_receive)
    last = handover.last_day
    until = last if last and last >= handover.records.today else None
    return Prepared(handover.name, paths, until, record.changed, handover.is_adult, kept_from)


def _note_laid_out(project: Project, handover: Handover) -> None:
    """Note what parents and student get to see, when it is not what they got the time before."""
    before = laid_out(handover.records, handover.transfer)
    if before and before[-1][1] == handover.content:
        return
    key, today = laid_out_key(handover.transfer, len(before)), handover.records.today.isoformat()
    note(project, handover, audit.PREPARED, {key: f"{today} {handover.content}"}, copy=SEEN)


def _put_reply_form(project: Project, handover: Handover, copy: Planned) -> Path:
    """The reply form, inspected as any document; it says nothing but the titles of the copy it goes with."""
    records, adult = handover.records, handover.is_adult
    planned = replace(copy, spec=replace(copy.spec, name=papers.REPLY, title="Antwoordformulier", code="AF"), copy="")
    released = release(records, planned, FINAL)
    page = view(release(records, copy, FINAL), records.today)
    frame = {**frame_of(released, records.today)["document"], "doelgroep": label_of(SEEN, of_age=released.of_age)}
    days = int(records.school.limits["Verzetstermijn in dagen"])
    until = papers.spoken(handover.last_day) if handover.last_day else papers.without_date(days)
    data = papers.reply_form({**page, "document": frame}, until, adult=adult)
    cleared = inspect(data, released, records.once(Secrets), papers.reply_template(adult))
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
    notes = {handover.release_key: handover.records.today.isoformat()}
    offered = inspection(handover.transfer)
    if offered not in handover.records.remembered:  # laid out without docgen: what is released is what was seen
        notes[offered] = seen(handover.records, handover.transfer) or handover.content
    note(project, handover, audit.RELEASED, notes, copy=SENT_COPY, facts={"content": handover.content})
    return handover


def _refuse_unless_free(handover: Handover, checked: Checked) -> None:
    if handover.sent_on:
        raise AlreadySent(handover, reports=False)
    found = stops(handover, checked)
    if handover.missing or found:
        raise NotYet(handover, found)


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
