"""An exception that ends a run -> findings and an exit status. A crash is told by type and line, never by value."""

from __future__ import annotations

import hashlib
import sqlite3
import traceback
from contextlib import suppress
from datetime import datetime
from itertools import takewhile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from docgen.disk.given import NoFileError
from docgen.disk.log import note
from docgen.disk.storage import of_storage
from docgen.findings import CellRef, Finding, Severity
from docgen.making.status import STORAGE, TEMPLATE

if TYPE_CHECKING:
    from docgen.disk.holding import HeldError

LEDGER = "outputs/.docgen/ledger.sqlite"
FOLDERS = ("inputs", "outputs", "templates")


def findings_of(error: Exception) -> tuple[int, tuple[Finding, ...]]:
    """The exit status and what to say about an exception.

    Findings: S06, S07, S08, S09, S12, S12 ended, S13 special
    """
    from concurrent.futures import BrokenExecutor

    from docgen.disk.holding import HeldError
    from docgen.fill import FillFault
    from docgen.template import TemplateFaults

    if isinstance(error, TemplateFaults | FillFault):
        return TEMPLATE, error.findings
    if isinstance(error, HeldError):
        return STORAGE, (_held(error),)
    if isinstance(error, sqlite3.Error):
        return STORAGE, (_of_ledger(error),)
    if isinstance(error, NoFileError):
        return STORAGE, (_finding("S13", "special", _shown(error.filename)),)
    if isinstance(error, OSError):
        return STORAGE, (of_storage(error, _shown(error.filename)),)
    if isinstance(error, BrokenExecutor):  # a process that died: mostly the system took it for want of memory
        return STORAGE, (_finding("S12", "ended", "outputs"),)
    return STORAGE, (_finding("S12", "report", "outputs/docgen.log", id=crash_id(error)),)


def _shown(name: object) -> str:
    """The place as people know it, from inputs/ or outputs/ on; what docgen keeps for itself there is that folder."""
    parts = PurePath(str(name or "")).parts
    first = max((number for number, part in enumerate(parts) if part in FOLDERS), default=None)
    if first is None:
        return str(name or "")
    return "/".join(takewhile(lambda part: not part.startswith(".docgen"), parts[first:]))


def _held(error: HeldError) -> Finding:
    run = "run" if error.purpose == "run" else ""
    if error.holder is None:
        return _finding("S09", run, "")
    facts = {"person": error.holder.computer, "time": error.holder.since.strftime("%d/%m %H:%M")}
    return _finding("S09", f"{run}_by".strip("_"), "", **facts)


def _of_ledger(error: sqlite3.Error) -> Finding:
    """A ledger that is damaged must be renamed; one that cannot be written for now must not."""
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF  # the rest tells more of the same
    if kind == sqlite3.SQLITE_FULL:
        return _finding("S06", "", "outputs")
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _finding("S09", "run", "")
    if kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return _finding("S08", "rights", "outputs")
    return _finding("S08", "" if kind == sqlite3.SQLITE_IOERR else "ledger", LEDGER)


def crash_id(error: Exception) -> str:
    """'S12-7f3a': the same for the same fault, from types and line numbers only."""
    frames = traceback.extract_tb(error.__traceback__)
    text = type(error).__name__ + "".join(f"{frame.name}:{frame.lineno}" for frame in frames)
    return f"S12-{hashlib.sha256(text.encode()).hexdigest()[:4]}"


def log(outputs: Path, error: Exception, now: datetime) -> None:
    """Add a crash to the log: its id, type, files and line numbers of the source; no values, no names."""
    frames = traceback.extract_tb(error.__traceback__)
    rows = [
        f"{crash_id(error)} {type(error).__name__}",
        *(f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames),
    ]
    with suppress(OSError):  # the crash itself is told on the screen
        note(outputs, rows, now)


def _finding(code: str, case: str, file: str, **facts: str) -> Finding:
    return Finding(code, Severity.ERROR, CellRef(file), case, tuple(sorted(facts.items())))
