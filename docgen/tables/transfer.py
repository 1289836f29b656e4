"""7_overdracht: the handover to another school, and the results that may go with it."""

from datetime import date
from typing import Annotated

from docgen.columns import M, P, Row, Sheet, Z, column
from docgen.kinds import STUDENT_ID, Date, Many, OneOf, Ref, Score, Text

PROFILES = ("zelfde graad", "nieuwe graad", "buitengewoon", "volwassenenonderwijs of andere", "intern")
FIELD_CODES = tuple(f"TR{number:02}" for number in range(1, 17))


class Transfer(Row):
    """Een overdracht: naar welke school, en waar ze staat."""

    sheet = Sheet("Overdrachten", ("Leerling-ID", "Naar school"), "7_overdracht", "secretariaat", core=True)

    student: Annotated[str, Ref("Leerlingen", pattern=STUDENT_ID)] = column(
        "Leerling-ID", P, example="L0231", meaning="De leerling."
    )
    profile: Annotated[str, OneOf(*PROFILES)] = column(
        "Profiel", Z, example="nieuwe graad", meaning="Naar welk soort school of leerjaar."
    )
    to_school: Annotated[str, Text()] = column(
        "Naar school", P, example="TI De Beek", meaning="De naam van de nieuwe school."
    )
    enrolled_on: Annotated[date | None, Date()] = column(
        "Ingeschreven daar op", Z, example="24/06/2026", meaning="De dag van inschrijving daar.", empty=None
    )
    student_asked_on: Annotated[date | None, Date()] = column(
        "Leerling bevraagd op", Z, example="22/06/2026", meaning="Wanneer de leerling meebesliste.", empty=None
    )
    inspection_on: Annotated[date | None, Date()] = column(
        "Inzage op", Z, example="25/06/2026", meaning="De dag waarop de inzage is aangeboden.", empty=None
    )
    signed_on: Annotated[date | None, Date()] = column(
        "Getekend op",
        Z,
        example="29/06/2026",
        meaning="Wanneer de ouders tekenden, als dat voor het einde van de termijn was.",
        extra=True,
        empty=None,
    )
    student_objects: Annotated[tuple[str, ...], Many(OneOf(*FIELD_CODES))] = column(
        "Niet volgens leerling", M, example="TR04", meaning="Wat de leerling niet wil doorgeven.", empty=()
    )
    parents_object: Annotated[tuple[str, ...], Many(OneOf(*FIELD_CODES))] = column(
        "Niet volgens ouders", M, example="TR03", meaning="Wat de ouders niet willen doorgeven.", empty=()
    )
    also_give: Annotated[tuple[str, ...], Many(OneOf("TR12", "TR14"))] = column(
        "Ook meegeven", M, example="TR12", meaning="Waar leerling en ouders allebei ja op zeiden.", empty=()
    )
    wellbeing: Annotated[str | None, Text(200)] = column(
        "Zin over welbevinden",
        Z,
        example="heeft baat bij een vast aanspreekpunt",
        meaning="Eén zin, als nood verwoord; nodig bij TR12.",
        extra=True,
        empty=None,
        needed={"Ook meegeven": ("TR12",)},
    )
    sent_on: Annotated[date | None, Date()] = column(
        "Verzonden op", Z, example="30/06/2026", meaning="Wanneer het pakket vertrok.", extra=True, empty=None
    )
    received_on: Annotated[date | None, Date()] = column(
        "Ontvangen op", Z, example="01/07/2026", meaning="De datum op het ontvangstbewijs.", extra=True, empty=None
    )


class Result(Row):
    """Een leerresultaat per vak."""

    sheet = Sheet("Resultaten", ("Leerling-ID", "Vak", "Periode"), "7_overdracht", "secretariaat (export)")

    student: Annotated[str, Ref("Leerlingen", pattern=STUDENT_ID)] = column(
        "Leerling-ID", P, example="L0231", meaning="De leerling."
    )
    subject: Annotated[str, Ref("vak")] = column("Vak", Z, example="WIS", meaning="Het vak.")
    period: Annotated[str, Text()] = column("Periode", Z, example="jaartotaal", meaning="De periode.")
    result: Annotated[str, Score()] = column(
        "Resultaat", Z, example="68", meaning="Een getal van 0 tot 100, of een woord."
    )
