"""Before a build: which documents it would make, change or withdraw, and what in the inputs causes it.

A document's causes are the changed cells among those that are released to it. When it comes or goes, or none of its own
cells changed, they are the changed cells in the rows of its students, and else those in the sheets it reads: a decision
may let a row through that is not itself on the page. A template, docgen, the settings and a new day are causes too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from docgen.audit import Key
from docgen.changes.traces import (
    ADDED,
    CHANGED,
    GONE,
    UNREAD,
    Change,
    Marks,
    SheetTraces,
    Traces,
    compared,
    kept,
    traced,
)
from docgen.findings import CellRef, Place
from docgen.ledger import Made
from docgen.making.accounting import student_of_document
from docgen.making.identity import identity
from docgen.making.lapsing import BESIDE, Reason
from docgen.making.make import Making
from docgen.plan.planned import Planned
from docgen.privacy import release
from docgen.privacy.released import seen
from docgen.project import Project
from docgen.records.dossier import Records
from docgen.spec import documents

NEW, RENEWED, MOVED, LAPSES = "new", "changed", "moved", "lapses"
TEMPLATE, ENGINE, SETTINGS, DAY, FILE = "template", "engine", "settings", "day", "file"
FINDING, UNKNOWN, LOGO = "finding", "unknown", "logo"


@dataclass(frozen=True)
class Cause:
    """One thing that makes a document change: `kind`, and the place when it is a cell, a row or a template."""

    kind: str
    place: Place | None = None


@dataclass(frozen=True)
class Changing:
    """One document that a build would make or take away: its path in outputs/, how, and why.

    `reason` is the case of `lapsing` of one that goes.
    """

    path: str
    type: str
    student: str
    change: str
    causes: tuple[Cause, ...]
    reason: str = ""


def traces_of(project: Project, records: Records, makings: Sequence[Making], rows: SheetTraces) -> Traces:
    """The traces of a build, to be kept."""
    templates = {making.planned.spec.name: making.template for making in makings if making.template}
    templates[LOGO] = _logo(records)  # it is in every document, like what their templates print
    engine, settings, day = around(project, records)[:3]
    return Traces(tuple(chain.from_iterable(rows.values())), engine, settings, day, templates)


def around(project: Project, records: Records) -> tuple[str, str, str, str]:
    """What every document depends on besides rows and templates: docgen, the settings, the day, the logo."""
    return identity(), _settings(project), records.today.isoformat(), _logo(records)


def changing(
    project: Project,
    records: Records,
    makings: Sequence[Making],
    before: Mapping[str, Made],
    going: Mapping[str, Reason],
    key: Key,
) -> tuple[Changing, ...]:
    """Every document that would change, by path. `makings` are those of a trial; `going` why each other one leaves."""
    finder = _Causes(project, records, kept(project.outputs), Marks(key))
    names = {old.name: path for path, old in before.items() if path.endswith(".docx")}
    found = []
    for making in makings:
        if making.cleared:
            known, planned = before.get(making.path), making.planned
            change = RENEWED if known else MOVED if planned.name in names else NEW
            causes = finder.of(making, known)
            found.append(Changing(making.path, planned.spec.name, planned.student, change, causes))
    for path, reason in going.items():
        if not path.endswith(".docx") and reason.case not in BESIDE.values():
            continue  # it goes with its document
        old = before[path]
        moved = any(entry.change == MOVED and entry.path.endswith(f"/{old.name}.docx") for entry in found)
        if not moved:
            kind, student = old.name.partition("_")[0], student_of_document(old.name)
            found.append(Changing(path, kind, student, LAPSES, finder.of_lapsed(old, reason), str(reason)))
    return tuple(sorted(found, key=lambda entry: entry.path))


class _Causes:
    """What changed since the last build, and what of it reaches a document."""

    def __init__(self, project: Project, records: Records, last: Traces | None, marks: Marks) -> None:
        self.project, self.records, self.last, self.marks = project, records, last, marks
        rows, traces = records.register.rows, traced(records, marks)
        now = {trace: row for name, some in traces.items() for trace, row in zip(some, rows[name], strict=True)}
        self.changes = compared(last.rows, now, records.register.rejected) if last else ()

    def of(self, making: Making, known: Made | None) -> tuple[Cause, ...]:
        """The causes of a document that is made."""
        if known and known.fingerprint == making.fingerprint:
            return (Cause(FILE),)
        if self.last is None:
            return (Cause(UNKNOWN),)
        planned = making.planned
        own = self._of_cells(making) if known else []
        own = own or self._of_rows(planned)
        return self._all(own, planned.spec.name, self.last.templates.get(planned.spec.name, ""), making.template)

    def of_lapsed(self, old: Made, reason: Reason) -> tuple[Cause, ...]:
        """The causes of a document that goes: what changed in the rows of its student, or in the school.

        When nothing there did, the finding that stops it says where to look.
        """
        if self.last is None:
            return (Cause(UNKNOWN),)
        student = student_of_document(old.name)
        mark = self.marks.about(student)
        own = [change for change in self.changes if student and change.about == mark]
        causes = self._all(own or self._of_school(old.name.partition("_")[0]), "", "", "")
        unexplained = causes == (Cause(UNKNOWN),)
        return (Cause(FINDING, reason.place),) if unexplained and reason.place else causes

    def _of_cells(self, making: Making) -> list[Change]:
        """The changes in what this document may see: its cells, its new rows, and rows of its own that are gone."""
        planned, without = making.planned, making.verdict.without
        released = release(self.records, planned, making.verdict.status, without=without)
        cells = {cell.place for cell in seen(released.rows)}
        rows = {row.origin.at() for some in released.rows.values() for row in some if hasattr(row, "origin")}
        marks, reads = {*self._marks(planned), ""}, planned.spec.reads
        return [
            change
            for change in self.changes
            if (change.kind == CHANGED and change.place in cells)
            or (change.kind == ADDED and change.place in rows)
            or (change.kind in (GONE, UNREAD) and change.about in marks and change.place.sheet in reads)
        ]

    def _of_rows(self, planned: Planned) -> list[Change]:
        """The changes in the rows of a document's students and classes, else in the sheets it reads."""
        marks = self._marks(planned)
        own = [change for change in self.changes if change.about in marks]
        return own or self._of_school(planned.spec.name)

    def _marks(self, planned: Planned) -> frozenset[str]:
        classes = {planned.class_name, *(share.class_name for share in planned.among)}
        return frozenset(self.marks.about(name) for name in (*planned.students, *classes) if name)

    def _of_school(self, name: str) -> list[Change]:
        """The changes in the sheets that a type of document reads, in nobody's rows.

        Whoever stood on a paper about several students may stand on it no longer, and no row says that they did: for
        that any row of somebody may be the cause.
        """
        spec = documents().get(name)
        reads = spec.reads if spec else frozenset()
        of_nobody = [change for change in self.changes if change.place.sheet in reads and not change.about]
        of_somebody = [change for change in self.changes if change.about] if spec and spec.shared else []
        return of_nobody or of_somebody

    def _all(self, own: Sequence[Change], name: str, old_template: str, template: str) -> tuple[Cause, ...]:
        """The causes in a fixed order; a setting or a new day only when nothing else explains it."""
        assert self.last is not None
        found = [Cause(change.kind, change.place) for change in own]
        if old_template and template and old_template != template:
            found.append(Cause(TEMPLATE, CellRef(f"templates/{name}.docx")))
        logo = _logo(self.records)
        if name and self.last.templates.get(LOGO, logo) != logo:
            found.append(Cause(LOGO))
        if self.last.engine != identity():
            found.append(Cause(ENGINE))
        if not found:
            found += [*self._around()]
        return tuple(dict.fromkeys(found)) or (Cause(UNKNOWN),)

    def _around(self) -> Iterator[Cause]:
        assert self.last is not None
        if self.last.settings != _settings(self.project):
            yield Cause(SETTINGS, CellRef("docgen.toml"))
        if self.last.day != self.records.today.isoformat():
            yield Cause(DAY)


def _logo(records: Records) -> str:
    """The hash of the logo of the school, '' without one."""
    return hashlib.sha256(records.logo.data).hexdigest()[:16] if records.logo else ""


def _settings(project: Project) -> str:
    """The hash of the settings, apart from the day: that is a cause of its own."""
    plain = project.settings.model_dump_json(exclude={"datum"})
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
