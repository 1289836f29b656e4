"""Finished bytes -> Cleared: every part is searched for what was not released and for other students."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.plan.planned import Planned
from docgen.privacy.doctext import (
    Found,
    UnreadablePdf,
    calendar_texts,
    json_texts,
    listed_texts,
    pdf_texts,
    row_texts,
    texts,
    words,
)
from docgen.privacy.gate import Cleared, Gate, Released
from docgen.privacy.leaks import Leak, Secrets

READ = 0.8
"""The share of a document's words that must be found in its PDF: a few are fields or divided at the end of a line."""


def inspect(data: bytes, released: Released, secrets: Secrets, static: bytes) -> Cleared | Finding:
    """The bytes cleared for writing, or why not. `static` is the template, whose own words are nobody's secret.

    Findings: G01, G02
    """
    planned = released.planned
    name = f"{planned.name}.docx"
    leak = secrets.first_in(data, name, released, static)
    if leak is None:
        return Cleared(planned, released.status, data, hashlib.sha256(data).hexdigest(), Gate.KEY)
    return _stop(leak, planned, name)


def inspect_pdf(data: bytes, document: bytes, released: Released, secrets: Secrets, static: bytes) -> Cleared | Finding:
    """The PDF of an inspected Word document cleared for writing, or why not; its own text is searched anew.

    A PDF in which most words of the document cannot be found was not really read, so it is not cleared either.

    Findings: G01, G02, S10
    """
    name = f"{released.planned.name}.pdf"
    try:
        found = [*pdf_texts(data, name)]
    except UnreadablePdf:
        found = []
    printed = {word for text in found for word in words(text.text)}
    body = (text for text in texts(document, "", b"") if text.part == "body" and text.element is not None)
    typed = {word for text in body for word in words(text.text)}
    if not printed or len(typed & printed) < len(typed) * READ:
        return Finding("S10", Severity.WARNING, CellRef(f"outputs/{name}"), "unread")
    leak = secrets.first_among(found, name, released, static)
    if leak is None:
        return Cleared(released.planned, released.status, data, hashlib.sha256(data).hexdigest(), Gate.KEY)
    return _stop(leak, released.planned, name)


def inspect_file(name: str, data: bytes, released: Released, secrets: Secrets, static: bytes) -> Cleared | Finding:
    """A file that is no Word document nor PDF (a calendar, a list) cleared for writing, or why not.

    Findings: G01, G02
    """
    leak = secrets.first_among(_found(name, data), name, released, static)
    if leak is None:
        return Cleared(released.planned, released.status, data, hashlib.sha256(data).hexdigest(), Gate.KEY)
    return _stop(leak, released.planned, name)


@dataclass(frozen=True)
class Part:
    """A piece of a file that is put together: its bytes, what it was made of, and the template whose words are free."""

    data: bytes
    released: Released
    static: bytes


def inspect_together(name: str, data: bytes, parts: Sequence[Part], secrets: Secrets) -> Cleared | Finding:
    """A file put together of parts about one student cleared for writing, or why one of its parts is not.

    Each part is searched by what was released to it; the whole may say nothing that no part says.
    Raises ValueError when it does, or when the parts are about several students or for several readers.

    Findings: G01, G02
    """
    first = parts[0].released
    alike = {
        (part.released.planned.student, part.released.status, part.released.planned.spec.audience) for part in parts
    }
    said = {found.text for part in parts for found in _found(name, part.data)}
    if len(alike) > 1 or not {found.text for found in _found(name, data)} <= said:
        raise ValueError(name)
    for part in parts:
        outcome = inspect_file(name, part.data, part.released, secrets, part.static)
        if isinstance(outcome, Finding):
            return outcome
    return Cleared(first.planned, first.status, data, hashlib.sha256(data).hexdigest(), Gate.KEY)


def inspect_members(
    members: Mapping[str, bytes], released: Released, secrets: Secrets, static: bytes, copies: frozenset[str]
) -> Finding | None:
    """Why these files may not leave together, or None: Word, PDF, JSON and plain text, each searched in full.

    `copies` are reports that somebody else wrote about this student: in these only other students are looked for.
    `static` is the template of the document they go with.

    Findings: G01, G02
    """
    for name, data in members.items():
        found = _found(name, data) if name not in copies else _copied_texts(name, data)
        leak = secrets.first_among(found, name, released, static, others_only=name in copies)
        if leak is not None:
            return _stop(leak, released.planned, name, copied=name in copies)
    return None


def is_readable(data: bytes) -> bool:
    """Whether a PDF has text that can be searched; a scan has none."""
    return any(found.part.startswith("page ") and words(found.text) for found in _copied_texts("", data))


def _copied_texts(name: str, data: bytes) -> list[Found]:
    """The texts of a report; only its name when it is a scan, or a PDF that cannot be read."""
    try:
        return [*pdf_texts(data, name)]
    except UnreadablePdf:
        return [Found("file name", None, name)]


def _found(name: str, data: bytes) -> Iterable[Found]:
    if name.endswith(".docx"):
        return (*texts(data, name, b""), *row_texts(data))
    if name.endswith(".pdf"):
        return pdf_texts(data, name)
    if name.endswith(".json"):
        return (Found("file name", None, name), *json_texts(data, name))
    if name.endswith(".ics"):
        return (Found("file name", None, name), *calendar_texts(data))
    if name.endswith(".csv"):
        return (Found("file name", None, name), *listed_texts(data))
    return [Found(name, None, line) for line in (name, *data.decode("utf-8").splitlines())]


def _stop(leak: Leak, planned: Planned, name: str, *, copied: bool = False) -> Finding:
    other = "copy" if copied else "other_student"
    return Finding(
        _code(leak, planned),
        Severity.ERROR,
        leak.found_at,
        "closed" if leak.source else other,
        args=(("file", name), ("kind", leak.kind), ("n", leak.words)),
        also=(leak.source,) if leak.source else (),
        effect=Effect.BLOCK,
        students=planned.students,
        documents=frozenset({planned.type}),
    )


def _code(leak: Leak, planned: Planned) -> str:
    """G02 for a field that is not on the list of a transfer, though its class would allow it; else G01."""
    off_list = planned.spec.of_transfer and planned.spec.ceiling.allows(leak.sensitivity)
    return "G02" if off_list and leak.source else "G01"
