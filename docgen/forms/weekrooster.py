"""Form weekrooster: one week of a student, four rows per lesson hour, and what comes instead of a lesson.

Each filled `in plaats daarvan` is one hour; hours with the same answers become one row of Lesroosteraanpassingen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from docgen.columns import plain
from docgen.forms.block import put_head
from docgen.forms.choices import Choices, columns, label, prompt
from docgen.forms.model import (
    FIRST_ROW,
    HEADING_ROW,
    START,
    Cell,
    Content,
    DamagedError,
    Filled,
    FormSheet,
    FormSpec,
    Position,
    Request,
    Sheet,
    Typed,
)
from docgen.kinds import DAY_NAMES, TRAJECTORY_ID, Slot, as_text
from docgen.reading.raw import RawRow
from docgen.records.dossier import Records
from docgen.records.version import Version
from docgen.school.places import usable_places
from docgen.school.timetable import SUPERVISED, lessons_at, overlap, own_lessons, periods
from docgen.tables.care import FILLINGS, TimetableChange
from docgen.tables.school import Student
from docgen.tables.timetables import Lesson, Place

TABLE = TimetableChange.sheet.name
TITLE = "Weekrooster op maat"
LESSON, INSTEAD, PURPOSE, WHERE = RULES = ("les", "in plaats daarvan", "waarvoor", "waar")
HOUR, RULE = "Lesuur", "Regel"
HEADINGS = {INSTEAD: "Invulling", PURPOSE: "Waarvoor", WHERE: "Plaats"}
NO_LESSON = "-"
FIRST_DAY = 3  # column C
LEFT_OUT = "Ook getypt in deze weken, niet in dit formulier: {rows}."
COLUMNS = columns(TimetableChange)
OFFERED = tuple(f"{code} {text}" for code, text in FILLINGS.items())


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheets of the form: one, or one for the A-weeks and one for the B-weeks."""
    dossier, version = request.version()
    start, end = _days(request, version)
    lessons = _own(request.records, dossier.student, start)
    lettered = any(lesson.week != "elke" for lesson in lessons) or any(
        slot.week for row in version.timetable for slot in row.slots
    )
    weeks = ("A", "B") if lettered and request.records.school.first_a_week else ("",)
    return tuple(_sheet(request, version, label(dossier), lessons, (start, end), week) for week in weeks)


def _days(request: Request, version: Version) -> tuple[date, date]:
    """The days asked for, else the stretch of changes that runs or comes next, else the whole version."""
    first, last = version.trajectory.start, version.trajectory.end
    if request.start or request.end:
        return request.start or first, request.end or last
    coming = [p for p in periods(version.timetable, first, last) if p.end >= request.records.today]
    return (coming[0].start, coming[0].end) if coming else (first, last)


def _own(records: Records, student: Student, on: date) -> tuple[Lesson, ...]:
    return own_lessons(records.register.of(Lesson), student.class_name, student.groups, on)


def _sheet(
    request: Request,
    version: Version,
    who: str,
    lessons: Sequence[Lesson],
    days: tuple[date, date],
    week: str,
) -> FormSheet:
    sheet = FormSheet(f"Formulier weekrooster {week}".strip(), one_page=True, frozen=f"C{FIRST_ROW}")
    saturday = any(lesson.day == 6 for lesson in lessons)
    names = DAY_NAMES[: 6 if saturday else 5]
    sheet.widths = {1: 20, 2: 22, **dict.fromkeys(range(FIRST_DAY, FIRST_DAY + len(names)), 32)}
    for column, heading in enumerate((HOUR, RULE, *names), start=1):
        sheet.put(HEADING_ROW, column, Cell(heading, "head"))
    writer = _Writer(request.records, version, lessons, days, week)
    hours = sorted({lesson.hour for lesson in lessons} | writer.changed_hours())
    for number, hour in enumerate(hours):
        _put_hour(sheet, writer, FIRST_ROW + number * len(RULES), hour, len(names))
    left_out = writer.left_out()
    if left_out:
        row = FIRST_ROW + len(hours) * len(RULES) + 1
        sheet.put(row, 1, Cell(LEFT_OUT.format(rows="; ".join(left_out)), "note"))
    title = f"{TITLE}: week {week}" if week else TITLE
    put_head(sheet, SPEC, request, title, key=version.name, student=who, start=days[0], end=days[1], span=4)
    return sheet


def _put_hour(sheet: FormSheet, writer: _Writer, row: int, hour: int, days: int) -> None:
    span = writer.records.school.hours.get(hour)
    clock = f" ({span[0]:%H.%M}-{span[1]:%H.%M})" if span else ""
    sheet.put(row, 1, Cell(f"{hour}{clock}", "label"))
    for line, rule in enumerate(RULES):
        if line:
            sheet.put(row + line, 1, Cell(None, "label"))
        sheet.put(row + line, 2, Cell(rule, "strong" if rule == LESSON else "grey"))
    for day in range(1, days + 1):
        slot = Slot(day, hour, writer.week)
        lessons = lessons_at(writer.lessons, slot)
        text = grey_text(lessons)
        sheet.base[str(slot)] = text
        answers = writer.cells(slot, lessons) if lessons else (Cell(),) * 3
        for line, cell in enumerate((Cell(text, "strong"), *answers)):
            sheet.put(row + line, FIRST_DAY + day - 1, cell)


def grey_text(lessons: Sequence[Lesson]) -> str:
    """A lesson as the form shows it, 'GES JVP B112'; the first word is the subject."""
    if not lessons:
        return NO_LESSON
    words = [(lesson.subject, "/".join(lesson.teachers), lesson.room or "") for lesson in lessons]
    return " + ".join(" ".join(filter(None, parts)) for parts in words)


class _Writer:
    """The answers known so far, and what each cell offers."""

    def __init__(
        self, records: Records, version: Version, lessons: Sequence[Lesson], days: tuple[date, date], week: str
    ) -> None:
        self.records, self.lessons, self.week = records, lessons, week
        start, end = days
        self.rows = [row for row in version.timetable if row.start <= end and row.end >= start]
        self.whole = [row for row in self.rows if row.start <= start and row.end >= end]
        self.shown: set[tuple[int, Slot]] = set()
        self.subjects = Choices(records).lists["vak"]

    def changed_hours(self) -> set[int]:
        """The hours in which something is changed the whole time."""
        return {slot.hour for row in self.whole for slot in row.slots if slot.week in ("", self.week)}

    def cells(self, slot: Slot, lessons: Sequence[Lesson]) -> tuple[Cell, Cell, Cell]:
        """The three yellow cells under a lesson, prefilled."""
        row = self._row(slot, lessons)
        code = f"{row.filling} {FILLINGS[row.filling]}" if row else None
        return (
            _yellow(INSTEAD, code, OFFERED),
            _yellow(PURPOSE, row.purpose if row else None, self.subjects),
            _yellow(WHERE, str(row.place) if row and row.place else None, self.open_places(slot)),
        )

    def _row(self, slot: Slot, lessons: Sequence[Lesson]) -> TimetableChange | None:
        for row in self.whole:
            met = overlap((slot,), row.slots)
            if met and row.subject == lessons[0].subject:
                self.shown |= {(id(row), own) for own in row.slots if overlap((own,), (slot,))}
                return row
        return None

    def open_places(self, slot: Slot) -> tuple[str, ...]:
        """What `waar` offers in an hour."""
        return usable_places(self.records.register.of(Place), self.records.register.of(Lesson), slot)

    def left_out(self) -> list[str]:
        """The typed hours that this form cannot show: not the whole time, or beside another lesson."""
        return [
            f"{slot} {row.subject} {row.filling} ({row.start:%d/%m/%Y}-{row.end:%d/%m/%Y})"
            for row in self.rows
            for slot in row.slots
            if slot.week in ("", self.week) and (id(row), slot) not in self.shown
        ]


def _yellow(rule: str, value: str | None, offered: Sequence[str]) -> Cell:
    column = COLUMNS[HEADINGS[rule]]
    return Cell(value, "yellow", column.kind, tuple(offered), (rule, prompt(column)))


def read(sheet: Sheet, typed: Typed) -> Content:
    """The rows of the form; hours with the same answers are one row."""
    days = _read_days(sheet)
    week = sheet.raw.sheet.split()[-1] if sheet.raw.sheet.split()[-1] in ("A", "B") else ""
    base: dict[str, str] = {}
    greys: dict[str, Position] = {}
    filled: dict[str, tuple[Position, ...]] = {}
    alike: dict[tuple[str, ...], list[tuple[Slot, int, int]]] = defaultdict(list)
    for row, hour in _hours(sheet):
        for day, column in days:
            slot = Slot(day, hour, week)
            base[str(slot)], greys[str(slot)] = as_text(sheet.value(row, column)), (row, column)
            answers = tuple((row + line, column) for line in (1, 2, 3) if sheet.said(row + line, column))
            if answers:
                filled[str(slot)] = answers
                alike[_answers(sheet, row, column, slot, typed)].append((slot, row, column))
    rows = tuple(_raw_row(sheet, answers, slots) for answers, slots in alike.items())
    return Content({TABLE: rows}, base, greys, filled)


def _read_days(sheet: Sheet) -> list[tuple[int, int]]:
    """The day and column of each heading."""
    found = []
    for column, heading in enumerate((HOUR, RULE, *DAY_NAMES), start=1):
        text = plain(as_text(sheet.value(HEADING_ROW, column)))
        if text != heading.casefold() and not (heading == DAY_NAMES[5] and not text):
            raise DamagedError("heading", (HEADING_ROW, column), heading)
        if column >= FIRST_DAY and text:
            found.append((column - FIRST_DAY + 1, column))
    return found


def _hours(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The first row and the number of each lesson hour."""
    row = FIRST_ROW
    while as_text(sheet.value(row, 1)).split(" ")[0].isdigit():
        for line, rule in enumerate(RULES):
            if plain(as_text(sheet.value(row + line, 2))) != rule:
                raise DamagedError("heading", (row + line, 2), rule)
        yield row, int(as_text(sheet.value(row, 1)).split(" ")[0])
        row += len(RULES)


def _answers(sheet: Sheet, row: int, column: int, slot: Slot, typed: Typed) -> tuple[str, ...]:
    """What makes hours alike: subject, code, what for and where; the only open place goes without saying."""
    lesson, code, purpose, place = (as_text(sheet.value(row + line, column)) for line in range(4))
    first = code.split(" ")[0].upper()
    code = first if first in FILLINGS else code
    if not sheet.said(row + 3, column) and code in SUPERVISED:
        offered = usable_places(typed.get("Opvang", ()), typed.get("Basisrooster", ()), slot)
        place = offered[0] if len(offered) == 1 else ""
    return lesson.split(" ")[0] if lesson != NO_LESSON else "", code, purpose, place


def _raw_row(sheet: Sheet, answers: tuple[str, ...], slots: Sequence[tuple[Slot, int, int]]) -> RawRow:
    _, row, column = slots[0]
    subject, code, purpose, place = answers
    values = {
        "Traject-ID": sheet.key,
        "Van": sheet.block["Van"],
        "Tot": sheet.block["Tot"],
        "Uren": "; ".join(str(slot) for slot, _, _ in slots),
        "Vak": subject,
        "Invulling": code,
        "Waarvoor": purpose,
        "Plaats": place,
    }
    places = {
        "Uren": (row + 1, column),
        **{heading: (row + line, column) for line, heading in enumerate(HEADINGS.values(), start=1)},
        "Vak": (row, column),
        "Traject-ID": (2, 2),
        "Van": (4, 2),
        "Tot": (5, 2),
        **{str(slot): (row + 1, column) for slot, row, column in slots},
        **{
            f"{slot} {heading}": (row + line, column)
            for slot, row, column in slots
            for line, heading in enumerate(HEADINGS.values(), start=1)
        },
    }
    return sheet.row(TABLE, values, places)


def base(records: Records, form: Filled) -> Mapping[str, str] | None:
    """The lessons as the timetable has them now."""
    student = records.dossiers.get(form.sheet.key.rpartition("-")[0])
    start = form.sheet.block[START]
    if student is None or not isinstance(start, date):
        return None
    lessons = _own(records, student.student, start)
    keys = form.content.base
    return {key: grey_text(lessons_at(lessons, COLUMNS["Uren"].kind.parse(key)[0])) for key in keys}


SPEC = FormSpec(
    "weekrooster",
    "trajectory",
    (TABLE,),
    write,
    read,
    options=("van", "tot"),
    key_pattern=TRAJECTORY_ID,
    dated=True,
    base=base,
)
