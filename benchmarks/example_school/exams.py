"""The two exam periods: one long exam a morning, a short one after it where needed, the rest spread over the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from benchmarks.example_school.plan import BELIEFS, SchoolClass
from benchmarks.example_school.tables import Values

PERIODS = {"december": (date(2025, 12, 8), date(2025, 12, 19)), "juni": (date(2026, 6, 8), date(2026, 6, 19))}
WITHOUT_EXAM = {"LO": "gespreid", "INF": "taak", "ART": "taak", "EST": "taak"}
MORNING, AFTER = time(8, 30), time(11, 20)  # after a long exam with extra time and half an hour of rest
ExamPins = dict[tuple[str, str, str], date]  # (period, class, subject) -> day


@dataclass(frozen=True)
class Planned:
    """An exam of a class: which subject, when, how long. Belief exams are one entry, BELIEFS[0]."""

    subject: str
    on: date
    start: time
    minutes: int


def minutes_of(school_class: SchoolClass, subject: str) -> int:
    """How long the exam of a subject is: 50, 100, 120 or 150 minutes, by its hours per week."""
    hours = school_class.study.hours.get(subject, 2)
    if subject == "WIS":
        return 150 if hours >= 5 else 120
    return 120 if subject == "NED" else 100 if hours > 1 else 50


def plan(school_class: SchoolClass, period: str, pins: ExamPins) -> list[Planned]:
    """The timed exams of a class in a period."""
    first, last = PERIODS[period]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [day for day in days if day.isoweekday() <= 5]
    subjects = [item for item in school_class.study.hours if item not in WITHOUT_EXAM] + [BELIEFS[0]]
    mornings: dict[date, str] = {}
    for subject in subjects:
        if (period, school_class.name, subject) in pins:
            mornings[pins[period, school_class.name, subject]] = subject
    long = [s for s in subjects if s not in mornings.values() and minutes_of(school_class, s) > 50]
    free = [day for day in days if day not in mornings]
    # every second free day first, so that heavy subjects do not follow each other
    for day, subject in zip(free[::2] + free[1::2], long, strict=False):
        mornings[day] = subject
    planned = [Planned(s, day, MORNING, minutes_of(school_class, s)) for day, s in mornings.items()]
    short = [s for s in subjects if minutes_of(school_class, s) <= 50]
    open_days = [(day, MORNING) for day in days if day not in mornings]
    open_days += [(day, AFTER) for day, s in mornings.items() if minutes_of(school_class, s) <= 100]
    for (day, start), subject in zip(open_days, short, strict=False):
        planned.append(Planned(subject, day, start, 50))
    return sorted(planned, key=lambda exam: (exam.on, exam.start))


class Supervision:
    """Who can supervise: every teacher once per moment, in turn."""

    def __init__(self, teachers: list[str]) -> None:
        """Take the codes of the teachers."""
        self.teachers = teachers
        self.turn = 0
        self.busy: set[tuple[date, time, str]] = set()

    def next(self, on: date, start: time) -> str | None:
        """The next free teacher, or None when all are busy."""
        for _ in self.teachers:
            self.turn = (self.turn + 1) % len(self.teachers)
            code = self.teachers[self.turn]
            if (on, start, code) not in self.busy:
                self.busy.add((on, start, code))
                return code
        return None


def exam_rows(
    cluster: tuple[SchoolClass, ...], number: int, period: str, pins: ExamPins, supervision: Supervision
) -> list[Values]:
    """Rows of Examenrooster for classes that have their belief lessons together, in one period."""
    made: list[Values] = []
    for school_class in cluster:
        for exam in plan(school_class, period, pins):
            groups = [(group, group) for group in BELIEFS] if exam.subject in BELIEFS else [("", exam.subject)]
            if exam.subject == school_class.study.split:
                groups = [(f"{exam.subject}{part}", exam.subject) for part in (1, 2)]
            for place, (group, subject) in enumerate(groups):
                room = (
                    school_class.room
                    if place == 0
                    else f"A{101 + 4 * number + 2 * cluster.index(school_class) + place}"
                )
                made.append(_row(school_class, group, subject, exam, room, supervision))
        made += [
            {"Klas": school_class.name, "Vak": subject, "Soort": kind, "Datum": PERIODS[period][0]}
            for subject, kind in WITHOUT_EXAM.items()
            if subject in school_class.study.hours
        ]
    return made


def _row(
    school_class: SchoolClass, group: str, subject: str, exam: Planned, room: str, supervision: Supervision
) -> Values:
    row: Values = {
        "Klas": school_class.name,
        "Groep": group,
        "Vak": subject,
        "Soort": "mondeling" if subject == "DUI" else "schriftelijk",
        "Datum": exam.on,
        "Beginuur": exam.start,
        "Duur": exam.minutes,
        "Lokaal": room,
        "Toezicht": supervision.next(exam.on, exam.start),
    }
    return {heading: value for heading, value in row.items() if value not in ("", None)}
