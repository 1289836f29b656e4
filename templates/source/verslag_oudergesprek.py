"""verslag-oudergesprek.docx: who was there, what was said, how it goes at school, the steps, and what parents add."""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, NAME_LINE, end, fact, key_facts, signature, signatures, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import (
    HAIR,
    Border,
    Column,
    cell,
    cell_tag,
    data_row,
    data_table,
    each_row,
    row,
    table,
    widths_of,
)
from docgen.style.text import Xml, air, each, p, when
from docgen.style.tokens import PETROL, TEXT_WIDTH, columns, dxa
from templates.source._shared import NAME

STEPS = (Column("Stap", dxa(66)), Column("Zo pakken we het aan", dxa(42)), Column("Wie", dxa(36)),
         Column("Tegen", TEXT_WIDTH - dxa(144)))  # fmt: skip
MEASURES = (Column("Wat de school doet", dxa(96)), Column("Trede", dxa(40)),
            Column("Beslissing", TEXT_WIDTH - dxa(136)))  # fmt: skip
RUNG = columns(1, 1, 1, 1)
WRITING_LINE = "…" * 62


def build() -> bytes:
    """The template."""
    body = (
        title("Verslag van het oudergesprek", NAME)
        + _facts()
        + _said()
        + _at_school()
        + _ladder()
        + _steps()
        + _signing()
        + end()
    )
    return document(body, frame())


def _facts() -> Xml:
    return key_facts(
        columns(50, 44, 36, 40),
        fact("Gesprek van", "{{ datum|datum }}", p("Tabeltekst", "{{ soort }}")),
        fact("Gesproken met", '{{ gesproken_met|join(", ") or "–" }}'),
        fact("Aanwezig", "{{ partijen|lijst }}"),
        fact("Klastitularis", '{{ titularis or "–" }}'),
    )


def _said() -> Xml:
    answer = "**{{ a.wie|lijst|hoofdletter }}**: {{ a.antwoord }}{% if a.vorm %} ({{ a.vorm }}){% endif %}."
    return Xml(
        p("Heading2", "Wat we bespraken")
        + each("zin", "besproken", p("Kern", "{{ zin }}"))
        + when("themas", p("Normal", "Thema’s: {{ themas|lijst }}."))
        + when("akkoorden", p("Heading2", "Akkoord met het voorstel"), each("a", "akkoorden", p("Normal", answer)))
    )


def _at_school() -> Xml:
    words = "{{ op_school.tekst }} (stand op {{ op_school.datum|datum_kort }})."
    return when("op_school.tekst", p("Heading2", "Hoe het op school gaat"), p("Normal", words))


def _ladder() -> Xml:
    """The rungs side by side: in use under a solid bar, not in use under a dashed one; then what that is."""
    looks = ((Border(24, PETROL), "●", "loopt"), (Border(12, PETROL, "dashed"), "○", "nu niet"))
    used, free = (
        cell(
            p("Tabeltekst", f"**{sign} {{{{ stap.trede }}}}**") + p("Klein", word),
            RUNG[0],
            borders={"top": line},
            padding=(1.2, 0, 1, 2),
        )
        for line, sign, word in looks
    )
    tags = (cell_tag("for stap in ladder", RUNG[0]), cell_tag("if stap.loopt", RUNG[0]), used,
            cell_tag("else", RUNG[0]), free, cell_tag("endif", RUNG[0]), cell_tag("endfor", RUNG[0]))  # fmt: skip
    decision = when(
        "m.beslissing",
        p("Tabeltekst", "{{ m.beslissing.nummer }}, {{ m.beslissing.datum|datum_kort }}"),
        otherwise=(p("Tabeltekst", "geen nodig"),),
    )
    made = data_row(MEASURES, "{{ m.wat }}", "{{ m.soort }}", decision)
    rows = each_row("m", "maatregelen", widths_of(MEASURES), made)
    measures = data_table(MEASURES, rows, caption="Wat de school doet")
    return when(
        "ladder",
        p("Heading2", "De zorgladder"),
        table(RUNG, row(*tags), caption="De zorgladder", borders={"top": HAIR}),
        when("maatregelen", air(), measures),
    )


def _steps() -> Xml:
    by = "{% if s.tegen %}{{ s.tegen|datum_kort }}{% else %}–{% endif %}"
    made = data_row(STEPS, "{{ s.wat }}", '{{ s.aanpak or "–" }}', "{{ s.wie|lijst }}", by)
    steps = data_table(STEPS, each_row("s", "stappen", widths_of(STEPS), made), caption="De volgende stappen")
    return Xml(
        p("Heading2", "De volgende stappen")
        + when("stappen", steps, otherwise=(p("Normal", "Er staan nog geen stappen op papier."),))
        + when(
            "evaluatie_op",
            p("Slotzin", "We kijken samen terug op **{{ evaluatie_op|datum }}**."),
            otherwise=(p("Slotzin", "Volgend gesprek: ……………………………"),),
        )
    )


def _signing() -> Xml:
    question = "Klopt er iets niet, of wilt u iets toevoegen? Schrijf het hier, of zeg het aan de school."
    return Xml(
        p("Heading2", "Wat de ouders hierover zeggen")
        + p("Normal", question, keep_next=True)
        + p("Normal", WRITING_LINE, keep_next=True)
        + p("Normal", WRITING_LINE, keep_next=True)
        + signatures(
            signature("Ouder", NAME_LINE, DATE_LINE),
            signature("{{ leerling.naam }}", "leerling", DATE_LINE),
            signature("School", NAME_LINE, DATE_LINE),
        )
    )
