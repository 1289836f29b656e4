"""Form opvolging: one line per running trajectory of a mentor, with the figures of one day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from docgen.dossier import Records, State, Version
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
from docgen.tables.care import AWAY, RESUMPTION, FollowUp
from docgen.tables.school import CalendarRow, StaffMember
from docgen.timetable import closed_days, school_weeks

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
FULL_WEEK = 9  # half days; a Wednesday has one
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
                records, version, before.on + timedelta(days=1) if before else version.trajectory.start, on
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


def planned(records: Records, version: Version, first: date, last: date) -> int:
    """The half days planned at school between two days, both included."""
    closed = closed_days(records.register.of(CalendarRow))
    total = 0.0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < 5 and day not in closed:
            total += (1 if day.weekday() == 2 else 2) * _per_week(version, day, closed) / FULL_WEEK
    return round(total)


def _per_week(version: Version, day: date, closed: Collection[date]) -> int:
    """The half days at school in the week of a day: what the plan says of that week with school, else a full week."""
    for measure in version.measures:
        start, end = measure.start or version.trajectory.start, measure.end or version.trajectory.end
        if start <= day <= end and measure.kind in (*AWAY, RESUMPTION):
            weeks = school_weeks(start, end, closed)
            index = next(number for number, week in enumerate(weeks) if day <= week.end)
            numbers = measure.half_days or (0,)
            return numbers[min(index, len(numbers) - 1)]
    return FULL_WEEK


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
