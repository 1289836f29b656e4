"""Hulpvraag aan het CLB: what the student, the parents and the school ask, what helps, what was tried, who agreed.

It stands in the care folder, with a label of its own: the CLB reads it, and so may the student and the parents who
gave their permission. It asks for help and decides nothing, so the council's gates do not hold it; rule C17 does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import SCHOOL_AND_STUDENT, decision_of, staff_name, titular
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import PACKAGE, PERMISSION
from docgen.words.wording import needs, sentences, upper_first

ASKED = "CLB-hulpvraag"
REPORTS = ("GC-verslag", "IAC-verslag", "OV4-verslag")
NOT_TRIED = (*PACKAGE, *REPORTS, "leersteun aangevraagd")
GIVERS: Mapping[str, str] = {"leerling": "leerling", "ouder": "ouder"}


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template hulpvraag-clb.docx."""
    trajectory, decision = released.one("Trajecten"), _decision(released)
    permissions = [*_permissions(released)]
    return {
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "vraag_van": trajectory.asked_by or "",
        "fase": trajectory.phase,
        "beslissing": decision and {"nummer": decision.decision_id, "datum": decision.on},
        "vraag_school": ((decision.question or decision.text or "") if decision else "").strip(),
        "toestemmingen": permissions,
        "gevraagd_op": max((row["datum"] for row in permissions if row["antwoord"] == "ja"), default=None),
        "sterktes": sentences(trajectory.strengths),
        "noden": needs(trajectory.needs),
        "moeilijk": sentences(trajectory.difficulties),
        "woorden": (trajectory.own_words or "").strip(),
        "woorden_ouders": [*_words_of_parents(released)],
        "hoofddoel": upper_first(trajectory.main_goal.strip(" .")),
        "geprobeerd": sentences(trajectory.tried),
        "maatregelen": [*_tried(released)],
        "domeinen": _domains(released),
        "overleg": [*_talks(released)],
        "verslagen": [_report(row) for row in released.of("Maatregelen") if row.kind in REPORTS],
        "adviesgesprek_op": max((t.on for t in released.of("Overleg") if t.kind == "adviesgesprek CLB"), default=None),
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
    }


def _decision(released: Released) -> Any:
    """The newest decision to ask the CLB, about this version or this student; None when none was needed."""
    about = (released.planned.version, released.planned.student)
    rows = [row for row in released.of("Beslissingen") if ASKED in row.kinds and row.about in about]
    return max(rows, key=lambda row: row.on, default=None)


def _permissions(released: Released) -> Iterator[dict[str, Any]]:
    """Who was asked for permission and what they said: of student and parents the newest answer."""
    talks = sorted((t for t in released.of("Overleg") if t.kind == PERMISSION), key=lambda talk: talk.on)
    for party, name in GIVERS.items():
        own = [talk for talk in talks if party in talk.parties and talk.answer]
        if own:
            newest = own[-1]
            who = (newest.who or "") if newest.parties == (party,) or party == "ouder" else ""
            yield {
                "wie": name,
                "naam": who,
                "antwoord": newest.answer,
                "datum": newest.on,
                "vorm": newest.form or "",
            }


def _words_of_parents(released: Released) -> Iterator[str]:
    """What the parents said, alone or with the student, in the summaries that they may read."""
    for talk in released.of("Overleg"):
        if "ouder" in talk.parties and {"ouder", "leerling"}.issuperset(talk.parties) and talk.summary:
            yield talk.summary.strip(" .")


def _tried(released: Released) -> Iterator[dict[str, Any]]:
    """The measures that ran or run, with what they brought."""
    for row in released.of("Maatregelen"):
        if row.kind not in NOT_TRIED:
            kind = upper_first(row.kind)
            yield {
                "wat": f"{kind}: {row.what}".rstrip(".") if row.what else kind,
                "van": row.start,
                "tot": row.end,
                "ervaring": row.experience or "",
                "beslissing": decision_of(row),
            }


def _domains(released: Released) -> list[str]:
    """The domains of guidance that the agreements are about."""
    return list(dict.fromkeys(upper_first(domain) for row in released.of("Afspraken") for domain in row.domains))


def _talks(released: Released) -> Iterator[dict[str, Any]]:
    """The talks that led here, oldest first."""
    for talk in sorted(released.of("Overleg"), key=lambda talk: talk.on):
        if talk.kind != PERMISSION:
            yield {"datum": talk.on, "soort": talk.kind or "overleg", "met": list(talk.parties)}


def _report(row: Any) -> dict[str, str | date | None]:
    return {"naam": row.kind, "datum": row.start}


SPEC = DocumentSpec(
    name="hulpvraag-clb",
    title="Hulpvraag aan het CLB",
    code="CL",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="student",
    when={"Overleg": (PERMISSION,), "Beslissingen": (ASKED,)},
    readers="clb",
    fields={
        **SCHOOL_AND_STUDENT,
        "Trajecten": (
            "Traject-ID",
            "Fase",
            "Vraag van",
            "Mentor",
            "Sterktes en wat goed gaat",
            "Wat moeilijk gaat",
            "Heeft nodig",
            "Woorden van de leerling",
            "Hoofddoel",
            "Al geprobeerd",
        ),
        "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen", "Wie", "Akkoord", "Vorm", "Samenvatting"),
        "Maatregelen": ("Leerling of traject", "Soort", "Wat", "Van", "Tot", "Ervaring"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Vraag", "Besluit", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Soort", "Domein"),
    },
    needs=("Leerlingen", "Trajecten", "Overleg"),
    adds=("School", "Personeel", "Maatregelen", "Beslissingen", "Afspraken"),
    derive=derive,
)
