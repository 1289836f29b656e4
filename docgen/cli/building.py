"""check, build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.root import FILTERS, Screen, commands, misused, without_consent
from docgen.cli.showing import checked, print_json, progress_of, show, show_stops
from docgen.making import status

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from docgen.plan.planned import Planned
    from docgen.project import Project
    from docgen.running import Ran


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
    sys.exit(status.of_findings(outcome.findings))


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

    from docgen import running

    begun = time.monotonic()
    wanted = _only(only) if only else None
    asked = running.Asked(screen.lang, wanted, dry_run=dry_run, force=force, jobs=jobs, pdf=pdf)
    with screen.settings_faults():
        ran = running.run(screen.folder, asked, lambda: progress_of(screen), partial(_shared_out, address=address))
    _tell_log(screen, ran)
    outcome = ran.outcome
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
    sys.exit(ran.status)


@contextmanager
def _shared_out(project: Project, address: str | None) -> Iterator[Executor | None]:
    """The cluster of `--executor`; None without one. What it cannot be used for is a mistake in the command."""
    if address is None:
        yield None
        return
    from docgen.disk.folders import make_folder
    from docgen.making.batches import OtherDocgenError
    from docgen.making.cluster import ClusterError, connected

    try:
        with connected(address, make_folder(project.outputs)) as executor:
            yield executor
    except ClusterError as error:
        raise click.UsageError(misused(f"cluster_{error.case}", error.facts)) from error
    except OtherDocgenError as error:
        own, ours = error.args
        raise click.UsageError(misused("cluster_other", {"value": own, "limit": ours})) from error


def _tell_log(screen: Screen, ran: Ran) -> None:
    """What the log took in, with who does not consent any more; nothing when it took in nothing."""
    if ran.logged:
        from docgen.reports import audit as log

        screen.say(log.added(ran.logged, ran.head, screen.lang))
        if students := without_consent(ran.outcome.findings):
            screen.say(log.consent(students, screen.lang))


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
