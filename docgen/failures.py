"""An exception that ends a run -> findings and an exit status. A crash is told by type and line, never by value."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from docgen.findings import CellRef, Finding, Severity
from docgen.log import note

TEMPLATE, STORAGE = 3, 4


def findings_of(error: Exception) -> tuple[int, tuple[Finding, ...]]:
    """The exit status and what to say about an exception.

    Findings: S06, S07, S08, S12
    """
    from docgen.template import TemplateFaults

    if isinstance(error, TemplateFaults):
        return TEMPLATE, error.findings
    if isinstance(error, sqlite3.Error):
        return STORAGE, (_finding("S08", "ledger", "outputs/.docgen/ledger.sqlite"),)
    if isinstance(error, OSError):
        return STORAGE, (_storage(error),)
    return STORAGE, (_finding("S12", "report", "outputs/docgen.log", id=crash_id(error)),)


def _storage(error: OSError) -> Finding:
    name = str(error.filename or "")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _finding("S06", "", name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _finding("S08", "rights", name)
    return _finding("S08", "", name)


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
