"""leerlingakkoord.docx: the student's own page: what I want, what becomes different, what I am willing to do."""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, end, fact, quote, signature, signatures, title
from docgen.style.frame import frame
from docgen.style.letter import choices, fill_in, status_mark
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._letter import PROPOSED, plan_facts
from templates.source._shared import NAME, period_lines

WILLING = (Column("Ik ben bereid om", dxa(72)), Column("Zo doe ik dat", dxa(66)),
           Column("Tegen", TEXT_WIDTH - dxa(138)))  # fmt: skip


def build() -> bytes:
    """The template."""
    body = (
        title("Wil ik dit plan?", NAME)
        + status_mark("Voorstel, nog niet beslist", "Pas na de klassenraad kan het een plan worden.")
        + p("Intro", "Dit plan is voor jou. Je doel: **{{ hoofddoel }}**. Jij kiest mee. Niemand legt het op.")
        + plan_facts(fact("Beslissing", "nog niet beslist"))
        + when("woorden", p("Heading2", "Dat zei je zelf"), quote("“{{ woorden }}”"))
        + _changes()
        + _willing()
        + _choice()
        + end()
    )
    return document(body, frame())


def _changes() -> Xml:
    row = data_row(PROPOSED, "{{ m.wat }}", '{{ m.waar or "–" }}', period_lines("m", wide=True))
    made = data_table(PROPOSED, each_row("m", "maatregelen", widths_of(PROPOSED), row), caption="Wat er anders wordt")
    return when("maatregelen", p("Heading2", "Wat wordt anders voor mij?"), made)


def _willing() -> Xml:
    row = data_row(WILLING, "{{ b.wat }}", '{{ b.aanpak or "–" }}', "{{ b.tegen|dag_maand }}")
    made = data_table(WILLING, each_row("b", "bereid", widths_of(WILLING), row), caption="Ik ben bereid om")
    return (
        p("Heading2", "Wat doe ik zelf?")
        + when("bereid", made)
        + fill_in("Ik ben {% if bereid %}ook {% endif %}bereid om:")
        + fill_in("Dit heb ik daarvoor nodig:", keep_next=False)
    )


def _choice() -> Xml:
    return (
        p("Heading2", "Mijn keuze")
        + choices(
            "**Ik ben bereid** om dit plan te proberen.",
            "**Ik ben niet bereid.** Dat mag: dan start het plan niet.",
            "**Ik wil eerst praten** met {{ mentor }}.",
        )
        + p("Normal", "Met je handtekening zeg je: ik wil dit proberen, of net niet. Je mag later altijd van mening "
            "veranderen. Zeg het dan aan {{ mentor }}.", keep_next=True)
        + signatures(
            signature("{{ leerling.naam }}", "leerling", DATE_LINE),
            signature("{{ mentor }}", "mentor, hoorde dit", DATE_LINE),
        )
    )  # fmt: skip
