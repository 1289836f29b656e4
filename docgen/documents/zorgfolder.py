"""Zorgfolder-samenvatting: the one place where student and parents read the trajectory; strengths and needs first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from docgen.arithmetic.goals import ORDER
from docgen.columns import Sensitivity
from docgen.documents.examenrooster import SPEC as EXAMS
from docgen.pages.goals import goal_groups, goal_lines, goal_rows
from docgen.pages.measures import measure_lines
from docgen.pages.page import SCHOOL_AND_STUDENT, decided_on, deciding, moments, staff_name, titular, unique_decisions
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import needs, sentences, upper_first


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template zorgfolder.docx."""
    trajectory, by_subject = released.one("Trajecten"), goal_lines(released)
    goals = [line for lines in by_subject.values() for line in lines]
    return {
        "geldig": {"van": trajectory.start, "tot": trajectory.end},
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "evaluatie_op": trajectory.review_on,
        "beslissing": deciding(released),
        "sterktes": sentences(trajectory.strengths),
        "noden": needs(trajectory.needs),
        "woorden": trajectory.own_words or "",
        "gesprek_op": _talked_on(released),
        "afspraken": sentences(trajectory.thresholds),
        "hoofddoel": trajectory.main_goal,
        "doelen": [_step(released, row) for row in released.of("Afspraken") if row.kind == "doel"],
        "acties": [_step(released, row) for row in released.of("Afspraken") if row.kind == "actie"],
        "maatregelen": [*measure_lines(released, see="zie je")],
        "leerplandoelen": [_goals(released, subject, lines) for subject, lines in by_subject.items()],
        "doelletters": sorted({line["letter"] for line in goals}, key=ORDER.index),
        "doelbeslissingen": unique_decisions(goals),
        "tijdlijn": _timeline(released),
        "stand": _newest_note(released),
        "wie": _who_is_who(released),
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
        "beslissingen": [*_decisions(released)],
    }


def _talked_on(released: Released) -> date | None:
    """The day of the student's own newest talk before the decision."""
    own = [talk.on for talk in released.of("Overleg") if "leerling" in talk.parties]
    return max(own, default=None)


def _step(released: Released, row: Any) -> dict[str, Any]:
    return {
        "wat": upper_first(row.what),
        "aanpak": row.approach or "",
        "wie": _people(released, row.who),
        "tegen": row.by,
        "stand": row.state or "",
    }


def _people(released: Released, codes: Sequence[str]) -> list[str]:
    words = {"leerling": "jij", "ouders": "je ouders", "leraren": "je leraren"}
    return [words.get(code, staff_name(released, code)) for code in codes]


def _goals(released: Released, subject: str, lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One subject: the goals that ask something of the student one by one, the others in groups."""
    return {
        "vak": released.school.subject(subject),
        "doelen": [line for line in lines if line["letter"] in "ER"],
        "andere_doelen": goal_rows(goal_groups(line for line in lines if line["letter"] in "LBW")),
    }


def _timeline(released: Released) -> list[dict[str, Any]]:
    """At most five moments, in order, each gone or planned: decided, started, followed up, review, end."""
    trajectory, decided = released.one("Trajecten"), decided_on(released)
    fixed = [(trajectory.end, "einde"), (trajectory.review_on, "evaluatie"), (trajectory.start, "start")]
    fixed += [(decided, "beslist")] if decided else []
    taken = {day for day, _ in fixed}
    followed = sorted((row.on for row in released.of("Opvolging") if row.on not in taken), reverse=True)
    talks = [(day, "opvolging") for day in followed[: max(0, 5 - len(taken))]]
    return moments(released.today, *talks, *fixed)


def _newest_note(released: Released) -> dict[str, Any]:
    """The newest note of the follow-up; without one its text is ''."""
    notes = [row for row in released.of("Opvolging") if row.note]
    newest = max(notes, key=lambda row: row.on, default=None)
    return {"datum": newest and newest.on, "tekst": newest.note.rstrip(" .") if newest else ""}


def _who_is_who(released: Released) -> list[dict[str, str]]:
    """Mentor, titular and the CLB, as far as they are known."""
    clb = next((member.name for member in released.of("Personeel") if "CLB" in member.functions), "")
    people = [
        ("Mentor", staff_name(released, released.one("Trajecten").mentor)),
        ("Klastitularis", titular(released)),
        ("CLB", clb),
    ]
    return [{"rol": role, "naam": name} for role, name in people if name]


def _decisions(released: Released) -> Iterator[dict[str, Any]]:
    wanted = {released.planned.version, released.planned.student, released.planned.class_name}
    for row in sorted(released.of("Beslissingen"), key=lambda row: row.on):
        if row.about in wanted:
            yield {
                "nummer": row.decision_id,
                "datum": row.on,
                "soort": ", ".join(row.kinds),
                "besluit": (row.text or "").rstrip(" ."),
                "voorwaarde": (row.condition or "").rstrip(" ."),
                "geldig_tot": row.valid_until,
            }


SPEC = DocumentSpec(
    name="zorgfolder",
    title="Zorgfolder: samenvatting",
    code="ZF",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="student",
    families=("traject",),
    drafts=False,
    fields={
        **SCHOOL_AND_STUDENT,
        "Trajecten": (
            "Traject-ID",
            "Start",
            "Einde",
            "Evaluatie op",
            "Mentor",
            "Sterktes en wat goed gaat",
            "Heeft nodig",
            "Woorden van de leerling",
            "Hoofddoel",
            "Drempels en afspraken",
        ),
        "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen"),
        "Maatregelen": (
            "Leerling of traject",
            "Soort",
            "Vakken",
            "Doelen",
            "Wat",
            "Waar",
            "Van",
            "Tot",
            "Halve dagen per week",
            "Wie",
        ),
        "Leerplandoelen": ("Doel-ID", "Vak", "Leerplan", "Doel", "Essentieel voor"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot"),
        "Examenaanpassingen": EXAMS.fields["Examenaanpassingen"][:3],
        "Beslissingen": (
            "Beslissing-ID",
            "Datum",
            "Over wie",
            "Soort",
            "Besluit",
            "Voorwaarde",
            "Geldig tot",
            "Bekrachtigd op",
        ),
        "Afspraken": ("Leerling of traject", "Soort", "Domein", "Wat", "Aanpak", "Wie", "Tegen", "Stand"),
        "Opvolging": ("Traject-ID", "Datum", "Toelichting"),
    },
    needs=("Leerlingen", "Trajecten", "Overleg", "Maatregelen", "Beslissingen"),
    adds=(
        "School",
        "Personeel",
        "Lesroosteraanpassingen",
        "Examenaanpassingen",
        "Leerplandoelen",
        "Afspraken",
        "Opvolging",
    ),
    derive=derive,
)
