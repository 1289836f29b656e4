"""Marked copies of a whole school, beside openpyxl doing the same to the same workbooks: `python benchmarks/marked.py`.

CPU seconds (user and system) of a fresh process per measurement, the median, docgen and openpyxl alternating; told with
and without what each imports. openpyxl loads a workbook, colours and comments the same cells, writes a sheet with a
line for each, and saves: no protection, no search for rijksregisternummers, no links.

    python benchmarks/marked.py                     one school of 860 students, 20 marks in each workbook
    python benchmarks/marked.py --folder inputs     the workbooks of another folder
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

MARKS = 20
"""In the second to the last sheet or the only one, from row 5 on, in the columns B to D."""


def places(data: bytes) -> list[tuple[str, int, int]]:
    """Sheet, row and column of each mark: the same for both."""
    from docgen.reading.package import open_package, sheet_parts

    sheets = [sheet.name for sheet in sheet_parts(open_package(data))[1] if not sheet.hidden]
    return [(sheets[-2 if len(sheets) > 1 else 0], 5 + number, 2 + number % 3) for number in range(MARKS)]


def by_docgen(name: str, data: bytes, found: list[tuple[str, int, int]]) -> Callable[[], bytes]:
    """What makes the copy as docgen does; the words are ready, as they are for openpyxl."""
    from docgen.findings import CellRef, Finding, Severity
    from docgen.marked.copying import marked_copy
    from docgen.marked.telling import tell
    from docgen.reports.group import arrange

    findings = [
        Finding("A02", Severity.ERROR, CellRef(name, *place, "Start"), "date", (("example", "1"),)) for place in found
    ]
    told = tell(name, arrange(tuple(findings), {}), findings)
    return lambda: marked_copy(data, name, {}, told, "0" * 64, datetime(2026, 3, 2))


def by_openpyxl(name: str, data: bytes, found: list[tuple[str, int, int]]) -> Callable[[], bytes]:
    """What does the same by loading and saving the workbook."""

    def copy() -> bytes:
        from openpyxl import load_workbook
        from openpyxl.comments import Comment
        from openpyxl.styles import PatternFill

        book = load_workbook(io.BytesIO(data), data_only=True, rich_text=True, keep_links=False)
        listing = book.create_sheet("Bevindingen", 0)
        fill = PatternFill("solid", start_color="FBDAD6")
        for sheet, row, column in found:
            cell = book[sheet].cell(row, column)
            cell.fill, cell.comment = fill, Comment("Dit is geen datum.", "docgen")
            listing.append([sheet, cell.coordinate, "Dit is geen datum."])
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    return copy


WAYS = {"docgen": by_docgen, "openpyxl": by_openpyxl}


def measure(way: str, folder: Path) -> dict[str, Any]:
    """The seconds of the copies, with and without what they import, and their bytes."""
    import docgen.pipeline  # noqa: F401 - a build has loaded it when it comes to the copies

    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xlsx"))]
    copies = [WAYS[way](name, data, places(data)) for name, data in files]
    start = time.process_time()
    made = [copy() for copy in copies]
    between = time.process_time()
    for copy in copies:
        copy()
    return {
        "first": between - start,
        "again": time.process_time() - between,
        "books": len(files),
        "bytes": (sum(len(data) for _, data in files), sum(map(len, made))),
        "openpyxl": "openpyxl" in sys.modules,
    }


def in_fresh_process(way: str, folder: Path) -> dict[str, Any]:
    """One measurement in a Python of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--measure", way, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="workbooks to copy; default a school of 860 students")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measure", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure[0], Path(options.measure[1]))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if not options.folder:
            from benchmarks.check_school import write_schools

            write_schools(folder, 1, options.seed)
        found: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
        for _ in range(options.rounds):
            for way in WAYS:
                found[way].append(in_fresh_process(way, folder))
    print(f"Python {sys.version.split()[0]}, median of {options.rounds}; {found['docgen'][0]['books']} workbooks\n")
    print("| CPU (s) | docgen | openpyxl | openpyxl takes |\n|---|---|---|---|")
    for name, told in (("first", "with what is imported"), ("again", "once more in the same process")):
        own, other = (statistics.median(one[name] for one in found[way]) for way in WAYS)
        print(f"| {told} | {own:.3f} | {other:.3f} | {other / own:.1f} x |")
    was, own, other = found["docgen"][0]["bytes"][0], *(found[way][0]["bytes"][1] for way in WAYS)
    print(f"\nbytes: {was:,} before, {own:,} by docgen, {other:,} by openpyxl")
    print(f"docgen loaded openpyxl: {'yes' if found['docgen'][0]['openpyxl'] else 'no'}")


if __name__ == "__main__":
    main()
