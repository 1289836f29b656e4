"""The days of a student's exams: weeks with the load of each day, an exam as it stands there, days to catch up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from docgen.filters import MONTHS
from docgen.privacy import Released
from docgen.school.exams import Sitting
from docgen.words.wording import span, word_parts

FORMS_OF_HELP = ("hulpmiddel", "pauze", "apart lokaal")
BAR = 27  # en spaces in a full bar (style.md 8)
LONGEST_GAP = timedelta(days=21)  # exams further apart are of two exam periods
CATCH_UP_AFTER = timedelta(days=21)  # how long after the last exam a day for catching up still belongs to it
Span = tuple[date, date]


def letter_of(sitting: Sitting) -> str:
    """N for another day, A for another form, W for an exam that falls away."""
    if sitting.on is None:
        return "W"
    if sitting.moved:
        return "N"
    return "A" if other_forms(sitting) or sitting.kind != sitting.base.kind else ""


def other_forms(sitting: Sitting) -> list[str]:
    """The other form of the exam, in the words of the sheet."""
    if sitting.change is None:
        return []
    parts = ["in delen"] if sitting.change.choice == "gesplitst" else []
    return [*parts, *(form for form in sitting.change.forms if form not in FORMS_OF_HELP)]


def periods_of(days: Iterable[date]) -> list[Span]:
    """First and last day of each exam period: exams a month apart are of two."""
    ordered = sorted(days)
    cuts = [number for number, (one, other) in enumerate(pairwise(ordered), 1) if other - one > LONGEST_GAP]
    edges = [0, *cuts, len(ordered)]
    return [(ordered[start], ordered[end - 1]) for start, end in pairwise(edges) if end > start]


def weeks_of(released: Released, taken: Sequence[Sitting], periods: Sequence[Span]) -> list[dict[str, Any]]:
    """The weeks of the exams, Monday to Friday (or Saturday), each day with its exams and its load."""
    saturday = any(sitting.on and sitting.on.weekday() == 5 for sitting in taken)
    shown, weeks = range(6 if saturday else 5), []
    for first, last in periods:
        monday = first - timedelta(days=first.weekday())
        name = f"{MONTHS[first.month - 1]} {first.year}" if len(periods) > 1 else ""
        while monday <= last:
            days = [monday + timedelta(days=number) for number in shown]
            weeks.append({"periode": name, "dagen": [_day(released, day, taken, first <= day <= last) for day in days]})
            monday, name = monday + timedelta(days=7), ""
    return weeks


def _day(released: Released, day: date, taken: Sequence[Sitting], during: bool) -> dict[str, Any]:
    own = [sitting for sitting in taken if sitting.on == day and sitting.kind != "gespreid"]
    minutes = sum(sitting.minutes or 0 for sitting in own)
    share = minutes / released.school.limits["Max examenminuten per dag"]
    filled = min(BAR, max(1, round(share * BAR))) if minutes else 0
    return {
        "datum": day,
        "staat": "examen" if own else _quiet(released, day, during),
        "naam": _named(released, day, "vakantie", "vrije dag"),
        "balk_vol": "\u2002" * filled,
        "balk_leeg": "\u2002" * (BAR - filled),
        "minuten": minutes,
        "examens": [entry_of(released, sitting) for sitting in own],
    }


def _quiet(released: Released, day: date, during: bool) -> str:
    """What a day without an exam is: a holiday, for catching up, for study, or outside the exams."""
    if _named(released, day, "vakantie", "vrije dag"):
        return "vakantie"
    if _named(released, day, "inhaalmoment"):
        return "inhaal"
    return "vrij" if during and day.weekday() < 5 else "buiten"


def _named(released: Released, day: date, *kinds: str) -> str:
    """What the calendar of the school calls this day, or ''."""
    rows = (row for row in released.of("Kalender") if row.kind in kinds)
    return next((row.name for row in rows if row.start <= day <= (row.end or row.start)), "")


def days_without(weeks: Sequence[Mapping[str, Any]], periods: Sequence[Span]) -> int:
    """The school days without an exam between the first and the last exam."""
    days = [day for week in weeks for day in week["dagen"] if day["staat"] in ("vrij", "inhaal")]
    return sum(any(first < day["datum"] < last for first, last in periods) for day in days)


def entry_of(released: Released, sitting: Sitting) -> dict[str, Any]:
    """Subject and hour of an exam; one that falls away has no hour."""
    name, ends = released.school.subject(sitting.subject), sitting.span
    start = sitting.start if sitting.on else None
    hours = span(start, ends[1].time() if ends else None)
    return {
        "letter": letter_of(sitting),
        "vak": name,
        "vak_delen": word_parts(name),
        "soort": sitting.kind if sitting.on else "",
        "van": start,
        "tot": ends[1].time() if ends else None,
        "tijd": f"{hours} u." if hours else "",
        "minuten": sitting.minutes if ends else None,
    }


def catch_up(released: Released, periods: Sequence[Span]) -> Iterator[dict[str, Any]]:
    """The days for catching up during the exams or soon after them."""
    for row in released.of("Kalender"):
        near = any(first <= row.start <= last + CATCH_UP_AFTER for first, last in periods)
        if row.kind == "inhaalmoment" and near:
            yield {"datum": row.start, "tot": row.end if row.end != row.start else None, "naam": row.name}
