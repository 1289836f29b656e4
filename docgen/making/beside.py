"""A PDF beside each Word document: made of exactly those bytes, searched anew, and gone when its document goes.

A PDF is a Making of its own with the hash of its Word document as fingerprint, so that the ledger, the manifest, the
log and the retention treat it as any document, and an unchanged one is never converted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from docgen.findings import CellRef, Finding
from docgen.making.make import Maker, Making, stands
from docgen.making.pdf import convert
from docgen.plan.planned import Planned, folded, in_file_name
from docgen.privacy import Cleared, inspect_pdf, release

ENDINGS = ("pdf", "ics", "csv")
"""What may stand beside documents; the last two are made by `companions`, a calendar once for all of a student."""


@dataclass(frozen=True)
class Beside:
    """The PDFs as they stand or are to be written, and what went wrong with the others."""

    makings: tuple[Making, ...] = ()
    findings: tuple[Finding, ...] = ()


def pdf_path(path: str) -> str:
    """The path of the PDF of a document: 'zorg/x.pdf' beside 'zorg/x.docx'."""
    return f"{path.removesuffix('.docx')}.pdf"


def calendar_path(planned: Planned) -> str:
    """The path of the calendar of the student of this document: 'zorg/kalender_L0231.ics'.

    A key with small letters gets a mark, so that no two are one where capitals do not count.
    """
    student = planned.student
    marked = student != folded(student).upper()
    return f"{planned.spec.audience}/kalender_{in_file_name(student, marked=marked)}.ics"


def beside(
    maker: Maker,
    makings: Sequence[Making],
    *,
    wanted: bool,
    jobs: int | None = None,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Beside:
    """The PDFs of these documents: those that still fit theirs and, when `wanted`, the others made anew.

    Findings: S10, those of `privacy.inspect_pdf`
    """
    of = {pdf_path(making.path): making for making in makings if making.cleared or making.unchanged}
    standing = {path: known for path, making in of.items() if (known := _standing(maker, path, making))}
    if not wanted:
        return Beside(tuple(standing.values()))
    documents = {making.path: _bytes(maker, making) for path, making in of.items() if path not in standing}
    scratch = maker.project.outputs / ".docgen"
    done = convert(documents, scratch, jobs=jobs, progress=lambda n, total: progress("pdf", n, total))
    findings, made = [*done.findings], dict(standing)
    for path, making in of.items():
        if making.path not in done.pdfs:
            continue
        verdict = making.verdict
        released = release(maker.records, making.planned, verdict.status, without=verdict.without)
        _, static = maker.templates[making.planned.spec.name]
        outcome = inspect_pdf(done.pdfs[making.path], documents[making.path], released, maker.secrets, static)
        if isinstance(outcome, Cleared):
            made[path] = replace(making, path=path, fingerprint=_sha256(making), cleared=outcome, unchanged=None)
        elif outcome.code == "S10":
            findings.append(replace(outcome, place=CellRef(f"outputs/{path}")))  # the gate does not know the folder
        else:
            findings.append(outcome)
    return Beside(tuple(made[path] for path in of if path in made), tuple(findings))


def outdated(makings: Sequence[Making], kept: Sequence[Making]) -> Iterator[str]:
    """The paths of what stood beside a document that was made anew, and was not made anew with it."""
    current = {making.path for making in kept}
    for making in (making for making in makings if making.cleared):
        name = making.path.removesuffix("docx")
        yield from (path for ending in ENDINGS if (path := f"{name}{ending}") not in current)
        if making.planned.spec.calendar and (path := calendar_path(making.planned)) not in current:
            yield path


def _standing(maker: Maker, path: str, making: Making) -> Making | None:
    known = maker.before.get(path)
    if known is None or known.fingerprint != _sha256(making) or not stands(maker.project.outputs / path, known.sha256):
        return None
    return replace(making, path=path, fingerprint=known.fingerprint, cleared=None, unchanged=known)


def _sha256(making: Making) -> str:
    made = making.cleared or making.unchanged
    assert made is not None
    return made.sha256


def _bytes(maker: Maker, making: Making) -> bytes:
    return making.cleared.data if making.cleared else (maker.project.outputs / making.path).read_bytes()
