"""What a rule says only because rows are not there: the report shows why they are not, once.

A council that decided in a row with a date that is none has not decided, to a rule; nobody was consulted when the sheet
Overleg was emptied. Whoever mends that sees that the rule holds, or what it says then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.records.dossier import Records
from docgen.spec import Rule

EVERYBODY = ""
MANY = 3
"""So many students for whom an empty sheet is missed: with fewer, what each of them still needs says more."""
NAMES = "B07"
"""The rule about names that are spelled in two ways: a row under the other spelling is not there for the rules."""


class Refusals:
    """Why rows were refused, by their sheet and by whom they are about: a student, a class, everybody."""

    def __init__(self, findings: Iterable[Finding], records: Records) -> None:
        """Index the findings that refuse a row."""
        self._places: dict[tuple[str, str], CellRef] = {}
        self._classes = {name: str(dossier.student.class_name) for name, dossier in records.dossiers.items()}
        for finding in findings:
            self.add(finding)

    def add(self, finding: Finding) -> None:
        """Index a finding, when it refuses a row or a sheet."""
        place = finding.place
        if finding.severity is Severity.ERROR and isinstance(place, CellRef) and finding.effect is Effect.BLOCK:
            for whom in _whom(finding):
                self._places.setdefault((_sheet(finding, place), whom), place)

    def cause(self, finding: Finding, sheets: Sequence[str]) -> CellRef | None:
        """The refused row in one of these sheets that a finding about a student may follow from."""
        for student in sorted(finding.students or ()):
            for whom in (student, self._classes.get(student, student), EVERYBODY):
                for sheet in sheets:
                    if (sheet, whom) in self._places:
                        return self._places[sheet, whom]
        return None


def rule_findings(rules: Iterable[Rule], records: Records, told: Sequence[Finding]) -> Iterator[Finding]:
    """The findings of the rules that can be checked, each with its cause among those of the rows, when it has one."""
    refusals = Refusals(told, records)
    for rule in rules:
        if records.register.present.issuperset(rule.needs):
            for breach in rule.check(records):
                finding = rule.finding(breach)
                if rule.code == NAMES:
                    refusals.add(finding)
                cause = refusals.cause(finding, rule.misses) if rule.misses else None
                yield finding if cause is None else replace(finding, cause=cause)


def of_emptied(
    told: Sequence[Finding], rules: Iterable[Rule], records: Records, files: Mapping[str, str]
) -> Sequence[Finding]:
    """The findings; what several rules miss for many students in a sheet without any row is told once, of that sheet.

    `files` maps the sheets that were read to the workbook they stand in.

    Findings: A01 rows
    """
    register = records.register
    filled = {name for name, rows in register.rows.items() if rows} | {row.sheet for row in register.rejected}
    misses = {rule.code: rule.misses for rule in rules}
    found = list(told)
    for sheet in sorted(files.keys() - filled):
        missed = [n for n, f in enumerate(found) if f.cause is None and f.students and sheet in misses.get(f.code, ())]
        students = frozenset().union(*(found[number].students or () for number in missed))
        if len(students) < MANY or len({found[number].code for number in missed}) < 2:
            continue
        worst = min((found[number].severity for number in missed), key=lambda severity: severity.rank)
        place = CellRef(files[sheet], sheet)
        for number in missed:
            found[number] = replace(found[number], cause=place)
        found.append(Finding("A01", worst, place, "rows", (("n", len(students)),), students=students))
    return found


def _sheet(finding: Finding, place: CellRef) -> str:
    """The sheet in which rows lack: of one that stands there under another name, its own."""
    return str(finding.arg("target")) if finding.case == "renamed" else place.table or place.sheet


def _whom(finding: Finding) -> Iterator[str]:
    if finding.students is None or not (finding.students or finding.classes):  # a place, a day off: anybody's
        yield EVERYBODY
        return
    yield from finding.students
    yield from finding.classes
