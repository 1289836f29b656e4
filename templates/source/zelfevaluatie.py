"""zelfevaluatie.docx: per part of the guidance the questions, what the counts show, and room for the team's view."""

from __future__ import annotations

from docgen.style.blocks import fact, key_facts, title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa

QUESTIONS = (Column("Vraag", dxa(52)), Column("Wat de gegevens tonen", dxa(86)),
             Column("Wat vinden we zelf?", TEXT_WIDTH - dxa(138)))  # fmt: skip


def build() -> bytes:
    """The template."""
    body = (
        title("Zelfevaluatie", "leerlingenbegeleiding, schooljaar **{{ school.schooljaar }}**")
        + _facts()
        + _intro()
        + each("d", "delen", _part())
        + _next()
    )
    return document(body, staff_frame(LATER_SHARED))


def _facts() -> Xml:
    return key_facts(
        columns(60, 55, 55),
        fact("Stand op", "{{ stand_op|datum }}"),
        fact("Bekrachtigde trajecten", "{{ aantal.trajecten }}"),
        fact("Vragen met gegevens", "{{ aantal.met_gegevens }} van {{ aantal.vragen }}"),
    )


def _intro() -> Xml:
    """Whoever is left out lowers the figures: that is said before them."""
    lower = (
        '**{{ niet_getoond|aantal("leerling telt", "leerlingen tellen") }} niet mee**: de gegevens zijn niet in orde. '
        "De cijfers zijn daardoor te laag."
    )
    return Xml(
        p("Intro", "De gegevens zeggen **wat er gebeurde**. Of dat goed is, zegt **het team**.")
        + when("niet_getoond", p("Normal", lower))
        + p(
            "Klein",
            "Groepen van minder dan {{ groep }} staan er niet in, en niemand wordt genoemd. Naast “Vraag” staat "
            "waar ze thuishoort in het Referentiekader Onderwijskwaliteit.",
        )
    )


def _part() -> Xml:
    small = "TabeltekstKlein"
    evidence = each("b", "v.bewijzen", p(small, "**{{ b.waarde }}**: {{ b.wat }}"))
    nothing = when(
        "not v.bewijzen", p(small, "docgen heeft hier geen gegevens over. Kijk in het beleid van de school.")
    )
    own = p(small, "□ ja     □ deels     □ nee")
    heads = (Column("Vraag  ·  {{ d.kader }}", QUESTIONS[0].width), *QUESTIONS[1:])
    row = data_row(heads, p(small, "{{ v.vraag }}"), Xml(evidence + nothing), own)
    return Xml(
        p("Heading2", "{{ d.titel }}")
        + data_table(heads, each_row("v", "d.vragen", widths_of(heads), row, tall=True), caption="{{ d.titel }}")
    )


def _next() -> Xml:
    dots = "…" * 62
    return Xml(p("Heading2", "Wat pakken we eerst aan?") + p("Normal", dots) * 3)
