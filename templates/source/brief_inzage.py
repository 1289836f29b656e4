"""brief-inzage.docx: what another school would get, and a form to say per field that it may not go along."""

from __future__ import annotations

from docgen.style.blocks import end, fact, key_facts
from docgen.style.frame import frame
from docgen.style.letter import fill_in
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._letter import QUESTIONS, both, closing, head, signing
from templates.source._shared import NAME

FORM = (Column("Nr.", dxa(11)), Column("Wat de nieuwe school krijgt", dxa(61)), Column("Waarvoor", dxa(68)),
        Column("Mag dit mee?", TEXT_WIDTH - dxa(140)))  # fmt: skip


def build() -> bytes:
    """The template."""
    title = both("Wat mag de nieuwe school weten?", "Wat mag je nieuwe school weten?")
    body = head(title) + p("Intro", _sentence()) + _facts() + _rights() + closing() + _form() + end()
    return document(body, frame())


def _sentence() -> str:
    return both(
        "{{ leerling.voornaam }} gaat naar {{ nieuwe_school.naam }}. Wij geven enkel door wat nodig is om "
        "{{ leerling.voornaam }} daar goed te begeleiden. U mag dat eerst inkijken.",
        "Je gaat naar {{ nieuwe_school.naam }}. Wij geven enkel door wat nodig is om je daar goed te begeleiden. "
        "Je mag dat eerst inkijken.",
    )


def _facts() -> Xml:
    seen = "{% if inzage_op %}{{ inzage_op|datum }}{% else %}…… / …… / 20……{% endif %}"
    by = "{% if antwoord_tegen %}{{ antwoord_tegen|datum }}{% else %}{{ dagen }} dagen na de inzage{% endif %}"
    return key_facts(
        columns(1, 1, 1),
        fact("Inzage op", seen),
        fact(both("Uw antwoord ten laatste", "Je antwoord ten laatste"), by),
        fact("Nieuwe school", "{{ nieuwe_school.naam }}"),
        caption="Inzage en antwoord",
    )


def _rights() -> Xml:
    copy = both(
        "Bij deze brief zit het afschrift voor inzage. Daarop staat woord voor woord wat de nieuwe school krijgt. "
        "U mag er uitleg over vragen, en een kopie houden.",
        "Bij deze brief zit het afschrift voor inzage. Daarop staat woord voor woord wat je nieuwe school krijgt. "
        "Je mag er uitleg over vragen, en een kopie houden.",
    )
    refuse = both(
        "U mag voor elk gegeven zeggen dat het niet mee mag. U hoeft niet te zeggen waarom. Wat niet mee mag, laten we "
        "weg. De nieuwe school ziet niet dat er iets weggelaten is.",
        "Je mag voor elk gegeven zeggen dat het niet mee mag. Je hoeft niet te zeggen waarom. Wat niet mee mag, laten "
        "we weg. De nieuwe school ziet niet dat er iets weggelaten is.",
    )
    early = both(
        "Krijgen we geen antwoord? Dan geven we het afschrift door na die dag. Bent u vroeger akkoord? Teken dan het "
        "formulier, dan kan het vroeger.",
        "Krijgen we geen antwoord? Dan geven we het afschrift door na die dag. Ben je vroeger akkoord? Teken dan het "
        "formulier, dan kan het vroeger.",
    )
    never = "Over leefregels of straffen geven we nooit iets door."
    return (
        p("Heading2", both("Wat u mag", "Wat je mag"))
        + p("Normal", copy)
        + p("Normal", refuse)
        + p("Normal", f"{early} {never} {QUESTIONS}", keep_next=True)
    )


def _form() -> Xml:
    answer = when(
        "g.altijd",
        p("Tabeltekst", "gaat altijd mee"),
        otherwise=(p("Tabeltekst", "□ ja     □ nee"),),
    )
    row = data_row(FORM, "{{ g.nr }}", "{{ g.wat }}", "{{ g.waarvoor }}", answer)
    return (
        p("Heading2", "Antwoordformulier", page_break=True)
        + p("Normal", NAME + ", naar {{ nieuwe_school.naam }}.")
        + when(
            "gegevens",
            p("Normal", "Het nummer is dat van de titel op het afschrift. Kruis bij elk gegeven ja of nee aan. "
              "Zonder kruisje mag het mee."),
            data_table(FORM, each_row("g", "gegevens", widths_of(FORM), row), caption="Antwoord per gegeven"),
            otherwise=(p("Normal", "Op het afschrift staat niets waarop je antwoord nodig is."),),
        )
        + p("Slotzin", "Geef of stuur dit blad terug aan {{ contact or school.naam }}"
            "{% if antwoord_tegen %}, ten laatste op {{ antwoord_tegen|datum }}{% endif %}.", keep_next=True)
        + fill_in("Dit wil ik nog zeggen:")
        + signing()
    )  # fmt: skip
