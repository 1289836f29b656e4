"""vergelijking.docx: the variants of one trajectory side by side, on one page, for the class council that chooses."""

from __future__ import annotations

from docgen.style.blocks import title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, cell, data_row, data_table, each_row, row, when_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa

VARIANTS = (Column("Variant", dxa(16)), Column("Traject", dxa(40)), Column("Wat er anders is", TEXT_WIDTH - dxa(56)))
AIR = 0.45  # mm above and below a row of the large table: it has to stand on one page


def build() -> bytes:
    """The template."""
    body = (
        title("Varianten naast elkaar", "**{{ leerling.naam }}**, {{ leerling.klas }}")
        + p("Intro", "De klassenraad kiest **één** variant, of geen. Tot dan is er niets beslist.")
        + when("varianten", _variants())
        + when("gelijk", p("Normal", "In wat hier geteld wordt, verschillen de varianten niet."))
        + when("rijen", _counted())
        + when("niet_getoond", p("Klein", "Niet opgenomen: gegevens nog niet in orde."))
    )
    return document(body, staff_frame(LATER_SHARED))


def _variants() -> Xml:
    changes = Xml(
        when(
            "v.anders or v.examens",
            each("woord", "v.anders", p("Tabeltekst", "{{ woord }}")),
            when("v.examens", p("Tabeltekst", "Examens: {{ v.examens|lijst }}")),
            otherwise=(p("Tabeltekst", "geen andere lesuren of examens"),),
        )
        + when("v.onder_minimum", p("Tabeltekst", "**let op:** minder dan {{ minimum }} uren per week"))
        + when("v.weg", p("Tabeltekst", "**let op:** essentieel en weg zonder vervanging: {{ v.weg }}"))
        + when("v.zonder_oordeel", p("Tabeltekst", "nog te beoordelen: {{ v.zonder_oordeel }}"))
        + when("v.tekort", p("Tabeltekst", "**let op:** te weinig lesuren voor {{ v.tekort|lijst }}"))
    )
    about = Xml(p("Tabeltekst", "{{ v.traject }}") + p("Celinfo", "{{ v.van|datum_kort }} – {{ v.tot|datum_kort }}"))
    one = data_row(VARIANTS, "**{{ v.letter }}**", about, changes)
    rows = each_row("v", "varianten", widths_of(VARIANTS), one)
    return data_table(VARIANTS, rows, caption="De varianten")


def _counted() -> Xml:
    return Xml(
        p("Heading2", "Wat elke variant raakt")
        + when("drie", _table(3), otherwise=(_table(2),))
        + p(
            "Klein",
            "Klas = hoe het voor de hele klas is. Lesuren per week: in de week met de meeste wijzigingen. "
            "Per vak: lessen en zelf werken samen. E = te verwerven, L = later, R = vervangen, B = beheerst, "
            "W = weggelaten. Taken: voorbereiden, eigen versies van examens, inhalen.",
        )
    )


def _table(count: int) -> Xml:
    """A column per variant; the first says what is counted, the second how it is for the class."""
    width = dxa(32 if count == 3 else 42)
    columns = (
        Column("Wat", TEXT_WIDTH - dxa(16) - count * width),
        Column("Klas", dxa(16), figures=True),
        *(Column(letter, width, figures=True) for letter in "ABC"[:count]),
    )
    words = ["{{ r.wat }}", "{{ r.klas }}", *(f"{{{{ r.{letter} }}}}" for letter in "abc"[:count])]
    style = "TabeltekstKlein" if len(columns) > 4 else "Tabeltekst"
    cells = [p(style, word, right=column.figures) for word, column in zip(words, columns, strict=True)]
    widths = widths_of(columns)
    part = p(style, "**{{ r.wat }}**", keep_next=True)
    heading = row(cell(part, sum(widths), span=len(widths), padding=(1.4, 0, AIR, 0)))
    rows = each_row(
        "r",
        "rijen",
        widths,
        when_row("r.kop", widths, heading),
        when_row("not r.kop", widths, data_row(columns, *cells, air=AIR)),
    )
    return data_table(columns, rows, caption="Wat elke variant raakt", air=AIR)
