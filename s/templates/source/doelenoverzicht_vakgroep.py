"""doelenoverzicht-vakgroep.docx: every goal of a subject by year, for the subject group that approves it."""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, NAME_LINE, end, fact, key_facts, signature, signatures, title
from docgen.style.frame import LATER_SHARED, frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa

GOALS = (Column("Nummer", dxa(23)), Column("Leerplandoel", dxa(64)), Column("Essentieel voor", dxa(30)),
         Column("Bouwt op", dxa(22)), Column("Uren", dxa(11), True),
         Column("Vakgroep", TEXT_WIDTH - dxa(150)))  # fmt: skip
SMALL = "TabeltekstKlein"


def build() -> bytes:
    """The template."""
    body = (
        title("Essentiële leerplandoelen", "**{{ vak }}**, overzicht van de vakgroep")
        + _facts()
        + _key_sentence()
        + _groups()
        + _approval()
        + end(unless="not aantal.ontwerp")
    )
    return document(body, frame(later=LATER_SHARED))


def _facts() -> str:
    return key_facts(
        columns(1, 1, 1, 1),
        fact("Leerjaren", "{{ leerjaren|join(', ') }}"),
        fact("Leerplandoelen", "{{ aantal.doelen }}", p("Tabeltekst", "{{ aantal.essentieel }} essentieel")),
        fact("Lesuren", "{{ aantal.uren }}", p("Tabeltekst", "voor de essentiële doelen")),
        fact(
            "Goedgekeurd",
            "{{ aantal.goedgekeurd }} van {{ aantal.doelen }}",
            when("laatst_goedgekeurd", p("Tabeltekst", "laatst op {{ laatst_goedgekeurd|datum_kort }}")),
        ),
    )


def _key_sentence() -> str:
    return p(
        "Intro",
        "{% if aantal.ontwerp %}**Ontwerp:** de vakgroep moet nog "
        "{{ aantal.ontwerp|aantal('leerplandoel', 'leerplandoelen') }} goedkeuren."
        "{% else %}De vakgroep keurde alle leerplandoelen goed.{% endif %}"
        "{% if not aantal.essentieel %} **Er is nog geen enkel essentieel doel aangeduid.**{% endif %}"
        "{% if aantal.te_bepalen %} Nog **te bepalen** of het essentieel is: "
        "{{ aantal.te_bepalen|aantal('doel', 'doelen') }}.{% endif %}"
        "{% if aantal.kring %} **{{ aantal.kring|aantal('doel bouwt', 'doelen bouwen') }} in een kring op elkaar.**"
        "{% endif %}",
    )


def _groups() -> Xml:
    number = Xml(p(SMALL, "{{ doel.nummer }}") + when("doel.nummer != doel.doel", p("Celinfo", "{{ doel.doel }}")))
    goal = Xml(
        p(SMALL, "{{ doel.tekst }}")
        + when("doel.richtingen", p("Celinfo", "enkel {{ doel.richtingen|lijst }}"))
        + when("doel.vervanging", p("Celinfo", "kan vervangen worden door {{ doel.vervanging }}"))
    )
    essential = '{% if doel.te_bepalen %}**te bepalen**{% else %}{{ doel.waarvoor|lijst or "–" }}{% endif %}'
    builds = "{{ doel.bouwt_op|join(', ') or \"–\" }}{% if doel.kring %} **(kring)**{% endif %}"
    hours = Xml(
        p(SMALL, '{{ doel.uren or "–" }}', right=True)
        + when("doel.periodes", p("Celinfo", "{{ doel.periodes|join(', ') }}", right=True))
    )
    state = "{% if doel.goedgekeurd_op %}{{ doel.goedgekeurd_op|datum_kort }}{% else %}**ontwerp**{% endif %}"
    row = data_row(GOALS, number, goal, p(SMALL, essential), p(SMALL, builds), hours, p(SMALL, state))
    table = data_table(
        GOALS,
        each_row("doel", "groep.doelen", widths_of(GOALS), row),
        caption="Leerplandoelen per leerjaar",
    )
    note = "Uren = lesuren die het doel vraagt, met de lesperiode. LPD = leerplandoel."
    return when(
        "groepen",
        each("groep", "groepen", p("Heading2", "{{ groep.jaren|lijst|hoofdletter }} leerjaar"), table),
        p("Klein", note),
    )


def _approval() -> Xml:
    return when(
        "aantal.ontwerp",
        p("Heading2", "Goedkeuring"),
        p("Normal", "De vakgroep keurt deze lijst goed. Vul daarna de datum in bij Goedgekeurd op.", keep_next=True),
        signatures(
            signature("Voorzitter vakgroep", NAME_LINE, DATE_LINE),
            signature("Directie", NAME_LINE, DATE_LINE),
        ),
    )
