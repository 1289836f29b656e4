"""What falls due this week, and what is late: from today to the seventh day. Source: interface.md 4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from docgen.dashboard.model import Passage, Task
from docgen.dashboard.words import Words
from docgen.handover.procedure import Handover, Step
from docgen.records.dossier import Records
from docgen.records.version import State
from docgen.school.exams import OWN_VERSION
from docgen.tables.care import AWAY, Talk
from docgen.tables.council import Council, Decision
from docgen.tables.school import CalendarRow

AHEAD, FIRST_CONTACT = timedelta(days=7), timedelta(days=10)


def tasks(
    records: Records, handovers: Sequence[tuple[Handover, Passage]], destroy_after: Iterable[date], words: Words
) -> tuple[Task, ...]:
    """Everything that is due, by day. `destroy_after` are the last days of what docgen keeps."""
    found = [
        *_reviews(records, words),
        *_own_versions(records, words),
        *_councils(records, words),
        *_terms(handovers, records.today, words),
        *_contacts(records, words),
        *_retention(destroy_after, records.today, words),
    ]
    due = [task for task in found if task.on <= records.today + AHEAD]
    return tuple(sorted(due, key=lambda task: (task.on, task.text, task.who)))


def _named(records: Records, student: str) -> str:
    row = records.dossiers[student].student
    return f"{row.first_name} {row.family_name} ({row.class_name})"


def _reviews(records: Records, words: Words) -> Iterator[Task]:
    for dossier, version in records.versions():
        trajectory = version.trajectory
        if version.state in (State.RUNNING, State.RATIFIED):
            who = words("task.mentor", person=trajectory.mentor, name=_named(records, dossier.name))
            yield Task(trajectory.review_on, words("task.review", id=version.name), who, dossier.name)


def _own_versions(records: Records, words: Words) -> Iterator[Task]:
    """Own versions of an exam that nobody reported ready, per subject and day."""
    lead = int(records.school.limits["Schooldagen vooraf voor extra versie"])
    closed = _closed(records)
    waiting: dict[tuple[date, str], set[str]] = defaultdict(set)
    for dossier, version in records.versions():
        if version.last_day < records.today or version.state in (State.REFUSED, State.STOPPED):
            continue
        for row in version.exams:
            on = row.new_date or row.exam_on
            if OWN_VERSION.intersection(row.forms) and row.version_ready_on is None and on >= records.today:
                waiting[_school_days_before(on, lead, closed), str(row.subject)].add(dossier.name)
    for (day, subject), students in waiting.items():
        name = records.school.subject(subject)
        who = _named(records, *students) if len(students) == 1 else words("students", len(students))
        about = next(iter(students)) if len(students) == 1 else ""
        yield Task(day, words("task.own_version", name=name), who, about)


def _closed(records: Records) -> frozenset[date]:
    rows = (row for row in records.register.of(CalendarRow) if row.kind in ("vakantie", "vrije dag"))
    return frozenset(row.start + timedelta(days=n) for row in rows for n in range((row.last - row.start).days + 1))


def _school_days_before(day: date, count: int, closed: frozenset[date]) -> date:
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5 and day not in closed
    return day


def _councils(records: Records, words: Words) -> Iterator[Task]:
    kinds = {row.council_id: row for row in records.register.of(Council)}
    points: dict[tuple[date, str], int] = defaultdict(int)
    for decision in records.register.of(Decision):
        if decision.on >= records.today:
            points[decision.on, decision.council] += 1
    for (day, name), count in points.items():
        row = kinds.get(name)
        kind = words.table("councils").get(row.kind if row else "", name)
        yield Task(day, f"{kind} {name}" if kind != name else name, words("task.points", count))


def _terms(handovers: Sequence[tuple[Handover, Passage]], today: date, words: Words) -> Iterator[Task]:
    for handover, _ in handovers:
        last = handover.last_day
        if last and last >= today and handover.step not in (Step.SENT, Step.RECEIVED):
            who = _named(handover.records, handover.dossier.name)
            yield Task(last, words("task.term", id=handover.name), who, handover.dossier.name)


def _contacts(records: Records, words: Words) -> Iterator[Task]:
    """The first talk in an absence, within its first ten days."""
    for dossier, version in records.versions():
        if version.state is not State.RUNNING:
            continue
        talks = (*version.talks, *dossier.lasting(Talk))
        for away in version.measures:
            start = away.start or version.trajectory.start
            is_away = away.kind in AWAY and start <= records.today <= (away.end or version.last_day)
            if is_away and not any(start <= talk.on <= start + FIRST_CONTACT for talk in talks):
                yield Task(start + FIRST_CONTACT, words("task.contact"), _named(records, dossier.name), dossier.name)


def _retention(destroy_after: Iterable[date], today: date, words: Words) -> Iterator[Task]:
    per_day: dict[date, int] = defaultdict(int)
    for last in destroy_after:
        per_day[last + timedelta(days=1)] += 1
    for day, count in per_day.items():
        yield Task(day, words("task.destroy", count), words("task.destroy_how"))
