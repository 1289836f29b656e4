"""lesrooster.docx: the week on the front, what it means and what was agreed on the back."""

from __future__ import annotations

from docgen.style.blocks import agreement, agreements, goal_cell, letter_key, title
from docgen.style.frame import frame
from docgen.style.grid import legend, legend_line, week_grid
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, when_row, widths_of
from docgen.style.text import air, boxes, each, kept, p, runs, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import NAME, WITH_YOU, agreed, class_teacher, day, facts

CHANGES = (Column("Wanneer", dxa(29)), Column("Je doet dan", dxa(63)), Column("In plaats van", dxa(36)),
           Column("Waar en bij wie", TEXT_WIDTH - dxa(128)))  # fmt: skip
SUBJECTS = (Column("Vak", dxa(42)), Column("Gewoon", dxa(15), True), Column("Nu", dxa(9), True),
            Column("Verschil", dxa(15), True), Column("Leerplandoelen", TEXT_WIDTH - dxa(81)))  # fmt: skip


def build() -> bytes:
    """The template."""
    return document(_front() + _back(), frame())


def _front() -> str:
    key = legend("Verklaring van de letters, met het aantal uren")
    codes = "{% for lid in codes %}{{ lid.code }} = {{ lid.naam }}{% if not loop.last %}  ·  {% endif %}{% endfor %}"
    return (
        title("Aangepast lesrooster", NAME)
        + facts("Geldig", class_teacher())
        + _key_sentence()
        + _weeks()
        + air()
        + when("dichte_rijen", legend_line(), otherwise=(key,))
        + when("codes", p("Klein", codes))
        + when("not lange_dagen", _help())
    )


def _hours(name: str) -> str:
    return f"**{{{{ uren.{name} }}}} {{% if uren.{name} == 1 %}}uur{{% else %}}uren{{% endif %}}**"


def _key_sentence() -> str:
    return p(
        "Intro",
        "{% if ontwerp %}**Voorstel:** je{% else %}Je{% endif %} volgt "
        "**{% if uren.volgt %}{{ uren.volgt }}{% else %}geen enkel{% endif %} van je {{ uren.gewoon }} lesuren**"
        "{% if weken|length > 1 %} (gemiddeld per week){% endif %}."
        f"{{% if uren.school %}} In {_hours('school')} werk of rust je op school.{{% endif %}}"
        f"{{% if uren.thuis %}} In {_hours('thuis')} ben je thuis.{{% endif %}}"
        f"{{% if uren.buiten %}} In {_hours('buiten')} heb je een afspraak buiten de school.{{% endif %}}"
        f"{{% if uren.anders %}} {_hours('anders')} {{% if uren.anders == 1 %}}is{{% else %}}zijn{{% endif %}} anders."
        "{% endif %}",
    )


def _weeks() -> str:
    """One grid; a school with an A-week and a B-week gets a page for each."""
    return each(
        "week", "weken",
        when("week.naam and loop.first", p("Heading2", "{{ week.naam }}", page_break=False)),
        when("week.naam and not loop.first", p("Heading2", "{{ week.naam }}", page_break=True)),
        week_grid("Weekrooster: uren en dagen"),
    )  # fmt: skip


def _help() -> str:
    return p(
        "Slotzin",
        "**Lukt een uur niet?** Ga naar {{ mentor }} of naar het onthaal. Je hoeft niet uit te leggen waarom.",
    )


def _back() -> str:
    return (
        p("Heading2", "Wat verandert er?", page_break=True)
        + when("wijzigingen", _changes(), otherwise=(p("Normal", "Alles blijft zoals bij je klas."),))
        + p("Heading2", "Wat betekent dit per vak?")
        + _subjects()
        + p("Heading2", "Afspraken")
        + when("lange_dagen", _help())
        + _agreements()
        + agreed()
    )


def _changes() -> str:
    hours = (
        "{{ rij.uren|first }}e{% if rij.uren|length > 1 %}{% if rij.uren|length == 2 %} en {% else %}–{% endif %}"
        "{{ rij.uren|last }}e{% endif %} uur{% if rij.week %}, week {{ rij.week }}{% endif %}"
    )
    when_ = p("Tabeltekst", "**{{ rij.dag|hoofdletter }}** " + hours)
    does = p("Tabeltekst", boxes("rij.letter", "AVOT"), "{{ rij.doet }}")
    row = data_row(CHANGES, when_, does, "{{ rij.in_plaats_van|lijst }}", "{{ rij.waar }}")
    widths = widths_of(CHANGES)
    return data_table(CHANGES, each_row("rij", "wijzigingen", widths, row), caption="Wat verandert er?")


def _subjects() -> str:
    widths = widths_of(SUBJECTS)
    figures = ("{{ rij.gewoon }}", "{{ rij.nu }}", "{{ rij.verschil }}")
    goals = goal_cell("rij", "Alle doelen blijven.")
    sum_line = runs(
        "**{% if uren.school %}Met {{ uren.school }} {% if uren.school == 1 %}uur{% else %}uren{% endif %} op school: "
        "samen {{ uren.samen }}.{% else %}Samen {{ uren.samen }}.{% endif %}**"
        "{% if uren.samen >= minimum %} Minimum: {{ minimum }}.{% endif %}"
    )
    others = (
        "Andere vakken ({{ vakken.andere.vak }})", "{{ vakken.andere.gewoon }}", "{{ vakken.andere.nu }}",
        "{{ vakken.andere.verschil }}", "Alle doelen blijven.",
    )  # fmt: skip
    return data_table(
        SUBJECTS,
        each_row("rij", "vakken.rijen", widths, data_row(SUBJECTS, "{{ rij.vak }}", *figures, goals), noted=True),
        when_row("vakken.andere.gewoon", widths, kept(data_row(SUBJECTS, *others))),
        kept(data_row(SUBJECTS, "Totaal", "{{ vakken.totaal.gewoon }}", "{{ vakken.totaal.nu }}",
                      "{{ vakken.totaal.verschil }}", sum_line, total=True)),
        caption="Uren en leerplandoelen per vak",
    ) + letter_key(
        "doelletters",
        "ELRBW",
        "{% if doelletters %}LPD = leerplandoel. {% endif %}"
        "{% if ontwerp or not beslissing %}De klassenraad moet dit nog beslissen.{% else %}"
        "De klassenraad besliste dit op "
        "{% for b in doelbeslissingen or [beslissing] %}{% if not loop.first %}, op {% endif %}"
        "{{ b.datum|datum_lang }} ({{ b.nummer }}){% endfor %}.{% endif %}",
    )  # fmt: skip


def _agreements() -> str:
    plan = when(
        "afspraken",
        p("Gegeven", "Samen afgesproken", keep_next=True),
        each("zin", "afspraken", p("Tabeltekst", "{{ zin }}.")),
        otherwise=(
            p("Gegeven", "Wil je iets anders?", keep_next=True),
            p("Tabeltekst", "Zeg het aan {{ mentor }}. Samen zoeken we wat past."),
        ),
    )
    back = p(
        "Tabeltekst",
        f"{{% if evaluatie_op >= document.opgemaakt_op %}}Op {day('evaluatie_op')}, {WITH_YOU}. "
        f"Eerder mag altijd.{{% else %}}Dat deden we op {day('evaluatie_op')}. Wil je opnieuw praten? "
        "Zeg het aan {{ mentor }}.{% endif %}",
    )
    return agreements(
        plan,
        agreement(
            "Wat zeg je in de klas?", p("Tabeltekst", "“Ik heb een ander rooster.” Meer hoef je niet te zeggen.")
        ),
        agreement("We kijken terug", back),
        caption="Afspraken",
    )
