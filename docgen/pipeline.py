"""THE page to read first: how a folder of workbooks becomes inspected documents, step by step.

    workbooks -> raw rows -> typed rows -> one register -> a dossier per student -> what is wrong -> what to make
    -> released -> filled -> cleared -> written

Everything is gathered before anything is written. Whatever goes wrong is a Finding; nothing here prints.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.audit import Key, key_of, make_key
from docgen.changes.causes import around, traces_of
from docgen.changes.gone import gone_sheets
from docgen.changes.sorted_apart import explained, is_doubted, sorted_apart
from docgen.changes.traces import Marks, keep, kept, traced
from docgen.changes.unread import held_up
from docgen.changes.untouched import Bases, make_changed
from docgen.collecting import kept_apart, put_off
from docgen.disk.atomic import aside
from docgen.disk.holding import APART, PATIENCE, RUN, holding
from docgen.findings import Finding, Severity
from docgen.forms.conflict import settle
from docgen.forms.model import Filled
from docgen.forms.outdated import outdated
from docgen.forms.reading import read_back
from docgen.ledger import Ledger, Made
from docgen.making.accounting import Inputs
from docgen.making.batches import make_all
from docgen.making.beside import beside
from docgen.making.companions import companions
from docgen.making.compiled import Templates
from docgen.making.inspection import changed
from docgen.making.make import Maker, Making, stands_in
from docgen.making.outcome import Outcome
from docgen.making.publish import Published, publish
from docgen.plan.confirm import confirm
from docgen.plan.plan import ALWAYS_NEEDED, completed, plan
from docgen.plan.planned import STOPPED, Planned, Verdict
from docgen.plan.verdicts import judge
from docgen.project import Project
from docgen.reading.logo import read_logo
from docgen.records.consequences import of_emptied, rule_findings
from docgen.records.dossier import Records, join
from docgen.records.register import register
from docgen.records.validate import addressed
from docgen.records.workbooks import Workbooks, read_all
from docgen.spec import documents, rules
from docgen.tables.school import SchoolRow
from docgen.words.riskwords import RiskWords

if TYPE_CHECKING:
    from concurrent.futures import Executor

Progress = Callable[[str, int, int], None]  # a step, how many are done, of how many


def silent(step: str, done: int, total: int) -> None:
    """A Progress for nobody."""


@dataclass(frozen=True)
class Checked:
    """What a check found: the school's records, every finding, what becomes of each planned document, what was read."""

    records: Records
    findings: tuple[Finding, ...]
    verdicts: Mapping[Planned, Verdict]
    forms: tuple[Filled, ...] = ()
    inputs: Inputs = ()

    @property
    def stopped(self) -> Mapping[int, tuple[str, ...]]:
        """Per finding (its index) the names of the documents that it stops."""
        found: dict[int, list[str]] = {}
        for planned, verdict in self.verdicts.items():
            for index in verdict.stopped_by if verdict.status == STOPPED else ():
                found.setdefault(index, []).append(f"{planned.name}.docx")
        return {index: tuple(names) for index, names in found.items()}

    @property
    def all_read(self) -> bool:
        """Whether every workbook could be read: only then is a document that is not asked for any more really gone."""
        errors = (finding for finding in self.findings if finding.severity is Severity.ERROR)
        unread = (f for f in errors if (f.code, f.case) == ("A01", "renamed") or not getattr(f.place, "sheet", ""))
        return self.records.register.present.issuperset(ALWAYS_NEEDED) and next(unread, None) is None

    @property
    def outcome(self) -> Outcome:
        """What the reports tell."""
        return Outcome(self.findings, self.stopped, self.records.school.name, len(self.findings))


@dataclass(frozen=True)
class Built:
    """What a build did: the check it began with (its findings completed), and the documents as they now stand."""

    checked: Checked
    published: Published
    found: int  # how many of the findings the check gave by itself
    made: tuple[Making, ...] = ()
    before: Mapping[str, Made] = field(default_factory=dict)  # what stood in outputs/

    def outcome(self, findings: tuple[Finding, ...], copies: Mapping[str, str]) -> Outcome:
        """What the reports tell; `findings` are those of the check with what the marked `copies` added."""
        school, documents = self.checked.records.school.name, self.published.documents
        return Outcome(findings, self.checked.stopped, school, self.found, documents, copies)


@dataclass(frozen=True)
class _Asked:
    """How a build is asked for; see `build`."""

    only: Callable[[Planned], bool]
    dry_run: bool
    force: bool
    jobs: int
    pdf: bool
    executor: Executor | None


@put_off()
def check(
    project: Project, progress: Progress = silent, told: Sequence[Finding] = (), known: Workbooks | None = None
) -> Checked:
    """Read and judge everything in inputs/; write nothing. Raises OSError when inputs/ cannot be listed.

    `told` is what a watcher found before it took its copies of the workbooks, `known` the workbooks of its last run.
    """
    read_in = read_all(project, partial(progress, "read"), told, known or Workbooks())
    progress("check", 0, 0)
    filled, in_forms = read_back(read_in.forms, read_in.sheets)
    validated, forms, said_twice = settle(read_in.sheets, filled)
    rows, more = register(validated, project.today)
    collected = [*addressed(read_in.findings, rows.rejected)]
    collected += [finding for _, part in validated for finding in part.findings]
    collected += [*in_forms, *said_twice]
    words = RiskWords(project.settings.woorden.zoeken, project.settings.woorden.toelaten)
    logo, collected = read_logo(project.inputs, rows.of(SchoolRow), rows.school.name, collected)
    records = Records(rows, join(rows), _approved(project), words, logo, known.worked if known else None)
    collected += more
    collected = completed(collected, records, documents().values())
    collected += rule_findings(rules(), records, collected)
    last = kept(project.outputs)
    collected += [*gone_sheets(last, rows.present, collected), *sorted_apart(last, rows, key_of(project.outputs))]
    collected = [*of_emptied(collected, rules(), records, read_in.standing)]
    wanted = plan(records, documents().values())
    collected += [*changed(records, wanted), *outdated(records, forms)]
    settled_findings = explained(confirm(collected, rows))
    verdicts, told_findings = _judged(project, wanted, settled_findings, read_in.files, rows.present)
    return Checked(records, told_findings, verdicts, forms, tuple(read_in.files))


def build(
    project: Project,
    *,
    only: Callable[[Planned], bool] = lambda planned: True,
    dry_run: bool = False,
    force: bool = False,
    jobs: int = 1,
    pdf: bool = False,
    progress: Progress = silent,
    told: Sequence[Finding] = (),
    executor: Executor | None = None,
    known: Workbooks | None = None,
) -> Built:
    """Check, make every document that may be made (with a PDF beside it), and publish them together.

    One at a time per folder: it waits for another one that works there. `told`, `known`: see `check`. `jobs`,
    `executor`: see `batches`.
    Raises OSError when outputs/ cannot be written, HeldError when the other one takes too long.
    """
    asked = _Asked(only, dry_run, force, jobs, pdf, executor)
    with alone(project, progress, dry_run=dry_run):
        checked = check(project, progress, told, known)
        with nullcontext() if dry_run else aside(project.outputs / ".docgen", "laid") as folder:
            return _built(project, checked, asked, folder, progress)


@contextmanager
def alone(project: Project, progress: Progress = silent, *, dry_run: bool = False) -> Iterator[None]:
    """Nobody else makes documents in this folder during the block, unless nothing is written; blocks may be nested.

    Raises HeldError when somebody does for too long, OSError.
    """

    def wait() -> None:
        progress("wait", 0, 0)
        time.sleep(APART)

    with nullcontext() if dry_run else holding(project.outputs, RUN, patience=PATIENCE, wait=wait):
        yield


def _built(project: Project, by_itself: Checked, asked: _Asked, waiting: Path | None, progress: Progress) -> Built:
    """What was checked, made and published; documents wait in `waiting` until all of them are there."""
    records, writes = by_itself.records, not asked.dry_run
    records.forget()  # three megabytes for each school
    with put_off():
        rows = traced(records, Marks(_key(project, writes=writes)))
    with kept_apart(), Ledger(project.outputs, writable=writes) as ledger:
        if writes:
            ledger.recover(partial(stands_in, project.outputs))  # what a run that was cut off did
        before, templates = ledger.made(), Templates(project, ledger.sound())
        checked = _with_templates(project, by_itself, templates, filter(asked.only, by_itself.verdicts))
        wanted = [(planned, verdict) for planned, verdict in checked.verdicts.items() if asked.only(planned)]
        maker = Maker(project, records, before, templates, force=asked.force)
        share = partial(make_all, maker, progress=progress, jobs=asked.jobs, aside=waiting, executor=asked.executor)
        made = make_changed(maker, Bases(records, rows, around(project, records)), wanted, share)
        in_pdf = asked.pdf and writes
        pdfs = beside(maker, made, wanted=in_pdf, jobs=asked.jobs if asked.jobs > 1 else None, progress=progress)
        others = companions(maker, made, checked.verdicts)
        complete = len(wanted) == len(checked.verdicts) and checked.all_read and not is_doubted(checked.findings)
        published = publish(
            project,
            records,
            ledger,
            made,
            complete=complete,
            dry_run=asked.dry_run,
            beside=(*pdfs.makings, *others.makings),
            inputs=checked.inputs,
            findings=checked.findings,
        )
        if writes:
            ledger.keep_sound(templates.sound if complete else templates.sound | ledger.sound())
    if complete and writes:
        keep(project.outputs, traces_of(project, records, (*made, *pdfs.makings, *others.makings), rows))
    refused = (finding for making in made for finding in making.refused)
    findings = (*checked.findings, *published.findings, *refused, *pdfs.findings, *others.findings)
    return Built(replace(checked, findings=findings), published, len(by_itself.findings), made, before)


def _key(project: Project, *, writes: bool) -> Key:
    """The key of the project; a trial makes none."""
    return make_key(project.outputs) if writes else key_of(project.outputs) or Key(b"")


def _judged(
    project: Project,
    wanted: Iterable[Planned],
    findings: Sequence[Finding],
    inputs: Iterable[tuple[str, str]],
    present: Set[str],
) -> tuple[Mapping[Planned, Verdict], tuple[Finding, ...]]:
    """What becomes of each document: what is found about it, and what a workbook holds up that cannot be read."""
    return held_up(judge(tuple(wanted), findings), findings, (file for file, _ in inputs), present, project.outputs)


def _with_templates(project: Project, checked: Checked, templates: Templates, wanted: Iterable[Planned]) -> Checked:
    """The check completed with the faults of the templates that the wanted documents need."""
    faults = templates.faults(dict.fromkeys(planned.spec.name for planned in wanted))
    if not faults:
        return checked
    present = checked.records.register.present
    verdicts, findings = _judged(project, checked.verdicts, (*checked.findings, *faults), checked.inputs, present)
    return replace(checked, findings=findings, verdicts=verdicts)


def _approved(project: Project) -> Mapping[str, str]:
    with Ledger(project.outputs, writable=False) as ledger:
        return ledger.approved()
