"""Form opvolging: one line per running trajectory of a mentor, with the figures of one day."""

from __future__ import annotations

from datetime import date, timedelta

from docgen.forms.block import put_head
from docgen.forms.choices import Choices, columns
from docgen.forms.lines import Field, Line, answer_places, answers, put_headings, put_line, read_lines
from docgen.forms.model import (
    BLOCK_ROW,
    END,
    FIRST_ROW,
    HEADING_ROW,
    Content,
    FormError,
    FormSheet,
    FormSpec,
    Request,
    Sheet,
    Typed,
)
from docgen.records.dossier import Dossier, Records
from docgen.records.version import State, Version
from docgen.school.presence import Plan
from docgen.school.timetable import own_lessons
from docgen.tables.care import FollowUp
from docgen.tables.school import CalendarRow, StaffMember
from docgen.tables.timetables import Lesson

TABLE = FollowUp.sheet.name
TITLE = "Opvolging op {day}"
COLUMNS = columns(FollowUp)
WIDTHS = {
    "Aanwezige halve dagen": 14,
    "Welbevinden": 14,
    "Tevredenheid ouders": 15,
    "Klasdeelname": 14,
    "Toelichting": 40,
    "Besluit": 16,
}
TRAJECTORY, NAME, PLANNED, LAST, DUE = (
    "Traject-ID",
    "Leerling",
    "Gepland sinds vorige",
    "Vorige cijfers",
    "Evaluatie op",
)
FIELDS = (
    Field(TRAJECTORY, 16),
    Field(NAME, 30),
    Field(PLANNED, 13),
    Field(LAST, 30),
    Field(DUE, 13),
    *(Field(heading, width, COLUMNS[heading]) for heading, width in WIDTHS.items()),
)
OVER = (State.REFUSED, State.STOPPED, State.REPLACED, State.ENDED, State.PROPOSAL)


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheet of the form. Raises FormError for a mentor whom the school does not have."""
    records = request.records
    staff = {member.code: member.name for member in records.register.of(StaffMember)}
    mentors = {version.trajectory.mentor for _, version in records.versions()}
    if request.key not in {*staff, *mentors}:
        raise FormError("Personeel", request.key, tuple({*staff, *mentors}))
    on = request.end or records.today
    sheet = FormSheet("Formulier opvolging", frozen=f"C{FIRST_ROW}")
    choices = Choices(records)
    put_headings(sheet, HEADING_ROW, FIELDS)
    running = [found for found in records.versions() if _runs(found[1], request.key, on)]
    for row, (dossier, version) in enumerate(running, start=FIRST_ROW):
        before = max((r for r in version.follow_ups if r.on < on), key=lambda r: r.on, default=None)
        today = next((r for r in version.follow_ups if r.on == on), None)
        values = {
            TRAJECTORY: version.name,
            NAME: f"{dossier.student.first_name} {dossier.student.family_name}, {dossier.student.class_name}",
            PLANNED: planned(
                records, dossier, version, before.on + timedelta(days=1) if before else version.trajectory.start, on
            ),
            LAST: _figures(before),
            DUE: version.trajectory.review_on,
            **{heading: getattr(today, COLUMNS[heading].attribute, None) for heading in WIDTHS},
        }
        put_line(sheet, row, FIELDS, Line(values), choices)
    name = " ".join(filter(None, (request.key, staff.get(request.key))))
    put_head(sheet, SPEC, request, TITLE.format(day=f"{on:%d/%m/%Y}"), key=request.key, student=name, end=on)
    return (sheet,)


def _runs(version: Version, mentor: str, on: date) -> bool:
    return (
        version.trajectory.mentor == mentor
        and version.state not in OVER
        and version.trajectory.start <= on <= version.last_day
    )


def _figures(row: FollowUp | None) -> str | None:
    """'13/03/2026: 13 halve dagen, welbevinden 6, ouders 4, klas 3'."""
    if row is None:
        return None
    named = {
        "halve dagen": row.half_days_present,
        "welbevinden": row.wellbeing,
        "ouders": row.parents,
        "klas": row.participation,
    }
    parts = [f"{name} {value:g}" for name, value in named.items() if value is not None]
    return f"{row.on:%d/%m/%Y}: {', '.join(parts)}"


def planned(records: Records, dossier: Dossier, version: Version, first: date, last: date) -> int:
    """The half days planned at school between two days, both included."""
    student, register = dossier.student, records.register
    plan = Plan(
        version.trajectory.start,
        version.trajectory.end,
        version.measures,
        register.of(CalendarRow),
        own_lessons(register.of(Lesson), student.class_name, student.groups, first),
        version.timetable,
        register.school.hours,
    )
    return plan.half_days(first, last)


def read(sheet: Sheet, typed: Typed) -> Content:
    """A row for each line with something filled in."""
    rows = []
    for line in read_lines(sheet, HEADING_ROW, FIELDS):
        said = answers(FIELDS, line)
        if said:
            values = {TRAJECTORY: line.text(TRAJECTORY), "Datum": sheet.block[END], **said}
            places = {TRAJECTORY: line.places[TRAJECTORY], **answer_places(FIELDS, line), "Datum": (BLOCK_ROW + 3, 2)}
            rows.append(sheet.row(TABLE, values, places))
    return Content({TABLE: tuple(rows)})


SPEC = FormSpec(
    "opvolging",
    "staff",
    (TABLE,),
    write,
    read,
    options=("tot",),
    scope=lambda sheet: (sheet.key, str(sheet.block[END])),
)
