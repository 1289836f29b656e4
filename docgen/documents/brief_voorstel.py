"""Brief: voorstel. What the school proposes before the class council decides; nothing in it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from docgen.columns import Sensitivity
from docgen.pages.letters import ADDRESSEE, ADDS, NEEDS, PLAN, PROPOSED, enclosed, plan_of, to_whom
from docgen.pages.page import SCHOOL_AND_STUDENT
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template brief-voorstel.docx."""
    drafts = [f"{paper} (ontwerp)" for paper in enclosed(released)]
    return {
        **to_whom(released),
        **plan_of(released),
        "raad_op": council_on(released),
        "bijlagen": [*drafts, "akkoordverklaring", "leerlingakkoord", "stappenplan"],
    }


def council_on(released: Released) -> date | None:
    """The day on which the council speaks about this version, when it is known and still to come."""
    days = [row.on for row in released.of("Beslissingen") if row.about == released.planned.version]
    return next((day for day in sorted(days) if day >= released.today), None)


SPEC = DocumentSpec(
    name="brief-voorstel",
    title="Voorstel van een plan",
    code="BV",
    audience=Audience.COUNCIL,
    readers="zorg",
    ceiling=Sensitivity.Z,
    per="addressee",
    families=("brief", "traject"),
    drafts=False,
    states=PROPOSED,
    proposals=True,
    fields={**SCHOOL_AND_STUDENT, **ADDRESSEE, **PLAN},
    needs=NEEDS,
    adds=ADDS,
    derive=derive,
)
