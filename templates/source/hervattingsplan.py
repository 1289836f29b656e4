"""hervattingsplan.docx: the staircase, what to catch up first, faster, slower or not now."""

from __future__ import annotations

from docgen.style.blocks import agreements, days, fact, letter_key, point, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.staircase import MOST, staircase
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, boxes, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import WITH_YOU, agreed, condition, facts, goal_decisions, named

WEEKS = (Column("Week", dxa(14)), Column("Wanneer", dxa(40)), Column("Je komt", dxa(32)), Column("Toetsen", dxa(38)),
         Column("Gesprek", TEXT_WIDTH - dxa(124)))  # fmt: skip
GOALS = (Column("Vak", dxa(48)), Column("Eerst", dxa(66)), Column("Later of niet meer", TEXT_WIDTH - dxa(114)))
HOURS = (
    "{% if met_uren %} Nodig: voor eerst en later. In je rooster: les en zelf werken vanaf de trap, als je komt. "
    "Te weinig? Bekijk het met je mentor.{% endif %}"
)
PLACE = "{% if rustplek %}ga naar {{ rustplek|lower }}{% else %}ga naar het onthaal{% endif %}"


def build() -> bytes:
    """The template."""
    resting = when(
        "rustplek",
        fact("Rustplek", "{{ rustplek }}", p("Tabeltekst", "als het even te veel is")),
        otherwise=(fact("Klastitularis", '{{ titularis or "–" }}'),),
    )
    body = (
        title("Stap voor stap terug naar school", named("Plan progressieve werkhervatting", "Hervattingsplan"))
        + facts("Van", resting)
        + _key_sentence()
        + condition()
        + _steps()
        + _catching_up()
        + _pace()
        + agreed()
    )
    return document(body, frame())


def _key_sentence() -> str:
    return p(
        "Intro",
        "{% if ontwerp %}**Voorstel:** je{% else %}Je{% endif %} komt "
        "{% if stappen|length > 1 %}in **{{ stappen|length }} weken** stap voor stap terug: van "
        "{{ (stappen|first).halve_dagen }} naar {{ (stappen|last).halve_dagen }} halve dagen."
        "{% else %}stap voor stap terug.{% endif %}"
        "{% if toetsvrij_tot %} **Tot en met {{ toetsvrij_tot|datum }} zijn er geen toetsen.**{% endif %}",
    )


def _steps() -> Xml:
    """Stairs for up to five weeks, a list for more."""
    stairs = Xml(p("Heading2", "De trap") + staircase("De trap: halve dagen per week"))
    tests = (
        '{% if s.toetsen == "geen" %}**geen toetsen**{% elif s.toetsen == "deels" %}geen toetsen tot en met '
        "{{ s.toetsvrij_tot|dag_maand }}{% elif s.evaluaties %}evaluaties vanaf {{ s.evaluaties|dag_maand }}"
        "{% else %}gewone toetsen{% endif %}"
    )
    half_days = (
        "{% if s.hele_week %}de hele week{% elif s.halve_dagen %}"
        "{{ s.halve_dagen|aantal('halve dag', 'halve dagen') }}{% else %}nog niet{% endif %}"
    )
    talk = "{% if s.gesprekken %}{{ s.gesprekken|first|dag_maand }}, {% endif %}{{ s.wie }}"
    row = data_row(WEEKS, "{{ s.nr }}", days("s"), half_days, tests, talk)
    rows = each_row("s", "stappen", widths_of(WEEKS), row, noted=True)
    listed = Xml(p("Heading2", "Je weken") + data_table(WEEKS, rows, caption="Je weken"))
    note = (
        "Een halve dag is een voormiddag of een namiddag. Een hele week telt negen halve dagen."
        f" {goal_decisions('stapbeslissingen')}"
    )
    first = when("begin", p("Slotzin", "**Zo begin je:** {{ begin|join('. ') }}."))
    subjects = when("vakken_eerst", p("Normal", "**Eerst deze vakken:** {{ vakken_eerst|lijst }}."))
    return when(
        "stappen",
        when(f"stappen|length <= {MOST}", stairs, otherwise=(listed,)),
        p("Klein", note),
        first,
        subjects,
    )


def _catching_up() -> Xml:
    one = (
        "{{ doel.nummer }}{% if doel.tekst %}: {{ doel.tekst }}{% endif %}"
        "{% if doel.tegen %}, tegen {{ doel.tegen|dag_maand }}{% endif %}"
    )
    group = (
        "{{ groep.doelen }}{% if groep.vervangen_door %}, door {{ groep.vervangen_door }}{% endif %}"
        "{% if groep.tegen %}, tegen {{ groep.tegen|dag_maand }}{% endif %}"
    )
    first = each("doel", "rij.eerst", p("Tabeltekst", boxes("doel.letter", "E"), one))
    first += when("not rij.eerst", p("Tabeltekst", "–"))
    later = each("groep", "rij.later", p("Tabeltekst", boxes("groep.letter", "LRBW"), group))
    later += when("not rij.later", p("Tabeltekst", "–"))
    row = data_row(GOALS, Xml(p("Tabeltekst", "{{ rij.vak }}") + _hours()), first, later)
    missed = (
        "Toetsen van {{ n.vakken|lijst }} van {{ n.van|dag_maand }} tot en met {{ n.tot|dag_maand }} haal je "
        "**niet in**"
        "{% if n.beslissing %} ({{ n.beslissing.nummer }}, {{ n.beslissing.datum|datum_kort }}){% endif %}."
    )
    table = data_table(
        GOALS,
        each_row("rij", "inhalen", widths_of(GOALS), row, tall=True),
        caption="Inhalen: wat eerst, wat niet meer",
    )
    return when(
        "inhalen or niet_inhalen",
        p("Heading2", "Inhalen: wat eerst, wat niet meer"),
        each("n", "niet_inhalen", p("Normal", missed, keep_next=True)),
        when(
            "inhalen",
            letter_key("doelletters", "ELRBW", f"LPD = leerplandoel.{HOURS} {goal_decisions()}", above=True),
            table,
        ),
    )


def _hours() -> Xml:
    """What the goals of one subject still need, and what the student's own timetable leaves."""
    left = (
        "{{ rij.uren.samen }} in je rooster tot en met {{ rij.uren.tot|dag_maand }}"
        "{% if rij.uren.tekort %}: **te weinig**{% endif %}"
    )
    needed = "{{ rij.uren.nodig|aantal('lesuur', 'lesuren') }} nodig"
    return when("rij.uren", p("Celinfo", needed), p("Celinfo", left))


def _pace() -> Xml:
    helps = when("hulp", p("Normal", "**Dit helpt ook:** {{ hulp|join('. ') }}.", keep_next=True))
    deals = when("afspraken", p("Normal", "**Samen afgesproken:** {{ afspraken|join('. ') }}.", keep_next=True))
    back = (
        f"Op {{{{ evaluatie_op|datum }}}} kijken we terug, {WITH_YOU}. "
        "Duurt de trap langer, dan beslist de klassenraad opnieuw."
    )
    return Xml(
        p("Heading2", "Sneller, trager, of even niet")
        + agreements(
            point("Sneller", "Gaat het vlot? Zeg het in je gesprek met {{ contact }}. Samen bekijken we of je de "
                  "volgende trede vroeger neemt."),
            point("Trager", "Is het te veel? Dan blijf je een week op dezelfde trede. Dat is geen stap terug."),
            point("Even niet", "Zeg het aan je leraar en " + PLACE + ". Je hoeft niet uit te leggen waarom. Daarna "
                  "kijk je met {{ contact }} wat kan."),
            caption="Sneller, trager, of even niet",
        )
        + p("Slotzin", back, keep_next=True)
        + helps
        + deals
    )  # fmt: skip
