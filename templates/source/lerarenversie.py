"""lerarenversie.docx: one row per lesson in which a student is elsewhere, with what the teacher does; no reasons."""

from __future__ import annotations

from docgen.style.blocks import fact, key_facts, title
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, soft_words, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._shared import left_out, list_frame

HOURS = (Column("Wanneer", dxa(35)), Column("Leerling", dxa(32)), Column("Wat verandert er?", dxa(31)),
         Column("Wat doe je?", dxa(40)), Column("Van – tot", TEXT_WIDTH - dxa(138)))  # fmt: skip
TESTS = (Column("Leerling", dxa(71)), Column("Klas", dxa(38)), Column("Geen toetsen tot en met", TEXT_WIDTH - dxa(109)))


def build() -> bytes:
    """The template."""
    body = title("Wie is er in je les?", "**{{ leraar }}**") + _facts() + _intro() + _hours() + _tests() + _rules()
    return document(body + left_out(), list_frame())


def _facts() -> Xml:
    return key_facts(
        columns(60, 50, 60),
        fact("Stand op", "{{ document.opgemaakt_op|datum }}"),
        fact("Leerlingen", "{{ aantal.leerlingen }}"),
        fact("Vragen", '{{ contact or "vraag het aan de mentor" }}'),
    )


def _intro() -> Xml:
    return p(
        "Intro",
        '{% if rijen %}Bij **{{ aantal.anders|aantal("leerling", "leerlingen") }}** loopt er iets anders in je lessen.'
        "{% else %}In je lessen verandert er niets.{% endif %}"
        '{% if toetsvrij %} Geef **{{ toetsvrij|aantal("leerling", "leerlingen") }}** nog geen toetsen.'
        "{% endif %}",
    )


def _hours() -> Xml:
    moment = "**{{ rij.dag|hoofdletter }}** {{ rij.uur }}e uur{% if rij.week %}, week {{ rij.week }}{% endif %}"
    when_ = p("TabeltekstKlein", moment) + p("TabeltekstKlein", soft_words("rij.vak_delen"), ", {{ rij.klas }}")
    to_do = each("zin", "rij.doen", p("TabeltekstKlein", "{{ zin }}"))
    days = each("periode", "rij.periodes",
                p("TabeltekstKlein", "{{ periode.van|dag_maand }} – {{ periode.tot|dag_maand }}"))  # fmt: skip
    row = data_row(HOURS, when_, p("TabeltekstKlein", "**{{ rij.leerling }}**"),
                   p("TabeltekstKlein", "{{ rij.anders }}"), to_do, days)  # fmt: skip
    table = data_table(HOURS, each_row("rij", "rijen", widths_of(HOURS), row), caption="Wat verandert er in je lessen?")
    return when("rijen", p("Heading2", "Wat verandert er in je lessen?"), table)


def _tests() -> Xml:
    row = data_row(TESTS, "**{{ rij.leerling }}**", "{{ rij.klas }}", "{{ rij.tot|datum }}")
    table = data_table(TESTS, each_row("rij", "toetsvrij", widths_of(TESTS), row), caption="Nog geen toetsen")
    return when("toetsvrij", p("Heading2", "Nog geen toetsen"), table)


def _rules() -> Xml:
    return p(
        "Slotzin",
        "**Vraag niet naar de reden**, ook niet in de klas. Vraagt een klasgenoot iets? Zeg: “Dat is zo afgesproken.” "
        "Lukt een afspraak niet? Zeg het aan de mentor.",
    )
