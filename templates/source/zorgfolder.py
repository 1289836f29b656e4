"""zorgfolder.docx: strengths and needs first, then what was agreed, who helps, and what comes next."""

from __future__ import annotations

from docgen.style.blocks import (
    agreement,
    agreements,
    end,
    fact,
    goal_cell,
    letter_key,
    moments,
    quote,
    title,
    two_columns,
)
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import NAME, WITH_YOU, YOU, day, decision_lines, facts, goal_decisions, period_lines

STEPS = (Column("Nr.", dxa(10)), Column("Stap", dxa(62)), Column("Zo pakken we het aan", dxa(44)),
         Column("Wie", dxa(30)), Column("Tegen", TEXT_WIDTH - dxa(146)))  # fmt: skip
MEASURES = (Column("Wat", dxa(52)), Column("Waar", dxa(27)), Column("Van – tot", dxa(36)),
            Column("Wie volgt op", dxa(35)), Column("Beslissing", TEXT_WIDTH - dxa(150)))  # fmt: skip
ACTIONS = (Column("Wat", dxa(86)), Column("Wie", dxa(38)), Column("Tegen", dxa(23)),
           Column("Stand", TEXT_WIDTH - dxa(147)))  # fmt: skip
REVIEW = "{% if evaluatie_op < document.opgemaakt_op %}We keken terug{% else %}We kijken terug{% endif %}"
GOALS = (Column("Vak", dxa(48)), Column("Leerplandoelen", TEXT_WIDTH - dxa(48)))
DECISIONS = (Column("Nummer", dxa(19)), Column("Datum", dxa(21)), Column("Waarover", dxa(44)),
             Column("Besluit", dxa(66)), Column("Geldig tot", TEXT_WIDTH - dxa(150)))  # fmt: skip


def build() -> bytes:
    """The template."""
    body = (
        title("Zorgfolder: samenvatting", NAME)
        + facts("Geldig", fact(REVIEW, day("evaluatie_op"), p("Tabeltekst", WITH_YOU)))
        + _strengths_and_needs()
        + _own_words()
        + _goals()
        + _measures()
        + _curriculum()
        + _looking_back()
        + _questions()
        + _decisions()
        + end()
    )
    return document(body, frame())


def _strengths_and_needs() -> Xml:
    strengths = (p("KopSterk", "Wat goed gaat"), two_columns("sterktes", "zin", "Kern", "Wat goed gaat"))
    needs = (p("KopNodig", "Wat je nodig hebt"), two_columns("noden", "zin", "Kern", "Wat je nodig hebt"))
    return when("sterktes", *strengths) + when("noden", *needs)


def _own_words() -> Xml:
    source = "{{ leerling.voornaam }}{% if gesprek_op %}, in het gesprek van {{ gesprek_op|datum }}{% endif %}"
    return when("woorden", p("Heading2", "In je eigen woorden"), quote("“{{ woorden }}”", source))


def _goals() -> Xml:
    row = data_row(STEPS, "**{{ loop.index }}**", "{{ doel.wat }}", '{{ doel.aanpak or "–" }}',
                   "{{ doel.wie|lijst }}", "{{ doel.tegen|dag_maand }}")  # fmt: skip
    steps = data_table(STEPS, each_row("doel", "doelen", widths_of(STEPS), row), caption="Je doelen, stap voor stap")
    return when(
        "hoofddoel or doelen",
        p("Heading2", "Je doelen"),
        when("hoofddoel", p("Kern", "Hoofddoel: **{{ hoofddoel }}**")),
        when("doelen", steps),
    )


def _measures() -> Xml:
    row = data_row(
        MEASURES, "{{ m.wat }}", '{{ m.waar or "–" }}', period_lines("m"), '{{ m.wie or "–" }}', decision_lines("m")
    )
    actions = data_row(ACTIONS, "{{ a.wat }}{% if a.aanpak %}: {{ a.aanpak }}{% endif %}", "{{ a.wie|lijst }}",
                       "{{ a.tegen|dag_maand }}", '{{ a.stand or "–" }}')  # fmt: skip
    return (
        when("maatregelen", p("Heading2", "Wat er anders is"),
             data_table(MEASURES, each_row("m", "maatregelen", widths_of(MEASURES), row), caption="Wat er anders is"))
        + when("afspraken", p("Heading2", "Samen afgesproken"),
               p("Normal", "{{ afspraken|join('. ') }}."))
        + when("acties", p("Heading2", "Wie doet wat?"),
               data_table(ACTIONS, each_row("a", "acties", widths_of(ACTIONS), actions), caption="Wie doet wat?"))
    )  # fmt: skip


def _curriculum() -> Xml:
    row = data_row(GOALS, "{{ rij.vak }}", goal_cell("rij"))
    rows = each_row("rij", "leerplandoelen", widths_of(GOALS), row, noted=True)
    note = f"LPD = leerplandoel. Alle andere doelen blijven. {goal_decisions()}"
    return when(
        "leerplandoelen",
        p("Heading2", "Leerplandoelen"),
        data_table(GOALS, rows, caption="Leerplandoelen per vak"),
        letter_key("doelletters", "ELRBW", note),
    )


MOMENTS = (
    ("beslist", "Beslist", "klassenraad"),
    ("start", "Start", "met je mentor"),
    ("opvolging", "Gesprek", "hoe gaat het?"),
    ("evaluatie", "Evaluatie", WITH_YOU),
    ("einde", "Einde", "verder, anders of stop"),
)


def _looking_back() -> Xml:
    question = "Wanneer kijken we terug?"
    return when(
        "tijdlijn or stand.tekst",
        p("Heading2", question),
        when("tijdlijn", moments("tijdlijn", MOMENTS, question)),
        when("stand.tekst", p("Slotzin", "**Stand op {{ stand.datum|dag_maand }}:** {{ stand.tekst }}.")),
    )


def _questions() -> Xml:
    helpers = when("wie", each("lid", "wie", p("Tabeltekst", "{{ lid.rol }}: **{{ lid.naam }}**")),
                   otherwise=(p("Tabeltekst", "Mentor: **{{ mentor }}**"),))  # fmt: skip
    contact = when("contact and contact != mentor", p("Tabeltekst", "Vragen? {{ contact }}"))
    return p("Heading2", "Goed om te weten") + agreements(
        agreement("Wie helpt je?", helpers, contact),
        agreement(
            "Wat als het niet lukt?",
            p("Tabeltekst", "Dan is dat niemands fout. Zeg het aan {{ mentor }}. We kijken dezelfde week samen wat "
              "anders kan. Je mag ook stoppen met dit plan."),
        ),
        agreement(
            "Wie ziet dit document?",
            p("Tabeltekst", f"{YOU} en het personeel dat je begeleidt. Klopt er iets niet? Zeg het aan je "
              "mentor. Je mag vragen om het te verbeteren. Je mag altijd een kopie krijgen."),
        ),
        caption="Goed om te weten",
    )  # fmt: skip


def _decisions() -> Xml:
    text = (
        "{% if b.besluit %}{{ b.besluit }}.{% else %}–{% endif %}"
        "{% if b.voorwaarde %} Voorwaarde: {{ b.voorwaarde }}.{% endif %}"
    )
    row = data_row(DECISIONS, "{{ b.nummer }}", "{{ b.datum|datum_kort }}", "{{ b.soort }}", text,
                   "{% if b.geldig_tot %}{{ b.geldig_tot|datum_kort }}{% else %}–{% endif %}")  # fmt: skip
    made = data_table(DECISIONS, each_row("b", "beslissingen", widths_of(DECISIONS), row), caption="Alle beslissingen")
    return when("beslissingen", p("Heading2", "Alle beslissingen"), made)
