"""Leidraad oudergesprek: one way of talking with parents for the whole team; nobody's data stand in it."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.columns import Sensitivity
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec

THEMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Wat is het, en wat niet?": (
        ("feiten en fabels", "Wat hoorde je al, en wat klopt daarvan?"),
        ("Gauss-curve", "Hoe verschillen leerlingen van elkaar?"),
        ("model van begaafdheid", "Wat is er nodig om van aanleg talent te maken?"),
    ),
    "Wie is je kind?": (
        ("leerkenmerken", "Hoe leert je kind het liefst?"),
        ("persoonskenmerken", "Waar herken je je kind in?"),
        ("herkennen en signaleren", "Wat zie je thuis, wat zien wij op school?"),
        ("sociale en emotionele ontwikkeling", "Hoe voelt je kind zich bij anderen?"),
    ),
    "Wat doet de school?": (
        ("zorg op school (zorgcontinuüm)", "Welke hulp is er, en voor wie?"),
        ("zorgladder", "Op welke trede staan we nu?"),
        ("leerlabo", "Wat kan je kind buiten de klas leren?"),
        ("versnellen", "Wat als het tempo te laag ligt?"),
        ("gelijke kansen", "Wat heeft je kind nodig om mee te kunnen?"),
    ),
    "Hoe leert je kind groeien?": (
        ("leerzones", "Wat is te makkelijk, wat is net moeilijk genoeg?"),
        ("leerkuil", "Wat doet je kind als het even niet lukt?"),
        ("executieve vaardigheden", "Hoe plant en start je kind zijn werk?"),
        ("mindset", "Wat zegt je kind na een fout?"),
        ("motivatie", "Waar krijgt je kind zin van?"),
    ),
}
"""The 17 themes with an opening question each. Source: seed 002, contents of the guide; domain.md 1, item 121."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template leidraad-oudergesprek.docx."""
    groups = [
        {"titel": head, "themas": [{"thema": theme, "vraag": question} for theme, question in themes]}
        for head, themes in THEMES.items()
    ]
    return {
        "groepen": groups,
        "aantal": {"themas": sum(len(themes) for themes in THEMES.values())},
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
    }


SPEC = DocumentSpec(
    name="leidraad-oudergesprek",
    title="Leidraad voor het oudergesprek",
    code="OGL",
    audience=Audience.SCHOOL,
    ceiling=Sensitivity.O,
    per="school",
    drafts=False,
    fields={"School": ("Onderwerp", "Code", "Waarde")},
    needs=("School", "Leerlingen"),
    derive=derive,
)
