"""Form klassenraad: who was there and what was decided, point by point. Class M: for staff only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from docgen.columns import Column
from docgen.forms.agenda import Point, known, proposed
from docgen.forms.block import put_head
from docgen.forms.choices import Choices, asked, columns
from docgen.forms.lines import Field, Line, answer_places, answers, put_headings, put_line, read_lines
from docgen.forms.model import (
    BLOCK_ROW,
    FIRST_ROW,
    HEADING_ROW,
    Cell,
    Content,
    DamagedError,
    FormError,
    FormSheet,
    FormSpec,
    Position,
    Request,
    Sheet,
    Typed,
)
from docgen.kinds import OneOf, Ref
from docgen.reading.raw import RawRow
from docgen.records.dossier import Records
from docgen.records.whom import student_of
from docgen.tables.care import Agreement, Trajectory
from docgen.tables.council import Council, Decision
from docgen.tables.school import StaffMember
from docgen.tables.timetables import Lesson

COUNCIL, DECISIONS, AGREEMENTS = Council.sheet.name, Decision.sheet.name, Agreement.sheet.name
TITLE = "Klassenraad {key} (enkel voor personeel)"
POINTS = "Punten"
PRESENT, EXCUSED, GUEST = "aanwezig", "verontschuldigd", "gast"
GUESTS, EMPTY_LINES = 3, 10
SIDE = 4  # the yellow block stands in columns D to F
OF_COUNCIL, OF_DECISION, OF_AGREEMENT = columns(Council), columns(Decision), columns(Agreement)
SIDE_COLUMNS: tuple[Column, ...] = (
    OF_COUNCIL["Soort"],
    OF_DECISION["Datum"],
    *(OF_COUNCIL[heading] for heading in ("Uur en plaats", "Voorzitter", "Secretaris", "Verslag goedgekeurd op")),
)
THERE = asked("Aanwezig", OneOf(PRESENT, EXCUSED), PRESENT, "Wie er was, en wie zich verontschuldigde.")
WHO = asked("Code", Ref("Personeel"), "CLA Lien Claes", "Een gast, zonder stem.")
ATTENDANCE = (
    Field("Code", 17),
    Field("Naam", 20),
    Field("Functie", 26),
    Field("Stem", 26),
    Field("Aanwezig", 18, THERE),
)
ID, ABOUT, STATE, PROPOSAL, CONTENT = "Beslissing-ID", "Over wie", "Stand", "Voorstel", "Inhoud"
WIDTHS = {
    "Soort": 18,
    "Vraag": 22,
    "Elementen": 32,
    "Besluit": 32,
    "Uitslag": 16,
    "Voorwaarde": 18,
    "Geldig tot": 13,
    "Bekrachtigd op": 14,
    "Stemming": 14,
    "Niet meegestemd": 16,
    "Interne overwegingen": 22,
}
FOLLOWING = {"Wat": ("Afspraak", 24), "Wie": ("Wie volgt op", 18), "Tegen": ("Tegen", 13)}
"""What is agreed to do after a decision: per column of Afspraken its heading in the form, and its width."""
JUST_FOLLOW = "dit besluit opvolgen"
FIELDS = (
    Field(ID, 17),
    Field(ABOUT, 20),
    Field(STATE, 26),
    Field(PROPOSAL, 26),
    Field(CONTENT, 18),
    *(Field(heading, width, OF_DECISION[heading]) for heading, width in WIDTHS.items()),
    *(Field(heading, width, OF_AGREEMENT[name]) for name, (heading, width) in FOLLOWING.items()),
)


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheet of the form. Raises FormError for a class that nobody is in, or a key with a point."""
    records, key = request.records, request.key
    if not re.fullmatch(SPEC.key_pattern, key):
        raise FormError(COUNCIL, key, tuple(row.council_id for row in records.register.of(Council)))
    council = next((row for row in records.register.of(Council) if row.council_id == key), None)
    decisions = [row for row in records.register.of(Decision) if row.council == key]
    on = decisions[0].on if decisions else request.on
    classes = _classes(request, decisions)
    sheet = FormSheet("Formulier klassenraad", frozen=f"B{FIRST_ROW}", pages_wide=2, repeats_headings=False)
    choices = Choices(records)
    _put_side(sheet, choices, council, on)
    row = _put_attendance(sheet, choices, records, classes, council)
    kind = council.kind if council else ""
    _put_points(sheet, choices, request, classes, decisions, row + 1, kind)
    put_head(sheet, SPEC, request, TITLE.format(key=key), key=key, student=", ".join(classes))
    return (sheet,)


def _classes(request: Request, decisions: Sequence[Decision]) -> list[str]:
    """The classes asked for, else those of the students whom the points are about."""
    of = {name: dossier.student.class_name for name, dossier in request.records.dossiers.items()}
    given = [part.strip() for part in request.class_name.split(";") if part.strip()]
    unknown = next((name for name in given if name not in of.values()), None)
    if unknown:
        raise FormError("Leerlingen", unknown, tuple(dict.fromkeys(of.values())))
    about = [str(row.about) for row in decisions if row.about]
    found = [of.get(student_of(name), name) for name in about]
    return list(dict.fromkeys(given or [name for name in found if name in of.values()]))


def _put_side(sheet: FormSheet, choices: Choices, council: Council | None, on: date | None) -> None:
    """The yellow block: kind, day, place, chair, secretary."""
    for row, column in enumerate(SIDE_COLUMNS, start=BLOCK_ROW):
        value: Any = on if column is OF_DECISION["Datum"] else getattr(council, column.attribute, None)
        if isinstance(column.kind, Ref):
            value = choices.named("Personeel", value)
        sheet.put(row, SIDE, Cell(column.heading, "label"))
        sheet.put(row, SIDE + 1, choices.yellow(column, value))
        sheet.merged.append((row, SIDE + 1, row, SIDE + 2))


def _put_attendance(
    sheet: FormSheet, choices: Choices, records: Records, classes: Sequence[str], council: Council | None
) -> int:
    """Who is invited, and three lines for guests; returns the row below."""
    put_headings(sheet, HEADING_ROW, ATTENDANCE)
    excused = council.excused if council else ()
    row = FIRST_ROW
    for member, votes in _invited(records, classes, excused):
        values = {
            "Code": member.code,
            "Naam": member.name,
            "Functie": ", ".join(member.functions),
            "Stem": "ja" if votes else "nee",
            "Aanwezig": EXCUSED if member.code in excused else PRESENT,
        }
        put_line(sheet, row, ATTENDANCE, Line(values), choices)
        row += 1
    guests = [*(council.guests if council else ()), *[None] * GUESTS][
        : max(GUESTS, len(council.guests) if council else 0)
    ]
    for guest in guests:
        line = Line({"Stem": GUEST}, locked=frozenset({"Aanwezig"}))
        put_line(sheet, row, ATTENDANCE, line, choices)
        sheet.put(row, 1, choices.yellow(WHO, choices.named("Personeel", guest)))
        row += 1
    return row


def _invited(records: Records, classes: Sequence[str], excused: Sequence[str]) -> Iterator[tuple[StaffMember, bool]]:
    """The teachers of the classes, the directie and the mentors, with whether they vote. Source: rule C11."""
    teachers = {t for row in records.register.of(Lesson) if set(row.classes) & set(classes) for t in row.teachers}
    students = {name for name, dossier in records.dossiers.items() if dossier.student.class_name in classes}
    mentors = {row.mentor for row in records.register.of(Trajectory) if row.student in students}
    for member in records.register.of(StaffMember):
        votes = member.code in teachers or "directie" in member.functions
        if votes or member.code in mentors or member.code in excused:
            yield member, votes


def _put_points(
    sheet: FormSheet,
    choices: Choices,
    request: Request,
    classes: Sequence[str],
    decisions: Sequence[Decision],
    row: int,
    kind: str,
) -> None:
    """The points written down before, those that the records ask for, and ten empty lines."""
    sheet.put(row, 1, Cell(POINTS, "section"))
    put_headings(sheet, row + 1, FIELDS)
    row += 2
    about = {decision.about for decision in decisions}
    followed = _followed(request.records)
    for decision in decisions:
        values = {
            **_grey(known(request.records, decision)),
            **_answers(decision),
            **followed.get(decision.decision_id, {}),
        }
        put_line(sheet, row, FIELDS, Line(values), choices)
        row += 1
    numbers = [int("".join(c for c in d.decision_id.rpartition(".")[2] if c.isdigit()) or 0) for d in decisions]
    points: list[Point | None] = []
    if not decisions:
        day = request.on or request.records.today
        points += [p for p in proposed(request.records, classes, day, kind) if p.about not in about]
    points += [None] * EMPTY_LINES
    for number, point in enumerate(points, start=max(numbers, default=0) + 1):
        opened = frozenset() if point else frozenset({ABOUT})
        values = {**(_grey(point) if point else {}), ID: f"{request.key}.{number}"}
        put_line(sheet, row, FIELDS, Line(values, opened=opened), choices)
        row += 1


def _grey(point: Point) -> dict[str, Any]:
    proposal = ": ".join(part for part in (point.kind, point.content) if part)
    return {ABOUT: point.about, STATE: point.state, PROPOSAL: proposal, CONTENT: point.fingerprint}


def _answers(decision: Decision) -> dict[str, Any]:
    values = {heading: getattr(decision, OF_DECISION[heading].attribute) for heading in WIDTHS}
    texts = {heading: "; ".join(value) for heading, value in values.items() if isinstance(value, tuple)}
    return {**values, **texts, ID: decision.decision_id}


def _followed(records: Records) -> dict[str, dict[str, Any]]:
    """Per decision what an earlier form agreed; an agreement that was typed in a sheet is not said again."""
    found: dict[str, dict[str, Any]] = {}
    for row in records.register.of(Agreement):
        if row.origin.table:
            values = {"Afspraak": row.what, "Wie volgt op": "; ".join(row.who), "Tegen": row.by}
            found[str(row.about)] = values
    return found


def read(sheet: Sheet, typed: Typed) -> Content:
    """The row of the council, one per point in which something is filled in, and what was agreed after it."""
    start = next((n for n in range(FIRST_ROW, len(sheet.raw.rows) + 1) if sheet.value(n, 1) == POINTS), 0)
    if not start:
        raise DamagedError("heading", (FIRST_ROW, 1), POINTS)
    side: dict[str, Position] = {}
    for row, column in enumerate(SIDE_COLUMNS, start=BLOCK_ROW):
        if sheet.value(row, SIDE) != column.heading:
            raise DamagedError("heading", (row, SIDE), column.heading)
        side[column.heading] = (row, SIDE + 1)
    lines = [*read_lines(sheet, start + 1, FIELDS)]
    points = [found for line in lines if (found := _point(sheet, line, side["Datum"]))]
    agreed = [found for line in lines if (found := _agreed(sheet, line))]
    return Content({COUNCIL: _council(sheet, side, start), DECISIONS: tuple(points), AGREEMENTS: tuple(agreed)})


def _council(sheet: Sheet, side: dict[str, Position], end: int) -> tuple[RawRow, ...]:
    places = {heading: place for heading, place in side.items() if heading != "Datum"}
    values = {heading: sheet.value(*place) for heading, place in places.items()}
    excused: list[tuple[str, Position]] = []
    guests: list[tuple[str, Position]] = []
    for line in read_lines(sheet, HEADING_ROW, ATTENDANCE, last=end - 1):
        if line.text("Stem") == GUEST:
            guests += [(line.first("Code"), line.places["Code"])] if line.first("Code") else []
        elif line.text("Aanwezig") == EXCUSED:
            excused.append((line.first("Code"), line.places["Aanwezig"]))
    for heading, people in (("Verontschuldigd", excused), ("Gasten", guests)):
        values[heading] = "; ".join(code for code, _ in people)
        if people:
            places[heading] = people[0][1]
    if not any(value != "" for value in values.values()):
        return ()
    return (sheet.row(COUNCIL, {"KR-ID": sheet.key, **values}, {"KR-ID": (BLOCK_ROW, 2), **places}),)


def _point(sheet: Sheet, line: Any, day: Position) -> RawRow | None:
    said = {heading: value for heading, value in answers(FIELDS, line).items() if heading in WIDTHS}
    if not said:
        return None
    kind = line.text(PROPOSAL).partition(":")[0]
    values = {ID: line.text(ID), "Datum": sheet.value(*day), ABOUT: line.text(ABOUT), "Soort": kind, **said}
    answered = {heading: place for heading, place in answer_places(FIELDS, line).items() if heading in WIDTHS}
    places = {ID: line.places[ID], ABOUT: line.places[ABOUT], "Datum": day, **answered}
    return sheet.row(DECISIONS, values, places)


def _agreed(sheet: Sheet, line: Any) -> RawRow | None:
    """Who follows up a decision; without words of its own: the decision itself."""
    said = {heading: value for heading, value in answers(FIELDS, line).items() if heading in FOLLOWING}
    if not said:
        return None
    values = {"Leerling of traject": line.text(ID), "Soort": "actie", "Wat": JUST_FOLLOW, **said}
    places = {"Leerling of traject": line.places[ID], "Soort": line.places[ID], **answer_places(FIELDS, line)}
    return sheet.row(
        AGREEMENTS, values, {heading: place for heading, place in places.items() if heading in OF_AGREEMENT}
    )


SPEC = FormSpec(
    "klassenraad",
    "council",
    (COUNCIL, DECISIONS, AGREEMENTS),
    write,
    read,
    options=("datum", "klas"),
    key_pattern=r"[^\s.]+",
)
