"""What several templates say in the same words: the first facts, and the end of a page that is signed."""

from __future__ import annotations

from docgen.style.blocks import DATE_LINE, NAME_LINE, days, end, fact, key_facts, signature, signatures
from docgen.style.frame import LATER_SHARED, frame
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa

NAME = "**{{ leerling.naam }}**, {{ leerling.klas }}"
ROOM_IN_SUBTITLE = 24  # letters of a name and a class that fit on one line after some forty others


def named(words: str, short: str) -> str:
    """The official name of a document and whose it is, on one line: shorter where the name of the student is long."""
    fits = f"leerling.naam|length + leerling.klas|length <= {ROOM_IN_SUBTITLE}"
    return f"{{% if {fits} %}}{words}{{% else %}}{short}{{% endif %}} van {NAME}"


WITH_YOU = "met jou{% if not meerderjarig %} en je ouders{% endif %}"
"""Who looks back together: whoever is of age decides alone whether the parents come along."""
YOU = "Jij{% if not meerderjarig %}, je ouders{% endif %}"
STUDENT = "{{ leerling.voornaam }}{% if not meerderjarig %} en de ouders{% endif %}"
MAY = "{% if meerderjarig %}mag{% else %}mogen{% endif %}"
FACTS = (dxa(53), dxa(37), dxa(37), TEXT_WIDTH - dxa(127))


def day(name: str) -> str:
    """A date with its weekday and without its year: what a family plans by."""
    return f"{{{{ {name}|weekdag }}}} {{{{ {name}|dag_maand }}}}"


def until(first: str = "geldig.van", last: str = "geldig.tot") -> Xml:
    """The last day below the first, on one line: with its weekday, or with its year when that is another one."""
    same_year = f"({first}|datum_kort)[6:] == ({last}|datum_kort)[6:]"
    other = f"{{{{ {last}|datum_lang }}}}"
    return p("Tabeltekst", f"tot en met {{% if {same_year} %}}{day(last)}{{% else %}}{other}{{% endif %}}")


def period_lines(row: str, *, wide: bool = False) -> Xml:
    """The days `van` and `tot` of a row; in a narrow column what does not fit on one line breaks at the dash."""
    first, last = f"{row}.van", f"{row}.tot"
    one = (
        f"{{% if {row}.blijvend %}}blijft gelden{{% elif {last} %}}tot {{{{ {last}|dag_maand }}}}"
        f"{{% elif {first} %}}sinds {{{{ {first}|dag_maand }}}}{{% else %}}–{{% endif %}}"
    )
    same_month = f"({first}|datum_kort)[3:] == ({last}|datum_kort)[3:]"
    both = (p("Tabeltekst", f"{{{{ {first}|dag_maand }}}} –"), p("Tabeltekst", f"{{{{ {last}|dag_maand }}}}"))
    on_one = p("Tabeltekst", days(row))
    two = on_one if wide else when(same_month, on_one, otherwise=both)
    return when(f"{first} and {last} and not {row}.blijvend", two, otherwise=(p("Tabeltekst", one),))


def decision_fact() -> Xml:
    """The decision that this document rests on."""
    return p("Etiket", "Beslissing van de klassenraad") + when(
        "ontwerp or not beslissing",
        p("Gegeven", "nog niet beslist"),
        otherwise=(p("Gegeven", "{{ beslissing.nummer }}"), p("Tabeltekst", "{{ beslissing.datum|datum_lang }}")),
    )


def facts(first: str, third: str) -> Xml:
    """When, the mentor, who or what else, the decision."""
    return key_facts(
        FACTS,
        fact(first, "{{ geldig.van|datum }}", until()),
        fact("Mentor", "{{ mentor }}"),
        third,
        decision_fact(),
    )


def decision_lines(row: str) -> Xml:
    """Number and date of the decision behind a row, in the two lines of one cell."""
    return when(
        f"{row}.beslissing",
        p("Tabeltekst", f"{{{{ {row}.beslissing.nummer }}}}"),
        p("Tabeltekst", f"{{{{ {row}.beslissing.datum|datum_kort }}}}"),
        otherwise=(p("Tabeltekst", "{% if ontwerp %}nog niet beslist{% else %}–{% endif %}"),),
    )


def condition() -> Xml:
    """The condition that is still open, below the key sentence."""
    words = "**Voorwaarde:** {{ beslissing.voorwaarde }}."
    return when("beslissing and beslissing.voorwaarde and not ontwerp", p("Normal", words))


def goal_decisions(name: str = "doelbeslissingen") -> str:
    """The sentence that says when goals were decided on."""
    return (
        f"{{% if {name} %}}Beslist op {{% for b in {name} %}}{{% if not loop.first %}}, op {{% endif %}}"
        "{{ b.datum|datum_lang }} ({{ b.nummer }}){% endfor %}.{% endif %}"
    )


def class_teacher() -> Xml:
    """Who the class's titular is."""
    return fact("Klastitularis", '{{ titularis or "–" }}')


def agreed() -> Xml:
    """The lines to sign on, one for a parent unless the student is of age; in a draft what the student thinks.

    It is the end of its document: a last paragraph after another could stand on a page of its own.
    """
    opinion = (
        p("Heading2", "Wat vind je ervan?"),
        p("Normal", "Dit is een voorstel. De klassenraad beslist. Zeg aan {{ mentor }} wat je anders wilt."),
    )
    student, parent, *school = (
        signature("{{ leerling.naam }}", "leerling", DATE_LINE),
        signature("Ouder", NAME_LINE, DATE_LINE),
        signature("{{ mentor }}", "mentor", DATE_LINE),
        signature("Directie", NAME_LINE, DATE_LINE),
    )
    sentence = "Met je handtekening zeg je: ik wil dit proberen. Je mag later altijd van mening veranderen."
    signing = (
        p("Heading2", "Akkoord"),
        p("Normal", sentence, keep_next=True),
        when("meerderjarig", signatures(student, *school), otherwise=(signatures(student, parent, *school),)),
        end(),
    )
    return when("ontwerp", *opinion, otherwise=signing)


def left_out() -> Xml:
    """How many students do not stand on a list because their rows are not in order, or not decided yet."""
    return when(
        "niet_getoond",
        p("Klein", '{{ niet_getoond|aantal("leerling staat", "leerlingen staan") }} niet op deze lijst: '
                   "de gegevens zijn nog niet in orde of nog niet bekrachtigd."),
    )  # fmt: skip


def decided() -> Xml:
    """The decisions that a list rests on, each with its day."""
    each_one = (
        "Beslist door de klassenraad: {% for b in beslissingen %}{{ b.nummer }} op {{ b.datum|datum_kort }}"
        "{% if not loop.last %}, {% endif %}{% endfor %}."
    )
    return when("beslissingen", p("Klein", each_one))


def list_frame() -> dict[str, str]:
    """The frame of a list of several students: nobody is named in its headers."""
    return frame(later=LATER_SHARED)
