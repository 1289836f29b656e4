"""4_zorg, the lesson hours that are different for this student."""

from datetime import date
from typing import Annotated

from docgen.columns import O, P, Row, Sheet, column
from docgen.kinds import TRAJECTORY_ID, Date, OneOf, Ref, Slot, Slots, Text

FILLINGS = {
    "ZW": "zelfstandig werken",
    "IN": "inhalen",
    "RE": "remediëren",
    "RU": "rust",
    "ST": "leren studeren en plannen",
    "VE": "verrijking",
    "GE": "gesprek met de mentor",
    "LE": "les in een andere groep of een ander vak",
    "AF": "afstandsles",
    "TW": "thuis zelfstandig werken",
    "TR": "thuis rusten",
    "EX": "afspraak buiten de school",
}


class TimetableChange(Row):
    """Lesuren die voor deze leerling anders zijn: wat, nooit waarom."""

    sheet = Sheet("Lesroosteraanpassingen", ("Traject-ID", "Van", "Uren"), "4_zorg", "mentor (formulier)", core=True)

    trajectory: Annotated[str, Ref("Trajecten", pattern=TRAJECTORY_ID)] = column(
        "Traject-ID", P, example="L0231-1", meaning="De versie van het traject."
    )
    start: Annotated[date, Date()] = column("Van", O, example="16/03/2026", meaning="De eerste dag.")
    end: Annotated[date, Date()] = column("Tot", O, example="27/03/2026", meaning="De laatste dag.", after=("Van",))
    slots: Annotated[tuple[Slot, ...], Slots()] = column("Uren", O, example="di3", meaning="De lesuren.")
    subject: Annotated[str, Ref("vak")] = column("Vak", O, example="GES", meaning="Het vak dat wegvalt.")
    filling: Annotated[str, OneOf(*FILLINGS)] = column(
        "Invulling", O, example="ZW", meaning="Wat in de plaats komt: een code van twee letters."
    )
    purpose: Annotated[str | None, Text(80)] = column(
        "Waarvoor",
        O,
        example="WIS bundel 2",
        meaning="Het vak of de taak; bij LE het vak en de klas.",
        extra=True,
        empty=None,
    )
    place: Annotated[str | None, Ref("Opvang", free=True)] = column(
        "Plaats", O, example="studiezaal", meaning="Waar de leerling dan is.", empty=None
    )
