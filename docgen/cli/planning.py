"""board, resumption."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from docgen.cli.root import DAYS, Screen, commands, misused
from docgen.making.status import FOUND


@commands.command()
@click.option("--week", type=click.DateTime(DAYS), help="Een dag in de week die u wilt zien; standaard deze week.")
@click.pass_obj
def board(screen: Screen, week: datetime | None) -> None:
    """Toon wie elk vrijgekomen lesuur waar zit, wat te vol is of zonder toezicht, en waar er plaats is."""
    from docgen import answers, pipeline
    from docgen.messages import catalogue
    from docgen.pages.board import DOCUMENT, Room
    from docgen.reports.board import lines

    checked = pipeline.check(screen.project())
    released = answers.shown_by(checked, DOCUMENT)
    if released is None:
        screen.say(catalogue(screen.lang).say("board.nobody"))
        return
    day = week.date() if week else checked.records.today
    screen.say("\n".join(lines(Room(released), day, screen.lang)))


@commands.command()
@click.argument("student", metavar="LEERLING-ID")
@click.option("--van", "start", type=click.DateTime(DAYS), help="De eerste dag terug; standaard na de time-out.")
@click.option("--halve-dagen", "steps", metavar="4;6;8", default="", help="De halve dagen per week, week na week.")
@click.option("--out", type=click.Path(path_type=Path), help="Het werkboek; standaard in outputs/formulieren.")
@click.pass_obj
def resumption(screen: Screen, student: str, start: datetime | None, steps: str, out: Path | None) -> None:
    """Stel een hervatting in stappen voor, week na week, en zet ze in het formulier traject."""
    from docgen import pipeline
    from docgen.forms.making import finding
    from docgen.forms.model import FormError, Request
    from docgen.forms.resuming import ResumptionError, fill_form, half_days_of, propose
    from docgen.records.whom import student_of
    from docgen.reports import resumption as report

    half_days = half_days_of(steps)
    if steps and not half_days:
        raise click.UsageError(misused("half_days", {"value": steps}))
    project = screen.project()
    checked = pipeline.check(project)
    name = student if student in checked.records.dossiers else student_of(student)  # a Traject-ID will do
    request = Request(checked.records, name, forms=checked.forms, findings=checked.findings)
    try:
        proposal = propose(request, start.date() if start else None, half_days)
        path = fill_form(proposal, request, project.outputs, out)
    except FormError as error:
        screen.fail(FOUND, [finding(error)])
    except ResumptionError as error:
        raise click.UsageError(misused(f"resumption_{error}", {"value": student})) from None
    except FileExistsError:
        raise click.UsageError(misused("form_exists", {"value": str(out)})) from None
    for line in report.lines(proposal, checked.records.school, screen.lang):
        screen.say(line)
    click.echo(str(path))
    screen.say(report.made(path, screen.lang))
