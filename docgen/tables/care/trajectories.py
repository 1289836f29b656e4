"""4_zorg, the trajectories: why, for how long, what the student needs and where it leads to."""

from datetime import date
from typing import Annotated

from docgen.columns import O, P, Row, Sheet, Z, column
from docgen.kinds import TRAJECTORY_ID, Date, Number, OneOf, Ref, Text, TrajectoryKey

GROUNDS = (
    "flexibilisering: cognitief sterk",
    "flexibilisering: leermoeilijkheden of achterstand",
    "ziekte of ongeval",
    "specifieke onderwijsbehoeften",
    "IAC-verslag",
)


class Trajectory(Row):
    """Een versie van het traject van een leerling."""

    sheet = Sheet("Trajecten", ("Traject-ID",), "4_zorg", "mentor", core=True)

    trajectory_id: Annotated[str, TrajectoryKey(TRAJECTORY_ID, "L0231-1")] = column(
        "Traject-ID", P, example="L0231-1", meaning="De Leerling-ID met een streepje en het nummer van de versie."
    )
    ground: Annotated[str, OneOf(*GROUNDS)] = column(
        "Grond", Z, example="ziekte of ongeval", meaning="De regel waarop het traject steunt."
    )
    phase: Annotated[int, Number(0, 3)] = column("Fase", Z, example="2", meaning="De fase van het zorgcontinuüm.")
    asked_by: Annotated[str | None, OneOf("ouders en leerling", "klassenraad", "leerlingbegeleiding")] = column(
        "Vraag van", Z, example="klassenraad", meaning="Van wie de vraag komt.", extra=True, empty=None
    )
    start: Annotated[date, Date()] = column("Start", Z, example="02/02/2026", meaning="De eerste dag.")
    end: Annotated[date, Date()] = column(
        "Einde", Z, example="27/03/2026", meaning="De laatste dag.", after=("Start", "Evaluatie op")
    )
    review_on: Annotated[date, Date()] = column(
        "Evaluatie op",
        Z,
        example="13/03/2026",
        meaning="Wanneer we terugkijken, tussen start en einde.",
        after=("Start",),
    )
    mentor: Annotated[str, Ref("Personeel")] = column("Mentor", O, example="MVB", meaning="Wie begeleidt.")
    strengths: Annotated[str | None, Text(600)] = column(
        "Sterktes en wat goed gaat",
        Z,
        example="werkt vlot in kleine groep",
        meaning="Wat goed gaat, en wat daarbij helpt.",
        empty=None,
    )
    difficulties: Annotated[str | None, Text(600)] = column(
        "Wat moeilijk gaat",
        Z,
        example="hele dagen volhouden",
        meaning="Wat moeilijk gaat, en wat daarin hindert.",
        extra=True,
        empty=None,
    )
    needs: Annotated[str, Text(600)] = column(
        "Heeft nodig", Z, example="heeft nodig: korte taken", meaning="Eén nood per regel."
    )
    own_words: Annotated[str | None, Text(400)] = column(
        "Woorden van de leerling",
        Z,
        example="Ik wil erbij blijven.",
        meaning="Wat de leerling er zelf over zegt.",
        empty=None,
    )
    main_goal: Annotated[str, Text(300)] = column(
        "Hoofddoel", Z, example="weer graag op school zijn", meaning="Waar we naartoe werken."
    )
    tried: Annotated[str | None, Text(600)] = column(
        "Al geprobeerd",
        Z,
        example="kortere taken, te weinig effect",
        meaning="Wat al geprobeerd is; nodig vanaf fase 2.",
        empty=None,
    )
    thresholds: Annotated[str | None, Text(600)] = column(
        "Drempels en afspraken",
        Z,
        example="binnenkomen via de zijdeur",
        meaning="Drempels en wat we daarover afspraken.",
        extra=True,
        empty=None,
    )

    @property
    def student(self) -> str:
        """The Leerling-ID inside the Traject-ID."""
        return self.trajectory_id.rpartition("-")[0]

    @property
    def version(self) -> str:
        """The version behind the dash: '1', '2', '2a'."""
        return self.trajectory_id.rpartition("-")[2]
