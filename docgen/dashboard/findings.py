"""The findings on a page: per workbook, with the way to the marked copy; and the tasks of the week beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from docgen.dashboard.frame import hidden, icon
from docgen.dashboard.html import Html, el, href, join
from docgen.dashboard.model import Task, Told, View
from docgen.dashboard.words import Words
from docgen.findings import Severity

ICONS = {Severity.ERROR: "x", Severity.HOLD: "tri", Severity.WARNING: "tri", Severity.NOTE: "info"}
COLORS = {Severity.ERROR: "blk", Severity.HOLD: "hold", Severity.WARNING: "hold", Severity.NOTE: "def"}
NAMED = 6


def panel(view: View, words: Words, told: Sequence[Told], up: str, color: str) -> Html:
    """A card of findings, per workbook in the order given."""
    files: dict[str, list[Told]] = {}
    for entry in told:
        files.setdefault(entry.file, []).append(entry)
    groups = (_file(view, words, file, own, up) for file, own in files.items())
    return el("div", groups, cls=f"card flush panel t-{color}")


def _file(view: View, words: Words, file: str, told: Sequence[Told], up: str) -> Html:
    counts = {severity: sum(entry.severity is severity for entry in told) for severity in Severity}
    counted = (words.texts.say(f"words.count.{severity.value}", n) for severity, n in counts.items() if n)
    copy = view.copies.get(file)
    link = el("a", words("open_copy"), hidden(" " + words("copy_of", file=file)), href=href(up, copy)) if copy else None
    head = el("div", el("h3", file or words("inputs")), el("span", ", ".join(counted)), link, cls="file")
    return join(head, (finding(words, entry, "h4") for entry in told))


def finding(words: Words, told: Told, level: str, *, whole: bool = False) -> Html:
    """One finding: title, place, what, how, whom it holds up. `whole` names the workbook too."""
    word = words.texts.word("words.severity")[told.severity.value]
    sign = el("span", icon(ICONS[told.severity]), cls=f"sign {COLORS[told.severity]}")
    place = f"{told.file} › {told.place}" if whole and told.file else told.place
    confirmed = words("confirm_with", list=", ".join(told.confirmations)) if told.confirmations else None
    return el(
        "article",
        sign,
        el(level, hidden(f"{word}: "), told.title),
        el("span", hidden(words("code", name="")), told.code, cls="code"),
        el("p", place, cls="place") if place else None,
        el("p", told.what),
        el("p", icon("go"), el("span", hidden(words("fix") + " "), told.fix), cls="fix") if told.fix else None,
        _stops(words, told),
        el("p", confirmed, cls="stops") if confirmed else None,
        cls="find",
        id=told.name,
    )


def _stops(words: Words, told: Told) -> Html | None:
    if told.whole:
        more = " " + words("and_more", len(told.whole) - NAMED) if len(told.whole) > NAMED else ""
        return el("p", el("b", words("whole")), f" {', '.join(told.whole[:NAMED])}{more}", cls="stops")
    if not told.documents:
        return None
    if not told.stops:
        return el("p", el("b", words("stops_bare", told.documents)), cls="stops")
    key = "waits" if told.severity is Severity.HOLD else "stops"
    shown = ", ".join(told.stops[:NAMED])
    more = " " + words("and_more", len(told.stops) - NAMED) if len(told.stops) > NAMED else ""
    hides = el("span", f" · {words('hidden', told.consequences)}", cls="g") if told.consequences else None
    return el("p", el("b", words(key, told.documents)), f" {shown}{more}", hides, cls="stops")


def week(words: Words, tasks: Sequence[Task], today: date) -> Html:
    """What is late, and what falls due today and on each of the next days."""
    if not tasks:
        return el("div", el("p", words("week_none")), cls="card")
    late = [task for task in tasks if task.on < today]
    days = [(day, [*own]) for day, own in groupby((t for t in tasks if t.on >= today), key=lambda task: task.on)]
    parts = []
    if late:
        parts.append(join(el("h3", icon("clock"), words("late"), cls="blk"), _list(words, late, dated=True)))
    for day, own in days:
        name = words.in_week(day)
        title = words("day_today", date=name) if day == today else name[:1].upper() + name[1:]
        parts.append(join(el("h3", title, cls="def" if day == today else None), _list(words, own)))
    return el("div", parts, cls="card week")


def _list(words: Words, tasks: Iterable[Task], *, dated: bool = False) -> Html:
    items = (
        el("li", task.text, f" ({words.short(task.on)})" if dated else None, el("small", task.who)) for task in tasks
    )
    return el("ul", items)
