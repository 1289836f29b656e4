"""Leerlingakkoord: the student's own agreement in plain words: what I want, what I will do, or why not."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.pages.letters import PLAN, UNSETTLED
from docgen.pages.measures import measure_lines
from docgen.pages.page import SCHOOL_AND_STUDENT, staff_name
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import upper_first


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template leerlingakkoord.docx."""
    trajectory = released.one("Trajecten")
    own = [row for row in released.of("Afspraken") if "leerling" in row.who and row.kind in ("doel", "actie")]
    return {
        "geldig": {"van": trajectory.start, "tot": trajectory.end},
        "evaluatie_op": trajectory.review_on,
        "mentor": staff_name(released, trajectory.mentor),
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
        "hoofddoel": trajectory.main_goal,
        "woorden": trajectory.own_words or "",
        "maatregelen": [*measure_lines(released, see="zie je", lasting=False)],
        "bereid": [{"wat": upper_first(row.what), "aanpak": row.approach or "", "tegen": row.by} for row in own],
    }


SPEC = DocumentSpec(
    name="leerlingakkoord",
    title="Akkoord van de leerling",
    code="LA",
    audience=Audience.COUNCIL,
    readers="zorg",
    ceiling=Sensitivity.Z,
    per="trajectory",
    families=("traject",),
    drafts=False,
    states=UNSETTLED,
    proposals=True,
    fields={
        **SCHOOL_AND_STUDENT,
        **{name: headings for name, headings in PLAN.items() if name != "Overleg"},
        "Trajecten": (
            "Traject-ID",
            "Start",
            "Einde",
            "Evaluatie op",
            "Mentor",
            "Woorden van de leerling",
            "Hoofddoel",
        ),
    },
    needs=("Leerlingen", "Trajecten"),
    adds=(
        "School",
        "Personeel",
        "Maatregelen",
        "Lesroosteraanpassingen",
        "Examenaanpassingen",
        "Beslissingen",
        "Afspraken",
    ),
    derive=derive,
)
