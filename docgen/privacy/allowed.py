"""The words that one document may hold: what was released to it, and what its template and docgen write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from docgen.privacy.doctext import joined
from docgen.privacy.released import once
from docgen.privacy.secret import Secret
from docgen.privacy.vocabulary import Run, Said, is_ours, written


class Allowed:
    """What is excused in one document, made with the template `static`.

    A student's name or id is excused by what was released only: an author who typed one in a template made a mistake.
    """

    def __init__(self, released: Any, static: bytes) -> None:
        """Take what was released; it is read when it is asked for."""
        self._of, self._static = released, static
        self._known: dict[tuple[Run, bool], bool] = {}
        self._read: list[Said] = []

    def excuses(self, run: Run, secret: Secret) -> bool:
        """Whether a run of words may stand in this document, which would betray this secret."""
        if (run, secret.is_name) not in self._known:
            in_template = not secret.is_name and written(run, self._static)
            was_released = in_template or self._shows(secret) or self._was_released(run)
            self._known[run, secret.is_name] = was_released or (not secret.is_name and is_ours(run))
        return self._known[run, secret.is_name]

    def _shows(self, secret: Secret) -> bool:
        """Whether the cell of a secret was released, as most of what a document says of its student is."""
        row = once(_by_origin, self._of.of(secret.row.sheet.name)).get(id(secret.row.origin))
        attribute = secret.column.attribute  # a row of a form may stand where another stands, and say something else
        return attribute in getattr(row, "_fields", ()) and getattr(row, attribute) == getattr(secret.row, attribute)

    def _was_released(self, run: Run) -> bool:
        """Whether released rows say it. A sheet is read when those before it do not."""
        if any(said.holds(run) for said in self._read):
            return True
        for said in self._unread:
            self._read.append(said)
            if said.holds(run):
                return True
        return False

    @cached_property
    def _unread(self) -> Iterator[Said]:
        """What the rows of each sheet say, those of the student before those of the whole school.

        First of all the staff, who stand on most papers: many a family name is also that of a student.
        """
        names = [
            joined(f"{getattr(student, 'first_name', '')} {getattr(student, 'family_name', '')}")
            for student in self._of.of("Leerlingen")  # printed as one name, typed in two cells
        ]
        sheets = (self._of.of("Personeel"), *sorted(self._of.rows.values(), key=len))
        return chain([Said.of(names)], (once(_said, rows) for rows in sheets))


def _by_origin(rows: tuple[Any, ...]) -> Mapping[int, Any]:
    """The released rows by the row in a sheet that they are a copy of, as long as the rows are kept."""
    return {id(row.origin): row for row in rows if hasattr(row, "origin")}


def _said(rows: tuple[Any, ...]) -> Said:
    """The words of released rows."""
    values = chain.from_iterable(row[:-2] for row in rows)  # the last two are origin and decision
    texts = chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in values)
    return Said.of(map(joined, map(str, texts)))
