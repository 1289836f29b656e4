"""A package that is being made is noted before its first byte. Killed before it counts, nobody knows its password: the
next one that is made takes it away.

The note is a file in outputs/.docgen. Whoever makes a package does so alone: a note that is found there was left. It
is believed as far as it can be true: no file is removed that is not called as a package of that number is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.given import given, json_in
from docgen.disk.leftovers import PROCESS, take_back
from docgen.handover.package import NUMBER, file_name
from docgen.ledger import Ledger
from docgen.project import Project

LONGEST = 40_000  # bytes of a note: a path is 4,096 at most, and one sign of it six in JSON


@dataclass(frozen=True)
class Abandoned:
    """A package that was cut off: where it was to stand, and whether it still stood there and is removed now.

    `path` is None when the note of it is damaged.
    """

    path: Path | None
    removed: bool = False


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
    said = _read(note)
    if said is None:
        note.unlink()
        return Abandoned(None)
    number, process, path = said
    with Ledger(project.outputs, writable=False) as ledger:
        counts = any(number in noted.split() for noted in ledger.approved().values())
    removed = False
    with suppress(OSError):  # a stick that can only be read now: whoever finds the file is told
        removed = not counts and take_back(path, process)
    note.unlink()
    return None if counts else Abandoned(path, removed)


def _read(note: Path) -> tuple[str, str, Path] | None:
    """The number, the process and the path in a note; None when they are not what docgen writes."""
    try:
        said = json_in(given(note, LONGEST))
        number, process, path = (str(said[name]) for name in ("number", "process", "path"))
    except (ValueError, KeyError, TypeError):
        return None
    sound = NUMBER.fullmatch(number) and re.fullmatch(r"\w+", process) and "\0" not in path
    whole = sound and Path(path).is_absolute() and Path(path).name == file_name(number)
    return (number, process, Path(path)) if whole else None


def _note(project: Project) -> Path:
    return project.outputs / ".docgen" / "package.json"
