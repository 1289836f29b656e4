"""Form doelen: the goals of one subject, each to be judged by its teacher, and the subject as a whole.

One row of Maatregelen per Oordeel and date; an exemption is a row of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from docgen.arithmetic.goals import is_for
from docgen.columns import plain
from docgen.forms.block import put_head
from docgen.forms.choices import Choices, asked, label
from docgen.forms.lines import Field, Line, Read, base_text, put_headings, put_line, read_lines
from docgen.forms.model import (
    BLOCK_ROW,
    FIRST_ROW,
    HEADING_ROW,
    Cell,
    Content,
    DamagedError,
    Filled,
    FormError,
    FormSheet,
    FormSpec,
    Position,
    Request,
    Sheet,
    Typed,
)
from docgen.kinds import TRAJECTORY_ID, Date, OneOf, Ref, Text, as_text
from docgen.reading.raw import RawRow
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.tables.care import EXEMPTION, PACKAGE, Measure
from docgen.tables.goals import Goal

TABLE = Measure.sheet.name
TITLE = "Doelen van {subject} op maat"
PREFIX = "doelen "
JUDGEMENTS = tuple(kind.removeprefix(PREFIX) for kind in PACKAGE)
NO_EXEMPTION = "geen vrijstelling"
JUDGED = asked("Oordeel", OneOf(*JUDGEMENTS), "beheerst", "Hoe het met dit doel staat voor deze leerling.")
BY = asked("Tegen", Date(), "29/05/2026", "Bij later: tegen wanneer het doel gekend is.")
INSTEAD = asked("Vervangen door", Ref("Leerplandoelen"), "WIS4-16", "Bij vervangen: het doel dat in de plaats komt.")
WHOLE = asked("Vak als geheel", OneOf(NO_EXEMPTION, *EXEMPTION), "vrijstelling", "Of de leerling dit vak volgt.")
WHAT = asked("In de plaats", Text(300), "taken voor Frans", "Bij een vrijstelling: wat er in de plaats komt.")
SUBJECT, HOURS = "Vak", "Uren die wegvallen"
FIELDS = (
    Field("Doel-ID", 16, base=True),
    Field("Leerplan", 17),
    Field("Doel", 46, base=True),
    Field("Essentieel voor", 20, base=True),
    Field("Bouwt op", 13),
    Field("Periode", 10),
    Field("Lesuren", 10),
    Field("Alternatief", 13),
    Field("Oordeel", 20, JUDGED),
    Field("Tegen", 13, BY),
    Field("Vervangen door", 20, INSTEAD),
)
SIDE = 4  # the second block stands in columns D and E


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheet of the form. Raises FormError for a subject that the school does not have."""
    dossier, version = request.version()
    subjects = request.records.school.subjects
    if request.subject not in subjects:
        raise FormError("School", request.subject, tuple(subjects))
    sheet = FormSheet(sheet_name(request.subject), frozen=f"B{FIRST_ROW}")
    choices = Choices(request.records)
    put_headings(sheet, HEADING_ROW, FIELDS)
    goals = _goals(request.records, dossier, version, request.subject)
    known = _known(version)
    offered = {"Vervangen door": tuple(goal.goal_id for goal in goals)}
    for row, goal in enumerate(goals, start=FIRST_ROW):
        grey = _grey(goal)
        sheet.base[goal.goal_id] = base_text(FIELDS, grey)
        put_line(sheet, row, FIELDS, Line({**grey, **known.get(goal.goal_id, {})}, offered), choices)
    _put_side(sheet, version, request.subject, choices)
    title = TITLE.format(subject=subjects[request.subject])
    put_head(
        sheet,
        SPEC,
        request,
        title,
        key=version.name,
        student=label(dossier),
        start=version.trajectory.start,
        end=version.trajectory.end,
    )
    sheet.merged += [(row, 2, row, 3) for row in range(BLOCK_ROW, BLOCK_ROW + 7)]
    return (sheet,)


def sheet_name(subject: str) -> str:
    """The name of the sheet of a subject, without the signs that Excel refuses."""
    return f"Formulier doelen {''.join(c if c.isalnum() else ' ' for c in subject)}"[:31]


def _goals(records: Records, dossier: Dossier, version: Version, subject: str) -> list[Goal]:
    """The goals of this student's year and study, and those already judged; essential ones first."""
    year, study = records.school.year_of(dossier.student.class_name), dossier.student.study
    judged = {choice.goal for measure in version.measures if measure.kind in PACKAGE for choice in measure.goals}
    own = [
        goal
        for goal in records.register.of(Goal)
        if goal.subject == subject and (goal.goal_id in judged or is_for(goal, year, study))
    ]
    return sorted(own, key=lambda goal: (not goal.essential, goal.goal_id))


def _known(version: Version) -> dict[str, dict[str, Any]]:
    """The answers given before, by goal."""
    return {
        choice.goal: {
            "Oordeel": measure.kind.removeprefix(PREFIX),
            "Tegen": measure.end,
            "Vervangen door": choice.replacement or None,
        }
        for measure in version.measures
        if measure.kind in PACKAGE
        for choice in measure.goals
    }


def _grey(goal: Goal) -> dict[str, Any]:
    return {
        "Doel-ID": goal.goal_id,
        "Leerplan": goal.curriculum,
        "Doel": goal.text,
        "Essentieel voor": "; ".join(goal.essential_for),
        "Bouwt op": "; ".join(goal.builds_on),
        "Periode": "; ".join(goal.periods),
        "Lesuren": goal.hours,
        "Alternatief": goal.alternative,
    }


def _put_side(sheet: FormSheet, version: Version, subject: str, choices: Choices) -> None:
    """The block beside the block: the subject as a whole, and the hours that fall away."""
    own = next((m for m in version.measures if m.kind in EXEMPTION and subject in m.subjects), None)
    slots = "; ".join(str(slot) for row in version.timetable if row.subject == subject for slot in row.slots)
    cells = (
        (SUBJECT, Cell(subject)),
        (WHOLE.heading, choices.yellow(WHOLE, own.kind if own else None)),
        (WHAT.heading, choices.yellow(WHAT, own.what if own else None)),
        (HOURS, Cell(slots or "geen")),
    )
    for row, (text, cell) in enumerate(cells, start=BLOCK_ROW):
        sheet.put(row, SIDE, Cell(text, "label"))
        sheet.put(row, SIDE + 1, cell)
        sheet.merged.append((row, SIDE + 1, row, SIDE + 4))


def read(sheet: Sheet, typed: Typed) -> Content:
    """A row per Oordeel and date, and one for the subject as a whole."""
    subject = as_text(sheet.value(BLOCK_ROW, SIDE + 1))
    if plain(sheet_name(subject)) != plain(sheet.raw.sheet):
        raise DamagedError("key", (BLOCK_ROW, SIDE + 1))
    base: dict[str, str] = {}
    greys: dict[str, Position] = {}
    filled: dict[str, tuple[Position, ...]] = {}
    alike: dict[tuple[str, ...], list[Read]] = defaultdict(list)
    for line in read_lines(sheet, HEADING_ROW, FIELDS):
        goal = line.text("Doel-ID")
        base[goal], greys[goal] = base_text(FIELDS, line.values), line.places["Doel-ID"]
        said = tuple(line.places[f.heading] for f in FIELDS if f.column and f.heading in line.said)
        if said:
            filled[goal] = said
            alike[line.text("Oordeel"), line.text("Tegen")].append(line)
    rows = [_raw_row(sheet, subject, lines) for lines in alike.values()]
    return Content({TABLE: (*rows, *_exemption(sheet, subject))}, base, greys, filled)


def _raw_row(sheet: Sheet, subject: str, lines: list[Read]) -> RawRow:
    first = lines[0]
    goals = [" > ".join(filter(None, (line.text("Doel-ID"), line.first("Vervangen door")))) for line in lines]
    judged = first.text("Oordeel")
    values = {
        "Leerling of traject": sheet.key,
        "Soort": f"{PREFIX}{judged}" if judged else "",
        "Vakken": subject,
        "Doelen": "; ".join(goals),
        "Tot": first.values["Tegen"],
    }
    places = {
        "Soort": first.places["Oordeel"],
        "Doelen": first.places["Vervangen door"],
        "Tot": first.places["Tegen"],
        "Vakken": (BLOCK_ROW, SIDE + 1),
        "Leerling of traject": (BLOCK_ROW, 2),
        **{line.text("Doel-ID"): line.places["Oordeel"] for line in lines},
    }
    return sheet.row(TABLE, values, places)


def _exemption(sheet: Sheet, subject: str) -> list[RawRow]:
    whole, what = (BLOCK_ROW + 1, SIDE + 1), (BLOCK_ROW + 2, SIDE + 1)
    said = as_text(sheet.value(*whole))
    if said == NO_EXEMPTION or not (sheet.said(*whole) or sheet.said(*what)):
        return []
    values = {
        "Leerling of traject": sheet.key,
        "Soort": said,
        "Vakken": subject,
        "Wat": as_text(sheet.value(*what)),
    }
    places = {"Soort": whole, "Wat": what, "Vakken": (BLOCK_ROW, SIDE + 1), "Leerling of traject": (BLOCK_ROW, 2)}
    return [sheet.row(TABLE, values, places)]


def base(records: Records, form: Filled) -> Mapping[str, str] | None:
    """The goals as the subject group has them now, as far as they stand on the form or should."""
    found = next(((d, v) for d, v in records.every_version() if v.name == form.sheet.key), None)
    if found is None:
        return None
    subject = as_text(form.sheet.value(BLOCK_ROW, SIDE + 1))
    return {goal.goal_id: base_text(FIELDS, _grey(goal)) for goal in _goals(records, *found, subject)}


SPEC = FormSpec(
    "doelen",
    "trajectory",
    (TABLE,),
    write,
    read,
    options=("vak",),
    required=("vak",),
    key_pattern=TRAJECTORY_ID,
    base=base,
    scope=lambda sheet: (sheet.key, as_text(sheet.value(BLOCK_ROW, SIDE + 1))),
)
