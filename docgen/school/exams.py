"""A student's own exams: those of the class and groups, with the changes of a version and extra time applied.

Rows are whole rows (for the rules) or released rows (for the documents): only the attributes named here are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any

DROPPED = frozenset({"geschrapt", "niet inhalen"})
WITHOUT_HOUR = frozenset({"gespreid", "taak"})
COUNTS = frozenset({"schriftelijk", "mondeling", "praktijk"})
"""What counts as an exam in a day's load; a test, a task or a spread evaluation does not."""
PERIOD, CATCH_UP = "evaluatieperiode", "inhaalmoment"
OWN_VERSION = frozenset({"aangepaste versie", "kortere versie"})
"""Forms of an exam for which a teacher makes a version of its own."""


@dataclass(frozen=True)
class Sitting:
    """One exam as this student takes it; `on` is None when it falls away. `base` and `change` are its rows."""

    subject: str
    kind: str
    on: date | None
    start: time | None
    minutes: int | None
    base_minutes: int | None
    room: str | None
    supervisor: str | None
    base: Any
    change: Any = None

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """When it begins and ends, or None without a day, hour or duration."""
        if self.on is None or self.start is None or self.minutes is None:
            return None
        begin = datetime.combine(self.on, self.start)
        return begin, begin + timedelta(minutes=self.minutes)

    @property
    def moved(self) -> bool:
        """Whether it is on another day than the class's."""
        return self.on is not None and self.on != self.base.on

    @property
    def longer(self) -> bool:
        """Whether extra time made it longer than the class's."""
        return bool(self.minutes and self.base_minutes and self.minutes > self.base_minutes)


def own_exams(exams: Iterable[Any], class_name: str, groups: Sequence[str]) -> tuple[Any, ...]:
    """The exams of a student's class and groups."""
    return tuple(exam for exam in exams if class_name in exam.classes and (exam.group is None or exam.group in groups))


def sittings(
    exams: Iterable[Any], changes: Iterable[Any], extra_time: Iterable[Any], factor: float
) -> tuple[Sitting, ...]:
    """How a student takes each exam, by day and hour. `extra_time` are the measures `langere tijd` that count.

    Exams are found by subject and date; a change of a date on which there is no exam is left to rule B02.
    """
    rows, longer = tuple(changes), tuple(extra_time)
    found: list[Sitting] = []
    for exam in exams:
        own = [row for row in rows if (row.subject, row.exam_on) == (exam.subject, exam.on)]
        found += _changed(exam, own, longer, factor) if own else [_as_class(exam, longer, factor)]
    return tuple(
        sorted(found, key=lambda sitting: (sitting.on or date.max, sitting.start or time.max, sitting.subject))
    )


def _as_class(exam: Any, extra_time: tuple[Any, ...], factor: float) -> Sitting:
    minutes = _with_extra(exam.minutes, exam, extra_time, factor)
    return Sitting(
        exam.subject, exam.kind, exam.on, exam.start, minutes, exam.minutes, exam.room, exam.supervisor, exam
    )


def _changed(exam: Any, rows: Sequence[Any], extra_time: tuple[Any, ...], factor: float) -> Iterator[Sitting]:
    for row in rows:
        away = row.choice in DROPPED or row.choice == "gespreid"
        kind = next((form for form in row.forms if form in ("mondeling", "schriftelijk")), exam.kind)
        share = exam.minutes // len(rows) if exam.minutes and row.choice == "gesplitst" else exam.minutes
        minutes = row.minutes or _with_extra(share, exam, extra_time, factor)
        yield Sitting(
            exam.subject,
            "gespreid" if row.choice == "gespreid" else kind,
            None if away else row.new_date or exam.on,
            row.start or exam.start,
            minutes,
            exam.minutes,
            row.room or exam.room,
            row.supervisor or exam.supervisor,
            exam,
            row,
        )


def _with_extra(minutes: int | None, exam: Any, extra_time: tuple[Any, ...], factor: float) -> int | None:
    """The duration with extra time, rounded up to 5 minutes so that it reads on a clock."""
    if minutes is None or not any(_applies(measure, exam) for measure in extra_time):
        return minutes
    return -(-round(minutes * factor) // 5) * 5


def _applies(measure: Any, exam: Any) -> bool:
    subjects = not measure.subjects or "alle" in measure.subjects or exam.subject in measure.subjects
    wanted = "toets" if exam.kind == "toets" else "examen"
    places = not measure.where or wanted in measure.where
    started = measure.start is None or measure.start <= exam.on
    return subjects and places and started and (measure.end is None or exam.on <= measure.end)


def overlapping(taken: Sequence[Sitting]) -> Iterator[tuple[Sitting, Sitting]]:
    """Pairs of exams of one student that share time, extra time counted; the earlier one first."""
    spans = [(sitting, span) for sitting in taken if (span := sitting.span)]
    for (one, first), (other, second) in combinations(spans, 2):
        if first[0] < second[1] and second[0] < first[1]:
            yield one, other


def exam_days(calendar: Iterable[Any], kinds: Sequence[str] = (PERIOD, CATCH_UP)) -> frozenset[date]:
    """The days of exam periods and catch-up moments in rows of Kalender; none when it names no such period."""
    rows = [row for row in calendar if row.kind in kinds]
    return frozenset(row.start + timedelta(days=n) for row in rows for n in range((row.last - row.start).days + 1))
