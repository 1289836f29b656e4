"""The picture of a return in steps: a staircase made of table cells, a column a week, a filled cell a half day."""

from __future__ import annotations

from docgen.style.blocks import days
from docgen.style.tables import (
    CLOSE,
    HAIR,
    HEAVY,
    RULE,
    Border,
    Borders,
    cell,
    cell_tag,
    each_row,
    row,
    table,
    when_row,
)
from docgen.style.text import Xml, p, when
from docgen.style.tokens import MIST, PETROL, PETROL_TINT, WHITE, columns

AXIS = 26  # mm
MOST = 5  # weeks that fit side by side; more make a list (style.md 8)
STEP = 5.3  # mm, the height of a half day
TREAD, BETWEEN = Border(36, PETROL), Border(6, WHITE)
STAIR_PADDING = (1.1, 2.0, 1.1, 1.0)


def staircase(caption: str) -> Xml:
    """The staircase of the lists `stappen` (weeks) and `trap` (rows of cells), for one to five weeks."""
    return Xml("".join(when(f"stappen|length == {weeks}", _stairs(weeks, caption)) for weeks in range(1, MOST + 1)))


def _stairs(weeks: int, caption: str) -> Xml:
    widths = columns(AXIS, *[(170 - AXIS) / weeks] * weeks)
    week = widths[1]
    head = row(
        cell(p("Tabelkop", "Halve dagen"), widths[0], padding=(0, 0, 1.1, 1), align="bottom"),
        _weeks(week, p("Celvak", "**Week {{ stap.nr }}**", keep_next=True), padding=(0, 1, 1.1, 2)),
        header=True,
    )
    steps = each_row("rij", "trap", widths, _height(widths[0], week))
    return table(
        widths,
        head,
        steps,
        _line("Wanneer", widths[0], week, p("Celinfo", days("stap"), keep_next=True), top=HEAVY),
        _line("Je komt", widths[0], week, p("Tabeltekst", _COMING, keep_next=True)),
        when_row("met_activiteit", widths, _line("Je doet", widths[0], week, p("Tabeltekst", _DOING, keep_next=True))),
        _tests(widths[0], week),
        _line("Gesprek", widths[0], week, p("Tabeltekst", _TALK), bottom=CLOSE),
        caption=caption,
        description="{{ trap_in_woorden }}",
    )


_COMING = (
    "{% if stap.hele_week %}de hele week{% elif stap.halve_dagen %}"
    "{{ stap.halve_dagen|aantal('halve dag', 'halve dagen') }}{% else %}nog niet{% endif %}"
)
_DOING = (
    "{% if stap.lessen %}les volgen{% else %}geen lessen{% endif %}{% for iets in stap.doet %}, {{ iets }}{% endfor %}"
)
_TALK = "{% if stap.gesprekken %}{{ stap.gesprekken|first|dag_maand }}{% else %}elke week{% endif %}, {{ stap.wie }}"
_USUAL = "{% if stap.evaluaties %}evaluaties vanaf {{ stap.evaluaties|dag_maand }}{% else %}gewone toetsen{% endif %}"
_UNTIL = "**geen toetsen** tot en met {{ stap.toetsvrij_tot|dag_maand }}"


def _weeks(width: int, content: str, **look: object) -> Xml:
    """A cell per week."""
    made = cell(content, width, **look)  # type: ignore[arg-type]
    return cell_tag("for stap in stappen", width) + made + cell_tag("endfor", width)


def _height(axis: int, week: int) -> Xml:
    """One height of the stairs: the axis says only the highest and the lowest; a cell is air, step, tread or riser."""
    words = when(
        "rij.hoogte == 9",
        p("TredeAs", "9 halve dagen"),
        otherwise=(when("rij.hoogte == 1", p("TredeAs", "1 halve dag"), otherwise=(p("TredeLeeg"),)),),
    )
    looks = [cell_tag("for vak in rij.cellen", week)]
    for number, state in enumerate(("vol", "vol-stap", "tree", "tree-stap")):
        looks.append(cell_tag(f'{"if" if number == 0 else "elif"} vak.staat == "{state}"', week))
        lines: Borders = {"top": TREAD if state.startswith("tree") else BETWEEN}
        lines |= {"left": TREAD} if state.endswith("stap") else {}
        tread = p("Trede", "{{ vak.halve_dagen|aantal('halve dag', 'halve dagen') }}")
        content = tread if state.startswith("tree") else p("TredeLeeg")
        looks.append(cell(content, week, borders=lines, fill=PETROL_TINT, padding=(0, 2, 0, 1)))
    looks += [cell_tag("else", week), cell(p("TredeLeeg"), week), cell_tag("endif", week), cell_tag("endfor", week)]
    return row(cell(words, axis), *looks, height=STEP, exact=True)


def _line(label: str, axis: int, week: int, content: str, *, top: Border | None = None, bottom: Border = HAIR) -> Xml:
    """One row below the stairs: what it is about, and a cell per week."""
    lines: Borders = {**({"top": top} if top else {}), "bottom": RULE if top else bottom}
    name = cell(p("Tabelkop", label), axis, borders=lines, padding=(1.1, 0, 1.1, 1))
    return row(name, _weeks(week, content, borders=lines, padding=STAIR_PADDING))


def _tests(axis: int, week: int) -> Xml:
    """Whether there are tests: a week without any stands on mist."""
    lines: Borders = {"bottom": HAIR}
    free, partly, usual = (p("Tabeltekst", words, keep_next=True) for words in ("**geen toetsen**", _UNTIL, _USUAL))
    looks = (
        cell_tag("for stap in stappen", week),
        cell_tag('if stap.toetsen == "geen"', week),
        cell(free, week, borders=lines, fill=MIST, padding=STAIR_PADDING),
        cell_tag('elif stap.toetsen == "deels"', week),
        cell(partly, week, borders=lines, fill=MIST, padding=STAIR_PADDING),
        cell_tag("else", week),
        cell(usual, week, borders=lines, padding=STAIR_PADDING),
        cell_tag("endif", week),
        cell_tag("endfor", week),
    )
    return row(cell(p("Tabelkop", "Toetsen"), axis, borders=lines, padding=(1.1, 0, 1.1, 1)), *looks)
