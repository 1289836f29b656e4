"""schoolbeeld.docx: per question a table of figures, each with its number and a bar beside it."""

from __future__ import annotations

from docgen.pictures.sparkline import BAR_HEIGHT_MM, BAR_WIDTH_MM
from docgen.style.blocks import end, title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.picture import picture
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa

LINES = (Column("Wat", dxa(74)), Column("Aantal", dxa(36), figures=True), Column("Beeld", TEXT_WIDTH - dxa(110)))


def build() -> bytes:
    """The template."""
    body = (
        title("Schoolbeeld", "leerlingenbegeleiding op **{{ stand_op|datum }}**, schooljaar {{ school.schooljaar }}")
        + _intro()
        + each("d", "delen", _part())
        + end(unless="not delen")
    )
    return document(body, staff_frame(LATER_SHARED))


def _intro() -> Xml:
    lower = (
        '**{{ niet_getoond|aantal("leerling telt", "leerlingen tellen") }} niet mee**: de gegevens zijn niet in orde. '
        "De cijfers zijn daardoor te laag."
    )
    return Xml(
        p("Intro", "{% if delen %}Cijfers om **samen te bespreken**: ze tonen wat er gebeurt, niet of het goed is."
                   "{% else %}Er zijn nog geen trajecten om te tellen.{% endif %}")
        + when("niet_getoond", p("Normal", lower))
        + p("Klein", "Niemand wordt genoemd, en groepen van minder dan {{ groep }} leerlingen staan er niet in: "
                     "ze staan samen met andere, of zonder getal.")
    )  # fmt: skip


def _part() -> Xml:
    drawn = p("Tabeltekst", "{% if r.grafiek %}", picture("r.grafiek", BAR_WIDTH_MM, BAR_HEIGHT_MM),
              "{% else %}–{% endif %}")  # fmt: skip
    row = data_row(LINES, "{{ r.wat }}", p("Tabeltekst", "**{{ r.waarde }}**", right=True), drawn, align="center")
    table = data_table(LINES, each_row("r", "d.rijen", widths_of(LINES), row), caption="{{ d.titel }}")
    return Xml(p("Heading2", "{{ d.titel }}") + when("d.uitleg", p("KleinBoven", "{{ d.uitleg }}")) + table)
