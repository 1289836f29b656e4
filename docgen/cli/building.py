"""check, build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.root import FILTERS, Screen, commands, misused, without_consent
from docgen.cli.showing import checked, print_json, progress_of, show, show_stops, status_of, status_told

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from docgen.making.outcome import Outcome
    from docgen.pipeline import Built
    from docgen.plan.planned import Planned


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De bevindingen als JSON op stdout.")
@click.option("--alles", "everything", is_flag=True, help="Toon ook waarschuwingen, opmerkingen en gevolgen.")
@click.pass_obj
def check(screen: Screen, as_json: bool, everything: bool) -> None:
    """Kijk de werkboeken na, zonder iets te maken."""
    outcome = checked(screen)
    if as_json:
        from docgen.reports import json

        print_json(json.of_check(outcome.findings, outcome.stopped, screen.lang, everything=everything))
    else:
        from docgen.reports import summary
        from docgen.reports.group import arrange

        lines = arrange(outcome.findings, outcome.stopped, everything=everything)
        show(screen, outcome, summary.of_check(lines, screen.lang), "check", everything)
    sys.exit(status_told(outcome))


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De bevindingen en de documenten als JSON op stdout.")
@click.option("--only", multiple=True, metavar="klas=…|leerling=…|document=…", help="Maak enkel deze.")
@click.option("--dry-run", is_flag=True, help="Bewaar niets; zeg wat er zou veranderen.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Werk met hoogstens zoveel processen tegelijk.")
@click.option("--executor", "address", metavar="dask://HOST:PORT", help="Verdeel het werk over een cluster van Dask.")
@click.option("--force", is_flag=True, help="Maak alles opnieuw, ook wat niet veranderde.")
@click.option("--pdf", is_flag=True, help="Maak bij elk document ook een pdf; daarvoor is LibreOffice nodig.")
@click.option("--alles", "everything", is_flag=True, help="Toon ook waarschuwingen, opmerkingen en gevolgen.")
@click.pass_obj
def build(
    screen: Screen,
    as_json: bool,
    only: tuple[str, ...],
    dry_run: bool,
    jobs: int,
    address: str | None,
    force: bool,
    pdf: bool,
    everything: bool,
) -> None:
    """Kijk de werkboeken na en maak de documenten."""
    import time

    from docgen.changes import standing

    wanted, begun, partly = _only(only), time.monotonic(), bool(only) or dry_run
    asked = (screen.lang, "pdf" if pdf else "")  # what makes another run: the language of the copies, and PDFs
    before = None if partly else standing.sources(screen.folder)
    outcome = None if force else standing.again(before, asked)
    if outcome is None:
        options = {"only": wanted, "dry_run": dry_run, "force": force, "jobs": jobs, "pdf": pdf}
        with _shared_out(screen, address) as executor:
            built, outcome = _built(screen, {**options, "executor": executor})
        status = status_of(built)
        read, remembered = built.checked.inputs, built.published.remembered
        del built  # the rows of the school: what follows is about files
        standing.keep(before, asked, outcome, read=read, remembered=remembered)
    else:
        from datetime import datetime

        from docgen.changes.looked import looked

        status = status_told(outcome)
        looked(screen.folder / "outputs", datetime.now(), screen.lang)
    if as_json:
        from docgen.reports import json

        whole = json.of_build(outcome.findings, outcome.stopped, outcome.documents, screen.lang, everything=everything)
        print_json(whole)
    else:
        from docgen.reports import lapsed, summary
        from docgen.reports.group import arrange

        lines = arrange(outcome.findings, outcome.stopped, everything=everything)
        elapsed = time.monotonic() - begun
        text = summary.of_build(lines, outcome.documents, elapsed, screen.lang, dry_run=dry_run, chosen=bool(only))
        for row in lapsed.lines(outcome.documents, screen.lang):
            screen.say(row)
        show(screen, outcome, text, "build", everything)
        show_stops(screen, outcome)
    sys.exit(status)


@contextmanager
def _shared_out(screen: Screen, address: str | None) -> Iterator[Executor | None]:
    """The cluster of `--executor`; None without one. What it cannot be used for is a mistake in the command."""
    if address is None:
        yield None
        return
    from docgen.disk.folders import make_folder
    from docgen.making.batches import OtherDocgenError
    from docgen.making.cluster import ClusterError, connected

    try:
        with connected(address, make_folder(screen.project().outputs)) as executor:
            yield executor
    except ClusterError as error:
        raise click.UsageError(misused(f"cluster_{error.case}", error.facts)) from error
    except OtherDocgenError as error:
        own, ours = error.args
        raise click.UsageError(misused("cluster_other", {"value": own, "limit": ours})) from error


def _built(screen: Screen, options: dict[str, Any]) -> tuple[Built, Outcome]:
    """Read, check, make, mark and show, and say what the log took in."""
    import time
    from dataclasses import replace

    from docgen.collecting import put_off

    with put_off():  # two hundred rooms are loaded here
        from docgen import pipeline
        from docgen.dashboard import write_pages
        from docgen.marked import write_marked

    project, begun, dry_run = screen.project(), time.monotonic(), options["dry_run"]
    with progress_of(screen) as progress, pipeline.alone(project, progress, dry_run=dry_run):
        built = pipeline.build(project, progress=progress, **options)
        marked = write_marked(project, built.checked, screen.lang, dry_run=dry_run)
        seen, elapsed = replace(built, checked=marked.checked), time.monotonic() - begun
        pages = write_pages(project, seen, marked.copies, screen.lang, seconds=elapsed, dry_run=dry_run)
    if built.published.logged:
        from docgen.reports import audit as log

        screen.say(log.added(built.published.logged, built.published.head, screen.lang))
        if students := without_consent(built.checked.findings):
            screen.say(log.consent(students, screen.lang))
    findings = (*marked.checked.findings, *pages.refused)
    return replace(built, checked=replace(built.checked, findings=findings)), built.outcome(findings, marked.copies)


def _only(filters: tuple[str, ...]) -> Any:
    """A test on a Planned from `--only klas=4A`; several values of one kind add up, several kinds narrow."""
    wanted: dict[str, set[str]] = {}
    for text in filters:
        kind, _, value = text.partition("=")
        if kind not in FILTERS or not value:
            raise click.UsageError(misused("only", {"value": text}))
        wanted.setdefault(kind, set()).add(value.casefold())

    def matches(planned: Planned) -> bool:
        own = {
            "klas": {planned.class_name, *(share.class_name for share in planned.among)},
            "leerling": planned.students,
            "document": {planned.spec.name},
        }
        return all(values.intersection(map(str.casefold, own[kind])) for kind, values in wanted.items())

    return matches
