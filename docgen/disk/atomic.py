"""The one way a file is written, never half: temp file in the same folder, flush, atomic rename, folder flush.

Several files that belong together are all written before the first is renamed, and put back when one cannot be.
Whatever is written is for its owner only (0600, folders 0700) where the system has such rights.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count, pairwise
from pathlib import Path

from docgen.disk.folders import make_folder, make_private
from docgen.disk.leftovers import PROCESS, TEMPORARY, remove


def write(path: Path, data: bytes) -> None:
    """Replace a file by these bytes, all or nothing, readable by its owner only. Raises OSError."""
    temporary = _staged(path, data)
    try:
        os.replace(temporary, path)
    except BaseException:
        remove(temporary)
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
        for path in files:
            os.replace(staged[path], path)
            back.append((before[path], path))
            del staged[path]  # it stands in its place: nothing is left to be removed
        for old, new in moves:
            _move(old, new, back)
    except BaseException:
        _undo(back)
        raise
    finally:
        for left in (*staged.values(), *filter(None, before.values())):
            remove(left)
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
    """A flushed temp file with these bytes in the folder of `path`, which is made when it was not there."""
    return lay_aside(make_folder(path.parent), data)


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
        remove(folder)


def lay_aside(folder: Path, data: bytes) -> Path:
    """A flushed file with these bytes in a folder that is there, under a name of its own, to be moved to its place.

    Raises OSError.
    """
    path, handle = _new_file(folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
    except BaseException:
        remove(path)
        raise
    return path


def _new_file(folder: Path) -> tuple[Path, int]:
    """A new file for its owner only, open for writing. Raises OSError.

    The number of the next one is enough: what stands before it in the name is of this process alone.
    """
    while True:
        path = folder / f"{TEMPORARY}{next(_numbers)}.tmp"
        with suppress(FileExistsError):
            return path, _created(path)


_numbers = count()


def _created(path: Path) -> int:
    """A file that was not there, for its owner only, open for writing."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)


def put_aside(path: Path, data: bytes) -> None:
    """A file in a folder of `private_folder`: for its owner only, not flushed, since it never outlives its process."""
    make_folder(path.parent)
    with os.fdopen(_created(path), "wb") as file:
        file.write(data)


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
