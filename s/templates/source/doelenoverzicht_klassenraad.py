"""doelenoverzicht-klassenraad.docx: the goals that a trajectory touches, for the council that judges them."""

from __future__ import annotations

from docgen.style.blocks import end, letter_key, title
from docgen.style.frame import staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._goals import decided_judgement, hours_table, support
from templates.source._shared import NAME, class_teacher, facts

GOALS = (Column("Vak", dxa(35)), Column("Leerplandoel", dxa(60)), Column("Essentieel voor", dxa(27)),
         Column("Uren", dxa(11), True), Column("Oordeel en beslissing", TEXT_WIDTH - dxa(133)))  # fmt: skip


def build() -> bytes:
    """The template."""
    body = (
        title("Leerplandoelen in dit traject", NAME)
        + facts("Traject", class_teacher())
        + _key_sentence()
        + _goals()
        + hours_table("Lesuren: nodig en beschikbaar", "In de lessen komen ook andere doelen aan bod.")
        + end(unless="zonder_essentieel or uren_per_vak or not doelen")
    )
    return document(body, staff_frame())


def _key_sentence() -> str:
    return p(
        "Intro",
        "Dit traject raakt **{{ aantal.doelen|aantal('leerplandoel', 'leerplandoelen') }}**, waarvan "
        "{{ aantal.essentieel }} essentieel."
        "{% if aantal.zonder_oordeel %} **{{ aantal.zonder_oordeel|aantal('essentieel doel', 'essentiële doelen') }} "
        "zonder oordeel.**{% endif %}"
        "{% if aantal.weg %} {{ aantal.weg|aantal('essentieel doel valt', 'essentiële doelen vallen') }} weg."
        "{% endif %}"
        "{% if aantal.niet_goedgekeurd %} Van {{ aantal.niet_goedgekeurd }} is de lijst van de vakgroep nog "
        "**ontwerp**."
        "{% endif %}",
    )


def _goals() -> Xml:
    replacement = when(
        'doel.letter == "W" and doel.kan_vervangen_door',
        p("Celinfo", "kan vervangen worden door {{ doel.kan_vervangen_door }}"),
    )
    goal = Xml(
        p("Tabeltekst", "{{ doel.nummer }}{% if doel.tekst %}: {{ doel.tekst }}{% endif %}")
        + when("not doel.goedgekeurd", p("Celinfo", "ontwerp van de vakgroep"))
        + replacement
        + support("doel")
    )
    said = when("doel.letter", decided_judgement("doel"), otherwise=(p("Tabeltekst", "○ **nog geen oordeel**"),))
    row = data_row(GOALS, "{{ doel.vak }}", goal, '{{ doel.waarvoor|lijst or "–" }}', '{{ doel.uren or "–" }}', said)
    rows = each_row("doel", "doelen", widths_of(GOALS), row)
    lacking = "**Geen essentiële doelen aangeduid** door de vakgroep voor {{ zonder_essentieel|lijst }}."
    return when(
        "doelen",
        p("Heading2", "Doelen per vak"),
        letter_key("doelletters", "ELRBW", "LPD = leerplandoel. ○ = de klassenraad moet nog oordelen.", above=True),
        data_table(GOALS, rows, caption="Doelen per vak"),
    ) + when("zonder_essentieel", p("Slotzin", lacking))
