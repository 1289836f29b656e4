"""Beslissingsbundel: a page per point of a class council, with fields in which the decision is filled in and read back.

The fields are content controls; `docgen read-back` knows them by their tag (see docgen/readback).
"""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.documents.agenda import ADDS, COUNCIL_FIELDS
from docgen.pages.invited import followers
from docgen.pages.points import council_facts, prepared_points
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec, sheet


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template beslissingsbundel.docx."""
    return {"raad": council_facts(released), "opvolgers": followers(released), "punten": prepared_points(released)}


SPEC = DocumentSpec(
    name="beslissingsbundel",
    title="Beslissingsbundel van de klassenraad",
    code="BB",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="council",
    points="unsettled",
    proposals=True,
    drafts=False,
    fields={**COUNCIL_FIELDS, "Beslissingen": tuple(column.heading for column in sheet("Beslissingen").columns())},
    needs=("Leerlingen", "Beslissingen"),
    adds=ADDS,
    derive=derive,
)
