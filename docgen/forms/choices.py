"""What the yellow cells of a form offer: closed lists, and the school's own codes with their names."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.columns import Column, Row, Sensitivity
from docgen.forms.model import Cell, Value
from docgen.kinds import Kind, Many, Ref
from docgen.records.dossier import Dossier, Records
from docgen.tables.school import StaffMember


class Choices:
    """The dropdowns of one school."""

    def __init__(self, records: Records) -> None:
        """Take the records whose codes are offered."""
        staff = records.register.of(StaffMember)
        self.lists = {
            "Personeel": tuple(f"{member.code} {member.name}" for member in staff),
            "vak": tuple(f"{code} {name}" for code, name in records.school.subjects.items()),
        }

    def of(self, kind: Kind) -> tuple[str, ...]:
        """What a cell of this kind can hold; empty when anything can be typed."""
        inner = kind.kind if isinstance(kind, Many) else kind
        if isinstance(inner, Ref):
            return tuple(entry for target in inner.targets for entry in self.lists.get(target, ())) + inner.words
        return inner.allowed

    def yellow(self, column: Column, value: Value = None, offered: Sequence[Value] | None = None) -> Cell:
        """An open cell for a column, with its dropdown and what Excel shows beside it."""
        choices: tuple[Value, ...] = self.of(column.kind) if offered is None else tuple(offered)
        return Cell(value, "yellow", column.kind, choices, (column.heading, prompt(column)))

    def named(self, target: str, code: str | None) -> str | None:
        """A code as the dropdown writes it, with its name: 'KDW Koen De Wit'."""
        if not code:
            return None
        return next((entry for entry in self.lists[target] if entry.split(" ")[0] == code), code)


def asked(heading: str, kind: Kind, example: str, meaning: str) -> Column:
    """A question of a form that no single column of a sheet asks."""
    return Column("", heading, Sensitivity.Z, kind, False, example, meaning, False, {})


def prompt(column: Column) -> str:
    """The message beside a cell: what it means and an example."""
    return f"{column.meaning}\nBijvoorbeeld: {column.example}"


def columns(row: type[Row]) -> dict[str, Column]:
    """The columns of a sheet by heading."""
    return {column.heading: column for column in row.columns()}


def label(dossier: Dossier) -> str:
    """A student as a form names one: 'L0231 Noor Voorbeeld, 4WEWIb'."""
    student = dossier.student
    return f"{student.student_id} {student.first_name} {student.family_name}, {student.class_name}"
