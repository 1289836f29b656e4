"""akkoordverklaring.docx: what I agree to, that I may change my mind, and the choice between yes, no and a talk."""

from __future__ import annotations

from docgen.style.blocks import end, fact, title
from docgen.style.frame import frame
from docgen.style.letter import choices, fill_in, status_mark
from docgen.style.package import document
from docgen.style.text import Xml, p, when
from templates.source._letter import both, measures, plan_facts, signing
from templates.source._shared import NAME


def build() -> bytes:
    """The template."""
    body = (
        title("Ben ik akkoord?", NAME)
        + status_mark("Voorstel, nog niet beslist", "Pas na de klassenraad kan het een plan worden.")
        + p("Intro", _sentence())
        + plan_facts(fact("Beslissing", "nog niet beslist"))
        + measures("Waarover gaat het?", decided=False)
        + _knowing()
        + _choice()
        + _home()
        + p("Heading2", "Mijn handtekening")
        + p("Normal", "Dit is mijn keuze vandaag. Ik mag later van mening veranderen.", keep_next=True)
        + signing()
        + end()
    )  # fmt: skip
    return document(body, frame())


def _sentence() -> str:
    return both(
        "Ik ben **{{ aan.naam }}**, {% if aan.relatie %}{{ aan.relatie }}{% else %}ouder{% endif %} van "
        "{{ leerling.voornaam }}. Ik las het voorstel, en ik kon vragen stellen.",
        "Ik ben **{{ aan.naam }}**. Ik ben meerderjarig en beslis zelf. Ik las het voorstel, en ik kon vragen stellen.",
    )


def _knowing() -> Xml:
    return (
        p("Heading2", "Dit weet ik")
        + p("Normal", "De klassenraad beslist{% if raad_op %} op {{ raad_op|datum }}{% endif %}. Zonder akkoord start "
            "het plan niet. De school legt niets op. Ik mag nee zeggen, en ik mag later van mening veranderen. Dat "
            "zeg ik dan aan {{ mentor }}. Vragen stel ik aan {{ contact or mentor }}.")
    )  # fmt: skip


def _choice() -> Xml:
    return (
        p("Heading2", "Mijn keuze")
        + choices("**Akkoord** met het plan.", "**Niet akkoord** met het plan.", "**Ik wil een gesprek** voor ik kies.")
        + fill_in("Dit wil ik nog zeggen:")
    )


def _home() -> Xml:
    question = both(
        "{{ leerling.voornaam }} is volgens dit plan sommige lesuren thuis. Ik zorg dan voor toezicht.",
        "Volgens dit plan ben ik sommige lesuren thuis.",
    )
    return when(
        "thuis_uren",
        p("Heading2", "Lesuren thuis"),
        p("Normal", question, keep_next=True),
        choices("Akkoord met de lesuren thuis.", "Niet akkoord met de lesuren thuis."),
    )
