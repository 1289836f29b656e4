"""Noor Voorbeeld (made up), from signal to handover: the worked example of sheets.md section 10, as workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.spec import sheets
from tests.language import workbook

ROWS = {
    "School": """
        gegeven | Naam school | Atheneum De Linde
        gegeven | Schooljaar | 2025-2026
        lesuur  | 1 | 08:25-09:15
        lesuur  | 3 | 10:20-11:10
        lesuur  | 6 | 13:45-14:35
        vak | GES | Geschiedenis
        vak | FRA | Frans
        vak | NED | Nederlands
        vak | WIS | Wiskunde
        vak | FYS | Fysica
        regel | Factor langere tijd | 1,33
    """,
    "Leerlingen": """
        L0231 | Voorbeeld | Noor | 14/03/2010 | 4WEWIb | Natuurwetenschappen | ZED | 01/09/2022 | 31/08/2026
        L0232 | Andersen  | Bram | 02/05/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
    """,
    "Contacten": "L0231 | Sofie Peeters | moeder | ja | Lindelaan 12, 9999 Voorbeeldgem | Nederlands",
    "Personeel": """
        MVB | Marie Van Boven | leerlingbegeleider |        | 12
        DPT | Els De Pauw     | leraar             | 4WEWIb |
        KDW | Koen De Wit     | directie           |        |
        OPV | Karim Oplinter  | opvoeder           |        |
        JVP | Jan Van Peer    | leraar             |        |
        AVD | An Van Dael     | leraar             |        |
        LMA | Lies Maas       | leraar             |        |
        CLA | Lien Claes      | CLB                |        |
    """,
    "Kalender": """
        05/01/2026 | 27/03/2026 | lesperiode       | P2
        16/02/2026 | 22/02/2026 | vakantie         | Krokusvakantie
        08/06/2026 | 24/06/2026 | evaluatieperiode | Juni
    """,
    "Basisrooster": """
        4WEWIb |  | elke | di | 3 | GES | JVP | B112 |
        4WEWIb |  | elke | wo | 1 | FRA | AVD | B204 |
        4WEWIb |  | elke | do | 6 | NED | LMA | B204 |
    """,
    "Opvang": """
        studiezaal | ma1-7; di1-7; do1-7; vr1-7 | OPV | 20
        rustlokaal | do5-7                      | MVB | 2
    """,
    "Examenrooster": """
        4WEWIb |  | FRA | schriftelijk | 10/06/2026 | 08:30 | 100 | B204 |
        4WEWIb |  | WIS | schriftelijk | 12/06/2026 | 08:30 | 150 | B204 |
        4WEWIb |  | FYS | schriftelijk | 15/06/2026 | 08:30 | 100 | B204 |
        4WEWIb |  | GES | schriftelijk | 19/06/2026 | 08:30 | 100 | B204 |
    """,
    "Leerplandoelen": """
        WIS4-12 | WIS | 4 |  | II-WisD LPD 12 | Vergelijkingen van de tweede graad oplossen | volgend leerjaar |         | P2 | 6 |  | 26/09/2025
        WIS4-14 | WIS | 4 |  | II-WisD LPD 14 | Functies van de tweede graad onderzoeken    | volgend leerjaar | WIS4-12 | P2 | 5 |  | 26/09/2025
        GES4-09 | GES | 4 |  | II-Ges LPD 9   | Twee historische bronnen vergelijken        | nee              |         | P2 | 4 |  | 26/09/2025
    """,  # noqa: E501
    "Signalen": "L0231 | 14/11/2025 | leraar | schoolmoeheid; afhaken in de les | Legt in 5 van 8 lessen na een kwartier de pen neer. | heeft nodig dat lange taken in stukken komen",  # noqa: E501
    "Overleg": """
        L0231   | 18/11/2025 | verkennend gesprek | leerling |  Noor |  |  |  | Alles tegelijk komt op haar af.
        L0231-1 | 09/12/2025 | leerlinggesprek | leerling | Noor | ja | handtekening |  | Wil zich inzetten, stap voor stap.
        L0231-1 | 12/12/2025 | intake | ouder | Sofie Peeters | ja | handtekening | executieve vaardigheden | Ziet thuis hetzelfde, steunt het plan.
        L0231-1 | 13/01/2026 |  | CLB | Lien Claes | ja | e-mail |  | Bevestigt de nood.
        L0231-1 | 20/01/2026 | zorgoverleg | leerling; ouder; zorgteam | Sofie Peeters | ja | mondeling |  | Voorstel samen overlopen.
        L0231-1 | 05/02/2026 | opvolging | leerling | Noor |  |  |  | Eerste gesprek tijdens de weken thuis.
        L0231-2 | 24/03/2026 | evaluatie | leerling; ouder; zorgteam; CLB | Sofie Peeters | ja | handtekening |  | Ochtenden lukken, alle examens nog niet.
    """,  # noqa: E501
    "Trajecten": """
        L0231-1 | ziekte of ongeval | 2 | klassenraad | 02/02/2026 | 27/03/2026 | 13/03/2026 | MVB | werkt vlot in kleine groep; volhardend | volledige dagen volhouden | heeft nodig: werk in korte stukken; heeft baat bij een vaste volwassene | Ik wil erbij blijven, maar niet alles tegelijk. | weer graag en rustig op school zijn | sinds oktober kortere taken en een wekelijks gesprek; te weinig effect | binnenkomen via de zijdeur; vragen van de klas gaan naar juf De Pauw
        L0231-2 | ziekte of ongeval | 2 | leerlingbegeleiding | 20/04/2026 | 30/06/2026 | 22/05/2026 | MVB | houdt de ochtenden goed vol | lange examens | heeft nodig: tijd tussen twee examens | De ochtenden lukken me nu. | het jaar rustig afwerken | de stap terug in februari en maart |
    """,  # noqa: E501
    "Maatregelen": """
        L0231   | langere tijd | alle |  | een derde extra tijd | toets; examen | 15/09/2025 |  |  |  |  | werkt goed
        L0231-1 | time-out met werk thuis |  |  | bundels via Smartschool; mentor belt di en do |  | 02/02/2026 | 13/02/2026 | 0 |  | MVB |
        L0231-1 | progressieve hervatting |  |  | eerst wiskunde en Nederlands |  | 23/02/2026 | 13/03/2026 | 4; 6; 8 | 13/03/2026 | MVB | ochtenden lukken
        L0231-1 | doelen later | WIS | WIS4-12; WIS4-14 |  |  |  | 29/05/2026 |  |  |  |
        L0231-1 | doelen weggelaten | GES | GES4-09 |  |  |  |  |  |  |  |
    """,  # noqa: E501
    "Lesroosteraanpassingen": """
        L0231-1 | 16/03/2026 | 27/03/2026 | di3 | GES | ZW | WIS bundel 2 | studiezaal
        L0231-1 | 16/03/2026 | 27/03/2026 | do6 | NED | RU |              | rustlokaal
        L0231-1 | 16/03/2026 | 27/03/2026 | wo1 | FRA | TR |              |
    """,
    "Examenaanpassingen": """
        L0231-2 | FRA | 10/06/2026 | behouden   |            |       |  | C101 |     | mondeling; aangepaste versie |                 | hoofdstuk 1 tot 4 | 28/05/2026
        L0231-2 | FYS | 15/06/2026 | verplaatst | 22/06/2026 | 08:30 |  | B204 | KDW |                              | oordopjes mogen |                   |
        L0231-2 | GES | 19/06/2026 | geschrapt  |            |       |  |      |     |                              |                 | de taken van het jaar tellen |
    """,  # noqa: E501
    "Klassenraden": "KR12 | begeleidende | 15.30 u., B204 | KDW | DPT |  | CLA | 09/02/2026",
    "Beslissingen": """
        KR03.1 | 15/09/2025 | 4WEWIb  | redelijke aanpassingen |  | Lijst overlopen. | De lijst geldt dit schooljaar. | goedgekeurd |  | 31/08/2026 | 19/09/2025 | consensus |  |
        KR12.3 | 26/01/2026 | L0231-1 | start traject | Kan Noor starten? | Hele dagen lukken niet. | Noor start op 2 februari. | goedgekeurd |  | 27/03/2026 | 30/01/2026 | consensus |  | Interne nota over het gezin blijft bij de directie en de mentor.
        KR19.2 | 30/03/2026 | L0231-2 | bijsturing | Examens spreiden? | Ochtenden lukken. | Twee examens aangepast, een geschrapt. | goedgekeurd |  | 30/06/2026 | 02/04/2026 | consensus |  |
        KR24.5 | 26/06/2026 | L0231   | oriëntering; advies |  | Essentiële doelen behaald. | Attest A; advies: vast aanspreekpunt. | goedgekeurd |  |  | 26/06/2026 |  |  |
    """,  # noqa: E501
    "Afspraken": "L0231-1 | doel | leren en studeren | zelf starten aan een taak | stappenkaart in elk vak | leerling; leraren | 13/03/2026 | bezig",  # noqa: E501
    "Opvolging": """
        L0231-1 | 27/02/2026 | 4  | 5 | 4 | 3 | eerste week volgehouden   | behouden
        L0231-1 | 13/03/2026 | 13 | 6 | 4 | 3 | houdt ochtenden goed vol  | bijsturen
    """,
    "Meldingen": "L0231 | 30/01/2026 | MVB | leraren van de leerling | Werkt vanaf 2 februari met een eigen plan. | Vraag niet naar de reden voor de klas. | 27/03/2026",  # noqa: E501
    "Resultaten": "L0231 | WIS | jaartotaal | 68",
    "Overdrachten": "L0231 | nieuwe graad | Technisch Instituut De Beek | 24/06/2026 | 22/06/2026 | 25/06/2026 | 29/06/2026 |  | TR03 | TR12 | heeft baat bij een vast aanspreekpunt | 30/06/2026 | 01/07/2026",  # noqa: E501
}
SECOND = {
    "Overleg": """
        L0232   | 02/03/2026 | toestemming CLB | leerling | Bram | ja | handtekening |  | Wil weten wat makkelijker kan.
        L0232   | 03/03/2026 | toestemming CLB | ouder | Ilse Andersen | ja | e-formulier |  | Wil mee zoeken wat helpt.
        L0232-1 | 12/03/2026 | leerlinggesprek | leerling | Bram | ja | handtekening |  | Koos zelf twee doelen.
        L0232-1 | 16/03/2026 | zorgoverleg | ouder; zorgteam; CLB | Ilse Andersen | ja | mondeling |  | Doelen samen gekozen.
    """,  # noqa: E501
    "Trajecten": """
        L0232-1 | IAC-verslag | 3 | ouders en leerling | 20/04/2026 | 30/06/2026 | 29/05/2026 | MVB | werkt graag met zijn handen; houdt vol | lange teksten | heeft nodig: korte zinnen; heeft baat bij een voorbeeld | Ik leer door te doen. | zelfstandig een dag kunnen plannen | kortere taken sinds september; te weinig effect |
    """,  # noqa: E501
    "Maatregelen": """
        L0232   | IAC-verslag |  |  | type basisaanbod |  | 12/12/2024 |  |  |  |  |
        L0232-1 | differentiëren | alle |  | taken met een voorbeeld | les |  20/04/2026 |  |  |  | MVB | geeft houvast
    """,
    "Beslissingen": """
        KR12.4 | 26/01/2026 | L0232   | CLB-hulpvraag | Wat kan Bram helpen bij lange teksten? | Taken zijn al korter. | De school vraagt hulp aan het CLB. | goedgekeurd |  |  | 30/01/2026 | consensus |  |
        KR19.3 | 30/03/2026 | L0232-1 | start traject; IAC-doelen | Kan Bram aan eigen doelen werken? | Gekozen met Bram en zijn ouders. | Bram werkt aan drie eigen doelen. | goedgekeurd |  | 30/06/2026 | 02/04/2026 | consensus |  |
    """,  # noqa: E501
    "Afspraken": """
        L0232-1 | IAC-doel | leren en studeren | een weekplanning maken | elke maandag met de mentor | leerling; MVB | 29/05/2026 | bezig
        L0232-1 | IAC-doel | leren en studeren | WIS4-12 met een stappenkaart | oefenen in de les | leerling; leraren | 30/06/2026 | open
        L0232-1 | IAC-doel | onderwijsloopbaan | zelf hulp vragen |  | leerling | 30/06/2026 | bereikt
    """,  # noqa: E501
}
"""Bram Andersen (made up): what Noor's story has no need of, such as own goals and a question to the CLB."""
TODAY = "2026-06-30"


def both(**rows: str) -> dict[str, str]:
    """The sheets of the worked example (or these rows of them) with the rows of the second student below."""
    return {name: f"{rows.get(name, ROWS[name])}\n{added}" for name, added in SECOND.items()}


def _variant(letter: str) -> str:
    return (
        f"L0231-3{letter} | ziekte of ongeval | 2 | klassenraad | 04/05/2026 | 30/06/2026 | 05/06/2026 | MVB "
        "| volhardend | hele dagen | heeft nodig: een rustig uur per dag | Ik wil erbij blijven. "
        "| het jaar afwerken | minder taken |"
    )


VARIANTS = {
    "Trajecten": "\n".join(map(_variant, "ab")),
    "Maatregelen": """
        L0231-3a | doelen te verwerven | WIS | WIS4-12; WIS4-14 |  |  |  |  |  |  |  |
        L0231-3b | doelen later | WIS | WIS4-14 |  |  |  | 31/08/2026 |  |  |  |
    """,
    "Lesroosteraanpassingen": """
        L0231-3a | 04/05/2026 | 30/06/2026 | di3 | GES | ZW | WIS bundel 3 | studiezaal
        L0231-3b | 04/05/2026 | 29/05/2026 | do6 | NED | RU |              | rustlokaal
        L0231-3b | 04/05/2026 | 30/06/2026 | wo1 | FRA | TR |              |
    """,
    "Examenaanpassingen": "L0231-3b | FRA | 10/06/2026 | geschrapt |  |  |  |  |  |  |  |  |",
}
"""Two variants of a third version of Noor's trajectory, between which the council has yet to choose."""


@dataclass(frozen=True)
class Stage:
    """The worked example at one moment: a day, and cells that held something else then (key and heading: text).

    `second` adds the rows of the second student, `added` others.
    """

    today: str
    changed: Mapping[str, Mapping[tuple[str, str], str]] = field(default_factory=dict)
    second: bool = False
    added: Mapping[str, str] = field(default_factory=dict)

    def rows(self, rows: Mapping[str, str]) -> dict[str, str]:
        """The sheets of this moment, made of these. Raises KeyError for a row that is not there."""
        found = {name: text for name, text in both(**rows).items() if self.second}
        for name, cells in self.changed.items():
            headings = [column.heading for column in sheets()[name].columns()]
            table = {line.split("|")[0].strip(): line.split("|") for line in rows[name].strip().splitlines()}
            for (key, heading), text in cells.items():
                table[key][headings.index(heading)] = f" {text} "
            found[name] = "\n".join("|".join(line) for line in table.values())
        return found | {
            name: f"{found.get(name, rows.get(name, ROWS[name]))}\n{more}" for name, more in self.added.items()
        }


STAGES = {
    "eind": Stage("2026-06-30"),
    "voor-de-bekrachtiging": Stage("2026-01-28"),
    "op-de-agenda": Stage(
        "2026-02-10", {"Beslissingen": {("KR19.2", "Uitslag"): "", ("KR19.2", "Bekrachtigd op"): ""}}
    ),
    "stopgezet": Stage("2026-04-10", {"Beslissingen": {("KR19.2", "Soort"): "stopzetting"}}),
    "tijdens-het-traject": Stage("2026-03-10"),
    "tweede-leerling": Stage("2026-06-30", second=True),
    "varianten": Stage("2026-04-25", added=VARIANTS),
}
"""From the first decision to the end: together every type of document is made at one of these moments."""


def project(folder: Path, today: str = TODAY, **changed: str) -> Path:
    """A project folder with the worked example, one workbook; `changed` replaces (or, when '', drops) whole sheets."""
    text = {name: headed(name, rows) for name, rows in {**ROWS, **changed}.items() if rows}
    workbook(folder / "inputs", "school.xlsx", **text)
    (folder / "docgen.toml").write_text(f"[datum]\npeildatum = {today}\n")
    return folder


def headed(name: str, rows: str = "") -> str:
    """A sheet of the worked example (or other rows) below its headings, as `workbook` takes it."""
    return f"{' | '.join(column.heading for column in sheets()[name].columns())}\n{rows or ROWS[name]}"
