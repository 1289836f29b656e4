"""Overzicht leerplandoelen, for the student: what is known, to acquire, later, replaced or away, and the hours left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.arithmetic.goals import LETTERS, ORDER
from docgen.arithmetic.goals import MASTERED as KNOWN
from docgen.columns import Sensitivity
from docgen.pages.goal_hours import hours_rows
from docgen.pages.goals import essential_for, goal_lines, known_goals, own_goals, resting_on
from docgen.pages.page import deciding, staff_name, titular, unique_decisions
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import numbers_list


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template doelenoverzicht-leerling.docx."""
    trajectory, by_subject = released.one("Trajecten"), goal_lines(released)
    lines = [line for found in by_subject.values() for line in found]
    letters = [line["letter"] for line in lines]
    return {
        "geldig": {"van": trajectory.start, "tot": trajectory.end},
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "beslissing": deciding(released),
        "evaluatie_op": trajectory.review_on,
        "aantal": {
            "verwerven": letters.count("E"),
            "later": letters.count("L"),
            "vervangen": letters.count("R"),
            "beheerst": letters.count("B"),
            "weg": letters.count("W"),
        },
        "doelen": _rows(released, by_subject),
        "ken_je_al": [*_known(released, by_subject)],
        "zonder_essentieel": without_essential(released, by_subject),
        "doelletters": sorted({*letters} - {KNOWN}, key=ORDER.index),
        "doelbeslissingen": unique_decisions(lines),
        "uren_per_vak": hours_rows(released, by_subject),
    }


def _rows(released: Released, by_subject: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Every goal but the known ones, by subject, those that ask most first, with what each is needed for."""
    known = known_goals(released)
    resting = resting_on(released)
    return [
        {
            **line,
            "vak": released.school.subject(subject),
            "waarvoor": essential_for(known[line["doel"]]) if line["doel"] in known else [],
            "steunt": resting.get(line["doel"], []),
        }
        for subject in sorted(by_subject, key=released.school.subject)
        for line in sorted(by_subject[subject], key=lambda line: ORDER.index(line["letter"]))
        if line["letter"] != KNOWN
    ]


def _known(released: Released, by_subject: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[dict[str, str]]:
    """Per subject the numbers of the goals that the student knows already: they ask nothing any more."""
    for subject in sorted(by_subject, key=released.school.subject):
        numbers = [line["nummer"] for line in by_subject[subject] if line["letter"] == KNOWN]
        if numbers:
            yield {"vak": released.school.subject(subject), "doelen": numbers_list(numbers)}


def without_essential(released: Released, subjects: Iterable[str]) -> list[str]:
    """The subjects of which no goal is essential for this student's year and study (rule H04)."""
    known = {str(goal.subject) for goal in own_goals(released) if essential_for(goal)}
    return [released.school.subject(subject) for subject in sorted(subjects) if subject not in known]


SPEC = DocumentSpec(
    name="doelenoverzicht-leerling",
    title="Doelenoverzicht leerling",
    code="DL",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="trajectory",
    when={"Maatregelen": tuple(LETTERS)},
    families=("traject", "doelenoverzicht"),
    covered_by=("verminderd pakket",),
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas", "Studierichting"),
        "Personeel": ("Code", "Naam", "Functie", "Titularis van"),
        "Kalender": ("Van", "Tot", "Soort", "Naam"),
        "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Geldig vanaf"),
        "Trajecten": ("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor"),
        "Maatregelen": ("Leerling of traject", "Soort", "Vakken", "Doelen", "Van", "Tot", "Halve dagen per week"),
        "Leerplandoelen": (
            "Doel-ID",
            "Vak",
            "Leerjaar",
            "Studierichting",
            "Leerplan",
            "Doel",
            "Essentieel voor",
            "Bouwt op",
            "Lesuren",
        ),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Voorwaarde", "Bekrachtigd op"),
    },
    needs=("Leerlingen", "Leerplandoelen", "Trajecten", "Overleg", "Maatregelen", "Beslissingen"),
    adds=("School", "Personeel", "Kalender", "Basisrooster", "Lesroosteraanpassingen"),
    derive=derive,
)
