"""zorglijst.docx: a row per student, one page a class; needs and what works, never a reason."""

from __future__ import annotations

from docgen.style.blocks import end, fact, key_facts, title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._shared import decided, left_out

STUDENTS = (Column("Leerling", dxa(27)), Column("Heeft nodig", dxa(35)), Column("Redelijke aanpassingen", dxa(49)),
            Column("Wat werkt", dxa(28)), Column("Wie en tot wanneer", TEXT_WIDTH - dxa(139)))  # fmt: skip


def build() -> bytes:
    """The template."""
    body = title("Zorglijst", "klas **{{ klas }}**") + _facts() + _intro() + _students() + decided() + left_out()
    return document(body + end(unless="beslissingen or niet_getoond or not leerlingen"), staff_frame(LATER_SHARED))


def _facts() -> Xml:
    return key_facts(
        columns(60, 50, 60),
        fact("Stand op", "{{ document.opgemaakt_op|datum }}"),
        fact("Klastitularis", '{{ titularis or "–" }}'),
        fact("Leerlingen op de lijst", "{{ aantal.leerlingen }}"),
    )


def _intro() -> Xml:
    return p(
        "Intro",
        "{% if leerlingen %}Dit is afgesproken voor **{{ aantal.leerlingen|aantal('leerling', 'leerlingen') }}** "
        "van de klas.{% else %}Voor deze klas staat er niets op de lijst.{% endif %}",
    )


def _students() -> Xml:
    small = "TabeltekstKlein"
    what = (
        "{{ m.wat }}{% if m.vakken %} ({{ m.vakken|lijst }}){% endif %}"
        "{% if m.waar %}, bij {{ m.waar|lijst }}{% endif %}"
        "{% if m.beslissing %}\u00a0·\u00a0{{ m.beslissing.nummer }}{% endif %}"
    )
    measures = each("m", "rij.aanpassingen", p(small, what)) + when("not rij.aanpassingen", p(small, "–"))
    works = each("zin", "rij.werkt", p(small, "{{ zin }}")) + when("not rij.werkt", p(small, "–"))
    who = (
        when("rij.mentor", p(small, "**{{ rij.mentor }}**"))
        + each("soort", "rij.verslagen", p(small, "{{ soort|hoofdletter }}"))
        + p(small, "{% if rij.tot %}tot {{ rij.tot|datum_kort }}{% else %}blijft gelden{% endif %}")
    )
    row = data_row(STUDENTS, p(small, "**{{ rij.naam }}**"), p(small, '{{ rij.nood or "–" }}'), measures, works, who)
    table = data_table(
        STUDENTS, each_row("rij", "leerlingen", widths_of(STUDENTS), row), caption="Zorglijst van de klas"
    )
    return when("leerlingen", table)
