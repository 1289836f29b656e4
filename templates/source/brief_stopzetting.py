"""brief-stopzetting.docx: a plan stops: the ordinary timetable again, what stays, and that one may ask for help."""

from __future__ import annotations

from docgen.style.blocks import end, fact, key_facts
from docgen.style.frame import frame
from docgen.style.letter import choices
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._letter import QUESTIONS, both, closing, head, slip
from templates.source._shared import period_lines

DECISION = "{{ beslissing.nummer }} van {{ beslissing.datum|datum }}"  # on one line, so that the slip fits
STAYS = (Column("Wat", dxa(62)), Column("Waar", dxa(36)), Column("Van – tot", dxa(40)),
         Column("Beslissing", TEXT_WIDTH - dxa(138)))  # fmt: skip


def build() -> bytes:
    """The template."""
    title = both("Het plan voor {{ leerling.voornaam }} stopt", "Je plan stopt")
    sentence = both(
        "De klassenraad besliste: het plan voor {{ leerling.voornaam }} stopt. {{ leerling.voornaam }} volgt weer het "
        "rooster van de klas.",
        "De klassenraad besliste: je plan stopt. Je volgt weer het rooster van de klas.",
    )
    body = (
        head(title)
        + p("Intro", sentence)
        + key_facts(columns(1, 1), fact("Mentor", "{{ mentor }}"), fact("Beslissing", DECISION))
        + when("besluit", p("Heading2", "Wat besliste de klassenraad?"), p("Normal", "{{ besluit }}."))
        + _stays()
        + _open_door()
        + closing()
        + slip("Mijn antwoord", choices("**Ik heb dit gelezen.**", "**Ik wil een gesprek.**"))
        + end()
    )
    return document(body, frame())


def _stays() -> Xml:
    decision = (
        "{% if m.beslissing %}{{ m.beslissing.nummer }}, {{ m.beslissing.datum|datum_kort }}{% else %}–{% endif %}"
    )
    row = data_row(STAYS, "{{ m.wat }}", '{{ m.waar or "–" }}', period_lines("m"), decision)
    return when(
        "blijft",
        p("Heading2", "Wat blijft?"),
        data_table(STAYS, each_row("m", "blijft", widths_of(STAYS), row), caption="Wat blijft"),
    )


def _open_door() -> Xml:
    words = both(
        "Stoppen is geen fout. Is er later toch hulp nodig? U mag die altijd vragen. We bekijken dan samen wat kan.",
        "Stoppen is geen fout. Heb je later toch hulp nodig? Je mag die altijd vragen. We bekijken dan samen wat kan.",
    )
    return p("Heading2", "En later?") + p("Normal", words + " " + QUESTIONS, keep_next=True)
