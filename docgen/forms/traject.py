"""Form traject: the questions of a trajectory under each other, who was heard, and the measures.

Never prefilled from Signalen or Meldingen: those are for staff, this is read by student and parents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from docgen.forms.block import put_head
from docgen.forms.choices import Choices, columns, label
from docgen.forms.lines import Field, Line, answer_places, answers, put_headings, put_line, read_lines
from docgen.forms.model import (
    BLOCK_ROW,
    FIRST_ROW,
    HEADING_ROW,
    Cell,
    Content,
    DamagedError,
    FormSheet,
    FormSpec,
    Position,
    Request,
    Sheet,
    Typed,
    Value,
)
from docgen.kinds import TRAJECTORY_ID, Ref, Text
from docgen.reading.raw import RawRow
from docgen.records.dossier import Dossier
from docgen.records.version import Version
from docgen.tables.care import Measure, Talk, Trajectory

TRAJECTORIES, TALKS, MEASURES = Trajectory.sheet.name, Talk.sheet.name, Measure.sheet.name
TITLE = "Traject {key}"
HEADINGS = {1: "Kop", 2: "Vraag", 3: "Antwoord"}
PREVIOUS = "In {version}"
ANSWER, LAST_ANSWER, BEFORE, LAST_BEFORE = 3, 8, 9, 11
COLUMNS = columns(Trajectory)
QUESTIONS = {
    "Grond": "Op welke regel steunt dit traject?",
    "Fase": "In welke fase van het zorgcontinuüm (0 tot 3)?",
    "Vraag van": "Van wie komt de vraag?",
    "Start": "Wanneer begint het?",
    "Einde": "Wanneer eindigt het?",
    "Evaluatie op": "Wanneer kijken we terug?",
    "Mentor": "Wie begeleidt?",
    "Sterktes en wat goed gaat": "Wat gaat goed, en wat helpt daarbij?",
    "Wat moeilijk gaat": "Wat gaat moeilijk, en wat hindert?",
    "Heeft nodig": "Wat heeft de leerling nodig? Eén nood per regel.",
    "Woorden van de leerling": "Wat zegt de leerling er zelf over?",
    "Hoofddoel": "Waar werken we naartoe?",
    "Al geprobeerd": "Wat is al geprobeerd? Nodig vanaf fase 2.",
    "Drempels en afspraken": "Welke drempels zijn er, en wat spraken we af?",
}
HEARD, MEASURED = "Wie is gehoord", "Maatregelen"
PARTIES = ("leerling", "ouder", "zorgteam", "CLB", "externe hulpverlening")
MEASURE_LINES = 10
LEFT_OPEN = 3  # lines at least that stay open below a draft
OF_TALK, OF_MEASURE = columns(Talk), columns(Measure)
ABOUT = "Leerling of traject"
TALK_FIELDS = (
    Field("Partijen", 26),
    *(Field(h, w, OF_TALK[h]) for h, w in {"Samenvatting": 44, "Datum": 15, "Soort": 17, "Wie": 17}.items()),
    *(Field(h, w, OF_TALK[h]) for h, w in {"Akkoord": 17, "Vorm": 17, "Thema's": 17}.items()),
)
_MEASURE = (
    "Soort",
    "Wat",
    "Vakken",
    "Doelen",
    "Waar",
    "Van",
    "Tot",
    "Halve dagen per week",
    "Evaluatievrij tot",
    "Wie",
    "Ervaring",
)
MEASURE_FIELDS = tuple(Field(heading, 15, OF_MEASURE[heading]) for heading in _MEASURE)


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheet of the form, for the newest version, or for the next one when that is ratified."""
    return drafted(request, {}, ())


def drafted(request: Request, answered: Mapping[str, Value], measures: Sequence[Line]) -> tuple[FormSheet, ...]:
    """The form with answers of a draft in it where there are none yet, and these measures."""
    dossier = request.dossier()
    key, own, before = _version(dossier)
    sheet = FormSheet("Formulier traject", frozen=f"A{FIRST_ROW}", repeats_headings=False)
    choices = Choices(request.records)
    row = _put_questions(sheet, choices, own, before, answered if own is None else {})
    sheet.breaks.append(row + 1)
    row = _put_table(sheet, choices, row + 1, HEARD, TALK_FIELDS, [Line({"Partijen": party}) for party in PARTIES])
    empty = [Line()] * max(MEASURE_LINES - len(measures), LEFT_OPEN)
    _put_table(sheet, choices, row + 1, MEASURED, MEASURE_FIELDS, [*measures, *empty])
    put_head(sheet, SPEC, request, TITLE.format(key=key), key=key, student=label(dossier))
    return (sheet,)


def _version(dossier: Dossier) -> tuple[str, Trajectory | None, Trajectory | None]:
    """The Traject-ID of the form, the version that it fills in further, and the one before it."""
    versions: tuple[Version, ...] = dossier.every_version
    if not versions:
        return f"{dossier.name}-1", None, None
    newest = versions[-1]
    if newest.covering(()) is None:
        return newest.name, newest.trajectory, versions[-2].trajectory if len(versions) > 1 else None
    number = int(re.match(r"\d+", newest.trajectory.version)[0])  # type: ignore[index]
    return f"{dossier.name}-{number + 1}", None, newest.trajectory


def _put_questions(
    sheet: FormSheet,
    choices: Choices,
    own: Trajectory | None,
    before: Trajectory | None,
    answered: Mapping[str, Value],
) -> int:
    """Every column of Trajecten as a question; returns the row below."""
    headings = {**HEADINGS, BEFORE: PREVIOUS.format(version=before.trajectory_id)} if before else HEADINGS
    for number, heading in headings.items():
        sheet.put(HEADING_ROW, number, Cell(heading, "head"))
    for row, (heading, question) in enumerate(QUESTIONS.items(), start=FIRST_ROW):
        column = COLUMNS[heading]
        sheet.put(row, 1, Cell(heading, "label"))
        sheet.put(row, 2, Cell(question))
        value = _value(own, heading, choices) if own else answered.get(heading)
        sheet.put(row, ANSWER, choices.yellow(column, value))
        if before:
            sheet.put(row, BEFORE, Cell(_value(before, heading, choices)))
        if isinstance(column.kind, Text):
            sheet.least_lines[row] = 3
    for row in range(HEADING_ROW, FIRST_ROW + len(QUESTIONS)):
        sheet.merged.append((row, ANSWER, row, LAST_ANSWER))
        if before:
            sheet.merged.append((row, BEFORE, row, LAST_BEFORE))
    return FIRST_ROW + len(QUESTIONS)


def _value(row: Trajectory | None, heading: str, choices: Choices) -> Any:
    value = getattr(row, COLUMNS[heading].attribute, None)
    return choices.named("Personeel", value) if isinstance(COLUMNS[heading].kind, Ref) else value


def _put_table(
    sheet: FormSheet, choices: Choices, row: int, title: str, fields: tuple[Field, ...], lines: list[Line]
) -> int:
    sheet.put(row, 1, Cell(title, "section"))
    put_headings(sheet, row + 1, fields)
    for number, line in enumerate(lines, start=row + 2):
        put_line(sheet, number, fields, line, choices)
    return row + 2 + len(lines)


def read(sheet: Sheet, typed: Typed) -> Content:
    """The trajectory when something is answered, a talk per party and a measure per line."""
    for column, heading in HEADINGS.items():
        if sheet.value(HEADING_ROW, column) != heading:
            raise DamagedError("heading", (HEADING_ROW, column), heading)
    values: dict[str, Any] = {"Traject-ID": sheet.key}
    places: dict[str, Position] = {"Traject-ID": (BLOCK_ROW, 2)}
    for row, heading in enumerate(QUESTIONS, start=FIRST_ROW):
        if sheet.value(row, 1) != heading:
            raise DamagedError("heading", (row, 1), heading)
        places[heading] = (row, ANSWER)
        if sheet.said(row, ANSWER):
            values[heading] = sheet.value(row, ANSWER)
    rows = {
        TRAJECTORIES: (sheet.row(TRAJECTORIES, values, places),)
        if any(sheet.said(*p) for p in list(places.values())[1:])
        else (),
        TALKS: tuple(_lines(sheet, TALKS, HEARD, TALK_FIELDS, len(PARTIES))),
        MEASURES: tuple(_lines(sheet, MEASURES, MEASURED, MEASURE_FIELDS, len(sheet.raw.rows))),
    }
    return Content(rows)


def _lines(sheet: Sheet, table: str, title: str, fields: tuple[Field, ...], count: int) -> list[RawRow]:
    first = FIRST_ROW + len(QUESTIONS)
    row = next((n for n in range(first, len(sheet.raw.rows) + 1) if sheet.value(n, 1) == title), 0)
    if not row:
        raise DamagedError("heading", (first, 1), title)
    found = []
    for line in read_lines(sheet, row + 1, fields, last=row + 1 + count):
        said = answers(fields, line)
        if said:
            grey = {f.heading: line.text(f.heading) for f in fields if f.column is None}
            places = {f.heading: line.places[f.heading] for f in fields if f.column is None}
            key = {ABOUT: (BLOCK_ROW, 2)}
            values = {ABOUT: sheet.key, **grey, **said}
            found.append(sheet.row(table, values, {**answer_places(fields, line), **places, **key}))
    return found


SPEC = FormSpec("traject", "student", (TRAJECTORIES, TALKS, MEASURES), write, read, key_pattern=TRAJECTORY_ID)
