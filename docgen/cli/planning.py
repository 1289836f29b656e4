"""board."""

from __future__ import annotations

from datetime import datetime

import click

from docgen.cli.root import DAYS, Screen, commands


@commands.command()
@click.option("--week", type=click.DateTime(DAYS), help="Een dag in de week die u wilt zien; standaard deze week.")
@click.pass_obj
def board(screen: Screen, week: datetime | None) -> None:
    """Toon wie elk vrijgekomen lesuur waar zit, wat te vol is of zonder toezicht, en waar er plaats is."""
    from docgen import pipeline
    from docgen.board import DOCUMENT, Room
    from docgen.messages import catalogue
    from docgen.reports.board import lines

    checked = pipeline.check(screen.project())
    released = pipeline.shown_by(checked, DOCUMENT)
    if released is None:
        screen.say(catalogue(screen.lang).say("board.nobody"))
        return
    day = week.date() if week else checked.records.today
    screen.say("\n".join(lines(Room(released), day, screen.lang)))
