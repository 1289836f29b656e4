"""Bewaar- en vernietigingslijst: which kinds of papers are kept, why, on which ground and until when; nobody's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import kept_until
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec, documents

WHY: Mapping[Audience, tuple[str, str]] = {
    Audience.CARE: ("om de leerling te begeleiden", "zolang het nodig is voor de begeleiding"),
    Audience.SCHOOL: ("om de lessen en examens te regelen", "zolang het nodig is voor de organisatie"),
    Audience.NOTES: ("om te weten wat je doet voor de leerling", "zolang de melding geldt"),
    Audience.COUNCIL: ("om te beslissen en op te volgen", "zolang het nodig is voor de beslissing"),
    Audience.TRANSFER: ("om te tonen wat de school doorgaf", "zolang het bewijs nodig is"),
}
"""Per folder the purpose and the measure of how long. Source: domain.md 2.7 and F43."""
PLACES: Mapping[Audience, str] = {
    Audience.CARE: "map zorg",
    Audience.SCHOOL: "map school",
    Audience.NOTES: "meldingsmap",
    Audience.COUNCIL: "map klassenraad",
    Audience.TRANSFER: "map overdracht",
}
LAW = "SO/2003/02"
OF_THE_SCHOOL = (
    ("proces-verbaal van de klassenraad", "50 jaar"),
    ("notulen van de delibererende klassenraad", "5 jaar"),
    ("aanwezigheidsregister en registratiefiche", "5 kalenderjaren na 31 augustus van het schooljaar"),
    ("bewijzen van afwezigheid", "tot 31 augustus van het volgende schooljaar"),
    ("klasagenda en documenten van de evaluatie", "tot 31 augustus van het volgende schooljaar"),
)
"""What a school keeps outside docgen, by SO/2003/02 (Edulex 13366). Source: domain.md 2.7."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template bewaarlijst.docx."""
    groups = [*_groups(released)]
    kept = [row for group in groups for row in group["soorten"]]
    return {
        "stand_op": released.today,
        "groepen": groups,
        "aantal": {"soorten": len(kept), "voorbij": sum(row["voorbij"] for row in kept)},
        "eerste": min((row["tot"] for row in kept if row["tot"] and not row["voorbij"]), default=None),
        "buiten_docgen": [{"wat": what, "termijn": term} for what, term in OF_THE_SCHOOL],
        "regel": LAW,
        "directeur": released.school.facts.get("Directeur", ""),
        "aanspreekpunt": released.school.facts.get("Aanspreekpunt informatieveiligheid", ""),
    }


def _groups(released: Released) -> Iterator[dict[str, Any]]:
    """The folders in the order of their secrecy, each with why its papers are kept and which types stand in it."""
    for audience, place in PLACES.items():
        specs = [spec for spec in documents().values() if spec.audience is audience]
        purpose, ground = WHY[audience]
        if specs:
            kept = [_kept(released, spec) for spec in sorted(specs, key=lambda spec: spec.title)]
            yield {"map": place, "waarom": purpose, "grond": ground, "soorten": kept}


def _kept(released: Released, spec: DocumentSpec) -> dict[str, Any]:
    """One type of document: for how many years after the school year, who chose that, until when."""
    school, until = released.school, kept_until(spec, released.school)
    return {
        "titel": spec.title,
        "jaren": _years(school.end_of_year(), until),
        "van_school": not {spec.title, spec.name}.isdisjoint(school.retention),
        "tot": until,
        "voorbij": until is not None and until < released.today,
    }


def _years(end: date | None, until: date | None) -> int:
    """How many years after the end of the school year; 0 when that is not known."""
    return until.year - end.year if end and until else 0


SPEC = DocumentSpec(
    name="bewaarlijst",
    title="Bewaar- en vernietigingslijst",
    code="BV",
    audience=Audience.SCHOOL,
    ceiling=Sensitivity.O,
    per="school",
    readers="directie",
    drafts=False,
    fields={"School": ("Onderwerp", "Code", "Waarde")},
    needs=("School", "Leerlingen"),
    derive=derive,
)
