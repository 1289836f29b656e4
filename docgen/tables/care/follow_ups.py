"""4_zorg, how it goes, with figures."""

from datetime import date
from typing import Annotated

from docgen.columns import P, Row, Sheet, Z, column
from docgen.kinds import TRAJECTORY_ID, Date, Number, OneOf, Ref, Text


class FollowUp(Row):
    """Eén moment van opvolging, met cijfers."""

    sheet = Sheet("Opvolging", ("Traject-ID", "Datum"), "4_zorg", "mentor (formulier)")

    trajectory: Annotated[str, Ref("Trajecten", pattern=TRAJECTORY_ID)] = column(
        "Traject-ID", P, example="L0231-1", meaning="De versie van het traject."
    )
    on: Annotated[date, Date()] = column("Datum", Z, example="13/03/2026", meaning="De dag.")
    half_days_present: Annotated[float | None, Number(0, 400, whole=False)] = column(
        "Aanwezige halve dagen", Z, example="13", meaning="Sinds de vorige rij.", empty=None
    )
    wellbeing: Annotated[int | None, Number(1, 10)] = column(
        "Welbevinden", Z, example="6", meaning="1 tot 10, door de leerling.", empty=None
    )
    parents: Annotated[int | None, Number(1, 5)] = column(
        "Tevredenheid ouders", Z, example="4", meaning="1 tot 5.", empty=None
    )
    participation: Annotated[int | None, Number(1, 5)] = column(
        "Klasdeelname", Z, example="3", meaning="1 tot 5, door de leraren.", empty=None
    )
    note: Annotated[str | None, Text(300)] = column(
        "Toelichting", Z, example="houdt ochtenden goed vol", meaning="Hoe het gaat, in één zin.", empty=None
    )
    conclusion: Annotated[str | None, OneOf("behouden", "bijsturen", "opschalen", "stoppen", "afronden")] = column(
        "Besluit", Z, example="bijsturen", meaning="Wat we verder doen.", empty=None
    )
