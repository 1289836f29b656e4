"""brief-voorstel.docx: what is proposed and why, in words of need; nothing is decided; a slip to agree or not."""

from __future__ import annotations

from docgen.style.blocks import end, fact
from docgen.style.frame import frame
from docgen.style.letter import status_mark
from docgen.style.package import document
from docgen.style.text import Xml, p
from templates.source._letter import (
    agreement_choices,
    at_home,
    both,
    closing,
    enclosures,
    free_to_choose,
    head,
    measures,
    plan_facts,
    slip,
    strengths_and_needs,
)


def build() -> bytes:
    """The template."""
    title = both("Een voorstel voor {{ leerling.voornaam }}", "Een voorstel voor jou")
    body = (
        head(title, status_mark("Voorstel, nog niet beslist", "Pas na de klassenraad kan het een plan worden."))
        + p("Intro", _sentence())
        + plan_facts(fact("Beslissing", "nog niet beslist"))
        + strengths_and_needs()
        + measures("Wat stellen we voor?", decided=False)
        + at_home()
        + _next()
        + free_to_choose()
        + closing()
        + enclosures()
        + _answer()
        + end()
    )
    return document(body, frame())


def _sentence() -> str:
    return both(
        "Samen met u willen we dat {{ leerling.voornaam }} dit bereikt: {{ hoofddoel }}. Daarom stellen we een "
        "plan voor.",
        "Samen met jou willen we dit bereiken: {{ hoofddoel }}. Daarom stellen we een plan voor.",
    )


def _next() -> Xml:
    council = "De klassenraad bespreekt dit voorstel{% if raad_op %} op {{ raad_op|datum }}{% endif %}. "
    who = "De klassenraad is het overleg van de leraren en de directie. "
    start = "Het plan start pas als de klassenraad het goedkeurt en bekrachtigt. "
    after = both("U krijgt dan een brief met de beslissing.", "Je krijgt dan een brief met de beslissing.")
    return p("Heading2", "Wat gebeurt er nu?") + p("Normal", f"{council}{who}{start}{after}")


def _answer() -> Xml:
    return slip(
        "Mijn antwoord",
        agreement_choices(
            "**Akkoord.** De klassenraad mag over dit plan beslissen.",
            "**Niet akkoord.**",
            "**Ik wil een gesprek** voor ik antwoord.",
        ),
        by="{% if raad_op %} Graag voor {{ raad_op|datum }}.{% endif %}",
    )
