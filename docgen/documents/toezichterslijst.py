"""Toezichterslijst: per supervisor, day and room whose exam runs differently, in what a supervisor does about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import full_name, staff_name, students
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import span, upper_first


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template toezichterslijst.docx."""
    days = [*_days(released)]
    rows = [row for day in days for row in day["rijen"]]
    return {
        "toezichter": staff_name(released, released.planned.subject),
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
        "dagen": days,
        "aantal": {
            "leerlingen": len({row["leerling"] for row in rows}),
            "langer": sum(row["langer"] > 0 for row in rows),
            "niet": sum(not row["komt"] for row in rows),
        },
    }


def _days(released: Released) -> Iterator[dict[str, Any]]:
    """The exams from today on, a group per day: by hour, room, subject and name."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    named = {student.student_id: (number, student) for number, student in enumerate(students(released))}
    for seat in sorted(released.of("Zittingen"), key=lambda seat: _order(seat, named[seat.student][0])):
        row = _row(released, seat, named[seat.student][1])
        by_day.setdefault(seat.on or seat.exam_on, []).append(row)
    yield from ({"datum": day, "rijen": rows} for day, rows in by_day.items())


def _order(seat: Any, number: int) -> tuple[date, time, str, str, int]:
    return seat.on or seat.exam_on, seat.start or time.max, seat.room or "", seat.subject, number


def _row(released: Released, seat: Any, student: Any) -> dict[str, Any]:
    comes = seat.on is not None
    extra = max(0, (seat.minutes or 0) - (seat.usual or 0)) if comes else 0
    return {
        "tijd": span(seat.start, _end(seat, seat.minutes)),
        "klas_tot": _end(seat, seat.usual) if extra and seat.on == seat.exam_on else None,
        "langer": extra,
        "lokaal": seat.room or "",
        "vak": released.school.subject(seat.subject),
        "leerling": full_name(student),
        "klas": student.class_name,
        "komt": comes,
        "anders": [*_different(seat, extra)],
        "nota": upper_first(seat.note.strip(" .")),
    }


def _end(seat: Any, minutes: int | None) -> time | None:
    if seat.start is None or minutes is None:
        return None
    return (datetime.combine(seat.exam_on, seat.start) + timedelta(minutes=minutes)).time()


ABSENT = {
    "geschrapt": "komt niet: legt dit examen niet af",
    "gespreid": "komt niet: legt de delen op andere dagen af",
    "niet inhalen": "komt niet: hoeft dit niet in te halen",
    "verplaatst": "komt niet: op een andere dag",
    "gesplitst": "komt niet: in delen, op andere dagen",
}


def _different(seat: Any, extra: int) -> Iterator[str]:
    """What is different, in the words of the sheet; never why."""
    if seat.on is None:
        yield ABSENT.get(seat.choice, "komt niet: zit ergens anders")
        return
    if seat.on != seat.exam_on:
        yield "op een andere dag dan de klas"
    if extra:
        yield f"{extra} minuten langer"
    yield from seat.forms


SPEC = DocumentSpec(
    name="toezichterslijst",
    title="Toezichterslijst examens",
    code="TL",
    audience=Audience.SCHOOL,
    ceiling=Sensitivity.P,
    per="supervisor",
    families=("traject", "examenrooster"),
    covered_by=("examenrooster",),
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam"),
        "Examenaanpassingen": ("Traject-ID", "Vak", "Datum", "Vorm", "Lokaal", "Toezicht", "Nota toezichter"),
    },
    needs=("Leerlingen", "Examenrooster", "Examenaanpassingen"),
    adds=("School", "Personeel", "Trajecten", "Maatregelen", "Beslissingen"),
    derive=derive,
)
