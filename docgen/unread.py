"""A workbook that cannot be read holds up the documents that were last made from it: they stay as they are.

Without it they would be made anew from what is left: a list of supervision without the students of that workbook, a
transfer sheet without its fields. What stood in it is told by the traces of the last whole build; a file that is new
held nothing, so that it holds nothing up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

from docgen.audit import key_of
from docgen.findings import CellRef, Finding, Severity
from docgen.planned import STOPPED, Planned, Verdict
from docgen.traces import Marks, kept


def held_up(
    verdicts: Mapping[Planned, Verdict], findings: Sequence[Finding], read: Iterable[str], outputs: Path
) -> Mapping[Planned, Verdict]:
    """The verdicts, with a stop for each document that used rows of a workbook that cannot be read now.

    `read` are the files that were met in inputs/. Raises OSError.
    """
    unread = {place.file: number for number, (finding, place) in enumerate(_placed(findings)) if _is_unread(finding)}
    if not unread:
        return verdicts
    gone = _rows(outputs, {*read} - unread.keys())
    key = key_of(outputs)
    if key is None or not gone:
        return verdicts
    marks, stop = Marks(key), Verdict(STOPPED, tuple(unread.values()))
    return {planned: stop if _used(planned, gone, marks) else verdict for planned, verdict in verdicts.items()}


def _placed(findings: Sequence[Finding]) -> Iterable[tuple[Finding, CellRef]]:
    return ((finding, place if isinstance(place := finding.place, CellRef) else CellRef("")) for finding in findings)


def _is_unread(finding: Finding) -> bool:
    """Whether it says that a file, or a folder of files, was not read."""
    place = finding.place
    return finding.severity is Severity.ERROR and isinstance(place, CellRef) and bool(place.file) and not place.sheet


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
