"""transfer and receive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from docgen.cli.root import Screen, commands
from docgen.making.status import FOUND, PRIVACY, TEMPLATE


@commands.group()
def transfer() -> None:
    """Draag gegevens over aan een andere school: inzage, vrijgave, pakket, ontvangst."""


@transfer.command("status")
@click.pass_obj
def transfer_status(screen: Screen) -> None:
    """Toon waar elke overdracht staat."""
    from docgen import pipeline
    from docgen.handover.procedure import handovers, stops
    from docgen.reports import handing

    checked = pipeline.check(screen.project())
    found = handovers(checked)
    stopped = frozenset(handover.name for handover in found if stops(handover, checked))
    for line in handing.status(found, stopped, screen.lang):
        click.echo(line)


@transfer.command("prepare")
@click.argument("name", metavar="ID")
@click.pass_obj
def transfer_prepare(screen: Screen, name: str) -> None:
    """Maak het afschrift voor inzage en het antwoordformulier."""
    from docgen.handover.acts import prepare
    from docgen.reports import handing

    with _handover_faults(screen):
        made = prepare(screen.project(), name)
        for path in made.paths:
            click.echo(str(path))
        screen.say("\n".join(handing.prepared(made, screen.lang)))


@transfer.command("release")
@click.argument("name", metavar="ID")
@click.pass_obj
def transfer_release(screen: Screen, name: str) -> None:
    """Geef een overdracht vrij, als aan alle voorwaarden is voldaan."""
    from docgen.handover.acts import release_copy
    from docgen.reports import handing

    with _handover_faults(screen):
        screen.say("\n".join(handing.released(release_copy(screen.project(), name), screen.lang)))


@transfer.command("send")
@click.argument("name", metavar="ID")
@click.option(
    "--to", "folder", required=True, metavar="MAP", type=click.Path(path_type=Path, file_okay=False),
    help="De map waarin het pakket komt.",
)  # fmt: skip
@click.option("--verslagen", "reports", is_flag=True, help="Enkel de verplichte verslagen, die op niets wachten.")
@click.pass_obj
def transfer_send(screen: Screen, name: str, folder: Path, reports: bool) -> None:
    """Maak het versleutelde pakket voor de andere school, één keer."""
    from docgen.handover.sending import send
    from docgen.reports import handing

    with _handover_faults(screen, reports=reports):
        made = send(screen.project(), name, folder, reports=reports)
        screen.say("\n".join(handing.sent(made, screen.lang)))


@transfer.command("recall")
@click.argument("name", metavar="ID")
@click.option("--verslagen", "reports", is_flag=True, help="Het pakket met enkel de verplichte verslagen.")
@click.pass_obj
def transfer_recall(screen: Screen, name: str, reports: bool) -> None:
    """Laat een pakket vervallen waarvan het wachtwoord kwijt is, of dat niet aankwam."""
    from docgen.handover.sending import recall
    from docgen.reports import handing

    with _handover_faults(screen, reports=reports):
        done = recall(screen.project(), name, reports=reports)
        screen.say("\n".join(handing.recalled(*done, screen.lang, reports=reports)))


@transfer.command("receipt")
@click.argument("name", metavar="ID")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def transfer_receipt(screen: Screen, name: str, file: Path) -> None:
    """Noteer het ontvangstbewijs van de andere school."""
    from docgen.handover.receipts import receipt
    from docgen.reports import handing

    with _handover_faults(screen):
        screen.say("\n".join(handing.noted(*receipt(screen.project(), name, file), screen.lang)))


@commands.command("receive")
@click.argument("package", metavar="PAKKET", type=click.Path(path_type=Path))
@click.option("--leerling", "student", default="", metavar="LEERLING-ID", help="De Leerling-ID in uw school.")
@click.pass_obj
def receive_(screen: Screen, package: Path, student: str) -> None:
    """Open een pakket van een andere school: kijk het na en bewaar wat erin zit."""
    from docgen.handover.receiving import own_school, receive
    from docgen.messages import catalogue
    from docgen.reports import handing

    project = screen.project()
    if sys.stdin.isatty():
        password = click.prompt(catalogue(screen.lang).say("transfer.ask_password"), hide_input=True, err=True)
    else:
        password = sys.stdin.readline()
    with _handover_faults(screen):
        received = receive(package, password, project.outputs, project.today, student, own_school(project))
        click.echo(str(received.folder))
        screen.say("\n".join(handing.received(received, received.folder, screen.lang)))


@contextmanager
def _handover_faults(screen: Screen, *, reports: bool = False) -> Iterator[None]:
    """End the program with 1 when a handover goes no further, with 5 when the privacy check stopped it."""
    from docgen.handover.refusal import AlreadySent, NotYet, Refused
    from docgen.reports import handing
    from docgen.reports.stop import privacy_stop

    try:
        yield
    except NotYet as refused:
        screen.say("\n".join(handing.not_yet(refused, screen.lang, reports=reports)))
        sys.exit(FOUND)
    except AlreadySent as refused:
        screen.say(handing.already_sent(refused, screen.lang))
        sys.exit(FOUND)
    except Refused as refused:
        closed = [finding for finding in refused.findings if finding.code in ("G01", "G02")]
        for finding in closed:
            screen.say(privacy_stop(finding, 0, screen.lang))
        if closed:
            sys.exit(PRIVACY)
        fault = any(finding.code.startswith("T") for finding in refused.findings)
        screen.fail(TEMPLATE if fault else FOUND, refused.findings)
