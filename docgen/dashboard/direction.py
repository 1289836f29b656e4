"""For who steers: the board of freed hours and the figures of the school. Counts only, never a name of a student."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docgen.answers import shown_by
from docgen.dashboard.frame import hidden, icon, section
from docgen.dashboard.html import NOTHING, Html, el, join
from docgen.dashboard.model import Board, View
from docgen.dashboard.words import Words
from docgen.pages.board import DOCUMENT, Cell, Room, Trouble
from docgen.pages.counting import FEW, GROUP, MOST
from docgen.pages.figures import DOCUMENT as FIGURES
from docgen.pages.figures import Line, Part, figures
from docgen.pages.page import staff_name
from docgen.pipeline import Checked
from docgen.reports.board import proposal, said
from docgen.words.wording import span, upper_first

SCHOOL_DAYS = 5


def board(checked: Checked, words: Words) -> Board | None:
    """The week of today as the document opvangbord has it; None when nobody's hours are in order, or no week comes."""
    released = shown_by(checked, DOCUMENT)
    room = Room(released) if released and released.of("Opvang") else None
    monday = room.week_from(released.today) if room and released else None
    if room is None or released is None or monday is None:
        return None
    hours = room.week(monday)
    named = [(staff_name(released, load.code), load) for load in room.loads()]
    return Board(
        monday,
        tuple(room.grid(hours)),
        {number: span(*times) for number, times in released.school.hours.items()},
        tuple(_told(words, trouble) for trouble in room.troubles(released.today)),
        tuple((staff_name(released, watch.code), watch) for watch in room.watches(hours)),
        tuple(sorted(named, key=lambda pair: pair[0])),
    )


def _told(words: Words, trouble: Trouble) -> tuple[str, tuple[str, ...]]:
    ways = [proposal(words.texts, option) for option in trouble.worst.options]
    left = trouble.worst.unplaced
    return said(words.texts, trouble).strip(), (*ways, *([words.texts.say("board.unplaced", left)] if left else []))


def school_figures(checked: Checked) -> tuple[Part, ...]:
    """The figures as the document schoolbeeld has them."""
    released = shown_by(checked, FIGURES)
    return figures(released) if released else ()


def direction(view: View, words: Words) -> Html:
    """The sections `opvang` and `cijfers`, as far as there is something to show."""
    return join(
        _board(words, view.board) if view.board else NOTHING, _figures(words, view) if view.figures else NOTHING
    )


def _board(words: Words, shown: Board) -> Html:
    note = words("board.week", date=words.day(shown.monday))
    troubles = [
        el("li", icon("tri"), el("div", el("b", what), (el("div", way, cls="n") for way in ways)), cls="hold")
        for what, ways in shown.troubles
    ]
    found = el("ul", troubles, cls="list") if troubles else el("p", icon("ok"), words("board.fine"), cls="def")
    told = el("div", el("h3", words("board.troubles")), found, cls="card")
    return section(
        "opvang",
        words("board.head"),
        note,
        told,
        _week(words, shown),
        el("div", _supervisors(words, shown), _mentors(words, shown), cls="half"),
    )


def _week(words: Words, shown: Board) -> Html:
    cells = {(cell.slot.day, cell.slot.hour): cell for cell in shown.cells}
    days = range(1, SCHOOL_DAYS + 1)
    names = [upper_first(name) for name in words.texts.word("words.weekdays")[:SCHOOL_DAYS]]
    head = el("tr", el("th", words("board.hour"), scope="col"), (el("th", name, scope="col") for name in names))
    rows = (
        el(
            "tr",
            el("th", str(hour), el("small", shown.hours[hour]) if hour in shown.hours else None, scope="row"),
            (_cell(words, cells.get((day, hour))) for day in days),
        )
        for hour in sorted({cell.slot.hour for cell in shown.cells})
    )
    table = el("table", el("caption", words("board.caption"), cls="v"), el("thead", head), el("tbody", rows),
               cls="week5")  # fmt: skip
    return el("div", el("h3", words("board.caption")), el("div", table, cls="lined"),
              el("p", words("board.key"), cls="n"), cls="card")  # fmt: skip


def _cell(words: Words, cell: Cell | None) -> Html:
    if cell is None or not (cell.open or cell.taken):
        return el("td", "–", hidden(" " + words("board.closed")), cls="no")
    seats = words("board.of", cell.taken, limit=cell.seats) if cell.seats is not None else words.number(cell.taken)
    mark = join(" ", icon("tri"), hidden(words("board.trouble"))) if cell.troubles else None
    return el("td", el("b", seats) if cell.taken else seats, mark, cls="hold" if cell.troubles else None)


def _supervisors(words: Words, shown: Board) -> Html:
    rows = [
        (name, words.number(watch.open), words.number(watch.used), words.number(watch.students))
        for name, watch in shown.supervisors
    ]
    return _table(words, "supervisors", ("supervisor", "open", "used", "seats"), rows)


def _mentors(words: Words, shown: Board) -> Html:
    rows = [
        (
            name,
            words.number(load.students),
            words.number(load.hours) if load.hours is not None else "–",
            words.number(load.per_student) if load.per_student is not None else "–",
        )
        for name, load in shown.mentors
    ]
    return _table(words, "mentors", ("mentor", "students", "hours", "per_student"), rows)


def _table(words: Words, title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Html:
    if not rows:
        return NOTHING
    head = el("tr", (el("th", words(f"board.{key}"), scope="col") for key in heads))
    body = (el("tr", el("th", name, scope="row"), (el("td", value) for value in values)) for name, *values in rows)
    caption = el("caption", words(f"board.{title}"), cls="v")
    table = el("table", caption, el("thead", head), el("tbody", body))
    return el("div", el("h3", words(f"board.{title}")), el("div", table, cls="lined"), cls="card")


def _figures(words: Words, view: View) -> Html:
    cards = el("div", (_part(words, part) for part in view.figures), cls="fig")
    return section("cijfers", words("figures.head"), words("figures.note", GROUP), cards)


def _part(words: Words, part: Part) -> Html:
    title = words(f"figures.{part.key}")
    rows = (
        el("tr", el("th", _name(words, line), scope="row"), el("td", _value(words, line)), el("td", _bar(line)))
        for line in part.lines
    )
    table = el("table", el("caption", title, cls="v"), el("tbody", rows))
    return el("div", el("h3", title), el("div", table, cls="lined"), cls="card")


def _name(words: Words, line: Line) -> str:
    names = words.table("figure_names")
    told = [words.short_year(name) if isinstance(name, date) else str(names.get(name, name)) for name in line.names]
    joined = upper_first("; ".join(told))
    return words("figures.together", list=joined) if len(told) > 1 else joined


def _value(words: Words, line: Line) -> str:
    if line.why == FEW:
        return words("figures.few_of", GROUP, limit=line.of) if line.of else words("figures.few", GROUP)
    if line.why == MOST and line.of:
        return words("figures.most_of", line.of - GROUP, limit=line.of)
    if line.why:
        return words(f"figures.{line.why}")
    return words("figures.of", line.value, limit=line.of) if line.of is not None else words.number(line.value)


def _bar(line: Line) -> Html | None:
    """The bar says nothing that the number beside it does not."""
    if line.bar is None:
        return None
    whole = el("rect", width=100, height=12, cls="lap")
    part = el("rect", width=f"{100 * line.bar:g}", height=12, cls="def")
    return el("svg", whole, part, cls="bar", viewBox="0 0 100 12", preserveAspectRatio="none", aria_hidden="true")
