"""What each student's cells say that may not turn up elsewhere: texts, keys, names, and choices from closed lists.

Source: domain.md G01.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from docgen.columns import Column, Row, Sensitivity
from docgen.findings import CellRef
from docgen.kinds import Key, Kind, Many, Ref, Text
from docgen.privacy.vocabulary import choices_below
from docgen.records.dossier import Dossier
from docgen.tables.school import Contact, Student

LONG = 12  # letters in a value that is no coincidence


class Secret(NamedTuple):
    """A text of one student: its cell, how sensitive it is, whether it is short, whether it is a name."""

    row: Row
    column: Column
    sensitivity: Sensitivity
    short: bool
    is_name: bool

    @property
    def place(self) -> CellRef:
        """Where it was typed."""
        return self.row.at(self.column.heading)


def secrets_of(dossier: Dossier) -> Iterator[tuple[str, Secret]]:
    """Every text of a student that may not turn up elsewhere, with what it is."""
    student = dossier.student
    for name, heading in (
        (f"{student.first_name} {student.family_name}", "Voornaam"),
        (f"{student.family_name} {student.first_name}", "Familienaam"),
        (student.student_id, "Leerling-ID"),
    ):
        yield name, name_of(student, heading)
    for rows in dossier.rows.values():  # after the names: an id in a cell is a short text, and a name all the same
        for row in rows:
            yield from _of_row(row)


def name_of(student: Student, heading: str) -> Secret:
    """The name of a student in this column, which may stand in papers about nobody else."""
    (column,) = (column for column in student.columns() if column.heading == heading)
    return Secret(student, column, Sensitivity.P, short=False, is_name=True)


def _of_row(row: Row) -> Iterator[tuple[str, Secret]]:
    values, kind = vars(row), type(row)
    for column in _listed(kind):
        for text in map(str, flat(values[column.attribute] or ())):
            if text not in choices_below(column.sensitivity):
                yield text, Secret(row, column, column.sensitivity, short=True, is_name=False)
    for column in _searchable(kind):
        name = kind is Contact and column.heading == "Naam"
        for text in map(str, flat(values[column.attribute] or ())):
            short = len(text) < LONG and text.count(" ") < 2 and not name
            yield text, Secret(row, column, column.sensitivity, short, name)


@cache
def _listed(row_type: type[Row]) -> tuple[Column, ...]:
    """The columns of care and of staff with a closed list: 'schoolmoeheid' in a care folder comes from a signal."""
    return tuple(c for c in row_type.columns() if _inner(c).allowed and not Sensitivity.P.allows(c.sensitivity))


@cache
def _searchable(row_type: type[Row]) -> tuple[Column, ...]:
    """The columns with words of people: free text, keys and names. A date or a number says nothing alone.

    What is open about every student (class, study, groups) is no secret either.
    """
    columns = (c for c in row_type.columns() if isinstance(_inner(c), Text | Key | Ref))
    return tuple(c for c in columns if row_type is not Student or c.sensitivity is not Sensitivity.O)


def _inner(column: Column) -> Kind:
    return column.kind.kind if isinstance(column.kind, Many) else column.kind


def flat(value: object) -> tuple[object, ...]:
    """The values of a cell that may hold several."""
    return value if isinstance(value, tuple) else (value,)
