"""One planned document -> Making: released, filled, inspected, or the reason why not. Templates are compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from docgen.disk.atomic import lay_aside
from docgen.disk.hashed import sha256_of
from docgen.fill import FillFault, fill
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.ledger import Made
from docgen.making.compiled import Templates
from docgen.making.identity import identity
from docgen.pages.page import dated, kept_until, view
from docgen.plan.planned import STOPPED, Planned, Verdict
from docgen.privacy import Cleared, Released, inspect, release
from docgen.privacy.leaks import Secrets
from docgen.project import Project
from docgen.records import fingerprint
from docgen.records.dossier import Records


@dataclass(frozen=True, slots=True)
class Making:
    """What became of one planned document. `cleared` is None when it was stopped, refused or unchanged."""

    planned: Planned
    verdict: Verdict
    path: str
    fingerprint: str = ""
    made_on: date = date.min
    cleared: Cleared | None = None
    unchanged: Made | None = None
    refused: tuple[Finding, ...] = ()  # a leak, a value the template cannot take, a term of retention that is over
    template: str = ""
    destroy_after: date | None = None
    basis: str = ""  # what it may be made from, as `untouched` marks it


class Maker:
    """Makes the documents of one run; the templates of the types it is asked for must be without faults."""

    def __init__(
        self, project: Project, records: Records, made: Mapping[str, Made], templates: Templates, *, force: bool
    ) -> None:
        """Take what the rows say, what stands in outputs/ already, and the templates of the run."""
        self.project, self.records, self.before, self.force = project, records, made, force
        self.templates = templates

    @cached_property
    def secrets(self) -> Secrets:
        """The index of everything that may not leak; built when the first document is made, kept for the pages."""
        return self.records.once(Secrets)

    def fingerprint(self, planned: Planned, verdict: Verdict) -> str:
        """What this document would be made from now."""
        released = release(self.records, planned, verdict.status, without=verdict.without)
        return _fingerprint(self.templates.digest(planned.spec.name), view(released, date.min))

    def kept(self, planned: Planned, verdict: Verdict, basis: str) -> Making | None:
        """The document as it stands, when it was made from this basis and is as it was made; else None."""
        path = f"{verdict.audience(planned.spec)}/{planned.name}.docx"
        known = self.before.get(path)
        if self.force or not basis or known is None or known.basis != basis:
            return None
        if not stands(self.project.outputs / path, known.sha256):
            return None
        return Making(
            planned,
            verdict,
            path,
            known.fingerprint,
            known.made_on,
            unchanged=known,
            template=self.templates.digest(planned.spec.name),
            destroy_after=known.destroy_after,
            basis=basis,
        )

    def make(self, planned: Planned, verdict: Verdict) -> Making:
        """Make one document, unless it is stopped, past its retention, or unchanged since it was made.

        Findings: S18, those of `fill` and of `privacy.inspect`
        """
        path = f"{verdict.audience(planned.spec)}/{planned.name}.docx"
        if verdict.status == STOPPED:
            return Making(planned, verdict, path)
        released = release(self.records, planned, verdict.status, without=verdict.without)
        until = kept_until(planned.spec, released.school)
        if until and until < self.records.today:
            return Making(planned, verdict, path, refused=(_expired(planned, released),))
        known = self.before.get(path)
        page = view(released, date.min)
        digest = self.templates.digest(planned.spec.name)
        mark = _fingerprint(digest, page)
        making = Making(planned, verdict, path, mark, template=digest, destroy_after=until)
        same = known is not None and known.fingerprint == mark and not self.force
        if same and known and stands(self.project.outputs / path, known.sha256):
            return replace(making, made_on=known.made_on, unchanged=known)
        made_on = known.made_on if known and same else self.records.today
        template, static = self.templates[planned.spec.name]
        try:
            title, creator = planned.spec.title, released.school.name
            filled = fill(template, dated(page, made_on), title=title, creator=creator, breaking=True)
        except FillFault as fault:
            return Making(planned, verdict, path, refused=fault.findings)
        outcome = inspect(filled, released, self.secrets, static)
        if isinstance(outcome, Finding):
            return Making(planned, verdict, path, refused=(outcome,))
        return replace(making, made_on=made_on, cleared=outcome)


def laid(making: Making, folder: Path | None) -> Making:
    """The same, with its bytes in a file of this folder instead of in memory, when there is one.

    A disk that refuses refuses again when the document is published, and then it is told whose it was.
    """
    if folder is None or making.cleared is None:
        return making
    try:
        return replace(making, cleared=making.cleared.laid(lay_aside(folder, making.cleared.data)))
    except OSError:
        return making


def _fingerprint(template: str, page: Mapping[str, object]) -> str:
    """What a document is made from: docgen itself, the digest of the template, and every value but the day."""
    return fingerprint.digest([identity(), template, page])


def _expired(planned: Planned, released: Released) -> Finding:
    """A document past its last day is not made: its rows are of a school year that is over."""
    rows = (row for row in released.of("School") if (row.topic, row.code) == ("gegeven", "Schooljaar"))
    row = next(rows, None)
    place = row.origin.at("Waarde") if row else CellRef("inputs")
    only = frozenset({planned.type})
    return Finding("S18", Severity.WARNING, place, effect=Effect.BLOCK, students=planned.students, documents=only)


def stands(path: Path, sha256: str) -> bool:
    """Whether the document still stands there as it was made."""
    try:
        return sha256_of(path) == sha256
    except OSError:
        return False


def stands_in(outputs: Path, path: str, sha256: str) -> bool:
    """The same for a path under outputs/; without a hash, whether any file stands there."""
    return stands(outputs / path, sha256) if sha256 else (outputs / path).is_file()
