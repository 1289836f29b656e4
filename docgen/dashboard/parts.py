"""The class councils, the transfers and the last run on index.html."""

from __future__ import annotations

from docgen.changes.looked import moment
from docgen.dashboard.frame import STATE_ICONS, icon, section, steps
from docgen.dashboard.html import Html, el, href, join
from docgen.dashboard.model import Meeting, Paper, Passage, Pupil, State, View, Workbook
from docgen.dashboard.words import Words
from docgen.messages import seconds


def councils(view: View, words: Words) -> Html:
    """The section `klassenraden`: one card per council."""
    coming = sum(meeting.on >= view.today for meeting in view.meetings)
    note = words("councils_count", coming, count=len(view.meetings) - coming)
    cards = (_meeting(words, meeting) for meeting in view.meetings)
    return section("klassenraden", words("councils_head"), note if view.meetings else words("councils_none"), cards)


def _meeting(words: Words, meeting: Meeting) -> Html:
    groups: dict[tuple[str, State], list[Paper]] = {}
    for paper in meeting.papers:
        groups.setdefault((paper.title, paper.state), []).append(paper)
    items = []
    for (title, _), own in groups.items():
        name = f"{title} ({len(own)})" if len(own) > 1 else title
        shown = el("a", name, href=href(own[0].path)) if own[0].path and len(own) == 1 else name
        items.append(el("li", el("span", shown), _state_of(words, own[0].state)))
    when = el("div", el("strong", words.in_week(meeting.on)), el("div", meeting.where, cls="g"))
    what = el(
        "div",
        el("h3", meeting.kind),
        el("div", f"{meeting.name} · {words('points', meeting.points)}", cls="n"),
        el("div", words("state_is", name=meeting.state), cls="g14"),
    )
    papers = el("ul", items, cls="papers") if items else el("p", words("no_papers"), cls="n")
    return el("div", when, what, papers, cls="card meet")


def _state_of(words: Words, state: State) -> Html:
    return el("div", icon(STATE_ICONS[state]), words.table("states")[state.value], cls=f"st {state.value}")


def passages(view: View, words: Words) -> Html:
    """The section `overdrachten`: a card per running transfer; the finished ones folded away."""
    running = [entry for entry in view.passages if not entry.finished]
    finished = [entry for entry in view.passages if entry.finished]
    note = words("passages_count", len(running), count=len(finished)) if view.passages else words("passages_none")
    named = {pupil.name: pupil for pupil in view.pupils}
    cards = [_passage(words, entry, named.get(entry.student)) for entry in running]
    folded = (
        el("details", el("summary", words("finished")), (_passage(words, e, named.get(e.student)) for e in finished))
        if finished
        else None
    )
    return section("overdrachten", words("passages"), note, cards, folded)


def _passage(words: Words, entry: Passage, pupil: Pupil | None) -> Html:
    who = f"{pupil.full_name} ({pupil.class_name})" if pupil else entry.student
    pill = "hold" if entry.alarm else "" if entry.sent or entry.finished else "wait"
    head = el(
        "div",
        el("div", el("h3", who), el("span", f"{words('to_school', name=entry.to_school)} · {entry.name}", cls="g")),
        el("span", icon("tri" if entry.alarm else "clock" if pill else "ok"), entry.state, cls=f"pill {pill}".strip()),
        cls="head",
    )
    act = el(
        "p",
        icon("tri" if entry.alarm else "go"),
        el("span", entry.next_act),
        cls="act hold" if entry.alarm else "act",
    )
    return el("div", head, steps(words, entry.stages, words("steps_of", id=entry.name)), act, _fields(words, entry),
              cls="card pass")  # fmt: skip


def _fields(words: Words, entry: Passage) -> Html:
    goes = sum(line.goes for line in entry.fields)
    key = "fields_after" if entry.sent else "fields_before"
    heads = (words("field_code"), words("field"), words("went_head" if entry.sent else "goes_head"),
             words("ground_head"))  # fmt: skip
    yes, no = (words("went"), words("went_not")) if entry.sent else (words("goes"), words("goes_not"))
    rows = (
        el(
            "tr",
            el("td", el("code", line.code)),
            el("th", line.text[:1].upper() + line.text[1:], scope="row"),
            el("td", el("span", icon("ok"), yes, cls="def") if line.goes else f"– {no}"),
            el("td", f"{line.ground} ({words.short(line.on)})" if line.on else line.ground),
        )
        for line in entry.fields
    )
    table = el(
        "table",
        el("caption", words("fields_of", id=entry.name), cls="v"),
        el("thead", el("tr", (el("th", text, scope="col") for text in heads))),
        el("tbody", rows),
    )
    return el("details", el("summary", words(key, goes, count=len(entry.fields) - goes)),
              el("div", table, cls="lined"))  # fmt: skip


def last_run(view: View, words: Words) -> Html:
    """The section `run`: what the last run did, and from which workbooks."""
    run = view.run
    day = words.day(run.moment)
    count = {state: sum(paper.state is state for paper in (*view.papers, *view.closed)) for state in State}
    searched = words("privacy_fine", run.renewed) if run.renewed else words("privacy_none")
    lines = (
        ("result", words("result_text", renewed=run.renewed, lapsed=run.lapsed, same=run.unchanged)),
        ("not_made", words("not_made_text", count[State.BLOCKED], count=count[State.HOLD])),
        ("duration", words("seconds", seconds=seconds(words.texts, run.seconds))),
        ("version_head", f"docgen {run.version}"),
        ("privacy", words("privacy_stop", run.leaks) if run.leaks else searched),
    )
    when = el("time", moment(run.moment, words.texts.lang), id="gekeken")
    looked = join(el("dt", words("looked")), el("dd", when))
    told = el(
        "div",
        el("h3", f"{day[:1].upper()}{day[1:]}, {words.time(run.moment)}"),
        el("dl", (join(el("dt", words(key)), el("dd", text)) for key, text in lines), looked),
        cls="card",
    )
    return section("run", words("run_head"), None, el("div", told, _workbooks(words, run.workbooks), cls="half"))


def _state(words: Words, book: Workbook) -> Html:
    """'gelezen, 2 fouten', 'open in Excel bij S. Claes': with a sign when it was not read as it is."""
    if book.state == "read":
        return join(words("errors_in", book.errors) if book.errors else words("read"))
    named = book.state == "locked" or book.state == "open"
    key = f"workbook_{book.state}_by" if named and book.owner else f"workbook_{book.state}"
    text = words(key, person=book.owner)
    color, sign = ("blk", "x") if book.state == "refused" else ("hold", "lock" if named else "clock")
    return el("span", icon(sign), el("span", text), cls=f"st {color}")


def _workbooks(words: Words, workbooks: tuple[Workbook, ...]) -> Html:
    if not workbooks:
        return el("div", el("h3", words("workbooks")), el("p", words("no_workbooks")), cls="card")
    heads = (words("file"), words("rows"), words("saved"), words("state_head"))
    rows = (
        el(
            "tr",
            el("th", el("a", book.file, href=href(book.copy)) if book.copy else book.file, scope="row"),
            el("td", words.number(book.rows), data_k=heads[1]),
            el(
                "td",
                f"{words.short(book.saved)}, {words.time(book.saved)}" if book.saved else "–",
                data_k=heads[2],
                cls="once",
            ),
            el("td", _state(words, book), data_k=heads[3]),
        )
        for book in workbooks
    )
    table = el(
        "table",
        el("caption", words("workbooks"), cls="v"),
        el("thead", el("tr", (el("th", text, scope="col") for text in heads))),
        el("tbody", rows),
        cls="rows",
    )
    return el("div", el("h3", words("workbooks")), el("div", table, cls="lined"), cls="card")
