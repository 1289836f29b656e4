"""Cleared -> outputs/, the manifest beside it; what may no longer exist moves to vervallen/. Never half a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from docgen.atomic import move, write
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
    move(old, outputs / moved)
    return moved
