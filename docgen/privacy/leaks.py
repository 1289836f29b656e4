"""Finds in finished bytes what may not be there: texts of this student that were not released, and other students.

One index holds every text of every student, cut in runs of six words, and every name and id; a document is read once,
whatever the number of students. Source: domain.md G01, house.md section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from docgen.columns import Row, Sensitivity
from docgen.findings import CellRef, TagRef
from docgen.privacy.allowed import Allowed
from docgen.privacy.calling import Callings
from docgen.privacy.doctext import Found, all_words, place, row_texts, texts, words
from docgen.privacy.repeated import Reader
from docgen.privacy.secret import Secret, name_of, names_of, secrets_in
from docgen.privacy.vocabulary import Run, written
from docgen.records.dossier import Records
from docgen.records.worked import OfRows
from docgen.tables.school import Contact, StaffMember

RUN = 6  # words in a run that is no coincidence
TEXTS = 16_384  # texts of which is remembered what stands in them


class Half(NamedTuple):
    """The words of a whole text that are half a name: the other half may stand in the next cell."""

    words: Run


Told = tuple[tuple[Run, Secret], ...]
"""What one row tells, in runs of words."""
Known = tuple[tuple[Half, ...], tuple[Run, ...]]
NOTHING: Known = ((), ())


@dataclass(frozen=True)
class Leak:
    """A secret found: where in the document, from which cell (None when it is another student's), what kind."""

    found_at: TagRef
    source: CellRef | None
    sensitivity: Sensitivity
    kind: str
    words: int


class Secrets:
    """The index over all students, built once for a run: per run of words its owners, each with one secret."""

    def __init__(self, records: Records) -> None:
        """Index every text, name and id of every student."""
        self.runs: dict[Run, dict[str, Secret]] = {}
        self.lengths: dict[str, set[int]] = {}
        self.names: set[Run] = set()
        register = records.register
        others = (*(one.name for one in register.of(StaffMember)), *(one.name for one in register.of(Contact)))
        self._callings = Callings((dossier.student for dossier in records.dossiers.values()), others)
        runs_of = cache(_runs)  # many students have the same text
        worked: OfRows[Told] = records.worked.each("secrets") if records.worked else OfRows()

        def told(row: Row) -> Told:
            return tuple((run, secret) for text, secret in secrets_in(row) for run in runs_of(text))

        for dossier in records.dossiers.values():
            for text, secret in names_of(dossier.student):
                self._add(((run, secret) for run in runs_of(text)), dossier.name)
            for row in chain.from_iterable(
                dossier.rows.values()
            ):  # after the names: an id in a cell is a name all the same
                self._add(worked.of(row, told), dossier.name)
            family_name = name_of(dossier.student, "Familienaam")
            self._add(((run, family_name) for run in self._callings.forms(dossier.student)), dossier.name)
        self._long: dict[Run, Secret | None] = {}
        self._readers: dict[bytes, tuple[Reader[Run | Half], tuple[Run | Half, ...]]] = {}
        self.known_in = lru_cache(maxsize=TEXTS)(self._known_in)

    def _add(self, told: Iterable[tuple[Run, Secret]], owner: str) -> None:
        """Index what is told of one student; of two secrets in the same words the more sensitive one stays."""
        runs = self.runs
        for run, secret in told:
            owners = runs.get(run)
            if owners is None:
                owners = runs[run] = {}
                self.lengths.setdefault(run[0], set()).add(len(run))
            known = owners.get(owner)
            if known is not None and known.sensitivity.allows(secret.sensitivity):
                continue
            owners[owner] = secret
            if secret.is_name:
                self.names.add(run)

    def first_in(self, data: bytes, file_name: str, released: Any, static: bytes) -> Leak | None:
        """The first leak in a document, or None. `static` is the template: its own words are nobody's secret."""
        if self.is_clean(data, file_name, released, static):
            return None
        return self.placed_in(data, file_name, released, static)

    def placed_in(self, data: bytes, file_name: str, released: Any, static: bytes) -> Leak | None:
        """The same by the careful look, which knows of each text where it stands."""
        found = (
            *texts(data, file_name, static), *row_texts(data), Found("template", None, all_words(static))
        )  # fmt: skip
        leak = self.first_among(found, file_name, released, static)
        if leak is None or leak.found_at.part != "template":
            return leak
        template = f"{released.planned.spec.name}.docx"
        return self.first_among(texts(static, "", b""), template, released, static) or leak

    def is_clean(self, data: bytes, file_name: str, released: Any, static: bytes) -> bool:
        """A first look at the same texts, without their places: most documents need no second."""
        reader, of_author = self._reader(static)
        allowed = Allowed(released, static)
        for found in dict.fromkeys(chain(reader.read(data, file_name), of_author)):
            if isinstance(found, Half):
                if self._callings.half(found.words) - released.students:
                    return False
                continue
            leaked = self._leaked(found, released)
            if leaked is not None and not allowed.excuses(found, leaked[0]):
                return False
        return True

    def _reader(self, static: bytes) -> tuple[Reader[Run | Half], tuple[Run | Half, ...]]:
        """What finds in the texts of a document the known runs that some document of its template may not hold.

        With those that the template itself holds. What its author wrote is always excused, unless it is somebody's
        name.
        """
        if static not in self._readers:

            def matters(half: tuple[Half, ...], runs: Iterable[Run]) -> tuple[Run | Half, ...]:
                return (*half, *(run for run in runs if run in self.names or not written(run, static)))

            def doubts(text: str) -> tuple[Run | Half, ...]:
                known = self.known_in(text)
                return matters(*known) if known is not NOTHING else ()

            of_author = [word for word in all_words(static).split() if word != "|"]
            self._readers[static] = Reader(static, doubts), matters(*self._known_among(of_author))
        return self._readers[static]

    def first_among(
        self, found_texts: Iterable[Found], file_name: str, released: Any, static: bytes, *, others_only: bool = False
    ) -> Leak | None:
        """The first leak in texts of any kind of file; `static` is the template of the document they go with.

        `others_only`: only names and ids of other students count, not what this student's own cells say.
        """
        allowed = Allowed(released, static)
        for found in found_texts:
            for run in self.known_runs(words(found.text)):
                leaked = self._leaked(run, released)
                if others_only and leaked is not None and (leaked[1] or not leaked[0].is_name):
                    continue
                if leaked is not None and not allowed.excuses(run, leaked[0]):
                    secret, own = leaked
                    kind = "name" if secret.is_name else "words" if len(run) >= RUN else "value"
                    source = secret.place if own else None
                    return Leak(place(file_name, found), source, secret.sensitivity, kind, len(run))
        return None

    def _known_in(self, text: str) -> Known:
        return self._known_among(words(text))

    def _known_among(self, found: list[str]) -> Known:
        """Half a name that is the whole of a text, and the runs of the index in it: whatever its document may hold."""
        half = (Half(tuple(found)),) if self._callings.half(found) else ()
        runs = tuple(dict.fromkeys(self.known_runs(found)))
        return (half, runs) if half or runs else NOTHING

    def known_runs(self, found: list[str]) -> Iterator[Run]:
        """The runs of the index that stand in these words, in order; a name also when it is divided otherwise."""
        starts, runs, lengths, begins = self._starts, self.runs, self.lengths, self._callings.begins
        last = len(found)
        for index, word in enumerate(found):
            if word in starts:
                for length in lengths.get(word, ()):
                    if index + length <= last and (run := tuple(found[index : index + length])) in runs:
                        yield run
                if word in begins:
                    yield from self._callings.divided_at(found, index)

    @cached_property
    def _starts(self) -> frozenset[str]:
        """The words with which something in the index begins, or a part of a name: most words are none of them."""
        return self._callings.begins.union(self.lengths)

    def _leaked(self, run: tuple[str, ...], released: Any) -> tuple[Secret, bool] | None:
        """The secret that a run would betray in this document, and whether it is the student's own; None for none."""
        owners, students = self.runs[run], released.students
        if owners.keys().isdisjoint(students):
            other = self._betraying(run)
            return (other, False) if other else None
        few = students if len(students) < len(owners) else owners  # a common value has many owners
        own = [owners[name] for name in few if name in owners and name in students]
        closed = next((secret for secret in own if not _may_be_said(secret, released.planned.spec.ceiling)), None)
        return (closed, True) if closed else None

    def _betraying(self, run: tuple[str, ...]) -> Secret | None:
        """The first secret of a run that is too long to be found by chance, whoever owns it."""
        if run not in self._long:
            self._long[run] = next((secret for secret in self.runs[run].values() if not secret.short), None)
        return self._long[run]


def _may_be_said(secret: Secret, ceiling: Sensitivity) -> bool:
    """Whether a text of a student this document is about may stand in it unreleased: a name, or a common value."""
    own_name = secret.is_name and secret.sensitivity is Sensitivity.P
    return own_name or (secret.short and ceiling.allows(secret.sensitivity))


def _runs(text: str) -> tuple[Run, ...]:
    """The words of a text, cut in every run of six; a shorter text is one run."""
    found = words(text)
    return tuple(tuple(found[start : start + RUN]) for start in range(max(1, len(found) - RUN + 1) if found else 0))
