"""4_zorg, what was agreed: actions and goals."""

from datetime import date
from typing import Annotated

from docgen.columns import P, Row, Sheet, Z, column
from docgen.kinds import DECISION_ID, STUDENT_ID, TRAJECTORY_ID, Date, Many, OneOf, Ref, Text

DOMAINS = (
    "onderwijsloopbaan",
    "leren en studeren",
    "psychisch en sociaal functioneren",
    "preventieve gezondheidszorg",
)


class Agreement(Row):
    """Een afspraak, een doel of een IAC-doel."""

    sheet = Sheet("Afspraken", (), "4_zorg", "mentor")

    about: Annotated[
        str,
        Ref("Leerlingen", "Trajecten", "Beslissingen", pattern=rf"{TRAJECTORY_ID}|{STUDENT_ID}|{DECISION_ID}"),
    ] = column("Leerling of traject", P, example="L0231-1", meaning="De leerling, het traject of de beslissing.")
    kind: Annotated[str, OneOf("actie", "doel", "IAC-doel")] = column(
        "Soort", Z, example="doel", meaning="Het soort afspraak."
    )
    domains: Annotated[tuple[str, ...], Many(OneOf(*DOMAINS))] = column(
        "Domein", Z, example="leren en studeren", meaning="Het begeleidingsdomein.", empty=()
    )
    what: Annotated[str, Text(300)] = column("Wat", Z, example="zelf starten aan een taak", meaning="Wat we afspreken.")
    approach: Annotated[str | None, Text(300)] = column(
        "Aanpak", Z, example="stappenkaart", meaning="Hoe we dat doen.", empty=None
    )
    who: Annotated[tuple[str, ...], Many(Ref("Personeel", words=("leerling", "ouders", "leraren")))] = column(
        "Wie", Z, example="leerling; leraren", meaning="Wie het doet."
    )
    by: Annotated[date | None, Date()] = column("Tegen", Z, example="13/03/2026", meaning="Tegen wanneer.", empty=None)
    state: Annotated[str | None, OneOf("open", "bezig", "bereikt", "bijgesteld", "gestopt")] = column(
        "Stand", Z, example="bezig", meaning="Hoe het ermee staat.", empty=None
    )
