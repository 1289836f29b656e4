"""Leerling-paspoort: half a page that says what helps me, in the student's words and signed by the student."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.measures import plain_text, subject_names
from docgen.pages.page import SCHOOL_AND_STUDENT, decision_of, staff_name
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import ADAPTATION
from docgen.words.wording import needs, sentences

AGREED = (*ADAPTATION, "ondersteuning")
"""The kinds of measures that a teacher meets in the classroom."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template leerling-paspoort.docx."""
    trajectory = released.one("Trajecten")
    return {
        "geldig": {"tot": trajectory.end},
        "mentor": staff_name(released, trajectory.mentor),
        "sterktes": sentences(trajectory.strengths),
        "noden": needs(trajectory.needs),
        "woorden": trajectory.own_words or "",
        "aanpassingen": [*_agreed(released)],
    }


def _agreed(released: Released) -> Iterator[dict[str, Any]]:
    for measure in released.of("Maatregelen"):
        if measure.kind in AGREED:
            yield {
                "wat": plain_text(measure),
                "waar": ", ".join([*subject_names(released, measure), *measure.where]),
                "beslissing": decision_of(measure),
            }


SPEC = DocumentSpec(
    name="leerling-paspoort",
    title="Paspoort van de leerling",
    code="PA",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="student",
    families=("traject",),
    drafts=False,
    fields={
        **SCHOOL_AND_STUDENT,
        "Trajecten": (
            "Traject-ID",
            "Einde",
            "Mentor",
            "Sterktes en wat goed gaat",
            "Heeft nodig",
            "Woorden van de leerling",
        ),
        "Maatregelen": (
            "Leerling of traject",
            "Soort",
            "Vakken",
            "Wat",
            "Waar",
            "Halve dagen per week",
        ),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Bekrachtigd op"),
    },
    needs=("Leerlingen", "Trajecten"),
    adds=("School", "Personeel", "Maatregelen", "Beslissingen"),
    derive=derive,
)
