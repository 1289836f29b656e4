"""diff, explain: what would change, what a code means, where a document comes from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.root import Screen, commands, misused
from docgen.cli.showing import checked, print_json, progress_of
from docgen.making import status
from docgen.making.status import DONE, USAGE


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De documenten en hun oorzaken als JSON op stdout.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Werk met zoveel processen tegelijk.")
@click.pass_obj
def diff(screen: Screen, as_json: bool, jobs: int) -> None:
    """Zeg welke documenten een ronde zou maken, wijzigen of laten vervallen, en door welke cel."""
    from docgen import answers
    from docgen.reports import changes

    project = screen.project()
    with progress_of(screen) as progress:
        built, changing = answers.differences(project, jobs=jobs, progress=progress)
    if as_json:
        print_json(changes.as_plain(changing, screen.lang))
    else:
        click.echo(changes.as_text(changing, screen.lang), nl=False)
    sys.exit(status.of_findings(built.checked.findings))


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
        findings = checked(screen).findings
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
        print_json(provenance.as_plain(found, screen.lang))
    else:
        click.echo(provenance.as_text(found, screen.lang), nl=False)
    return DONE
