"""The students with their documents: the bar of states, search and filters, a table per class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from docgen.dashboard.frame import STATE_ICONS, hidden, icon, section, standing
from docgen.dashboard.html import Html, el, href, join
from docgen.dashboard.model import Paper, Pupil, State, View
from docgen.dashboard.today import ALL_FINDINGS
from docgen.dashboard.words import Words

MAIN = ("lesrooster", "examenrooster", "zorgfolder")
LARGE = 300
"""Rows above which the browser leaves out what is not in sight (interface.md 8)."""
BAR = 1000
ORDER = (State.FINAL, State.DRAFT, State.HOLD, State.BLOCKED, State.LAPSED)


def listing(view: View, words: Words) -> Html:
    """The section `leerlingen`."""
    note = words("pupils_of", len(view.pupils), count=words.number(sum(view.class_sizes.values())))
    classes = [(name, [*own]) for name, own in groupby(view.pupils, key=lambda pupil: pupil.class_name)]
    heads = (words("pupil"), *words.table("columns").values(), words("others"), words("notice"))
    blocks = (_class(view, words, name, own, heads) for name, own in classes)
    table = el("div", el("div", (el("span", head) for head in heads), cls="cols", aria_hidden="true"), blocks,
               cls="card flush")  # fmt: skip
    return section(
        "leerlingen",
        words("pupils_head"),
        note,
        _bar(view.papers, words),
        _filter(view, words, [name for name, _ in classes]) if classes else None,
        el(
            "p",
            icon("info"),
            words("hint_paths" if view.as_paths else "hint"),
            " ",
            words("hint_closed") if view.closed else None,
            cls="hint",
        ),
        el("p", words("nothing_found"), id="niets", cls="note", hidden=True, role="status"),
        table if classes else None,
        _others(view, words),
    )


def _bar(papers: Sequence[Paper], words: Words) -> Html:
    """The documents by state, drawn in proportion and told in words."""
    counts = {state: sum(paper.state is state for paper in papers) for state in ORDER}
    total, x = sum(counts.values()), 0
    parts: list[Html] = []
    for state, count in counts.items():
        if not count:
            continue
        width = max(4, round(count / total * BAR))
        if state is State.DRAFT:
            lines = "".join(f"M{x + step} 0v12" for step in range(2, width, 6))
            parts.append(el("path", d=lines))
        else:
            parts.append(el("rect", x=x, width=max(width - 3, 2), height=12, cls=state.value))
        x += width
    bar = el("svg", parts, cls="bar", viewBox=f"0 0 {max(x, 1)} 12", preserveAspectRatio="none", aria_hidden="true")
    told = (
        el(
            "li",
            icon(STATE_ICONS[state]),
            words.table("states")[state.value],
            " ",
            el("b", words.number(count)),
            cls=state.value,
        )
        for state, count in counts.items()
        if count
    )
    whole = el("li", el("strong", words.number(total)), " ", words("documents", total))
    return el("div", bar if total else None, el("ul", whole, told, cls="counts"), cls="card")


def _filter(view: View, words: Words, classes: Sequence[str]) -> Html:
    kinds = sorted({(paper.title, paper.kind) for pupil in view.pupils for paper in pupil.papers})
    states = (State.BLOCKED, State.HOLD, State.DRAFT, State.LAPSED)
    pills = [_pill(words("all_pupils"), "", len(view.pupils), checked=True)]
    for state in states:
        count = sum(any(paper.state is state for paper in pupil.papers) for pupil in view.pupils)
        pills.append(_pill(words.table("states")[state.value], state.value, count, sign=STATE_ICONS[state]))
    return el(
        "div",
        el(
            "div",
            el("label", words("search"), cls="l", for_="zoek"),
            el("input", type="search", id="zoek", placeholder=words("search_example"), autocomplete="off"),
        ),
        _select("klas", words("class"), words("all"), ((name, name) for name in classes)),
        _select("document", words("document"), words("all"), ((kind, title) for title, kind in kinds)),
        _select("sinds", words("since"), words("since_all"), _since(view, words)),
        el(
            "fieldset",
            el("legend", words("status"), cls="v"),
            pills,
            el("button", words("clear"), type="button", id="wis"),
            el(
                "output",
                id="aantal",
                role="status",
                data_one=words("count_one"),
                data_all=words.table("count_all"),
                data_some=words.table("count_some"),
            ),
            cls="pills",
        ),
        cls="card filter",
        id="filter",
        role="search",
        hidden=True,
    )


def _since(view: View, words: Words) -> list[tuple[str, str]]:
    """From which day on: today, and some days back; as the script compares them with the newest document of a row."""
    days = (("since_day", 0), ("since_week", 7), ("since_month", 30))
    return [((view.today - timedelta(days=back)).isoformat(), words(key)) for key, back in days]


def _pill(name: str, value: str, count: int, *, sign: str = "", checked: bool = False) -> Html:
    box = el("input", type="radio", name="status", value=value, checked=checked)
    return el("label", box, icon(sign) if sign else None, name, " ", el("b", str(count)))


def _select(name: str, label: str, all_of_them: str, choices: Iterable[tuple[str, str]]) -> Html:
    options = (el("option", text, value=value) for value, text in choices)
    return el(
        "div",
        el("label", label, cls="l", for_=name),
        el("select", el("option", all_of_them, value=""), options, id=name),
    )


def _class(view: View, words: Words, name: str, pupils: Sequence[Pupil], heads: Sequence[str]) -> Html:
    size = el("span", words("in_class", len(pupils), count=view.class_sizes[name]))
    widths = el("colgroup", (el("col", cls=c) for c in ("c1", "c2", "c2", "c3", "c4", "c5")))
    head = el("thead", el("tr", (el("th", text, scope="col") for text in heads)), cls="v")
    table = el(
        "table",
        el("caption", words("table_of", name=name), cls="v"),
        widths,
        head,
        el("tbody", (_row(words, pupil, heads) for pupil in pupils)),
        cls="fixed rows",
    )
    return el("div", el("h3", name, " ", size), table, cls="k", data_k=name)


def _row(words: Words, pupil: Pupil, heads: Sequence[str]) -> Html:
    own: dict[str, list[Paper]] = {kind: [] for kind in MAIN}
    rest: list[Paper] = []
    for paper in pupil.papers:
        own.get(paper.kind, rest).append(paper)
    name = f"{pupil.family_name} {pupil.first_name}"
    cells = [_main_cell(words, pupil, own[kind], head) for kind, head in zip(MAIN, heads[1:4], strict=True)]
    states = dict.fromkeys(paper.state.value for paper in pupil.papers)
    return el(
        "tr",
        el("th", el("a", name, href=_page(pupil)), el("small", pupil.name), scope="row"),
        cells,
        _other_cell(words, pupil, rest, heads[4]),
        _notice(pupil, heads[5]),
        cls="s",
        data_st=" ".join(states),
        data_d=" ".join(dict.fromkeys(paper.kind for paper in pupil.papers)),
        data_m=max((paper.made_on.isoformat() for paper in pupil.papers if paper.made_on), default=""),
    )


def _page(pupil: Pupil) -> str:
    return href("leerlingen", f"{pupil.name}.html")


def _cell(content: list[Html], key: str, none: str) -> Html:
    if not content:
        return el("td", el("span", "–", aria_hidden="true"), hidden(none), cls="no", data_k=key)
    return el("td", el("div", content), data_k=key)


def _main_cell(words: Words, pupil: Pupil, papers: Sequence[Paper], head: str) -> Html:
    """The newest of each state: a student may have a timetable for each stretch of days."""
    per_state: dict[State, list[Paper]] = {}
    for paper in papers:
        per_state.setdefault(paper.state, []).append(paper)
    told = []
    for own in per_state.values():
        paper, of = own[-1], f"{head} {pupil.full_name}"
        if len(own) == 1:
            told.append(standing(words, paper, "", of=of, target=_reason_link(paper)))
        else:
            text = f"{len(own)} × {words.table('states')[paper.state.value].lower()}"
            inner = el("a", hidden(f"{of}: "), text, href=_page(pupil))
            told.append(el("div", icon(STATE_ICONS[paper.state]), el("span", inner), cls=f"st {paper.state.value}"))
    return _cell(told, head, words("none"))


def _other_cell(words: Words, pupil: Pupil, papers: Sequence[Paper], head: str) -> Html:
    """Every other kind once per state, the links of a state in one line; several of a kind lead to the student's page.

    An icon and a word of their own for each would double the elements of the page of a large school.
    """
    groups: dict[State, dict[str, list[Paper]]] = {}
    for paper in papers:
        groups.setdefault(paper.state, {}).setdefault(paper.title, []).append(paper)
    told = []
    for state, titles in groups.items():
        links = [_other(pupil, title, own) for title, own in titles.items()]
        word = hidden(f"{words.table('states')[state.value]}: ")
        inner = el("span", word, ([" · ", link] if number else link for number, link in enumerate(links)))
        told.append(el("div", icon(STATE_ICONS[state]), inner, cls=f"st {state.value}"))
    return _cell(told, head, words("none"))


def _other(pupil: Pupil, title: str, own: Sequence[Paper]) -> Html:
    if len(own) > 1:
        return el("a", f"{title} ({len(own)})", href=_page(pupil))
    link = href("", own[0].path) if own[0].path else _reason_link(own[0])
    return el("a", title, href=link) if link else join(title)


def _notice(pupil: Pupil, head: str) -> Html:
    reasons: dict[str, Paper] = {}
    for paper in pupil.papers:
        if paper.reason:
            reasons.setdefault(paper.reason.text, paper)
    told = []
    for text, paper in reasons.items():
        link = _reason_link(paper)
        sign = "clock" if paper.state in (State.FINAL, State.DRAFT) else STATE_ICONS[paper.state]
        inner = el("a", text, href=link) if link else text
        told.append(el("div", icon(sign), el("span", inner), cls=f"st {paper.state.value}"))
    return el("td", el("div", told), data_k=head) if told else el("td", cls="no", data_k=head)


def _reason_link(paper: Paper) -> str:
    return f"{ALL_FINDINGS}#{paper.reason.finding}" if paper.reason and paper.reason.finding else ""


def _others(view: View, words: Words) -> Html | None:
    """The documents about several students or none, a row per type; those of councils stand with their council."""
    papers = sorted((p for p in view.others if not p.council), key=lambda paper: (paper.title, paper.folder))
    if not papers:
        return None
    heads = (words("document"), words("folder"), words("about"), words("notice"))
    kinds = ((title, folder, [*own]) for (title, folder), own in groupby(papers, key=lambda p: (p.title, p.folder)))
    rows = (
        el(
            "tr",
            el("th", title, scope="row"),
            el("td", folder, data_k=heads[1]),
            el("td", el("div", _per_state(words, own)), data_k=heads[2]),
            el("td", _reasons(own), data_k=heads[3], cls=None if any(paper.reason for paper in own) else "no"),
        )
        for title, folder, own in kinds
    )
    table = el(
        "table",
        el("caption", words("others_head"), cls="v"),
        el("colgroup", (el("col", cls=c) for c in ("c6", "c3", "c7", "c5"))),
        el("thead", el("tr", (el("th", text, scope="col") for text in heads))),
        el("tbody", rows),
        cls="fixed rows",
    )
    title = el("h3", words("others_head"), " ", el("span", words.number(len(papers)), cls="n"))
    return join(el("div", title, cls="head first"), el("div", table, cls="card flush"))


def _per_state(words: Words, papers: Sequence[Paper]) -> list[Html]:
    """What each document of a type is about, as links, a line per state."""
    told = []
    for state in ORDER:
        own = sorted((paper for paper in papers if paper.state is state), key=lambda paper: paper.about)
        links = [_about(words, paper) for paper in own]
        if links:
            inner = ([" · ", link] if number else link for number, link in enumerate(links))
            word = f"{words.table('states')[state.value]}: "
            told.append(el("div", icon(STATE_ICONS[state]), el("span", word, inner), cls=f"st {state.value}"))
    return told


def _about(words: Words, paper: Paper) -> Html:
    link = href("", paper.path) if paper.path else _reason_link(paper)
    text = join(hidden(f"{paper.title} "), paper.about or words("about_all"))
    return el("a", text, href=link) if link else text


def _reasons(papers: Sequence[Paper]) -> Html:
    return join(", ".join(dict.fromkeys(paper.reason.text for paper in papers if paper.reason)))
