"""portretklassenraad.docx: the class in figures, then a row per student; strengths first, no photo."""

from __future__ import annotations

from docgen.style.blocks import end, fact, key_facts, title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._shared import decided, left_out

PICTURE = (Column("Soort", dxa(50)), Column("Wat", dxa(95)), Column("Leerlingen", TEXT_WIDTH - dxa(145), True))
STUDENTS = (Column("Leerling", dxa(27)), Column("Sterk in", dxa(34)), Column("Kregen we mee", dxa(36)),
            Column("Aandacht in de eerste weken", dxa(44)),
            Column("Wie kent de leerling?", TEXT_WIDTH - dxa(141)))  # fmt: skip
SMALL = "TabeltekstKlein"


def build() -> bytes:
    """The template."""
    body = (
        title("Portretklassenraad", "klas **{{ klas }}**") + _facts() + _intro() + _picture() + _students() + left_out()
    )
    return document(body + end(unless="beslissingen or niet_getoond or not portretten"), staff_frame(LATER_SHARED))


def _facts() -> Xml:
    return key_facts(
        columns(60, 50, 60),
        fact("Stand op", "{{ document.opgemaakt_op|datum }}"),
        fact("Klastitularis", '{{ titularis or "–" }}'),
        fact("Leerlingen", "{{ aantal.leerlingen }}"),
    )


def _intro() -> Xml:
    return p(
        "Intro",
        "We weten al van **{{ aantal.portretten }} van de {{ aantal.leerlingen }} leerlingen** wat sterk is "
        "of wat helpt."
        "{% if aantal.portretten < aantal.leerlingen %} De andere leerlingen leren we nog kennen.{% endif %}",
    )


def _picture() -> Xml:
    row = data_row(PICTURE, "{{ rij.soort }}", "{{ rij.wat }}", "{{ rij.aantal }}")
    rows = each_row("rij", "klasbeeld", widths_of(PICTURE), row, noted=True)
    table = data_table(PICTURE, rows, caption="De klas in cijfers")
    note = p("Klein", "Een groep van minder dan 5 leerlingen tonen we niet.")
    return when("klasbeeld", p("Heading2", "De klas in cijfers"), table, note)


def _lines(name: str, items: str, text: str) -> Xml:
    return each(name, items, p(SMALL, text))


def _students() -> Xml:
    strong = _lines("zin", "rij.sterk", "{{ zin }}") + when("rij.woorden", p(SMALL, "“{{ rij.woorden }}”"))
    strong += when("not rij.sterk and not rij.woorden", p(SMALL, "–"))
    before = _lines("zin", "rij.gesprekken", "{{ zin }}")
    before += _lines(
        "m", "rij.aanpassingen", "{{ m.wat }}{% if m.beslissing %}\u00a0·\u00a0{{ m.beslissing.nummer }}{% endif %}"
    )
    before += when("not rij.gesprekken and not rij.aanpassingen", p(SMALL, "–"))
    mind = _lines("zin", "rij.aandacht", "{{ zin }}") + when("not rij.aandacht", p(SMALL, "–"))
    known = when("rij.mentor", p(SMALL, "**{{ rij.mentor }}**, mentor"))
    known += _lines("wie", "rij.bekend", "{{ wie|hoofdletter }}")
    known += when("not rij.mentor and not rij.bekend", p(SMALL, "–"))
    row = data_row(STUDENTS, p(SMALL, "**{{ rij.naam }}**"), strong, before, mind, known)
    table = data_table(STUDENTS, each_row("rij", "portretten", widths_of(STUDENTS), row), caption="De leerlingen")
    return when("portretten", p("Heading2", "De leerlingen"), table, decided())
