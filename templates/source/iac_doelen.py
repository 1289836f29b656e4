"""iac-doelen.docx: strengths and needs, the goals per domain with how and who, support, and the round of reviews."""

from __future__ import annotations

from docgen.style.blocks import agreements, fact, moments, point, title, two_columns
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import WITH_YOU, YOU, agreed, condition, decision_lines, facts, named

GOALS = (Column("Nr.", dxa(9)), Column("Doel", dxa(56)), Column("Zo pakken we het aan", dxa(42)),
         Column("Wie", dxa(24)), Column("Tegen", dxa(21)), Column("Stand", TEXT_WIDTH - dxa(152)))  # fmt: skip
SUPPORT = (Column("Wat je helpt", dxa(70)), Column("Waar", dxa(30)), Column("Wie", dxa(38)),
           Column("Beslissing", TEXT_WIDTH - dxa(138)))  # fmt: skip
MOMENTS = (
    ("beslist", "Plannen", "klassenraad beslist"),
    ("start", "Doen", "het plan start"),
    ("evaluatie", "Terugkijken", WITH_YOU),
    ("einde", "Bijsturen", "verder, anders of klaar"),
)


def build() -> bytes:
    """The template."""
    report = when(
        "iac_verslag.datum",
        fact("IAC-verslag", "{{ iac_verslag.datum|datum_lang }}",
             when("iac_verslag.tekst", p("Tabeltekst", "{{ iac_verslag.tekst }}"))),
        otherwise=(fact("IAC-verslag", "–"),),
    )  # fmt: skip
    body = (
        title("Jouw eigen doelen", named("Individueel aangepast curriculum", "IAC-doelen"))
        + facts("Geldig", report)
        + _key_sentence()
        + condition()
        + _strengths_and_needs()
        + _goals()
        + _support()
        + _round()
        + _meaning()
        + agreed()
    )
    return document(body, frame())


def _key_sentence() -> str:
    return p(
        "Intro",
        "{% if ontwerp %}**Voorstel:** je{% else %}Je{% endif %} werkt aan "
        "**{{ aantal.doelen|aantal('eigen doel', 'eigen doelen') }}**"
        "{% if aantal.bereikt %}, {{ aantal.bereikt }} {% if aantal.bereikt == 1 %}is{% else %}zijn{% endif %} al "
        "bereikt{% endif %}.{% if toekomst %} Hier willen we naartoe: **{{ toekomst }}**.{% endif %}",
    )


def _strengths_and_needs() -> Xml:
    return when(
        "sterktes", p("KopSterk", "Wat goed gaat"), two_columns("sterktes", "zin", "Kern", "Wat goed gaat")
    ) + when("noden", p("KopNodig", "Wat je nodig hebt"), two_columns("noden", "zin", "Kern", "Wat je nodig hebt"))


def _goals() -> Xml:
    goal = Xml(p("Tabeltekst", "{{ doel.wat }}") + when("doel.bron", p("Celinfo", "uit het leerplan: {{ doel.bron }}")))
    by = "{% if doel.tegen %}{{ doel.tegen|datum_kort }}{% else %}–{% endif %}"
    row = data_row(GOALS, "**{{ doel.nr }}**", goal, '{{ doel.aanpak or "–" }}', "{{ doel.wie|lijst }}", by,
                   "{{ doel.stand }}")  # fmt: skip
    table = data_table(GOALS, each_row("doel", "domein.doelen", widths_of(GOALS), row), caption="Je doelen")
    note = (
        "Het laagste nummer komt eerst. {% if richting %}We vertrekken van de doelen van je richting, {{ richting }}, "
        "en kiezen wat voor jou nodig en haalbaar is. {% endif %}"
        "{% if ontwerp or not beslissing %}Nog niet beslist.{% else %}Beslist: {{ beslissing.nummer }}, "
        "{{ beslissing.datum|datum_lang }}.{% endif %}"
    )
    return when(
        "domeinen",
        each("domein", "domeinen", p("Heading2", '{{ domein.naam or "Andere doelen" }}'), table),
        p("Klein", note),
    )


def _support() -> Xml:
    row = data_row(SUPPORT, "{{ s.wat }}", '{{ s.waar|lijst or "overal" }}', '{{ s.wie or "–" }}', decision_lines("s"))
    table = data_table(SUPPORT, each_row("s", "steun", widths_of(SUPPORT), row), caption="Wat je daarbij helpt")
    return when("steun", p("Heading2", "Wat je daarbij helpt"), table)


def _round() -> Xml:
    question = "Plannen, doen, terugkijken, bijsturen"
    return when("tijdlijn", p("Heading2", question), moments("tijdlijn", MOMENTS, question))


def _meaning() -> Xml:
    conclusions = each(
        "b", "besluiten",
        p("Normal", "{{ b.tekst }}. ({{ b.nummer }}, {{ b.datum|datum_lang }})"),
    )  # fmt: skip
    return Xml(
        when("besluiten", p("Heading2", "Wat besliste de klassenraad?"), conclusions)
        + p("Heading2", "Goed om te weten")
        + agreements(
            point("Je attest", "Vraag aan {{ mentor }} wat deze doelen betekenen voor je attest. De klassenraad "
                  "beslist daarover."),
            point("Een ander doel?", "Je mag altijd een doel voorstellen of anders willen. Zeg het aan {{ mentor }}."),
            point("Wie ziet dit?", f"{YOU} en wie je begeleidt. Klopt er iets niet? Dan verbeteren we het."),
            caption="Goed om te weten",
        )
    )  # fmt: skip
