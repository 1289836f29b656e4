"""template render, check, fields, preview."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from docgen.cli.root import Named, Screen, commands, misused
from docgen.making.status import DONE, STORAGE, TEMPLATE


@commands.group()
def template() -> None:
    """Werk met de Word-sjablonen."""


@template.command()
@click.argument("template_file", metavar="TEMPLATE.docx", type=click.Path(path_type=Path))
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Een .json of .jsonl.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Het document, of bij .jsonl de map.")
@click.pass_obj
def render(screen: Screen, template_file: Path, data: Path, out: Path) -> None:
    """Vul een sjabloon met gegevens uit JSON: enkel de samenvoeging, zonder controle."""
    from docgen.authors.rendering import DataFaultError, render_file

    for given in (template_file, data):
        if not given.exists():
            raise click.UsageError(misused("path", {"value": str(given)}))
    if data.suffix != ".jsonl" and out.suffix.lower() != ".docx":
        raise click.UsageError(misused("ending", {"option": "--out", "value": str(out), "list": ".docx"}))
    if out.exists() and out.samefile(template_file):
        raise click.UsageError(misused("form_exists", {"value": str(out)}))
    try:
        count = render_file(template_file, data, out)
    except DataFaultError as error:
        screen.fail(STORAGE, [error.finding])
    click.echo(str(count))


@template.command("check")
@click.argument("files", metavar="TEMPLATE.docx...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--annotate", "folder", type=click.Path(path_type=Path), help="Bewaar hier een kopie met opmerkingen.")
@click.pass_obj
def check_templates(screen: Screen, files: tuple[Path, ...], folder: Path | None) -> None:
    """Kijk sjablonen na zonder gegevens: alle fouten tegelijk, elk met zijn plaats."""
    from docgen.authors import workshop
    from docgen.findings import Severity
    from docgen.messages import sentence
    from docgen.reports.group import root_causes
    from docgen.reports.plain import check_lines

    errors = False
    for path in files:
        found = workshop.check(path)
        errors = errors or any(finding.severity is Severity.ERROR for finding in found)
        for line in check_lines(root_causes(found, {}, everything=True), screen.lang):
            screen.say(line)
        if folder is not None and found and path.is_file():
            workshop.annotated(path, found, folder, lambda finding: str(sentence(finding, screen.lang)))
    sys.exit(TEMPLATE if errors else DONE)


@template.command()
@click.argument("document")
@click.option("--out", type=Named(".docx"), help="Bewaar de lijst als Word-bestand.")
@click.pass_obj
def fields(screen: Screen, document: str, out: Path | None) -> None:
    """Toon alle tags van een soort document: betekenis, soort en voorbeeld."""
    from docgen.authors import workshop
    from docgen.disk.atomic import write

    spec = _document(document)
    if out is not None:
        write(out, workshop.fields_as_word(spec))
        return
    for tag in workshop.fields(spec):
        click.echo("\t".join((tag.tag, tag.meaning, tag.kind, tag.example)).rstrip())


@template.command()
@click.argument("document")
@click.option("--out", type=click.Path(path_type=Path), default="voorbeelden", help="De map voor de voorbeelden.")
@click.pass_obj
def preview(screen: Screen, document: str, out: Path) -> None:
    """Vul een sjabloon met een verzonnen leerling, en met een lange naam en 0 of 40 rijen."""
    from docgen.authors import workshop

    for path in workshop.preview(screen.project(), _document(document), out):
        click.echo(str(path))


def _document(name: str) -> Any:
    """The spec of a document type, or a usage error that says which there are."""
    from difflib import get_close_matches

    from docgen.spec import documents

    if name not in documents():
        facts = {"value": name, "list": ", ".join(documents())}
        near = get_close_matches(name, documents(), 1, 0.5)
        raise click.UsageError(misused("document", facts | {"suggestion": near[0] if near else ""}))
    return documents()[name]


@commands.command("new-document")
@click.argument("name", metavar="NAAM")
@click.pass_obj
def new_document_(screen: Screen, name: str) -> None:
    """Begin een nieuwe soort document: wat het mag tonen, en zijn bladzijde. Enkel in de broncode van docgen."""
    from docgen.authors import scaffold
    from docgen.messages import catalogue

    try:
        paths = scaffold.new_document(name)
    except scaffold.NotPossibleError as error:
        raise click.UsageError(misused(f"new_document_{error.case}", {"value": name})) from None
    for path in paths:
        click.echo(str(path))
    screen.say(catalogue(screen.lang).say("scaffold.next", name=name))
