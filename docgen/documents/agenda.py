"""Agenda of a class council: who is invited, what is still open, and each point with what is known about it."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.pages.invited import members
from docgen.pages.points import council_facts, open_actions, weighed_points
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec

COUNCIL_FIELDS: Mapping[str, tuple[str, ...]] = {
    "School": ("Onderwerp", "Code", "Waarde"),
    "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
    "Personeel": ("Code", "Naam", "Functie"),
    "Basisrooster": ("Klas", "Leraar"),
    "Klassenraden": (
        *("KR-ID", "Soort", "Uur en plaats", "Voorzitter", "Secretaris"),
        *("Verontschuldigd", "Gasten", "Verslag goedgekeurd op"),
    ),
    "Trajecten": (
        *("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor"),
        *("Sterktes en wat goed gaat", "Heeft nodig", "Al geprobeerd"),
    ),
    "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen", "Akkoord"),
    "Maatregelen": (
        *("Leerling of traject", "Soort", "Vakken", "Doelen", "Wat", "Van", "Tot", "Halve dagen per week"),
    ),
    "Leerplandoelen": ("Doel-ID", "Vak", "Leerplan", "Doel", "Essentieel voor"),
    "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak"),
    "Examenaanpassingen": ("Traject-ID", "Vak", "Datum", "Keuze"),
    "Afspraken": ("Leerling of traject", "Soort", "Wat", "Wie", "Tegen", "Stand"),
    "Opvolging": ("Traject-ID", "Datum", "Aanwezige halve dagen", "Welbevinden"),
}
"""What every paper of a council sees, beside its points."""
WEIGHED: Mapping[str, tuple[str, ...]] = {
    "Leerlingen": (*COUNCIL_FIELDS["Leerlingen"], "Studierichting", "Groepen"),
    "Kalender": ("Van", "Tot", "Soort", "Naam"),
    "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Leraar", "Geldig vanaf"),
    "Leerplandoelen": (
        *(*COUNCIL_FIELDS["Leerplandoelen"], "Leerjaar", "Studierichting"),
        *("Bouwt op", "Periode", "Lesuren"),
    ),
    "Lesroosteraanpassingen": (*COUNCIL_FIELDS["Lesroosteraanpassingen"], "Invulling", "Waarvoor"),
}
"""What the agenda sees on top of that, for the hours that goals need and have (`goal_hours.hours_touched`)."""
ADDS = (
    *("School", "Personeel", "Basisrooster", "Klassenraden", "Trajecten", "Overleg", "Maatregelen"),
    *("Leerplandoelen", "Lesroosteraanpassingen", "Examenaanpassingen", "Afspraken", "Opvolging"),
)


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template agenda.docx."""
    return {
        "raad": council_facts(released),
        "leden": members(released),
        "openstaand": open_actions(released),
        "punten": weighed_points(released),
    }


SPEC = DocumentSpec(
    name="agenda",
    title="Agenda van de klassenraad",
    code="AG",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="council",
    points="ahead",
    proposals=True,
    drafts=False,
    fields={
        **COUNCIL_FIELDS,
        **WEIGHED,
        "Beslissingen": (
            "Beslissing-ID",
            "Datum",
            "Over wie",
            "Soort",
            "Vraag",
            "Uitslag",
            "Geldig tot",
            "Bekrachtigd op",
        ),
    },
    needs=("Leerlingen", "Beslissingen"),
    adds=(*ADDS, "Kalender"),
    derive=derive,
)
