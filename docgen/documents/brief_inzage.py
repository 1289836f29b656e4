"""Brief: inzage en verzet. What another school would get, how to look at it first, and a form to say no per field.

The form has the numbers of the transfer sheet, which the inspection copy beside it shows. What nobody may object to
says so; what somebody objected to already is not there, as it is not on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.documents.overdrachtsfiche import SPEC as SHEET
from docgen.documents.overdrachtsfiche import sections
from docgen.pages.letters import ADDRESSEE, to_whom
from docgen.pages.page import SCHOOL_AND_STUDENT
from docgen.privacy import Released
from docgen.privacy.transfer import ENVELOPE, FIELDS, allowed_columns, objection_ends
from docgen.spec import Audience, DocumentSpec

PARTS = {
    "wie": {
        "TR01": ("Naam en geboortedatum", "zodat de school weet over wie het gaat"),
        "TR02": ("Leerjaar, richting en periode bij ons", "voor een plaats in het juiste jaar"),
    },
    "stem": {"TR10": ("Sterktes en eigen woorden", "om zichzelf voor te stellen")},
    "resultaten": {
        "TR03": ("Resultaten per vak", "om te zien wat behaald is"),
        "TR04": ("Essentiële leerplandoelen", "om verder te bouwen op wat gekend is"),
    },
    "noden": {"TR06": ("Wat nodig is en wat we afspraken", "om meteen goed te helpen")},
    "aanpassingen": {"TR07": ("Redelijke aanpassingen", "zodat wat werkt, verder loopt")},
    "advies": {"TR05": ("Beslissing en advies van de klassenraad", "om het advies te kennen")},
    "loopt": {
        "TR08": ("Spreiding, vrijstelling en eigen doelen", "zodat dit verder loopt"),
        "TR09": ("Leersteun", "zodat de leersteun verder loopt"),
    },
    "welbevinden": {"TR12": ("Eén zin over welbevinden", "om te weten wat helpt")},
    "verslagen": {"TR11": ("Kopie van het verslag van het CLB", "omdat dit moet volgens de regels")},
    "contact": {"TR15": ("Contactpersoon van onze school", "voor vragen achteraf")},
}
"""Per section of the transfer sheet its fields: what it is, and what the other school does with it."""
SHOWN_BY = {
    "TR02": ("Leerlingen",),
    "TR03": ("Resultaten",),
    "TR04": ("Maatregelen",),
    "TR08": ("Maatregelen", "Afspraken"),
    "TR09": ("Maatregelen",),
}
"""The rows that a field shares its section with another for: without any it is not on the sheet."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template brief-inzage.docx."""
    transfer, student = released.one("Overdrachten"), released.one("Leerlingen")
    days = int(released.school.limits["Verzetstermijn in dagen"])
    return {
        **to_whom(released),
        "nieuwe_school": {"naam": transfer.to_school},
        "inzage_op": transfer.inspection_on,
        "dagen": days,
        "antwoord_tegen": objection_ends(transfer.inspection_on, student.left_on, days),
        "gegevens": [*_fields(released)],
    }


def _fields(released: Released) -> Iterator[dict[str, Any]]:
    numbered = sections(released)
    for name, parts in PARTS.items():
        for code, (what, purpose) in parts.items():
            if numbered[name]["nr"] and code in released.granted and _there(released, code):
                yield {
                    "nr": numbered[name]["nr"],
                    "wat": what,
                    "waarvoor": purpose,
                    "altijd": not FIELDS[code].may_be_objected_to,
                }


def _there(released: Released, code: str) -> bool:
    return code not in SHOWN_BY or any(released.of(f"{code} {sheet}") for sheet in SHOWN_BY[code])


OWN = {
    "School": SCHOOL_AND_STUDENT["School"],
    "Personeel": SCHOOL_AND_STUDENT["Personeel"],
    "Leerlingen": (*SCHOOL_AND_STUDENT["Leerlingen"], "Uitgeschreven op"),
    **ADDRESSEE,
    "Overdrachten": ENVELOPE["Overdrachten"],
}
SPEC = DocumentSpec(
    name="brief-inzage",
    title="Brief over inzage en verzet",
    code="BI",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="inspection",
    families=("brief",),
    drafts=False,
    envelope=OWN,
    fields={
        name: tuple(dict.fromkeys((*OWN.get(name, ()), *allowed_columns().get(name, ()))))
        for name in dict.fromkeys((*OWN, *allowed_columns()))
    },
    needs=("Leerlingen", "Contacten", "Overdrachten"),
    adds=SHEET.adds,
    derive=derive,
)
