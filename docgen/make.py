"""One planned document -> Making: released, filled, inspected, or the reason why not. Templates are compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from docgen import __version__
from docgen.dossier import Records
from docgen.fill import fill
from docgen.findings import Finding
from docgen.fingerprint import digest
from docgen.leaks import Secrets
from docgen.ledger import Made
from docgen.page import view
from docgen.plan import STOPPED, Planned, Verdict
from docgen.privacy import Cleared, inspect, release
from docgen.project import Project
from docgen.template import Template, compile_template


@dataclass(frozen=True)
class Making:
    """What became of one planned document. `cleared` is None when it was stopped, unchanged or not let through."""

    planned: Planned
    verdict: Verdict
    path: str
    fingerprint: str = ""
    made_on: date = date.min
    cleared: Cleared | None = None
    unchanged: Made | None = None
    leak: Finding | None = None


class Maker:
    """Makes the documents of one run. Raises TemplateFaults at the first use of a template that cannot be used."""

    def __init__(self, project: Project, records: Records, made: Mapping[str, Made], *, force: bool) -> None:
        """Take what the rows say and what stands in outputs/ already."""
        self.project, self.records, self.before, self.force = project, records, made, force
        self._templates: dict[str, tuple[Template, bytes]] = {}

    @cached_property
    def secrets(self) -> Secrets:
        """The index of everything that may not leak; built when the first document is made."""
        return Secrets(self.records)

    def make(self, planned: Planned, verdict: Verdict) -> Making:
        """Make one document, unless it is stopped or nothing changed since it was made."""
        path = f"{verdict.audience(planned.spec)}/{planned.name}.docx"
        if verdict.status == STOPPED:
            return Making(planned, verdict, path)
        template, static = self.template(planned.spec.name)
        released = release(self.records, planned, verdict.status)
        known = self.before.get(path)
        fingerprint = digest([__version__, template.digest, view(released, date.min)])
        same = known is not None and known.fingerprint == fingerprint and not self.force
        if same and known and _stands(self.project.outputs / path, known.sha256):
            return Making(planned, verdict, path, fingerprint, known.made_on, unchanged=known)
        made_on = known.made_on if known and same else self.records.today
        page = view(released, made_on)
        filled = fill(template, page, title=planned.spec.title, creator=released.school.name)
        outcome = inspect(filled, released, self.secrets, static)
        if isinstance(outcome, Finding):
            return Making(planned, verdict, path, leak=outcome)
        return Making(planned, verdict, path, fingerprint, made_on, cleared=outcome)

    def template(self, name: str) -> tuple[Template, bytes]:
        """The compiled template of a document type and its bytes: the project's own, else docgen's."""
        if name not in self._templates:
            data = self.project.template(name).read_bytes()
            self._templates[name] = (compile_template(data, name=f"{name}.docx"), data)
        return self._templates[name]


def _stands(path: Path, sha256: str) -> bool:
    """Whether the document still stands there as it was made."""
    import hashlib

    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
