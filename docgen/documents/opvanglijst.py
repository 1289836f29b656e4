"""Opvanglijst per lesuur: who comes when to which place with which task, who supervises, how many places are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.columns import Sensitivity
from docgen.kinds import DAY_NAMES, Slot
from docgen.pages.page import full_name, of_student, staff_name, students
from docgen.privacy import Released
from docgen.school.hours import doing
from docgen.school.places import open_at, seats_of
from docgen.school.timetable import SUPERVISED, overlap
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import lower_first, span


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template opvanglijst.docx."""
    period = released.planned.period
    assert period is not None
    rows = [*_rows(released)]
    return {
        "geldig": {"van": period.start, "tot": period.end},
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
        "aantal": {
            "leerlingen": len({one["leerling"] for row in rows for one in row["leerlingen"]}),
            "uren": sum(len(row["leerlingen"]) for row in rows),
        },
        "rijen": rows,
        "te_vol": any(row["vrij"] is not None and row["vrij"] < 0 for row in rows),
    }


def _rows(released: Released) -> Iterator[dict[str, Any]]:
    """One row per hour and place, in the order of the week."""
    there: dict[tuple[Slot, str], list[dict[str, str]]] = defaultdict(list)
    for student in students(released):
        for change in of_student(released, "Lesroosteraanpassingen", student):
            if change.filling in SUPERVISED and change.place:
                about = {"leerling": full_name(student), "klas": student.class_name}
                about["doet"] = lower_first(doing(released.school, change))
                for slot in change.slots:
                    there[slot, str(change.place)].append(about)
    for slot, place in sorted(there):
        present = max(_present(there, Slot(slot.day, slot.hour, week), place) for week in slot.week or "AB")
        yield {**_where(released, slot, place, present), "leerlingen": there[slot, place]}


def _present(there: Mapping[tuple[Slot, str], Sequence[object]], slot: Slot, place: str) -> int:
    """How many students sit in a place in one hour of one week."""
    return sum(len(own) for (when, where), own in there.items() if where == place and overlap((slot,), (when,)))


def _where(released: Released, slot: Slot, place: str, present: int) -> dict[str, Any]:
    """An hour and a place: who supervises, and how many places are left (None when the school did not say)."""
    start, end = released.school.hours.get(slot.hour, (None, None))
    open_then = open_at(released.of("Opvang"), slot, place)
    seats = seats_of(open_then)
    return {
        "dag": DAY_NAMES[slot.day - 1],
        "uur": slot.hour,
        "week": slot.week,
        "tijd": span(start, end),
        "plaats": place,
        "toezicht": [staff_name(released, str(row.supervisor)) for row in open_then],
        "vrij": seats - present if seats is not None else None,
    }


SPEC = DocumentSpec(
    name="opvanglijst",
    title="Opvanglijst per lesuur",
    code="OL",
    audience=Audience.SCHOOL,
    ceiling=Sensitivity.P,
    per="stretch",
    when={"Lesroosteraanpassingen": tuple(sorted(SUPERVISED))},
    families=("traject", "lesrooster"),
    covered_by=("lesrooster",),
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam"),
        "Opvang": ("Plaats", "Uren", "Toezicht", "Capaciteit"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor", "Plaats"),
    },
    needs=("Leerlingen", "Basisrooster", "Lesroosteraanpassingen", "Opvang"),
    adds=("School", "Personeel", "Trajecten", "Beslissingen"),
    derive=derive,
)
