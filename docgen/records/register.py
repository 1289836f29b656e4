"""All typed rows of a school by sheet, with every reference checked: the Register that dossiers and rules read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from docgen.columns import Row
from docgen.findings import CellRef, Finding, Severity
from docgen.records.absent import absent
from docgen.records.doubled import copies, duplicates
from docgen.records.pointing import Targets, checked
from docgen.records.refused import Rejected, cells_of, refuse
from docgen.records.validate import Validated
from docgen.school.school import School, gather
from docgen.spec import sheets
from docgen.tables.school import SchoolRow

RowType = TypeVar("RowType", bound=Row)

FIRST = ("School", "Leerlingen", "Personeel", "Kalender", "Opvang", "Leerplandoelen", "Trajecten")
"""Sheets whose rows others point at, in the order in which their references are checked."""


@dataclass(frozen=True)
class Register:
    """The school's rows by sheet. `present` are the sheets that were read, `rejected` the rows that cannot be used."""

    rows: Mapping[str, tuple[Row, ...]]
    rejected: tuple[Rejected, ...] = ()
    school: School = field(default_factory=School)
    today: date = date.min

    @property
    def present(self) -> frozenset[str]:
        """The sheets that stand in inputs/, even without a usable row."""
        return frozenset(self.rows)

    def of(self, row_type: type[RowType]) -> tuple[RowType, ...]:
        """The rows of one sheet."""
        return cast("tuple[RowType, ...]", self.rows.get(row_type.sheet.name, ()))


def register(validated: Sequence[tuple[str, Validated]], today: date) -> tuple[Register, tuple[Finding, ...]]:
    """All sheets put together, and what points nowhere. `validated` pairs a sheet's name with what each file gave.

    Findings: A01 unfilled, A02, A03, B01, B02, B03, B04, B07
    """
    findings: list[Finding] = []
    rejected: list[Rejected] = [row for _, part in validated for row in part.rejected]
    rows: dict[str, tuple[Row, ...]] = {}
    targets = Targets()
    present = {name for name, _ in validated}
    for name in sorted(present, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name)):
        row_type = sheets()[name]
        typed = [row for sheet_name, part in validated if sheet_name == name for row in part.rows]
        unique, doubled, same_key = duplicates(row_type, typed)
        findings += same_key
        targets.offer(unique)  # before its own references: goals build on goals
        targets.withdraw(doubled, [row for row in rejected if row.sheet == name])
        sound, unsound, unknown = checked(row_type, unique, targets)
        findings += unknown
        targets.withdraw(unsound)
        rows[name] = tuple(sound)
        rejected += [refuse(row_type, row.origin, cells_of(row)) for row in (*doubled, *unsound)]
    if rows and not any(rows.values()) and not rejected:
        findings.append(Finding("A01", Severity.NOTE, CellRef(""), "unfilled"))
    school = gather(cast("Iterable[SchoolRow]", rows.get("School", ())))
    return Register(rows, tuple(rejected), school, today), absent(copies(findings))
