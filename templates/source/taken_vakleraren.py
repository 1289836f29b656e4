"""taken-vakleraren.docx: own versions, tasks to prepare, what comes later, agreements; a table each, by day."""

from __future__ import annotations

from docgen.style.blocks import end, fact, key_facts, title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._shared import decided, left_out

WHO = p("Tabeltekst", "**{{ rij.leerling }}**") + p("TabeltekstKlein", "{{ rij.klas }}")
FIRST = Column("Leerling", dxa(46))
VERSIONS = (FIRST, Column("Examen", dxa(44)), Column("Vorm", dxa(44)), Column("Klaar tegen", TEXT_WIDTH - dxa(134)))
MATERIAL = (FIRST, Column("Wat doet de leerling?", dxa(52)), Column("Wanneer", dxa(38)),
            Column("Van – tot", TEXT_WIDTH - dxa(136)))  # fmt: skip
LATER = (FIRST, Column("Wat", dxa(70)), Column("Tegen", dxa(25)), Column("Beslissing", TEXT_WIDTH - dxa(141)))
AGREED = (FIRST, Column("Afspraak", dxa(76)), Column("Tegen", dxa(25)), Column("Stand", TEXT_WIDTH - dxa(147)))
PAST = "{% if rij.voorbij %} (voorbij){% endif %}"


def build() -> bytes:
    """The template."""
    tables = _versions() + _material() + _later() + _agreed()
    body = (
        title("Jouw taken uit de plannen", "**{{ leraar }}**")
        + _facts()
        + _intro()
        + tables
        + decided()
        + left_out()
        + end(unless="beslissingen or niet_getoond or not (versies or materiaal or inhalen or afspraken)")
    )
    return document(body, staff_frame(LATER_SHARED))


def _facts() -> Xml:
    return key_facts(
        columns(60, 50, 60),
        fact("Stand op", "{{ document.opgemaakt_op|datum }}"),
        fact("Leerlingen", "{{ aantal.leerlingen }}"),
        fact("Eerste datum", "{% if eerste %}{{ eerste|datum }}{% else %}–{% endif %}"),
    )


def _intro() -> Xml:
    return p(
        "Intro",
        '{% if aantal.taken %}Je hebt **{{ aantal.taken|aantal("open taak", "open taken") }}** voor '
        '**{{ aantal.leerlingen|aantal("leerling", "leerlingen") }}**.'
        "{% else %}Je hebt geen open taken.{% endif %} Is het te veel? Zeg het aan de mentor.",
    )


def _section(items: str, head: str, heads: tuple[Column, ...], *cells: str) -> Xml:
    row = data_row(heads, WHO, *cells)
    return when(
        items, p("Heading2", head), data_table(heads, each_row("rij", items, widths_of(heads), row), caption=head)
    )


def _versions() -> Xml:
    exam = p("Tabeltekst", "{{ rij.vak }}") + p("TabeltekstKlein", "{{ rij.examen_op|datum }}")
    ready = when(
        "rij.klaar_op",
        p("Tabeltekst", "klaar sinds {{ rij.klaar_op|dag_maand }}"),
        otherwise=(p("Tabeltekst", "**{{ rij.tegen|dag_maand }}**" + PAST),),
    )
    return _section("versies", "Eigen versies van examens", VERSIONS, exam, "{{ rij.vorm|lijst }}", ready)


def _material() -> Xml:
    what = p("Tabeltekst", "{{ rij.wat }}") + when("rij.waar", p("TabeltekstKlein", "{{ rij.waar }}"))
    hours = each("uur", "rij.wanneer", p("Tabeltekst", "{{ uur|hoofdletter }}"))
    days = each("periode", "rij.periodes", p("Tabeltekst", "{{ periode.van|dag_maand }} – {{ periode.tot|dag_maand }}"))
    return _section("materiaal", "Taken en materiaal klaarleggen", MATERIAL, what, hours, days)


def _later() -> Xml:
    what = p("Tabeltekst", "**{{ rij.soort }}**: {{ rij.vak|lijst }}")
    what += each("doel", "rij.doelen", p("TabeltekstKlein", "{{ doel }}"))
    decision = when(
        "rij.beslissing",
        p("Tabeltekst", "{{ rij.beslissing.nummer }}"),
        p("Tabeltekst", "{{ rij.beslissing.datum|datum_kort }}"),
        otherwise=(p("Tabeltekst", "–"),),
    )
    by = "{% if rij.tegen %}{{ rij.tegen|dag_maand }}{% else %}–{% endif %}"
    return _section("inhalen", "Doelen en toetsen die anders lopen", LATER, what, by, decision)


def _agreed() -> Xml:
    what = p("Tabeltekst", "{{ rij.wat }}") + when("rij.aanpak", p("TabeltekstKlein", "{{ rij.aanpak }}"))
    by = "{% if rij.tegen %}{{ rij.tegen|dag_maand }}" + PAST + "{% else %}–{% endif %}"
    return _section("afspraken", "Afspraken met de leraren", AGREED, what, by, "{{ rij.stand }}")
