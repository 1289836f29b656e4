"""Verslag of a class council: a synthesis per point, not a transcript. For staff; an extract goes to each student."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.documents.agenda import COUNCIL_FIELDS
from docgen.pages.invited import members
from docgen.pages.points import council_facts, points
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec, sheet

KEPT = ("School", "Leerlingen", "Personeel", "Basisrooster", "Klassenraden", "Overleg")
MINUTES_YEARS = 5
"""Years that minutes are kept. Source: SO/2003/02 (domain.md 2.7)."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template verslag.docx."""
    found = points(released)
    return {
        "raad": council_facts(released),
        "leden": members(released),
        "punten": [point for point in found if point["uitslag"]],
        "niet_behandeld": [point for point in found if not point["uitslag"]],
    }


SPEC = DocumentSpec(
    name="verslag",
    title="Verslag van de klassenraad",
    code="VS",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="council",
    points="decided",
    drafts=False,
    kept=MINUTES_YEARS,
    fields={
        **{name: COUNCIL_FIELDS[name] for name in KEPT},
        "Trajecten": ("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor"),
        "Afspraken": COUNCIL_FIELDS["Afspraken"],
        "Beslissingen": tuple(column.heading for column in sheet("Beslissingen").columns()),
    },
    needs=("Leerlingen", "Beslissingen", "Klassenraden"),
    adds=("School", "Personeel", "Basisrooster", "Trajecten", "Overleg", "Afspraken"),
    derive=derive,
)
