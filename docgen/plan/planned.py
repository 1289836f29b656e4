"""One document to make, and what becomes of it: the types that planning, judging, making and publishing share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from docgen.school.timetable import Period
from docgen.spec import Audience, DocumentSpec

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$')
"""What no file name may hold on Windows, or may not end with; a class or a subject is a code that a school chose."""
_LONGEST = 80
"""Bytes of a number in a file name: with the folders of a school before it, the path stays under the 260 of Windows."""
FINAL, DRAFT, STOPPED = "definitief", "ontwerp", "geblokkeerd"


class Share(NamedTuple):
    """One student of a shared document, with the version that it shows ("" for the lasting rows only)."""

    student: str
    version: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One document to make: its type, whom and which version it is about, and the days it is for.

    `number` is what the file name carries: an id, never a reason. `copy` is the edition of a transfer sheet.
    `subject` narrows what it is about: a KR-ID, a code of Personeel, an addressee, the readers of a staff note.
    A shared document has no `student`; `among` holds those it may show.
    """

    spec: DocumentSpec
    student: str
    class_name: str
    number: str
    version: str = ""
    period: Period | None = None
    copy: str = ""
    to_school: str = ""
    subject: str = ""
    twin: bool = False  # another document would have this name on a system that does not see capitals
    among: tuple[Share, ...] = ()

    @property
    def name(self) -> str:
        """The file name without its ending: 'lesrooster_L0231-1_2026-03-16'."""
        return "_".join(
            part for part in (self.spec.name, in_file_name(self.number, marked=self.twin), self.copy) if part
        )

    @property
    def type(self) -> str:
        """The type as rules name it: the document, and its copy when it has several."""
        return f"{self.spec.name} {self.copy}".strip()

    @property
    def students(self) -> frozenset[str]:
        """Everybody this document may show."""
        return frozenset({self.student} if self.student else {share.student for share in self.among})

    def alone(self, share: Share) -> Planned:
        """This document as if it were about one of its students only."""
        return replace(self, student=share.student, version=share.version, class_name=share.class_name, among=())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a planned document is made, and as what; `stopped_by` are indexes into the findings.

    `without` are the students who are left out of a shared document.
    """

    status: str
    stopped_by: tuple[int, ...] = ()
    without: frozenset[str] = frozenset()

    def audience(self, spec: DocumentSpec) -> Audience:
        """The folder: a draft is for the council that decides on it, never for the care folder."""
        return Audience.COUNCIL if self.status == DRAFT else spec.audience


def in_file_name(number: str, *, marked: bool) -> str:
    """The number, cut off and with '-' for what is unfit, and then a mark of the whole, so that no two become one."""
    if not marked and number.isascii() and len(number) <= _LONGEST and not _UNFIT.search(number):
        return number
    fit = _UNFIT.sub("-", number)
    cut = fit.encode()[:_LONGEST].decode(errors="ignore")
    return fit if (fit, marked) == (number, False) and cut == fit else f"{cut}-{mark_of(number)}"


def mark_of(text: str) -> str:
    """Eight characters that differ when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def set_apart(planned: Iterable[Planned]) -> tuple[Planned, ...]:
    """The same documents, each with a name of its own where capitals and ways to write an accent do not count."""
    named = [(folded(document.name), document) for document in planned]
    counts = Counter(name for name, _ in named)
    return tuple(replace(one, twin=True) if counts[name] > 1 else one for name, one in named)


def folded(name: str) -> str:
    """A file name as Windows and macOS compare it."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
