"""3_roosters: the timetable and exam schedule of every class, and where freed hours can be spent."""

from datetime import date, time
from typing import Annotated

from docgen.columns import O, Row, Sheet, column
from docgen.kinds import Date, Day, Hour, Key, Many, Number, OneOf, Ref, Slot, Slots, Text, Time


class Lesson(Row):
    """Een lesuur in het rooster van een klas of groep."""

    sheet = Sheet(
        "Basisrooster",
        ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Geldig vanaf"),
        "3_roosters",
        "planner (export)",
        core=True,
    )

    classes: Annotated[tuple[str, ...], Many(Ref("klas"))] = column(
        "Klas", O, example="4WEWIb", meaning="De klas of klassen."
    )
    group: Annotated[str | None, Text()] = column(
        "Groep", O, example="ZED", meaning="De lesgroep; leeg is de hele klas.", extra=True, empty=None
    )
    week: Annotated[str, OneOf("elke", "A", "B")] = column(
        "Week", O, example="elke", meaning="Elke week, of alleen de A- of B-week.", extra=True, empty="elke"
    )
    day: Annotated[int, Day()] = column("Dag", O, example="di", meaning="De dag van de week.")
    hour: Annotated[int, Hour()] = column("Lesuur", O, example="3", meaning="Het lesuur, zoals in School.")
    subject: Annotated[str, Ref("vak")] = column("Vak", O, example="GES", meaning="Het vak.")
    teachers: Annotated[tuple[str, ...], Many(Ref("Personeel"))] = column(
        "Leraar", O, example="JVP", meaning="De leraar of leraren."
    )
    room: Annotated[str | None, Text()] = column("Lokaal", O, example="B112", meaning="Het lokaal.", empty=None)
    valid_from: Annotated[date | None, Date()] = column(
        "Geldig vanaf",
        O,
        example="05/01/2026",
        meaning="Vanaf wanneer deze lessen gelden; de nieuwste reeks telt.",
        extra=True,
        empty=None,
    )


class Exam(Row):
    """Een examen van een klas of groep."""

    sheet = Sheet(
        "Examenrooster", ("Klas", "Groep", "Vak", "Datum", "Soort"), "3_roosters", "planner, vakleraren", core=True
    )

    classes: Annotated[tuple[str, ...], Many(Ref("klas"))] = column(
        "Klas", O, example="4WEWIb", meaning="De klas of klassen."
    )
    group: Annotated[str | None, Text()] = column(
        "Groep", O, example="DUI2", meaning="De lesgroep; leeg is de hele klas.", extra=True, empty=None
    )
    subject: Annotated[str, Ref("vak")] = column("Vak", O, example="FYS", meaning="Het vak.")
    kind: Annotated[str, OneOf("schriftelijk", "mondeling", "praktijk", "gespreid", "toets", "taak")] = column(
        "Soort", O, example="schriftelijk", meaning="De vorm van het examen."
    )
    on: Annotated[date, Date()] = column("Datum", O, example="15/06/2026", meaning="De dag van het examen.")
    start: Annotated[time | None, Time()] = column(
        "Beginuur",
        O,
        example="08:30",
        meaning="Wanneer het begint; niet nodig bij gespreid of taak.",
        empty=None,
        needed={"Soort": ("schriftelijk", "mondeling", "praktijk", "toets")},
    )
    minutes: Annotated[int | None, Number(5, 600)] = column(
        "Duur",
        O,
        example="100",
        meaning="De duur in minuten; niet nodig bij gespreid of taak.",
        empty=None,
        needed={"Soort": ("schriftelijk", "mondeling", "praktijk", "toets")},
    )
    room: Annotated[str | None, Text()] = column("Lokaal", O, example="B204", meaning="Het lokaal.", empty=None)
    supervisor: Annotated[str | None, Ref("Personeel")] = column(
        "Toezicht", O, example="KDW", meaning="Wie toezicht houdt.", extra=True, empty=None
    )


class Place(Row):
    """Een plaats voor vrijgekomen uren, met wie er toezicht houdt."""

    sheet = Sheet("Opvang", ("Plaats", "Uren", "Toezicht"), "3_roosters", "planner")

    name: Annotated[str, Key()] = column("Plaats", O, example="studiezaal", meaning="De plaats, in één woord.")
    slots: Annotated[tuple[Slot, ...], Slots()] = column(
        "Uren", O, example="ma1-7; di1-7", meaning="De lesuren waarop ze open is."
    )
    supervisor: Annotated[str, Ref("Personeel")] = column(
        "Toezicht", O, example="OPV", meaning="Wie er dan toezicht houdt."
    )
    capacity: Annotated[int | None, Number(1, 1000)] = column(
        "Capaciteit", O, example="20", meaning="Hoeveel leerlingen er kunnen zitten.", empty=None
    )
