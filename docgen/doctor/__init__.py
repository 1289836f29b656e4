"""`docgen doctor`: looks whether docgen can do its work here, safely, and says what to do. It changes nothing.

A check is a function from a Place to what it tells; `CHECKS` is the list of them, in the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from docgen.doctor import files, machine, papers
from docgen.doctor.model import Place, State, Told
from docgen.project import Project

__all__ = ["CHECKS", "State", "Told", "examine"]

CHECKS: Mapping[str, Callable[[Place], Iterator[Told]]] = {
    "inputs": files.inputs,
    "outputs": files.outputs,
    "rights": files.rights,
    "pages": files.pages,
    "sync": files.sync,
    "share": files.share,
    "watch": machine.watch,
    "templates": papers.templates,
    "metadata": papers.metadata,
    "ledger": machine.ledger,
    "clock": machine.clock,
    "office": machine.office,
}


def examine(project: Project, now: datetime) -> tuple[Told, ...]:
    """What every check tells, in order; `now` has a time zone. Never raises for what a folder or a file may hold."""
    place = Place(project, now)
    return tuple(told.of(name) for name, check in CHECKS.items() for told in check(place))
