"""Builds that are killed, and builds that are started together. POSIX only: a build is a fork, which starts at once."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.folder_trials.place import SCHOOL, bytes_of, given, project, recorded, renamed, strays
from docgen.audit import MADE
from docgen.disk import atomic, holding, leftovers
from docgen.ledger import Ledger
from docgen.pipeline import build
from docgen.project import Project


def forked(work: Callable[[], object]) -> int:
    """Do this in a process of its own; its number."""
    child = os.fork()
    if child == 0:
        status = 1
        _as_started_anew()
        with suppress(BaseException):
            work()
            status = 0
        os._exit(status)
    return child


def _as_started_anew() -> None:
    """A fork has the name of its parent; a docgen that is started has one of its own, by which it is swept up after."""
    own = leftovers.own_name()
    atomic.PROCESS = holding.PROCESS = leftovers.PROCESS = own
    atomic.TEMPORARY = leftovers.TEMPORARY = f".docgen-{own}-"


@dataclass
class Kills:
    """Of so many kills: documents that were neither old nor new, inputs lost, wrong resumes, stray temp files."""

    count: int = 0
    half: int = 0
    lost: int = 0
    wrong: int = 0
    stray: int = 0
    during: int = 0  # kills that came before the build was done


def kills(scratch: Path, count: int, seed: int = 1) -> Kills:
    """Kill a build that renews every document, at a random moment; look, and build again."""
    chance, found = random.Random(seed), Kills()
    base = project(scratch / "base")
    build(Project(base))
    old = bytes_of(base)
    (base / "inputs" / SCHOOL).write_bytes(renamed("Atheneum De Nieuwe Linde"))  # every document changes
    whole = scratch / "whole"
    shutil.copytree(base, whole)
    begun = time.monotonic()
    os.waitpid(forked(lambda: build(Project(whole))), 0)
    took, new = time.monotonic() - begun, bytes_of(whole)
    inputs = given(base)
    for number in range(count):
        folder = scratch / f"kill{number}"
        shutil.copytree(base, folder)
        child = forked(partial(build, Project(folder)))
        time.sleep(chance.uniform(0, took * 1.05))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        found.count += 1
        found.during += os.WIFSIGNALED(status)
        now = bytes_of(folder)
        found.half += sum(data not in (old.get(path), new.get(path)) for path, data in now.items())
        os.waitpid(forked(partial(build, Project(folder))), 0)
        now = bytes_of(folder)
        right = now == new and recorded(folder) == {p: hashlib.sha256(d).hexdigest() for p, d in now.items()}
        found.wrong += not right
        found.lost += given(folder) != inputs
        found.stray += len(strays(folder))
        shutil.rmtree(folder)
    return found


@dataclass
class Pairs:
    """Of so many pairs of builds at once: documents made twice, wrong outcomes."""

    count: int = 0
    doubles: int = 0
    wrong: int = 0


def pairs(scratch: Path, count: int) -> Pairs:
    """Start two builds in one folder at the same moment; every document is made by one of them."""
    found, base = Pairs(), project(scratch / "base")
    whole = scratch / "whole"
    shutil.copytree(base, whole)
    build(Project(whole))
    new = bytes_of(whole)
    for number in range(count):
        folder = scratch / f"pair{number}"
        shutil.copytree(base, folder)
        both = [forked(partial(build, Project(folder))) for _ in range(2)]
        ends = [os.waitpid(child, 0)[1] for child in both]
        with Ledger(folder / "outputs", writable=False) as ledger:
            made = [record.event["sha256"] for record in ledger.log() if record.event["action"] == MADE]
        found.count += 1
        found.doubles += len(made) - len(new)
        found.wrong += bytes_of(folder) != new or ends != [0, 0]
        shutil.rmtree(folder)
    return found
