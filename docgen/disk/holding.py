"""One docgen at a time in a folder: locks that the system lets go of when their holder dies, however it dies.

`WATCH` is held as long as a watcher looks at the folder, `RUN` while documents are made. Beside a lock stands who
holds it. When that note is still there while nobody holds the lock, its writer was killed: what it left half done
is swept.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.folders import make_folder, make_private
from docgen.disk.given import json_in
from docgen.disk.leftovers import PROCESS, sweep, tidied

WATCH, RUN = "watch", "run"
PATIENCE = 120.0  # seconds that a build waits for another one: the largest school is done in less
APART = 0.2
FAR = 1 << 30  # the byte that Windows locks: far behind the end, since nobody could read a locked one


@dataclass(frozen=True)
class Holder:
    """Who holds a lock: the name of the computer, its process (see `leftovers.PROCESS`), since when. No one's name."""

    computer: str
    process: str
    since: datetime


class HeldError(Exception):
    """Somebody else holds the lock for too long; `holder` is None when it does not say who."""

    def __init__(self, purpose: str, holder: Holder | None) -> None:
        """Take which lock, and whose it is."""
        super().__init__(purpose)
        self.purpose, self.holder = purpose, holder


_mine: dict[tuple[str, str], int] = {}  # the locks this process has, and how many blocks deep


@contextmanager
def holding(
    outputs: Path,
    purpose: str,
    *,
    patience: float = 0.0,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[], None] = lambda: time.sleep(APART),
) -> Iterator[None]:
    """Hold a lock of this folder in the block, or a block within it; `wait` is called between two attempts.

    Raises HeldError when another process holds it for longer than `patience` seconds, OSError.
    """
    key = (os.path.abspath(outputs), purpose)
    if _mine.get(key):
        yield
        return
    folder = make_folder(outputs / ".docgen")
    path, note = folder / f"{purpose}.lock", folder / f"{purpose}.json"
    handle, until = _opened(path), clock() + patience
    try:
        while not _locked(handle):
            if clock() >= until:
                raise HeldError(purpose, holder_of(outputs, purpose))
            wait()
        left = holder_of(outputs, purpose)
        for process in {left.process if left else "", _last(handle)}:
            sweep(outputs, process)
        _sign(handle)
        said = {"computer": platform.node(), "process": PROCESS, "since": datetime.now().astimezone().isoformat()}
        write(note, json.dumps(said).encode())
        _mine[key] = 1
        try:
            yield
        finally:
            del _mine[key]
            if tidied():  # otherwise the next one sweeps
                with suppress(OSError):  # the share is gone
                    note.unlink()
    finally:
        os.close(handle)  # which lets go of the lock


def holder_of(outputs: Path, purpose: str) -> Holder | None:
    """Who noted last that the lock is theirs, or None."""
    try:
        said = json_in((outputs / ".docgen" / f"{purpose}.json").read_bytes())
        return Holder(str(said["computer"]), str(said["process"]), datetime.fromisoformat(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def held(outputs: Path, purpose: str) -> Holder | None:
    """Who holds the lock at this moment, or None; makes no file and changes none."""
    try:
        handle = os.open(outputs / ".docgen" / f"{purpose}.lock", os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _locked(handle) else holder_of(outputs, purpose)
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    make_private(path)
    return os.open(path, os.O_RDWR)  # no child inherits it


def _last(handle: int) -> str:
    """The process that signed the lock last, '' when none did."""
    os.lseek(handle, 0, os.SEEK_SET)
    name = os.read(handle, 200).decode("ascii", "replace")
    return name if re.fullmatch(r"\w+", name) else ""


def _sign(handle: int) -> None:
    """Leave our name in the lock itself, before there is any temp file: who is killed at once is swept after too."""
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, PROCESS.encode("ascii"))


def _locked(handle: int) -> bool:
    """Lock the file, unless somebody else did."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
