"""E: the days of an adapted exam schedule are school days in an exam period, and not heavier than they may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Unpack

from docgen.findings import CellRef, Effect, Severity
from docgen.plan.own_rows import exams_of
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.rules.breaches import More, breach_of
from docgen.rules.exams import taken
from docgen.rules.facts import SATURDAY, closed_days, still_to_come
from docgen.school.exams import COUNTS, Sitting, exam_days
from docgen.spec import Breach, rule
from docgen.tables.school import CalendarRow

SCHEDULE = ("examenrooster",)

Schedule = tuple[Dossier, Version, tuple[Sitting, ...]]
Days = Mapping[date, tuple[Sitting, ...]]


def schedules(records: Records) -> tuple[Schedule, ...]:
    """How each student with a version that has not ended yet takes the exams."""
    found = (
        (dossier, version, taken(records, dossier, version))
        for dossier, version in still_to_come(records)
        if version.exams or version.measures
    )
    return tuple(schedule for schedule in found if schedule[2])


def by_day(sittings: tuple[Sitting, ...]) -> Days:
    """The exams that count, per day, in the order of the day."""
    days: dict[date, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        if sitting.on and sitting.kind in COUNTS:
            days[sitting.on].append(sitting)
    return {day: tuple(own) for day, own in days.items()}


def place_of(sitting: Sitting, *headings: str) -> CellRef:
    """The cell that puts an exam where it is: the first of these that is filled in in the change, else its date."""
    row = sitting.base if sitting.change is None else sitting.change
    attributes = {column.heading: column.attribute for column in row.columns()}
    filled = (h for h in headings if h in attributes and getattr(row, attributes[h]) is not None)
    return row.at(next(filled, "Datum"))  # type: ignore[no-any-return]


def _changed(days: Days) -> Iterator[tuple[date, tuple[Sitting, ...], Sitting]]:
    """The days that this schedule changes, with the last changed exam of that day; the others are the class's own."""
    for day, sittings in sorted(days.items()):
        own = [sitting for sitting in sittings if sitting.change is not None]
        if own:
            yield day, sittings, own[-1]


def _breach(schedule: Schedule, place: CellRef, case: str = "", **more: Unpack[More]) -> Breach:
    dossier, version, _ = schedule
    return breach_of(dossier, version, place, case, **more)


@rule("E02", Severity.WARNING, documents=SCHEDULE, source="domain 3.8")
def day_has_few_exams(records: Records) -> Iterator[Breach]:
    """Een leerling heeft op een dag niet meer examens dan het maximum; twee te veel is een fout."""
    limit = int(records.school.limits["Max examens per dag"])
    for schedule in records.once(schedules):
        for _, sittings, changed in _changed(by_day(schedule[2])):
            if len(sittings) > limit:
                far = len(sittings) > limit + 1
                yield _breach(
                    schedule,
                    place_of(changed, "Nieuwe datum"),
                    "count",
                    args=(("n", len(sittings)), ("limit", limit)),
                    severity=Severity.ERROR if far else None,
                    effect=Effect.BLOCK if far else None,
                )


@rule("E03", Severity.WARNING, documents=SCHEDULE, source="domain 3.8")
def day_is_not_heavy(records: Records) -> Iterator[Breach]:
    """Een examendag is niet te lang, en tussen twee examens is er rust."""
    minutes = int(records.school.limits["Max examenminuten per dag"])
    rest = int(records.school.limits["Minimumrust tussen examens"])
    for schedule in records.once(schedules):
        for _, sittings, changed in _changed(by_day(schedule[2])):
            total = sum(sitting.minutes or 0 for sitting in sittings)
            if total > minutes:
                facts = (("n", total), ("limit", minutes))
                yield _breach(schedule, place_of(changed, "Nieuwe datum"), "minutes", args=facts)
            for gap, sitting in _rests(sittings):
                if 0 <= gap < rest:  # less than nothing is an overlap: E01
                    facts = (("n", gap), ("limit", rest))
                    yield _breach(schedule, place_of(sitting, "Beginuur"), "rest", args=facts)


def _rests(sittings: tuple[Sitting, ...]) -> Iterator[tuple[int, Sitting]]:
    """The minutes between two exams that follow each other, with the changed one of both."""
    timed = sorted((s for s in sittings if s.span), key=lambda s: s.span or ())
    for one, other in pairwise(timed):
        if one.span and other.span and (one.change or other.change):
            gap = int((other.span[0] - one.span[1]).total_seconds() // 60)
            yield gap, other if other.change is not None else one


@rule("E04", Severity.ERROR, effect=Effect.BLOCK, documents=SCHEDULE, source="domain 3.8")
def extra_time_fits(records: Records) -> Iterator[Breach]:
    """Ook met extra tijd eindigt een examen voor het einde van de schooldag."""
    last = max((end for _, end in records.school.hours.values()), default=None)
    for schedule in records.once(schedules):
        for sitting in schedule[2]:
            if not (last and sitting.longer and sitting.span):
                continue
            end = sitting.span[1]
            if end.time() > last or end.date() > sitting.span[0].date():
                clock = f"{end.hour}.{end.minute:02} u."
                yield _breach(schedule, place_of(sitting, "Beginuur", "Duur"), "day", args=(("time", clock),))


@rule("E05", Severity.ERROR, effect=Effect.BLOCK, documents=SCHEDULE, needs=("Kalender",), source="domain 3.8")
def exam_is_on_an_exam_day(records: Records) -> Iterator[Breach]:
    """Een examen valt niet op een vrije dag; een verplaatst examen in een evaluatieperiode of op een inhaalmoment."""
    for schedule in records.once(schedules):
        for sitting in schedule[2]:
            moved = sitting.change is not None and sitting.change.new_date is not None
            if sitting.on is None or not (moved or sitting.kind in COUNTS):
                continue
            place, closed = place_of(sitting, "Nieuwe datum"), records.once(closed_days).get(sitting.on)
            if moved and sitting.on.weekday() >= SATURDAY:
                yield _breach(schedule, place, "weekend")
            elif closed:
                yield _breach(schedule, place, "holiday", also=(closed.at("Naam"),))
            elif moved and sitting.kind in COUNTS and not _is_exam_day(records, sitting.on):
                yield _breach(schedule, place)


def _exam_days(records: Records) -> frozenset[date]:
    return exam_days(records.register.of(CalendarRow))


def _is_exam_day(records: Records, day: date) -> bool:
    known = records.once(_exam_days)
    return not known or day in known


@rule("E12", Severity.ERROR, effect=Effect.BLOCK, documents=SCHEDULE, source="domain 3.8")
def moved_exam_left_its_place(records: Records) -> Iterator[Breach]:
    """Een verplaatst examen staat nergens anders nog eens."""
    for schedule in records.once(schedules):
        for sitting in schedule[2]:
            if sitting.change is None or sitting.change.choice != "verplaatst":
                continue
            place = sitting.change.at("Nieuwe datum")
            if not sitting.moved and sitting.start == sitting.base.start and sitting.change.minutes is None:
                yield _breach(schedule, place, also=(sitting.base.at("Datum"),))
            for other in schedule[2]:
                same = (other.subject, other.kind, other.on) == (sitting.subject, sitting.kind, sitting.on)
                if same and other.base is not sitting.base:
                    yield _breach(schedule, place, also=(place_of(other, "Nieuwe datum"),))


@rule("E13", Severity.WARNING, documents=SCHEDULE, source="domain 3.8")
def day_is_not_heavier_than_in_class(records: Records) -> Iterator[Breach]:
    """Een leerling heeft op een dag niet meer examens dan de klas."""
    for schedule in records.once(schedules):
        dossier, _, sittings = schedule
        days = {day: own for day, own in by_day(sittings).items() if len(own) > 1}
        for day, own in sorted(days.items()):
            added = [sitting for sitting in own if sitting.moved]
            if not added:
                continue
            of_class = sum(exam.on == day and exam.kind in COUNTS for exam in exams_of(records, dossier))
            if len(own) > of_class:
                facts = (("n", len(own)), ("limit", of_class))
                yield _breach(schedule, added[-1].change.at("Nieuwe datum"), "count", args=facts)
