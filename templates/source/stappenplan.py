"""stappenplan.docx: the six steps of a plan on one page: where we are, who decides, what you can say."""

from __future__ import annotations

from docgen.style.blocks import agreement, agreements, end, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import NAME, WITH_YOU, YOU, day

STEPS = (Column("Stap", dxa(45)), Column("Wanneer", dxa(38)), Column("Wie beslist?", dxa(38)),
         Column("Wat kan je zeggen?", TEXT_WIDTH - dxa(121)))  # fmt: skip
TEXTS = (
    ("luisteren", "We luisteren", "Jij kiest wat je vertelt.", "Wat goed gaat, wat moeilijk is en wat je nodig hebt."),
    ("voorstel", "We maken een voorstel", f"{YOU} en je mentor.", "Ja, nee, of: ik wil het anders."),
    ("klassenraad", "De klassenraad beslist", "De klassenraad. Zonder jou start er niets.",
     "Wat de leraren zeker moeten weten. Je mentor zegt het voor jou."),
    ("start", "Het plan start", "Jij{% if not meerderjarig %} en je ouders{% endif %}: niemand legt het op.",
     "Het lukt, of het lukt niet. Ook na één dag."),
    ("terugkijken", "We kijken terug", f"{YOU} en je mentor.", "Wat hielp, wat niet hielp en wat je nu wilt."),
    ("verder", "Verder, anders of stop", f"De klassenraad, samen {WITH_YOU}.",
     "Ik wil verder, ik wil iets anders, of ik wil stoppen."),
)  # fmt: skip


def build() -> bytes:
    """The template."""
    body = title("Waar staan we nu?", NAME) + p("Intro", _sentence()) + _steps() + _more() + end()
    return document(body, frame())


def _chosen(name: str, place: int) -> str:
    return "".join(f'{{% if {name}.wat == "{texts[0]}" %}}{texts[place]}{{% endif %}}' for texts in TEXTS)


def _sentence() -> str:
    now = f"Nu zijn we bij stap {{{{ stap_nu.nr }}}} van {{{{ stappen|length }}}}: **{_chosen('stap_nu', 1)}**."
    draft = "{% if ontwerp %}**Voorstel:** de klassenraad besliste nog niet. {% endif %}"
    return draft + f"{{% if stap_nu %}}{now}{{% else %}}Alle stappen zijn gezet.{{% endif %}}"


def _steps() -> Xml:
    other = '{% if s.staat == "gebeurd" %}● gebeurd{% else %}○ later{% endif %}'
    state = when('s.staat == "nu"', p("Gegeven", "→ nu"), otherwise=(p("Etiket", other),))
    step = p("Gegeven", f"{{{{ s.nr }}}}. {_chosen('s', 1)}") + state
    when_ = f"{{% if s.datum %}}{day('s.datum')}{{% else %}}–{{% endif %}}"
    row = data_row(STEPS, step, when_, _chosen("s", 2),
                   _chosen("s", 3))  # fmt: skip
    rows = each_row("s", "stappen", widths_of(STEPS), row, noted=True)
    note = (
        "De klassenraad is het overleg van je leraren en de directie.{% if beslissing %} Beslissing "
        "{{ beslissing.nummer }} van {{ beslissing.datum|datum_lang }}.{% endif %}"
    )
    return when("stappen", data_table(STEPS, rows, caption="De stappen"), p("Klein", note))


def _more() -> Xml:
    contact = when("contact and contact != mentor", p("Tabeltekst", "Of: {{ contact }}"))
    return p("Heading2", "Goed om te weten") + agreements(
        agreement("Wie helpt je?", p("Tabeltekst", "{{ mentor }}, je mentor."), contact),
        agreement("Mag je nee zeggen?", p("Tabeltekst", "Ja. Bij elke stap. Je mag ook later van mening veranderen.")),
        agreement(
            "Wat als het niet lukt?",
            p(
                "Tabeltekst",
                "Dan is dat niemands fout. Zeg het aan je mentor. Je hoeft niet te wachten op de volgende stap.",
            ),
        ),
        caption="Goed om te weten",
    )
