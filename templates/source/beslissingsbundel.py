"""beslissingsbundel.docx: how it works and the points on the first page, then a page per point with its fields."""

from __future__ import annotations

from docgen.style.blocks import end, fact, key_facts
from docgen.style.fields import DATE, TEXT, Field, decision_fields, dropdown, point_mark, stamp
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from docgen.tables.council import OUTCOMES
from templates.source._council import council_facts, in_order, left_out, paper_subtitle, proposal, what_we_know

POINTS = (Column("Punt", dxa(18)), Column("Wie", dxa(50)), Column("Klas", dxa(28)),
          Column("Vraag", TEXT_WIDTH - dxa(96)))  # fmt: skip
EXTRACT, NOT_EXTRACT = " (komt in het uittreksel)", " (niet in het uittreksel)"
PAGE_FACTS = (dxa(56), dxa(18), dxa(41), TEXT_WIDTH - dxa(115))
SIX = columns(*[1] * 6)


def _date(column: str, name: str, more: str = "") -> Field:
    return Field(column, DATE, name, f"{{{{ {name}|datum }}}}", more)


def _text(column: str, name: str, more: str = "") -> Field:
    return Field(column, TEXT, name, f"{{{{ {name} }}}}", more)


OUTCOME = Field("Uitslag", dropdown(OUTCOMES), "punt.uitslag", "{{ punt.uitslag }}")
WHO = Field("Wie", dropdown(each="opvolgers"), "punt.acties", "{{ punt.acties[0].wie_code }}", EXTRACT)
WHAT = Field("Wat", TEXT, "punt.acties", "{{ punt.acties[0].wat }}", EXTRACT)
BY = Field("Tegen", DATE, "punt.acties and punt.acties[0].tegen", "{{ punt.acties[0].tegen|datum }}")
NOT_VOTING = Field("Niet meegestemd", TEXT, "punt.niet_meegestemd_codes", "{{ punt.niet_meegestemd_codes|join('; ') }}")
FIELDS = (
    ((OUTCOME, 2), (_date("Geldig tot", "punt.geldig_tot"), 2), (_date("Bekrachtigd op", "punt.bekrachtigd_op"), 2)),
    ((_text("Voorwaarde", "punt.voorwaarde", EXTRACT), 6),),
    ((_text("Elementen", "punt.elementen", EXTRACT), 6),),
    ((_text("Besluit", "punt.besluit", EXTRACT), 6),),
    ((WHO, 2), (WHAT, 2), (BY, 2)),
    (
        (_text("Interne overwegingen", "punt.intern", NOT_EXTRACT), 2),
        (_text("Stemming", "punt.stemming", NOT_EXTRACT), 2),
        (NOT_VOTING, 2),
    ),
)


def build() -> bytes:
    """The template."""
    body = (
        p("Heading1", "Beslissingsbundel")
        + paper_subtitle()
        + council_facts(fact("Punten", "{{ punten|length }}"))
        + p("Intro", "Vul per punt de velden met een puntlijn in en bewaar dit bestand. Wat je niet aanraakt, blijft "
            "leeg. **docgen read-back** leest de velden en zet ze in het formulier klassenraad: niets wordt twee keer "
            "getypt.{% if not punten %} Er staan nog geen punten op de agenda.{% endif %}")
        + when("punten", p("Heading2", "Punten"), _overview())
        + left_out()
        + each("punt", "punten", _page())
        + end(unless="not punten")
    )  # fmt: skip
    return document(body, staff_frame(LATER_SHARED))


def _overview() -> Xml:
    row = data_row(POINTS, "{{ punt.nummer }}", "{{ punt.leerling }}", '{{ punt.klas or "–" }}', "{{ punt.vraag }}")
    return data_table(POINTS, each_row("punt", "punten", widths_of(POINTS), row), caption="Punten")


def _page() -> Xml:
    about = "{% if punt.klas %}{{ punt.klas }}, {% endif %}punt {{ punt.volgorde }} van {{ punten|length }}"
    where = stamp(point_mark("{{ punt.nummer }}", "{{ punt.over }}"), about)
    facts = key_facts(
        PAGE_FACTS,
        fact("{{ raad.soort }} {{ raad.nummer }}", "{% if raad.datum %}{{ raad.datum|datum }}{% else %}–{% endif %}"),
        fact("Punt", "{{ punt.nummer }}"),
        fact("Mentor", '{{ punt.mentor or "–" }}'),
        fact("Gevraagde beslissing", "{{ punt.soort|hoofdletter }}"),
    )
    return Xml(
        p("KopBlad", "{{ punt.leerling }}", page_break=True)
        + p("Subtitle", where)
        + facts
        + p("Vraag", "{{ punt.vraag }}")
        + what_we_know("KopDeel")
        + in_order("KopDeel")
        + proposal("KopDeel")
        + p("KopDeel", "Beslissing")
        + decision_fields(SIX, "Wat beslist de klassenraad over punt {{ punt.nummer }}?", "punt.nummer", FIELDS,
                          "Beslissing")
    )  # fmt: skip
