"""bundle."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.root import Named, Screen, commands, misused
from docgen.making.status import DONE, FOUND


@commands.command()
@click.option("--document", "documents", multiple=True, metavar="NAAM", help="Enkel deze soort documenten.")
@click.option("--klas", "classes", multiple=True, metavar="KLAS", help="Van de leerlingen van deze klas.")
@click.option("--leerling", "students", multiple=True, metavar="ID", help="Van deze leerling.")
@click.option("--raad", "councils", multiple=True, metavar="KR-ID", help="Van deze klassenraad en zijn leerlingen.")
@click.option("--leraar", "teachers", multiple=True, metavar="CODE", help="Voor deze leraar.")
@click.option("--toezichter", "supervisors", multiple=True, metavar="CODE", help="Voor deze toezichter.")
@click.option("--map", "folders", multiple=True, metavar="MAP", help="Enkel uit deze map van outputs.")
@click.option("--oneven", "odd", is_flag=True, help="Begin elk document op een oneven bladzijde.")
@click.option("--pdf", is_flag=True, help="Maak ook een pdf; daarvoor is LibreOffice nodig.")
@click.option("--naar", "out", type=Named(".docx"), help="Het bestand; standaard in outputs/druk.")
@click.pass_obj
def bundle(screen: Screen, /, odd: bool, pdf: bool, out: Path | None, **asked: tuple[str, ...]) -> None:
    """Zet gemaakte documenten in één bestand om te drukken, op naam."""
    from docgen import pipeline
    from docgen.bundle import printing
    from docgen.bundle.choosing import Wish
    from docgen.reports import bundle as told
    from docgen.reports.group import arrange
    from docgen.reports.plain import check_lines

    _refuse(asked, out)
    project = screen.project()
    checked = pipeline.check(project)
    wish = Wish(**asked)
    found = printing.chosen(project, checked, wish)
    if missing := told.missing(found.missing, screen.lang):
        screen.say(missing)
    if not found.piles:
        screen.say(told.nothing(screen.lang))
        sys.exit(FOUND)
    if out is not None and len(found.piles) > 1:
        folders = ", ".join(dict.fromkeys(pile.folder for pile in found.piles))
        raise click.UsageError(misused("bundle_several", {"value": str(out), "list": folders}))
    for pile in found.piles:
        try:
            path = printing.place_of(project, wish, pile, out)
        except FileExistsError:
            raise click.UsageError(misused("form_exists", {"value": str(out)})) from None
        printed = printing.put_together(project, checked, pile, path, odd=odd, pdf=pdf)
        for line in check_lines(arrange(printed.findings, {}, everything=True), screen.lang):
            screen.say(line)
        for made in (printed.path, printed.pdf):
            if made is not None:
                click.echo(str(made))
        screen.say(told.made(pile, screen.lang))
    screen.say(told.rest(screen.lang))
    sys.exit(FOUND if found.missing else DONE)


def _refuse(asked: dict[str, tuple[str, ...]], out: Path | None) -> None:
    """End with a usage error when nothing was asked for, or a document or an ending that is not there."""
    from difflib import get_close_matches

    from docgen.spec import documents

    if not any(values for kind, values in asked.items() if kind != "folders"):
        raise click.UsageError(misused("bundle", {}))
    for name in asked["documents"]:
        if name.casefold() not in documents():
            near = get_close_matches(name, list(documents()), 1, 0.5)
            facts = {"value": name, **({"suggestion": near[0]} if near else {})}
            raise click.UsageError(misused("bundle_document", facts))
