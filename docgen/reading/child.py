"""The child process that reads workbooks with calamine: one after the other, within limits, knowing nothing of docgen.

Run by its path, without `site`, so that it starts in a fiftieth of a second; the folders to import from are its
arguments. Each message is eight bytes that say how long the rest is. In: a workbook. Out: JSON, its tables or why not.
"""

from __future__ import annotations

import io
import json
import struct
import sys
from datetime import date, datetime, time, timedelta

TYPE_CHECKING = False  # importing typing would cost as much as reading a workbook
if TYPE_CHECKING:
    from typing import IO, Any

MEMORY = 1 << 30
SECONDS = 30
"""Of processor time for one workbook, and as much of wall time (the parent sees to that)."""


def main(paths: list[str]) -> None:
    """Answer every workbook; the parent takes any other end for a workbook that is too much."""
    sys.path[:] = [path for path in paths if path]
    import python_calamine

    while (data := receive(sys.stdin.buffer)) is not None:
        _limit()
        send(sys.stdout.buffer, json.dumps(_read(python_calamine, data), default=_encoded).encode("ascii"))


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message; None when there is none, or half of one."""
    head = stream.read(8)
    size = struct.unpack(">Q", head)[0] if len(head) == 8 else -1
    data = stream.read(size) if size >= 0 else b""
    return data if len(data) == size else None


def send(stream: IO[bytes], data: bytes) -> None:
    """Send a message. Raises OSError when nobody listens."""
    stream.write(struct.pack(">Q", len(data)))
    stream.write(data)
    stream.flush()


def _read(calamine: Any, data: bytes) -> dict[str, Any]:
    """The tables of a workbook, or a finding's code and case with the sheet that it is about."""
    tables, at = [], ""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for number, about in enumerate(book.sheets_metadata):
                at = about.name
                sheet = book.get_sheet_by_index(number)
                rows = sheet.to_python(skip_empty_area=False) if sheet.start is not None else []
                hidden = about.visible is not calamine.SheetVisibleEnum.Visible
                tables.append((at, rows, hidden, sheet.merged_cell_ranges or ()))
    except calamine.PasswordError:
        return {"refused": ("S04", "", "")}
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        return {"refused": ("S03", "damaged", at)}
    except BaseException as panic:  # a panic of Rust is no Exception
        if type(panic).__name__ == "PanicException":
            return {"refused": ("S03", "damaged", at)}
        raise
    return {"tables": tables}


def _encoded(value: object) -> dict[str, object]:
    """A value of a cell that JSON has no notation for."""
    if isinstance(value, timedelta):
        return {"d": value.total_seconds()}
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError(type(value).__name__)


def decoded(said: dict[str, Any]) -> Any:
    """What `_encoded` was given."""
    if len(said) == 1:
        ((kind, text),) = said.items()
        if kind == "d":
            return timedelta(seconds=text)
        for maker in (datetime, date, time):
            if kind == maker.__name__:
                return maker.fromisoformat(text)
    return said


def _limit() -> None:
    """Memory, files and cores once; of processor time so much more for each workbook."""
    if sys.platform == "win32":  # it has no such limits: the wall time of the parent is what remains
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main(sys.argv[1:])
