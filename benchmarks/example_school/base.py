"""Everything of a school but its care: students, staff, timetables, exams, goals, calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.example_school.exams import PERIODS, ExamPins, Supervision, exam_rows
from benchmarks.example_school.goals import Goal, goals
from benchmarks.example_school.people import students
from benchmarks.example_school.plan import BELIEF_HOURS, BELIEFS, SchoolClass, clusters
from benchmarks.example_school.staff import Staff, staff
from benchmarks.example_school.tables import Values, rows
from benchmarks.example_school.timetable import Event, Grid, Pins, Taught, build

DAYS = ("ma", "di", "wo", "do", "vr")


@dataclass
class Base:
    """The school without care, as rows per sheet, and what the care rows ask of it."""

    classes: dict[str, SchoolClass]
    staff: Staff
    grid: Grid
    goals: list[Goal]
    rows: dict[str, list[Values]]

    def student(self, student_id: str) -> Values:
        """The row of a student. Raises StopIteration for an unknown one."""
        return next(row for row in self.rows["Leerlingen"] if row["Leerling-ID"] == student_id)

    def class_of(self, student_id: str) -> SchoolClass:
        """The class of a student."""
        return self.classes[str(self.student(student_id)["Klas"])]

    def titular_of(self, class_name: str) -> str:
        """The code of the titularis, or of the first teacher when a class has none."""
        return next((t.code for t in self.staff.teachers if t.titular_of == class_name), self.staff.teachers[0].code)


def make_base(
    classes: tuple[SchoolClass, ...],
    count: int,
    first_number: int,
    random: Random,
    *,
    preferred: dict[tuple[str, str], str] | None = None,
    pins: Pins | None = None,
    exam_pins: ExamPins | None = None,
    may_grow: bool = True,
) -> Base:
    """Make the school. `preferred` names the teacher of a class and subject, `pins` fixes lessons and exams."""
    people = staff(classes, random, may_grow=may_grow)
    events = [event for school_class in classes for event in _class_events(school_class, people, preferred or {})]
    for cluster in clusters(classes):
        events += _belief_events(cluster, people)
    grid = build(events, pins or {}, random)
    people.name_titulars(classes)
    supervision = Supervision([teacher.code for teacher in people.teachers])
    exams = [
        row
        for period in PERIODS
        for number, cluster in enumerate(clusters(classes))
        for row in exam_rows(cluster, number, period, exam_pins or {}, supervision)
    ]
    used = {(subject, c.digit) for c in classes for subject in (*c.study.hours, *BELIEFS)}
    made = goals(used)
    sheets = rows("school.txt")
    sheets |= {
        "Leerlingen": students(classes, count, first_number, random),
        "Personeel": people.rows(),
        "Basisrooster": timetable_rows(grid),
        "Examenrooster": sorted(exams, key=_exam_order),
        "Leerplandoelen": [goal.row for goal in made],
    }
    return Base({item.name: item for item in classes}, people, grid, made, sheets)


def _class_events(school_class: SchoolClass, people: Staff, preferred: dict[tuple[str, str], str]) -> list[Event]:
    events: list[Event] = []
    for subject, hours in school_class.study.hours.items():
        groups = [f"{subject}{part}" for part in (1, 2)] if subject == school_class.study.split else [""]
        taught: tuple[Taught, ...] = ()
        for group in groups:
            taught += (_taught(school_class, group, subject, hours, people, preferred, taught),)
        events += [Event((school_class.name,), taught)] * hours
    return events


def _taught(
    of: SchoolClass,
    group: str,
    subject: str,
    hours: int,
    people: Staff,
    preferred: dict[tuple[str, str], str],
    beside: tuple[Taught, ...],
) -> Taught:
    code = preferred.get((of.name, subject))
    teacher = next((item for item in people.teachers if item.code == code), None)
    if teacher is None:
        teacher = people.teacher_for(subject, hours, busy=[part.teacher for part in beside])
    else:
        teacher.hours += hours
    spare = f"{of.room}b" if group.endswith("2") else of.room  # the second group needs another room than the first
    return Taught(group, subject, teacher.code, teacher.rooms[subject] or spare)


def _belief_events(cluster: tuple[SchoolClass, ...], people: Staff) -> list[Event]:
    taught = []
    for belief in BELIEFS:
        teacher = people.teacher_for(belief, BELIEF_HOURS)
        taught.append(Taught(belief, belief, teacher.code, teacher.rooms[belief] or cluster[0].room))
    return [Event(tuple(item.name for item in cluster), tuple(taught))] * BELIEF_HOURS


def timetable_rows(grid: Grid) -> list[Values]:
    """Rows of Basisrooster: lessons of classes together stand once."""
    made: list[Values] = []
    for name, lessons in grid.items():
        for (day, hour), event in lessons.items():
            if event.classes[0] != name:
                continue
            for part in event.taught:
                row: Values = {"Klas": "; ".join(event.classes), "Groep": part.group, "Week": "elke"}
                row |= {"Dag": DAYS[day - 1], "Lesuur": hour, "Vak": part.subject, "Leraar": part.teacher}
                row["Lokaal"] = part.room
                made.append({heading: value for heading, value in row.items() if value != ""})
    return made


def _exam_order(row: Values) -> tuple[date, str, str]:
    on = row["Datum"]
    assert isinstance(on, date)
    return on, str(row["Klas"]), str(row["Vak"])
