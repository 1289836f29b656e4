"""init, schema, form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from docgen.cli.root import DAYS, Named, Screen, commands, misused
from docgen.making.status import FOUND


@commands.command("init")
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--lijsten",
    "lists_from",
    metavar="PROJECT",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Neem klassen, vakken, personeel en doelen voor de keuzelijsten uit deze projectmap.",
)
@click.pass_obj
def init_(screen: Screen, folder: Path, lists_from: Path | None) -> None:
    """Begin een projectmap: instellingen, werkboeken om in te vullen, sjablonen. Overschrijft niets."""
    from datetime import date

    from docgen.init import FIRST, init
    from docgen.messages import catalogue
    from docgen.reports.group import arrange
    from docgen.reports.plain import check_lines

    texts = catalogue(screen.lang)
    with screen.settings_faults():
        begun = init(folder, date.today(), lists_from=lists_from)
    for name in begun.written:
        click.echo(folder / name)
    for line in check_lines(arrange(begun.findings, {}, everything=True), screen.lang):
        screen.say(line)
    if begun.written:
        screen.say(texts.say("init.made", len(begun.written), folder=folder))
        screen.say(texts.say("init.next", file=folder / FIRST, folder=folder))
    else:
        screen.say(texts.say("init.nothing", folder=folder))


@commands.command()
@click.option("--format", "form", type=click.Choice(("json", "frictionless")), default="json", help="Welk schema.")
@click.option("--out", type=Named(".json"), help="Schrijf naar dit bestand in plaats van naar stdout.")
def schema(form: str, out: Path | None) -> None:
    """Beschrijf de bladen voor andere programma's."""
    from docgen.disk.atomic import write
    from docgen.schema import schema_text

    text = schema_text(form).encode()
    if out is not None:
        write(out, text)
    else:
        sys.stdout.buffer.write(text)


@commands.command()
@click.argument("kind", metavar="SOORT")
@click.argument("key", metavar="[SLEUTEL]", default="")
@click.option("--van", type=click.DateTime(DAYS), help="De eerste dag.")
@click.option("--tot", type=click.DateTime(DAYS), help="De laatste dag.")
@click.option("--datum", type=click.DateTime(DAYS), help="De dag van de klassenraad.")
@click.option("--klas", help="De klas, of meer dan één met een puntkomma ertussen.")
@click.option("--vak", help="De vakcode.")
@click.option("--out", type=click.Path(path_type=Path), help="Het werkboek; standaard in outputs/formulieren.")
@click.pass_obj
def form(screen: Screen, /, kind: str, key: str, out: Path | None, **given: Any) -> None:
    """Maak een formulier om in te vullen: weekrooster, examens, doelen, klassenraad, traject, opvolging, …"""
    from docgen import pipeline
    from docgen.forms.making import finding, make, misuse
    from docgen.forms.model import FormError, Request

    options = {name: value for name, value in given.items() if value}
    if wrong := misuse(kind, key, options):
        raise click.UsageError(misused(*wrong))
    project = screen.project()
    days = {name: value.date() if name in ("van", "tot", "datum") else value for name, value in options.items()}
    names = {"van": "start", "tot": "end", "datum": "on", "klas": "class_name", "vak": "subject"}
    checked = pipeline.check(project)
    asked: dict[str, Any] = {names[name]: value for name, value in days.items()}
    request = Request(checked.records, key, forms=checked.forms, findings=checked.findings, **asked)
    try:
        path = make(kind, request, project.outputs, out)
    except FileExistsError:
        raise click.UsageError(misused("form_exists", {"value": str(out)})) from None
    except FormError as error:
        screen.fail(FOUND, [finding(error)])
    click.echo(str(path))
