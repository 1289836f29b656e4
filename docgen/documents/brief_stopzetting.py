"""Brief: stopzetting. The council ratified that a plan stops: from then on the ordinary timetable, and what stays.

It is outside the gates of a trajectory: whoever takes a consent back stops the plan, and gets this letter.
"""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.pages.letters import ADDRESSEE, NEEDS, PLAN, to_whom
from docgen.pages.measures import measure_lines
from docgen.pages.page import SCHOOL_AND_STUDENT
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec

STOPS = "stopzetting"


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template brief-stopzetting.docx."""
    own = [row for row in released.of("Beslissingen") if row.about == released.planned.version and STOPS in row.kinds]
    decision = max(own, key=lambda row: row.on, default=None)
    return {
        **to_whom(released),
        "beslissing": {"nummer": decision.decision_id, "datum": decision.on} if decision else None,
        "besluit": ((decision and decision.text) or "").rstrip(" ."),
        "blijft": [line for line in measure_lines(released) if line["blijvend"]],
    }


SPEC = DocumentSpec(
    name="brief-stopzetting",
    title="Stopzetting van een plan",
    code="BS",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="addressee",
    families=("brief",),
    drafts=False,
    states=("stopgezet",),
    fields={
        **SCHOOL_AND_STUDENT,
        **ADDRESSEE,
        "Trajecten": ("Traject-ID", "Start", "Einde", "Mentor"),
        "Maatregelen": PLAN["Maatregelen"],
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Besluit", "Bekrachtigd op"),
    },
    needs=(*NEEDS, "Beslissingen"),
    adds=("School", "Personeel", "Maatregelen"),
    derive=derive,
)
