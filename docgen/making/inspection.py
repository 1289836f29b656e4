"""What parents inspected is what the other school gets: the body of both copies has one fingerprint (G06).

A field that falls away because somebody objected after the inspection is no change: they saw it, and it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

from docgen.findings import Effect, Finding, Severity
from docgen.pages.page import view
from docgen.plan.planned import FINAL, Planned
from docgen.privacy import release
from docgen.privacy.transfer import inspection
from docgen.records.dossier import Records
from docgen.records.fingerprint import digest
from docgen.tables.transfer import Transfer

OF_THE_COPY = frozenset({"kopie", "document", "ontwerp", "inzage_op", "meerderjarig"})
"""Names that may differ: label, footer, the day it was made or inspected (typed afterwards), the student's own age."""
FEW = 4  # objections of which every combination is tried
LAID_OUT = "klaargelegd"


def changed(records: Records, planned: Iterable[Planned]) -> Iterator[Finding]:
    """A finding for each transfer whose content is not what was inspected.

    Findings: G06
    """
    for document, transfer in _inspected(records, planned):
        if document.copy == "overdracht" and is_changed(records, document, transfer):
            yield new_inspection(transfer, document)


def is_changed(records: Records, document: Planned, transfer: Transfer) -> bool:
    """Whether the content is not what was offered for inspection."""
    offered = transfer.inspection_on
    if offered is None or offered > records.today:
        return False
    known = seen(records, transfer)
    return known is not None and known not in contents(records, document, transfer)


def seen(records: Records, transfer: Transfer) -> str | None:
    """The fingerprint of what was inspected, when it is known.

    It is fixed by the first build after the inspection: what was laid out last up to that day, else what there was.
    """
    if (fixed := records.remembered.get(inspection(transfer))) is not None:
        return fixed
    before = [known for day, known in laid_out(records, transfer) if day <= (transfer.inspection_on or date.min)]
    return before[-1] if before else None


def laid_out(records: Records, transfer: Transfer) -> list[tuple[date, str]]:
    """The day and the content of each inspection copy that `docgen transfer prepare` made, in order."""
    found: list[tuple[date, str]] = []
    while (noted := records.remembered.get(laid_out_key(transfer, len(found)))) is not None:
        day, known = noted.split()
        found.append((date.fromisoformat(day), known))
    return found


def laid_out_key(transfer: Transfer, number: int) -> str:
    """The name under which the ledger remembers the copies that were laid out, numbered from 0."""
    return f"{LAID_OUT} {transfer.student} {transfer.to_school} {number}"


def new_inspection(transfer: Transfer, document: Planned) -> Finding:
    """The finding that what goes to the other school is not what was inspected: G06."""
    return Finding(
        "G06",
        Severity.ERROR,
        transfer.at("Inzage op"),
        effect=Effect.BLOCK,
        students=frozenset({document.student}),
        documents=frozenset({document.type}),
    )


def inspected(records: Records, planned: Iterable[Planned]) -> Iterator[tuple[str, str]]:
    """What counts as inspected from now on: the name of each inspection and the fingerprint of its content."""
    for document, transfer in _inspected(records, planned):
        if document.copy == "inzage":
            yield inspection(transfer), seen(records, transfer) or content(records, document)


def content(records: Records, document: Planned) -> str:
    """The fingerprint of what both copies of a transfer say; a new logo of the school says nothing."""
    page = view(release(records, document, FINAL), date.min)
    said = {name: value for name, value in page.items() if name not in OF_THE_COPY}
    school = page["school"]
    assert isinstance(school, dict)
    return digest([{**said, "school": {name: value for name, value in school.items() if name != "logo"}}])


def contents(records: Records, document: Planned, transfer: Transfer) -> Iterator[str]:
    """The content as it is, and as it would be without some of the objections of today."""
    yield content(records, document)
    student, parents = transfer.student_objects, transfer.parents_object
    for objected_to in _fewer((*student, *parents)):
        kept = {
            "student_objects": tuple(code for code in student if code in objected_to),
            "parents_object": tuple(code for code in parents if code in objected_to),
        }
        yield content(_with(records, transfer, transfer.model_copy(update=kept)), document)


def _fewer(codes: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every smaller set of these codes, when they are few; else each one left out, and all of them."""
    own = tuple(dict.fromkeys(codes))
    sizes = range(len(own)) if len(own) <= FEW else (len(own) - 1, 0)
    return chain.from_iterable(combinations(own, size) for size in sizes)


def _with(records: Records, old: Transfer, new: Transfer) -> Records:
    """The records with one transfer in the place of another."""
    dossier = records.dossiers[old.student]
    transfers = tuple(new if row is old else row for row in dossier.of(Transfer))
    own = replace(dossier, rows={**dossier.rows, Transfer.sheet.name: transfers})
    return replace(records, dossiers={**records.dossiers, old.student: own})


def _inspected(records: Records, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Transfer]]:
    for document in planned:
        if document.spec.per != "transfer":
            continue
        rows = records.dossiers[document.student].of(Transfer)
        transfer = next(row for row in rows if row.to_school == document.to_school)
        if transfer.inspection_on is not None and transfer.inspection_on <= records.today:
            yield document, transfer
