"""leerling-paspoort.docx: half a page: what I am good at, what helps me, what was agreed, signed by the student."""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, TWO, end, quote, signature, signatures, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import HAIR, cell, row, table
from docgen.style.text import Xml, air, each, p, when
from templates.source._shared import NAME


def build() -> bytes:
    """The template."""
    body = (
        title("Dit helpt mij", NAME)
        + _strong_and_helps()
        + when("woorden", air(), quote("“{{ woorden }}”"))
        + _agreed()
        + p("Klein", "Geldig tot en met {{ geldig.tot|datum_lang }}. Ik kies aan wie ik dit toon. "
            "Vragen? Mijn mentor is {{ mentor }}.", keep_next=True)
        + signatures(signature("{{ leerling.naam }}", "leerling", DATE_LINE), p("Lucht"))
        + end()
    )  # fmt: skip
    return document(body, frame())


def _strong_and_helps() -> Xml:
    def side(words: str, items: str) -> str:
        lines = each("zin", items, p("Tabeltekst", "{{ zin }}"))
        return p("Gegeven", words, keep_next=True) + when(items, lines, otherwise=(p("Tabeltekst", "–"),))

    cells = (side("Hier ben ik sterk in", "sterktes"), side("Dit heb ik nodig", "noden"))
    made = [cell(content, width, padding=(1.2, 0, 1.4, 5)) for content, width in zip(cells, TWO, strict=True)]
    return table(TWO, row(*made), caption="Hier ben ik sterk in, en dit heb ik nodig", borders={"top": HAIR})


def _agreed() -> Xml:
    line = (
        "{{ a.wat }}{% if a.waar %} ({{ a.waar }}){% endif %}"
        "{% if a.beslissing %}, beslissing {{ a.beslissing.nummer }} van {{ a.beslissing.datum|datum_kort }}{% endif %}"
    )
    return when(
        "aanpassingen",
        p("Heading2", "Dit spraken we af"),
        each("a", "aanpassingen", p("Tabeltekst", line)),
    )
