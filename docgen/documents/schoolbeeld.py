"""Schoolbeeld: the figures of the whole school for its direction, each with its number and its bar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from docgen.columns import Sensitivity
from docgen.filters.flemish import MONTHS
from docgen.pages.counting import FEW, GROUP, MOST, REST, SMALL, UNTOLD
from docgen.pages.figures import OWN_WORDS, Line, Part, figures
from docgen.pictures.image import Image
from docgen.pictures.sparkline import BAR_HEIGHT_MM, BAR_WIDTH_MM, bar
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import upper_first

TITLES: Mapping[str, tuple[str, str]] = {
    "course": ("Hoe verloopt het?", ""),
    "kinds": ("Waarop steunen de trajecten?", "Leerlingen met een bekrachtigd traject, volgens de nieuwste versie."),
    "phases": ("In welke fase van het zorgcontinuüm?", "Dezelfde leerlingen."),
    "grades": ("In welke graad?", "Dezelfde leerlingen."),
    "months": ("Hoeveel trajecten lopen er?", "Op de laatste dag van elke maand, en vandaag."),
    "waits": ("Hoelang tot de beslissing?", "Van het eerste signaal tot de bekrachtiging."),
    "goals": (
        "Blijven de essentiële doelen?",
        "Essentiële doelen in een plan die blijven, later komen of vervangen zijn.",
    ),
    "places": ("Wordt de opvang gebruikt?", "Lesuren van deze week waarin er leerlingen zitten, van de uren open."),
}
WORDS: Mapping[str, str] = {
    "decided": "leerlingen met een bekrachtigd traject",
    "running": "waarvan het traject nu loopt",
    "days": "dagen van het eerste signaal tot de bekrachtiging (de middelste waarde)",
    "reviews": "evaluaties in de week van de afgesproken dag",
    "words": "trajecten met de eigen woorden van de leerling",
    "phase_0": "fase 0: brede basiszorg",
    "phase_1": "fase 1: verhoogde zorg",
    "phase_2": "fase 2: uitbreiding van zorg",
    "phase_3": "fase 3: een individueel aangepast curriculum",
    "grade_1": "1e graad",
    "grade_2": "2e graad",
    "grade_3": "3e graad",
    "grade_unknown": "andere",
    "wait_14": "tot 14 dagen",
    "wait_30": "15 tot 30 dagen",
    "wait_60": "31 tot 60 dagen",
    "wait_more": "meer dan 60 dagen",
    "wait_unknown": "zonder signaal vooraf",
    "goals_all": "alle vakken samen",
    "places_all": "alle plaatsen samen",
}
"""The names of figures that are no value of a sheet."""
FEWER = f"minder dan {GROUP}"


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template schoolbeeld.docx."""
    return {
        "stand_op": released.today,
        "groep": GROUP,
        "delen": [_part(part) for part in figures(released)],
    }


def _part(part: Part) -> dict[str, Any]:
    title, about = TITLES[part.key]
    return {"titel": title, "uitleg": about, "rijen": [_line(line) for line in part.lines]}


def _line(line: Line) -> dict[str, Any]:
    name = upper_first("; ".join(_name(one) for one in line.names))
    name = f"Samen: {name}" if len(line.names) > 1 else name
    value = _value(line)
    drawn = None
    if line.bar is not None:
        drawn = Image(bar(round(line.bar, 3)), f"{name}: {value}", BAR_WIDTH_MM, BAR_HEIGHT_MM)
    return {"wat": name, "waarde": value, "grafiek": drawn}


def _name(name: str | date) -> str:
    if isinstance(name, date):
        return f"{name.day} {MONTHS[name.month - 1]} {name.year}"
    return WORDS.get(name, name)


def _value(line: Line) -> str:
    if line.why:
        some = f"{FEWER} van {line.of}" if line.of else FEWER
        most = f"meer dan {line.of - GROUP} van {line.of}" if line.of else ""
        return {FEW: some, MOST: most, SMALL: "te kleine groep", REST: UNTOLD}.get(line.why, "geen gegevens")
    return f"{line.value} van {line.of}" if line.of is not None else str(line.value)


SPEC = DocumentSpec(
    name="schoolbeeld",
    title="Schoolbeeld leerlingenbegeleiding",
    code="SB",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="everyone",
    proposals=True,
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Klas"),
        "Kalender": ("Van", "Tot", "Soort"),
        "Basisrooster": ("Klas", "Week", "Dag", "Lesuur", "Vak", "Leraar"),
        "Opvang": ("Plaats", "Uren", "Toezicht", "Capaciteit"),
        "Leerplandoelen": ("Doel-ID", "Vak", "Essentieel voor"),
        "Trajecten": ("Traject-ID", "Grond", "Fase", "Start", "Einde", "Evaluatie op"),
        "Maatregelen": ("Leerling of traject", "Soort", "Doelen"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Invulling", "Plaats"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Uitslag", "Bekrachtigd op"),
        "Opvolging": ("Traject-ID", "Datum"),
        "Signalen": ("Leerling-ID", "Datum"),
    },
    filled={"Trajecten": (OWN_WORDS,)},
    needs=("Leerlingen", "Trajecten"),
    adds=(
        *("School", "Kalender", "Basisrooster", "Opvang", "Leerplandoelen", "Maatregelen", "Lesroosteraanpassingen"),
        *("Beslissingen", "Opvolging", "Signalen"),
    ),
    derive=derive,
)
