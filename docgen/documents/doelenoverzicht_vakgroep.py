"""Overzicht essentiële leerplandoelen, for the subject group: every goal of its subject by year, for approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from docgen.arithmetic.rings import rings
from docgen.columns import Sensitivity
from docgen.pages.goals import essential_for, goal_number
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.goals import NOT_ESSENTIAL


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template doelenoverzicht-vakgroep.docx."""
    subject, every = released.planned.subject, released.of("Leerplandoelen")
    goals = sorted((goal for goal in every if goal.subject == subject), key=lambda goal: goal.years)
    names = {goal.goal_id: goal_number(goal) for goal in every}
    circles = rings({goal.goal_id: [str(below) for below in goal.builds_on] for goal in every})
    in_ring = {goal_id for circle in circles for goal_id in circle}
    approved = [goal.approved_on for goal in goals if goal.approved_on]
    return {
        "vak": released.school.subject(subject),
        "leerjaren": sorted({year for goal in goals for year in goal.years}),
        "aantal": {
            "doelen": len(goals),
            "essentieel": sum(bool(essential_for(goal)) for goal in goals),
            "te_bepalen": sum("te bepalen" in goal.essential_for for goal in goals),
            "goedgekeurd": len(approved),
            "ontwerp": len(goals) - len(approved),
            "kring": sum(goal.goal_id in in_ring for goal in goals),
            "uren": sum(goal.hours or 0 for goal in goals if essential_for(goal)),
        },
        "laatst_goedgekeurd": max(approved, default=None),
        "groepen": [
            {"jaren": _years(years), "doelen": [_row(released, goal, names, in_ring) for goal in found]}
            for years, found in groupby(goals, key=lambda goal: goal.years)
        ],
    }


def _years(years: Sequence[int]) -> list[str]:
    """'1ste', '4e': how a year is said before 'leerjaar'."""
    return [f"{year}{'ste' if year == 1 else 'de' if year == 2 else 'e'}" for year in years]


def _row(released: Released, goal: Any, names: Mapping[str, str], in_ring: set[str]) -> dict[str, Any]:
    undecided = "te bepalen" in goal.essential_for
    return {
        "doel": goal.goal_id,
        "nummer": goal_number(goal),
        "leerplan": goal.curriculum or "",
        "tekst": goal.text,
        "richtingen": list(goal.studies),
        "essentieel": bool(essential_for(goal)),
        "waarvoor": [word for word in goal.essential_for if word not in NOT_ESSENTIAL],
        "te_bepalen": undecided,
        "bouwt_op": [names.get(str(below), str(below)) for below in goal.builds_on],
        "kring": goal.goal_id in in_ring,
        "periodes": [str(period) for period in goal.periods],
        "uren": goal.hours,
        "vervanging": names.get(goal.alternative or "", goal.alternative or ""),
        "goedgekeurd_op": goal.approved_on,
    }


SPEC = DocumentSpec(
    name="doelenoverzicht-vakgroep",
    title="Doelenoverzicht vakgroep",
    code="DV",
    audience=Audience.SCHOOL,
    ceiling=Sensitivity.O,
    per="subject",
    families=("doelenoverzicht",),
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerplandoelen": (
            "Doel-ID",
            "Vak",
            "Leerjaar",
            "Studierichting",
            "Leerplan",
            "Doel",
            "Essentieel voor",
            "Bouwt op",
            "Periode",
            "Lesuren",
            "Alternatief",
            "Goedgekeurd op",
        ),
    },
    needs=("Leerlingen", "Leerplandoelen"),
    adds=("School",),
    derive=derive,
)
