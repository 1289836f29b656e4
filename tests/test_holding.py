"""One docgen at a time in a folder, whatever happened to the one before. The other one is a real process."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from docgen.disk.atomic import private_folder
from docgen.disk.holding import RUN, WATCH, HeldError, Holder, holder_of, holding
from docgen.disk.leftovers import PROCESS
from docgen.making.failures import findings_of

ELSEWHERE = """
import sys
from pathlib import Path
from docgen.disk.atomic import _staged, private_folder
from docgen.disk.holding import holding
outputs = Path(sys.argv[1])
with holding(outputs, sys.argv[2]):
    _staged(outputs / "zorg" / "a.docx", b"half")
    private_folder(outputs / ".docgen", "taken")
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another(outputs: Path, purpose: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock, and works on a document and on copies."""
    child = subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, str(outputs), purpose],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def left_behind(outputs: Path) -> list[str]:
    return sorted(path.name for path in outputs.rglob("*") if "-" in path.name)


def test_the_second_hears_where_the_first_is_and_since_when(tmp_path: Path) -> None:
    with another(tmp_path, WATCH) as child, pytest.raises(HeldError) as caught, holding(tmp_path, WATCH):
        pass
    holder = caught.value.holder
    assert isinstance(holder, Holder)
    assert (holder.computer, holder.process.partition("_")[0]) == (platform.node(), str(child.pid))
    status, (finding,) = findings_of(caught.value)
    facts = (("person", platform.node()), ("time", holder.since.strftime("%d/%m %H:%M")))
    assert (status, finding.code, finding.case, finding.args) == (4, "S09", "by", facts)


def test_a_build_and_a_watcher_do_not_wait_for_each_other_all_day(tmp_path: Path) -> None:
    with another(tmp_path, WATCH), holding(tmp_path, RUN):
        assert holder_of(tmp_path, RUN) is not None


def test_one_waits_until_the_other_is_done(tmp_path: Path) -> None:
    with another(tmp_path, RUN) as child:
        with holding(tmp_path, RUN, patience=60, wait=lambda: child.communicate()):
            holder = holder_of(tmp_path, RUN)
        assert holder is not None
        assert holder.process == PROCESS
    assert holder_of(tmp_path, RUN) is None


def test_one_that_was_killed_leaves_no_lock_and_what_it_left_is_swept(tmp_path: Path) -> None:
    with another(tmp_path, RUN) as child:
        child.kill()
        child.wait()
    own = private_folder(tmp_path / ".docgen", "taken")
    assert len(left_behind(tmp_path)) == 3
    with holding(tmp_path, RUN):
        assert left_behind(tmp_path) == [own.name]


def test_a_block_within_a_block_of_the_same_process_holds_it_too(tmp_path: Path) -> None:
    with holding(tmp_path, RUN):
        with holding(tmp_path, RUN):
            pass
        assert holder_of(tmp_path, RUN) is not None
    assert holder_of(tmp_path, RUN) is None


def test_what_was_killed_before_it_could_say_who_it_was_is_swept_after(tmp_path: Path) -> None:
    folder = tmp_path / ".docgen"
    folder.mkdir()
    (folder / "watch.lock").write_text("4711_0a1b2c3d")
    left, other = folder / ".docgen-4711_0a1b2c3d-x.tmp", folder / ".docgen-4712_0a1b2c3d-x.tmp"
    left.touch()
    other.touch()
    with holding(tmp_path, WATCH):
        assert (left.exists(), other.exists()) == (False, True)
        assert (folder / "watch.lock").read_text() == PROCESS
