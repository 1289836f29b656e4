"""brief-bevestiging.docx: the council decided and ratified: what starts, what changes, and what if it does not work."""

from __future__ import annotations

from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.text import Xml, p, when
from templates.source._letter import (
    at_home,
    both,
    closing,
    decided_by,
    enclosures,
    free_to_choose,
    head,
    measures,
    plan_facts,
    strengths_and_needs,
)


def build() -> bytes:
    """The template."""
    title = both("Het plan voor {{ leerling.voornaam }} start", "Je plan start")
    sentence = both(
        "De klassenraad keurde het plan voor {{ leerling.voornaam }} goed. Het start op {{ geldig.van|datum }}.",
        "De klassenraad keurde je plan goed. Het start op {{ geldig.van|datum }}.",
    )
    return decided(title, sentence, "Wat wordt anders?")


def decided(title: str, sentence: str, changes: str) -> bytes:
    """The template of a letter about a plan that is decided."""
    body = (
        head(title)
        + p("Intro", sentence)
        + plan_facts(decided_by())
        + _decision()
        + strengths_and_needs()
        + measures(changes, decided=True)
        + at_home()
        + _not_working()
        + free_to_choose()
        + closing()
        + enclosures()
    )
    return document(body, frame())


def _decision() -> Xml:
    return when(
        "besluit or beslissing.voorwaarde",
        p("Heading2", "Wat besliste de klassenraad?"),
        when("besluit", p("Normal", "{{ besluit }}.")),
        when("beslissing.voorwaarde", p("Normal", "**Voorwaarde: {{ beslissing.voorwaarde }}.**")),
    )


def _not_working() -> Xml:
    words = both(
        "Dan is dat niemands fout. Zeg het aan {{ mentor }}. We kijken dezelfde week samen wat anders kan.",
        "Dan is dat niemands fout. Zeg het aan {{ mentor }}. We kijken dezelfde week samen wat anders kan.",
    )
    return p("Heading2", "Wat als het niet lukt?") + p("Normal", words)
