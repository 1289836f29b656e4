"""What every page has: the policy, the header with its readers, the icons, the words and signs of a state."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from docgen import __version__
from docgen.dashboard.html import Child, Html, el, href, join, raw
from docgen.dashboard.model import Paper, Stage, State, View
from docgen.dashboard.words import Words

GENERATOR = f"docgen {__version__}"
STATE_ICONS = {State.BLOCKED: "x", State.HOLD: "tri", State.DRAFT: "pen", State.FINAL: "ok", State.LAPSED: "box"}
SHAPES = {
    "x": "M6 6l12 12M18 6L6 18",
    "tri": "M12 4L2.5 20h19zM12 10v5M12 17.5v.1",
    "cal": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "ok": "M4 12.5l5.5 5.5L20 7",
    "pen": "M4 20l1-5L16 4l4 4L9 19z",
    "box": "M3 4h18v5H3zM5 9v11h14V9M10 13h4",
    "go": "M4 12h16M14 6l6 6-6 6",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
    "info": "M12 3a9 9 0 100 18 9 9 0 000-18M12 11v5M12 8v.1",
    "clock": "M12 3a9 9 0 100 18 9 9 0 000-18M12 7.5V12l3 2",
    "logo": "M8 3h8l4 4v11H8zM4 7v14h12M11 10h6M11 14h6",
}
"""The icons by name, on a grid of 24: one path each."""
STYLE = ("colours", "screen", "narrow", "print")
"""The files of style/, in the order in which the later one wins."""
SCRIPTLESS = (
    "default-src 'none'; style-src 'sha256-{style}'; {script}img-src data:; base-uri 'none'; form-action 'none'"
)


@cache
def _own(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


@cache
def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def icon(name: str) -> Html:
    """An icon; the word beside it says what it means."""
    return el("svg", el("use", href=f"#i-{name}"), cls="i", aria_hidden="true")


def hidden(text: str) -> Html:
    """Words for who does not see the place of what they are about."""
    return el("span", text, cls="v")


@cache
def _icons() -> Html:
    symbols = (el("symbol", el("path", d=d), id=f"i-{name}", viewBox="0 0 24 24") for name, d in SHAPES.items())
    return el("svg", symbols, hidden=True)


def page(
    view: View,
    words: Words,
    *,
    title: str,
    label: str,
    main: Child,
    nav: Child = None,
    up: str = "",
    with_search: bool = False,
    big: bool = False,
    moment: bool = True,
) -> bytes:
    """A whole page. `up` is the way back to outputs/; `moment` tells when it was made, when the page may hold that."""
    style, script = "".join(_own(f"style/{name}.css") for name in STYLE), _own("script.js")
    policy = SCRIPTLESS.format(style=_hash(style), script=f"script-src 'sha256-{_hash(script)}'; ")
    under = " · ".join(part for part in (view.place, words("year", value=view.year) if view.year else "") if part)
    brand = el("div", icon("logo"), el("div", el("b", view.school), el("span", under, cls="g14")), cls="brand")
    made = words("footer", value=view.run.version, date=words.day(view.run.moment), time=words.time(view.run.moment))
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="robots", content="noindex"),
        el("meta", name="generator", content=GENERATOR),
        el("title", title),
        raw("style", style),
    )
    body = el(
        "body",
        _icons(),
        el("a", words("skip"), cls="skip", href="#inhoud"),
        el("a", words("skip_search"), cls="skip", href="#zoek") if with_search else None,
        el("header", el("div", brand, el("div", icon("lock"), label, cls="label"), cls="w")),
        nav,
        el("main", main, cls="w", id="inhoud", tabindex="-1"),
        el(
            "footer",
            el("div", el("p", f"{made.rstrip('.')}.") if moment else None, el("p", words("footer_what")), cls="w"),
        ),
        _copied(words) if view.as_paths else None,
        raw("script", script),
        cls="groot" if big else None,
        data_paths=view.as_paths,
    )
    whole = f"<!doctype html>\n{el('html', head, body, lang=view.lang)}\n"
    return whole.encode(errors="backslashreplace")  # the name of a file may be no text


def _copied(words: Words) -> Html:
    """Where the script says that it copied the path of a document, and shows it."""
    told = el("span", data_done=words("path_copied"), data_select=words("path_select"))
    return el("p", told, " ", el("code"), cls="copied", role="status", id="kopie", hidden=True)


def navigation(view: View, words: Words, home: str, *, current: str) -> Html:
    """The links to the parts of index.html; `home` is the way there."""
    parts = (
        ("vandaag", "today", None),
        ("leerlingen", "pupils", len(view.pupils)),
        ("klassenraden", "councils_head", len(view.meetings)),
        ("overdrachten", "passages", sum(not entry.finished for entry in view.passages)),
        *((("opvang", "board.head", len(view.board.troubles)),) if view.board else ()),
        *((("cijfers", "figures.head", None),) if view.figures else ()),
        ("run", "run_head", None),
    )
    items = (
        el(
            "li",
            el(
                "a",
                words(key),
                join(" ", el("span", words.number(count))) if count is not None else None,
                href=f"{home}#{name}",
                aria_current="true" if name == current else None,
            ),
        )
        for name, key, count in parts
    )
    return el("nav", el("div", el("ul", items), cls="w"), aria_label=words("nav"))


def section(name: str, title: str, note: Child, *content: Child) -> Html:
    """A part of a page, named by its heading."""
    head = el("div", el("h2", title, id=f"{name}-kop"), el("span", note, cls="g") if note else None, cls="head")
    return el("section", head, content, id=name, aria_labelledby=f"{name}-kop")


def standing(words: Words, paper: Paper, up: str, *, text: str = "", of: str = "", target: str = "") -> Html:
    """The state of a document: icon, word, and a link to the document or to what stops it.

    `text` stands in place of the word of the state, which is then said to who does not see the icon.
    """
    word = words.table("states")[paper.state.value]
    shown = text or word
    link = href(up, paper.path) if paper.path else target
    before, after = hidden(f"{of}: ") if of else None, hidden(f" ({word.lower()})") if text else None
    inner = join(before, shown, after)
    day = el("small", words.short(paper.made_on)) if paper.made_on and not text else None
    told = el("span", el("a", inner, href=link) if link else inner, day)
    return el("div", icon(STATE_ICONS[paper.state]), told, cls=f"st {paper.state.value}")


def steps(words: Words, stages: Sequence[Stage], name: str) -> Html:
    """The steps of a procedure, with their days."""
    items = (
        el(
            "li",
            stage.name,
            hidden(" " + words(f"step_{stage.state}")),
            el("span", words.short(stage.on)) if stage.on else None,
            cls=stage.state,
            aria_current="step" if stage.state == "now" else None,
        )
        for stage in stages
    )
    return el("ol", items, cls="steps", aria_label=name)
