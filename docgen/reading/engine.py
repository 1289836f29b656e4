"""calamine, always in a child process: it may run out of memory or of time there without harm.

It ends its whole process when memory runs out, which nothing can catch. Source: trust.md 1.1. The child is started
once for all workbooks of a run (`one_child`); one that ended is started anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.reading.child import SECONDS, decoded, receive, send
from docgen.reading.grid import Block, Refused

CHILD = Path(__file__).with_name("child.py")
KEPT = ("SYSTEMROOT", "PATH", "TEMP", "TMP")
"""What a child learns of the environment: what Windows needs to start a program, and no secret."""


@dataclass
class Table:
    """One sheet as calamine gives it: '' for an empty cell, from A1; merged blocks where the format tells them."""

    name: str
    rows: Sequence[Sequence[Any]]
    hidden: bool
    merged: Sequence[Block]


class _Child:
    """A process that reads workbooks."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-E", "-X", "utf8", str(CHILD), *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.asked: float | None = None  # when, as long as the answer is not there
        self.ended = threading.Event()
        threading.Thread(target=self._look_at_the_clock, daemon=True).start()

    def ask(self, data: bytes) -> bytes | None:
        """The answer, or None when the child ended or was ended: it cannot be asked again."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.asked = time.monotonic()
        try:
            send(self.process.stdin, data)
            return receive(self.process.stdout)
        except OSError:
            return None
        finally:
            self.asked = None

    def _look_at_the_clock(self) -> None:
        """End the process when an answer takes too long. One thread for the child: one for each workbook costs more."""
        while not self.ended.wait(SECONDS / 60):
            asked = self.asked
            if asked is not None and time.monotonic() - asked > SECONDS:
                self.process.kill()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.ended.set()
        self.process.kill()
        for stream in filter(None, (self.process.stdin, self.process.stdout)):
            with suppress(OSError):
                stream.close()
        self.process.wait()


class _Run:
    """The reading of one run in one process: its child, once there is something to read."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.child: _Child | None = None

    def start(self) -> _Child:
        """The child; it gets ready while its parent does something else, when it is started before it is asked."""
        self.child = self.child or _Child()
        return self.child

    def ask(self, data: bytes) -> bytes | None:
        """The answer of the child, or None when this workbook was too much for it; then the next gets another."""
        answer = self.start().ask(data)
        if answer is None:
            self.end()
        return answer

    def end(self) -> None:
        """End the child, unless it belongs to the process that this one is a fork of."""
        if self.child is not None and self.process == os.getpid():
            self.child.end()
        self.child = None


_run: ContextVar[_Run | None] = ContextVar("_run", default=None)


@contextmanager
def one_child() -> Iterator[_Run]:
    """Workbooks that are read in this block share a child; blocks may be nested."""
    outer = _run.get()
    if outer is not None and outer.process == os.getpid():
        yield outer
        return
    run = _Run()
    token = _run.set(run)
    try:
        yield run
    finally:
        _run.reset(token)
        run.end()


def grids_in_child(data: bytes) -> list[Table]:
    """Every sheet of a workbook, read in a child process with limits on memory, processor time and wall time.

    Findings: S03 damaged, S04, S11 limits
    """
    with one_child() as run:
        answer = run.ask(data)
    if answer is None:
        raise Refused("S11", "limits")
    said = json.loads(answer, object_hook=decoded)
    if "refused" in said:
        code, case, sheet = said["refused"]
        raise Refused(code, case, sheet=sheet)
    return [
        Table(name, rows, hidden, [_block(ends) for ends in merged]) for name, rows, hidden, merged in said["tables"]
    ]


def _block(ends: Sequence[Sequence[int]]) -> Block:
    (top, left), (bottom, right) = ends
    return top + 1, left + 1, bottom + 1, right + 1
