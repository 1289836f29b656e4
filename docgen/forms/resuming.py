"""The draft of a resumption as a filled form traject: the mentor changes it there, and puts it in inputs/."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic_core import PydanticCustomError

from docgen.arithmetic.goals import is_for, is_planned, lesson_periods
from docgen.disk.atomic import write
from docgen.forms.choices import columns
from docgen.forms.drawing import draw
from docgen.forms.lines import Line
from docgen.forms.making import place_of
from docgen.forms.model import Request, Value
from docgen.forms.traject import drafted
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.school.exams import own_exams
from docgen.school.resumption import Days, Draft, Week, draft, steps, weeks_within
from docgen.school.timetable import closed_days, own_lessons, school_weeks
from docgen.tables.care import AWAY, PACKAGE, RESUMPTION, Measure
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow
from docgen.tables.timetables import Exam, Lesson
from docgen.words.wording import lower_first

FORM = "traject"
SETTLED = tuple(kind for kind in PACKAGE if kind not in ("doelen te verwerven", "doelen later"))
"""Judgements after which a goal has not to be caught up any more."""
MOST_LETTERS = 300
NAMED = 3  # subjects that one week names
FURTHEST = 52  # weeks of holidays at most before a step


class ResumptionError(Exception):
    """Why there is no draft: 'start' (no absence to come back from), 'typed' (one stands in the sheet), 'weeks'."""


@dataclass(frozen=True)
class Asked:
    """Whose draft: the student, the first day back, the half days per week, and the days away from school."""

    dossier: Dossier
    start: date
    half_days: tuple[int, ...]
    away: tuple[date, date]


@dataclass(frozen=True)
class Proposal:
    """A draft with its dates: the last day, until when there are no tests, and by when the rest is acquired.

    `periods` are the teaching periods in which the student was away: their goals count as missed.
    """

    asked: Asked
    draft: Draft
    end: date
    no_tests_until: date | None
    later_until: date
    periods: tuple[str, ...]


def half_days_of(text: str) -> tuple[int, ...]:
    """The steps of '4;6;8'; none when it is no such list."""
    kind = columns(Measure)["Halve dagen per week"].kind
    try:
        steps: tuple[int, ...] = kind.parse(text.replace(",", ";")) if text else ()
    except PydanticCustomError:
        return ()
    return steps


def propose(request: Request, start: date | None, half_days: Sequence[int] = ()) -> Proposal:
    """The draft for a student. Without a start it begins after the newest time-out, without steps it rises by itself.

    Raises FormError for an unknown student, ResumptionError.
    """
    records, dossier = request.records, request.dossier()
    asked = _asked(records, dossier, start, half_days)
    days = Days.of(records.register.of(CalendarRow))
    weeks = school_weeks(asked.start, asked.start + timedelta(weeks=FURTHEST), days.closed)[: len(asked.half_days)]
    if not weeks:
        raise ResumptionError("weeks")
    weekly = _weekly(records, dossier, asked.start)
    made = draft(weeks, asked.half_days, weekly, _missed(records, asked, weekly), days)
    end = weeks[-1].end
    return Proposal(
        asked, made, end, _without_tests(records, asked, end), _later(records, end), _periods(records, asked)
    )


def _asked(records: Records, dossier: Dossier, start: date | None, half_days: Sequence[int]) -> Asked:
    newest = dossier.versions[-1] if dossier.versions else None
    if newest and newest.covering(()) is None and any(row.kind == RESUMPTION for row in newest.measures):
        raise ResumptionError("typed")
    away = [row for row in dossier.of(Measure) if row.kind in AWAY and row.start and row.end]
    before = [row for row in away if start is None or (row.end and row.end < start)]
    last = max(before, key=lambda row: row.end or date.min, default=None)
    first = start or (last.end + timedelta(days=1) if last and last.end else None)
    if first is None:
        raise ResumptionError("start")
    gone = last.start if last and last.start else first
    closed = closed_days(records.register.of(CalendarRow))
    weeks = school_weeks(first, first + timedelta(weeks=FURTHEST), closed)
    first = weeks[0].start if weeks else first
    within = weeks_within(first, int(records.school.limits["Hervatting maximaal in dagen"]), closed)
    return Asked(dossier, first, tuple(half_days) or steps(len(within)), (gone, first - timedelta(days=1)))


def _weekly(records: Records, dossier: Dossier, on: date) -> Mapping[str, float]:
    """The lesson hours a week of each subject of this student; a lesson of the A- or B-weeks counts half."""
    student, hours = dossier.student, defaultdict[str, float](float)
    for lesson in own_lessons(records.register.of(Lesson), student.class_name, student.groups, on):
        hours[str(lesson.subject)] += 1 if lesson.week == "elke" else 0.5
    return hours


def _periods(records: Records, asked: Asked) -> tuple[str, ...]:
    """The teaching periods in which the student was away."""
    gone, back = asked.away
    rows = lesson_periods(records.register.of(CalendarRow))
    return tuple(name for name, row in rows.items() if row.start <= back and (row.end or row.start) >= gone)


def _missed(records: Records, asked: Asked, weekly: Mapping[str, float]) -> Iterator[Goal]:
    """The goals of the student's own subjects that were taught while the student was away, or are still to acquire."""
    student = asked.dossier.student
    judged: dict[str, str] = {}
    for version in asked.dossier.versions:
        judged |= {c.goal: row.kind for row in version.measures if row.kind in PACKAGE for c in row.goals}
    year, periods = records.school.year_of(student.class_name), lesson_periods(records.register.of(CalendarRow))
    for goal in records.register.of(Goal):
        own = goal.subject in weekly and is_for(goal, year, student.study)
        planned = own and is_planned(goal, periods, *asked.away)
        if judged.get(goal.goal_id) not in SETTLED and (planned or goal.goal_id in judged):
            yield goal


def _without_tests(records: Records, asked: Asked, end: date) -> date | None:
    """No tests while the student comes back, unless the class has an exam then: the day before it."""
    student = asked.dossier.student
    exams = own_exams(records.register.of(Exam), student.class_name, student.groups)
    first = min((exam.on for exam in exams if asked.start <= exam.on <= end), default=end + timedelta(days=1))
    last = first - timedelta(days=1)
    return last if last >= asked.start else None


def _later(records: Records, end: date) -> date:
    """By when the rest is acquired: the end of the teaching period that runs or comes, else the next review.

    A review is on a day of school, so after the last holiday began it is as late as the school year allows.
    """
    calendar = records.register.of(CalendarRow)
    ends = [row.end for row in lesson_periods(calendar).values() if row.end and row.end > end]
    weeks = school_weeks(
        end, end + timedelta(weeks=int(records.school.limits["Evaluatie om de … weken"])), closed_days(calendar)
    )
    return min(ends, default=weeks[-1].end if weeks else end)


def fill_form(proposal: Proposal, request: Request, outputs: Path, out: Path | None = None) -> Path:
    """Write the form traject with the draft in it, and return where.

    Raises FileExistsError for an `out` that is there, OSError.
    """
    path = place_of(FORM, request, outputs, out)
    write(path, draw(drafted(request, _answers(proposal), _lines(request.records, proposal))))
    return path


def _answers(proposal: Proposal) -> Mapping[str, Value]:
    """The dates of a new version; a version that is there keeps its own."""
    before: Version | None = proposal.asked.dossier.versions[-1] if proposal.asked.dossier.versions else None
    return {
        "Start": proposal.asked.start,
        "Einde": max(proposal.later_until, proposal.end),
        "Evaluatie op": proposal.end,
        **({"Mentor": str(before.trajectory.mentor)} if before else {}),
    }


def _lines(records: Records, proposal: Proposal) -> list[Line]:
    """The measures of the draft as lines of the form."""
    made, asked = proposal.draft, proposal.asked
    judged = _judged(asked.dossier)
    lines = [
        Line(
            {
                "Soort": RESUMPTION,
                "Vakken": "; ".join(made.first),
                "Wat": said(records, made),
                "Van": asked.start,
                "Tot": proposal.end,
                "Halve dagen per week": "; ".join(map(str, asked.half_days[: len(made.weeks)])),
                "Evaluatievrij tot": proposal.no_tests_until,
            }
        )
    ]
    gone, back = asked.away
    if gone <= back:
        lines.append(Line({"Soort": "evaluaties niet inhalen", "Vakken": "alle", "Van": gone, "Tot": back}))
    for kind, goals, until in (
        ("doelen te verwerven", made.acquire, None),
        ("doelen later", made.later, proposal.later_until),
        ("doelen weggelaten", made.dropped, None),
    ):
        for subject, found in goals.items():
            names = [name for name in found if name not in judged]
            if not names:
                continue
            lines.append(Line({"Soort": kind, "Vakken": subject, "Doelen": "; ".join(names), "Tot": until}))
    return lines


def _judged(dossier: Dossier) -> frozenset[str]:
    """The goals that the version which the form fills in further judges already: those stay as they are typed."""
    newest = dossier.versions[-1] if dossier.versions else None
    rows = newest.measures if newest and newest.covering(()) is None else ()
    return frozenset(choice.goal for row in rows if row.kind in PACKAGE for choice in row.goals)


def said(records: Records, made: Draft) -> str:
    """The weeks in words for the student, in as many letters as the cell takes."""
    together = f"; samen {made.caught_up} uur inhalen" if made.caught_up else ""
    for most in (NAMED, 1):
        weeks = (_in_words(records, number, week, most) for number, week in enumerate(made.weeks, start=1))
        text = "; ".join(weeks) + together
        if len(text) <= MOST_LETTERS:
            return text
    return text[: MOST_LETTERS - len(together)].rpartition(";")[0] + together


def _in_words(records: Records, number: int, week: Week, most: int) -> str:
    """'week 1: eerst wiskunde en Frans, 4 uur inhalen', or that there are exams and no lessons."""
    if week.exam_days and not week.hours:
        return f"week {number}: evaluaties, geen lessen"
    subjects = list(week.catching_up or week.lessons)[:most]
    names = [lower_first(records.school.subject(subject)) for subject in subjects]
    first = " en ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or "kennismaken"
    hours = sum(week.catching_up.values())
    return f"week {number}: eerst {first}" + (f", {hours} uur inhalen" if hours else "")
