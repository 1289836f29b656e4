"""doctor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from docgen.cli.root import Screen, commands
from docgen.making.status import DONE, FOUND, STORAGE, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.doctor import Told


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="De uitkomst als JSON op stdout.")
@click.pass_obj
def doctor(screen: Screen, as_json: bool) -> None:
    """Kijk na of docgen hier zijn werk kan doen: mappen, rechten, sjablonen, klok, LibreOffice."""
    from datetime import datetime

    from docgen.doctor import examine
    from docgen.reports import doctor as report

    now = datetime.now().astimezone()
    found = examine(screen.project(), now)
    if as_json:
        from docgen.reports.json import printed

        sys.stdout.buffer.write(printed(report.as_json(found, screen.lang)).encode())
    else:
        screen.say("\n".join(report.lines(found, now, screen.lang)))
    sys.exit(_status(found))


def _status(found: Sequence[Told]) -> int:
    """0 when nothing is wrong (a warning may be), 4 for what cannot be read or written, 3 for a template, else 1."""
    from docgen.doctor import State

    if any(told.of_storage for told in found):
        return STORAGE
    if any(told.of_template for told in found):
        return TEMPLATE
    return FOUND if any(told.state is State.ERROR for told in found) else DONE
