"""`docgen watch` as people start it: a process that is stopped, a second one beside it, a scheduled task."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.test_publish import school, standing

MOST = 120  # seconds after which a test gives up; nothing is measured
ROOT = Path(__file__).parent.parent


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A watcher that runs in the block."""
    command = [sys.executable, "-m", "docgen", "--project", str(folder), "watch", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def wait_for_documents(folder: Path, count: int) -> None:
    end = time.monotonic() + MOST
    while len(standing(folder)) < count and time.monotonic() < end:
        time.sleep(0.1)
    assert len(standing(folder)) == count


@pytest.mark.skipif(os.name != "posix", reason="Windows ends a process without asking")
@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT"])
def test_a_watcher_that_is_stopped_says_so_and_ends_well(tmp_path: Path, how: str) -> None:
    school(tmp_path)
    with watching(tmp_path) as child:
        wait_for_documents(tmp_path, 5)
        child.send_signal(signal.Signals[how])
        _, said = child.communicate(timeout=MOST)
    assert child.returncode == 0
    lines = [line[10:] for line in said.splitlines() if line[:9].strip().endswith("u.")]
    assert lines[0] == "docgen let op deze map. Stoppen: Ctrl-C."
    assert lines[-1] == "Gestopt. Er is niets half bewaard."


def test_a_second_watcher_says_where_the_first_is_and_ends(tmp_path: Path) -> None:
    school(tmp_path)
    with watching(tmp_path) as first:
        wait_for_documents(tmp_path, 5)
        with watching(tmp_path) as second:
            _, said = second.communicate(timeout=MOST)
        assert first.poll() is None
    assert second.returncode == 4
    assert said.startswith("FOUT S09 ")
    assert "docgen let al op deze map, op computer" in said


def test_after_a_kill_another_watcher_takes_over(tmp_path: Path) -> None:
    school(tmp_path)
    with watching(tmp_path) as first:
        wait_for_documents(tmp_path, 5)
        first.kill()
        first.wait()
    with watching(tmp_path, "--once") as second:
        second.communicate(timeout=MOST)
    assert second.returncode in (0, 1)


def test_a_scheduled_round_builds_once_and_ends(tmp_path: Path) -> None:
    school(tmp_path)
    with watching(tmp_path, "--once") as child:
        _, said = child.communicate(timeout=MOST)
    assert len(standing(tmp_path)) == 5
    assert re.search(r"school\.xlsx is gewijzigd\. \d+ documenten vernieuwd\.", said)


def test_a_scheduled_round_after_which_nothing_changed_says_so_at_once(tmp_path: Path) -> None:
    school(tmp_path)
    with watching(tmp_path, "--once") as first:
        first.communicate(timeout=MOST)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "outputs").rglob("*.docx")}
    with watching(tmp_path, "--once") as second:
        _, said = second.communicate(timeout=MOST)
    assert second.returncode == first.returncode
    assert "Geen document gewijzigd." in said
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "outputs").rglob("*.docx")} == before
    log = (tmp_path / "outputs" / "docgen.log").read_text(encoding="utf-8").splitlines()
    assert log[-1].endswith(" watch unchanged")


def test_a_scheduled_round_without_a_folder_says_so(tmp_path: Path) -> None:
    with watching(tmp_path / "weg", "--once") as child:
        _, said = child.communicate(timeout=MOST)
    assert (child.returncode, said) == (
        4,
        "FOUT S08 inputs: De map is niet bereikbaar. Kijk na of u rechten hebt op deze map.\n",
    )
