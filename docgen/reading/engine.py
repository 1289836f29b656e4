"""calamine, in this process when the gate found little, else in a child that may fail without harm.

calamine ends the whole process when memory runs out, which nothing can catch. Source: trust.md 1.1.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

from docgen.reading.grid import Block, Refused

MOST_CELLS_HERE = 6_000_000
MEMORY = 1 << 30
SECONDS = 30


@dataclass
class Table:
    """One sheet as calamine gives it: '' for an empty cell, from A1; merged blocks where the format tells them."""

    name: str
    rows: Sequence[Sequence[Any]]
    hidden: bool
    merged: Sequence[Block]


def grids_here(data: bytes, kind: str) -> list[Table]:
    """Every sheet of a workbook, read in this process.

    Findings: S03 damaged, S04
    """
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [_table(book, number) for number in range(len(book.sheets_metadata))]
    except python_calamine.PasswordError:
        raise Refused("S04") from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
        raise Refused("S03", "damaged") from None
    except BaseException as panic:  # a panic of Rust is no Exception
        if type(panic).__name__ == "PanicException":
            raise Refused("S03", "damaged") from None
        raise


def _table(book: python_calamine.CalamineWorkbook, number: int) -> Table:
    about = book.sheets_metadata[number]
    sheet = book.get_sheet_by_index(number)
    merged = [
        (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
    rows = sheet.to_python(skip_empty_area=False) if sheet.start is not None else []
    return Table(about.name, rows, hidden, merged)


def grids_in_child(data: bytes, kind: str) -> list[Table]:
    """The same in a child process with limits on memory, processor time and wall time.

    Findings: S03 damaged, S04, S11 limits
    """
    root = str(Path(__file__).parents[2])
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH", "TEMP", "TMP") if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "docgen.reading.child", kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={**kept, "PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)]), "PYTHONUTF8": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("S11", "limits") from None
    if done.returncode != 0:
        raise Refused("S11", "limits")
    said = json.loads(done.stdout, object_hook=_decoded)
    if "refused" in said:
        raise Refused(*said["refused"])
    return [
        Table(name, rows, hidden, [tuple(block) for block in merged]) for name, rows, hidden, merged in said["tables"]
    ]


def encoded(value: object) -> dict[str, object]:
    """A value of a cell that JSON has no notation for."""
    if isinstance(value, timedelta):
        return {"d": value.total_seconds()}
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError(type(value).__name__)


def _decoded(said: dict[str, Any]) -> Any:
    if len(said) == 1:
        ((kind, text),) = said.items()
        if kind == "d":
            return timedelta(seconds=text)
        for maker in (datetime, date, time):
            if kind == maker.__name__:
                return maker.fromisoformat(text)
    return said
