"""2_doelen: the curriculum goals per subject, kept by the subject groups and reusable every year."""

from datetime import date
from typing import Annotated, Any

from docgen.columns import O, Row, Sheet, column
from docgen.kinds import Date, Key, Many, Number, OneOf, Ref, Text

ESSENTIAL_FOR = (
    "nee",
    "volgend leerjaar",
    "studierichting",
    "ander doel",
    "veiligheid of praktijk",
    "minimumdoel",
    "te bepalen",
)
NOT_ESSENTIAL = frozenset({"nee", "te bepalen"})


class Goal(Row):
    """Een leerplandoel, en of het essentieel is en waarvoor."""

    sheet = Sheet("Leerplandoelen", ("Doel-ID",), "2_doelen", "vakgroep", core=True)

    goal_id: Annotated[str, Key()] = column("Doel-ID", O, example="WIS4-12", meaning="Een eigen nummer per doel.")
    subject: Annotated[str, Ref("vak")] = column("Vak", O, example="WIS", meaning="Het vak.")
    years: Annotated[tuple[int, ...], Many(Number(1, 7))] = column(
        "Leerjaar", O, example="4", meaning="Het leerjaar; 3; 4 voor een plan per graad."
    )
    studies: Annotated[tuple[str, ...], Many(Text())] = column(
        "Studierichting",
        O,
        example="Natuurwetenschappen",
        meaning="De studierichtingen; leeg is alle.",
        extra=True,
        empty=(),
    )
    curriculum: Annotated[str | None, Text()] = column(
        "Leerplan", O, example="II-WisD LPD 12", meaning="Het leerplan en het nummer.", extra=True, empty=None
    )
    text: Annotated[str, Text(400)] = column(
        "Doel", O, example="Vergelijkingen oplossen", meaning="Het doel, in één zin."
    )
    essential_for: Annotated[tuple[str, ...], Many(OneOf(*ESSENTIAL_FOR))] = column(
        "Essentieel voor", O, example="volgend leerjaar", meaning="Waarvoor het doel nodig is, of nee."
    )
    builds_on: Annotated[tuple[str, ...], Many(Ref("Leerplandoelen"))] = column(
        "Bouwt op", O, example="WIS4-03", meaning="De doelen die eerst gekend moeten zijn.", extra=True, empty=()
    )
    periods: Annotated[tuple[str, ...], Many(Ref("lesperiode", free=True))] = column(
        "Periode", O, example="P2", meaning="De lesperiode uit de kalender.", extra=True, empty=()
    )
    hours: Annotated[float | None, Number(0.25, 400, whole=False)] = column(
        "Lesuren", O, example="6", meaning="Het aantal lesuren dat het doel vraagt.", extra=True, empty=None
    )
    alternative: Annotated[str | None, Text()] = column(
        "Alternatief", O, example="WIS4-13", meaning="Wat dit doel kan vervangen.", extra=True, empty=None
    )
    approved_on: Annotated[date | None, Date()] = column(
        "Goedgekeurd op",
        O,
        example="26/09/2025",
        meaning="De dag waarop de vakgroep het goedkeurde; leeg is ontwerp.",
        extra=True,
        empty=None,
    )

    @property
    def essential(self) -> bool:
        """Whether the goal must be reached: for anything but `nee` and `te bepalen`."""
        return is_essential(self)


def is_essential(goal: Any) -> bool:
    """Whether a goal (a row, or what was released of it) must be reached: for anything but `nee` and `te bepalen`."""
    return not NOT_ESSENTIAL.issuperset(goal.essential_for)
