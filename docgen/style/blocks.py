"""The blocks that documents share: title, key facts, agreements, keys to letters, signatures, quote, timeline."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.style.tables import HAIR, RULE, Border, cell, cell_tag, row, table
from docgen.style.text import Xml, box, boxes, each, kept, p, when
from docgen.style.tokens import AMBER, AMBER_TINT, GREY, PETROL, columns

LETTER_WORDS = {
    "A": "aangepast",
    "V": "vrijgekomen",
    "O": "op afstand",
    "T": "thuis",
    "N": "nieuwe dag",
    "E": "te verwerven",
    "L": "later",
    "R": "vervangen",
    "B": "beheerst",
    "W": "weg",
}
TWO, THREE, FOUR = columns(85, 85), columns(1, 1, 1), columns(1, 1, 1, 1)


def title(words: str, subtitle: str) -> Xml:
    """The one heading 1, and the line below it."""
    return Xml(p("Heading1", words) + p("Subtitle", subtitle))


def numbered_heading(number: str, words: str) -> Xml:
    """A heading 2 with a number before it, both from the data."""
    light = Xml(
        f'<w:r><w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{GREY}"/></w:rPr>'
        f'<w:t xml:space="preserve">{{{{ {number} }}}}</w:t><w:tab/></w:r>'
    )
    return p("KopGenummerd", light, words)


def fact(label: str, value: str, *more: str) -> Xml:
    """One key fact: label, value, and further lines."""
    return Xml(p("Etiket", label) + p("Gegeven", value) + "".join(more))


def key_facts(widths: Sequence[int], *facts: str, caption: str = "Kerngegevens") -> Xml:
    """The facts that stand first in every document, side by side under one rule."""
    cells = [cell(content, width, padding=(1.2, 0, 1.4, 3)) for content, width in zip(facts, widths, strict=True)]
    return table(widths, row(*cells), caption=caption, borders={"top": RULE})


def agreement(head: str, *content: str) -> Xml:
    """One agreement: a head and what it means."""
    return Xml(p("Gegeven", head, keep_next=True) + "".join(content))


def point(head: str, words: str) -> Xml:
    """An agreement of a few words that keeps with what follows it."""
    return agreement(head, p("Tabeltekst", words, keep_next=True))


def agreements(*cells: str, caption: str) -> Xml:
    """Agreements side by side."""
    widths = columns(*(1 for _ in cells))
    made = [cell(content, width, padding=(1.2, 0, 1.4, 5)) for content, width in zip(cells, widths, strict=True)]
    return table(widths, row(*made), caption=caption, borders={"top": HAIR})


def gates(name: str, items: str, number: int, note: str) -> Xml:
    """What has to be in order, side by side: done under a solid bar, open on amber under a dashed one, then the key."""
    widths = columns(*[1] * number)
    looks: tuple[tuple[str, Border, str], ...] = (
        ("●", Border(24, PETROL), ""),
        ("○", Border(18, AMBER, "dashed"), AMBER_TINT),
    )
    answer = f"{{{{ {name}.antwoord }}}}{{% if {name}.datum %}}, {{{{ {name}.datum|dag_maand }}}}{{% endif %}}"
    done, waiting = (
        cell(
            p("Gegeven", f"{sign} {{{{ {name}.wat }}}}") + p("Tabeltekst", answer),
            widths[0],
            borders={"top": line},
            fill=fill,
            padding=(1.2, 1.5, 1, 2),
        )
        for sign, line, fill in looks
    )
    cells = (
        cell_tag(f"for {name} in {items}", widths[0]),
        cell_tag(f"if {name}.in_orde", widths[0]),
        done,
        cell_tag("else", widths[0]),
        waiting,
        cell_tag("endif", widths[0]),
        cell_tag("endfor", widths[0]),
    )
    made = table(widths, kept(row(*cells)), caption="Is alles in orde om te beslissen?")
    return Xml(made + p("Klein", f"●  in orde     ○  nog open{note}"))


def letter_key(name: str, letters: str, rest: str, words: dict[str, str] | None = None, *, above: bool = False) -> Xml:
    """The key to a table: only the letters that occur in the list of this name, then a note.

    It stands under a short table, and `above` one that may be broken over pages: LibreOffice does not keep a paragraph
    with the last row before it.
    """
    parts: list[str] = []
    for letter in letters:
        word = (words or LETTER_WORDS)[letter]
        parts += [f'{{% if "{letter}" in {name} %}}', box(letter), f"{word}    {{% endif %}}"]
    return p("KleinBoven" if above else "Klein", *parts, rest)


def goal_cell(row: str, otherwise: str = "") -> Xml:
    """The goals of one subject: those that ask something of the student with their text, the others by number."""
    one = (
        "{{ doel.nummer }}{% if doel.tekst %}: {{ doel.tekst }}{% endif %}"
        "{% if doel.vervangen_door %}, vervangen door {{ doel.vervangen_door }}{% endif %}"
        "{% if doel.tegen %}, tegen {{ doel.tegen|dag_maand }}{% endif %}"
    )
    group = "{{ groep.doelen }}{% if groep.tegen %}, tegen {{ groep.tegen|dag_maand }}{% endif %}    {% endfor %}"
    rows = p("Tabeltekst", "{% for groep in regel %}", boxes("groep.letter", "LBW"), group)
    made = each("doel", f"{row}.doelen", p("Tabeltekst", boxes("doel.letter", "ER"), one))
    made += each("regel", f"{row}.andere_doelen", rows)
    if otherwise:
        made += when(f"not {row}.doelen and not {row}.andere_doelen", p("Tabeltekst", otherwise))
    return made


def goal_lines(row: str) -> Xml:
    """The same on one line per subject and date, for a page that has no room for a table."""
    group = "{{ groep.doelen }}{% if groep.tegen %}, tegen {{ groep.tegen|dag_maand }}{% endif %}    {% endfor %}"
    line = p("Tabeltekst", f"{{{{ {row}.vak }}}}:  {{% for groep in regel %}}", boxes("groep.letter", "ERLBW"), group)
    return each("regel", f"{row}.andere_doelen", line)


def people(name: str, items: str, role: str, who: str, caption: str) -> Xml:
    """People side by side, each with the role over the name."""
    one = p("Etiket", role) + p("Gegeven", who)
    cells = cell_tag(f"for {name} in {items}", FOUR[0]) + cell(one, FOUR[0], padding=(1.2, 0, 1.4, 3))
    return table(FOUR, row(cells + cell_tag("endfor", FOUR[0])), caption=caption, borders={"top": HAIR})


def signature(name: str, *lines: str) -> Xml:
    """A line to sign on, with who signs."""
    return Xml(p("Handtekening", name) + "".join(p("HandtekeningRol", line) for line in lines))


def signatures(*cells: str, caption: str = "Handtekeningen") -> Xml:
    """Lines to sign on, side by side; they stay with what stands before them."""
    widths = columns(*(1 for _ in cells))
    return table(widths, row(*(cell(c, w) for c, w in zip(cells, widths, strict=True))), caption=caption)


NAME_LINE = "naam: ……………………………"
DATE_LINE = "datum: …… / …… / 20……"


def quote(words: str, source: str = "") -> Xml:
    """Someone's own words, with a bar beside them."""
    return Xml(p("Citaat", words, keep_next=bool(source)) + (p("CitaatBron", source) if source else ""))


def two_columns(items: str, name: str, style: str, caption: str) -> Xml:
    """Sentences in two columns, the first half left; one sentence alone takes the whole width."""
    half = f"({items}|length + 1) // 2"
    line = p(style, f"{{{{ {name} }}}}")
    halves = [
        cell(
            p("Sjabloontag", f"{{%p for {name} in {part} %}}") + line + p("Sjabloontag", "{%p endfor %}"),
            width,
            padding=(0, 0, 0, 5),
        )
        for width, part in zip(TWO, (f"{items}[:{half}]", f"{items}[{half}:]"), strict=True)
    ]
    alone = (p("Sjabloontag", f"{{%p for {name} in {items} %}}"), line, p("Sjabloontag", "{%p endfor %}"))
    return when(f"{items}|length > 1", table(TWO, row(*halves), caption=caption), otherwise=alone)


def timeline(name: str, items: str, content: str, caption: str) -> Xml:
    """Moments side by side: gone under a solid bar, planned under a dashed one; `content` follows the date.

    The key stands above them, where it never comes to stand alone at the head of a page.
    """
    width = columns(*[34] * 5)[0]
    looks: tuple[tuple[str, Border], ...] = (("●", Border(24, PETROL)), ("○", Border(12, PETROL, "dashed")))
    done, planned = (
        cell(
            p("Gegeven", f"{sign} {{{{ {name}.datum|dag_maand }}}}", keep_next=True) + content,
            width,
            borders={"top": line},
            padding=(1.2, 0, 1, 2),
        )
        for sign, line in looks
    )
    cells = [
        cell_tag(f"for {name} in {items}", width),
        cell_tag(f"if {name}.gebeurd", width),
        done,
        cell_tag("else", width),
        planned,
        cell_tag("endif", width),
        cell_tag("endfor", width),
    ]
    key = p("KleinBoven", "●  gebeurd     ○  gepland")
    return Xml(key + table(columns(*[34] * 5), row(*cells), caption=caption))


def moments(items: str, words: Sequence[tuple[str, str, str]], caption: str) -> Xml:
    """A timeline of moments with `datum`, `wat` and `gebeurd`: per kind a word and what it is about."""
    what, about = (
        "".join(f'{{% if moment.wat == "{kind}" %}}{row[number]}{{% endif %}}' for kind, *row in words)
        for number in (0, 1)
    )
    content = p("Tabeltekst", what, keep_next=True) + p("Celinfo", about, keep_next=True)
    return timeline("moment", items, content, caption)


def days(name: str) -> str:
    """The days `van` and `tot` of a row: '2–6 maart', '27 maart – 3 april', or one day."""
    first, last = f"{name}.van", f"{name}.tot"
    same_month = f"({first}|datum_kort)[3:] == ({last}|datum_kort)[3:]"
    return (
        f"{{% if {first} == {last} %}}{{% elif {same_month} %}}{{{{ ({first}|datum_kort)[:2]|int }}}}–{{% else %}}"
        f"{{{{ {first}|dag_maand }}}} – {{% endif %}}{{{{ {last}|dag_maand }}}}"
    )


def end(unless: str = "") -> Xml:
    """The last paragraph after a table: Word would add one of full height.

    `unless` there is a paragraph already: on a full page a second one would come to stand on a page of its own.
    """
    return when(f"not ({unless})", p("Slot")) if unless else p("Slot")
