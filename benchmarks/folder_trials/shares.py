"""A share that is full, read-only, somebody else's, or gone: real mounts, so only for the superuser of a Linux.

Each trial says in words what went wrong; nothing is what should be said.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.folder_trials.place import SCHOOL, bytes_of, given, project, renamed, strays

NOBODY = 65534
STORAGE = 4  # exit status: the folder or the disk refuses
NEW, OTHER = "Atheneum De Nieuwe Linde", "Atheneum De Andere Linde"
Trial = Callable[[Path], Iterator[str]]


def mounted(folder: Path, *words: str) -> None:
    """Mount something on a folder."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", *words, str(folder)], check=True, capture_output=True)


def unmounted(folder: Path) -> None:
    """Take it away, whoever still looks at it."""
    subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


@contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[Path]:
    """A disk of this size with the worked example on it, its documents made."""
    mounted(folder, "-t", "tmpfs", "-o", options, "tmpfs")
    try:
        project(folder)
        docgen(folder, "build")
        yield folder
    finally:
        unmounted(folder)


def docgen(folder: Path, *words: str, user: int = 0) -> subprocess.CompletedProcess[str]:
    """Run docgen in a folder, as another user when one is given."""
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    command = [*become, sys.executable, "-m", "docgen", "--project", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def refused(folder: Path, before: Mapping[str, bytes], code: str) -> Iterator[str]:
    """A build that must refuse with this code and leave every document as it was."""
    inputs = given(folder)
    run = docgen(folder, "build")
    said = run.stdout + run.stderr
    if run.returncode != STORAGE or code not in said:
        yield f"status {run.returncode}, said {said[-300:]!r}"
    if "Traceback" in said or "S12" in said:
        yield f"a traceback: {said[-300:]!r}"
    if {path: data for path, data in bytes_of(folder).items() if before.get(path) != data}:
        yield "a document changed"
    if given(folder) != inputs:
        yield "an input is lost"


def full(scratch: Path) -> Iterator[str]:
    """A disk on which there is room for a few documents, or for none."""
    for left in (0, 60_000, 300_000):
        with tmpfs(scratch / "vol", "size=12m") as folder:
            before = bytes_of(folder)
            (folder / "inputs" / SCHOOL).write_bytes(renamed(NEW))
            made = whole(folder, scratch)
            free = shutil.disk_usage(folder).free
            filling = folder / "vulling"
            filling.write_bytes(b"\0" * (free - left))
            run = docgen(folder, "build")
            said = run.stdout + run.stderr
            if "S06" not in said or "Traceback" in said:
                yield f"{left} bytes left: status {run.returncode}, said {said[-400:]!r}"
            now = bytes_of(folder)
            if [path for path, data in now.items() if data not in (before.get(path), made.get(path))]:
                yield f"{left} bytes left: a document is neither old nor new"
            filling.unlink()
            yield from completed(folder, before, made)


def whole(folder: Path, scratch: Path) -> dict[str, bytes]:
    """What an undisturbed build would make of it as it stands, on another disk."""
    beside = scratch / "elders"
    shutil.copytree(folder, beside, ignore=shutil.ignore_patterns("vulling"))
    docgen(beside, "build")
    made = bytes_of(beside)
    shutil.rmtree(beside)
    return made


def completed(folder: Path, before: Mapping[str, bytes], made: Mapping[str, bytes]) -> Iterator[str]:
    """The next build gives these documents, with nothing left over."""
    run = docgen(folder, "build")
    now = bytes_of(folder)
    if now != made or now == before:
        yield f"not completed: {run.stdout[-300:]!r}"
    if strays(folder):
        yield f"left {strays(folder)}"


def without_names(scratch: Path) -> Iterator[str]:
    """A disk with room, on which no new file can be made."""
    with tmpfs(scratch / "namen", "size=64m,nr_inodes=4k") as folder:
        before = bytes_of(folder)
        (folder / "inputs" / SCHOOL).write_bytes(renamed(NEW))
        made = whole(folder, scratch)
        filling, number = folder / "vulling", 0
        filling.mkdir()
        with suppress(OSError):
            while True:
                (filling / str(number)).touch()
                number += 1
        yield from refused(folder, before, "S06")
        shutil.rmtree(filling)
        yield from completed(folder, before, made)


def read_only(scratch: Path) -> Iterator[str]:
    """A share that is mounted anew, read-only."""
    with tmpfs(scratch / "leesbaar", "size=64m") as folder:
        before = bytes_of(folder)
        (folder / "inputs" / SCHOOL).write_bytes(renamed(NEW))
        made = whole(folder, scratch)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield from refused(folder, before, "S08")
        for words in (("check",), ("doctor",), ("diff",), ("watch", "--once"), ("retention",), ("audit", "verify")):
            run = docgen(folder, *words)
            if "Traceback" in run.stdout + run.stderr or "S12" in run.stdout:
                yield f"docgen {' '.join(words)}: {run.stdout[-200:]}{run.stderr[-200:]}"
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
        yield from completed(folder, before, made)


def somebody_elses(scratch: Path) -> Iterator[str]:
    """Folders that another user may only read."""
    scratch.chmod(0o755)
    with tmpfs(scratch / "vreemd", "size=64m") as folder:
        before = bytes_of(folder)
        (folder / "inputs" / SCHOOL).write_bytes(renamed(NEW))
        made = whole(folder, scratch)
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        folder.chmod(0o755)
        for words in (("build",), ("doctor",), ("watch", "--once")):
            run = docgen(folder, *words, user=NOBODY)
            said = run.stdout + run.stderr
            if run.returncode == 0 or "Traceback" in said or "S12" in said:
                yield f"docgen {' '.join(words)}: status {run.returncode}, {said[-300:]!r}"
        run = docgen(folder, "build", user=NOBODY)
        if run.returncode != STORAGE or "S08" not in run.stdout + run.stderr:
            yield f"status {run.returncode}, said {(run.stdout + run.stderr)[-300:]!r}"
        if bytes_of(folder) != before:
            yield "a document changed"
        yield from completed(folder, before, made)


def gone(scratch: Path) -> Iterator[str]:
    """A share that vanishes while it is watched, and comes back with a new workbook on it."""
    real, folder = project(scratch / "echt"), scratch / "deel"
    mounted(folder, "--bind", str(real))
    said = (scratch / "gezegd").open("w+")
    command = [sys.executable, "-m", "docgen", "--project", str(folder), "watch"]
    watcher = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, cwd="/")
    try:
        told = lambda: (scratch / "gezegd").read_text()  # noqa: E731
        yield from _until(
            lambda: bool(bytes_of(real)) and "manifest.json" in os.listdir(real / "outputs"), "no first round"
        )
        for name in (NEW, OTHER):
            before = bytes_of(real)
            unmounted(folder)
            time.sleep(3)
            if watcher.poll() is not None:
                yield f"the watcher ended: {told()[-300:]!r}"
                return
            (real / "inputs" / SCHOOL).write_bytes(renamed(name))
            made = whole(real, scratch)
            mounted(folder, "--bind", str(real))
            yield from _until(lambda made=made: bytes_of(real) == made, f"not read: {told()[-300:]!r}")  # type: ignore[misc]
            if made == before:
                yield "nothing changed"
        if "Traceback" in told():
            yield f"a traceback: {told()[-300:]!r}"
    finally:
        watcher.send_signal(signal.SIGTERM)
        watcher.wait()
        unmounted(folder)
    docgen(real, "build")
    if strays(real):
        yield f"left {strays(real)}"


def _until(happened: Callable[[], bool], else_said: str, patience: float = 60) -> Iterator[str]:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with suppress(OSError):
            if happened():
                return
        time.sleep(0.2)
    yield else_said


SHARES: Mapping[str, Trial] = {
    "full": full,
    "no room for names": without_names,
    "read-only": read_only,
    "somebody else's": somebody_elses,
    "gone and back": gone,
}
