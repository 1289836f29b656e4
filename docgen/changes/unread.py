"""A workbook that cannot be read holds up the documents that were last made from it: they stay as they are.

Without it they would be made anew from what is left: a list of supervision without the students of that workbook, a
transfer sheet without its fields. What stood in it is told by the traces of the last whole build; a file that is new
held nothing, so that it holds nothing up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from docgen.audit import key_of
from docgen.changes.traces import Marks, kept
from docgen.findings import CellRef, Finding, Severity
from docgen.plan.planned import STOPPED, Planned, Verdict
from docgen.plan.verdicts import reaches

ALTERED = frozenset({"C16", "G06"})
"""What was ratified, what was inspected is no longer the same: it is not, without the rows that cannot be read."""


def held_up(
    verdicts: Mapping[Planned, Verdict], findings: Sequence[Finding], read: Iterable[str], outputs: Path
) -> tuple[Mapping[Planned, Verdict], tuple[Finding, ...]]:
    """The verdicts, with a stop for each document that used rows of a workbook that cannot be read now; the findings,
    with that workbook as the cause of what is only said because its rows are not there.

    `read` are the files that were met in inputs/. Raises OSError.
    """
    unread = {place.file: number for number, (finding, place) in enumerate(_placed(findings)) if _is_unread(finding)}
    gone = _rows(outputs, {*read} - unread.keys()) if unread else {}
    key = key_of(outputs) if gone else None
    if key is None:
        return verdicts, tuple(findings)
    marks, stop, cause = Marks(key), Verdict(STOPPED, tuple(unread.values())), CellRef(next(iter(unread)))
    held = {planned for planned in verdicts if _used(planned, gone, marks)}
    told = (replace(each, cause=cause) if _follows(each, gone.keys(), verdicts, held) else each for each in findings)
    return {planned: stop if planned in held else verdict for planned, verdict in verdicts.items()}, tuple(told)


def _placed(findings: Sequence[Finding]) -> Iterable[tuple[Finding, CellRef]]:
    return ((finding, place if isinstance(place := finding.place, CellRef) else CellRef("")) for finding in findings)


def _is_unread(finding: Finding) -> bool:
    """Whether it says that a workbook, or a folder of them, was not read; a template (T) is neither."""
    whole = isinstance(finding.place, CellRef) and finding.place.file and not finding.place.sheet
    return finding.severity is Severity.ERROR and bool(whole) and not finding.code.startswith("T")


def _rows(outputs: Path, read: Set[str]) -> Mapping[str, Set[str]]:
    """Per sheet whom the rows were about (as marks, '' for nobody) that stood in a file that was not read now."""
    last, found = kept(outputs), defaultdict[str, set[str]](set)
    for row in last.rows if last else ():
        if row.file not in read:
            found[row.sheet].add(row.about)
    return found


def _used(planned: Planned, gone: Mapping[str, Set[str]], marks: Marks) -> bool:
    """Whether a row that is gone could change this document.

    A row of its student or class always can, whatever sheet it stood in: without it a version is not what was ratified.
    A row of nobody can when the document reads its sheet; so can any row when it shows several students.
    """
    own = {marks.about(name) for name in (*planned.students, planned.class_name) if name}
    if any(not own.isdisjoint(whom) for whom in gone.values()):
        return True
    return any(planned.spec.shared or "" in gone[sheet] for sheet in planned.spec.reads if sheet in gone)


def _follows(finding: Finding, gone: Set[str], planned: Iterable[Planned], held: Set[Planned]) -> bool:
    """Whether a finding may be there only because rows are not: it misses something in their sheet, or says of
    documents that are held up that what was ratified or inspected changed.
    """
    if finding.code in ALTERED:
        return all(document in held for document in planned if reaches(finding, document))
    return finding.cause is None and finding.arg("target") in gone
