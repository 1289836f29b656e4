"""4_zorg, the measures: one thing that is different for this student."""

from datetime import date
from typing import Annotated

from docgen.columns import O, P, Row, Sheet, Z, column
from docgen.kinds import ABOUT_ONE, Date, GoalChoice, Goals, Many, Number, OneOf, Ref, Text

PACKAGE = (
    "doelen beheerst",
    "doelen vermoedelijk beheerst",
    "doelen te verwerven",
    "doelen later",
    "doelen weggelaten",
    "doelen vervangen",
)
EXEMPTION = ("vrijstelling", "vrijstelling deels")
AWAY = (
    "time-out zonder schoolwerk",
    "time-out met werk thuis",
    "NAFT",
    "TOAH",
    "SIO",
    "ziekenhuisschool",
)
RESUMPTION = "progressieve hervatting"
EXTRA_TIME = "langere tijd"
ADAPTATION = (EXTRA_TIME, "remediëren", "differentiëren", "compenseren", "dispenseren")
LADDER = ("compacten", "verrijken", "klasexterne verrijking", "versnellen")
REPORTS = ("GC-verslag", "IAC-verslag", "OV4-verslag", "leersteun aangevraagd", "leersteun loopt")
MEASURES = (
    *PACKAGE,
    "evaluaties niet inhalen",
    *EXEMPTION,
    "spreiding lesprogramma",
    *AWAY,
    RESUMPTION,
    *ADAPTATION,
    *LADDER,
    "ondersteuning",
    *REPORTS,
)


class Measure(Row):
    """Eén ding dat voor deze leerling anders is."""

    sheet = Sheet("Maatregelen", (), "4_zorg", "mentor", core=True)

    about: Annotated[str, Ref("Leerlingen", "Trajecten", pattern=ABOUT_ONE.pattern)] = column(
        "Leerling of traject",
        P,
        example="L0231-1",
        meaning="Leerling-ID (blijvend) of Traject-ID (deel van die versie).",
    )
    kind: Annotated[str, OneOf(*MEASURES)] = column("Soort", Z, example="doelen later", meaning="Het soort maatregel.")
    subjects: Annotated[tuple[str, ...], Many(Ref("vak", words=("alle",)))] = column(
        "Vakken",
        Z,
        example="WIS",
        meaning="De vakken, of alle.",
        empty=(),
        needed={"Soort": (*PACKAGE, "evaluaties niet inhalen", *EXEMPTION)},
    )
    goals: Annotated[tuple[GoalChoice, ...], Goals()] = column(
        "Doelen",
        Z,
        example="WIS4-12; WIS4-14",
        meaning="De doelen; vervangen: WIS4-13 > WIS4-16.",
        empty=(),
        needed={"Soort": PACKAGE},
    )
    what: Annotated[str | None, Text(300)] = column(
        "Wat",
        Z,
        example="een derde extra tijd",
        meaning="Wat er gebeurt, of wat in de plaats komt.",
        empty=None,
        needed={"Soort": (*EXEMPTION, "spreiding lesprogramma", *ADAPTATION, *LADDER, "ondersteuning")},
    )
    where: Annotated[tuple[str, ...], Many(OneOf("les", "toets", "examen", "stage", "uitstap"))] = column(
        "Waar", Z, example="toets; examen", meaning="Waar het geldt; leeg is overal.", extra=True, empty=()
    )
    start: Annotated[date | None, Date()] = column(
        "Van",
        Z,
        example="02/02/2026",
        meaning="De eerste dag; leeg is de start van het traject.",
        empty=None,
        needed={
            "Soort": ("evaluaties niet inhalen", "spreiding lesprogramma", *AWAY, RESUMPTION, *ADAPTATION, *REPORTS)
        },
    )
    end: Annotated[date | None, Date()] = column(
        "Tot",
        Z,
        example="29/05/2026",
        meaning="De laatste dag; bij doelen later: tegen wanneer.",
        empty=None,
        after=("Van",),
        needed={"Soort": ("doelen later", "evaluaties niet inhalen", "spreiding lesprogramma", *AWAY, RESUMPTION)},
    )
    half_days: Annotated[tuple[int, ...], Many(Number(0, 9))] = column(
        "Halve dagen per week",
        Z,
        example="4; 6; 8",
        meaning="0 tot 9, of één getal per week.",
        extra=True,
        empty=(),
        needed={"Soort": (RESUMPTION,)},
    )
    no_tests_until: Annotated[date | None, Date()] = column(
        "Evaluatievrij tot", O, example="13/03/2026", meaning="Tot en met wanneer er geen toetsen zijn.", empty=None
    )
    who: Annotated[str | None, Ref("Personeel")] = column(
        "Wie", O, example="MVB", meaning="De contactpersoon of leerondersteuner.", empty=None
    )
    experience: Annotated[str | None, Text(200)] = column(
        "Ervaring", Z, example="werkt goed", meaning="Wat het gaf.", extra=True, empty=None
    )
