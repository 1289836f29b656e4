"""check, build, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.root import (
    DONE,
    FILTERS,
    FOUND,
    PRIVACY,
    STORAGE,
    TEMPLATE,
    USAGE,
    Screen,
    commands,
    misused,
    without_consent,
)

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
    outcome = _checked(screen)
    if as_json:
        from docgen.reports import json

        _print_json(json.of_check(outcome.findings, outcome.stopped, screen.lang, everything=everything))
    else:
        from docgen.reports import summary
        from docgen.reports.group import arrange

        lines = arrange(outcome.findings, outcome.stopped, everything=everything)
        _show(screen, outcome, summary.of_check(lines, screen.lang), "check", everything)
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
        standing.keep(before, asked, outcome, read=read, remembered=remembered)
    else:
        from datetime import datetime

        from docgen.changes.looked import looked

        status = status_told(outcome)
        looked(screen.folder / "outputs", datetime.now(), screen.lang)
    if as_json:
        from docgen.reports import json

        whole = json.of_build(outcome.findings, outcome.stopped, outcome.documents, screen.lang, everything=everything)
        _print_json(whole)
    else:
        from docgen.reports import lapsed, summary
        from docgen.reports.group import arrange

        lines = arrange(outcome.findings, outcome.stopped, everything=everything)
        elapsed = time.monotonic() - begun
        text = summary.of_build(lines, outcome.documents, elapsed, screen.lang, dry_run=dry_run, chosen=bool(only))
        for row in lapsed.lines(outcome.documents, screen.lang):
            screen.say(row)
        _show(screen, outcome, text, "build", everything)
        _show_stops(screen, outcome)
    sys.exit(status)


@contextmanager
def _shared_out(screen: Screen, address: str | None) -> Iterator[Executor | None]:
    """The cluster of `--executor`; None without one. What it cannot be used for is a mistake in the command."""
    if address is None:
        yield None
        return
    from docgen.disk.atomic import make_folder
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
    with _progress(screen) as progress, pipeline.alone(project, progress, dry_run=dry_run):
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


def _checked(screen: Screen) -> Outcome:
    """What a check says: from memory when nothing changed since the last build."""
    from docgen.changes import standing

    known = standing.checked_again(standing.sources(screen.folder))
    if known is not None:
        return known
    from docgen import pipeline

    project = screen.project()
    with _progress(screen) as progress:
        return pipeline.check(project, progress).outcome


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De documenten en hun oorzaken als JSON op stdout.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Werk met zoveel processen tegelijk.")
@click.pass_obj
def diff(screen: Screen, as_json: bool, jobs: int) -> None:
    """Zeg welke documenten een ronde zou maken, wijzigen of laten vervallen, en door welke cel."""
    from docgen import answers
    from docgen.reports import changes

    project = screen.project()
    with _progress(screen) as progress:
        built, changing = answers.differences(project, jobs=jobs, progress=progress)
    if as_json:
        _print_json(changes.as_plain(changing, screen.lang))
    else:
        click.echo(changes.as_text(changing, screen.lang), nl=False)
    sys.exit(status_told(built.checked.outcome))


@commands.command()
@click.argument("code", required=False, metavar="CODE|DOCUMENT.docx")
@click.option("--alle", "everything", is_flag=True, help="Toon alle codes.")
@click.option("--json", "as_json", is_flag=True, help="Van een document: de plaatsen als JSON op stdout.")
@click.pass_obj
def explain(screen: Screen, code: str | None, everything: bool, as_json: bool) -> None:
    """Leg een code uit, zoals E06, of zeg uit welke cellen een document in outputs komt."""
    from docgen.reports import explain as explaining

    if everything:
        click.echo(explaining.every_code(screen.lang), nl=False)
        return
    if code is None:
        raise click.UsageError(misused("code", {}))
    if code.lower().endswith(".docx"):
        sys.exit(_explain_document(screen, Path(code), as_json=as_json))
    findings = None
    if (screen.folder / "inputs").is_dir():
        findings = _checked(screen).findings
    text = explaining.explain(code, findings, screen.lang)
    if text is None:
        screen.say(explaining.unknown(code, screen.lang))
        sys.exit(USAGE)
    click.echo(text, nl=False)


def _explain_document(screen: Screen, file: Path, *, as_json: bool) -> int:
    """Show where the values of a document come from; 2 when docgen did not make it."""
    from docgen import answers
    from docgen.messages import catalogue
    from docgen.reports import provenance

    found = answers.explained(screen.project(), file)
    if found is None:
        screen.say(catalogue(screen.lang).say("provenance.unknown", value=file.name))
        return USAGE
    if as_json:
        _print_json(provenance.as_plain(found, screen.lang))
    else:
        click.echo(provenance.as_text(found, screen.lang), nl=False)
    return DONE


def status_of(built: Built) -> int:
    """The exit status of a build: that of its findings, and 4 when a document could not be put in its place."""
    from docgen.findings import Severity

    status = status_told(built.checked.outcome)
    unwritten = any(finding.severity is Severity.ERROR for finding in built.published.findings)
    return STORAGE if unwritten and status == FOUND else status


def status_told(outcome: Outcome) -> int:
    """The exit status of what a check or a build says."""
    from docgen.findings import Severity

    errors = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
    if any(finding.code in ("G01", "G02") for finding in errors):
        return PRIVACY
    if any(finding.code.startswith("T") for finding in errors):
        return TEMPLATE
    return FOUND if errors else DONE


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


def _show(
    screen: Screen,
    outcome: Outcome,
    text: str,
    command: str,
    everything: bool,
) -> None:
    from datetime import datetime

    from docgen.reports.group import arrange
    from docgen.reports.terminal import Head, show

    lines = arrange(outcome.findings, outcome.stopped, everything=everything)
    head = Head(command, datetime.now(), outcome.school, outcome.copies)
    show(lines, text, head, sys.stderr, lang=screen.lang, everything=everything)


def _show_stops(screen: Screen, outcome: Outcome) -> None:
    from docgen.making.outcome import is_beside
    from docgen.reports.stop import privacy_stop

    fine = sum(entry.status != "geblokkeerd" and not is_beside(entry.path) for entry in outcome.documents)
    for finding in outcome.findings:
        if finding.code in ("G01", "G02"):
            screen.say("")
            screen.say(privacy_stop(finding, fine, screen.lang))


def _print_json(whole: Any) -> None:
    from docgen.reports.json import printed

    sys.stdout.buffer.write(printed(whole).encode())


def _progress(screen: Screen) -> Any:
    from contextlib import closing

    from docgen.reports.progress import Progress

    return closing(Progress(sys.stderr, screen.lang))
