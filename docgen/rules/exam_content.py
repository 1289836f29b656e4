"""E: what an exam asks of others: goals that are still tested, a version ready in time, a free room, the extra time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Unpack

from docgen.arithmetic.goals import said, still_open
from docgen.findings import Severity
from docgen.plan.own_rows import exams_of
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.rules.breaches import More, breach_of
from docgen.rules.exam_days import SCHEDULE, Schedule, schedules
from docgen.rules.facts import school_days, still_to_come
from docgen.school.exams import OWN_VERSION, Sitting, overlapping, sittings
from docgen.spec import Breach, rule
from docgen.tables.care import EXEMPTION, ExamChange
from docgen.tables.timetables import Exam
from docgen.whatif.own_goals import own_goals


def _breach(
    dossier: Dossier, version: Version, row: ExamChange, heading: str, case: str, **more: Unpack[More]
) -> Breach:
    return breach_of(dossier, version, row.at(heading), case, **more)


@rule(
    "E08", Severity.WARNING, documents=SCHEDULE, needs=("Leerplandoelen",), source="domain 3.8", misses=("Maatregelen",)
)
def dropped_exam_leaves_no_goal(records: Records) -> Iterator[Breach]:
    """Een examen wordt pas geschrapt als de essentiële doelen van het vak beheerst zijn of later komen."""
    for dossier, version in still_to_come(records):
        spread = {str(row.subject) for row in version.exams if row.choice == "gespreid"}
        exempt = {str(s) for m in version.measures if m.kind in EXEMPTION for s in m.subjects}
        spoken, own = said(version.measures), own_goals(records, dossier.student).by_subject
        for row in version.exams:
            subject = str(row.subject)
            if row.choice != "geschrapt" or subject in spread or exempt.intersection({subject, "alle"}):
                continue
            open_goals = [goal.goal_id for goal in still_open(own.get(subject, ()), spoken)]
            if open_goals:
                facts = (("list", tuple(open_goals[:5])), ("n", len(open_goals)))
                yield _breach(dossier, version, row, "Keuze", "goals", args=facts)


@rule("E09", Severity.WARNING, documents=SCHEDULE, source="S0 60")
def own_version_is_ready(records: Records) -> Iterator[Breach]:
    """Een aangepaste versie is enkele schooldagen voor het examen klaar."""
    limit = int(records.school.limits["Schooldagen vooraf voor extra versie"])
    for dossier, version in still_to_come(records):
        for row in version.exams:
            on = row.new_date or row.exam_on
            if not OWN_VERSION.intersection(row.forms) or on < records.today:
                continue
            if row.version_ready_on and school_days(records, row.version_ready_on, on) < limit:
                yield _breach(dossier, version, row, "Extra versie klaar op", "late", args=(("limit", limit),))
            elif row.version_ready_on is None:
                in_time = school_days(records, records.today, on) > limit
                severity = Severity.NOTE if in_time else None
                yield _breach(dossier, version, row, "Extra versie klaar op", "missing", severity=severity)


@rule("E10", Severity.WARNING, documents=SCHEDULE, source="domain 3.8")
def room_and_supervisor_are_free(records: Records) -> Iterator[Breach]:
    """Een lokaal en een toezichter zijn tijdens een aangepast examen niet bezet door een ander vak."""
    taken_rooms, taken_people = records.once(_bookings)
    for schedule in records.once(schedules):
        for sitting in schedule[2]:
            change = sitting.change
            if change is None or not sitting.span or not (change.room or change.supervisor or sitting.moved):
                continue
            for booked, wanted, heading, case in (
                (taken_rooms, sitting.room, "Lokaal", "room"),
                (taken_people, sitting.supervisor, "Toezicht", "supervisor"),
            ):
                exam = _clash(sitting, booked.get((sitting.span[0].date(), str(wanted)), ()))
                if wanted and exam:
                    place = heading if getattr(change, "room" if case == "room" else "supervisor") else "Nieuwe datum"
                    yield _clashing(schedule, change, place, case, str(wanted), exam, heading)


Bookings = Mapping[tuple[date, str], tuple[Exam, ...]]


def _bookings(records: Records) -> tuple[Bookings, Bookings]:
    """The exams of the classes per day and room, and per day and supervisor."""
    rooms: dict[tuple[date, str], list[Exam]] = defaultdict(list)
    people: dict[tuple[date, str], list[Exam]] = defaultdict(list)
    for exam in records.register.of(Exam):
        if exam.room:
            rooms[exam.on, exam.room].append(exam)
        if exam.supervisor:
            people[exam.on, str(exam.supervisor)].append(exam)
    return {k: tuple(v) for k, v in rooms.items()}, {k: tuple(v) for k, v in people.items()}


def _clash(sitting: Sitting, booked: tuple[Exam, ...]) -> Exam | None:
    """The first exam of another subject at the same time; students of one subject may sit together."""
    for exam in booked:
        (other,) = sittings([exam], (), (), 1)
        if exam.subject != sitting.subject and next(overlapping((sitting, other)), None):
            return exam
    return None


def _clashing(
    schedule: Schedule, change: ExamChange, place: str, case: str, wanted: str, exam: Exam, heading: str
) -> Breach:
    dossier, version, _ = schedule
    return _breach(dossier, version, change, place, case, value=wanted, also=(exam.at(heading),))


@rule("E11", Severity.WARNING, documents=SCHEDULE, source="domain 3.8")
def extra_time_is_given(records: Records) -> Iterator[Breach]:
    """Een bekrachtigde langere tijd geldt ook als de duur getypt is."""
    factor = records.school.limits["Factor langere tijd"]
    for dossier, version in still_to_come(records):
        typed = [row for row in version.exams if row.minutes and row.choice != "gesplitst"]
        longer = dossier.extra_time(records.today)
        if not typed or not longer:
            continue
        own = exams_of(records, dossier)
        for row in typed:
            exam = next((exam for exam in own if (exam.subject, exam.on) == (row.subject, row.exam_on)), None)
            if exam is None or "kortere versie" in row.forms:
                continue
            (as_class,) = sittings([exam], (), longer, factor)
            own_minutes, limit = row.minutes or 0, as_class.minutes or 0
            if as_class.longer and own_minutes < limit:
                facts = (("n", own_minutes), ("limit", limit))
                yield _breach(dossier, version, row, "Duur", "shorter", args=facts)
