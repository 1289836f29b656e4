"""The one way a file is written, never half: temp file in the same folder, flush, atomic rename, folder flush.

Whatever is written is for its owner only (0600, folders 0700) where the system has such rights.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise, takewhile
from pathlib import Path

FOR_OTHERS = 0o077


def write(path: Path, data: bytes) -> None:
    """Replace a file by these bytes, all or nothing, readable by its owner only. Raises OSError."""
    folder = make_folder(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=".docgen-", suffix=".tmp", dir=folder)  # made 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    flush_folder(folder)


def move(old: Path, new: Path) -> None:
    """Move a file within one disk, all or nothing. Raises OSError."""
    make_folder(new.parent)
    os.replace(old, new)
    flush_folder(new.parent)
    flush_folder(old.parent)


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
    Raises OSError when the folder cannot be made.
    """
    make_folder(folder)
    if os.name == "posix":
        for entry, mode in _entries(folder):
            if mode & FOR_OTHERS:
                _close(entry, mode & ~FOR_OTHERS)
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


def _close(path: Path, mode: int) -> None:
    if os.name == "posix":
        with suppress(OSError):
            path.chmod(mode)


def probe(folder: Path) -> None:
    """Write, replace and remove a small file in a folder that exists. Raises OSError when one of these cannot be done.

    The only way to know on a network share, where rights are not what they seem.
    """
    handle, name = tempfile.mkstemp(prefix=".docgen-", suffix=".tmp", dir=folder)
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
