"""What each student's cells say that may not turn up elsewhere: texts, keys, names, and choices from closed lists.

Source: domain.md G01.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from docgen.columns import Column, Row, Sensitivity
from docgen.findings import CellRef
from docgen.kinds import Key, Kind, Many, Ref, Text
from docgen.privacy.vocabulary import choices_below
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


def names_of(student: Student) -> Iterator[tuple[str, Secret]]:
    """Both orders of the name of a student and the Leerling-ID, with what they are."""
    yield f"{student.first_name} {student.family_name}", name_of(student, "Voornaam")
    yield f"{student.family_name} {student.first_name}", name_of(student, "Familienaam")
    yield student.student_id, name_of(student, "Leerling-ID")


def name_of(student: Student, heading: str) -> Secret:
    """The name of a student in this column, which may stand in papers about nobody else."""
    return Secret(student, _columns_of_students()[heading], Sensitivity.P, short=False, is_name=True)


@cache
def _columns_of_students() -> Mapping[str, Column]:
    return {column.heading: column for column in Student.columns()}


def secrets_in(row: Row) -> Iterator[tuple[str, Secret]]:
    """Every text in a row of a student that may not turn up elsewhere, with what it is."""
    values, kind = vars(row), type(row)
    for column in _listed(kind):
        for text in _texts(values[column.attribute]):
            if text not in choices_below(column.sensitivity):
                yield text, Secret(row, column, column.sensitivity, short=True, is_name=False)
    for column in _searchable(kind):
        name = kind is Contact and column.heading == "Naam"
        for text in _texts(values[column.attribute]):
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


def _texts(value: object) -> Iterable[str]:
    """What a cell says, that may hold several values, or none."""
    if not value:
        return ()
    return map(str, value) if isinstance(value, tuple) else (str(value),)
