"""opvanglijst.docx: a row per hour and place, with who comes and what each works on; no reasons."""

from __future__ import annotations

from docgen.style.blocks import fact, key_facts, title
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._shared import left_out, list_frame

HOURS = (Column("Wanneer", dxa(34)), Column("Waar en bij wie", dxa(42)), Column("Wie komt, met welke taak", dxa(76)),
         Column("Vrij", TEXT_WIDTH - dxa(152), True))  # fmt: skip


def build() -> bytes:
    """The template."""
    days = "van **{{ geldig.van|datum }}** tot en met **{{ geldig.tot|datum }}**"
    return document(title("Opvanglijst per lesuur", days) + _facts() + _intro() + _hours() + _rules(), list_frame())


def _facts() -> Xml:
    return key_facts(
        columns(60, 50, 60),
        fact("Uren per week", "{{ aantal.uren }}"),
        fact("Leerlingen", "{{ aantal.leerlingen }}"),
        fact("Vragen", '{{ contact or "vraag het aan de mentor" }}'),
    )


def _intro() -> Xml:
    return p(
        "Intro",
        "{% if rijen %}Elke week: **{{ aantal.uren|aantal('uur', 'uren') }}** opvang voor "
        "**{{ aantal.leerlingen|aantal('leerling', 'leerlingen') }}**."
        "{% if te_vol %} Let op: er is een uur met te weinig plaats.{% endif %}"
        "{% else %}Er komt niemand naar de opvang.{% endif %}",
    )


def _hours() -> Xml:
    when_ = p(
        "Tabeltekst",
        "**{{ rij.dag|hoofdletter }}** {{ rij.uur }}e uur{% if rij.week %}, week {{ rij.week }}{% endif %}",
    )
    when_ += when("rij.tijd", p("TabeltekstKlein", "{{ rij.tijd }} u."))
    where = p("Tabeltekst", "**{{ rij.plaats|hoofdletter }}**") + p(
        "TabeltekstKlein", "{% if rij.toezicht %}{{ rij.toezicht|lijst }}{% else %}nog geen toezicht{% endif %}"
    )
    who = each("l", "rij.leerlingen", p("Tabeltekst", "**{{ l.leerling }}**, {{ l.klas }}: {{ l.doet }}"))
    free = (
        "{% if rij.vrij is none %}–{% elif rij.vrij == 0 %}vol{% elif rij.vrij < 0 %}{{ rij.vrij|abs }} te veel"
        "{% else %}{{ rij.vrij }}{% endif %}"
    )
    rows = each_row("rij", "rijen", widths_of(HOURS), data_row(HOURS, when_, where, who, free), noted=True)
    return when("rijen", data_table(HOURS, rows, caption="Wie komt wanneer?"))


def _rules() -> Xml:
    key = "Vrij = plaatsen die nog vrij zijn in dat uur."
    return when("rijen", p("Klein", key)) + left_out() + p(
        "Slotzin",
        "**Komt een leerling niet?** Bel naar het onthaal. Vraag niet naar de reden van het aangepaste uur.",
    )  # fmt: skip
