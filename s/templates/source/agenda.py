"""agenda.docx: who is invited, what is still open, and each point with what is known and what is asked."""

from __future__ import annotations

from docgen.style.blocks import fact
from docgen.style.fields import point_mark, stamp
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._council import (
    council_facts,
    hours,
    in_order,
    left_out,
    members,
    paper_subtitle,
    proposal,
    what_we_know,
)
from templates.source.beslissingsbundel import OUTCOME

OPEN = (Column("Over wie", dxa(44)), Column("Wat", dxa(66)), Column("Wie", dxa(36)),
        Column("Tegen", TEXT_WIDTH - dxa(146)))  # fmt: skip


def build() -> bytes:
    """The template."""
    body = (
        p("Heading1", "Agenda")
        + paper_subtitle()
        + council_facts(fact("Punten", "{{ punten|length }}"))
        + p("Slotzin", "**Vooraf:** goedkeuring van het vorige verslag.")
        + _still_open()
        + members("Wie is uitgenodigd?", "Uitgenodigd")
        + when("punten", p("Heading2", "Punten"), otherwise=(p("Slotzin", "Er staan nog geen punten op de agenda."),))
        + left_out()
        + each("punt", "punten", _point())
        + p("Slotzin", "**Varia:** wat wil iemand nog bespreken?")
    )
    return document(body, staff_frame(LATER_SHARED))


def _still_open() -> Xml:
    row = data_row(OPEN, "{{ a.over }}", "{{ a.wat }}", "{{ a.wie|lijst }}",
                   "{% if a.tegen %}{{ a.tegen|datum_kort }}{% else %}–{% endif %}")  # fmt: skip
    made = data_table(OPEN, each_row("a", "openstaand", widths_of(OPEN), row), caption="Vorige afspraken")
    return when("openstaand", p("Heading2", "Vorige afspraken die nog open staan"), made)


def _point() -> Xml:
    about = (
        "Punt {{ punt.nummer }}{% if punt.klas %}, {{ punt.klas }}{% endif %}"
        "{% if punt.mentor %}, mentor {{ punt.mentor }}{% endif %}"
    )
    where = stamp(point_mark("{{ punt.nummer }}", "{{ punt.over }}"), about)
    return Xml(
        p("KopPunt", "{{ punt.volgorde }}. {{ punt.leerling }}")
        + p("Etiket", where)
        + p("Kern", "**{{ punt.vraag }}**", keep_next=True)
        + what_we_know("KopOnder")
        + in_order("KopOnder")
        + proposal("KopOnder", hours())
        + p("KopOnder", "Gevraagde beslissing: {{ punt.soort }}")
        + OUTCOME.paragraphs("punt.nummer")
    )
