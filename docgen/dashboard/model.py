"""What the pages show, as plain data: names, kinds of documents and states; never what stands in a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from docgen.findings import Severity
from docgen.pages.board import Cell, Watch
from docgen.pages.figures import Part
from docgen.school.caseload import Load


class State(StrEnum):
    """The state of a document; the values name the class in the style sheet and the word in messages/."""

    BLOCKED = "blk"
    HOLD = "hold"
    DRAFT = "ont"
    FINAL = "def"
    LAPSED = "lap"


@dataclass(frozen=True)
class Reason:
    """Why a document is not final: a few words, and the finding that says more ('' when none does)."""

    text: str
    finding: str = ""


@dataclass(frozen=True)
class Paper:
    """One document. `path` is relative to outputs/ and '' when there is no file; `beside` are those next to it.

    `about` tells papers of one kind apart: a version, a first day, a class, a code of staff.
    """

    kind: str
    title: str
    about: str
    state: State
    folder: str
    path: str = ""
    beside: tuple[str, ...] = ()
    student: str = ""
    class_name: str = ""
    version: str = ""
    days: tuple[date, date] | None = None
    council: str = ""
    decision: str = ""
    made_on: date | None = None
    destroy_after: date | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Told:
    """One cause in words. `stops` are names of students, or of documents that are about no one student.

    `held` are the titles of the documents that each student waits for; `whole` the IDs of those who wait for all.
    """

    name: str
    severity: Severity
    code: str
    title: str
    file: str
    place: str
    what: str
    fix: str
    documents: int
    stops: tuple[str, ...]
    held: Mapping[str, tuple[str, ...]]
    students: frozenset[str]
    consequences: int
    whole: tuple[str, ...]
    confirmations: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """Something that falls due: what, for whom, and the student it is about ('' when it is about none)."""

    on: date
    text: str
    who: str
    student: str = ""


@dataclass(frozen=True)
class Stage:
    """One step of a procedure: 'done', 'now' or 'later', with its day when it is known."""

    name: str
    state: str
    on: date | None = None


@dataclass(frozen=True)
class Check:
    """A condition of the care folder: whether it is met, and when."""

    text: str
    met: bool
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """One version of a trajectory: its days, its steps, what the care folder asked."""

    name: str
    start: date
    end: date
    review_on: date
    stages: tuple[Stage, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Pupil:
    """One student on the pages."""

    name: str
    family_name: str
    first_name: str
    class_name: str
    mentor: str
    papers: tuple[Paper, ...]
    findings: tuple[Told, ...]
    plans: tuple[Plan, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def full_name(self) -> str:
        """'Noor Hazelaar'."""
        return f"{self.first_name} {self.family_name}"


@dataclass(frozen=True)
class Meeting:
    """One class council with its papers."""

    name: str
    kind: str
    on: date
    where: str
    points: int
    state: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class FieldLine:
    """One field of a transfer: whether it goes along, on which ground it does or does not, and when that was said."""

    code: str
    text: str
    goes: bool
    ground: str
    on: date | None = None


@dataclass(frozen=True)
class Passage:
    """One transfer. `alarm` says that something went back."""

    name: str
    student: str
    to_school: str
    state: str
    alarm: bool
    finished: bool
    sent: bool
    next_act: str
    stages: tuple[Stage, ...]
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True)
class Workbook:
    """One workbook: what was read of it, and its state.

    `state` is 'read', 'open' (what was saved last is read), 'locked' (open, and not read), 'waiting' (still being
    copied) or 'refused' (cannot be read); `owner` is who has it open, when that is known.
    """

    file: str
    rows: int
    saved: datetime | None
    errors: int
    copy: str
    state: str = "read"
    owner: str = ""


@dataclass(frozen=True)
class Run:
    """The last run: when, how long, what it did and from which workbooks."""

    moment: datetime
    seconds: float
    version: str
    renewed: int
    unchanged: int
    lapsed: int
    leaks: int
    workbooks: tuple[Workbook, ...]


@dataclass(frozen=True)
class Board:
    """The freed hours of one week, without anybody's name. A trouble is its sentence and what is proposed.

    `supervisors` are a name and the figures of the week; `mentors` a name, students, hours and hours per student.
    """

    monday: date
    cells: tuple[Cell, ...]
    hours: Mapping[int, str]
    troubles: tuple[tuple[str, tuple[str, ...]], ...]
    supervisors: tuple[tuple[str, Watch], ...]
    mentors: tuple[tuple[str, Load], ...]


@dataclass(frozen=True)
class View:
    """Everything the pages show. `others` are the documents about no one student, `closed` those of the folder melding.

    `class_sizes` are all students of a class, shown or not; `copies` the marked copy of each workbook, from
    outputs/, `names` the students as a list writes them. `as_paths`: a click on a document copies its path.
    """

    lang: str
    school: str
    place: str
    year: str
    today: date
    run: Run
    findings: tuple[Told, ...]
    pupils: tuple[Pupil, ...]
    others: tuple[Paper, ...]
    closed: tuple[Paper, ...]
    meetings: tuple[Meeting, ...]
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...]
    class_sizes: Mapping[str, int]
    copies: Mapping[str, str]
    names: Mapping[str, str]
    board: Board | None = None
    figures: tuple[Part, ...] = ()
    as_paths: bool = False

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every document of the pages of the administration: all but those for staff only."""
        return (*(paper for pupil in self.pupils for paper in pupil.papers), *self.others)
