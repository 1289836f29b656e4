"""All documents of a run, made in this process or shared out over an executor: a pool of processes, or a cluster.

A task is a batch of documents. What every task needs (the rows of the school, what stands in outputs/) lies once in a
private folder in outputs/.docgen, and the task brings its hash. Documents are laid in the same folder by whoever makes
them; what comes back are the lines of the manifest, never the documents. A batch that is done twice, because a worker
was lost, leaves files that nobody moves: they go with the folder. Only the process that shares out changes anything
that stands in outputs/.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from docgen.collecting import of_a_run
from docgen.disk.atomic import lay_aside
from docgen.making.compiled import Templates
from docgen.making.identity import identity
from docgen.making.make import Maker, Making, laid
from docgen.plan.planned import Planned, Verdict

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

BATCH = 16  # documents in a task: some 60 ms of work, 15 kB of lines
WORTH = 600  # documents for each process: below that, starting it (2 s, templates compiled) costs more than it saves
AHEAD = 256  # batches that are handed out before the first comes back: their lines wait in memory
Work = Sequence[tuple[Planned, Verdict]]


class OtherDocgenError(Exception):
    """A worker that would make other bytes: another docgen, Python or zip. Its own identity and ours."""


@dataclass(frozen=True)
class Begin:
    """Where the state of a run lies, its SHA-256, and what makes a worker give the same bytes."""

    file: Path
    sha256: str
    identity: str


def processes(documents: int, jobs: int) -> int:
    """How many processes are worth starting for so many documents, at most `jobs`; 1 is this process alone."""
    return max(1, min(jobs, documents // WORTH))


@contextmanager
def pool(jobs: int) -> Iterator[Executor]:
    """So many processes of this computer, started anew: the same on every system."""
    from concurrent.futures import ProcessPoolExecutor  # what only large runs need is loaded then
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn")) as executor:
        yield executor


def make_all(
    maker: Maker,
    wanted: Work,
    progress: Callable[[str, int, int], None],
    *,
    jobs: int = 1,
    aside: Path | None = None,
    executor: Executor | None = None,
) -> tuple[Making, ...]:
    """Every document in order, laid `aside` when there is such a folder. Whoever makes them, they are the same bytes.

    `jobs` is the most processes to use; an `executor` of the caller's is always used. Both need a folder `aside`.
    Raises OtherDocgenError.
    """
    many = processes(len(wanted), jobs)
    if aside is None or (executor is None and many == 1):
        return tuple(_one_by_one(maker, wanted, progress, aside))
    begin = _lay_state(maker, aside)
    batches = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    made: list[Making] = []
    with nullcontext(executor) if executor else pool(many) as workers:
        for batch in _in_order(workers, begin, batches, aside.absolute()):
            made += batch
            progress("make", len(made), len(wanted))
    return tuple(made)


def _one_by_one(
    maker: Maker, wanted: Work, progress: Callable[[str, int, int], None], aside: Path | None
) -> Iterator[Making]:
    for index, (planned, verdict) in enumerate(wanted):
        progress("make", index, len(wanted))
        yield laid(maker.make(planned, verdict), aside)


def _lay_state(maker: Maker, aside: Path) -> Begin:
    """What every task needs, laid in the folder."""
    project = copy(maker.project)
    project.root = project.root.absolute()  # a worker stands elsewhere
    data = pickle.dumps((project, maker.records, maker.before, maker.force), pickle.HIGHEST_PROTOCOL)
    return Begin(lay_aside(aside, data).absolute(), hashlib.sha256(data).hexdigest(), identity())


def _in_order(workers: Executor, begin: Begin, batches: Sequence[Work], aside: Path) -> Iterator[list[Making]]:
    """The results in the order of the batches, with only some of them handed out ahead."""
    waiting = iter(batches)
    handed: list[Future[list[Making]]] = [workers.submit(make_batch, begin, b, aside) for b in islice(waiting, AHEAD)]
    while handed:
        yield handed.pop(0).result()
        handed += [workers.submit(make_batch, begin, batch, aside) for batch in islice(waiting, 1)]


def make_batch(begin: Begin, batch: Work, aside: Path) -> list[Making]:
    """The documents of one batch, made by a worker and laid aside. Raises OtherDocgenError."""
    if identity() != begin.identity:
        raise OtherDocgenError(identity(), begin.identity)
    with _alone:
        maker = _maker(begin)
        return [laid(maker.make(planned, verdict), aside) for planned, verdict in batch]


_alone = Lock()  # a worker may have threads; what is compiled and indexed is for one at a time


@of_a_run
@lru_cache(maxsize=1)  # one per process, so that templates are compiled and texts indexed once
def _maker(begin: Begin) -> Maker:
    data = begin.file.read_bytes()
    if hashlib.sha256(data).hexdigest() != begin.sha256:
        raise OSError(f"{begin.file} is not what was laid there")
    project, records, before, force = pickle.loads(data)
    return Maker(project, records, before, Templates(project), force=force)
