"""verslag.docx: who was there, and per point what was asked, weighed, decided and agreed; signed by two."""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, NAME_LINE, end, fact, key_facts, signature, signatures
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.text import Xml, each, kept, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._council import actions, council_facts, left_out, members, paper_subtitle

OUTCOME = (dxa(51), dxa(40), dxa(40), TEXT_WIDTH - dxa(131))


def build() -> bytes:
    """The template."""
    approved = "{% if raad.goedgekeurd_op %}{{ raad.goedgekeurd_op|datum_lang }}{% else %}nog niet{% endif %}"
    body = (
        p("Heading1", "Verslag")
        + paper_subtitle()
        + council_facts(fact("Goedgekeurd", approved))
        + members("Wie was er?", "Aanwezig")
        + when("punten", p("Heading2", "Wat is er besproken en beslist?"))
        + left_out()
        + each("punt", "punten", _point())
        + _not_discussed()
        + _signing()
        + end()
    )
    return document(body, staff_frame(LATER_SHARED))


def _point() -> Xml:
    facts = key_facts(
        OUTCOME,
        fact("Uitslag", "{{ punt.uitslag|hoofdletter }}"),
        fact("Geldig tot en met", _day("punt.geldig_tot")),
        fact("Bekrachtigd op", _day("punt.bekrachtigd_op")),
        fact("We kijken terug", _day("punt.evaluatie_op")),
        caption="Kerngegevens",
    )
    heard = "{% for poort in punt.poorten %}{% if not loop.first %} · {% endif %}{{ poort.wat }}: {{ poort.antwoord }}"
    heard += "{% if poort.datum %}, {{ poort.datum|dag_maand }}{% endif %}{% endfor %}."
    return Xml(
        p("KopPunt", "{{ loop.index }}. {{ punt.leerling }}{% if punt.klas %}, {{ punt.klas }}{% endif %}")
        + p("Etiket", "Punt {{ punt.nummer }} · {{ punt.soort }}")
        + p("Vraag", "{{ punt.vraag }}", keep_next=True)
        + kept(facts)
        + when("punt.elementen", p("Normal", "**Elementen:** {{ punt.elementen }}."))
        + when("punt.besluit", p("Normal", "**Besluit:** {{ punt.besluit }}."))
        + when("punt.voorwaarde", p("Normal", "**Voorwaarde:** {{ punt.voorwaarde }}."))
        + when("punt.poorten", p("Normal", f"**Gehoord:** {heard}"))
        + when("punt.stemming", _with_the_signing("**Stemming:** {{ punt.stemming }}."))
        + when("punt.niet_meegestemd", p("Normal", "**Stemde niet mee:** {{ punt.niet_meegestemd|lijst }}."))
        + when(
            "punt.intern",
            p("Normal", "**Interne overweging** (komt niet in het uittreksel): {{ punt.intern }}."),
        )
        + actions("punt", "KopOnder", "Wie doet wat?")
    )


def _with_the_signing(words: str) -> Xml:
    """A line that comes along to the page of the signatures when it is about the last point."""
    return when("loop.last", p("Normal", words, keep_next=True), otherwise=(p("Normal", words),))


def _day(name: str) -> str:
    return f"{{% if {name} %}}{{{{ {name}|datum_lang }}}}{{% else %}}–{{% endif %}}"


def _not_discussed() -> Xml:
    line = each("punt", "niet_behandeld", p("Normal", "{{ punt.nummer }}: {{ punt.leerling }}, {{ punt.vraag }}"))
    return when("niet_behandeld", p("Heading2", "Nog niet beslist"), line)


def _signs(role: str) -> Xml:
    """Who signs in this role; whoever is not known yet writes the name."""
    name = f"raad.{role}"
    known, unknown = f"{{{{ {name} }}}}", role.capitalize()
    return signature(
        f"{{% if {name} %}}{known}{{% else %}}{unknown}{{% endif %}}",
        f"{{% if {name} %}}{role}{{% else %}}{NAME_LINE}{{% endif %}}",
        DATE_LINE,
    )


def _signing() -> Xml:
    return Xml(
        p("Heading2", "Ondertekening")
        + p("Normal", "Met hun handtekening zeggen voorzitter en secretaris dat dit verslag juist is.", keep_next=True)
        + signatures(
            _signs("voorzitter"),
            _signs("secretaris"),
        )
    )
