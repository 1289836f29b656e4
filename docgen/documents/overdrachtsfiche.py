"""Overdrachtsfiche: what another school gets, and the inspection copy of exactly that for student and parents.

Both copies have one body: the copy changes only the header and the footer. A field that was not granted leaves no
trace, so sections are numbered after filtering and nothing says why one is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.goals import goal_lines
from docgen.pages.page import decision_of, numbered, staff_name
from docgen.privacy import Released
from docgen.privacy.transfer import ENVELOPE, FIELD_LIST_VERSION, allowed_columns
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import needs, sentences, upper_first


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template overdrachtsfiche.docx."""
    transfer, student = released.one("Overdrachten"), released.one("Leerlingen")
    return {
        "geboren": student.birth_date,
        "nieuwe_school": {"naam": transfer.to_school},  # not since when: that date may come after the inspection
        "inzage_op": transfer.inspection_on,
        "kopie": released.planned.copy,
        "loopbaan": _career(released),
        "secties": sections(released),
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


def sections(released: Released) -> dict[str, dict[str, Any]]:
    """The sections in their order, numbered without gaps; one without content has number 0 and is left out."""
    makers = {
        "wie": _who,
        "stem": _voice,
        "resultaten": _results,
        "noden": _needs,
        "aanpassingen": _adaptations,
        "advies": _advice,
        "loopt": _running,
        "welbevinden": _wellbeing,
        "verslagen": _reports,
        "contact": _contact,
        "verklaring": _declare,
    }
    return numbered({name: make(released) for name, make in makers.items()})


def _who(released: Released) -> dict[str, Any]:
    return {"aanwezig": True}


def _voice(released: Released) -> dict[str, Any]:
    """TR10: strengths and what helps, in the student's own words."""
    row = released.one("TR10 Trajecten")
    return {"woorden": (row and row.own_words) or "", "sterktes": sentences(row.strengths) if row else []}


def _results(released: Released) -> dict[str, Any]:
    """TR03 and TR04: results per subject, and the essential goals acquired or still to acquire."""
    results = released.of("TR03 Resultaten")
    periods = list(dict.fromkeys(row.period for row in results))
    rows = []
    for subject in dict.fromkeys(row.subject for row in results):
        marks = {row.period: _mark(row.result) for row in results if row.subject == subject}
        rows.append({"vak": released.school.subject(subject), "resultaten": [marks.get(p, "–") for p in periods]})
    goals = [*_essential_goals(released)]
    return {"periodes": periods, "rijen": rows, "doelen": goals}


def _essential_goals(released: Released) -> Iterator[dict[str, Any]]:
    """Per subject; a goal that two decisions are about stands there once."""
    for subject, lines in goal_lines(released, "TR04 Maatregelen").items():
        acquired = list(dict.fromkeys(_goal(line) for line in lines if line["letter"] in "BR"))
        still_to_do = list(dict.fromkeys(_goal(line) for line in lines if line["letter"] in "EL"))
        if acquired or still_to_do:
            yield {"vak": released.school.subject(subject), "behaald": acquired, "te_verwerven": still_to_do}


def _mark(result: str) -> str:
    return f"{result} %" if result.replace(",", "").isdigit() else result


def _goal(line: Mapping[str, Any]) -> str:
    return f"{line['nummer']}: {line['tekst']}" if line["tekst"] else str(line["nummer"])


def _needs(released: Released) -> dict[str, Any]:
    """TR06: needs in need wording, and the approach that was agreed."""
    row = released.one("TR06 Trajecten")
    approaches = [agreement.approach for agreement in released.of("TR06 Afspraken") if agreement.approach]
    wanted = needs(row.needs) if row else []
    return {"noden": wanted, "aanpak": approaches}


def _adaptations(released: Released) -> dict[str, Any]:
    """TR07: ratified reasonable adaptations and what they brought."""
    rows = [_measure(released, measure) for measure in released.of("TR07 Maatregelen")]
    return {"rijen": rows}


def _measure(released: Released, measure: Any) -> dict[str, Any]:
    subjects = ["alle vakken" if code == "alle" else released.school.subject(code) for code in measure.subjects]
    return {
        "soort": upper_first(measure.kind),
        "wat": measure.what or "–",
        "waar": ", ".join([*subjects, *getattr(measure, "where", ())]) or "overal",
        "ervaring": getattr(measure, "experience", None) or "–",
        "van": getattr(measure, "start", None),
        "tot": getattr(measure, "end", None),
        "beslissing": decision_of(measure),
    }


def _advice(released: Released) -> dict[str, Any]:
    """TR05: decisions and advice on the school career, with number and date."""
    rows = [
        {"tekst": row.text or "", "nummer": row.decision_id, "datum": row.on}
        for row in sorted(released.of("TR05 Beslissingen"), key=lambda row: row.on)
    ]
    return {"rijen": rows}


def _running(released: Released) -> dict[str, Any]:
    """TR08 and TR09: spreading, exemptions, IAC goals and learning support that go on."""
    measures = [_measure(released, measure) for measure in released.of("TR08 Maatregelen")]
    goals = [row.what for row in released.of("TR08 Afspraken")]
    support = [
        {"loopt": row.kind.endswith("loopt"), "sinds": row.start, "contact": staff_name(released, row.who)}
        for row in released.of("TR09 Maatregelen")
    ]
    return {"maatregelen": measures, "iac": goals, "leersteun": support}


def _wellbeing(released: Released) -> dict[str, Any]:
    """TR12: one sentence, only when student and parents both said yes."""
    row = released.one("TR12 Overdrachten")
    return {"zin": next(iter(sentences(row.wellbeing)), "") if row else ""}


def _reports(released: Released) -> dict[str, Any]:
    """TR11: the mandatory reports that travel along."""
    rows = [{"verslag": row.kind, "datum": row.start} for row in released.of("TR11 Maatregelen")]
    return {"rijen": rows}


def _contact(released: Released) -> dict[str, Any]:
    """TR15: who answers questions."""
    contact = released.school.facts.get("Contact leerlingenbegeleiding", "")
    return {"aanwezig": True, "wie": contact}


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
