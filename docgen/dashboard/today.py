"""The first part of index.html: the three tiles, what stops documents, what waits for somebody, what falls due."""

from __future__ import annotations

from docgen.dashboard.findings import panel, week
from docgen.dashboard.frame import icon
from docgen.dashboard.html import Html, el, join
from docgen.dashboard.model import State, Told, View
from docgen.dashboard.words import Words
from docgen.findings import Severity

ALL_FINDINGS = "controle/bevindingen.html"


def today(view: View, words: Words) -> Html:
    """The section `vandaag`."""
    errors = [entry for entry in view.findings if entry.severity is Severity.ERROR]
    holds = [entry for entry in view.findings if entry.severity is Severity.HOLD]
    moment = view.run.moment
    stand = words("state_of", date=words.day(moment), time=words.time(moment))
    old = el(
        "p",
        cls="note",
        hidden=True,
        role="status",
        data_moment=moment.isoformat(timespec="seconds"),
        data_one=words("old", 1),
        data_other=words.table("old")["other"],
    )
    leak = el("p", words("leak", view.run.leaks), cls="note red") if view.run.leaks else None
    found = join(
        _block(view, words, "fouten", "errors", errors, "blk"),
        _block(view, words, "bevestigen", "confirm", holds, "hold"),
        _rest(view, words),
    )
    aside = el(
        "aside",
        el("h2", words("week"), id="week-kop"),
        week(words, view.tasks, view.today),
        id="week",
        aria_labelledby="week-kop",
    )
    return el(
        "section",
        el("p", stand, cls="n"),
        el("h1", words("attention" if errors or holds else _calm(view)), id="vandaag-kop"),
        old,
        leak,
        el("p", words("empty_errors" if errors else "empty"), cls="note") if _is_empty(view) else None,
        el("div", _tiles(view, words, len(errors), len(holds)), cls="tiles"),
        el("div", el("div", found), aside, cls="two"),
        id="vandaag",
        aria_labelledby="vandaag-kop",
    )


def _is_empty(view: View) -> bool:
    """Whether no student is known: nothing was filled in yet, or nothing of it could be read."""
    return not any(view.class_sizes.values())


def _calm(view: View) -> str:
    """The heading of a page on which nothing is wrong: documents may still wait for their council or their day."""
    return "begin" if _is_empty(view) else "fine_waits" if _stopped(view)[1] else "fine"


def _tiles(view: View, words: Words, errors: int, holds: int) -> list[Html]:
    held, later = _stopped(view)
    waiting = sum(paper.state is State.HOLD for paper in (*view.papers, *view.closed))
    late = sum(task.on < view.today for task in view.tasks)
    now = sum(task.on == view.today for task in view.tasks)
    stop = words("tile_held", held, list=words("holds", errors)) if held else _none_held(words, later)
    return [
        _tile(words, "#fouten", "blk", "x", errors, words("tile_errors", errors), words("tile_errors_none"), stop),
        _tile(
            words,
            "#bevestigen",
            "hold",
            "tri",
            holds,
            words("tile_confirm"),
            words("tile_confirm_none"),
            words("tile_waiting", waiting) if waiting else words("tile_waiting_none"),
        ),
        _tile(
            words,
            "#week",
            "def",
            "cal",
            len(view.tasks),
            words("tile_tasks", len(view.tasks)),
            words("tile_tasks_none"),
            words("tile_due", now, count=late),
        ),
    ]


def _none_held(words: Words, later: int) -> str:
    return words("tile_held_later", later) if later else words("tile_held_none")


def _stopped(view: View) -> tuple[int, int]:
    """How many documents an error stops, and how many wait for something else; each counts once."""
    errors = {entry.name for entry in view.findings if entry.severity is Severity.ERROR}
    stopped = [paper for paper in (*view.papers, *view.closed) if paper.state is State.BLOCKED]
    held = sum(paper.reason is not None and paper.reason.finding in errors for paper in stopped)
    return held, len(stopped) - held


def _tile(words: Words, link: str, color: str, sign: str, count: int, name: str, none: str, detail: str) -> Html:
    if not count:
        told = el("span", el("strong", none, cls="def"), " ", el("small", detail))
        return el("a", el("b", icon("ok"), cls="def"), told, cls="card tile", href=link)
    told = el("span", el("strong", icon(sign), name, cls=color), " ", el("small", detail))
    return el("a", el("b", words.number(count), cls=color), " ", told, cls=f"card tile t-{color}", href=link)


def _block(view: View, words: Words, name: str, key: str, told: list[Told], color: str) -> Html:
    if not told:
        return el("div", id=name)
    head = el("div", el("h2", words(key)), el("span", words(f"{key}_how"), cls="n"), cls="head")
    return el("div", head, panel(view, words, told, "", color), id=name)


def _rest(view: View, words: Words) -> Html:
    counts = {
        severity: sum(entry.severity is severity for entry in view.findings)
        for severity in (Severity.WARNING, Severity.NOTE)
    }
    told = [words.texts.say(f"words.count.{severity.value}", n) for severity, n in counts.items() if n]
    if not told:
        return el("p", words("none_rest"), cls="g")
    joined = f" {words.texts.word('words.and')} ".join(told)
    _, waits = _stopped(view)
    text = words("rest_waits", waits, list=joined) if waits else words("rest", sum(counts.values()), list=joined)
    return el("p", text, " ", el("a", words("rest_link"), href=ALL_FINDINGS), cls="g")
