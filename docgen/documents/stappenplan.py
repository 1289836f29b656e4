"""Stappenplan: where are we now, what comes next, who decides, and what student and parents can say. One page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import SCHOOL_AND_STUDENT, staff_name
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec

DONE, NOW, LATER = "gebeurd", "nu", "later"


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template stappenplan.docx."""
    trajectory = released.one("Trajecten")
    steps = _steps(released)
    now = next((step for step in steps if step["staat"] == NOW), None)
    return {
        "mentor": staff_name(released, trajectory.mentor),
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
        "stappen": steps,
        "stap_nu": now,
        "beslissing": _ratified(released),
    }


def _steps(released: Released) -> list[dict[str, Any]]:
    """The six steps with their day; those behind us are gone, the first that is not is now."""
    trajectory, today = released.one("Trajecten"), released.today
    talks = sorted(talk.on for talk in released.of("Overleg") if talk.on <= today)
    points = [row for row in released.of("Beslissingen") if row.about == released.planned.version]
    council = max((row.on for row in points), default=None)
    ratified = _ratified(released) is not None
    looked_back = [row.on for row in released.of("Opvolging") if trajectory.review_on <= row.on <= today]
    days: tuple[tuple[str, date | None, bool], ...] = (
        ("luisteren", next(iter(talks), None), bool(talks)),
        ("voorstel", None, council is not None),
        ("klassenraad", council, ratified),
        ("start", trajectory.start, ratified and trajectory.start <= today),
        ("terugkijken", trajectory.review_on, ratified and bool(looked_back)),
        ("verder", trajectory.end, ratified and trajectory.end < today),
    )
    gone = next((number for number, (_, _, done) in enumerate(days) if not done), len(days))
    return [
        {
            "nr": number + 1,
            "wat": what,
            "datum": day,
            "staat": DONE if number < gone else NOW if number == gone else LATER,
        }
        for number, (what, day, _) in enumerate(days)
    ]


def _ratified(released: Released) -> dict[str, Any] | None:
    """Number and date of the newest ratified decision on this version."""
    own = [row for row in released.of("Beslissingen") if row.about == released.planned.version]
    settled = [row for row in own if row.ratified_on and row.ratified_on <= released.today]
    newest = max(settled, key=lambda row: row.on, default=None)
    return {"nummer": newest.decision_id, "datum": newest.on} if newest else None


SPEC = DocumentSpec(
    name="stappenplan",
    title="Stappenplan",
    code="SP",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="trajectory",
    families=("traject",),
    fields={
        **SCHOOL_AND_STUDENT,
        "Trajecten": ("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor"),
        "Overleg": ("Leerling of traject", "Datum", "Partijen"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Bekrachtigd op"),
        "Opvolging": ("Traject-ID", "Datum"),
    },
    needs=("Leerlingen", "Trajecten"),
    adds=("School", "Personeel", "Overleg", "Beslissingen", "Opvolging"),
    derive=derive,
)
