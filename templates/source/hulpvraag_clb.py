"""hulpvraag-clb.docx: what is asked and by whom, what goes well and helps, what was tried, who gave permission."""

from __future__ import annotations

from docgen.style.blocks import (
    DATE_LINE,
    NAME_LINE,
    end,
    fact,
    key_facts,
    quote,
    signature,
    signatures,
    title,
    two_columns,
)
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import FACTS, MAY, NAME, STUDENT, decision_lines

PERMISSIONS = (Column("Wie", dxa(62)), Column("Toestemming", dxa(30)), Column("Datum", dxa(30)),
               Column("Hoe", TEXT_WIDTH - dxa(122)))  # fmt: skip
TRIED = (Column("Wat", dxa(68)), Column("Van – tot", dxa(42)), Column("Wat het gaf", dxa(36)),
         Column("Beslissing", TEXT_WIDTH - dxa(146)))  # fmt: skip
TALKS = (Column("Datum", dxa(30)), Column("Soort", dxa(55)), Column("Met wie", TEXT_WIDTH - dxa(85)))


def build() -> bytes:
    """The template."""
    body = (
        title("Hulpvraag aan het CLB", NAME)
        + _facts()
        + _key_sentence()
        + _questions()
        + _what_helps()
        + _tried()
        + _permissions()
        + _talks()
        + _further()
        + end()
    )
    return document(body, frame())


def _facts() -> str:
    decided = p("Etiket", "Beslissing") + when(
        "beslissing",
        p("Gegeven", "{{ beslissing.nummer }}"),
        p("Tabeltekst", "{{ beslissing.datum|datum_lang }}"),
        otherwise=(p("Gegeven", "vraag van de mentor"),),
    )
    asked = "{% if gevraagd_op and not ontwerp %}{{ gevraagd_op|datum }}{% else %}nog te vragen{% endif %}"
    return key_facts(
        FACTS,
        fact("Toestemming", asked),
        fact("Mentor", "{{ mentor }}"),
        fact("Klastitularis", '{{ titularis or "–" }}'),
        Xml(decided),
    )


def _key_sentence() -> str:
    return p(
        "Intro",
        "{% if ontwerp %}**Ontwerp, nog zonder alle toestemmingen:** wij{% else %}Wij{% endif %} vragen het CLB om "
        f"**samen met {STUDENT}** te bekijken wat nodig is.",
    )


def _questions() -> Xml:
    source = "{{ leerling.voornaam }}"
    parents = each("zin", "woorden_ouders", p("Kern", "{{ zin }}."))
    return (
        p("Heading2", "De vraag")
        + when("vraag_school", p("Kern", "**De school vraagt:** {{ vraag_school }}"))
        + p("Kern", "**Gewenste uitkomst:** {{ hoofddoel }}."
            "{% if vraag_van %} De vraag komt van: {{ vraag_van }}.{% endif %}")
        + when("woorden", quote("“{{ woorden }}”", source))
        + when("woorden_ouders", p("Heading3", "Wat de ouders vertelden"), parents)
    )  # fmt: skip


def _what_helps() -> Xml:
    difficult = each("zin", "moeilijk", p("Kern", "{{ zin }}."))
    return (
        when("sterktes", p("KopSterk", "Wat goed gaat"), two_columns("sterktes", "zin", "Kern", "Wat goed gaat"))
        + when("noden", p("KopNodig", "Wat nodig is"), two_columns("noden", "zin", "Kern", "Wat nodig is"))
        + when("moeilijk", p("Heading2", "Wat moeilijk gaat"), difficult)
    )


def _tried() -> Xml:
    days = (
        "{% if m.van %}{{ m.van|datum_kort }}{% else %}–{% endif %}{% if m.tot %} – {{ m.tot|datum_kort }}{% endif %}"
    )
    row = data_row(TRIED, "{{ m.wat }}", days, '{{ m.ervaring or "–" }}', decision_lines("m"))
    table = data_table(TRIED, each_row("m", "maatregelen", widths_of(TRIED), row), caption="Wat de school al deed")
    return Xml(
        p("Heading2", "Wat de school al deed")
        + p("Normal", "**Fase in het zorgcontinuüm:** {{ fase }}."
            "{% if domeinen %} **Domeinen:** {{ domeinen|join(', ') }}.{% endif %}")
        + each("zin", "geprobeerd", p("Normal", "{{ zin }}."))
        + when("maatregelen", table)
    )  # fmt: skip


def _permissions() -> Xml:
    who = "{% if t.naam %}{{ t.naam }} ({{ t.wie }}){% else %}{{ t.wie|hoofdletter }}{% endif %}"
    row = data_row(PERMISSIONS, who, "{{ t.antwoord }}", "{{ t.datum|datum_kort }}", '{{ t.vorm or "–" }}')
    rows = each_row("t", "toestemmingen", widths_of(PERMISSIONS), row, noted=True)
    table = data_table(PERMISSIONS, rows, caption="Toestemming")
    return Xml(
        p("Heading2", "Toestemming")
        + when("toestemmingen", table, otherwise=(p("Normal", "Nog niemand gaf toestemming."),))
        + p("Klein", f"{STUDENT} {MAY} dit blad lezen en de toestemming altijd intrekken.")
    )


def _talks() -> Xml:
    row = data_row(TALKS, "{{ o.datum|datum_kort }}", "{{ o.soort }}", "{{ o.met|lijst }}")
    table = data_table(TALKS, each_row("o", "overleg", widths_of(TALKS), row), caption="Met wie is al gesproken")
    reports = "{% for v in verslagen %}{% if not loop.first %}, {% endif %}{{ v.naam }}{% if v.datum %} van " \
              "{{ v.datum|datum_lang }}{% endif %}{% endfor %}"  # fmt: skip
    return when("overleg", p("Heading2", "Met wie is al gesproken?"), table) + when(
        "verslagen", p("Slotzin", f"**Er is al een verslag:** {reports}.")
    )


def _further() -> Xml:
    return Xml(
        p("Heading2", "Hoe gaat het verder?")
        + p("Normal",
            "{% if adviesgesprek_op %}Het adviesgesprek was op {{ adviesgesprek_op|datum }}.{% else %}Het CLB spreekt "
            f"met {STUDENT} af wanneer het adviesgesprek komt.{{% endif %}}"
            "{% if contact %} Vragen over deze hulpvraag? {{ contact }}.{% endif %}", keep_next=True)
        + signatures(
            signature("{{ mentor }}", "mentor", DATE_LINE),
            signature("Directie", NAME_LINE, DATE_LINE),
            signature("CLB: ontvangen door", NAME_LINE, DATE_LINE),
        )
    )  # fmt: skip
