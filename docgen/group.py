"""A school group: the project folders of one folder, built one after the other and each let go before the next is read.

Every school is its own controller, so no rows, no ledger and no search of one are ever beside those of another. What
schools share is what is nobody's: the rooms that are loaded, the templates that are compiled.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import running
from docgen.collecting import forget, give_back
from docgen.findings import Finding, Severity
from docgen.making import failures, status
from docgen.making.outcome import LAPSED, Outcome, is_beside
from docgen.project import ProjectError
from docgen.reports import json
from docgen.reports.group import arrange
from docgen.reports.model import tally
from docgen.reports.summary import FINE

if TYPE_CHECKING:
    from concurrent.futures import Future

SETTINGS = "docgen.toml"  # what makes a folder a project folder
AHEAD = 2  # schools that are handed out for each process before the first comes back: what they said waits in memory


@dataclass(frozen=True)
class School:
    """What became of one school: counts of Word documents, findings per severity, seconds on the clock.

    `failure` says why it could not be built; what was made before still stands then. `whole` is the same for machines,
    when that was asked for: what `build --json` says, with the name of the folder and the exit status.
    """

    folder: Path
    status: int
    seconds: float
    counts: Mapping[Severity, int]
    documents: int = 0
    renewed: int = 0
    lapsed: int = 0
    failure: tuple[Finding, ...] = ()
    whole: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Asked:
    """How the schools are built: the language, everything anew, PDFs too, and whether `whole` is wanted."""

    lang: str = "nl"
    force: bool = False
    pdf: bool = False
    as_json: bool = False


def schools_in(folder: Path) -> tuple[Path, ...]:
    """The project folders directly under a folder, by name. One that cannot be looked into is a school that will fail.

    Raises OSError when the folder itself cannot be listed.
    """
    return tuple(sorted((place for place in folder.iterdir() if _is_project(place)), key=lambda place: place.name))


def _is_project(place: Path) -> bool:
    try:
        (place / SETTINGS).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return place.is_dir()
    return True


def build(
    schools: Sequence[Path], asked: Asked, jobs: int = 1, showing: running.Showing | None = None
) -> Iterator[School]:
    """What becomes of each school, in the order given; whatever happens to one, the others are built.

    Up to `jobs` processes take a school each. `showing` is told how far a school is when there is one process.
    """
    if min(jobs, len(schools)) < 2:
        yield from (build_school(school, asked, showing) for school in schools)
    else:
        yield from _shared_out(schools, asked, min(jobs, len(schools)))


def build_school(folder: Path, asked: Asked, showing: running.Showing | None = None) -> School:
    """Build one school and let go of everything that was read of it."""
    begun, wanted = time.monotonic(), running.Asked(asked.lang, force=asked.force, pdf=asked.pdf)
    try:
        return _told(folder, running.run(folder, wanted, showing), asked, time.monotonic() - begun)
    except ProjectError as error:
        return _failed(folder, status.STORAGE, (error.finding,), asked, time.monotonic() - begun)
    except Exception as error:  # whatever it is, the next school may do better
        worst, findings = failures.findings_of(error)
        if findings[0].code == "S12":
            failures.log(folder / "outputs", error, datetime.now())
        return _failed(folder, worst, findings, asked, time.monotonic() - begun)
    finally:
        forget()
        give_back()


def _told(folder: Path, ran: running.Ran, asked: Asked, seconds: float) -> School:
    outcome, papers = ran.outcome, [entry for entry in ran.outcome.documents if not is_beside(entry.path)]
    fine = [entry for entry in papers if entry.status in FINE]
    lapsed = sum(entry.changed for entry in papers if entry.status == LAPSED)
    counts, renewed = tally(arrange(outcome.findings, outcome.stopped)), sum(entry.changed for entry in fine)
    whole = _whole(folder, ran.status, outcome, asked.lang) if asked.as_json else None
    return School(folder, ran.status, seconds, counts, len(fine), renewed, lapsed, whole=whole)


def _failed(folder: Path, worst: int, findings: tuple[Finding, ...], asked: Asked, seconds: float) -> School:
    whole = _whole(folder, worst, Outcome(findings, {}, "", 0), asked.lang) if asked.as_json else None
    return School(folder, worst, seconds, tally(arrange(findings, {})), failure=findings, whole=whole)


def _whole(folder: Path, worst: int, outcome: Outcome, lang: str) -> Mapping[str, Any]:
    said = json.of_build(outcome.findings, outcome.stopped, outcome.documents, lang)
    return {"folder": folder.name, "status": worst, **{key: value for key, value in said.items() if key != "schema"}}


def _shared_out(schools: Sequence[Path], asked: Asked, jobs: int) -> Iterator[School]:
    """Whole schools over processes. When one dies (the system takes it for want of memory), who was in it is not known:
    what had not come back yet is done in a process for each, so that one school takes no other along."""
    from docgen.making.batches import pool

    left = deque(schools)
    with pool(jobs) as workers:
        handed: deque[Future[School]] = deque()
        try:
            while left:
                while len(handed) < min(jobs * AHEAD, len(left)):
                    handed.append(workers.submit(build_school, left[len(handed)], asked))
                yield handed[0].result()
                handed.popleft()
                left.popleft()
        except BrokenExecutor:
            pass
    yield from map(partial(_apart, asked=asked), left)


def _apart(folder: Path, asked: Asked) -> School:
    """One school in a process of its own."""
    from docgen.making.batches import pool

    begun = time.monotonic()
    try:
        with pool(1) as workers:
            return workers.submit(build_school, folder, asked).result()
    except BrokenExecutor as error:
        return _failed(folder, *failures.findings_of(error), asked, time.monotonic() - begun)
