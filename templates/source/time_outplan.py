"""time-outplan.docx: when and what, what is needed, how it goes, who keeps contact, and the way back."""

from __future__ import annotations

from docgen.style.blocks import days, fact, moments, title, two_columns
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, when_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import NAME, WITH_YOU, agreed, condition, day, decision_lines, facts

STRETCHES = (Column("Van – tot en met", dxa(43)), Column("Je bent op school", dxa(40)), Column("Wat je doet", dxa(58)),
             Column("Beslissing", TEXT_WIDTH - dxa(141)))  # fmt: skip
DEALS = (Column("Waarover", dxa(43)), Column("Zo doen we het", TEXT_WIDTH - dxa(43)))
DEALT_WITH = ("regelingen", "toetsvrij_tot", "niet_inhalen", "taken", "thuis", "afspraken", "hulp_buiten",
              "registratie")  # fmt: skip
MOMENTS = (
    ("beslist", "Beslist", "klassenraad"),
    ("start", "Start", "je time-out begint"),
    ("rondetafel", "Rond de tafel", "met wie je helpt"),
    ("terug", "Weer naar school", "zoals afgesproken"),
    ("evaluatie", "Evaluatie", WITH_YOU),
)


def build() -> bytes:
    """The template."""
    body = (
        title("Even anders naar school", f"Time-outplan van {NAME}")
        + facts("Van", fact("Contact op school", '{{ contact or "–" }}'))
        + _key_sentence()
        + condition()
        + _needs()
        + _stretches()
        + _deals()
        + _back()
        + _questions()
        + agreed()
    )
    return document(body, frame())


def _key_sentence() -> str:
    """One stretch is said in full, several are in the table."""
    first_row = "afwezig[0]"
    one = (
        f"{{% if {first_row}.halve_dagen %}} komt **{_half_days(first_row)}** naar school"
        f"{{% else %}} bent **niet op school**{{% endif %}}, van {day(first_row + '.van')} tot en met "
        f"{{{{ {first_row}.tot|datum }}}}."
    )
    several = " bent een tijd **minder of niet op school**, tot en met {{ geldig.tot|datum }}."
    first = "{% if ontwerp %}**Voorstel:** je{% else %}Je{% endif %}"
    return when(
        "afwezig|length == 1",
        p("Intro", first + one),
        otherwise=(p("Intro", first + several),),
    )


def _half_days(row: str) -> str:
    """The half days at school per week: one number, or one after the other."""
    several = f"{{% for n in {row}.halve_dagen %}}{{% if not loop.first %}}, dan {{% endif %}}{{{{ n }}}}{{% endfor %}}"
    one = f"{{{{ ({row}.halve_dagen|first)|aantal('halve dag', 'halve dagen') }}}}"
    return f"{{% if {row}.halve_dagen|length == 1 %}}{one}{{% else %}}{several} halve dagen{{% endif %}} per week"


def _needs() -> Xml:
    return when("noden", p("Heading2", "Wat je nodig hebt"),
                two_columns("noden", "zin", "Kern", "Wat je nodig hebt"))  # fmt: skip


def _stretches() -> Xml:
    half_days = f"{{% if r.halve_dagen %}}{_half_days('r')}{{% else %}}niet{{% endif %}}"
    row = data_row(STRETCHES, days("r"), half_days, "{{ r.doet|hoofdletter }}", decision_lines("r"))
    note = (
        "Een halve dag is een voormiddag of een namiddag. Een hele week telt negen halve dagen."
        "{% for a in afkortingen %} {{ a.kort }} = {{ a.naam }}.{% endfor %}"
    )
    return when(
        "afwezig",
        p("Heading2", "Wanneer, en wat doe je dan?"),
        data_table(
            STRETCHES,
            each_row("r", "afwezig", widths_of(STRETCHES), row, noted=True),
            caption="Wanneer, en wat doe je dan?",
        ),
        p("Klein", note),
    )


def _deals() -> Xml:
    def deal(condition: str, head: str, *content: str) -> Xml:
        return when_row(condition, widths_of(DEALS), data_row(DEALS, head, Xml("".join(content))))

    task = (
        "{{ t.wat }}{% if t.aanpak %}: {{ t.aanpak }}{% endif %} ({{ t.wie|lijst }}"
        "{% if t.tegen %}, tegen {{ t.tegen|dag_maand }}{% endif %})."
    )
    tests = "Tot en met {{ toetsvrij_tot|datum }} heb je **geen toetsen**."
    missed = (
        "Toetsen van {{ n.vakken|lijst }} van {{ n.van|dag_maand }} tot en met {{ n.tot|dag_maand }} haal je niet in"
        "{% if n.beslissing %} ({{ n.beslissing.nummer }}, {{ n.beslissing.datum|datum_kort }}){% endif %}."
    )
    table = data_table(
        DEALS,
        deal("regelingen", "Leerstof en contact", each("zin", "regelingen", p("Tabeltekst", "{{ zin }}."))),
        deal("toetsvrij_tot or niet_inhalen", "Toetsen", when("toetsvrij_tot", p("Tabeltekst", tests)),
             each("n", "niet_inhalen", p("Tabeltekst", missed))),
        deal("taken", "Wie doet wat?", each("t", "taken", p("Tabeltekst", task))),
        deal("thuis", "Thuis", each("t", "thuis", p("Tabeltekst", task))),
        deal("afspraken", "Samen afgesproken", each("zin", "afspraken", p("Tabeltekst", "{{ zin }}."))),
        deal("hulp_buiten", "Hulp buiten de school", p("Tabeltekst", "Die loopt. Meer hoeft de school niet te weten.")),
        deal("registratie", "Aanwezigheid", p("Tabeltekst", "De school noteert: {{ registratie }}.")),
        caption="Zo loopt het",
    )  # fmt: skip
    something = " or ".join(DEALT_WITH)
    return when(something, p("Heading2", "Zo loopt het"), table)


def _back() -> Xml:
    words = (
        "{% if rondetafel %}Op {{ rondetafel|datum }} zitten we rond de tafel{% else %}Voor je terugkomt, zitten we "
        "rond de tafel{% endif %}: jij{% if not meerderjarig %}, je ouders{% endif %}, {{ mentor }} en wie je helpt. "
        "Samen spreken we af hoe je terugkomt."
        "{% if in_stappen_terug %} Daarna kom je in stappen terug: zie je plan progressieve werkhervatting.{% endif %}"
    )
    return Xml(
        p("Heading2", "Terug naar school")
        + p("Normal", words, keep_next=True)
        + when("tijdlijn", moments("tijdlijn", MOMENTS, "Terug naar school"))
    )


def _questions() -> Xml:
    """Sentences, no table: LibreOffice keeps those with the end of the page, which so never stands alone."""
    said = (
        "**Lukt het niet?** Zeg het aan {{ contact or mentor }}. Je mag ook stoppen.",
        "**Wat weet je klas?** Jij kiest wat je klas weet. “Ik heb een ander rooster” is genoeg.",
        "**Vroeger terug?** Dat mag je altijd vragen. Zeg het aan {{ contact or mentor }}.",
    )
    return Xml(p("Heading2", "Goed om te weten") + "".join(p("Normal", words, keep_next=True) for words in said))
