"""Cleared -> outputs/. Nothing is ever half there: temp file in the same folder, flush, atomic rename, folder flush."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from docgen.privacy import Cleared

MANIFEST = "manifest.json"
WITHDRAWN = "vervallen"


def put(outputs: Path, relative: str, cleared: Cleared) -> None:
    """Write one cleared document. Raises OSError; then the old file, if any, is as it was.

    Only a Cleared is taken, so that nothing reaches a folder without having been inspected.
    """
    if not isinstance(cleared, Cleared):
        raise TypeError("outbox takes only what privacy cleared")
    write(outputs / relative, cleared.data)


def put_manifest(outputs: Path, documents: Iterable[Mapping[str, object]]) -> None:
    """Write the list of documents; it holds ids and states, no text. Raises OSError."""
    text = json.dumps({"schema": 1, "documents": list(documents)}, ensure_ascii=False, indent=1)
    write(outputs / MANIFEST, f"{text}\n".encode())


def withdraw(outputs: Path, relative: str) -> str | None:
    """Move a document that may no longer exist to vervallen/; its new place, or None when it was gone already."""
    old = outputs / relative
    if not old.is_file():
        return None
    moved = f"{WITHDRAWN}/{relative}"
    folder = _folder((outputs / moved).parent)
    os.replace(old, outputs / moved)
    _flush(folder)
    _flush(old.parent)
    return moved


def write(path: Path, data: bytes) -> None:
    """Replace a file by these bytes, all or nothing, readable by its owner only. Raises OSError."""
    folder = _folder(path.parent)
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
    _flush(folder)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _flush(folder: Path) -> None:
    """Flush a folder's own entries, where the system can (Windows cannot, and needs not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
