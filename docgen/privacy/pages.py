"""A results page is searched before it is written: it names students, and says nothing of what stands in a dossier.

Such a page is for staff and made of what a run said. It may hold names and ids of students, what is open to the whole
school, and docgen's own sentences. No text of care or of staff alone stands on it, nobody's contacts, and the page of
one student names no other. Passwords and health are in no sheet, so on no page either.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from docgen.columns import Sensitivity
from docgen.findings import Effect, Finding, Severity
from docgen.privacy.doctext import Found, joined, page_texts, place
from docgen.privacy.leaks import RUN, Secrets
from docgen.privacy.secret import Secret
from docgen.privacy.vocabulary import Run
from docgen.records.dossier import Records
from docgen.tables.school import Contact


class Pages:
    """Searches the pages of one run; `own_words` is what docgen itself writes: its sentences, what a cell may hold."""

    def __init__(self, records: Records, own_words: Iterable[str]) -> None:
        """Take what was read; the index is built when the first page is searched."""
        self._records, self._own_words = records, own_words
        self._closed: dict[Run, Secret | None] = {}

    @cached_property
    def _secrets(self) -> Secrets:
        return self._records.once(Secrets)

    def inspect(self, path: str, data: bytes, *, student: str = "", of_notes: bool = False) -> Finding | None:
        """Why a page may not be written, or None. `student` is the one it is about; '' when it may name everybody.

        `of_notes`: it lists the papers for staff alone, which are named after who reads them: a choice of that class.

        Findings: G01
        """
        for found in page_texts(data, path):
            for run in self._secrets.known_in(found.text)[1]:
                secret = self._closed_in(run) or self._other_name(run, student)
                if secret is None or (of_notes and secret.short):
                    continue
                if not self._excuses(run, student):
                    return _stop(path, found, run, secret, other=self._is_of_another(run, student))
        return None

    def _closed_in(self, run: Run) -> Secret | None:
        if run not in self._closed:
            owners = self._secrets.runs[run].values()
            self._closed[run] = next((secret for secret in owners if _is_closed(secret)), None)
        return self._closed[run]

    def _other_name(self, run: Run, student: str) -> Secret | None:
        owners = self._secrets.runs[run]
        if not student or student in owners:
            return None
        return next((secret for secret in owners.values() if secret.is_name), None)

    def _is_of_another(self, run: Run, student: str) -> bool:
        return bool(student) and student not in self._secrets.runs[run]

    def _excuses(self, run: Run, student: str) -> bool:
        phrase = f" {' '.join(run)} "
        return phrase in (self._names_of([student]) if student else self._everybody) or phrase in self._open

    @cached_property
    def _everybody(self) -> str:
        return self._names_of(self._records.dossiers)

    def _names_of(self, students: Iterable[str]) -> str:
        """The names and ids of these students, as `_phrases`."""
        rows = (self._records.dossiers[name].student for name in students)
        said = ((f"{row.first_name} {row.family_name} {row.first_name}", row.student_id) for row in rows)
        return _phrases(joined(text) for texts in said for text in texts)

    @cached_property
    def _open(self) -> str:
        """Docgen's own sentences, and what the sheets say that is open to the whole school, as `_phrases`."""
        said: set[str] = {joined(text) for text in self._own_words}
        for rows in self._records.register.rows.values():
            for column in type(rows[0]).columns() if rows else ():
                if column.sensitivity is Sensitivity.O:
                    said |= {joined(str(value)) for value in {getattr(row, column.attribute) for row in rows} - {None}}
        return _phrases(said)


def _phrases(texts: Iterable[str]) -> str:
    """Texts as one, in which a phrase with a space on either side stands when it stands in one of them."""
    return f" {' | '.join(texts)} "


def _is_closed(secret: Secret) -> bool:
    """Whether a text may stand on no page: of a contact, of staff alone, or of care and too long to be chance."""
    if isinstance(secret.row, Contact):
        return not secret.short
    return not Sensitivity.Z.allows(secret.sensitivity) or (secret.sensitivity is Sensitivity.Z and not secret.short)


def _stop(path: str, found: Found, run: Run, secret: Secret, *, other: bool) -> Finding:
    kind = "name" if secret.is_name else "words" if len(run) >= RUN else "value"
    about: dict[str, Any] = {"effect": Effect.BLOCK, "students": frozenset(), "documents": frozenset()}
    return Finding(
        "G01",
        Severity.ERROR,
        place(path, found),
        "other_student" if other else "closed",
        args=(("file", path), ("kind", kind), ("n", len(run))),
        also=() if other else (secret.place,),
        **about,
    )
