"""A real folder, watched, in which anything may happen in any order: it ends as if nothing had gone wrong.

The state machine of `test_resting` does the same thousands of times on a made-up disk; here the files, the copies, the
ledger and the pages are real, and a watcher is killed as a system kills it.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import signal
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from openpyxl import Workbook

from benchmarks.folder_trials.builds import forked
from docgen.watch.loop import Event, Read, Watch

NAMES, TEXTS = st.sampled_from(["a.xlsx", "b.xlsx", "map/c.xlsx"]), st.integers(0, 3)


@cache
def noted(text: int) -> bytes:
    """A small workbook that docgen reads and of which nothing is made."""
    book, saved = Workbook(), io.BytesIO()
    book.worksheets[0].title = "Nota"
    book.worksheets[0].append([f"nota {text}"])
    book.save(saved)
    return saved.getvalue()


class Folder(RuleBasedStateMachine):
    """Workbooks come, change, move and go; the watcher looks, stops, is killed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="docgen-machine-"))
        (self.root / "inputs" / "map").mkdir(parents=True)
        self.now, self.told = 100.0, list[Event]()
        self.watch = self._watch()

    def _watch(self) -> Watch:
        return Watch(self.root, self.told.append, clock=lambda: self.now)

    def _there(self) -> dict[str, str]:
        inputs = self.root / "inputs"
        files = {path.relative_to(inputs).as_posix(): path for path in inputs.rglob("*.xlsx")}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}

    @rule(name=NAMES, text=TEXTS)
    def drop_or_overwrite(self, name: str, text: int) -> None:
        (self.root / "inputs" / name).write_bytes(noted(text))

    @rule(name=NAMES, text=TEXTS)
    def half_a_copy(self, name: str, text: int) -> None:
        (self.root / "inputs" / name).write_bytes(noted(text)[:2000])
        self.look(2)
        (self.root / "inputs" / name).write_bytes(noted(text))

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        if (self.root / "inputs" / old).exists():
            (self.root / "inputs" / old).replace(self.root / "inputs" / new)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.root / "inputs" / name).unlink(missing_ok=True)

    @rule(seconds=st.integers(1, 4))
    def look(self, seconds: int) -> None:
        for _ in range(seconds):
            self.watch.round()
            self.now += 1

    @rule()
    def restart(self) -> None:
        self.watch.close()
        self.watch = self._watch()

    @precondition(lambda self: hasattr(os, "fork"))
    @rule(after=st.floats(0, 0.3))
    def kill(self, after: float) -> None:
        self.watch.close()
        child = forked(self._look_anew)
        time.sleep(after)  # the moment of the kill is the one thing here that is left to chance
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.watch = self._watch()

    def _look_anew(self) -> None:
        self.watch = self._watch()
        self.look(6)

    @invariant()
    def every_round_read_whole_workbooks(self) -> None:
        whole = {hashlib.sha256(noted(text)).hexdigest() for text in range(4)}
        rounds = [event for event in self.told if isinstance(event, Read)]
        assert {sha256 for event in rounds for _, sha256 in event.built.checked.inputs} <= whole

    def teardown(self) -> None:
        """In the end a round reads exactly what is there, and nothing stray is left."""
        self.restart()  # the first look of a watcher always builds
        self.told.clear()
        self.look(8)
        (last,) = [event for event in self.told if isinstance(event, Read)][-1:]
        self.watch.close()
        outputs = self.root / "outputs"
        stray = [*outputs.rglob(".docgen-*"), *(outputs / ".docgen").glob("*-*-*")]
        assert (dict(last.built.checked.inputs), stray) == (self._there(), [])
        shutil.rmtree(self.root)


TestFolder = pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill forks")(Folder.TestCase)
TestFolder.settings = settings(
    max_examples=3, stateful_step_count=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
