"""A run, as the pages show it: one View made of the check, the ledger and the workbooks that were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
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
from docgen.making.outcome import is_beside
from docgen.pipeline import Built, Checked
from docgen.project import Project
from docgen.reports.group import arrange
from docgen.spec import Audience

OF_A_FILE = frozenset({"S01", "S02", "S03", "S04", "S05", "S08", "S09", "S11", "S13", "S17"})
"""Findings about a workbook as a file: open, still being copied, not to be read."""


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
    everything = (*maker.planned(), *maker.left_alone(), *maker.lapsed(lapsed))
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
        as_paths=project.settings.resultaten.koppelingen == "pad",
    )


def _run(project: Project, built: Built, copies: Mapping[str, str], now: datetime, seconds: float) -> Run:
    checked = built.checked
    documents = [entry for entry in built.published.documents if not is_beside(entry.path)]
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
    read = {file for file, _ in checked.inputs}
    states = dict.fromkeys(read, ("read", ""))
    for finding in checked.findings:
        if state := _state(finding, read):
            states[_file(finding)] = state
    return [
        Workbook(
            file,
            rows[file],
            _saved(project.inputs / file),
            errors[file],
            copies.get(file, "").partition("/")[2],
            *states[file],
        )
        for file in sorted(states)
    ]


def _state(finding: Finding, read: Set[str]) -> tuple[str, str] | None:
    """What a finding on a whole file says of it: its state, and who has it open."""
    file, place = _file(finding), finding.place
    if not file or not isinstance(place, CellRef) or place.sheet or finding.code not in OF_A_FILE:
        return None
    if finding.code == "S01":
        return "open" if file in read else "locked", str(dict(finding.args).get("owner", ""))
    if finding.code == "S02":
        return "waiting", ""
    return None if file in read and finding.severity is not Severity.ERROR else ("refused", "")


def _file(finding: Finding) -> str:
    return finding.place.file if isinstance(finding.place, CellRef) else ""


def _saved(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return None
