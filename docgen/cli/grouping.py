"""group build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from docgen.cli.root import Screen, commands, misused


@commands.group()
def group() -> None:
    """Werk met alle scholen van een groep, elk in haar eigen map."""


@group.command("build")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="MAP")
@click.option("--json", "as_json", is_flag=True, help="Per school de bevindingen en de documenten als JSON op stdout.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Bouw hoogstens zoveel scholen tegelijk.")
@click.option("--force", is_flag=True, help="Maak alles opnieuw, ook wat niet veranderde.")
@click.option("--pdf", is_flag=True, help="Maak bij elk document ook een pdf; daarvoor is LibreOffice nodig.")
@click.pass_obj
def group_build(screen: Screen, folder: Path, as_json: bool, jobs: int, force: bool, pdf: bool) -> None:
    """Bouw elke projectmap (met docgen.toml) in deze map, school na school."""
    import time
    from dataclasses import replace

    from docgen import group as schools
    from docgen.cli.showing import progress_of
    from docgen.reports import schools as told

    begun, folders = time.monotonic(), schools.schools_in(folder)
    if not folders:
        alone = (folder / schools.SETTINGS).exists()
        raise click.UsageError(misused("group_itself" if alone else "group_none", {"value": str(folder)}))
    asked = schools.Asked(screen.lang, force=force, pdf=pdf, as_json=as_json)
    done: list[schools.School] = []

    def heard() -> Iterator[schools.School]:
        """Each school as it is done, after it was told to people; of those before only the counts are kept."""
        for school in schools.build(folders, asked, jobs, lambda: progress_of(screen)):
            screen.say(told.line(school, screen.lang))
            done.append(replace(school, whole=None))
            yield school

    pieces = told.as_json(heard()) if as_json else ("" for _ in heard())
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode())
    screen.say(told.total(done, time.monotonic() - begun, screen.lang))
    sys.exit(told.worst(done))
