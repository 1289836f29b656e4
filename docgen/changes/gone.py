"""A sheet that held rows in the last whole build and is not there any more: deleted, or in a workbook that was moved.

Its documents lapse, as they should when that was meant. When it was not, nothing else says so: without the sheet there
is nothing to find fault with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from docgen.changes.traces import Traces
from docgen.findings import CellRef, Finding, Severity


def gone_sheets(last: Traces | None, present: Set[str], told: Sequence[Finding]) -> Iterator[Finding]:
    """A warning for each such sheet, unless `told` says already why it, or its workbook, is not read. Once: the next
    build is compared with this one.

    Findings: A01 gone
    """
    rows = Counter((row.sheet, row.file) for row in last.rows) if last else Counter()
    for (sheet, file), count in rows.items():
        if sheet not in present and not _is_told(sheet, file, told):
            facts = (("target", sheet), ("n", count))
            yield Finding("A01", Severity.WARNING, CellRef(file), "gone", facts)


def _is_told(sheet: str, file: str, told: Iterable[Finding]) -> bool:
    """Whether an error is about the sheet, also under another name, or about its whole workbook."""
    errors = [finding for finding in told if finding.severity is Severity.ERROR]
    named = any(sheet == finding.arg("target") for finding in errors)
    places = [finding.place for finding in errors if isinstance(finding.place, CellRef)]
    return named or any(place.sheet == sheet or (place.file == file and not place.sheet) for place in places)
