"""exams propose."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from docgen.cli.root import Screen, commands, misused
from docgen.making.status import DONE, FOUND

if TYPE_CHECKING:
    from docgen.project import Project
    from docgen.spreading.gathering import Wishes


@commands.group()
def exams() -> None:
    """Spreid de examens van een leerling."""


@exams.command("propose")
@click.option("--leerling", "students", multiple=True, metavar="ID", help="Deze leerling, of dit traject.")
@click.option("--klas", "classes", multiple=True, metavar="KLAS", help="De leerlingen van deze klas.")
@click.option("--per-dag", "per_day", type=click.IntRange(1), help="Hoogstens zoveel examens per dag; anders School.")
@click.option("--minuten", "minutes", type=click.IntRange(1), help="Hoogstens zoveel minuten per dag; anders School.")
@click.option("--rust", "rest", type=click.IntRange(0), help="Zoveel minuten tussen twee examens; anders School.")
@click.option("--halve-dagen", "half_days", type=click.IntRange(1, 9), help="Hoogstens zoveel halve dagen per week.")
@click.option("--meer-dan-de-klas", "heavier", is_flag=True, help="Een dag mag meer examens tellen dan in de klas.")
@click.option("--optimaal", "best", is_flag=True, help="Reken na dat het niet beter kan; daarvoor is OR-tools nodig.")
@click.option("--dry-run", is_flag=True, help="Toon het voorstel zonder formulier.")
@click.option("--json", "as_json", is_flag=True, help="De uitkomst als JSON op stdout.")
@click.pass_obj
def exams_propose(
    screen: Screen,
    /,
    students: tuple[str, ...],
    classes: tuple[str, ...],
    best: bool,
    dry_run: bool,
    as_json: bool,
    heavier: bool,
    **wishes: int | None,
) -> None:
    """Stel een examenrooster op maat voor, met de reden van elke wijziging, als formulier om na te kijken."""
    from docgen import pipeline
    from docgen.findings import Severity
    from docgen.forms.making import make
    from docgen.forms.model import Request
    from docgen.messages import catalogue
    from docgen.reports import spreading as told
    from docgen.reports.json import printed
    from docgen.spreading.asked import versions_of
    from docgen.spreading.proposing import Impossible, propose, suggestions
    from docgen.spreading.solver import available

    if not students and not classes:
        raise click.UsageError(misused("exams_of_whom", {}))
    if best and not available():
        raise click.UsageError(misused("exams_solver", {}))
    project = screen.project()
    checked = pipeline.check(project)
    records = checked.records
    try:
        asked = versions_of(records, students, classes)
    except KeyError as unknown:
        raise click.UsageError(misused("exams_unknown", {"value": unknown.args[0]})) from None
    outcomes = propose(records, asked, _wishes(project, wishes, heavier=heavier), best=best)
    forms = {}
    for outcome in outcomes:
        if isinstance(outcome, Impossible) or not outcome.changes or dry_run:
            continue
        filled = suggestions(outcome, told.reason())
        name = outcome.gathered.version.name
        request = Request(records, name, forms=checked.forms, findings=checked.findings, suggestions=filled)
        forms[name] = make("examens", request, project.outputs)
    texts = catalogue(screen.lang)
    if as_json:
        sys.stdout.buffer.write(printed(told.as_json(outcomes, forms, screen.lang)).encode())
    else:
        for outcome in outcomes:
            made = forms.get(outcome.gathered.version.name)
            if made is not None:
                click.echo(str(made))
            for line in told.lines(outcome, made, screen.lang):
                screen.say(line)
        for line in told.together(outcomes, screen.lang) if best else ():
            screen.say(line)
        if forms or not outcomes:
            screen.say(texts.say("spreading.decides" if outcomes else "spreading.none"))
    wrong = any(
        isinstance(outcome, Impossible) or any(f.severity is Severity.ERROR for f in outcome.findings)
        for outcome in outcomes
    )
    sys.exit(FOUND if wrong else DONE)


def _wishes(project: Project, given: dict[str, int | None], *, heavier: bool) -> Wishes:
    """What was asked on the command line, with the settings of the folder."""
    from datetime import time

    from docgen.spreading.case import minutes_of
    from docgen.spreading.gathering import Wishes

    settings = project.settings.examens
    half_days = given["half_days"]
    return Wishes(
        given["per_day"],
        given["minutes"],
        given["rest"],
        settings.halve_dagen if half_days is None else half_days,
        tuple(minutes_of(time.fromisoformat(begin)) for begin in settings.beginuren),
        heavier or settings.meer_dan_de_klas,
    )
