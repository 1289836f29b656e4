"""A package that is being made is noted before its first byte. Killed before it counts, nobody knows its password: the
next one that is made takes it away.

The note is a file in outputs/.docgen. Whoever makes a package does so alone: a note that is found there was left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.disk.atomic import PROCESS, take_back, write
from docgen.ledger import Ledger
from docgen.project import Project


@dataclass(frozen=True)
class Abandoned:
    """A package that was cut off: where it was to stand, and whether it still stood there and is removed now."""

    path: Path
    removed: bool


@contextmanager
def unfinished(project: Project, number: str, path: Path) -> Iterator[None]:
    """Make the package with this number at this path in the block; when that fails, nothing of it stays.

    What cannot be removed (the stick was pulled out) stays noted, and is tried again by `clear`.
    """
    note = _note(project)
    said = {"number": number, "process": PROCESS, "path": str(path.absolute())}
    write(note, json.dumps(said).encode())
    try:
        yield
    except BaseException:  # not noted in the ledger, so it does not count
        with suppress(OSError):
            take_back(path, PROCESS)
            note.unlink()
        raise
    note.unlink()


def clear(project: Project) -> Abandoned | None:
    """Take away what is left of a package that does not count, when somebody was killed. Raises OSError."""
    note = _note(project)
    if not note.is_file():
        return None
    said = json.loads(note.read_bytes())
    with Ledger(project.outputs, writable=False) as ledger:
        counts = any(said["number"] in noted.split() for noted in ledger.approved().values())
    path = Path(said["path"])
    removed = False
    with suppress(OSError):  # a stick that can only be read now: whoever finds the file is told
        removed = not counts and take_back(path, said["process"])
    note.unlink()
    return None if counts else Abandoned(path, removed)


def _note(project: Project) -> Path:
    return project.outputs / ".docgen" / "package.json"
