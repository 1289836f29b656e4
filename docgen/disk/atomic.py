"""The one way a file is written, never half: temp file in the same folder, flush, atomic rename, folder flush.

Several files that belong together are all written before the first is renamed, and put back when one cannot be.
Whatever is written is for its owner only (0600, folders 0700) where the system has such rights.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, pairwise, takewhile
from pathlib import Path

FOR_OTHERS = 0o077
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


def write(path: Path, data: bytes) -> None:
    """Replace a file by these bytes, all or nothing, readable by its owner only. Raises OSError."""
    temporary = _staged(path, data)
    try:
        os.replace(temporary, path)
    except BaseException:
        _remove(temporary)
        raise
    flush_folder(path.parent)


def change_together(
    files: Mapping[Path, bytes | Path], moves: Sequence[tuple[Path, Path]] = (), first: Sequence[tuple[Path, Path]] = ()
) -> frozenset[Path]:
    """Replace these files and move those, `first` before and `moves` after: all or none. The folders to flush.

    The new content of a file is its bytes, or a file that was laid aside, which is moved.
    Raises OSError: then everything is as it was, unless the disk refuses even that.
    """
    staged: dict[Path, Path] = {}
    before: dict[Path, Path | None] = {}
    back: list[tuple[Path | None, Path]] = []  # how to undo, in order: what goes where; None: it was not there
    aside = frozenset(old for old, _ in first)
    try:
        for path, data in files.items():
            staged[path] = _staged(path, data) if isinstance(data, bytes) else _brought(path, data)
            before[path] = None if path in aside else _kept(path)
        for _, new in (*first, *moves):
            make_folder(new.parent)
        for old, new in first:
            _move(old, new, back)
        for path, temporary in staged.items():
            os.replace(temporary, path)
            back.append((before[path], path))
        for old, new in moves:
            _move(old, new, back)
    except BaseException:
        _undo(back)
        raise
    finally:
        for left in (*staged.values(), *filter(None, before.values())):
            _remove(left)
    return frozenset(path.parent for path in (*files, *chain.from_iterable((*first, *moves))))


def _move(old: Path, new: Path, back: list[tuple[Path | None, Path]]) -> None:
    os.replace(old, new)
    back.append((new, old))


def _undo(back: Sequence[tuple[Path | None, Path]]) -> None:
    for old, path in reversed(back):
        with suppress(OSError):  # what cannot be put back is a whole file too, and the ledger knows of it
            if old is None:
                path.unlink()
            else:
                os.replace(old, path)


def _staged(path: Path, data: bytes) -> Path:
    """A flushed temp file with these bytes in the folder of `path`."""
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=".tmp", dir=make_folder(path.parent))  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _remove(Path(name))
        raise
    return Path(name)


def _brought(path: Path, aside: Path) -> Path:
    """A file that was laid aside, or a copy in the folder of `path` when that is on another disk."""
    if aside.stat().st_dev == make_folder(path.parent).stat().st_dev:
        return aside
    return _staged(path, aside.read_bytes())


def _kept(path: Path) -> Path | None:
    """A second name for a file as it stands, in its folder, or None when it does not exist."""
    name = path.with_name(f"{TEMPORARY}{secrets.token_hex(6)}.tmp")
    try:
        os.link(path, name)
    except FileNotFoundError:
        return None
    except OSError:  # a share or a disk that knows no second names
        return _staged(path, path.read_bytes())
    return name


def private_folder(parent: Path, purpose: str) -> Path:
    """A new folder for the owner's own work inside `parent`; `sweep` finds it when its process was killed."""
    return Path(tempfile.mkdtemp(prefix=f"{purpose}-{PROCESS}-", dir=make_folder(parent)))


@contextmanager
def aside(parent: Path, purpose: str) -> Iterator[Path]:
    """A private folder for files that wait in it until the end of the block."""
    folder = private_folder(parent, purpose)
    try:
        yield folder
    finally:
        _remove(folder)


def lay_aside(folder: Path, data: bytes) -> Path:
    """A flushed file with these bytes, under a name of its own, to be moved to its place. Raises OSError."""
    return _staged(folder / "x", data)


def put_aside(path: Path, data: bytes) -> None:
    """A file in a folder of `private_folder`: for its owner only, not flushed, since it never outlives its process."""
    make_folder(path.parent)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
        file.write(data)


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
            _remove(left)
    tidied()


def take_back(path: Path, process: str) -> bool:
    """Remove a file that a process wrote outside outputs/, and its temp files beside it; whether the file was there.

    Raises OSError when the file cannot be removed.
    """
    for left in path.parent.glob(".docgen-*.tmp"):
        if left.match(f"*-{process}-*"):
            _remove(left)
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
            if entry.name.startswith(".docgen-") and entry.name.endswith(".tmp") and _is_left(Path(entry.path)):
                _remove(Path(entry.path))


def _is_left(temporary: Path) -> bool:
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
        _remove(left)
    return not _left


_left: set[Path] = set()  # temp files and private folders that could not be removed


def _remove(temporary: Path) -> None:
    try:
        if temporary.is_dir() and not temporary.is_symlink():
            shutil.rmtree(temporary)
        else:
            temporary.unlink(missing_ok=True)
        _left.discard(temporary)
    except OSError:
        _left.add(temporary)


def make_folder(path: Path) -> Path:
    """The folder, made for its owner only when it was not there; its parents too (mkdir gives them other rights)."""
    missing = takewhile(lambda folder: not folder.is_dir(), (path, *path.parents))
    for folder in reversed(list(missing)):
        folder.mkdir(exist_ok=True, mode=0o700)
    return path


def make_private(path: Path) -> None:
    """An empty file for its owner only, for a program that fills it itself; one that exists gets those rights."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    _close(path, 0o600)


def append(path: Path, data: bytes, *, largest: int, kept: int) -> None:
    """Add to a file of the owner; one that would grow past `largest` bytes begins anew, and `kept` older ones stay.

    They are called name.1 (the last) to name.kept. Raises OSError.
    """
    make_folder(path.parent)
    if path.is_file() and path.stat().st_size + len(data) > largest:
        older = [path, *(path.with_name(f"{path.name}.{number}") for number in range(1, kept + 1))]
        for newer, old in reversed(list(pairwise(older))):
            if newer.exists():
                os.replace(newer, old)
    make_private(path)
    handle = os.open(path, os.O_APPEND | os.O_WRONLY)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)


def claim(folder: Path) -> Path:
    """A folder that is the owner's alone, made when it was not there; so is everything in it. Links are not followed.

    What the system does not let the owner change (a share without such rights) stays as it is: `docgen doctor` says so.
    Raises OSError when the folder cannot be made, or when a link in it leads out of it: what is written there would
    stand elsewhere. The folder itself may be a link, which is the school's own choice.
    """
    make_folder(folder)
    _refuse_ways_out(folder)
    for entry, mode in _entries(folder):
        if entry.name.startswith(".docgen-") and entry.suffix == ".tmp":
            if _is_left(entry):
                _remove(entry)
        elif mode & FOR_OTHERS:
            _close(entry, mode & ~FOR_OTHERS)  # where the system has such rights
    return folder


def _entries(folder: Path) -> Iterator[tuple[Path, int]]:
    """The folder and everything in it that is no link, with its mode."""
    yield folder, folder.stat().st_mode & 0o777
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as inside:
                for entry in inside:
                    if entry.is_symlink():
                        continue
                    yield Path(entry.path), entry.stat(follow_symlinks=False).st_mode & 0o777
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
        except OSError:
            continue  # gone meanwhile, or closed to us: nothing that could be opened further


def _refuse_ways_out(folder: Path) -> None:
    """Raise OSError for a link in a folder that leads out of it, also further down."""
    inside, waiting = folder.resolve(), [folder]
    while waiting:
        entries: list[os.DirEntry[str]] = []
        with suppress(OSError), os.scandir(waiting.pop()) as found:  # gone meanwhile, or closed to us
            entries = list(found)
        for entry in entries:
            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(inside):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), entry.path)
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))


def _close(path: Path, mode: int) -> None:
    if os.name == "posix":
        with suppress(OSError):
            path.chmod(mode)


def probe(folder: Path) -> None:
    """Write, replace and remove a small file in a folder that exists. Raises OSError when one of these cannot be done.

    The only way to know on a network share, where rights are not what they seem.
    """
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=".tmp", dir=folder)
    old, new = Path(name), Path(f"{name[: -len('.tmp')]}.new.tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"docgen")
            file.flush()
            os.fsync(file.fileno())
        os.replace(old, new)
    finally:
        old.unlink(missing_ok=True)
        new.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Flush a folder's own entries, where the system can (Windows cannot, and needs not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
