"""An act of a handover, noted once: in the ledger, and in the log with what went out, on which ground, by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.audit import make_key
from docgen.handover.procedure import Handover
from docgen.ledger import Ledger
from docgen.making.accounting import of_act
from docgen.project import Project


def note(
    project: Project,
    handover: Handover,
    action: str,
    notes: Mapping[str, str],
    *,
    copy: str,
    reports: bool = False,
    facts: Mapping[str, str] | None = None,
    act: Callable[[], None] = lambda: None,
) -> bool:
    """Do the act and note it, unless it was noted before: then nothing happens, and False comes back.

    Nobody else can note the same act in the meantime. `reports`: it is about the mandatory reports alone.
    Raises what `act` raises; then nothing is noted.
    """
    planned, _ = handover.copies[copy]
    event = of_act(handover.records, make_key(project.outputs), planned, action, facts or {}, reports=reports)
    with Ledger(project.outputs, writable=True) as ledger:
        return ledger.note(notes, [event], act)
