"""uittreksel.docx: what the class council decided about you, why, and who does what; nothing of anybody else."""

from __future__ import annotations

from docgen.style.blocks import (
    DATE_LINE,
    NAME_LINE,
    agreement,
    agreements,
    end,
    fact,
    key_facts,
    signature,
    signatures,
    title,
)
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.text import Xml, each, p, when
from templates.source._council import actions
from templates.source._shared import FACTS, NAME, WITH_YOU


def build() -> bytes:
    """The template."""
    review = when("evaluatie_op", p("Gegeven", "{{ evaluatie_op|datum_lang }}"), otherwise=(p("Gegeven", "–"),))
    facts = key_facts(
        FACTS,
        fact("Klassenraad van", "{{ raad.datum|datum }}", p("Tabeltekst", "{{ raad.soort }}")),
        fact("Mentor", '{{ mentor or "–" }}'),
        Xml(p("Etiket", "We kijken terug op") + review),
        fact("Aantal beslissingen", "{{ beslissingen|length }}"),
    )
    body = (
        title("Uittreksel uit het verslag", NAME)
        + facts
        + p("Intro", "Dit heeft de klassenraad over jou beslist.")
        + each("b", "beslissingen", _decision())
        + _questions()
        + p("Heading2", "Ondertekening")
        + p("Normal", "De directie zegt hiermee dat dit uittreksel juist is.", keep_next=True)
        + signatures(signature("Directie", NAME_LINE, DATE_LINE), p("Lucht"))
        + end()
    )
    return document(body, frame())


def _decision() -> Xml:
    ratified = "{% if b.bekrachtigd_op %}, bekrachtigd op {{ b.bekrachtigd_op|datum_lang }}{% endif %}"
    until = "{% if b.geldig_tot %} Ze geldt tot en met {{ b.geldig_tot|datum_lang }}.{% endif %}"
    return Xml(
        p("Heading2", "{{ b.soort|hoofdletter }}")
        + when("b.vraag", p("Normal", "**De vraag:** {{ b.vraag }}"))
        + when("b.besluit", p("Kern", "**Het besluit:** {{ b.besluit }}.", keep_next=True))
        + when("b.elementen", p("Normal", "**Waarom:** {{ b.elementen }}.", keep_next=True))
        + when("b.voorwaarde", p("Normal", "**Voorwaarde:** {{ b.voorwaarde }}.", keep_next=True))
        + actions("b", "Heading3", "Wie doet wat?")
        + p("Klein", f"Beslissing {{{{ b.nummer }}}} van {{{{ raad.datum|datum_lang }}}}{ratified}.{until}")
    )


def _questions() -> Xml:
    contact = when("contact", p("Tabeltekst", "Vragen? {{ contact }}"))
    return p("Heading2", "Goed om te weten") + agreements(
        agreement("Heb je een vraag?", p("Tabeltekst", "Zeg het aan je mentor of je klastitularis."), contact),
        agreement("Ben je niet akkoord?", p("Tabeltekst", f"Zeg het zo snel je kan. We bespreken het {WITH_YOU}.")),
        agreement("Wat staat hier niet in?", p("Tabeltekst", "Dit is enkel jouw deel van het verslag. Je mag vragen "
                  "om het te verbeteren, en je krijgt altijd een kopie.")),
        caption="Goed om te weten",
    )  # fmt: skip
