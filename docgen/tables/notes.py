"""6_meldingen: signals and staff notes. Class M: for staff only, whatever happens."""

from datetime import date
from typing import Annotated

from docgen.columns import M, P, Row, Sheet, column
from docgen.kinds import STUDENT_ID, Date, Many, OneOf, Ref, Text

SIGNALS = (
    "afwezigheidspatroon",
    "schoolmoeheid",
    "afhaken in de les",
    "faalangst: lege toolbox",
    "faalangst: perfectionisme",
    "onderpresteren",
    "resultaten",
    "lichamelijke klachten",
    "verandering in omgeving",
    "sociaal",
    "andere",
)


class Signal(Row):
    """Iets wat opviel, als feit."""

    sheet = Sheet("Signalen", (), "6_meldingen", "mentor")

    student: Annotated[str, Ref("Leerlingen", pattern=STUDENT_ID)] = column(
        "Leerling-ID", P, example="L0231", meaning="De leerling."
    )
    on: Annotated[date, Date()] = column("Datum", M, example="14/11/2025", meaning="Wanneer het opviel.")
    source: Annotated[
        str,
        OneOf("leerling", "ouder", "leraar", "titularis", "leerlingbegeleider", "CLB", "externe", "secretariaat"),
    ] = column("Bron", M, example="leraar", meaning="Van wie het komt.")
    kinds: Annotated[tuple[str, ...], Many(OneOf(*SIGNALS))] = column(
        "Soort", M, example="schoolmoeheid", meaning="Het soort signaal."
    )
    observation: Annotated[str | None, Text(500)] = column(
        "Waarneming", M, example="legt de pen neer", meaning="Wat iemand zag, zonder oordeel.", empty=None
    )
    need: Annotated[str | None, Text(200)] = column(
        "Behoefte", M, example="taken in stukken", meaning="Wat de leerling nodig heeft.", empty=None
    )


class StaffNote(Row):
    """Wat personeel moet weten en doen."""

    sheet = Sheet("Meldingen", (), "6_meldingen", "mentor, directie")

    student: Annotated[str, Ref("Leerlingen", pattern=STUDENT_ID)] = column(
        "Leerling-ID", P, example="L0231", meaning="De leerling."
    )
    on: Annotated[date, Date()] = column("Datum", M, example="30/01/2026", meaning="De dag van de melding.")
    author: Annotated[str, Ref("Personeel")] = column("Auteur", M, example="MVB", meaning="Wie dit schreef.")
    audience: Annotated[
        tuple[str, ...], Many(OneOf("directie", "zorgteam", "leden klassenraad", "leraren van de leerling"))
    ] = column("Voor wie", M, example="zorgteam", meaning="Wie dit mag lezen.")
    text: Annotated[str, Text(600)] = column(
        "Melding", M, example="werkt met eigen plan", meaning="De melding, als feit."
    )
    action: Annotated[str | None, Text(300)] = column(
        "Wat doen", M, example="vraag niets voor de klas", meaning="Wat een leraar doet, en niet vraagt.", empty=None
    )
    valid_until: Annotated[date, Date()] = column(
        "Geldig tot", M, example="27/03/2026", meaning="Tot wanneer dit geldt."
    )
