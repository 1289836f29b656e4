"""The two pictures made of cells: the week grid with its legend, and the calendar that shows how heavy each day is."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.style.tables import HAIR, HEAVY, Border, Borders, cell, cell_tag, row, row_tag, table
from docgen.style.text import Xml, box, p, run, soft_words, when
from docgen.style.tokens import (
    AMBER,
    AMBER_TINT,
    GREY,
    INK,
    MIST,
    PETROL,
    PETROL_TINT,
    TEXT_WIDTH,
    columns,
)

GRID = columns(19, 30.2, 30.2, 30.2, 30.2, 30.2)
FIVE = columns(34, 34, 34, 34, 34)
CELL_PADDING = (1.1, 2.0, 1.0, 1.0)


@dataclass(frozen=True)
class State:
    """How a cell of the grid looks: its letter, its left bar, its ground; and its line in the legend."""

    value: str
    letter: str
    name: str
    meaning: str
    bar: Border | None = None
    fill: str = ""

    @property
    def borders(self) -> Borders:
        """The bar; the row's own line below comes from the table."""
        return {"left": self.bar} if self.bar else {}


STATES = (
    State("gewoon", "", "Gewone les", "zonder letter"),
    State("aangepast", "A", "Aangepast", "andere groep of plaats", Border(36, PETROL)),
    State("vrijgekomen", "V", "Vrijgekomen", "iets anders in de plaats", Border(36, AMBER), AMBER_TINT),
    State("afstand", "O", "Op afstand", "les via de computer", Border(12, PETROL, "double"), PETROL_TINT),
    State("thuis", "T", "Thuis", "geen les op school", Border(18, GREY, "dashed"), MIST),
)


def week_grid(caption: str) -> Xml:
    """The grid of one week `week`: hours down, days across, a row for each break, five looks of a cell."""
    day = GRID[1]
    head = row(
        cell(p("Tabelkop", "Uur"), GRID[0], borders={"bottom": HEAVY}, padding=(0, 0, 1.1, 1), align="bottom"),
        cell_tag("for dag in week.dagen", day),
        cell(p("Celvak", "**{{ dag|hoofdletter }}**", keep_next=True), day, borders={"bottom": HEAVY},
             padding=(0, 2, 1.1, 1), align="bottom"),
        cell_tag("endfor", day),
        header=True,
    )  # fmt: skip
    pause = row(cell(p("Pauze", "{% if rij.middag %}Middag{% else %}Pauze{% endif %}  {{ rij.tijd }}"), TEXT_WIDTH,
                     span=6, padding=(0.4, 0, 0.3, 0), align="center"), height=4.6)  # fmt: skip
    rows = (
        row_tag("for rij in week.rijen", GRID), row_tag("if rij.pauze", GRID), pause, row_tag("else", GRID),
        _hour_row(), row_tag("endif", GRID), row_tag("endfor", GRID),
    )  # fmt: skip
    return table(GRID, head, *rows, caption=caption, borders={"bottom": HAIR, "insideH": HAIR})


def _hour_row() -> Xml:
    times = "{{ rij.tijd }}"
    hour = p("Celuur", "{{ rij.uur }}") + when(
        "dichte_rijen", p("Celtijd", times), otherwise=(p("CeltijdRuim", times),)
    )
    day = GRID[1]
    looks = [cell_tag("for cel in rij.cellen", day)]
    for number, state in enumerate(STATES):
        looks.append(cell_tag(f'{"if" if number == 0 else "elif"} cel.staat == "{state.value}"', day))
        looks.append(cell(_lesson() if not state.letter else _changed(state.letter), day, borders=state.borders,
                          fill=state.fill, padding=CELL_PADDING))  # fmt: skip
    looks += [cell_tag("else", day), cell(p("Celinfo", "–"), day, padding=CELL_PADDING)]
    looks += [cell_tag("endif", day), cell_tag("endfor", day)]
    return row(cell(hour, GRID[0], padding=(1.1, 0, 1, 1)), *looks, height=12)


def _lesson() -> str:
    return p("Celvak", soft_words("cel.doet")) + when("cel.waar", p("Celinfo", "{{ cel.waar }}"))


def _changed(letter: str) -> str:
    return (
        p("Celstaat", box(letter), soft_words("cel.anders"))
        + p("Celvak", soft_words("cel.doet", bold=True))
        + when("cel.taak", p("Celinfo", run("{{ cel.taak }}", colour=INK)))
        + when("cel.waar", p("Celinfo", run("{{ cel.waar }}", colour=INK)))
    )


def legend(caption: str) -> Xml:
    """The states with the number of hours of each, in cells that look like those of the grid: key and sum in one."""
    looks = [cell_tag("for staat in legende", FIVE[0])]
    for number, state in enumerate(STATES):
        looks.append(cell_tag(f'{"if" if number == 0 else "elif"} staat.staat == "{state.value}"', FIVE[0]))
        name = (box(state.letter), f"**{state.name}**") if state.letter else (f"**{state.name}**",)
        content = p("Celvak", *name) + p("Celinfo", run(state.meaning, colour=INK)) + p("Celinfo", _COUNT)
        borders = state.borders or {"left": HAIR}
        looks.append(cell(content, FIVE[0], borders=borders, fill=state.fill, padding=CELL_PADDING))
    return table(FIVE, row(*looks, cell_tag("endif", FIVE[0]), cell_tag("endfor", FIVE[0])), caption=caption)


_COUNT = "{{ staat.uren }} {% if staat.uren == 1 %}uur{% else %}uren{% endif %} per week"


def legend_line() -> Xml:
    """The same as one line, for weeks that leave no room."""
    parts: list[str] = ["{% for staat in legende %}"]
    for state in STATES[1:]:
        parts += [f'{{% if staat.staat == "{state.value}" %}}', box(state.letter), f"{state.name.lower()} ",
                  "{{ staat.uren }}    {% endif %}"]  # fmt: skip
    return p("Klein", *parts, '{% if staat.staat == "gewoon" %}zonder letter: gewone les {{ staat.uren }}    '
             "{% endif %}{% endfor %}")  # fmt: skip
