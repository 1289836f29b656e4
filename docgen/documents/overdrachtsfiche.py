"""Overdrachtsfiche: what another school gets, and the inspection copy of exactly that for student and parents.

Both copies have one body: the copy changes only the header and the footer. A field that was not granted leaves no
trace, so sections are numbered after filtering and nothing says why one is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.page import decision_of, goal_lines, sentences, staff_name
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.transfer import ENVELOPE, FIELD_LIST_VERSION, allowed_columns


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template overdrachtsfiche.docx."""
    transfer, student = released.one("Overdrachten"), released.one("Leerlingen")
    sections = [section for section in _sections(released) if section["soort"]]
    for number, section in enumerate(sections, start=1):
        section["nr"] = number
    return {
        "geboren": student.birth_date,
        "nieuwe_school": {"naam": transfer.to_school, "sinds": transfer.enrolled_on},
        "inzage_op": transfer.inspection_on,
        "kopie": released.planned.copy,
        "loopbaan": _career(released),
        "secties": {section["soort"]: section for section in sections},
        "veldenlijst": FIELD_LIST_VERSION,
    }


def _career(released: Released) -> dict[str, Any] | None:
    """TR02: year, study and period at this school, when granted."""
    row = released.one("TR02 Leerlingen")
    if row is None:
        return None
    return {
        "leerjaar": released.school.year_of(row.class_name),
        "richting": row.study,
        "van": row.enrolled_on,
        "tot": row.left_on,
    }


def _sections(released: Released) -> Iterator[dict[str, Any]]:
    """The sections in their order; one without content has no kind and is left out."""
    makers = (_who, _voice, _results, _needs, _adaptations, _advice, _running, _wellbeing, _reports, _contact, _declare)
    for make in makers:
        content = make(released)
        yield {"soort": make.__name__.lstrip("_") if content else "", **(content or {})}


def _who(released: Released) -> dict[str, Any]:
    return {"aanwezig": True}


def _voice(released: Released) -> dict[str, Any] | None:
    """TR10: strengths and what helps, in the student's own words."""
    row = next(iter(released.of("TR10 Trajecten")), None)
    if row is None or not (row.strengths or row.own_words):
        return None
    return {"woorden": row.own_words or "", "sterktes": sentences(row.strengths)}


def _results(released: Released) -> dict[str, Any] | None:
    """TR03 and TR04: results per subject, and the essential goals acquired or still to acquire."""
    results = released.of("TR03 Resultaten")
    goals = goal_lines(released, "TR04 Maatregelen")
    subjects = dict.fromkeys([*(row.subject for row in results), *goals])
    if not subjects:
        return None
    periods = list(dict.fromkeys(row.period for row in results))
    rows = []
    for subject in subjects:
        marks = {row.period: row.result for row in results if row.subject == subject}
        lines = goals.get(subject, [])
        rows.append(
            {
                "vak": released.school.subject(subject),
                "resultaten": [_mark(marks.get(period)) for period in periods],
                "behaald": [_goal(line) for line in lines if line["letter"] in "BR"],
                "te_verwerven": [_goal(line) for line in lines if line["letter"] in "EL"],
            }
        )
    return {"periodes": periods, "rijen": rows, "met_doelen": bool(goals)}


def _mark(result: str | None) -> str:
    return "–" if result is None else f"{result} %" if result.replace(",", "").isdigit() else result


def _goal(line: Mapping[str, Any]) -> str:
    return f"{line['nummer']}: {line['tekst']}" if line["tekst"] else str(line["nummer"])


def _needs(released: Released) -> dict[str, Any] | None:
    """TR06: needs in need wording, and the approach that was agreed."""
    row = next(iter(released.of("TR06 Trajecten")), None)
    approaches = [agreement.approach for agreement in released.of("TR06 Afspraken") if agreement.approach]
    needs = sentences(row.needs) if row else []
    return {"noden": needs, "aanpak": approaches} if needs or approaches else None


def _adaptations(released: Released) -> dict[str, Any] | None:
    """TR07: ratified reasonable adaptations and what they brought."""
    rows = [_measure(released, measure) for measure in released.of("TR07 Maatregelen")]
    return {"rijen": rows} if rows else None


def _measure(released: Released, measure: Any) -> dict[str, Any]:
    subjects = ["alle vakken" if code == "alle" else released.school.subject(code) for code in measure.subjects]
    return {
        "soort": measure.kind[0].upper() + measure.kind[1:],
        "wat": measure.what or "–",
        "waar": ", ".join([*subjects, *getattr(measure, "where", ())]) or "overal",
        "ervaring": getattr(measure, "experience", None) or "–",
        "van": getattr(measure, "start", None),
        "tot": getattr(measure, "end", None),
        "beslissing": decision_of(measure),
    }


def _advice(released: Released) -> dict[str, Any] | None:
    """TR05: decisions and advice on the school career, with number and date."""
    rows = [
        {"tekst": row.text or "", "nummer": row.decision_id, "datum": row.on}
        for row in sorted(released.of("TR05 Beslissingen"), key=lambda row: row.on)
    ]
    return {"rijen": rows} if rows else None


def _running(released: Released) -> dict[str, Any] | None:
    """TR08 and TR09: spreading, exemptions, IAC goals and learning support that go on."""
    measures = [_measure(released, measure) for measure in released.of("TR08 Maatregelen")]
    goals = [row.what for row in released.of("TR08 Afspraken")]
    support = [
        {"loopt": row.kind.endswith("loopt"), "sinds": row.start, "contact": staff_name(released, row.who)}
        for row in released.of("TR09 Maatregelen")
    ]
    return {"maatregelen": measures, "iac": goals, "leersteun": support} if measures or goals or support else None


def _wellbeing(released: Released) -> dict[str, Any] | None:
    """TR12: one sentence, only when student and parents both said yes."""
    row = next(iter(released.of("TR12 Overdrachten")), None)
    return {"zin": sentences(row.wellbeing)[0]} if row and row.wellbeing else None


def _reports(released: Released) -> dict[str, Any] | None:
    """TR11: the mandatory reports that travel along."""
    rows = [{"verslag": row.kind, "datum": row.start} for row in released.of("TR11 Maatregelen")]
    return {"rijen": rows} if rows else None


def _contact(released: Released) -> dict[str, Any] | None:
    """TR15: who answers questions."""
    contact = released.school.facts.get("Contact leerlingenbegeleiding", "")
    return {"wie": contact}


def _declare(released: Released) -> dict[str, Any]:
    return {"aanwezig": True}


SPEC = DocumentSpec(
    name="overdrachtsfiche",
    title="Overdrachtsfiche",
    code="OV",
    audience=Audience.TRANSFER,
    ceiling=Sensitivity.Z,
    per="transfer",
    drafts=False,
    copies=("inzage", "overdracht"),
    envelope=ENVELOPE,
    fields=allowed_columns(),
    needs=("Leerlingen", "Overdrachten"),
    adds=(
        "School",
        "Personeel",
        "Resultaten",
        "Leerplandoelen",
        "Beslissingen",
        "Afspraken",
        "Trajecten",
        "Maatregelen",
    ),
    derive=derive,
)
