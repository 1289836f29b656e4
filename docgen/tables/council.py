"""5_klassenraad: the class councils and what they decided. Filled in by the secretary of the council."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from docgen.columns import M, O, P, Row, Sheet, Z, column
from docgen.kinds import DECISION_ID, Date, Key, Many, OneOf, Ref, Text

DECISION_KINDS = (
    "start traject",
    "bijsturing",
    "verlenging",
    "stopzetting",
    "lesrooster",
    "examenrooster",
    "verminderd pakket",
    "vrijstelling",
    "spreiding",
    "time-out",
    "hervatting",
    "redelijke aanpassingen",
    "verrijking",
    "IAC-doelen",
    "CLB-hulpvraag",
    "oriëntering",
    "advies",
    "overdracht",
    "geen maatregel",
)
WHOLE_VERSION = frozenset({"start traject", "bijsturing", "verlenging"})
STARTS_NOTHING = frozenset({"stopzetting", "CLB-hulpvraag", "oriëntering", "advies", "overdracht", "geen maatregel"})
"""Decisions by which no version, or part of one, comes into force."""
APPROVED = ("goedgekeurd", "goedgekeurd onder voorwaarde")
OUTCOMES = (*APPROVED, "uitgesteld", "afgewezen", "ingetrokken")
WITHOUT_CARE = ("delibererende", "toelating")
"""The kinds of council that do not see what is prepared about a trajectory: they decide on results and admission."""
COUNCIL_KINDS = ("begeleidende", "zorg", "portret", "delibererende", "toelating", "cel", "MDO")
ALL_BUT_ORIENTATION = frozenset(DECISION_KINDS) - {"oriëntering"}
MAY_DECIDE: Mapping[str, frozenset[str]] = {
    "begeleidende": ALL_BUT_ORIENTATION,
    "zorg": ALL_BUT_ORIENTATION,
    "portret": frozenset({"redelijke aanpassingen", "verrijking", "advies", "geen maatregel"}),
    "delibererende": frozenset({"oriëntering", "advies", "spreiding", "vrijstelling"}),
    "toelating": frozenset({"advies", "vrijstelling", "verrijking"}),
    "cel": frozenset({"CLB-hulpvraag", "geen maatregel"}),
    "MDO": frozenset({"advies"}),
}
"""What each kind of council may decide on. Source: sheets.md 9, C10."""


class Decision(Row):
    """Een punt van de klassenraad: vraag, elementen en besluit."""

    sheet = Sheet("Beslissingen", ("Beslissing-ID",), "5_klassenraad", "secretaris klassenraad", core=True)

    decision_id: Annotated[str, Key(DECISION_ID, "KR12.3")] = column(
        "Beslissing-ID", O, example="KR12.3", meaning="Het nummer van de klassenraad, een punt en het agendapunt."
    )
    on: Annotated[date, Date()] = column("Datum", O, example="26/01/2026", meaning="De dag van de klassenraad.")
    about: Annotated[str | None, Ref("Leerlingen", "Trajecten", "klas", pattern=r"\S+")] = column(
        "Over wie", P, example="L0231-1", meaning="Traject-ID, Leerling-ID of klas.", empty=None
    )
    kinds: Annotated[tuple[str, ...], Many(OneOf(*DECISION_KINDS))] = column(
        "Soort", Z, example="start traject", meaning="Waarover beslist wordt."
    )
    question: Annotated[str | None, Text(300)] = column(
        "Vraag", Z, example="Kan Noor starten?", meaning="De vraag aan de klassenraad.", extra=True, empty=None
    )
    elements: Annotated[str | None, Text(1000)] = column(
        "Elementen",
        Z,
        example="hele dagen lukken niet",
        meaning="De elementen die tot het besluit leidden, in het kort.",
        empty=None,
        needed={"Uitslag": OUTCOMES},
    )
    text: Annotated[str | None, Text(600)] = column(
        "Besluit",
        Z,
        example="Noor start op 2 februari.",
        meaning="Het besluit.",
        empty=None,
        needed={"Uitslag": OUTCOMES},
    )
    outcome: Annotated[str | None, OneOf(*OUTCOMES)] = column(
        "Uitslag", Z, example="goedgekeurd", meaning="De uitslag; leeg is nog een agendapunt.", empty=None
    )
    condition: Annotated[str | None, Text(300)] = column(
        "Voorwaarde",
        Z,
        example="na gesprek op 9/02",
        meaning="De voorwaarde.",
        empty=None,
        needed={"Uitslag": ("goedgekeurd onder voorwaarde",)},
    )
    valid_until: Annotated[date | None, Date()] = column(
        "Geldig tot", Z, example="27/03/2026", meaning="Leeg is het einde van het traject.", extra=True, empty=None
    )
    ratified_on: Annotated[date | None, Date()] = column(
        "Bekrachtigd op", O, example="30/01/2026", meaning="De dag van de bekrachtiging.", empty=None
    )
    vote: Annotated[str | None, Text()] = column(
        "Stemming", M, example="consensus", meaning="consensus, of voor 8, tegen 1.", extra=True, empty=None
    )
    not_voting: Annotated[tuple[str, ...], Many(Ref("Personeel"))] = column(
        "Niet meegestemd", M, example="JVP", meaning="Wie niet mee mocht stemmen.", extra=True, empty=()
    )
    internal: Annotated[str | None, Text(600)] = column(
        "Interne overwegingen", M, example="enkel met directie", meaning="Enkel personeel.", extra=True, empty=None
    )

    @property
    def council(self) -> str:
        """The number of the council, before the last point: 'KR12' of 'KR12.3'."""
        return self.decision_id.rpartition(".")[0]


class Council(Row):
    """Een klassenraad: soort, plaats, wie leidt en wie noteert."""

    sheet = Sheet("Klassenraden", ("KR-ID",), "5_klassenraad", "secretaris klassenraad")

    council_id: Annotated[str, Key()] = column("KR-ID", O, example="KR12", meaning="Het nummer.")
    kind: Annotated[str, OneOf(*COUNCIL_KINDS)] = column(
        "Soort", O, example="begeleidende", meaning="Het soort klassenraad."
    )
    when_where: Annotated[str | None, Text()] = column(
        "Uur en plaats", O, example="15.30 u., B204", meaning="Wanneer en waar.", empty=None
    )
    chair: Annotated[str, Ref("Personeel")] = column("Voorzitter", O, example="KDW", meaning="Wie leidt.")
    secretary: Annotated[str, Ref("Personeel")] = column("Secretaris", O, example="DPT", meaning="Wie noteert.")
    excused: Annotated[tuple[str, ...], Many(Ref("Personeel"))] = column(
        "Verontschuldigd", M, example="JVP", meaning="Wie er niet was.", empty=()
    )
    guests: Annotated[tuple[str, ...], Many(Ref("Personeel"))] = column(
        "Gasten", M, example="CLA", meaning="Wie er was zonder stem.", empty=()
    )
    approved_on: Annotated[date | None, Date()] = column(
        "Verslag goedgekeurd op", O, example="09/02/2026", meaning="Wanneer het verslag is goedgekeurd.", empty=None
    )


class Confirmation(Row):
    """Een waarschuwing die iemand nakeek en goedkeurde."""

    sheet = Sheet("Bevestigingen", ("Bevestigingscode",), "5_klassenraad", "mentor, directie")

    code: Annotated[str, Key()] = column(
        "Bevestigingscode", O, example="G08-7F3A21", meaning="De code uit het verslag van de controle."
    )
    by: Annotated[str, Ref("Personeel")] = column(
        "Bevestigd door", O, example="KDW", meaning="De mentor of iemand van de directie."
    )
    on: Annotated[date, Date()] = column("Datum", O, example="29/01/2026", meaning="Wanneer.")
    reason: Annotated[str, Text(200)] = column(
        "Reden", M, example="titel van een leerdoel", meaning="Waarom het zo mag."
    )
