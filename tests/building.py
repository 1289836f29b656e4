"""Small builders on top of the worked example, and findings reduced to what a test compares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from docgen.findings import CellRef, Finding, Place, column_letters
from docgen.making.beside import calendar_path
from docgen.pages.page import view
from docgen.pipeline import Checked, check
from docgen.plan.planned import FINAL, STOPPED
from docgen.privacy import release
from docgen.project import Project
from docgen.records.dossier import Records, join
from docgen.records.register import register
from docgen.records.validate import Validated, validate
from docgen.records.version import Version
from docgen.sheets import read
from docgen.spec import rules, sheets
from tests.language import workbook
from tests.worked_example import ROWS, TODAY, project

FIRST_ROW = 4  # below the title, the hint and the headings


class Seen(NamedTuple):
    """A finding as tests compare it: no arguments, and the place as 'Sheet!D7'."""

    code: str
    case: str
    severity: str
    place: str
    students: tuple[str, ...] | None = ()
    trajectory: str = ""


def seen(findings: Iterable[Finding], *codes: str) -> list[Seen]:
    """The findings (with these codes, if any are given), in the order in which they were found."""
    return [
        Seen(
            finding.code,
            finding.case,
            str(finding.severity),
            where(finding.place),
            None if finding.students is None else tuple(sorted(finding.students)),
            finding.trajectory,
        )
        for finding in findings
        if not codes or finding.code in codes
    ]


def where(place: Place | None) -> str:
    """'Trajecten!E4' for a cell, 'Trajecten!4' for a row, 'Trajecten!' for a sheet; '' for no place."""
    if not isinstance(place, CellRef):
        return ""
    return f"{place.sheet}!{place.cell or place.row or ''}"


def edited(sheet: str, **cells: str) -> str:
    """The rows of the worked example with some cells typed anew: `edited("Overleg", F5="nee")`."""
    rows = _split(ROWS.get(sheet, ""))
    width = len(sheets()[sheet].columns())
    for cell, text in cells.items():
        column, row = next(n for n in range(1, 27) if column_letters(n) == cell[0]), int(cell[1:]) - FIRST_ROW
        rows[row] += [""] * (width - len(rows[row]))
        rows[row][column - 1] = text
    return _joined(rows)


def without(sheet: str, *numbers: int) -> str:
    """The rows of the worked example without some, by their row number in the sheet."""
    return _joined([row for number, row in enumerate(_split(ROWS[sheet]), FIRST_ROW) if number not in numbers])


def more(sheet: str, rows: str) -> str:
    """The rows of the worked example with others below them."""
    return f"{_joined(_split(ROWS[sheet]))}\n{rows}"


def with_hours(*hours: int) -> str:
    """The sheet School of the worked example with these lesson hours too."""
    return more("School", "\n".join(f"lesuur | {hour} | {7 + hour:02}:30-{8 + hour:02}:20" for hour in hours))


Edits = Mapping[str, Sequence[str]]
"""Per sheet what is changed in the worked example: 'E5 = text', '+ row', '- 5', or 'gone'."""


def edits_of(edits: Edits) -> dict[str, str]:
    """The changed sheets of the worked example, one edit after the other; rows keep the numbers they began with."""
    return {sheet: _changed(sheet, lines) for sheet, lines in edits.items()}


def _changed(sheet: str, lines: Sequence[str]) -> str:
    if list(lines) == ["gone"]:
        return ""
    cells = {cell: text.strip() for cell, mark, text in (line.partition(" =") for line in lines) if mark}
    gone = [int(line.removeprefix("- ")) for line in lines if line.startswith("- ")]
    rows = [row for number, row in enumerate(edited(sheet, **cells).split("\n"), FIRST_ROW) if number not in gone]
    return "\n".join([*rows, *(line.removeprefix("+ ") for line in lines if line.startswith("+ "))])


def _split(text: str) -> list[list[str]]:
    return [line.strip().split("|") for line in text.strip().splitlines() if line.strip()]


def _joined(rows: list[list[str]]) -> str:
    return "\n".join("|".join(row) for row in rows)


def checked(folder: Path, today: str = TODAY, **changed: str) -> Checked:
    """The worked example with some sheets replaced, checked on a day."""
    return check(Project(project(folder, today=today, **changed)))


def breaches(folder: Path, code: str, today: str = TODAY, **changed: str) -> list[Finding]:
    """What one rule finds in the worked example with some sheets replaced; the sheets must be sound by themselves."""
    records = checked(folder, today, **changed).records
    return breaches_of(records, code)


def breaches_of(records: Records, code: str) -> list[Finding]:
    """What one rule finds."""
    (rule,) = [rule for rule in rules() if rule.code == code]
    return [rule.finding(breach) for breach in rule.check(records)]


FOLLOWED = ("examenrooster", "lesrooster", "overdrachtsfiche", "zorgfolder")
"""The types of documents that most tests follow through the gates."""


def statuses(result: Checked, *types: str) -> dict[str, str]:
    """What becomes of each planned document of these types, by its name."""
    wanted = types or FOLLOWED
    return {planned.name: verdict.status for planned, verdict in result.verdicts.items() if planned.spec.name in wanted}


def shown(result: Checked, name: str) -> Mapping[str, Any]:
    """What the planned document with this name shows: every name its template may use."""
    planned, verdict = next((p, v) for p, v in result.verdicts.items() if p.name == name)
    return view(release(result.records, planned, verdict.status, without=verdict.without), result.records.today)


@cache
def made(today: str = TODAY, **changed: str) -> tuple[str, ...]:
    """Where the documents stand under outputs/ that the worked example gives on a day, in order."""
    return tuple(path for path in files(today, **changed) if path.endswith(".docx"))


@cache
def files(today: str = TODAY, **changed: str) -> tuple[str, ...]:
    """The same with what stands beside the final ones: a calendar, a list."""
    with TemporaryDirectory() as folder:
        verdicts = checked(Path(folder), today, **changed).verdicts
    found = set()
    for planned, verdict in verdicts.items():
        if verdict.status == STOPPED:
            continue
        path = f"{verdict.audience(planned.spec)}/{planned.name}"
        found |= {f"{path}.docx"} | ({f"{path}.csv"} if planned.spec.listing and verdict.status == FINAL else set())
        found |= {calendar_path(planned)} if planned.spec.calendar and verdict.status == FINAL else set()
    return tuple(sorted(found))


def derived(result: Checked, name: str) -> Mapping[str, object]:
    """What a planned document derives, without the students whom its verdict leaves out."""
    planned, verdict = next((found, verdict) for found, verdict in result.verdicts.items() if found.name == name)
    assert verdict.status != STOPPED, name
    released = release(result.records, planned, verdict.status, without=verdict.without)
    return planned.spec.derive(released)


def acting(result: Checked) -> tuple[Finding, ...]:
    """The findings that stop a document or keep it a draft; remarks of other rules do not matter here."""
    indexes = {index for verdict in result.verdicts.values() for index in verdict.stopped_by}
    return tuple(result.findings[index] for index in sorted(indexes))


def of_rows(result: Checked) -> tuple[Finding, ...]:
    """The findings about rows and references by themselves (A and B)."""
    return tuple(finding for finding in result.findings if finding.code[0] in "AB")


def version(folder: Path, name: str, today: str, **changed: str) -> Version:
    """One version of a trajectory of the worked example with some sheets replaced."""
    records = checked(folder, today, **changed).records
    return next(found for _, found in records.versions() if found.name == name)


def validated(folder: Path, sheet: str, rows: str, file: str = "school.xlsx") -> Validated:
    """What one sheet with these rows gives, read from a real workbook."""
    headings = " | ".join(column.heading for column in sheets()[sheet].columns())
    path = workbook(folder, file, **{sheet: f"{headings}\n{rows}"})
    (raw,) = read(path, file).sheets
    return validate(sheets()[sheet], raw)


def registered(folder: Path, today: date, *files: tuple[str, dict[str, str]]) -> tuple[Records, tuple[Finding, ...]]:
    """The records of several workbooks, each a name and its sheets, with what the register says of them."""
    parts = [(sheet, validated(folder, sheet, rows, file)) for file, given in files for sheet, rows in given.items()]
    found, findings = register(parts, today)
    return Records(found, join(found), {}), findings
