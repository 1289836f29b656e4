"""Documents whose term is over: which they are, and their destruction. Only what docgen made itself is ever removed.

A document goes when it is still the one that docgen made. A working copy (see `copies`) is there to be filled in and
looked at, so it goes as it is now, when the school year in which it was last written is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.audit import make_key
from docgen.disk.copies import working_copies
from docgen.ledger import Ledger, Made
from docgen.making.accounting import of_removal
from docgen.outbox import destroy, strike
from docgen.project import Project


@dataclass(frozen=True)
class Destroyed:
    """What became of the documents whose term is over.

    `removed` are gone now, `absent` were gone already, `kept` were changed by somebody since docgen made them.
    """

    removed: tuple[Made, ...] = ()
    absent: tuple[Made, ...] = ()
    kept: tuple[Made, ...] = ()


def due(project: Project) -> tuple[Made, ...]:
    """What has passed its last day, oldest date first: documents in outputs/ and in vervallen/, and working copies."""
    with Ledger(project.outputs, writable=False) as ledger:
        return tuple(_due(ledger, project))


def destroy_due(project: Project) -> Destroyed:
    """Remove the documents whose last day has passed; their hashes stay in the log. Raises OSError.

    The files go first and the log is committed last: after an interruption the next time finds them gone and logs it.
    """
    removed: list[Made] = []
    absent: list[Made] = []
    kept: list[Made] = []
    if not due(project):
        return Destroyed()
    with Ledger(project.outputs, writable=True) as ledger:
        for document in _due(ledger, project):
            done = destroy(project.outputs, document.path, document.sha256)
            (kept if done is None else removed if done else absent).append(document)
        gone = [*removed, *absent]
        strike(project.outputs, [document.path for document in gone])
        events = of_removal(make_key(project.outputs), [*((m, True) for m in removed), *((m, False) for m in absent)])
        ledger.record((), [document.path for document in gone], {}, events=events)
    return Destroyed(tuple(removed), tuple(absent), tuple(kept))


def _due(ledger: Ledger, project: Project) -> Iterator[Made]:
    today = project.today
    known = (*ledger.made().values(), *ledger.lapsed().values())
    over = [document for document in known if document.destroy_after and document.destroy_after < today]
    over += _copies(project.outputs, today)
    yield from sorted(over, key=lambda document: (document.destroy_after or today, document.path))


def _copies(outputs: Path, today: date) -> Iterator[Made]:
    for copy in working_copies(outputs):
        if copy.destroy_after < today:
            yield Made(copy.path, copy.name, "", copy.sha256(outputs), copy.written_on, copy.destroy_after)
