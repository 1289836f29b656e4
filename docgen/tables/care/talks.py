"""4_zorg, the talks about a student: who was heard, and who agrees."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from docgen.columns import P, Row, Sheet, Z, column
from docgen.kinds import ABOUT_ONE, Date, Many, OneOf, Ref, Text

PARTIES = ("leerling", "ouder", "leraren", "directie", "zorgteam", "CLB", "externe hulpverlening", "andere school")
ANSWERS = ("ja", "nee", "voorwaardelijk", "nog te bevragen", "ingetrokken", "niet bereikt", "niet nodig")
REFUSES = ("nee", "ingetrokken")
PERMISSION = "toestemming CLB"
TALKS = (
    "verkennend gesprek",
    "leerlinggesprek",
    "intake",
    "opvolging",
    "evaluatie",
    "groeigesprek",
    "zorgoverleg",
    "rondetafel",
    PERMISSION,
    "adviesgesprek CLB",
    "vragenlijst",
    "kennismaking",
    "navraag andere school",
)


class Talk(Row):
    """Een gesprek, een overleg of een akkoord."""

    sheet = Sheet("Overleg", (), "4_zorg", "mentor", core=True)

    about: Annotated[str, Ref("Leerlingen", "Trajecten", pattern=ABOUT_ONE.pattern)] = column(
        "Leerling of traject", P, example="L0231-1", meaning="De leerling of het traject waarover het ging."
    )
    on: Annotated[date, Date()] = column("Datum", Z, example="20/01/2026", meaning="De dag van het gesprek.")
    kind: Annotated[str | None, OneOf(*TALKS)] = column(
        "Soort", Z, example="zorgoverleg", meaning="Het soort gesprek.", extra=True, empty=None
    )
    parties: Annotated[tuple[str, ...], Many(OneOf(*PARTIES))] = column(
        "Partijen", Z, example="leerling; ouder; zorgteam", meaning="Wie gehoord is."
    )
    who: Annotated[str | None, Text()] = column(
        "Wie", P, example="Sofie Peeters", meaning="De naam; voor een ouder zoals in Contacten.", extra=True, empty=None
    )
    answer: Annotated[str | None, OneOf(*ANSWERS)] = column(
        "Akkoord", Z, example="ja", meaning="Het antwoord; leeg is enkel gehoord.", empty=None
    )
    form: Annotated[str | None, OneOf("handtekening", "e-formulier", "e-mail", "mondeling")] = column(
        "Vorm",
        Z,
        example="handtekening",
        meaning="Hoe het antwoord gegeven is.",
        empty=None,
        needed={"Akkoord": ("ja", "nee", "ingetrokken")},
    )
    themes: Annotated[tuple[str, ...], Many(Text())] = column(
        "Thema's", Z, example="executieve vaardigheden", meaning="De thema's van het gesprek.", extra=True, empty=()
    )
    summary: Annotated[str | None, Text(600)] = column(
        "Samenvatting",
        Z,
        example="wil kort starten",
        meaning="Mag door leerling en ouders gelezen worden.",
        extra=True,
        empty=None,
        needed={"Akkoord": ("niet bereikt", "niet nodig")},
    )


def newest_answer(talks: Iterable[Any], party: str) -> Any | None:
    """The newest talk (a row or what was released of it) in which a party answered; within a day the lower row wins."""
    answered = [talk for talk in talks if talk.answer and party in talk.parties]
    return max(answered, key=lambda talk: (talk.on, talk.origin.row), default=None)
