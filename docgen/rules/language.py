"""G: texts that others read say what a student needs; no label, no judgement, nobody else's name or number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Unpack

from docgen.columns import Column, Row, Sensitivity
from docgen.findings import Effect, Severity
from docgen.kinds import Many, Ref, Text
from docgen.privacy.transfer import FIELDS, decides_alone, granted
from docgen.records.dossier import Dossier, Records
from docgen.records.whom import student_of, whom
from docgen.rules.breaches import More
from docgen.rules.council import about
from docgen.rules.facts import contacts_of_the_school, names
from docgen.spec import Breach, documents, rule, sheets
from docgen.tables.council import Decision
from docgen.tables.notes import StaffNote
from docgen.tables.transfer import Transfer
from docgen.words.mentions import contact_details
from docgen.words.riskwords import JUDGEMENTS, Hit

TRANSFER = "overdrachtsfiche"
OF_STUDENTS = (
    *("Trajecten", "Overleg", "Maatregelen", "Lesroosteraanpassingen", "Examenaanpassingen"),
    *("Beslissingen", "Afspraken", "Opvolging", "Overdrachten", "Resultaten"),
)
"""The sheets whose rows are about a student and may be read by others."""


class Passage(NamedTuple):
    """One text in one cell, whom it is about, and the types of document that show it."""

    row: Row
    heading: str
    text: str
    students: frozenset[str]
    class_name: str
    version: str
    shown_in: frozenset[str]


def passages(records: Records) -> tuple[Passage, ...]:
    """Every text that a document shows to parents, students or another school."""
    return tuple(passage for name in OF_STUDENTS for passage in _of_sheet(records, name, _shown(sheets()[name])))


def texts(records: Records) -> tuple[str, ...]:
    """Each of these texts once: the same sentence is written about many students."""
    return tuple(dict.fromkeys(passage.text for passage in records.once(passages)))


def _shown(row_type: type[Row]) -> Mapping[Column, frozenset[str]]:
    """The columns with free text of a sheet that some document releases, with the types that do."""
    found: dict[Column, frozenset[str]] = {}
    for column in row_type.columns():
        kind = column.kind.kind if isinstance(column.kind, Many) else column.kind
        free = isinstance(kind, Text) or (isinstance(kind, Ref) and kind.free)
        if free and column.sensitivity in (Sensitivity.O, Sensitivity.Z):
            shows = {n: s.prints.get(row_type.sheet.name, ()) for n, s in documents().items() if s.for_others}
            types = {name for name, headings in shows.items() if column.heading in headings}
            if types:
                found[column] = frozenset(types)
    return found


def _of_sheet(records: Records, name: str, shown: Mapping[Column, frozenset[str]]) -> Iterator[Passage]:
    for row in records.register.rows.get(name, ()) if shown else ():
        key = whom(row)
        if isinstance(row, Decision):
            students = about(records, row)
        else:
            students = frozenset({student} if (student := student_of(key)) in records.dossiers else ())
        dossier = records.dossiers.get(next(iter(students), ""))
        class_name, version = dossier.student.class_name if dossier else "", key if "-" in key else ""
        for column, types in shown.items():
            value = getattr(row, column.attribute)
            text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
            if not text:
                continue
            leaves = TRANSFER in types and any(_leaves(row, column.heading, records, n) for n in students)
            about_all = leaves and dossier is not None and version != _in_transfer(dossier)
            readers = types if leaves else types - {TRANSFER}
            if readers:
                yield Passage(row, column.heading, text, students, class_name, "" if about_all else version, readers)


def _in_transfer(dossier: Dossier) -> str:
    """The version that a transfer sheet is about: the newest that is ratified."""
    settled = [version.name for version in dossier.versions if version.covering(()) is not None]
    return settled[-1] if settled else ""


Told = tuple[tuple[Passage, tuple[Hit, ...]], ...]


def told(records: Records) -> Told:
    """The texts with words of the list, each with its words."""
    known = records.once(names)
    hits = {text: records.words.find(text, known) for text in records.once(texts)}
    return tuple((passage, hits[passage.text]) for passage in records.once(passages) if hits[passage.text])


def _breach(passage: Passage, case: str, words: tuple[int, ...], **more: Unpack[More]) -> Breach:
    place, said = passage.row.at(passage.heading), ("word", tuple(str(word) for word in dict.fromkeys(words)))
    more["args"] = (*more.get("args", ()), said)
    more.setdefault("documents", passage.shown_in)
    return Breach(place, case, passage.students, passage.version, **more)


@rule("G08", Severity.HOLD, effect=Effect.BLOCK, source="S0 21; domain 6.1")
def text_says_what_is_needed(records: Records) -> Iterator[Breach]:
    """Een tekst voor anderen zegt wat de leerling nodig heeft: geen diagnose, medicatie of nieuws over thuis."""
    for passage, hits in records.once(told):
        for kind in dict.fromkeys(hit.kind for hit in hits if hit.kind not in JUDGEMENTS):
            words = tuple(hit.word for hit in hits if hit.kind == kind)
            yield _breach(passage, kind, words, args=(("kind", kind),))


@rule("G09", Severity.HOLD, effect=Effect.BLOCK, source="domain 6.1")
def text_is_about_one_student(records: Records) -> Iterator[Breach]:
    """Een tekst over een leerling noemt geen andere leerling, en geen telefoonnummer of e-mailadres."""
    known, own = records.once(names), records.once(contacts_of_the_school)
    contacts = {text: contact_details(text, own) for text in records.once(texts)}
    for passage in records.once(passages):
        named = known.named(passage.text, passage.students, passage.class_name)
        if named:
            yield _breach(passage, "student", named)
        if contacts[passage.text]:
            yield _breach(passage, "contact", contacts[passage.text])


@rule("G10", Severity.HOLD, effect=Effect.BLOCK, source="F3; domain 6.1")
def text_does_not_judge(records: Records) -> Iterator[Breach]:
    """Een tekst voor anderen oordeelt niet over gedrag; naar een andere school gaat zo'n tekst nooit mee."""
    for passage, hits in records.once(told):
        words = tuple(hit.word for hit in hits if hit.kind in JUDGEMENTS)
        if not words:
            continue
        inside = passage.shown_in - {TRANSFER}
        if inside:
            yield _breach(passage, "word", words, documents=inside)
        if TRANSFER in passage.shown_in:
            whom = frozenset({TRANSFER})
            yield _breach(passage, "transfer", words, severity=Severity.ERROR, documents=whom)


def _leaves(row: Row, heading: str, records: Records, student: str) -> bool:
    """Whether a text goes to another school: in a field that is given, in a kind of row that the field takes."""
    dossier = records.dossiers[student]
    transfers = dossier.of(Transfer)
    kinds = (getattr(row, "kinds", None) or getattr(row, "kind", None) or ()) if transfers else ()
    own = frozenset({kinds} if isinstance(kinds, str) else kinds)
    for transfer in transfers:
        if isinstance(row, Transfer) and row is not transfer:
            continue
        for code in granted(transfer, alone=decides_alone(dossier, records.today)):
            limits = FIELDS[code].kinds
            named = heading in FIELDS[code].columns.get(row.sheet.name, ())
            if named and (not limits or not own or limits & own):
                return True
    return False


@rule("G12", Severity.ERROR, effect=Effect.BLOCK, documents=("meldingsmapnota",), source="F46")
def note_is_about_one_student(records: Records) -> Iterator[Breach]:
    """Een melding gaat over één leerling; wie een ander noemt, splitst ze."""
    known = records.once(names)
    for note in records.register.of(StaffNote):
        dossier = records.dossiers.get(note.student)
        class_name = dossier.student.class_name if dossier else ""
        for heading, text in (("Melding", note.text), ("Wat doen", note.action or "")):
            if known.named(text, frozenset({str(note.student)}), class_name):
                yield Breach(note.at(heading), "", frozenset({str(note.student)}))
