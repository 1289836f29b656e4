"""Overzicht essentiële leerplandoelen, for the class council: the goals that a trajectory touches, judged or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.arithmetic.goals import LETTERS, ORDER, is_planned, lesson_periods
from docgen.columns import Sensitivity
from docgen.documents.doelenoverzicht_leerling import SPEC as OF_STUDENT
from docgen.documents.doelenoverzicht_leerling import without_essential
from docgen.pages.goal_hours import hours_rows
from docgen.pages.goals import essential_for, goal_lines, goal_number, known_goals, own_goals, resting_on
from docgen.pages.page import deciding, staff_name, titular
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.goals import is_essential


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template doelenoverzicht-klassenraad.docx."""
    trajectory, by_subject = released.one("Trajecten"), goal_lines(released)
    touched = _touched(released, by_subject)
    resting = resting_on(released)
    rows = [row for code in touched for row in _of_subject(released, code, by_subject, resting)]
    return {
        "geldig": {"van": trajectory.start, "tot": trajectory.end},
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "beslissing": deciding(released),
        "doelen": rows,
        "zonder_essentieel": without_essential(released, touched),
        "aantal": {
            "doelen": len(rows),
            "essentieel": sum(bool(row["waarvoor"]) for row in rows),
            "zonder_oordeel": sum(not row["letter"] for row in rows),
            "weg": sum(row["letter"] == "W" and bool(row["waarvoor"]) for row in rows),
            "niet_goedgekeurd": sum(not row["goedgekeurd"] for row in rows),
        },
        "doelletters": sorted({row["letter"] for row in rows if row["letter"]}, key=ORDER.index),
        "uren_per_vak": hours_rows(released, by_subject),
    }


def _touched(released: Released, by_subject: Mapping[str, object]) -> list[str]:
    """The subjects of which this version changes goals or hours."""
    hours = [str(row.subject) for row in released.of("Lesroosteraanpassingen")]
    return sorted(dict.fromkeys([*by_subject, *hours]), key=released.school.subject)


def _of_subject(
    released: Released,
    code: str,
    by_subject: Mapping[str, Sequence[Mapping[str, Any]]],
    resting: Mapping[str, Sequence[str]],
) -> list[dict[str, Any]]:
    """One subject: what is judged, then the essential goals of these weeks of which nobody said anything."""
    known = known_goals(released)
    lines = sorted(by_subject.get(code, ()), key=lambda line: ORDER.index(line["letter"]))
    rows = [_row(known.get(line["doel"]), line, known, resting.get(line["doel"], [])) for line in lines]
    rows += [_row(goal, None, known, []) for goal in _unjudged(released, code, {line["doel"] for line in lines})]
    return [{"vak": released.school.subject(code), **row} for row in rows]


def _unjudged(released: Released, code: str, judged: set[str]) -> Iterator[Any]:
    """The essential goals of a subject that are taught while the version runs, or of which the period is not known."""
    trajectory, periods = released.one("Trajecten"), released.once(lesson_periods, "Kalender")
    for goal in own_goals(released):
        unjudged = goal.subject == code and goal.goal_id not in judged and is_essential(goal)
        if unjudged and is_planned(goal, periods, trajectory.start, trajectory.end):
            yield goal


def _row(goal: Any, line: Mapping[str, Any] | None, known: Mapping[str, Any], resting: Sequence[str]) -> dict[str, Any]:
    said = line or {"letter": "", "soort": "", "tegen": None, "vervangen_door": "", "beslissing": None}
    alternative = (goal.alternative or "") if goal else ""
    return {
        "letter": said["letter"],
        "soort": said["soort"],
        "tegen": said["tegen"],
        "vervangen_door": said["vervangen_door"],
        "beslissing": said["beslissing"],
        "nummer": goal_number(goal) if goal else said["nummer"],
        "tekst": goal.text if goal else "",
        "waarvoor": essential_for(goal) if goal else [],
        "uren": goal.hours if goal else None,
        "kan_vervangen_door": goal_number(known[alternative]) if alternative in known else alternative,
        "steunt": list(resting),
        "goedgekeurd": bool(goal and goal.approved_on),
    }


SPEC = DocumentSpec(
    name="doelenoverzicht-klassenraad",
    title="Doelenoverzicht klassenraad",
    code="DK",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.Z,
    per="trajectory",
    when={"Maatregelen": tuple(LETTERS)},
    families=("traject", "doelenoverzicht"),
    covered_by=("verminderd pakket",),
    proposals=True,
    fields={
        **OF_STUDENT.fields,
        "Leerplandoelen": (
            *OF_STUDENT.fields["Leerplandoelen"],
            "Periode",
            "Alternatief",
            "Goedgekeurd op",
        ),
    },
    needs=OF_STUDENT.needs,
    adds=OF_STUDENT.adds,
    derive=derive,
)
