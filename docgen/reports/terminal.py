"""The report on a screen: coloured and indented on a terminal, plain lines when piped. Looks: design/terminal.png."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from docgen.findings import Severity
from docgen.messages import (
    ARROW,
    Catalogue,
    about,
    catalogue,
    clock,
    container,
    day,
    inside,
    listed,
    listed_cells,
    sentence,
)
from docgen.reports.group import by_file
from docgen.reports.model import Line, stopped_documents, tally
from docgen.reports.plain import check_lines, encodable, named
from docgen.reports.summary import count

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDTH = 80
_RIGHT, _RULE = 78, 76
_SIGN = {Severity.ERROR: "✕", Severity.HOLD: "!", Severity.WARNING: "!", Severity.NOTE: "i"}
_STYLE = {Severity.ERROR: "bold red", Severity.HOLD: "bold yellow", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_URGENT = (Severity.ERROR, Severity.HOLD)


@dataclass(frozen=True)
class Head:
    """What stands above a report: the command, when, and the school once it is known."""

    command: str
    now: datetime
    school: str = ""
    copies: Mapping[str, str] = field(default_factory=dict)  # workbook -> path of its checked copy


def show(
    lines: Sequence[Line], summary: str, head: Head, stream: TextIO, *, lang: str = "nl", everything: bool = False
) -> None:
    """Print a report with its last line."""
    if is_fancy(stream):
        from rich.console import Console

        console = Console(file=stream, width=min(WIDTH, _columns()), highlight=False, markup=False, emoji=False)
        encoding = getattr(stream, "encoding", None) or "utf-8"
        for text in fancy(lines, summary, head, console, lang=lang, everything=everything):
            console.print(_shown(text, encoding), no_wrap=True, overflow="ignore", crop=False)
    else:
        encoding = getattr(stream, "encoding", None) or "utf-8"
        for row in [*check_lines(lines, lang), *_copies(head, lang), summary]:
            stream.write(encodable(row, encoding) + "\n")


def _copies(head: Head, lang: str) -> list[str]:
    """Where the checked copies are, a line each, in the order of their workbooks."""
    return [catalogue(lang).say("report.checked_copy", file=head.copies[file]) for file in sorted(head.copies)]


def is_fancy(stream: TextIO) -> bool:
    """Whether colours and signs are welcome: a terminal, no NO_COLOR, no TERM=dumb."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def fancy(
    lines: Sequence[Line], summary: str, head: Head, console: Console, *, lang: str = "nl", everything: bool = False
) -> list[Text]:
    """The rows of the report on a terminal, one Text per screen row.

    Warnings and notes hold nothing and are only counted, unless there is nothing else or `everything` is asked.
    """
    from rich.text import Text

    texts = catalogue(lang)
    urgent = [line for line in lines if line.severity in _URGENT]
    shown = list(lines) if everything or not urgent else urgent
    rows = [Text(_heading(texts, head)), Text()]
    for file, members in by_file(shown).items():
        rows += _file(texts, members, console, lang)
        if file in head.copies:
            rows += [
                *_hang(console, Text(texts.say("report.checked_copy", file=head.copies[file]), "dim"), 2, 4),
                Text(),
            ]
    if shown:
        rows.append(Text("─" * _RULE))
    rows += _hang(console, _coloured(texts, summary, lines), 0, 0)
    if shown:
        rows.append(Text(texts.say("report.more", code=shown[0].finding.code)))
    if len(shown) < len(lines):
        rows.append(Text(texts.say("report.all", command=head.command)))
    return rows


def _heading(texts: Catalogue, head: Head) -> str:
    key = "report.heading" if head.school else "report.heading_no_school"
    moment, hour = day(texts, head.now), clock(texts, head.now)
    return texts.say(key, command=head.command, school=head.school, date=moment, time=hour)


def _file(texts: Catalogue, lines: Sequence[Line], console: Console, lang: str) -> list[Text]:
    from rich.text import Text

    first = lines[0].finding
    name = ARROW.join(container(texts, first.place, made=first.code == "G01"))
    right = _file_counts(texts, lines)
    head = Text.assemble((name, "bold"), " " * max(2, _RIGHT - len(name) - len(right)), right)
    rows = [head, Text()]
    for line in lines:
        rows += [*_finding(texts, line, console, lang), Text()]
    return rows


def _file_counts(texts: Catalogue, lines: Sequence[Line]) -> str:
    counts = tally(lines)
    worst = next(severity for severity in Severity if counts[severity])
    told = count(texts, worst, counts[worst])
    held = len(stopped_documents(lines))
    if worst is not Severity.ERROR or not held:
        return told
    return texts.say("report.file_stops", counts[worst], count=told, documents=texts.say("report.documents", held))


def _finding(texts: Catalogue, line: Line, console: Console, lang: str) -> list[Text]:
    from rich.text import Text

    told = sentence(line.finding, lang, line.places)
    style = _STYLE[line.severity]
    place = inside(texts, line.places, about(line.finding))
    first = Text.assemble(
        (_SIGN[line.severity], style.removeprefix("bold ")), " ", (f"{told.severity_word} {line.finding.code}", style)
    )
    if place:
        where = Text(f" · {place}")
        cells = listed_cells(texts, line.places)
        if cells:
            start = where.plain.index(cells)
            where.stylize("bold", start, start + len(cells))
        first.append_text(where)
    rows = _hang(console, first, 2, 4)
    rows += _hang(console, Text(told.message), 4, 4)
    rows += _hang(console, Text.assemble(("→", "cyan"), " ", told.fix), 4, 6)
    if waiting := _waiting(texts, line):
        rows += _hang(console, Text(waiting, "dim"), 4, 4)
    return rows


def _waiting(texts: Catalogue, line: Line) -> str:
    parts = []
    if line.stops:
        key = "report.waits" if line.severity is Severity.HOLD else "report.stops"
        who = named(texts, line.students)
        parts.append(texts.say(key if who else key + "_bare", len(line.stops), list=who))
    if line.whole:
        parts.append(texts.say("report.whole", list=named(texts, line.whole)))
    if line.consequences:
        parts.append(texts.say("report.hidden", line.consequences))
    if line.confirmations and line.severity is Severity.HOLD:
        codes = listed(texts, line.confirmations)
        parts.append(texts.say("report.confirm_with", len(line.confirmations), list=codes))
    return " ".join(parts)


def _hang(console: Console, text: Text, first: int, rest: int) -> list[Text]:
    """The rows of a text, wrapped on words: the first indented by `first`, the others by `rest`."""
    from rich.text import Text

    rows = []
    for number, row in enumerate(text.wrap(console, console.width - max(first, rest) - 2)):
        row.rstrip()
        rows.append(Text(" " * (rest if number else first)).append_text(row))
    return rows


def _coloured(texts: Catalogue, summary: str, lines: Sequence[Line]) -> Text:
    from rich.text import Text

    text = Text(summary)
    counts = tally(lines)
    for severity in _URGENT:
        told = count(texts, severity, counts[severity])
        if counts[severity] and told in summary:
            start = summary.index(told)
            text.stylize(_STYLE[severity], start, start + len(told))
    return text


def _shown(text: Text, encoding: str) -> Text:
    """The row with the signs a console can show; a sign and its substitute may differ in length, so style by span."""
    from rich.text import Text

    if encodable(text.plain, encoding) == text.plain:
        return text
    shown = Text()
    for part in text.divide(sorted({edge for span in text.spans for edge in (span.start, span.end)})):
        shown.append_text(_styled_copy(part, encodable(part.plain, encoding)))
    return shown


def _styled_copy(part: Text, plain: str) -> Text:
    from rich.text import Text

    return Text(plain, part.spans[0].style if part.spans else part.style)


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size((WIDTH, 24)).columns
