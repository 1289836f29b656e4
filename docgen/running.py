"""A whole run of a folder: told from memory when nothing changed, else built, marked, shown, and kept to be told again.

Imports nothing heavy: a run that is told again ends before two hundred rooms would be loaded.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.changes import standing
from docgen.changes.looked import looked
from docgen.collecting import put_off
from docgen.making import status
from docgen.making.outcome import Outcome

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from docgen.making.accounting import Inputs
    from docgen.pipeline import Progress
    from docgen.plan.planned import Planned
    from docgen.project import Project

Showing = Callable[[], AbstractContextManager["Progress"]]
Workers = Callable[["Project"], AbstractContextManager["Executor | None"]]


@dataclass(frozen=True)
class Asked:
    """How a run is asked for: see `pipeline.build`. `lang` is the language of the copies and the results pages."""

    lang: str = "nl"
    only: Callable[[Planned], bool] | None = None
    dry_run: bool = False
    force: bool = False
    jobs: int = 1
    pdf: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is asked for, so that what is said can be told again."""
        return self.only is None and not self.dry_run

    @property
    def kind(self) -> tuple[str, str]:
        """What makes another run of the same folder: the language of the copies, and PDFs."""
        return (self.lang, "pdf" if self.pdf else "")


@dataclass(frozen=True)
class Ran:
    """What a run said, its exit status, how many records the log took in and the hash of the last of them."""

    outcome: Outcome
    status: int
    logged: int = 0
    head: str = ""


@dataclass(frozen=True)
class _Done:
    """A run on the long road, without the rows of the school: what is kept of it is about files."""

    ran: Ran
    read: Inputs
    remembered: Mapping[str, str]


def by_itself(project: Project) -> AbstractContextManager[None]:
    """No executor: the documents are made in this process, or in those of `jobs`."""
    return nullcontext()


def run(folder: Path, asked: Asked, showing: Showing | None = None, workers: Workers = by_itself) -> Ran:
    """What a build of this folder says, with everything that it leaves in outputs/.

    `showing` opens who is told how far it is, `workers` an executor for the project.
    Raises ProjectError, HeldError, OSError, and whatever `workers` raises.
    """
    before = standing.sources(folder) if asked.whole else None
    told = None if asked.force else standing.again(before, asked.kind)
    if told is not None:
        looked(folder / "outputs", datetime.now(), asked.lang)
        return Ran(told, status.of_findings(told.findings))
    done = _built(folder, asked, showing, workers)
    standing.keep(before, asked.kind, done.ran.outcome, read=done.read, remembered=done.remembered)
    return done.ran


def _built(folder: Path, asked: Asked, showing: Showing | None, workers: Workers) -> _Done:
    """Read, check, make, mark and show."""
    with put_off():  # two hundred rooms are loaded here
        from docgen import pipeline
        from docgen.project import Project

    project, begun = Project(folder), time.monotonic()
    options: dict[str, Any] = {"force": asked.force, "jobs": asked.jobs, "pdf": asked.pdf, "dry_run": asked.dry_run}
    options |= {"only": asked.only} if asked.only else {}
    shown = showing() if showing else nullcontext(pipeline.silent)
    with workers(project) as executor, shown as progress, pipeline.alone(project, progress, dry_run=asked.dry_run):
        built = pipeline.build(project, progress=progress, executor=executor, **options)
        with put_off():  # the documents stand there now: what comes after them need not be loaded before
            from docgen.dashboard import write_pages
            from docgen.marked import write_marked
        marked = write_marked(project, built.checked, asked.lang, dry_run=asked.dry_run)
        seen, took = replace(built, checked=marked.checked), time.monotonic() - begun
        pages = write_pages(project, seen, marked.copies, asked.lang, seconds=took, dry_run=asked.dry_run)
    outcome = built.outcome((*marked.checked.findings, *pages.refused), marked.copies)
    worst, published = status.of_build(outcome.findings, built.published.findings), built.published
    ran = Ran(outcome, worst, published.logged, published.head)
    return _Done(ran, built.checked.inputs, published.remembered)
