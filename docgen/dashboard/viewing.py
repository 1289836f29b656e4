"""A run, as the pages show it: one View made of the check, the ledger and the workbooks that were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from docgen import __version__
from docgen.dashboard.direction import board, school_figures
from docgen.dashboard.meetings import meetings
from docgen.dashboard.model import Paper, Run, View, Workbook
from docgen.dashboard.papers import Papers
from docgen.dashboard.passages import passage
from docgen.dashboard.pupils import pupils
from docgen.dashboard.tasks import tasks
from docgen.dashboard.telling import tell_all
from docgen.dashboard.words import Words
from docgen.findings import CellRef, Finding, Severity
from docgen.handover.procedure import handovers
from docgen.ledger import Ledger
from docgen.pipeline import Built, Checked
from docgen.project import Project
from docgen.reports.group import arrange
from docgen.spec import Audience


def view(
    project: Project, built: Built, copies: Mapping[str, str], *, lang: str, now: datetime, seconds: float
) -> View:
    """What the pages show after a run; `copies` are the marked workbooks, from the project folder."""
    checked, words = built.checked, Words(lang)
    records = checked.records
    lines = arrange(checked.findings, checked.stopped)
    told = tell_all(records, lines, lang)
    with Ledger(project.outputs, writable=False) as ledger:
        made, lapsed = ledger.made(), ledger.lapsed()
    maker = Papers(checked, tuple(zip(lines, told, strict=True)), made, words)
    everything = (*maker.planned(), *maker.lapsed(lapsed))
    closed = tuple(paper for paper in everything if paper.folder == Audience.NOTES)
    shown = [paper for paper in everything if paper.folder != Audience.NOTES]
    own: dict[str, list[Paper]] = {}
    for paper in shown:
        if paper.student:
            own.setdefault(paper.student, []).append(paper)
    moved = [(handover, passage(handover, words)) for handover in handovers(checked)]
    kept = [entry.destroy_after for entry in (*made.values(), *lapsed.values()) if entry.destroy_after]
    due = tasks(records, moved, kept, words)
    transferred = frozenset(entry.student for _, entry in moved)
    facts = records.school.facts
    return View(
        lang=words.lang,
        school=records.school.name,
        place=facts.get("Vestiging", ""),
        year=facts.get("Schooljaar", ""),
        today=records.today,
        run=_run(project, built, copies, now, seconds),
        findings=told,
        pupils=tuple(pupils(records, own, told, transferred, due, words)),
        others=tuple(paper for paper in shown if not paper.student),
        closed=closed,
        meetings=meetings(records, shown, words),
        passages=tuple(entry for _, entry in moved),
        tasks=due,
        class_sizes=Counter(dossier.student.class_name for dossier in records.dossiers.values()),
        copies={file: path.partition("/")[2] for file, path in copies.items()},
        names={
            name: f"{dossier.student.family_name} {dossier.student.first_name}"
            for name, dossier in records.dossiers.items()
        },
        board=board(checked, words),
        figures=school_figures(checked),
    )


def _run(project: Project, built: Built, copies: Mapping[str, str], now: datetime, seconds: float) -> Run:
    documents, checked = built.published.documents, built.checked
    standing = [entry for entry in documents if entry.status in ("definitief", "ontwerp")]
    renewed = sum(entry.changed for entry in standing)
    return Run(
        moment=now,
        seconds=seconds,
        version=__version__,
        renewed=renewed,
        unchanged=len(standing) - renewed,
        lapsed=sum(entry.status == "vervallen" for entry in documents),
        leaks=sum(finding.code in ("G01", "G02") for finding in checked.findings),
        workbooks=tuple(_workbooks(project, checked, copies)),
    )


def _workbooks(project: Project, checked: Checked, copies: Mapping[str, str]) -> list[Workbook]:
    rows = Counter(row.origin.file for own in checked.records.register.rows.values() for row in own)
    errors = Counter(_file(finding) for finding in checked.findings if finding.severity is Severity.ERROR)
    files = sorted({file for file, _ in checked.inputs})
    return [
        Workbook(file, rows[file], _saved(project.inputs / file), errors[file], copies.get(file, "").partition("/")[2])
        for file in files
    ]


def _file(finding: Finding) -> str:
    return finding.place.file if isinstance(finding.place, CellRef) else ""


def _saved(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return None
