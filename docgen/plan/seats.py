"""Where a student sits each exam that runs differently from the class's, told in what a supervisor may know.

The gate makes Seats of whole rows: how long an exam lasts follows from a measure that a supervisor may not read, when
it ends does not. Source: sheets.md 3.10 (Duur), domain.md 4.0 (toezichterslijst).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import NamedTuple

from docgen.columns import Origin
from docgen.plan.own_rows import exams_of
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.school.exams import Sitting, sittings
from docgen.tables.care import EXTRA_TIME, ExamChange, Measure


class Seat(NamedTuple):
    """One exam of one student as a supervisor sees it; `on` is None when this student does not come to this one.

    `student` is the Leerling-ID, `minutes` counts extra time, `usual` are the minutes of the class. The last two are
    those of every released row.
    """

    student: str
    classes: str
    subject: str
    kind: str
    exam_on: date
    on: date | None
    start: time | None
    minutes: int | None
    usual: int | None
    room: str | None
    supervisor: str
    choice: str
    forms: tuple[str, ...]
    note: str
    origin: Origin
    decision: tuple[str, date] | None


def seats(records: Records, dossier: Dossier, version: Version | None, settled: Iterable[Version]) -> Iterator[Seat]:
    """The exams from today on that run differently: of a version, or (None) those outside all settled versions."""
    student, today = dossier.student, records.today
    days = [(v.trajectory.start, v.last_day) for v in ([version] if version else settled)]
    about = {dossier.name, version.name if version else ""}
    longer = [m for m in dossier.of(Measure) if m.kind == EXTRA_TIME and m.about in about]
    longer = [measure for measure in longer if dossier.in_force(measure, today)]
    changes: tuple[ExamChange, ...] = version.exams if version else ()
    if not changes and not longer:
        return  # this student sits with the class
    own = exams_of(records, dossier)
    inside = [exam for exam in own if any(first <= exam.on <= last for first, last in days) == (version is not None)]
    found: list[Seat] = []
    for sitting in sittings(inside, changes, longer, records.school.limits["Factor langere tijd"]):
        for seat in _of(dossier.name, student.class_name, sitting):
            if (seat.on or seat.exam_on) >= today and seat not in found:  # two parts leave one empty place
                found.append(seat)
    yield from found


def _of(student: str, class_name: str, sitting: Sitting) -> Iterator[Seat]:
    """Where the student sits, when that differs; and that the student does not come where the class sits."""
    change, base = sitting.change, sitting.base
    if change is None and not sitting.longer:
        return
    choice, forms, note = (change.choice, change.forms, change.supervisor_note or "") if change else ("", (), "")
    about = (student, class_name, sitting.subject, sitting.kind, base.on)
    usual = (sitting.base_minutes, base.room, str(base.supervisor or ""))
    if sitting.on is not None:
        yield Seat(*about, sitting.on, sitting.start, sitting.minutes, sitting.base_minutes, sitting.room,
                   str(sitting.supervisor or ""), choice, tuple(forms), note, base.origin, None)  # fmt: skip
    if sitting.on is None or sitting.moved or (sitting.supervisor or "") != (base.supervisor or ""):
        yield Seat(*about, None, base.start, base.minutes, *usual, choice, (), "", base.origin, None)
