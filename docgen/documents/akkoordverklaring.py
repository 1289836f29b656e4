"""Akkoordverklaring: what a parent says about a plan; a student of age signs it instead."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.documents.brief_voorstel import council_on
from docgen.pages.letters import ADDRESSEE, ADDS, NEEDS, PLAN, UNSETTLED, plan_of, to_whom
from docgen.pages.page import SCHOOL_AND_STUDENT
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template akkoordverklaring.docx."""
    return {**to_whom(released), **plan_of(released), "raad_op": council_on(released)}


SPEC = DocumentSpec(
    name="akkoordverklaring",
    title="Akkoordverklaring",
    code="AK",
    audience=Audience.COUNCIL,
    readers="zorg",
    ceiling=Sensitivity.Z,
    per="addressee",
    families=("traject",),
    drafts=False,
    states=UNSETTLED,
    proposals=True,
    fields={**SCHOOL_AND_STUDENT, **ADDRESSEE, **PLAN},
    needs=NEEDS,
    adds=ADDS,
    derive=derive,
)
