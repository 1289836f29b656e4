"""How a check or a build is shown: its lines, its JSON, its progress."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from docgen.cli.root import Screen

if TYPE_CHECKING:
    from docgen.making.outcome import Outcome


def checked(screen: Screen) -> Outcome:
    """What a check says: from memory when nothing changed since the last build."""
    from docgen.changes import standing

    known = standing.checked_again(standing.sources(screen.folder))
    if known is not None:
        return known
    from docgen import pipeline

    project = screen.project()
    with progress_of(screen) as progress:
        return pipeline.check(project, progress).outcome


def show(screen: Screen, outcome: Outcome, text: str, command: str, everything: bool) -> None:
    """The findings and the last line, for people."""
    from datetime import datetime

    from docgen.reports import terminal
    from docgen.reports.group import arrange

    lines = arrange(outcome.findings, outcome.stopped, everything=everything)
    head = terminal.Head(command, datetime.now(), outcome.school, outcome.copies)
    terminal.show(lines, text, head, sys.stderr, lang=screen.lang, everything=everything)


def show_stops(screen: Screen, outcome: Outcome) -> None:
    """What the search for leaks stopped, in full."""
    from docgen.making.outcome import is_beside
    from docgen.reports.stop import privacy_stop

    fine = sum(entry.status != "geblokkeerd" and not is_beside(entry.path) for entry in outcome.documents)
    for finding in outcome.findings:
        if finding.code in ("G01", "G02"):
            screen.say("")
            screen.say(privacy_stop(finding, fine, screen.lang))


def print_json(whole: Any) -> None:
    """Data on stdout."""
    from docgen.reports.json import printed

    sys.stdout.buffer.write(printed(whole).encode())


def progress_of(screen: Screen) -> Any:
    """How far it is, on a console; to be closed."""
    from contextlib import closing

    from docgen.reports.progress import Progress

    return closing(Progress(sys.stderr, screen.lang))
