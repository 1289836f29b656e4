"""The one way a file is written, never half: temp file in the same folder, flush, atomic rename, folder flush."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
    for folder in reversed((path, *path.parents)):
        folder.mkdir(exist_ok=True, mode=0o700)
    return path


def flush_folder(folder: Path) -> None:
    """Flush a folder's own entries, where the system can (Windows cannot, and needs not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
