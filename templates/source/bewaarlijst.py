"""bewaarlijst.docx: per kind of paper why, how long and until when; what goes now; who destroyed what."""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, NAME_LINE, end, fact, key_facts, signature, signatures, title
from docgen.style.frame import LATER_SHARED, frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, whole, widths_of
from docgen.style.text import Xml, air, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa

KEPT = (Column("Document", dxa(72)), Column("Hoelang", dxa(66)), Column("Tot en met", TEXT_WIDTH - dxa(138)))
SCHOOL = (Column("Wat de school zelf bewaart", dxa(82)), Column("Hoelang", TEXT_WIDTH - dxa(82)))
DONE = (Column("Wat", dxa(66)), Column("Hoeveel", dxa(24)), Column("Vernietigd op", dxa(36)),
        Column("Door", TEXT_WIDTH - dxa(126)))  # fmt: skip
LINES = 6


def build() -> bytes:
    """The template."""
    body = (
        title("Bewaar- en vernietigingslijst", "schooljaar **{{ school.schooljaar }}**")
        + _facts()
        + _intro()
        + _kept()
        + _of_the_school()
        + _destruction()
        + end()
    )
    return document(body, frame(later=LATER_SHARED))


def _facts() -> Xml:
    return key_facts(
        columns(56, 52, 62),
        fact("Stand op", "{{ stand_op|datum }}"),
        fact("Directeur", '{{ directeur or "–" }}'),
        fact("Informatieveiligheid", '{{ aanspreekpunt or "–" }}'),
    )


def _intro() -> Xml:
    now = "**{{ aantal.voorbij|aantal('soort document moet', 'soorten documenten moeten') }} nu weg.**"
    later = "Nu moet nog niets weg.{% if eerste %} De eerste documenten gaan weg **na {{ eerste|datum }}**.{% endif %}"
    return p("Intro", f"{{% if aantal.voorbij %}}{now}{{% else %}}{later}{{% endif %}}")


def _kept() -> Xml:
    """A table per folder, under a sentence that names it."""
    how_long = (
        "{% if s.jaren %}{{ s.jaren }} jaar na dit schooljaar{% else %}tot het einde van het schooljaar{% endif %}"
        "{% if s.van_school %}, keuze van de school{% endif %}"
    )
    until = "{% if s.tot %}{{ s.tot|datum_kort }}{% else %}–{% endif %}{% if s.voorbij %}: **nu weg**{% endif %}"
    rows = each_row("s", "g.soorten", widths_of(KEPT), data_row(KEPT, "{{ s.titel }}", how_long, until))
    note = (
        "Elke bladzijde draagt zelf de dag waarna ze weg moet. Het commando docgen retention toont elk document dat "
        "weg moet. Een andere termijn? Zet die in het blad School, onderwerp bewaartermijn."
    )
    return when(
        "groepen",
        p("Heading2", "Wat bewaren we, waarom en tot wanneer?"),
        each(
            "g",
            "groepen",
            p("Normal", "**{{ g.map|hoofdletter }}**: {{ g.waarom }}; {{ g.grond }}.", keep_next=True),
            data_table(KEPT, rows, caption="{{ g.map|hoofdletter }}"),
            air(),
        ),
        p("Klein", note),
    )


def _of_the_school() -> Xml:
    row = data_row(SCHOOL, "{{ s.wat|hoofdletter }}", "{{ s.termijn }}")
    law = "Volgens de omzendbrief {{ regel }}. Kijk na of de tekst ondertussen veranderd is."
    rows = each_row("s", "buiten_docgen", widths_of(SCHOOL), row)
    return when(
        "buiten_docgen",
        p("Heading2", "Wat de school buiten docgen bewaart"),
        p("Normal", law, keep_next=True),
        data_table(SCHOOL, rows, caption="Wat de school zelf bewaart"),
    )


def _destruction() -> Xml:
    """Lines to write on: what was destroyed stays on paper, what was in it does not."""
    dots = "…………………"
    rows = whole(*[data_row(DONE, dots * 2, "…………", dots, dots)] * LINES)
    return Xml(
        p("Heading2", "Wat is vernietigd?")
        + p("Normal", "Schrijf op wat weg is: het soort en het aantal, nooit een naam.", keep_next=True)
        + data_table(DONE, rows, caption="Wat vernietigd is")
        + air()
        + signatures(signature("Directie", NAME_LINE, DATE_LINE), signature("Secretariaat", NAME_LINE, DATE_LINE))
    )
