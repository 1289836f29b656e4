"""doelenoverzicht-leerling.docx: per subject what is still to do, later, replaced, known or away, and the hours."""

from __future__ import annotations

from docgen.style.blocks import agreement, agreements, end, letter_key, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._goals import decided_judgement, hours_table, support
from templates.source._shared import NAME, WITH_YOU, class_teacher, condition, day, facts, goal_decisions

GOALS = (Column("Vak", dxa(36)), Column("Leerplandoel", dxa(92)),
         Column("Oordeel en beslissing", TEXT_WIDTH - dxa(128)))  # fmt: skip
KNOWN = (Column("Vak", dxa(36)), Column("Leerplandoelen", TEXT_WIDTH - dxa(36)))


def build() -> bytes:
    """The template."""
    body = (
        title("Jouw leerplandoelen", NAME)
        + facts("Geldig", class_teacher())
        + _key_sentence()
        + condition()
        + _goals()
        + hours_table("Hoeveel lesuren zijn er nog?", "In de lessen komen ook andere doelen aan bod.")
        + _questions()
        + end()
    )
    return document(body, frame())


def _count(name: str, one: str, more: str) -> str:
    return (
        f"{{% if aantal.{name} %}} {{{{ aantal.{name} }}}} {{% if aantal.{name} == 1 %}}{one}{{% else %}}{more}"
        "{% endif %}.{% endif %}"
    )


def _key_sentence() -> str:
    goals = "**{{ aantal.verwerven|aantal('leerplandoel', 'leerplandoelen') }}**"
    return p(
        "Intro",
        "{% if ontwerp %}**Voorstel:** je{% else %}Je{% endif %} werkt nu aan "
        f"{{% if aantal.verwerven %}}{goals}{{% else %}}**geen extra leerplandoelen**{{% endif %}}."
        + _count("later", "doel komt later", "doelen komen later")
        + _count("vervangen", "doel wordt vervangen", "doelen worden vervangen")
        + _count("weg", "doel valt weg", "doelen vallen weg")
        + _count("beheerst", "doel ken je al", "doelen ken je al"),
    )


def _goals() -> Xml:
    goal = Xml(
        p("Tabeltekst", "{{ doel.nummer }}{% if doel.tekst %}: {{ doel.tekst }}{% endif %}")
        + when("doel.waarvoor", p("Celinfo", "nodig voor: {{ doel.waarvoor|lijst }}"))
        + support("doel")
    )
    row = data_row(GOALS, "{{ doel.vak }}", goal, decided_judgement("doel"))
    rows = each_row("doel", "doelen", widths_of(GOALS), row)
    known = each_row(
        "rij", "ken_je_al", widths_of(KNOWN), data_row(KNOWN, "{{ rij.vak }}", "{{ rij.doelen }}"), noted=True
    )
    lacking = "De vakgroep duidde nog geen essentiële doelen aan voor {{ zonder_essentieel|lijst }}."
    note = "LPD = leerplandoel. Alle andere doelen blijven zoals bij je klas."
    return when(
        "doelen",
        p("Heading2", "Wat geldt voor jou?"),
        letter_key("doelletters", "ELRW", note, above=True),
        data_table(GOALS, rows, caption="Wat geldt voor jou?"),
        when("zonder_essentieel", p("Klein", lacking)),
    ) + when(
        "ken_je_al",
        p("Heading2", "Wat ken je al?"),
        data_table(KNOWN, known, caption="Wat ken je al?"),
        when("doelbeslissingen", p("Klein", goal_decisions())),
    )  # fmt: skip


def _questions() -> Xml:
    on = day("evaluatie_op")
    back = (
        f"{{% if evaluatie_op < document.opgemaakt_op %}}Dat deden we op {on}."
        f"{{% else %}}Op {on}, {WITH_YOU}.{{% endif %}}"
    )
    return Xml(
        p("Heading2", "Goed om te weten")
        + agreements(
            agreement("Klopt er iets niet?", p("Tabeltekst", "Zeg het aan {{ mentor }}. Je mag vragen om het te "
                                               "verbeteren.")),
            agreement("Wie beslist?", p("Tabeltekst", f"De klassenraad, na overleg {WITH_YOU}. Niemand kan je "
                                        "dit opleggen.")),
            agreement("We kijken terug", p("Tabeltekst", back)),
            caption="Goed om te weten",
        )
    )  # fmt: skip
