"""watch."""

from __future__ import annotations

import signal
import sys
import time
from typing import TYPE_CHECKING

import click

from docgen.cli.root import Screen, commands
from docgen.making.status import DONE, STORAGE

if TYPE_CHECKING:
    from docgen.watch.loop import Event, Failed, Read, Watch


@commands.command()
@click.option("--once", is_flag=True, help="Lees één keer wat er staat zodra het stilstaat, en stop: voor een taak.")
@click.option("--interval", type=click.FloatRange(0.1, 3600), default=1.0, help="Kijk om de zoveel seconden.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Werk met zoveel processen tegelijk.")
@click.option("--pdf", is_flag=True, help="Maak bij elk document ook een pdf; daarvoor is LibreOffice nodig.")
@click.pass_obj
def watch(screen: Screen, once: bool, interval: float, jobs: int, pdf: bool) -> None:
    """Let op de map inputs: lees een werkboek zodra het stilstaat, en maak wat verandert."""
    from docgen.watch.loop import Options, Watch

    signal.signal(signal.SIGTERM, _stop)
    options = Options(interval, pdf=pdf, jobs=jobs, lang=screen.lang)
    watcher = Watch(screen.folder, lambda event: _tell(screen, event, once=once), options, held=0.0 if once else None)
    try:
        if once:
            sys.exit(_once(screen, watcher))
        while True:
            watcher.round()
            time.sleep(watcher.pause)
    except KeyboardInterrupt:
        _say(screen, "stopped")
        sys.exit(DONE)
    finally:
        watcher.close()


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _once(screen: Screen, watcher: Watch) -> int:
    """Look until everything is at rest (a minute at most), build, and give the exit status."""
    from docgen.findings import CellRef, Finding, Severity
    from docgen.making import status
    from docgen.reports import watching
    from docgen.watch.loop import Read

    if told := watcher.again():
        _line(screen, watching.read((), (), told.findings, dict(told.stopped), told.documents, screen.lang))
        return status.of_findings(told.findings)
    while (done := watcher.round()) is None:
        if not watcher.there:
            screen.fail(STORAGE, [Finding("S08", Severity.ERROR, CellRef("inputs"))])
        time.sleep(watcher.pause)
    if not isinstance(done, Read):
        return done.status
    return status.of_build(done.built.checked.findings, done.built.published.findings)


def _tell(screen: Screen, event: Event, *, once: bool) -> None:
    from docgen.watch import loop as watch

    said = {watch.Began: "started", watch.Gone: "gone", watch.Back: "back"}
    if type(event) in said:
        if not once:  # a task that ends says it otherwise
            _say(screen, said[type(event)])
    elif isinstance(event, watch.Waits):
        from docgen.reports import watching

        _line(screen, watching.waits(event.finding, screen.lang))
    elif isinstance(event, watch.Read | watch.Failed):
        _tell_round(screen, event)


def _tell_round(screen: Screen, event: Read | Failed) -> None:
    from docgen.reports import watching
    from docgen.watch.loop import Failed

    if isinstance(event, Failed):
        for line in watching.apart(event.findings, screen.lang):
            _line(screen, line)
        return
    checked, documents = event.built.checked, event.built.published.documents
    text = watching.read(event.changed, event.gone, checked.findings, dict(checked.stopped), documents, screen.lang)
    _line(screen, text)
    for line in watching.apart(checked.findings, screen.lang):
        screen.say(line)


def _say(screen: Screen, key: str) -> None:
    from docgen.reports import watching

    _line(screen, watching.said(key, screen.lang))


def _line(screen: Screen, text: str) -> None:
    from datetime import datetime

    from docgen.reports import watching

    screen.say(watching.moment(text, datetime.now(), screen.lang))
