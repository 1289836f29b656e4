"""Uittreksel of the minutes for one student: the own part only, without votes, internal considerations, others."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.pages.page import staff_name
from docgen.pages.points import council_facts, decided
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template uittreksel.docx."""
    trajectory = released.one("Trajecten")
    rows = sorted(released.of("Beslissingen"), key=lambda row: row.decision_id)
    return {
        "raad": council_facts(released),
        "beslissingen": [{"nummer": row.decision_id, **decided(released, row)} for row in rows],
        "mentor": staff_name(released, trajectory.mentor) if trajectory else "",
        "evaluatie_op": trajectory.review_on if trajectory else None,
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
    }


SPEC = DocumentSpec(
    name="uittreksel",
    title="Uittreksel klassenraad",
    code="UI",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="decision",
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam"),
        "Klassenraden": ("KR-ID", "Soort"),
        "Trajecten": ("Traject-ID", "Evaluatie op", "Mentor"),
        "Beslissingen": (
            *("Beslissing-ID", "Datum", "Over wie", "Soort", "Vraag", "Elementen", "Besluit", "Uitslag"),
            *("Voorwaarde", "Geldig tot", "Bekrachtigd op"),
        ),
        "Afspraken": ("Leerling of traject", "Soort", "Wat", "Wie", "Tegen"),
    },
    needs=("Leerlingen", "Beslissingen", "Klassenraden"),
    adds=("School", "Personeel", "Trajecten", "Afspraken"),
    derive=derive,
)
