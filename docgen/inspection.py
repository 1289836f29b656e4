"""What parents inspected is what the other school gets: the body of both copies has one fingerprint (G06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from docgen.dossier import Records
from docgen.findings import Effect, Finding, Severity
from docgen.fingerprint import digest
from docgen.page import view
from docgen.plan import FINAL, Planned
from docgen.privacy import release
from docgen.tables.transfer import Transfer
from docgen.transfer import inspection

OF_THE_COPY = frozenset({"kopie", "document", "ontwerp"})
"""Names that may differ between the copies: label, footer, the day it was made."""


def changed(records: Records, planned: Iterable[Planned]) -> Iterator[Finding]:
    """A finding for each transfer whose content is not what was inspected.

    Findings: G06
    """
    for name, body, document, transfer in _inspected(records, planned):
        if document.copy == "overdracht" and records.remembered.get(name, body) != body:
            yield Finding(
                "G06",
                Severity.ERROR,
                transfer.at("Inzage op"),
                effect=Effect.BLOCK,
                students=frozenset({document.student}),
                documents=frozenset({document.type}),
            )


def inspected(records: Records, planned: Iterable[Planned]) -> Iterator[tuple[str, str]]:
    """What counts as inspected from now on: the name of each inspection and the fingerprint of its content."""
    for name, body, document, _ in _inspected(records, planned):
        if document.copy == "inzage":
            yield name, body


def _inspected(records: Records, planned: Iterable[Planned]) -> Iterator[tuple[str, str, Planned, Transfer]]:
    for document in planned:
        if document.spec.per != "transfer":
            continue
        rows = records.dossiers[document.student].of(Transfer)
        transfer = next(row for row in rows if row.to_school == document.to_school)
        if transfer.inspection_on is not None and transfer.inspection_on <= records.today:
            page = view(release(records, document, FINAL), date.min)
            body = digest([{name: value for name, value in page.items() if name not in OF_THE_COPY}])
            yield inspection(transfer), body, document, transfer
