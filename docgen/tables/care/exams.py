"""4_zorg, the exams that are different for this student."""

from datetime import date, time
from typing import Annotated

from docgen.columns import O, P, Row, Sheet, Z, column
from docgen.kinds import TRAJECTORY_ID, Date, Many, Number, OneOf, Ref, Text, Time


class ExamChange(Row):
    """Een examen dat voor deze leerling anders verloopt."""

    sheet = Sheet(
        "Examenaanpassingen",
        ("Traject-ID", "Vak", "Datum", "Nieuwe datum"),
        "4_zorg",
        "mentor, secretariaat",
        core=True,
    )

    trajectory: Annotated[str, Ref("Trajecten", pattern=TRAJECTORY_ID)] = column(
        "Traject-ID", P, example="L0231-2", meaning="De versie van het traject."
    )
    subject: Annotated[str, Ref("vak")] = column("Vak", O, example="FYS", meaning="Het vak.")
    exam_on: Annotated[date, Date()] = column(
        "Datum", O, example="15/06/2026", meaning="De datum van het examen in het examenrooster."
    )
    choice: Annotated[str, OneOf("behouden", "verplaatst", "gesplitst", "geschrapt", "gespreid", "niet inhalen")] = (
        column("Keuze", O, example="verplaatst", meaning="Wat er met het examen gebeurt.")
    )
    new_date: Annotated[date | None, Date()] = column(
        "Nieuwe datum",
        O,
        example="22/06/2026",
        meaning="De nieuwe dag.",
        empty=None,
        needed={"Keuze": ("verplaatst", "gesplitst")},
    )
    start: Annotated[time | None, Time()] = column(
        "Beginuur",
        O,
        example="08:30",
        meaning="Wanneer het begint.",
        empty=None,
        needed={"Keuze": ("verplaatst", "gesplitst")},
    )
    minutes: Annotated[int | None, Number(5, 600)] = column(
        "Duur", O, example="135", meaning="De duur in minuten; leeg is vanzelf.", extra=True, empty=None
    )
    room: Annotated[str | None, Text()] = column("Lokaal", O, example="B204", meaning="Het lokaal.", empty=None)
    supervisor: Annotated[str | None, Ref("Personeel")] = column(
        "Toezicht", O, example="KDW", meaning="Wie toezicht houdt.", extra=True, empty=None
    )
    forms: Annotated[
        tuple[str, ...],
        Many(
            OneOf(
                "mondeling",
                "schriftelijk",
                "kortere versie",
                "aangepaste versie",
                "apart lokaal",
                "pauze",
                "hulpmiddel",
            )
        ),
    ] = column("Vorm", O, example="aangepaste versie", meaning="Een andere vorm, als die er is.", empty=())
    supervisor_note: Annotated[str | None, Text(120)] = column(
        "Nota toezichter",
        O,
        example="oordopjes mogen",
        meaning="Wat de toezichter moet weten, nooit waarom.",
        empty=None,
    )
    content: Annotated[str | None, Text(300)] = column(
        "Leerstof", Z, example="hoofdstuk 1 tot 4", meaning="Wat telt, en hoe zwaar.", extra=True, empty=None
    )
    version_ready_on: Annotated[date | None, Date()] = column(
        "Extra versie klaar op",
        O,
        example="28/05/2026",
        meaning="Wanneer de aangepaste versie klaar was.",
        extra=True,
        empty=None,
    )
