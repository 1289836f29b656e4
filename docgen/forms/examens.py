"""Form examens: one line per exam or test of a student during a version, and what is different for this student."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from docgen.forms.block import put_head
from docgen.forms.choices import Choices, columns, label
from docgen.forms.lines import Field, Line, Read, answer_places, answers, base_text, put_headings, put_line, read_lines
from docgen.forms.model import (
    FIRST_ROW,
    HEADING_ROW,
    Cell,
    Content,
    Filled,
    FormSheet,
    FormSpec,
    Request,
    Sheet,
    Suggestion,
    Typed,
)
from docgen.kinds import DAYS, TRAJECTORY_ID, Date
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.school.exams import exam_days, own_exams, sittings
from docgen.tables.care import AWAY, EXEMPTION, ExamChange
from docgen.tables.school import CalendarRow
from docgen.tables.timetables import Exam

TABLE = ExamChange.sheet.name
TITLE = "Examens op maat"
PROPOSAL = "Examens op maat: een voorstel, de klassenraad beslist"
PER_DAY = "Per dag, zoals in de klas"
IN_PROPOSAL = "Met dit voorstel, extra tijd meegerekend"
WHY = "Waarom dit voorgesteld wordt"
SPARE = 3  # open lines below, for the parts of an exam that is split
SPARE_HINT = "Extra regels voor een gesplitst examen: typ vak en datum over."
COLUMNS = columns(ExamChange)
SUBJECT, KIND, DAY, HOURS, MINUTES, ROOM, HOLDS = (
    "Vak",
    "Soort",
    "Datum",
    "Begin-einde",
    "Duur klas",
    "Lokaal klas",
    "Geldt al",
)
GREY_DAY = re.compile(r"[a-z]{2} \d\d/\d\d/\d{4}")
WIDTHS = {
    "Keuze": 13,
    "Nieuwe datum": 14,
    "Beginuur": 11,
    "Duur": 9,
    "Lokaal": 10,
    "Toezicht": 17,
    "Vorm": 19,
    "Nota toezichter": 20,
    "Leerstof": 20,
    "Extra versie klaar op": 14,
}
FIELDS = (
    Field(SUBJECT, 16, base=True),
    Field(KIND, 13, base=True),
    Field(DAY, 15, base=True),
    Field(HOURS, 14, base=True),
    Field(MINUTES, 8, base=True),
    Field(ROOM, 10, base=True),
    Field(HOLDS, 17),
    *(Field(heading, width, COLUMNS[heading]) for heading, width in WIDTHS.items()),
)


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheet of the form."""
    dossier, version = request.version()
    sheet = FormSheet("Formulier examens", frozen=f"D{FIRST_ROW}")
    choices = Choices(request.records)
    put_headings(sheet, HEADING_ROW, FIELDS)
    exams = _exams(request.records, dossier, version)
    row, left = FIRST_ROW, list(version.exams)
    offered = {"Nieuwe datum": _days(request.records)}
    for exam in exams:
        grey = _grey(exam)
        sheet.base[_key(exam)] = base_text(FIELDS, grey)
        own = [change for change in left if (change.subject, change.exam_on) == (exam.subject, exam.on)]
        left = [change for change in left if change not in own]
        for change in own or (None,):
            mark, proposed = _suggested(request, exam, choices)
            values = {**grey, **_answers(change, choices), **proposed}
            values[HOLDS] = "; ".join(filter(None, (_holds(request.records, dossier, version, exam), mark))) or None
            put_line(sheet, row, FIELDS, Line(values, offered), choices)
            row += 1
    row += 1
    sheet.put(row, 1, Cell(SPARE_HINT, "note"))
    for number in range(1, SPARE + 1):
        line = Line(offered={**offered, SUBJECT: choices.lists["vak"]}, opened=frozenset({SUBJECT, DAY}))
        put_line(sheet, row + number, FIELDS, line, choices)
    row = _put_days(sheet, row + SPARE + 2, exams, _proposed(request, dossier, version, exams))
    _put_reasons(sheet, row, request.suggestions)
    days, title = (version.trajectory.start, version.trajectory.end), PROPOSAL if request.suggestions else TITLE
    put_head(sheet, SPEC, request, title, key=version.name, student=label(dossier), start=days[0], end=days[1], span=4)
    return (sheet,)


def _exams(records: Records, dossier: Dossier, version: Version) -> list[Exam]:
    student, first, last = dossier.student, version.trajectory.start, version.trajectory.end
    own = own_exams(records.register.of(Exam), student.class_name, student.groups)
    return sorted(
        (exam for exam in own if first <= exam.on <= last), key=lambda exam: (exam.on, str(exam.start), exam.subject)
    )


def _key(exam: Exam) -> str:
    return f"{exam.subject} {exam.on:%d/%m/%Y} {exam.kind}"


def _grey(exam: Exam) -> dict[str, Any]:
    hours = None
    if exam.start and exam.minutes:
        ends = datetime.combine(exam.on, exam.start) + timedelta(minutes=exam.minutes)
        hours = f"{exam.start:%H:%M}-{ends:%H:%M}"
    return {
        SUBJECT: str(exam.subject),
        KIND: exam.kind,
        DAY: _day(exam.on),
        HOURS: hours,
        MINUTES: exam.minutes,
        ROOM: exam.room,
    }


def _day(on: date) -> str:
    return f"{(*DAYS, 'zo')[on.weekday()]} {on:%d/%m/%Y}"


def _answers(change: ExamChange | None, choices: Choices) -> dict[str, Any]:
    """The yellow cells of a line, as they were answered before."""
    if change is None:
        return {}
    values = {heading: getattr(change, COLUMNS[heading].attribute) for heading in WIDTHS}
    values["Vorm"] = "; ".join(change.forms)
    values["Toezicht"] = choices.named("Personeel", change.supervisor)
    return values


def _suggested(request: Request, exam: Exam, choices: Choices) -> tuple[str, dict[str, Any]]:
    """What is proposed for an exam: the number of its reason below, and the yellow cells."""
    for number, one in enumerate(request.suggestions, start=1):
        if (one.subject, one.on, one.kind) == (exam.subject, exam.on, exam.kind):
            supervisor = one.values.get("Toezicht")
            named = choices.named("Personeel", str(supervisor)) if supervisor else None
            return f"voorstel {number}", {**one.values, "Toezicht": named}
    return "", {}


def _put_reasons(sheet: FormSheet, row: int, suggestions: tuple[Suggestion, ...]) -> None:
    """Why each exam is proposed to be elsewhere, under the number that stands on its line."""
    if not suggestions:
        return
    sheet.put(row, 1, Cell(WHY, "section"))
    for number, one in enumerate(suggestions, start=1):
        sheet.put(row + number, 1, Cell(f"voorstel {number}: {one.subject}"))
        sheet.put(row + number, 2, Cell(one.reason))
        sheet.merged.append((row + number, 2, row + number, len(FIELDS)))


def _days(records: Records) -> tuple[date, ...]:
    """The days on which an exam can be moved to: of the exam periods and the days to catch up."""
    return tuple(sorted(day for day in exam_days(records.register.of(CalendarRow)) if day.weekday() < 6))


def _holds(records: Records, dossier: Dossier, version: Version, exam: Exam) -> str | None:
    """What already holds for an exam without a row: an exemption, an absence, extra time."""
    found = []
    for measure in version.measures:
        first, last = measure.start or version.trajectory.start, measure.end or version.trajectory.end
        during = first <= exam.on <= last
        if measure.kind in EXEMPTION and exam.subject in measure.subjects and during:
            found.append("vrijgesteld" if measure.kind == EXEMPTION[0] else "deels vrijgesteld")
        if measure.kind in AWAY and during:
            found.append("time-out")
        if measure.no_tests_until and first <= exam.on <= measure.no_tests_until:
            found.append("evaluatievrij")
    longer = dossier.extra_time(records.today)
    taken = sittings([exam], (), longer, records.school.limits["Factor langere tijd"])[0]
    if taken.longer:
        found.append(f"langere tijd: {taken.minutes} min.")
    return "; ".join(dict.fromkeys(found)) or None


def _put_days(sheet: FormSheet, row: int, exams: list[Exam], proposed: list[tuple[date, int]]) -> int:
    """How many exams and minutes each day has in the class, and in the proposal; gives the second row below."""
    sheet.put(row, 1, Cell(PER_DAY, "section"))
    columns = [(2, 4, [(exam.on, exam.minutes or 0) for exam in exams])]
    if proposed:
        columns.append((5, 7, proposed))
        sheet.put(row, 5, Cell(IN_PROPOSAL, "section"))
    days = sorted({on for _, _, own in columns for on, _ in own})
    for number, on in enumerate(days, start=1):
        sheet.put(row + number, 1, Cell(_day(on)))
        for first, last, own in columns:
            sheet.put(row + number, first, Cell(_load([minutes for day, minutes in own if day == on])))
            sheet.merged.append((row + number, first, row + number, last))
    return row + len(days) + 2


def _proposed(request: Request, dossier: Dossier, version: Version, exams: list[Exam]) -> list[tuple[date, int]]:
    """The day and minutes of each exam as it is with the proposal taken over; nothing without a proposal."""
    moved = {(one.subject, one.on, one.kind): one.values for one in request.suggestions}
    kept = [exam for exam in exams if (str(exam.subject), exam.on, exam.kind) not in moved]
    factor = request.records.school.limits["Factor langere tijd"]
    longer = dossier.extra_time(request.records.today)
    found = [(s.on, s.minutes or 0) for s in sittings(kept, version.exams, longer, factor) if s.on]
    for exam in exams:
        values = moved.get((str(exam.subject), exam.on, exam.kind), {})
        on = values.get("Nieuwe datum")
        if isinstance(on, date):
            found.append((on, sittings([exam], (), longer, factor)[0].minutes or 0))
    return found if moved else []


def _load(minutes: list[int]) -> str:
    """'2 examens, 150 minuten', or nothing for a free day."""
    return f"{len(minutes)} examen{'s' if len(minutes) > 1 else ''}, {sum(minutes)} minuten" if minutes else ""


def read(sheet: Sheet, typed: Typed) -> Content:
    """A row for each line with something filled in."""
    base: dict[str, str] = {}
    greys: dict[str, tuple[int, int]] = {}
    filled: dict[str, tuple[tuple[int, int], ...]] = {}
    rows = []
    for line in read_lines(sheet, HEADING_ROW, FIELDS, until=PER_DAY):
        said = answers(FIELDS, line)
        spare = line.text(KIND) == ""
        if not spare:
            key = f"{line.text(SUBJECT)} {line.text(DAY).split(' ')[-1]} {line.text(KIND)}"
            base[key], greys[key] = base_text(FIELDS, line.values), line.places[SUBJECT]
            if said:
                filled[key] = (
                    *filled.get(key, ()),
                    *(line.places[f.heading] for f in FIELDS if f.column and f.heading in line.said),
                )
        if said:
            rows.append(_raw_row(sheet, line, said))
    return Content({TABLE: tuple(rows)}, base, greys, filled)


def _raw_row(sheet: Sheet, line: Read, said: Mapping[str, Any]) -> Any:
    on = line.values[DAY]
    values = {
        "Traject-ID": sheet.key,
        "Vak": line.first(SUBJECT),
        "Datum": Date().parse(on[3:]) if isinstance(on, str) and GREY_DAY.fullmatch(on) else on,
        **said,
    }
    places = {
        **answer_places(FIELDS, line),
        "Vak": line.places[SUBJECT],
        "Datum": line.places[DAY],
        "Traject-ID": (2, 2),
    }
    return sheet.row(TABLE, values, places)


def base(records: Records, form: Filled) -> Mapping[str, str] | None:
    """The exams as the schedule has them now."""
    found = next(((d, v) for d, v in records.every_version() if v.name == form.sheet.key), None)
    return {_key(exam): base_text(FIELDS, _grey(exam)) for exam in _exams(records, *found)} if found else None


SPEC = FormSpec("examens", "trajectory", (TABLE,), write, read, key_pattern=TRAJECTORY_ID, base=base)
