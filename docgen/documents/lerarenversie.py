"""Lerarenversie of the adapted timetables: per teacher who is in which lesson and what to do about it; no reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.kinds import DAY_NAMES
from docgen.pages.page import full_name, of_student, staff_name, students
from docgen.privacy import Released
from docgen.school.by_class import ByClass
from docgen.school.hours import activity, purpose, task
from docgen.school.teaching import TO_PREPARE, ChangedHour, changed_hours
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import lower_first, word_parts

REGISTERED = "organisatorisch"
"""The absence that a school notes for a changed hour, unless School says otherwise. Source: sheets.md 3.1."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template lerarenversie.docx."""
    rows = [*_rows(released)]
    without_tests = [*_without_tests(released)]
    return {
        "leraar": staff_name(released, released.planned.subject),
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
        "aantal": {
            "leerlingen": len({row["leerling"] for row in (*rows, *without_tests)}),
            "anders": len({row["leerling"] for row in rows}),
        },
        "rijen": rows,
        "toetsvrij": without_tests,
    }


def _rows(released: Released) -> Iterator[dict[str, Any]]:
    """One row per student and lesson, in the order of the week; stretches with the same change stand in one row."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    lessons = released.once(ByClass[Any], "Basisrooster")
    for student in students(released):
        changes = [row for row in of_student(released, "Lesroosteraanpassingen", student) if row.end >= released.today]
        for hour in changed_hours(released.school, student, lessons, changes):
            if released.planned.subject in hour.lesson.teachers:
                change = hour.change
                key = (hour.slot, student.student_id, hour.visits, change.filling, change.purpose, change.place)
                row = found.setdefault(key, {**_row(released, student, hour), "periodes": []})
                period = {"van": change.start, "tot": change.end}
                row["periodes"] += [period] if period not in row["periodes"] else []
    yield from (found[key] for key in sorted(found, key=lambda key: key[0]))


def _row(released: Released, student: Any, hour: ChangedHour) -> dict[str, Any]:
    subject = released.school.subject(hour.lesson.subject)
    return {
        "dag": DAY_NAMES[hour.slot.day - 1],
        "uur": hour.slot.hour,
        "week": hour.slot.week,
        "vak": subject,
        "vak_delen": word_parts(subject),
        "klas": ", ".join(map(str, hour.lesson.classes)),
        "leerling": full_name(student),
        "anders": _different(released, student, hour),
        "doen": [*_to_do(released, hour)],
    }


def _different(released: Released, student: Any, hour: ChangedHour) -> str:
    """Where the student is, as far as a teacher has to know."""
    change, school = hour.change, released.school
    if hour.visits:
        return f"komt bij in je les, uit {student.class_name}"
    if change.filling == "LE":
        where = task(school, change)
        return f"volgt {lower_first(activity(school, change))}" + (f" {where}" if where else " in een andere groep")
    if change.filling == "AF":
        return "volgt je les van thuis"
    return "niet in je les"


def _to_do(released: Released, hour: ChangedHour) -> Iterator[str]:
    """What the teacher does about it: a task to give, the lesson online, how the absence is noted."""
    change, school = hour.change, released.school
    if hour.visits:
        yield "Voorzie een plaats en het materiaal."
    elif change.filling == "AF":
        yield "Zet je les klaar op het scherm."
    elif change.filling != "LE":
        code, rest = purpose(school, change)
        if change.filling in TO_PREPARE and rest and code in ("", hour.lesson.subject):
            yield f"Bezorg de taak: {rest.rstrip('.')}."
        yield f"Noteer: {school.registration.get(change.filling, REGISTERED)}."
    else:
        yield "Je hoeft niets te doen."


def _without_tests(released: Released) -> Iterator[dict[str, Any]]:
    """The students of this teacher who have no tests yet, with the last day of that."""
    for student in students(released):
        until = [row.no_tests_until for row in of_student(released, "Maatregelen", student) if row.no_tests_until]
        if until and max(until) >= released.today:
            yield {"leerling": full_name(student), "klas": student.class_name, "tot": max(until)}


SPEC = DocumentSpec(
    name="lerarenversie",
    title="Lesrooster: versie voor leraren",
    code="LV",
    audience=Audience.SCHOOL,
    ceiling=Sensitivity.P,
    per="lessons",
    families=("traject", "lesrooster"),
    covered_by=("lesrooster",),
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas", "Groepen"),
        "Personeel": ("Code", "Naam"),
        "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Leraar", "Geldig vanaf"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor", "Plaats"),
        "Maatregelen": ("Leerling of traject", "Evaluatievrij tot"),
    },
    needs=("Leerlingen", "Basisrooster", "Lesroosteraanpassingen"),
    adds=("School", "Personeel", "Maatregelen", "Trajecten", "Beslissingen"),
    derive=derive,
)
