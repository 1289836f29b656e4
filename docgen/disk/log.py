"""outputs/docgen.log: lines for whoever looks after docgen. Codes, types, file names of docgen and moments: no values.

It is rotated by size, so that it can stay on for years: docgen.log, and three older ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from docgen.disk.atomic import append

NAME = "docgen.log"
LARGEST, OLDER = 256 * 1024, 3


def note(outputs: Path, lines: Iterable[str], now: datetime) -> None:
    """Add these lines, the first with the moment. Raises OSError.

    The caller sees to it that no line holds a value: nothing that was read from a workbook, not even a file name.
    """
    text = "\n".join(lines)
    append(outputs / NAME, f"{now.isoformat(timespec='seconds')} {text}\n".encode(), largest=LARGEST, kept=OLDER)
