"""A workbook that cannot be read holds up the documents that were last made from it: they stay as they are.

Without it they would be made anew from what is left: a list of supervision without the students of that workbook, a
transfer sheet without its fields. What stood in it is told by the traces of the last whole build; a file that is new
held nothing, so that it holds nothing up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from docgen.audit import key_of
from docgen.changes.traces import Marks, Traces, kept
from docgen.findings import Argument, CellRef, Finding, Severity
from docgen.plan.planned import STOPPED, Planned, Verdict
from docgen.plan.verdicts import reaches
from docgen.spec import rules, sheets

ALTERED = frozenset({"C16", "G06"})
"""What was ratified, what was inspected is no longer the same: it is not, without the rows that cannot be read."""


def held_up(
    verdicts: Mapping[Planned, Verdict],
    findings: Sequence[Finding],
    read: Iterable[str],
    present: Set[str],
    outputs: Path,
) -> tuple[Mapping[Planned, Verdict], tuple[Finding, ...]]:
    """The verdicts, with a stop for each document that used rows of a workbook that cannot be read now; the findings,
    with that workbook as the cause of what is only said because its rows are not there.

    `read` are the files that were met in inputs/, `present` the sheets that could be read. Raises OSError.
    """
    unread = {place.file: number for number, (finding, place) in enumerate(_placed(findings)) if _is_unread(finding)}
    if not unread:
        return verdicts, tuple(findings)
    last, key = kept(outputs), key_of(outputs)
    marks = Marks(key) if last and key else None
    gone = _rows(last, {*read} - unread.keys()) if last and marks else _probably(unread, present)
    held = {planned for planned in verdicts if marks and _used(planned, gone, marks)}
    absent = Absent(gone, verdicts, held, marks)
    stop, cause = Verdict(STOPPED, tuple(unread.values())), CellRef(next(iter(unread)))
    told = (replace(each, cause=cause) if absent.explains(each) else each for each in findings)
    return {planned: stop if planned in held else verdict for planned, verdict in verdicts.items()}, tuple(told)


def _placed(findings: Sequence[Finding]) -> Iterable[tuple[Finding, CellRef]]:
    return ((finding, place if isinstance(place := finding.place, CellRef) else CellRef("")) for finding in findings)


def _is_unread(finding: Finding) -> bool:
    """Whether it says that a workbook, or a folder of them, was not read; a template (T) is neither."""
    whole = isinstance(finding.place, CellRef) and finding.place.file and not finding.place.sheet
    return finding.severity is Severity.ERROR and bool(whole) and not finding.code.startswith("T")


Gone = Mapping[str, Set[str]]
"""Per sheet whom the rows were about (as marks, '' for nobody) that stood in a file that was not read now."""
NOBODY = frozenset({""})


def _rows(last: Traces, read: Set[str]) -> Gone:
    """What stood there when everything was last read."""
    found = defaultdict[str, set[str]](set)
    for row in last.rows:
        if row.file not in read:
            found[row.sheet].add(row.about)
    return found


def _probably(unread: Iterable[str], present: Set[str]) -> Gone:
    """What probably stands in files that were never read: the sheets of a workbook with that name, and what lacks."""
    stems = [file.rpartition("/")[2] for file in unread]
    named = {name for name, row in sheets().items() if any(stem.startswith(row.sheet.workbook) for stem in stems)}
    return dict.fromkeys(named | (sheets().keys() - present), NOBODY)


def _used(planned: Planned, gone: Gone, marks: Marks) -> bool:
    """Whether a row that is gone could change this document.

    A row of its student or class always can, whatever sheet it stood in: without it a version is not what was ratified.
    A row of nobody can when the document reads its sheet; so can any row when it shows several students.
    """
    own = {marks.about(name) for name in (*planned.students, planned.class_name) if name}
    if any(not own.isdisjoint(whom) for whom in gone.values()):
        return True
    return any(planned.spec.shared or "" in gone[sheet] for sheet in planned.spec.reads if sheet in gone)


@dataclass(frozen=True)
class Absent:
    """The rows that are not there, and the documents that are held up because of that."""

    gone: Gone
    planned: Iterable[Planned]
    held: Set[Planned]
    marks: Marks | None  # None: whom the rows were about is not known

    def explains(self, finding: Finding) -> bool:
        """Whether a finding may be there only because rows are not: it misses one in their sheet, or says of documents
        that are held up that what was ratified or inspected changed.
        """
        if finding.code in ALTERED:
            return all(document in self.held for document in self.planned if reaches(finding, document))
        target = finding.arg("target")
        looked_in = {target} if target else _missing().get(finding.code, frozenset())
        return finding.cause is None and any(self._held_rows(sheet, finding) for sheet in looked_in)

    def _held_rows(self, sheet: Argument, finding: Finding) -> bool:
        """Whether rows of a sheet are gone that may be about the students of a finding."""
        about = self.gone.get(str(sheet), frozenset())
        if "" in about or finding.students is None or self.marks is None or finding.arg("target"):
            return bool(about)
        classes = {planned.class_name for planned in self.planned if not finding.students.isdisjoint(planned.students)}
        return any(self.marks.about(name) in about for name in (*finding.students, *classes))


@cache
def _missing() -> Mapping[str, frozenset[str]]:
    """Per rule the sheets in which it looks for a row."""
    return {rule.code: frozenset(rule.misses) for rule in rules()}
