"""The one gate: Dossier -> Released, and finished bytes -> Cleared. Only this room makes either.

`release` copies what a document may see: columns its spec names, rows that are decided (or the draft's own), fields
that nobody objected to. What is not released is absent, not blanked. `inspect` then searches the finished bytes for
everything that was not released, and for every other student; a hit means no file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import Any, cast

from docgen.columns import Column, Row
from docgen.doctext import Found, UnreadablePdf, json_texts, pdf_texts, texts, words
from docgen.dossier import Dossier, Records, ratified
from docgen.exams import own_exams
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.image import Image
from docgen.leaks import Leak, Secrets
from docgen.plan_shared import decided_versions
from docgen.plan_student import is_of_kinds
from docgen.planned import DRAFT, Planned, Share
from docgen.released import ReleasedRow, shape
from docgen.school import School, gather
from docgen.seats import Seat, seats
from docgen.spec import sheets
from docgen.tables.care import Agreement, ExamChange, Measure, Talk, TimetableChange
from docgen.tables.council import Council, Decision
from docgen.tables.notes import StaffNote
from docgen.tables.school import ITSELF, Contact
from docgen.tables.timetables import Exam, Lesson
from docgen.tables.transfer import Transfer
from docgen.timetable import own_lessons
from docgen.transfer import FIELDS, decides_alone, granted
from docgen.validate import student_of


class _Gate(Enum):
    """What only this room holds: a Released or Cleared without it is refused, also when it comes from a process."""

    KEY = "privacy"


OF_THE_SCHOOL = frozenset({"School", "Kalender", "Personeel", "Opvang", "Leerplandoelen"})
"""Sheets of class O about the school, not about a student: every row is released."""
OF_CLASSES = frozenset({"Basisrooster", "Examenrooster"})
"""Sheets of class O about classes: every row to a shared document, the own ones to a document of one student."""
OF_COUNCILS = frozenset({"Klassenraden", "Beslissingen"})
"""The sheets of which a document of a class council sees that council's rows."""
OF_ONE_STRETCH = frozenset({"period", "stretch"})
"""What documents are made per that are about days on which the same hours are changed: they see those changes only."""
READ = 0.8
"""The share of a document's words that must be found in its PDF: a few are fields or divided at the end of a line."""


@dataclass(frozen=True)
class Released:
    """What one document may see. `rows` holds, per sheet, rows with only the released columns as attributes."""

    planned: Planned
    status: str
    today: date
    school: School
    rows: Mapping[str, tuple[Any, ...]]
    granted: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()  # everybody it may show
    logo: Image | None = None  # of the school: open, like its name
    _key: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a Released that was not made here."""
        if self._key is not _Gate.KEY:
            raise TypeError("only privacy.release makes a Released")

    def of(self, sheet_name: str) -> tuple[Any, ...]:
        """The released rows of a sheet; none when the sheet is not released to this document or stands nowhere."""
        return self.rows.get(sheet_name, ())

    def one(self, sheet_name: str) -> Any:
        """The first released row of a sheet, or None."""
        return next(iter(self.of(sheet_name)), None)

    @property
    def left_out(self) -> int:
        """How many students a shared document has to do without."""
        return len(self.planned.students - self.students)

    @property
    def is_draft(self) -> bool:
        """Whether the council has not ratified this yet."""
        return self.status == DRAFT


@dataclass(frozen=True)
class Cleared:
    """Bytes that may be written: inspected, with nothing in them that may not be there."""

    planned: Planned
    status: str
    data: bytes
    sha256: str
    _key: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a Cleared that was not made here."""
        if self._key is not _Gate.KEY:
            raise TypeError("only privacy.inspect makes a Cleared")


def release(records: Records, planned: Planned, status: str, *, without: frozenset[str] = frozenset()) -> Released:
    """What this document may see of its student and its school; a shared one shows nothing of those it is `without`."""
    rows: Mapping[str, tuple[Any, ...]]
    codes = frozenset[str]()
    if planned.spec.shared:
        rows = _shared_rows(records, planned, [share for share in planned.among if share.student not in without])
    elif planned.spec.of_transfer:
        rows, codes = _transfer_rows(records, records.dossiers[planned.student], planned)
    else:
        rows = _document_rows(records, records.dossiers[planned.student], planned, status)
    school = gather(cast("tuple[Any, ...]", rows.get("School", ())))
    shown = planned.students - without
    return Released(planned, status, records.today, school, rows, codes, shown, records.logo, _Gate.KEY)


def _shared_rows(records: Records, planned: Planned, shares: Sequence[Share]) -> Mapping[str, tuple[ReleasedRow, ...]]:
    """The rows of the school, and of each student who is shown: what a document about that one alone would see."""
    spec, rows = planned.spec, {}
    for name, headings in spec.fields.items():
        columns = _columns(name, headings)
        if name in OF_THE_SCHOOL or name in OF_CLASSES:
            rows[name] = _of_the_school(records, name, headings)
            continue
        found: dict[int, ReleasedRow] = {}  # a decision on a class is everybody's: it stands there once
        if spec.per == "council":
            found |= {id(row): shape(columns)(row, None) for row in _of_council(records, planned, shares, name)}
        if spec.per != "council" or name not in OF_COUNCILS:
            for share in shares:
                dossier, alone = records.dossiers[share.student], planned.alone(share)
                chosen = _choose(name, records, dossier, alone, draft=spec.proposals)
                for row in chosen:
                    if id(row) not in found:
                        found[id(row)] = shape(columns)(row, _decision_behind(row, records, dossier))
        rows[name] = tuple(found.values())
    if spec.per == "supervisor":
        rows["Zittingen"] = tuple(_seats(records, planned, shares))
    return rows


def _seats(records: Records, planned: Planned, shares: Iterable[Share]) -> Iterator[Seat]:
    """The exams of these students with one supervisor. When they end is open to all; the measure behind it is not."""
    for share in shares:
        dossier = records.dossiers[share.student]
        versions = decided_versions(planned.spec, dossier)
        version = next((v for v in versions if v.name == share.version), None)
        yield from (seat for seat in seats(records, dossier, version, versions) if seat.supervisor == planned.subject)


def _of_council(records: Records, planned: Planned, shares: Sequence[Share], name: str) -> Iterable[Row]:
    """A council itself, its points with what was agreed: of a student who is shown, or of nobody in particular."""
    shown, known = {share.student for share in shares}, records.dossiers
    students = {
        decision.decision_id: student_of(decision.about or "")
        for decision in records.register.of(Decision)
        if decision.council == planned.subject
    }
    numbers = {number for number, student in students.items() if student in shown or student not in known}
    for row in records.register.rows.get(name, ()):
        itself = isinstance(row, Council) and row.council_id == planned.subject
        point = row.decision_id if isinstance(row, Decision) else row.about if isinstance(row, Agreement) else ""
        if itself or point in numbers:
            yield row


def _document_rows(
    records: Records, dossier: Dossier, planned: Planned, status: str
) -> Mapping[str, tuple[ReleasedRow, ...]]:
    rows, draft = {}, status == DRAFT or planned.spec.proposals
    for name, headings in planned.spec.fields.items():
        if name in OF_THE_SCHOOL:
            rows[name] = _of_the_school(records, name, headings)
        else:
            chosen = _choose(name, records, dossier, planned, draft=draft)
            if name == Council.sheet.name:
                chosen = [row for row in records.register.of(Council) if row.council_id == planned.subject]
            rows[name] = _copied(_columns(name, headings), chosen, records, dossier)
    return rows


@lru_cache(maxsize=128)
def _of_the_school(records: Records, name: str, headings: tuple[str, ...]) -> tuple[ReleasedRow, ...]:
    """The released rows of a sheet about the school: the same for every document of a type."""
    make = shape(_columns(name, headings))
    return tuple(make(row, None) for row in records.register.rows.get(name, ()))


def _choose(name: str, records: Records, dossier: Dossier, planned: Planned, *, draft: bool) -> Iterable[Row]:
    """The rows of a sheet that this document may see."""
    rows = records.register.rows.get(name, ())
    if name in OF_THE_SCHOOL:
        return rows
    student, period = dossier.student, planned.period
    day = period.start if period else records.today
    if name == "Basisrooster":
        return own_lessons(cast("tuple[Lesson, ...]", rows), student.class_name, student.groups, day)
    if name == "Examenrooster":
        exams = own_exams(cast("tuple[Exam, ...]", rows), student.class_name, student.groups)
        return [exam for exam in exams if period is None or period.start <= exam.on <= period.end]
    own = dossier.rows.get(name, ())
    return [row for row in own if _may_see(row, records, dossier, planned, draft)]


def _may_see(row: Row, records: Records, dossier: Dossier, planned: Planned, draft: bool) -> bool:
    """Whether a row of this student is of this document's version, and decided (or part of the draft)."""
    narrowed = NARROWED.get((planned.spec.per, type(row)))
    if narrowed and not narrowed(row, planned):
        return False
    if isinstance(row, Contact) and not row.may_receive:
        return False
    if isinstance(row, StaffNote) and row.valid_until < records.today:
        return False
    if isinstance(row, Decision):
        return ratified(row, records.today) or (draft and row.about == planned.version)
    key = _about(row, dossier)
    of_version = key == planned.version
    if key is not None and not of_version and key != dossier.name and not _of_career(row, dossier, planned):
        return False
    if isinstance(row, Measure):
        return dossier.in_force(row, records.today) or (draft and of_version)
    return not isinstance(row, ExamChange) or of_version


def _about(row: Row, dossier: Dossier) -> str | None:
    """The Leerling-ID or Traject-ID that a row is about; what was agreed about a decision is about its subject."""
    key = getattr(row, "trajectory_id", None) or getattr(row, "trajectory", None) or getattr(row, "about", None)
    decided = {decision.decision_id: decision.about for decision in dossier.of(Decision)} if key else {}
    return decided.get(str(key), key)


def _is_addressee(contact: Contact, planned: Planned) -> bool:
    """Whether a letter goes to this contact; a letter without a name goes to the student of age."""
    return contact.name == planned.subject if planned.subject else contact.relation == ITSELF


def _of_the_stretch(change: TimetableChange, planned: Planned) -> bool:
    """Whether a change holds during the stretch of days of a timetable, which no change cuts in two."""
    return planned.period is None or change.start <= planned.period.start <= change.end


def _is_talk(talk: Talk, planned: Planned) -> bool:
    """Whether a talk was on the day that a report is about, with whom it is about."""
    of_day = planned.period is not None and talk.on == planned.period.start
    return of_day and is_of_kinds(talk, planned.spec.when["Overleg"])


NARROWED: Mapping[tuple[str, type[Row]], Callable[[Any, Planned], bool]] = {
    ("addressee", Contact): _is_addressee,
    ("inspection", Contact): _is_addressee,
    ("period", TimetableChange): _of_the_stretch,
    ("stretch", TimetableChange): _of_the_stretch,
    ("decision", Decision): lambda decision, planned: (
        decision.council == planned.subject and decision.about != planned.class_name
    ),
    ("talk", Talk): _is_talk,
    ("readers", StaffNote): lambda note, planned: planned.subject in note.audience,
}
"""Which rows of a student a document sees that is about one of them: one letter, one council, one talk, one group."""


def _of_career(row: Row, dossier: Dossier, planned: Planned) -> bool:
    """Whether a row of an earlier version counts on: for another school, goals and measures once ratified do."""
    settled = {version.name for version in dossier.versions if version.covering(()) is not None}
    return planned.spec.of_transfer and isinstance(row, Measure | Agreement) and row.about in settled


def _transfer_rows(
    records: Records, dossier: Dossier, planned: Planned
) -> tuple[Mapping[str, tuple[ReleasedRow, ...]], frozenset[str]]:
    """The rows of the fields that go with this transfer, and the codes of those fields."""
    transfer = next(row for row in dossier.of(Transfer) if row.to_school == planned.to_school)
    codes = granted(transfer, alone=decides_alone(dossier, records.today))
    rows: dict[str, tuple[ReleasedRow, ...]] = {}
    spec = planned.spec
    for name, headings in spec.envelope.items():
        if name in OF_THE_SCHOOL:
            rows[name] = _of_the_school(records, name, headings)
            continue
        own = name == "Overdrachten"
        chosen = [transfer] if own else _choose(name, records, dossier, planned, draft=False)
        rows[name] = _copied(_columns(name, headings), chosen, records, dossier)
    for code in sorted(codes):
        for name, headings in FIELDS[code].columns.items():
            chosen = _choose_transferred(name, records, dossier, planned, FIELDS[code].kinds)
            key = name if name in OF_THE_SCHOOL or (name == "Leerlingen" and code == "TR01") else f"{code} {name}"
            rows.setdefault(key, _copied(_columns(name, headings), chosen, records, dossier))  # unless in the envelope
    return rows, codes


def _choose_transferred(
    name: str, records: Records, dossier: Dossier, planned: Planned, kinds: frozenset[str]
) -> Iterable[Row]:
    chosen = _choose(name, records, dossier, planned, draft=False)
    return [row for row in chosen if not kinds or kinds.intersection(_kinds(row) or kinds)]


def _kinds(row: Row) -> frozenset[str]:
    """The kind or kinds of a row; none for a sheet whose rows have none."""
    kinds = getattr(row, "kinds", None) or getattr(row, "kind", None) or ()
    return frozenset({kinds} if isinstance(kinds, str) else kinds)


@cache
def _columns(name: str, headings: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(column for column in sheets()[name].columns() if column.heading in headings)


def _copied(
    columns: tuple[Column, ...], rows: Iterable[Row], records: Records, dossier: Dossier
) -> tuple[ReleasedRow, ...]:
    make = shape(columns)
    return tuple(make(row, _decision_behind(row, records, dossier)) for row in rows)


def _decision_behind(row: Row, records: Records, dossier: Dossier) -> tuple[str, date] | None:
    """Number and date of the decision that a measure rests on."""
    decision = dossier.covering(row, records.today) if isinstance(row, Measure) else None
    return (decision.decision_id, decision.on) if decision else None


def inspect(data: bytes, released: Released, secrets: Secrets, static: bytes) -> Cleared | Finding:
    """The bytes cleared for writing, or why not. `static` is the template, whose own words are nobody's secret.

    Findings: G01, G02
    """
    planned = released.planned
    leak = secrets.first_in(data, f"{planned.name}.docx", released, static)
    if leak is None:
        return Cleared(planned, released.status, data, hashlib.sha256(data).hexdigest(), _Gate.KEY)
    return _stop(leak, planned)


def inspect_pdf(data: bytes, document: bytes, released: Released, secrets: Secrets, static: bytes) -> Cleared | Finding:
    """The PDF of an inspected Word document cleared for writing, or why not; its own text is searched anew.

    A PDF in which most words of the document cannot be found was not really read, so it is not cleared either.

    Findings: G01, G02, S10
    """
    name = f"{released.planned.name}.pdf"
    try:
        found = [*pdf_texts(data, name)]
    except UnreadablePdf:
        found = []
    printed = {word for text in found for word in words(text.text)}
    body = (text for text in texts(document, "", b"") if text.part == "body" and text.element is not None)
    typed = {word for text in body for word in words(text.text)}
    if not printed or len(typed & printed) < len(typed) * READ:
        return Finding("S10", Severity.WARNING, CellRef(f"outputs/{name}"), "unread")
    leak = secrets.first_among(found, name, released, static)
    if leak is None:
        return Cleared(released.planned, released.status, data, hashlib.sha256(data).hexdigest(), _Gate.KEY)
    return _stop(leak, released.planned)


def inspect_members(
    members: Mapping[str, bytes], released: Released, secrets: Secrets, static: bytes, copies: frozenset[str]
) -> Finding | None:
    """Why these files may not leave together, or None: Word, PDF, JSON and plain text, each searched in full.

    `copies` are reports that somebody else wrote about this student: in these only other students are looked for.
    `static` is the template of the document they go with.

    Findings: G01, G02
    """
    for name, data in members.items():
        found = _found(name, data) if name not in copies else _copied_texts(name, data)
        leak = secrets.first_among(found, name, released, static, others_only=name in copies)
        if leak is not None:
            return _stop(leak, released.planned)
    return None


def is_readable(data: bytes) -> bool:
    """Whether a PDF has text that can be searched; a scan has none."""
    return any(found.part.startswith("page ") and words(found.text) for found in _copied_texts("", data))


def _copied_texts(name: str, data: bytes) -> list[Found]:
    """The texts of a report; only its name when it is a scan, or a PDF that cannot be read."""
    try:
        return [*pdf_texts(data, name)]
    except UnreadablePdf:
        return [Found("file name", None, name)]


def _found(name: str, data: bytes) -> Iterable[Found]:
    if name.endswith(".docx"):
        return texts(data, name, b"")
    if name.endswith(".pdf"):
        return pdf_texts(data, name)
    if name.endswith(".json"):
        return (Found("file name", None, name), *json_texts(data, name))
    return [Found(name, None, line) for line in (name, *data.decode("utf-8").splitlines())]


def _stop(leak: Leak, planned: Planned) -> Finding:
    return Finding(
        _code(leak, planned),
        Severity.ERROR,
        leak.found_at,
        "closed" if leak.source else "other_student",
        args=(("file", f"{planned.name}.docx"), ("kind", leak.kind), ("n", leak.words)),
        also=(leak.source,) if leak.source else (),
        effect=Effect.BLOCK,
        students=planned.students,
        documents=frozenset({planned.type}),
    )


def _code(leak: Leak, planned: Planned) -> str:
    """G02 for a field that is not on the list of a transfer, though its class would allow it; else G01."""
    off_list = planned.spec.of_transfer and planned.spec.ceiling.allows(leak.sensitivity)
    return "G02" if off_list and leak.source else "G01"
