"""The other pages: one student, all findings, and the documents of one folder for the readers of that folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from docgen.dashboard.direction import direction
from docgen.dashboard.findings import finding, panel, week
from docgen.dashboard.frame import STATE_ICONS, hidden, icon, navigation, page, section, standing, steps
from docgen.dashboard.html import Html, el, href, join
from docgen.dashboard.listing import LARGE, listing
from docgen.dashboard.model import Paper, Plan, Pupil, State, View
from docgen.dashboard.parts import councils, last_run, passages
from docgen.dashboard.today import ALL_FINDINGS, today
from docgen.dashboard.words import Words
from docgen.findings import Severity
from docgen.messages import ARROW

INDEX, UP = "index.html", ".."


def index(view: View, words: Words) -> bytes:
    """outputs/index.html."""
    counts = {severity: sum(e.severity is severity for e in view.findings) for severity in Severity}
    told = [
        words.texts.say(f"words.count.{severity.value}", counts[severity])
        for severity in (Severity.ERROR, Severity.HOLD)
        if counts[severity]
    ]
    key = "title_busy" if told else "title_fine"
    title = words(key, list=", ".join(told), name=view.school) if told else words(key, name=view.school)
    return page(
        view,
        words,
        title=title,
        label=words("label"),
        nav=navigation(view, words, "", current=""),
        main=(
            today(view, words),
            listing(view, words),
            councils(view, words),
            passages(view, words),
            direction(view, words),
            last_run(view, words),
        ),
        with_search=bool(view.pupils),
        big=len(view.pupils) > LARGE,
    )


def all_findings(view: View, words: Words) -> bytes:
    """outputs/controle/bevindingen.html: every cause, also those that stop nothing."""
    parts = []
    for severity, own in groupby(sorted(view.findings, key=lambda e: e.severity.rank), key=lambda e: e.severity):
        color = {Severity.ERROR: "blk", Severity.HOLD: "hold"}.get(severity, "note")
        entries = [*own]
        title = words.texts.say(f"words.count.{severity.value}", len(entries))
        parts.append(section(f"s{severity.rank}", title, None, panel(view, words, entries, UP, color)))
    count = words("all_findings_count", len(view.findings)) if view.findings else words("no_findings")
    head = el("div", el("h1", words("all_findings")), el("p", count, cls="g"), cls="first")
    return page(
        view,
        words,
        title=f"{words('all_findings')} · {view.school} · docgen",
        label=words("label"),
        nav=navigation(view, words, f"{UP}/{INDEX}", current="vandaag"),
        main=(head, parts),
    )


def pupil_page(view: View, words: Words, pupil: Pupil) -> bytes:
    """outputs/leerlingen/ID.html. It holds no moment, so that it changes only when the student's papers do."""
    errors = sum(entry.severity is Severity.ERROR for entry in pupil.findings)
    title = ", ".join([pupil.full_name, *([words("errors_short", errors)] if errors else [])])
    line = [words("pupil_line", id=pupil.name, name=pupil.class_name)]
    line += [words("pupil_mentor", person=pupil.mentor)] if pupil.mentor else []
    trail = el("p", el("a", words("pupils_head"), href=f"{UP}/{INDEX}#leerlingen"), ARROW, pupil.class_name,
               cls="trail")  # fmt: skip
    head = el("div", trail, el("h1", pupil.full_name), el("p", " · ".join(line), cls="g"), cls="first")
    found = (
        section(
            "bevindingen",
            words("own_findings"),
            None,
            el(
                "div",
                (finding(words, entry, "h3", whole=True) for entry in pupil.findings),
                cls=f"card flush panel t-{'blk' if errors else 'note'}",
            ),
        )
        if pupil.findings
        else None
    )
    plans = (_plan(view, words, pupil, plan, first=not number) for number, plan in enumerate(pupil.plans))
    return page(
        view,
        words,
        title=f"{title} · {view.school} · docgen",
        label=words("label"),
        nav=navigation(view, words, f"{UP}/{INDEX}", current="leerlingen"),
        main=(head, found, _papers(words, pupil), plans),
        moment=False,
    )


def _papers(words: Words, pupil: Pupil) -> Html:
    heads = tuple(words(key) for key in
                  ("document", "status", "version_head", "valid", "decision", "made", "destroy_after"))  # fmt: skip
    counts = {state: sum(paper.state is state for paper in pupil.papers) for state in State}
    note = ", ".join(f"{n} {words.table('states')[state.value].lower()}" for state, n in counts.items() if n)
    if not pupil.papers:
        return section("documenten", words("papers_head"), words("no_documents"))
    table = el(
        "table",
        el("caption", words("table_of", name=pupil.full_name), cls="v"),
        el("thead", el("tr", (el("th", text, scope="col") for text in heads), el("td"))),
        el("tbody", (_paper(words, pupil, paper, heads) for paper in pupil.papers)),
        cls="rows",
    )
    said = el(
        "p",
        el("span", id="gezegd", role="status", data_done=words("path_copied"), data_select=words("path_select")),
        " ",
        el("code", id="pad"),
        cls="hint",
    )
    return section("documenten", words("papers_head"), note, el("div", table, cls="card flush"), said)


def _paper(words: Words, pupil: Pupil, paper: Paper, heads: Sequence[str]) -> Html:
    named = f"{paper.title} {paper.about}".strip()
    under = paper.reason.text if paper.reason else ""
    if paper.reason and paper.reason.finding in {entry.name for entry in pupil.findings}:
        told: Html | str = el("a", under, href=f"#{paper.reason.finding}")
    else:
        told = under
    name = el("a", paper.title, href=href(UP, paper.path)) if paper.path else paper.title
    others = [join(" ", _other(words, path, named)) for path in paper.beside]
    days = f"{words.short(paper.days[0])} – {words.short(paper.days[1])}" if paper.days else ""
    if paper.days and paper.days[0] == paper.days[1]:
        days = words.short(paper.days[0])
    values = (
        paper.version,
        days,
        paper.decision,
        words.short(paper.made_on) if paper.made_on else "",
        words.short_year(paper.destroy_after) if paper.destroy_after else "",
    )
    button = el("button", words("copy_path"), hidden(" " + words("copy_path_of", name=named)), type="button",
                hidden=True, data_p=href(UP, paper.path)) if paper.path else None  # fmt: skip
    state = el(
        "div", icon(STATE_ICONS[paper.state]), words.table("states")[paper.state.value], cls=f"st {paper.state.value}"
    )
    return el(
        "tr",
        el(
            "th",
            name,
            others,
            el("small", paper.about) if paper.about else None,
            el("small", told) if told else None,
            scope="row",
        ),
        el("td", state, data_k=heads[1]),
        (
            el("td", value or "–", data_k=head, cls=None if value else "no")
            for value, head in zip(values, heads[2:], strict=True)
        ),
        el("td", button),
    )


def _other(words: Words, path: str, named: str) -> Html:
    """The link to a file beside a document: 'pdf', 'kalender', 'lijst'."""
    return el("a", words(path.rpartition(".")[2]), hidden(f" {named}"), href=href(UP, path))


def _plan(view: View, words: Words, pupil: Pupil, plan: Plan, *, first: bool) -> Html:
    note = words(
        "plan_days", first=words.short(plan.start), last=words.short(plan.end), date=words.in_week(plan.review_on)
    )
    met = (
        el(
            "li",
            icon("ok" if check.met else "clock"),
            el("span", hidden(words("met" if check.met else "not_met") + " "), check.text),
            el("span", check.note),
        )
        for check in plan.checks
    )
    checks = el("div", el("h3", words("conditions")), el("ul", met, cls="list"), cls="card")
    tasks = week(words, pupil.tasks, view.today) if pupil.tasks else el("p", words("coming_none"))
    coming = el("div", el("h3", words("coming")), tasks, cls="card") if first and not pupil.tasks else None
    if first and pupil.tasks:
        coming = el("div", el("h3", words("coming"), cls="v"), tasks)
    return section(
        f"plan-{plan.name}",
        words("plan", id=plan.name),
        note,
        el("div", steps(words, plan.stages, words("steps_of", id=plan.name)), cls="card"),
        el("div", checks, coming, cls="half"),
    )


def folder_page(view: View, words: Words, folder: str) -> bytes | None:
    """outputs/FOLDER/index.html: the documents that stand there, nothing else; None when there are none."""
    names = view.names
    own = [p for p in (*view.papers, *view.closed) if p.folder == folder and p.path.startswith(f"{folder}/")]
    if not own:
        return None
    heads = tuple(words(key) for key in ("pupil", "document", "about", "status"))
    own.sort(key=lambda p: (p.class_name, names.get(p.student, ""), p.title, p.about))
    blocks = (_block(words, name, [*papers], names, heads) for name, papers in groupby(own, key=lambda p: p.class_name))
    box = el(
        "div",
        el(
            "div",
            el("label", words("folder_search"), for_="zoek", cls="l"),
            el("input", type="search", id="zoek", autocomplete="off"),
        ),
        el(
            "output",
            id="aantal",
            role="status",
            data_one=words("folder_count", 1),
            data_all=words.table("folder_count")["other"],
            data_some=words.table("count_documents"),
        ),
        cls="card filter only",
        id="filter",
        role="search",
        hidden=True,
    )
    name = words.table("folders")[folder]
    main = (
        el("div", el("h1", name), cls="first"),
        section(
            "leerlingen",
            words("folder_head"),
            words("folder_count", len(own)),
            box,
            el("p", words("nothing_here"), id="niets", cls="note", hidden=True, role="status"),
            el("div", blocks, cls="card flush"),
        ),
    )
    return page(
        view,
        words,
        title=f"{name} · {view.school} · docgen",
        label=words.table("labels")[folder],
        main=main,
        with_search=True,
        big=len(own) > LARGE,
        moment=False,
    )


def _block(words: Words, name: str, papers: Sequence[Paper], names: Mapping[str, str], heads: Sequence[str]) -> Html:
    """The documents of one class; first those of no class."""
    title = name or words("no_class")
    rows = (
        el(
            "tr",
            el("th", names.get(paper.student) or "–", el("small", paper.student), scope="row"),
            el("td", paper.title, data_k=heads[1]),
            el("td", paper.about or "–", data_k=heads[2], cls=None if paper.about else "no"),
            el("td", standing(words, _here(paper), "", of=f"{paper.title} {paper.about}"), data_k=heads[3]),
            cls="s",
        )
        for paper in papers
    )
    table = el(
        "table",
        el("caption", words("table_of", name=title), cls="v"),
        el("colgroup", (el("col", cls=c) for c in ("c6", "c6", "c6", "c6"))),
        el("thead", el("tr", (el("th", text, scope="col") for text in heads))),
        el("tbody", rows),
        cls="fixed rows",
    )
    return el("div", el("h3", title, " ", el("span", words("folder_count", len(papers)))), table, cls="k",
              data_k=name)  # fmt: skip


def _here(paper: Paper) -> Paper:
    """A paper as seen from its own folder."""
    return replace(paper, path=paper.path.partition("/")[2])


__all__ = ["ALL_FINDINGS", "INDEX", "all_findings", "folder_page", "index", "pupil_page"]
