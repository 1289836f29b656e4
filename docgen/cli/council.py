"""read-back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.root import Screen, commands, misused
from docgen.making.status import DONE, FOUND


@commands.command("read-back")
@click.argument("paper", metavar="PAPIER.docx", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Het werkboek; standaard in outputs/formulieren.")
@click.pass_obj
def read_back_(screen: Screen, paper: Path, out: Path | None) -> None:
    """Lees de ingevulde beslissingsbundel of agenda terug, en zet de keuzes in het formulier klassenraad."""
    from docgen import pipeline
    from docgen.findings import Severity
    from docgen.forms.model import Request
    from docgen.readback.filling import fill_form, read_back
    from docgen.reports import readback
    from docgen.reports.group import arrange
    from docgen.reports.plain import check_lines

    project = screen.project()
    checked = pipeline.check(project)
    request = Request(checked.records, forms=checked.forms, findings=checked.findings)
    choices = read_back(paper, request)
    for line in readback.chosen(choices, screen.lang):
        screen.say(line)
    for line in check_lines(arrange(choices.findings, {}, everything=True), screen.lang):
        screen.say(line)
    if choices.filled:
        try:
            path = fill_form(choices, request, project.outputs, out)
        except FileExistsError:
            raise click.UsageError(misused("form_exists", {"value": str(out)})) from None
        click.echo(str(path))
        for line in readback.made(choices, path, screen.lang):
            screen.say(line)
    wrong = any(finding.severity is Severity.ERROR for finding in choices.findings)
    sys.exit(FOUND if wrong else DONE)
