"""Zelfevaluatie leerlingenbegeleiding: for each quality question what the rows show, in counts of five or more.

No free text is released to it: it counts kinds, dates and figures only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.counting import GROUP, Facts, number
from docgen.pages.quality import SECTIONS, Question
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template zelfevaluatie.docx."""
    facts = Facts(released)
    sections = [{"titel": title, "kader": tags, "vragen": [*_asked(facts, asked)]} for title, tags, asked in SECTIONS]
    questions = [question for _, _, asked in SECTIONS for question in asked]
    return {
        "stand_op": released.today,
        "delen": sections,
        "groep": GROUP,
        "aantal": {
            "vragen": len(questions),
            "met_gegevens": sum(bool(evidence) for _, evidence in questions),
            "trajecten": number("", lambda found: len(found.decided))(facts)[1],
        },
    }


def _asked(facts: Facts, questions: tuple[Question, ...]) -> Iterator[dict[str, Any]]:
    for question, evidence in questions:
        made = [dict(zip(("wat", "waarde"), find(facts), strict=True)) for find in evidence]
        yield {"vraag": question, "bewijzen": made}


SPEC = DocumentSpec(
    name="zelfevaluatie",
    title="Zelfevaluatie leerlingenbegeleiding",
    code="ZE",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="everyone",
    proposals=True,
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID",),
        "Personeel": ("Code", "Uren begeleiding"),
        "Trajecten": ("Traject-ID", "Fase", "Vraag van", "Start", "Einde"),
        "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen"),
        "Maatregelen": ("Leerling of traject", "Soort", "Doelen"),
        "Lesroosteraanpassingen": ("Traject-ID", "Invulling"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Uitslag", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Domein"),
        "Opvolging": ("Traject-ID", "Datum", "Welbevinden", "Besluit"),
        "Signalen": ("Leerling-ID", "Datum"),
        "Overdrachten": ("Leerling-ID", "Leerling bevraagd op", "Inzage op"),
    },
    needs=("Leerlingen",),
    adds=(
        *("School", "Personeel", "Trajecten", "Overleg", "Maatregelen", "Lesroosteraanpassingen", "Beslissingen"),
        *("Afspraken", "Opvolging", "Signalen", "Overdrachten"),
    ),
    derive=derive,
)
