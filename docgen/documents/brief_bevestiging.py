"""Brief: bevestiging. The council ratified the first plan of this student: what starts, when, and who helps."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.pages.letters import ADDRESSEE, ADDS, NEEDS, PLAN, SETTLED, enclosed, plan_of, starts, to_whom
from docgen.pages.page import SCHOOL_AND_STUDENT, deciding
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec


def derive(released: Released) -> Mapping[str, object]:
    """The names of the templates brief-bevestiging.docx and brief-wijziging.docx."""
    decision = deciding(released)
    own = next((row for row in released.of("Beslissingen") if decision and row.decision_id == decision["nummer"]), None)
    return {
        **to_whom(released),
        **plan_of(released, own.on if own else released.today),
        "beslissing": decision,
        "besluit": ((own and own.text) or "").rstrip(" ."),
        "bijlagen": enclosed(released, "zorgfolder", "wie is wie"),
    }


SPEC = DocumentSpec(
    name="brief-bevestiging",
    title="Bevestiging van een plan",
    code="BB",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="addressee",
    families=("brief", "traject"),
    states=SETTLED,
    asked=starts,
    drafts=False,
    fields={**SCHOOL_AND_STUDENT, **ADDRESSEE, **PLAN},
    needs=(*NEEDS, "Beslissingen"),
    adds=ADDS,
    derive=derive,
)
