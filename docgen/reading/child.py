"""The child process that reads one workbook from its standard input and writes its cells to standard output."""

from __future__ import annotations

import json
import sys

from docgen.reading.engine import MEMORY, SECONDS, encoded, grids_here
from docgen.reading.grid import Refused


def main(kind: str) -> None:
    """Read within limits; the parent takes any other end than 0 for a workbook that is too much."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        tables = grids_here(data, kind)
        said: dict[str, object] = {"tables": [(table.name, table.rows, table.hidden, table.merged) for table in tables]}
    except Refused as refused:
        said = {"refused": (refused.code, refused.case)}
    json.dump(said, sys.stdout, default=encoded)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the wall time of the parent is what remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])
