"""Taken van de vakleraar: what all plans together ask of one teacher, and by when.

An agreement is care text (class Z), so this list is for the council that the teacher is a member of, not for the folder
of the whole school.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from docgen.columns import Sensitivity
from docgen.kinds import DAY_NAMES
from docgen.pages.goals import goal_lines_of
from docgen.pages.page import decision_of, full_name, of_student, staff_name, students
from docgen.privacy import Released
from docgen.school.by_class import ByClass
from docgen.school.hours import doing
from docgen.school.teaching import lessons_of, own_subjects, own_versions, still_open, to_catch_up, to_prepare
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import upper_first

CLOSED = ("vakantie", "vrije dag")
SATURDAY = 5


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template taken-vakleraren.docx."""
    versions, hours, later, agreed = (
        [row for student in students(released) for row in rows(released, student)]
        for rows in (_versions, _hours, _later, _agreed)
    )
    to_do = [row for row in versions if not row["klaar_op"]]
    days = [row["tegen"] for row in (*to_do, *agreed) if row["tegen"] and row["tegen"] >= released.today]
    return {
        "leraar": staff_name(released, released.planned.subject),
        "versies": sorted(versions, key=lambda row: (row["tegen"], row["examen_op"], row["leerling"])),
        "materiaal": hours,
        "inhalen": later,
        "afspraken": sorted(agreed, key=lambda row: (row["tegen"] or date.max, row["leerling"])),
        "aantal": {
            "taken": len(to_do) + len(hours) + len(agreed),
            "leerlingen": len({row["leerling"] for row in (*versions, *hours, *later, *agreed)}),
        },
        "eerste": min(days, default=None),
        "beslissingen": _decisions(released),
    }


def _decisions(released: Released) -> list[dict[str, Any]]:
    """The decisions on the plans that ask all this, oldest first."""
    plans = {row.trajectory_id for row in released.of("Trajecten")}
    found = {(row.on, row.decision_id) for row in released.of("Beslissingen") if row.about in plans}
    return [{"nummer": number, "datum": on} for on, number in sorted(found)]


def _own(released: Released, student: Any) -> tuple[Any, ...]:
    starts = [row.start for row in of_student(released, "Trajecten", student)]
    own = released.once(ByClass[Any], "Basisrooster").own(student.class_name, student.groups)
    return lessons_of(own, student, max([released.today, *starts]))


def _who(student: Any) -> dict[str, str]:
    return {"leerling": full_name(student), "klas": student.class_name}


def _versions(released: Released, student: Any) -> Iterator[dict[str, Any]]:
    """The own versions of exams that this teacher makes, with the day on which one has to be ready."""
    changes = of_student(released, "Examenaanpassingen", student)
    for row in own_versions(released.planned.subject, _own(released, student), changes, released.today):
        on = row.new_date or row.exam_on
        yield {
            **_who(student),
            "vak": released.school.subject(row.subject),
            "vorm": list(row.forms),
            "examen_op": on,
            "tegen": _ready_by(released, on),
            "klaar_op": row.version_ready_on,
            "voorbij": _ready_by(released, on) < released.today,
        }


def _ready_by(released: Released, on: date) -> date:
    """The last day that leaves as many school days before an exam as the school agreed."""
    closed = [row for row in released.of("Kalender") if row.kind in CLOSED]
    left, day = int(released.school.limits["Schooldagen vooraf voor extra versie"]), on
    while left > 0:
        day -= timedelta(days=1)
        left -= day.weekday() < SATURDAY and not any(row.start <= day <= (row.end or row.start) for row in closed)
    return day


def _hours(released: Released, student: Any) -> Iterator[dict[str, Any]]:
    """The changed hours for which this teacher sees to the task; stretches with the same hours stand in one row."""
    changes = [row for row in of_student(released, "Lesroosteraanpassingen", student) if row.end >= released.today]
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in to_prepare(released.school, released.planned.subject, _own(released, student), changes):
        key = (row.slots, row.filling, row.purpose, row.place)
        made = {**_who(student), "wat": doing(released.school, row), "wanneer": [_moment(slot) for slot in row.slots]}
        made |= {"waar": str(row.place or ""), "periodes": []}
        found.setdefault(key, made)["periodes"].append({"van": row.start, "tot": row.end})
    yield from found.values()


def _moment(slot: Any) -> str:
    return f"{DAY_NAMES[slot.day - 1]} {slot.hour}e uur" + (f", week {slot.week}" if slot.week else "")


def _later(released: Released, student: Any) -> Iterator[dict[str, Any]]:
    """The goals and tests of this teacher's subjects that come later, are replaced, or are not made up for."""
    own, teacher = _own(released, student), released.planned.subject
    measures = [*to_catch_up(teacher, own, of_student(released, "Maatregelen", student))]
    taught = own_subjects(teacher, own)
    for measure in measures:
        subjects = [released.school.subject(subject) for subject in taught if subject in measure.subjects]
        goals = {name: lines for name, lines in goal_lines_of(released, [measure]).items() if name in taught}
        if measure.goals and not goals:
            continue
        yield {
            **_who(student),
            "vak": subjects or ["alle vakken"],
            "soort": upper_first(measure.kind),
            "doelen": [_goal(line) for lines in goals.values() for line in lines],
            "tegen": measure.end,
            "beslissing": decision_of(measure),
        }


def _goal(line: Mapping[str, Any]) -> str:
    text = f"{line['nummer']}: {line['tekst']}" if line["tekst"] else str(line["nummer"])
    return text + (f", vervangen door {line['vervangen_door']}" if line["vervangen_door"] else "")


def _agreed(released: Released, student: Any) -> Iterator[dict[str, Any]]:
    """The open agreements that ask something of this teacher."""
    for row in still_open(released.planned.subject, of_student(released, "Afspraken", student)):
        yield {
            **_who(student),
            "wat": upper_first(row.what.strip(" .")),
            "aanpak": upper_first((row.approach or "").strip(" .")),
            "tegen": row.by,
            "voorbij": row.by is not None and row.by < released.today,
            "stand": row.state or "open",
        }


SPEC = DocumentSpec(
    name="taken-vakleraren",
    title="Taken van de vakleraar",
    code="TV",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.Z,
    per="tasks",
    families=("traject",),
    covered_by=("lesrooster", "examenrooster", "verminderd pakket"),
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas", "Groepen"),
        "Personeel": ("Code", "Naam"),
        "Kalender": ("Van", "Tot", "Soort", "Naam"),
        "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Leraar", "Geldig vanaf"),
        "Trajecten": ("Traject-ID", "Start"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor", "Plaats"),
        "Examenaanpassingen": ("Traject-ID", "Vak", "Datum", "Nieuwe datum", "Vorm", "Extra versie klaar op"),
        "Maatregelen": ("Leerling of traject", "Soort", "Vakken", "Doelen", "Tot"),
        "Leerplandoelen": ("Doel-ID", "Vak", "Leerplan", "Doel"),
        "Afspraken": ("Leerling of traject", "Soort", "Wat", "Aanpak", "Wie", "Tegen", "Stand"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie"),
    },
    needs=("Leerlingen", "Basisrooster", "Trajecten"),
    adds=("School", "Personeel", "Kalender", "Lesroosteraanpassingen", "Examenaanpassingen", "Maatregelen",
          "Leerplandoelen", "Afspraken", "Beslissingen"),
    derive=derive,
)  # fmt: skip
