"""toezichterslijst.docx: a table per day, a row per student whose exam runs differently; what to do, never why."""

from __future__ import annotations

from docgen.style.blocks import fact, key_facts, title
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._shared import left_out, list_frame

EXAMS = (Column("Uur en lokaal", dxa(32)), Column("Leerling", dxa(42)), Column("Wat is anders?", dxa(50)),
         Column("Nota", TEXT_WIDTH - dxa(124)))  # fmt: skip


def build() -> bytes:
    """The template."""
    who = "{% if toezichter %}**{{ toezichter }}**{% else %}**Nog geen toezichter**{% endif %}"
    return document(title("Toezicht bij examens", who) + _facts() + _intro() + _days() + _rules(), list_frame())


def _facts() -> Xml:
    return key_facts(
        columns(60, 50, 60),
        fact("Leerlingen", "{{ aantal.leerlingen }}"),
        fact("Langer dan de klas", "{{ aantal.langer }}"),
        fact("Vragen", '{{ contact or "vraag het aan het secretariaat" }}'),
    )


def _intro() -> Xml:
    return p(
        "Intro",
        "{% if dagen %}{% if toezichter %}Bij jouw toezicht{% else %}Zonder toezichter{% endif %} loopt het examen van "
        '**{{ aantal.leerlingen|aantal("leerling", "leerlingen") }}** anders dan dat van de klas.'
        "{% if aantal.niet %} Wie niet komt, staat er ook bij.{% endif %}"
        "{% else %}Alle examens lopen zoals bij de klas.{% endif %}",
    )


def _days() -> Xml:
    where = p("Tabeltekst", "{% if rij.tijd %}**{{ rij.tijd }} u.**{% else %}**–**{% endif %}")
    where += when("rij.lokaal", p("Tabeltekst", "{{ rij.lokaal }}"))
    who = p("Tabeltekst", "**{{ rij.leerling }}**") + p("TabeltekstKlein", "{{ rij.klas }}, {{ rij.vak }}")
    other = each("zin", "rij.anders", p("Tabeltekst", "{{ zin|hoofdletter }}"))
    other += when("rij.klas_tot", p("TabeltekstKlein", "De klas stopt om {{ rij.klas_tot|uur }}"))
    other += when("not rij.anders", p("Tabeltekst", "–"))
    row = data_row(EXAMS, where, who, other, '{{ rij.nota or "–" }}')
    table = data_table(EXAMS, each_row("rij", "dag.rijen", widths_of(EXAMS), row), caption="Examens van deze dag")
    return each("dag", "dagen", p("Heading2", "{{ dag.datum|datum|hoofdletter }}"), table)


def _rules() -> Xml:
    return (
        left_out()
        + p("Slotzin", "Het uur is al het uur van de leerling, met de extra tijd erbij. "
            "**Vraag niet naar de reden.** Is er iets niet duidelijk? Bel naar het secretariaat.")
    )  # fmt: skip
