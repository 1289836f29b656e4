"""Cleared -> outputs/, the manifest beside it; what may no longer exist moves to vervallen/. Never half a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain, count
from pathlib import Path, PurePosixPath

from docgen.disk.atomic import change_together, flush_folder, write
from docgen.disk.copies import FILLED
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


def put_together(
    outputs: Path,
    documents: Mapping[str, Cleared],
    moves: Sequence[tuple[str, str]],
    first: Sequence[tuple[str, str]] = (),
) -> frozenset[Path]:
    """Write these documents and move those (from, to), some of them `first`: all or none. The folders to flush.

    Raises OSError: then all are as they were, unless the disk refuses even that.
    """
    if not all(isinstance(cleared, Cleared) for cleared in documents.values()):
        raise TypeError("outbox takes only what privacy cleared")
    files = {outputs / path: _sound(cleared) for path, cleared in documents.items()}
    after, before = ([(outputs / old, outputs / new) for old, new in pairs] for pairs in (moves, first))
    return change_together(files, after, before)


def _sound(cleared: Cleared) -> bytes | Path:
    """What a document is moved or written from; one that was laid aside is read once more, and must be the same."""
    data = cleared.data
    return data if isinstance(cleared.held, bytes) else cleared.held


def put_manifest(outputs: Path, documents: Iterable[Mapping[str, object]]) -> None:
    """Write the list of documents; it holds ids and states, no text. Raises OSError."""
    text = json.dumps({"schema": 1, "documents": list(documents)}, ensure_ascii=False, indent=1)
    write(outputs / MANIFEST, f"{text}\n".encode())


def aside_of(outputs: Path, relative: str, sha256: str) -> str:
    """Where among the filled papers one goes that somebody filled in, when a newer one comes in its place.

    '' when it stands as it was made (with this hash), or not at all. Raises OSError.
    """
    path = outputs / relative
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
        return ""
    names = (f"{FILLED}/{path.stem}{number}{path.suffix}" for number in chain(("",), (f"_{n}" for n in count(2))))
    return next(name for name in names if not (outputs / name).exists())


def place_of(outputs: Path, relative: str, taken: Set[str] = frozenset()) -> str:
    """Where in vervallen/ a document goes that may no longer exist; '' when it is gone already.

    One that lies there already stays, and so do the places in `taken`: the next is numbered, 'x-2.docx'.
    """
    if not (outputs / relative).is_file():
        return ""
    place = PurePosixPath(WITHDRAWN) / relative
    numbered = (place.with_stem(f"{place.stem}-{number}") for number in count(2))
    free = (path for path in chain([place], numbered) if not (outputs / path).exists() and str(path) not in taken)
    return str(next(free))


def destroy(outputs: Path, relative: str, sha256: str) -> bool | None:
    """Remove a document whose term is over: True when done, False when it was gone already.

    None when it is not the document with this hash (somebody changed it, or put something else there): it stays.
    Raises OSError.
    """
    path = outputs / relative
    parts = PurePosixPath(relative).parts
    folders = [outputs.joinpath(*parts[:count]) for count in range(1, len(parts) + 1)]  # outputs itself may be a link
    if ".." in parts or PurePosixPath(relative).is_absolute() or any(place.is_symlink() for place in folders):
        return None
    if not path.exists():
        return False
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        return None
    path.unlink()
    flush_folder(path.parent)
    return True


def strike(outputs: Path, removed: Iterable[str]) -> None:
    """Take documents off the manifest, when there is one. Raises OSError, ValueError for one that is no JSON."""
    gone, path = frozenset(removed), outputs / MANIFEST
    if gone and path.is_file():
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        put_manifest(outputs, [entry for entry in documents if entry["path"] not in gone])
