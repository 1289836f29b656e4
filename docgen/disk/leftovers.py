"""What is not finished bears the name of whoever makes it; what a docgen that was killed left behind is removed."""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

A_DAY = 86_400
COMPUTER = hashlib.sha256(platform.node().encode()).hexdigest()[:6]


def own_name() -> str:
    """A name for this process: its number, its computer, and something that no other has.

    A number alone comes back (in a container every docgen is process 1), and on a share it may be another computer's.
    """
    return f"{os.getpid()}_{COMPUTER}_{secrets.token_hex(4)}"


PROCESS = own_name()
"""In the name of whatever is not finished, so that it is known whose it was."""
TEMPORARY = f".docgen-{PROCESS}-"


def sweep(outputs: Path, process: str) -> None:
    """Remove what another process that was killed left behind: its temp files, its private folders. No other file.

    What is more than a day old is removed as well: nobody works that long, and whoever was killed before it could
    leave its name is known to nobody.
    """
    for left in (outputs / ".docgen").glob("*-*-*"):
        with suppress(OSError):
            if left.is_dir() and not left.is_symlink() and (_is_of(left, process) or _is_old(left)):
                shutil.rmtree(left, ignore_errors=True)
    name = ".docgen-*.tmp"
    for left in outputs.rglob(name) if process else (outputs / ".docgen").glob(name):  # before its name, only there
        if _is_of(left, process) or _is_old(left):
            remove(left)
    tidied()


def take_back(path: Path, process: str) -> bool:
    """Remove a file that a process wrote outside outputs/, and its temp files beside it; whether the file was there.

    Raises OSError when the file cannot be removed.
    """
    for left in path.parent.glob(".docgen-*.tmp"):
        if left.match(f"*-{process}-*"):
            remove(left)
    if not path.is_file():
        return False
    path.unlink()
    return True


def _is_of(left: Path, process: str) -> bool:
    """Whether another process made this, as its name says."""
    return bool(process) and process != PROCESS and left.match(f"*-{process}-*")


def _is_old(left: Path) -> bool:
    try:
        return left.lstat().st_mtime < time.time() - A_DAY
    except OSError:  # gone meanwhile
        return False


def sweep_folder(folder: Path) -> None:
    """Remove from a folder the temp files of commands that hold no lock and were killed. Raises nothing."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".docgen-") and entry.name.endswith(".tmp") and is_left(Path(entry.path)):
                remove(Path(entry.path))


def is_left(temporary: Path) -> bool:
    """Whether nobody works on a temp file any more: its process of this computer is gone, or it is a day old."""
    number, _, rest = temporary.name.removeprefix(".docgen-").partition("_")
    if os.name == "posix" and number.isdecimal() and rest.startswith(f"{COMPUTER}_"):
        with suppress(PermissionError):  # it is there, and somebody else's
            try:
                os.kill(int(number), 0)  # on Windows this question would end it
            except (ProcessLookupError, OverflowError):
                return True
    return _is_old(temporary)


def tidied() -> bool:
    """Whether nothing is left of the temp files of this process; what the disk did not let go of is tried again."""
    for left in tuple(_left):
        remove(left)
    return not _left


_left: set[Path] = set()  # temp files and private folders that could not be removed


def remove(temporary: Path) -> None:
    """Remove a temp file or a private folder, now or at the next `tidied`."""
    try:
        _remove(temporary)
        _left.discard(temporary)
    except OSError:
        _left.add(temporary)


def _remove(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:  # a folder is no file, which every system says in its own way
        if temporary.is_symlink() or not temporary.is_dir():
            raise
        shutil.rmtree(temporary)
