"""check, build, explain."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.root import DONE, FILTERS, FOUND, PRIVACY, TEMPLATE, USAGE, Screen, commands, misused, without_consent

if TYPE_CHECKING:
    from docgen.pipeline import Built, Checked
    from docgen.planned import Planned


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De bevindingen als JSON op stdout.")
@click.option("--alles", "everything", is_flag=True, help="Toon ook waarschuwingen, opmerkingen en gevolgen.")
@click.pass_obj
def check(screen: Screen, as_json: bool, everything: bool) -> None:
    """Kijk de werkboeken na, zonder iets te maken."""
    from docgen import pipeline

    project = screen.project()
    with _progress(screen) as progress:
        checked = pipeline.check(project, progress)
    if as_json:
        from docgen.reports import json

        _print_json(json.of_check(checked.findings, checked.stopped, screen.lang, everything=everything))
    else:
        from docgen.reports import summary
        from docgen.reports.group import arrange

        lines = arrange(checked.findings, checked.stopped, everything=everything)
        _show(screen, checked, summary.of_check(lines, screen.lang), "check", everything)
    sys.exit(_status(checked))


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De bevindingen en de documenten als JSON op stdout.")
@click.option("--only", multiple=True, metavar="klas=…|leerling=…|document=…", help="Maak enkel deze.")
@click.option("--dry-run", is_flag=True, help="Bewaar niets; zeg wat er zou veranderen.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Werk met zoveel processen tegelijk.")
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
    force: bool,
    pdf: bool,
    everything: bool,
) -> None:
    """Kijk de werkboeken na en maak de documenten."""
    import time

    from docgen import pipeline
    from docgen.marked import write_marked

    project = screen.project()
    wanted, begun = _only(only), time.monotonic()
    with _progress(screen) as progress:
        built = pipeline.build(
            project, only=wanted, dry_run=dry_run, force=force, jobs=jobs, pdf=pdf, progress=progress
        )
    marked = write_marked(project, built.checked, screen.lang, dry_run=dry_run)
    if built.published.logged:
        from docgen.reports import audit as log

        screen.say(log.added(built.published.logged, built.published.head, screen.lang))
        if students := without_consent(built.checked.findings):
            screen.say(log.consent(students, screen.lang))
    checked, documents = marked.checked, built.published.documents
    if as_json:
        from docgen.reports import json

        _print_json(json.of_build(checked.findings, checked.stopped, documents, screen.lang, everything=everything))
    else:
        from docgen.reports import summary
        from docgen.reports.group import arrange

        lines = arrange(checked.findings, checked.stopped, everything=everything)
        elapsed = time.monotonic() - begun
        text = summary.of_build(lines, documents, elapsed, screen.lang, dry_run=dry_run)
        _show(screen, checked, text, "build", everything, marked.copies)
        _show_stops(screen, built)
    sys.exit(_status(checked))


@commands.command()
@click.argument("code", required=False)
@click.option("--alle", "everything", is_flag=True, help="Toon alle codes.")
@click.pass_obj
def explain(screen: Screen, code: str | None, everything: bool) -> None:
    """Leg de code van een bevinding uit, bijvoorbeeld E06."""
    from docgen.reports import explain as explaining

    if everything:
        click.echo(explaining.every_code(screen.lang), nl=False)
        return
    if code is None:
        raise click.UsageError(misused("code", {}))
    findings = None
    if (screen.folder / "inputs").is_dir():
        from docgen import pipeline

        findings = pipeline.check(screen.project()).findings
    text = explaining.explain(code, findings, screen.lang)
    if text is None:
        screen.say(explaining.unknown(code, screen.lang))
        sys.exit(USAGE)
    click.echo(text, nl=False)


def _status(checked: Checked) -> int:
    from docgen.findings import Severity

    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
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
    checked: Checked,
    text: str,
    command: str,
    everything: bool,
    copies: Mapping[str, str] | None = None,
) -> None:
    from datetime import datetime

    from docgen.reports.group import arrange
    from docgen.reports.terminal import Head, show

    lines = arrange(checked.findings, checked.stopped, everything=everything)
    head = Head(command, datetime.now(), checked.records.school.name, copies or {})
    show(lines, text, head, sys.stderr, lang=screen.lang, everything=everything)


def _show_stops(screen: Screen, built: Built) -> None:
    from docgen.reports.stop import privacy_stop

    fine = sum(entry.status != "geblokkeerd" for entry in built.published.documents)
    for finding in built.checked.findings:
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
