"""D: an adapted timetable changes hours that exist, fills and supervises what it frees, and keeps essential goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Unpack

from docgen.arithmetic.cost import costs
from docgen.arithmetic.goals import (
    ACQUIRE,
    GONE,
    LETTERS,
    gone_for_good,
    is_planned,
    lesson_periods,
    said,
    without_word,
)
from docgen.arithmetic.week import tidy
from docgen.findings import CellRef, Effect, Severity
from docgen.plan.own_rows import lessons_by_class, lessons_of
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.rules.breaches import More, without_rows
from docgen.school.places import open_at, unsupervised
from docgen.school.timetable import SUPERVISED, lessons_at, overlap
from docgen.spec import Breach, rule
from docgen.tables.care import TimetableChange
from docgen.tables.school import CalendarRow
from docgen.tables.timetables import Lesson, Place
from docgen.whatif.own_goals import goals, own_goals
from docgen.whatif.weighing import plan_of

NAMED = 5  # goals that one sentence lists


def _breach(dossier: Dossier, row: TimetableChange, heading: str, case: str = "", **more: Unpack[More]) -> Breach:
    return Breach(row.at(heading), case, frozenset({dossier.name}), str(row.trajectory), **more)


def _changes(records: Records) -> Iterator[tuple[Dossier, Version, TimetableChange]]:
    for dossier, version in records.versions():
        for row in version.timetable:
            yield dossier, version, row


@rule(
    "D01",
    Severity.ERROR,
    effect=Effect.BLOCK,
    documents=("lesrooster",),
    needs=("Basisrooster",),
    source="S0 47",
    misses=("Basisrooster", "Leerlingen"),
)
def changed_hour_exists(records: Records) -> Iterator[Breach]:
    """Een aangepast lesuur staat met hetzelfde vak in het rooster van de leerling."""
    own: dict[tuple[str, date], tuple[Lesson, ...]] = {}
    changed = {dossier.name: dossier for dossier, _, _ in _changes(records)}
    yield from without_rows(changed.values(), records.once(lessons_by_class))
    for dossier, _, row in _changes(records):
        if dossier.student.class_name not in records.once(lessons_by_class):
            continue  # told once
        key = (dossier.name, row.start)
        if key not in own:
            own[key] = lessons_of(records, dossier, row.start)
        for slot in row.slots:
            there = lessons_at(own[key], slot)
            if not there:
                yield _breach(dossier, row, "Uren", args=(("list", (str(slot),)),))
            elif row.subject not in {lesson.subject for lesson in there}:
                yield _breach(dossier, row, "Vak", "subject", value=row.subject, suggestion=there[0].subject)


@rule("D02", Severity.ERROR, effect=Effect.BLOCK, documents=("lesrooster",), source="domain 3.8")
def hour_changes_once(records: Records) -> Iterator[Breach]:
    """Een lesuur heeft op een dag maar één aanpassing."""
    for dossier, version in records.versions():
        rows = version.timetable
        for index, row in enumerate(rows):
            for other in rows[index + 1 :]:
                days = _weekdays(max(row.start, other.start), min(row.end, other.end))
                both = overlap([slot for slot in row.slots if slot.day in days], other.slots) if days else ()
                if shared := tuple(map(str, both)):
                    facts = (("list", shared), ("n", 2))
                    yield _breach(dossier, row, "Uren", "slot", also=(other.at("Uren"),), args=facts)


@rule("D03", Severity.ERROR, effect=Effect.DRAFT, documents=("lesrooster",), source="S0 51")
def freed_hour_is_filled(records: Records) -> Iterator[Breach]:
    """Een vrijgekomen uur op school heeft een plaats, en les elders een vak en een klas."""
    for dossier, _, row in _changes(records):
        if row.filling in SUPERVISED and not row.place:
            yield _breach(dossier, row, "Plaats", "place")
        if row.filling == "LE" and not row.purpose:
            yield _breach(dossier, row, "Waarvoor", "purpose")


@rule(
    "D04",
    Severity.ERROR,
    effect=Effect.DRAFT,
    documents=("lesrooster",),
    needs=("Opvang",),
    source="S0 58",
    misses=("Opvang",),
)
def freed_hour_is_supervised(records: Records) -> Iterator[Breach]:
    """Op school is er bij elk vrijgekomen uur toezicht: de plaats is open en de toezichter geeft dan geen les."""
    places: dict[str, list[Place]] = defaultdict(list)
    for place in records.register.of(Place):
        places[place.name].append(place)
    teaching: dict[str, list[Lesson]] = defaultdict(list)
    supervisors = {place.supervisor for place in records.register.of(Place)}
    for lesson in records.register.of(Lesson):
        for teacher in lesson.teachers:
            if teacher in supervisors:
                teaching[str(teacher)].append(lesson)
    for dossier, _, row in _changes(records):
        if row.filling not in SUPERVISED or not row.place:
            continue  # a missing place is D03
        for slot in row.slots:
            open_then = open_at(places.get(row.place, ()), slot)
            case = unsupervised(open_then, [les for place in open_then for les in teaching[place.supervisor]], slot)
            if case:
                yield _breach(dossier, row, "Plaats", case, args=(("list", (str(slot),)), ("n", 1)))


@rule("D08", Severity.WARNING, needs=("Leerplandoelen",), source="S0 30, 44", misses=("Maatregelen", "Basisrooster"))
def essential_goal_is_kept(records: Records) -> Iterator[Breach]:
    """Een essentieel doel dat wegvalt, komt later of wordt vervangen; wat blijft, past in de uren die blijven."""
    known = records.once(goals)
    for dossier, version in records.versions():
        spoken = said(version.measures)
        lost = {goal.goal_id for goal in gone_for_good((known[name] for name in spoken if name in known), spoken)}
        for measure in version.measures:
            gone = [c.goal for c in measure.goals if c.goal in lost] if LETTERS.get(measure.kind) == GONE else []
            if gone:
                facts = (("list", tuple(gone[:NAMED])), ("n", len(gone)))
                yield Breach(measure.at("Doelen"), "goals", frozenset({dossier.name}), version.name, args=facts)
        if version.timetable:
            yield from _too_few_hours(records, dossier, version)


def _too_few_hours(records: Records, dossier: Dossier, version: Version) -> Iterator[Breach]:
    """Essential goals that stay in a subject of which so many hours fall away that there is no time for them."""
    stays = [measure for measure in version.measures if LETTERS.get(measure.kind) == ACQUIRE]
    for cost in costs(plan_of(records, dossier, version)) if stays else ():
        asked = [goal for goal in cost.spoken.get(ACQUIRE, ()) if goal in cost.essential]
        if not asked or not cost.hours.lost or cost.need is None or not cost.need.short:
            continue
        measure = next(row for row in stays if any(choice.goal == asked[0] for choice in row.goals))
        facts = (
            ("list", (records.school.subject(cost.subject),)),
            ("n", tidy(cost.need.needed)),
            ("limit", tidy(cost.need.there.left)),
        )
        yield Breach(measure.at("Doelen"), "hours", frozenset({dossier.name}), version.name, args=facts)


@rule(
    "D09",
    Severity.ERROR,
    effect=Effect.BLOCK,
    documents=("lesrooster", "zorgfolder", "doelenoverzicht-leerling"),
    needs=("Leerplandoelen",),
    source="S0 44",
    misses=("Maatregelen",),
)
def essential_goal_is_judged(records: Records) -> Iterator[Breach]:
    """Over elk essentieel doel van een vak waaruit doelen wegvallen, oordeelt de klassenraad."""
    calendar = lesson_periods(records.register.of(CalendarRow))
    for dossier, version in records.versions():
        spoken, days = said(version.measures), (version.trajectory.start, version.trajectory.end)
        own = own_goals(records, dossier.student).by_subject
        for subject, place in _touched(version).items():
            taught = (goal for goal in own.get(subject, ()) if is_planned(goal, calendar, *days))
            missing = [goal.goal_id for goal in without_word(taught, spoken)]
            if missing:
                facts = (("list", tuple(missing[:NAMED])), ("n", len(missing)))
                yield Breach(place, "", frozenset({dossier.name}), version.name, args=facts)


def _touched(version: Version) -> dict[str, CellRef]:
    """The subjects a version takes goals or hours from, with the cell that says so."""
    found: dict[str, CellRef] = {}
    for measure in version.measures:
        if measure.kind in LETTERS:
            for subject in measure.subjects:
                found.setdefault(str(subject), measure.at("Vakken"))
    for row in version.timetable:
        found.setdefault(str(row.subject), row.at("Vak"))
    return found


@rule("D15", Severity.ERROR, effect=Effect.BLOCK, documents=("lesrooster",), source="domain 3.8")
def change_is_inside_trajectory(records: Records) -> Iterator[Breach]:
    """Een aanpassing valt binnen het traject en op lesdagen."""
    holidays = [row for row in records.register.of(CalendarRow) if row.kind in ("vakantie", "vrije dag")]
    for dossier, version, row in _changes(records):
        if row.start < version.trajectory.start:
            yield _breach(dossier, row, "Van", also=(version.trajectory.at("Start"),))
        elif row.end > version.trajectory.end:
            yield _breach(dossier, row, "Tot", also=(version.trajectory.at("Einde"),))
        elif not _weekdays(row.start, row.end).intersection(slot.day for slot in row.slots):
            yield _breach(dossier, row, "Van", "weekday", args=(("list", tuple(map(str, row.slots))),))
        elif off := _days_off(row, holidays):
            names = (("list", tuple(holiday.name for holiday in off)),)
            yield _breach(dossier, row, "Van", "holiday", args=names, also=tuple(found.at("Van") for found in off))


def _weekdays(first: date, last: date) -> set[int]:
    """The days of the week (from 1) that there are between two days, both included; none when the last is before."""
    return {(first + timedelta(days=number)).isoweekday() for number in range(min((last - first).days + 1, 7))}


def _days_off(row: TimetableChange, holidays: Sequence[CalendarRow]) -> list[CalendarRow]:
    """The holidays on all the days of a change, or none when one of them is a school day."""
    near = [holiday for holiday in holidays if holiday.start <= row.end and holiday.last >= row.start]
    if not near:
        return []
    weekdays = {slot.day for slot in row.slots}
    span = (row.start + timedelta(days=number) for number in range((row.end - row.start).days + 1))
    days = [day for day in span if day.isoweekday() in weekdays]
    off = [holiday for holiday in near if any(holiday.start <= day <= holiday.last for day in days)]
    return off if all(any(holiday.start <= day <= holiday.last for holiday in off) for day in days) else []
