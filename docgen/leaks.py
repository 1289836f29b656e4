"""Finds in finished bytes what may not be there: texts of this student that were not released, and other students.

One index holds every text of every student, cut in runs of six words, and every name and id; a document is read once,
whatever the number of students. Source: domain.md G01, house.md section 4.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from docgen.columns import Column, Row, Sensitivity
from docgen.dossier import Records
from docgen.findings import CellRef, TagRef
from docgen.kinds import Key, Many, Ref, Text
from docgen.tables.school import Contact

RUN = 6  # words in a run that is no coincidence
LONG = 12  # letters in a value that is no coincidence
WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Secret:
    """A run of words that belongs to one student: where it was typed, how sensitive it is, whether it is short."""

    owner: str
    place: CellRef
    sensitivity: Sensitivity
    short: bool
    is_name: bool = False


@dataclass(frozen=True)
class Leak:
    """A secret found: where in the document, from which cell (None when it is another student's), what kind."""

    found_at: TagRef
    source: CellRef | None
    kind: str
    words: int


def words(text: str) -> list[str]:
    """The words of a text for comparing: no case, accents, invisible characters or punctuation."""
    return WORD.findall(MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())))


class Secrets:
    """The index over all students, built once for a run."""

    def __init__(self, records: Records) -> None:
        """Index every text, name and id of every student."""
        self.runs: dict[tuple[str, ...], list[Secret]] = {}
        for dossier in records.dossiers.values():
            for rows in dossier.rows.values():
                for row in rows:
                    self._add_row(dossier.name, row)
            self._add_names(dossier.name, dossier.student.first_name, dossier.student.family_name, dossier.student)
        self.lengths: dict[str, set[int]] = {}
        for run in self.runs:
            self.lengths.setdefault(run[0], set()).add(len(run))

    def _add_row(self, owner: str, row: Row) -> None:
        for column in _searchable(type(row)):
            value = getattr(row, column.attribute)
            for text in value if isinstance(value, tuple) else (value,):
                if text:
                    secret = Secret(owner, row.at(column.heading), column.sensitivity, short=False)
                    self._add(str(text), secret)
        if isinstance(row, Contact):
            self._add(row.name, Secret(owner, row.at("Naam"), Sensitivity.P, short=False, is_name=True))

    def _add_names(self, owner: str, first: str, family: str, row: Row) -> None:
        for name, heading in ((f"{first} {family}", "Voornaam"), (f"{family} {first}", "Familienaam"), (owner, "")):
            self._add(name, Secret(owner, row.at(heading or "Leerling-ID"), Sensitivity.P, short=False, is_name=True))

    def _add(self, text: str, secret: Secret) -> None:
        found = words(text)
        if not found:
            return
        if len(text) < LONG and len(found) < 3 and not secret.is_name:
            secret = Secret(secret.owner, secret.place, secret.sensitivity, short=True)
        for start in range(max(1, len(found) - RUN + 1)):
            self.runs.setdefault(tuple(found[start : start + RUN]), []).append(secret)

    def first_in(self, data: bytes, file_name: str, released: Any, static: bytes) -> Leak | None:
        """The first leak in a document, or None. `static` is the template: its own words are nobody's secret."""
        judge = _Judge(released, static)
        for part, element, text in _texts(data, file_name, static):
            found = words(text)
            for index, word in enumerate(found):
                for length in self.lengths.get(word, ()):
                    run = tuple(found[index : index + length])
                    for secret in self.runs.get(run, ()):
                        if judge.is_leak(secret, run, self.runs[run]):
                            own = secret.owner == released.planned.student
                            kind = "name" if secret.is_name else "words" if len(run) >= RUN else "value"
                            return Leak(_place(file_name, part, element), secret.place if own else None, kind, len(run))
        return None


class _Judge:
    """Decides whether a secret in this document is a leak; what was released or stands in the template is not."""

    def __init__(self, released: Any, static: bytes) -> None:
        self.released, self.static = released, static
        self._allowed: str | None = None

    def is_leak(self, secret: Secret, run: tuple[str, ...], all_owners: Iterable[Secret]) -> bool:
        student, ceiling = self.released.planned.student, self.released.planned.spec.ceiling
        if secret.owner != student:
            shared = any(other.owner == student for other in all_owners)  # two students with one name, or one parent
            return not shared and not secret.short and not self._is_allowed(run)
        if secret.is_name and secret.sensitivity is Sensitivity.P:
            return False  # the student's own name and contacts
        if secret.short and ceiling.allows(secret.sensitivity):
            return False
        return not self._is_allowed(run)

    def _is_allowed(self, run: tuple[str, ...]) -> bool:
        if self._allowed is None:
            rows = [row for rows in self.released.rows.values() for row in rows]
            texts = [str(text) for row in rows for value in row for text in _flat(value)]
            self._allowed = f" {' | '.join(' '.join(words(text)) for text in texts)} | {_static_words(self.static)} "
        return f" {' '.join(run)} " in self._allowed


def _flat(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


@lru_cache(maxsize=64)
def _static_words(template: bytes) -> str:
    return " | ".join(" ".join(words(text)) for _, _, text in _texts(template, "", b""))


@lru_cache(maxsize=64)
def _searchable(row_type: type[Row]) -> tuple[Column, ...]:
    """The columns with words of people: free text, keys and names; closed lists, dates and numbers say nothing."""
    return tuple(column for column in row_type.columns() if isinstance(_inner(column), Text | Key | Ref))


def _inner(column: Column) -> object:
    return column.kind.kind if isinstance(column.kind, Many) else column.kind


@lru_cache(maxsize=64)
def _members(template: bytes) -> Mapping[str, int]:
    if not template:
        return {}
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        return {info.filename: info.CRC for info in archive.infolist()}


def _texts(data: bytes, file_name: str, static: bytes) -> Iterator[tuple[str, Any, str]]:
    """Every text in a document: the file name, paragraphs joined over runs, other text, attributes, part by part.

    A part that is byte for byte the template's is left out: it holds nobody's data.
    """
    if file_name:
        yield "file name", None, file_name
    unchanged = _members(static)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if unchanged.get(info.filename) == info.CRC:
                continue
            content = archive.read(info)
            if info.filename.endswith((".xml", ".rels", ".vml")):
                yield from _xml_texts(info.filename, etree.fromstring(content))
            else:
                yield info.filename, None, content.decode("utf-8", "ignore")


def _xml_texts(part: str, root: Any) -> Iterator[tuple[str, Any, str]]:
    attributes: list[str] = []
    for element in root.iter(etree.Element):
        if element.tag == f"{W}p":
            yield part, element, "".join(_runs(element))
        elif element.text and not element.tag.startswith(W):
            yield part, element, element.text
        attributes += [value for value in element.attrib.values() if len(value) > 2]
    yield part, None, " | ".join(attributes)


def _runs(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}instrText", f"{W}delText", f"{W}tab", f"{W}br", f"{W}cr"):
        yield element.text or "" if element.tag in (f"{W}t", f"{W}instrText", f"{W}delText") else " "


def _place(file_name: str, part: str, element: Any) -> TagRef:
    """The place of a paragraph as a person sees it: table, row and column, or paragraph number."""
    number = int("".join(c for c in part if c.isdigit()) or 0)
    name = re.sub(r"\d*\.xml$", "", part.rpartition("/")[2])
    return TagRef(file_name, name, number, _steps(element) if element is not None else ())


def _steps(element: Any) -> tuple[tuple[str, int], ...]:
    cell = next(element.iterancestors(f"{W}tc"), None)
    if cell is None:
        return (("paragraph", 1 + sum(1 for _ in element.itersiblings(f"{W}p", preceding=True))),)
    row, table = cell.getparent(), next(cell.iterancestors(f"{W}tbl"))
    tables = list(element.getroottree().getroot().iter(f"{W}tbl"))
    column = 1 + sum(1 for _ in cell.itersiblings(f"{W}tc", preceding=True))
    line = 1 + sum(1 for _ in row.itersiblings(f"{W}tr", preceding=True))
    return (("table", tables.index(table) + 1), ("row", line), ("column", column))
