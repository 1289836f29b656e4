"""What the editions of the overview of goals share: the judgement on a goal, what rests on it, the table of hours."""

from __future__ import annotations

from docgen.style.blocks import LETTER_WORDS
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, boxes, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa

HOURS = (Column("Vak", dxa(48)), Column("Nodig", dxa(16), True), Column("In de les", dxa(20), True),
         Column("Zelf werken", dxa(22), True), Column("Samen", dxa(28), True),
         Column("Tot en met", TEXT_WIDTH - dxa(134)))  # fmt: skip


def judgement(goal: str) -> Xml:
    """The letter with its word, and until when or by what."""
    words = "".join(f'{{% if {goal}.letter == "{letter}" %}}{LETTER_WORDS[letter]}{{% endif %}}' for letter in "ELRBW")
    more = (
        f"{{% if {goal}.tegen %}}, tegen {{{{ {goal}.tegen|dag_maand }}}}{{% endif %}}"
        f"{{% if {goal}.vervangen_door %}} door {{{{ {goal}.vervangen_door }}}}{{% endif %}}"
    )
    return p("Tabeltekst", boxes(f"{goal}.letter", "ELRBW"), words + more)


def decided_judgement(goal: str) -> Xml:
    """The judgement, with number and date of the decision below it."""
    decision = f"{goal}.beslissing"
    words = (
        f"{{% if {decision} %}}{{{{ {decision}.nummer }}}}, {{{{ {decision}.datum|datum_kort }}}}"
        "{% else %}nog niet beslist{% endif %}"
    )
    return judgement(goal) + p("Celinfo", words)


def support(goal: str) -> Xml:
    """What still builds on a goal that falls away (rule H05)."""
    words = f"**let op:** {{{{ {goal}.steunt|lijst }}}} bouwt hierop en blijft"
    return when(f"{goal}.steunt", p("Tabeltekst", words))


def hours_table(heading: str, note: str) -> Xml:
    """The hours that goals need against those there are; nothing without a timetable."""
    together = "{% if u.tekort %}**{{ u.samen }}, te weinig**{% else %}{{ u.samen }}{% endif %}"
    row = data_row(HOURS, "{{ u.vak }}", "{{ u.nodig }}", "{{ u.les }}", "{{ u.zelf }}", together,
                   "{{ u.tot|datum_lang }}")  # fmt: skip
    rows = each_row("u", "uren_per_vak", widths_of(HOURS), row, noted=True)
    unknown = (
        "{% for u in uren_per_vak %}{% if u.zonder_uren %} {{ u.vak }}: {{ u.zonder_uren|aantal('doel', 'doelen') }} "
        "zonder aantal lesuren.{% endif %}{% endfor %}"
    )
    return when(
        "uren_per_vak",
        p("Heading2", heading),
        data_table(HOURS, rows, caption=heading),
        p("Klein", f"Lesuren voor de doelen te verwerven en later, en de lesuren in het rooster. {note}{unknown}"),
    )
