"""Documents that nothing can have changed since they were made: known by what they may show, before any is derived.

A document shows rows of its own students, and rows that are nobody's own: the school, its classes, its calendar; of
both only those of the sheets that are released to it, and which of these it sees is decided by a few sheets more. So a
mark of the rows of each student in each sheet says whether it must be looked at. Those marks as one, its basis, lie in
the ledger with the document. Whatever else a document depends on (the day, the settings, docgen, the template, the
verdict) is in the basis too; a test changes every cell and holds that nothing else is.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache, cached_property, partial
from typing import Any

from docgen.changes.traces import RowTrace, SheetTraces, owners
from docgen.columns import Row
from docgen.making.batches import Work
from docgen.making.make import Maker, Making
from docgen.plan.planned import STOPPED, Planned, Verdict
from docgen.records.dossier import Records
from docgen.spec import DocumentSpec, sheets
from docgen.tables.council import Decision

OF_PLANNED = tuple(field.name for field in fields(Planned) if field.name != "spec")
DECIDING = frozenset({"Leerlingen", "Trajecten", "Beslissingen", "Klassenraden"})
"""Sheets that say which rows of other sheets a document sees: whose, of which version, whether it was ratified."""


class Bases:
    """What each document of a run may be made from, as one mark; `around` is what all of them depend on."""

    def __init__(self, records: Records, traces: SheetTraces, around: Sequence[str]) -> None:
        """Take the traces of the rows of the school."""
        self._records, self._traces, self._around = records, traces, around

    def of(self, planned: Planned, verdict: Verdict, template: str) -> str:
        """The basis of one document: 16 hexadecimal digits."""
        reached = _reached_by(planned.spec)
        rows = [
            [(sheet, mark) for sheet, mark in self._marks.get(owner, {}).items() if sheet in reached]
            for owner in ("", *sorted(planned.students))
        ]
        document = [planned.spec.name, *(getattr(planned, name) for name in OF_PLANNED)]
        judged = [verdict.status, sorted(verdict.without)]
        return _mark([template, *self._around, rows, document, judged])

    @cached_property
    def _classes(self) -> frozenset[str]:
        return frozenset(dossier.student.class_name for dossier in self._records.dossiers.values())

    @cached_property
    def _marks(self) -> Mapping[str, Mapping[str, str]]:
        """The mark of the rows of each student in each sheet, in their order; under '' of those that are nobody's."""
        names = self._records.once(owners)
        found = defaultdict[str, dict[str, str]](dict)
        for sheet, rows in self._records.register.rows.items():
            owned = ["" if self._is_of_class(row) else names.get(id(row), "") for row in rows]
            beside = owned, self._traces[sheet]
            marks = self._records.worked_out("bases", sheet, rows, beside, partial(_of_owners, *beside))
            for owner, mark in marks.items():
                found[owner][sheet] = mark
        return found

    def _is_of_class(self, row: Row) -> bool:
        """Whether a row is a decision on a class: everybody's, also in a class of one."""
        return isinstance(row, Decision) and row.about in self._classes


def _of_owners(owners: Sequence[str], traces: Sequence[RowTrace]) -> Mapping[str, str]:
    """The mark of the rows of each owner in one sheet."""
    found = defaultdict[str, list[Any]](list)
    for owner, trace in zip(owners, traces, strict=True):
        found[owner].append((trace.key, trace.cells))
    return {owner: _mark(some) for owner, some in found.items()}


@cache
def _reached_by(spec: DocumentSpec) -> frozenset[str]:
    """The sheets of which a row can change what such a document shows.

    What goes with a transfer is chosen per student, and when an exam ends the gate works out: both from any sheet.
    """
    if spec.of_transfer or spec.per == "supervisor":
        return frozenset(sheets())
    return spec.reads | DECIDING


def make_changed(
    maker: Maker, bases: Bases, wanted: Work, make: Callable[[Work], Iterable[Making]]
) -> tuple[Making, ...]:
    """Every document in order: those that may have changed as `make` makes them, the others as they stand."""
    marks = [
        "" if verdict.status == STOPPED else bases.of(planned, verdict, maker.templates.digest(planned.spec.name))
        for planned, verdict in wanted
    ]
    kept = [maker.kept(*one, basis) for one, basis in zip(wanted, marks, strict=True)]
    made = iter(make([one for one, as_it_stands in zip(wanted, kept, strict=True) if as_it_stands is None]))
    return tuple(
        as_it_stands or replace(next(made), basis=basis) for as_it_stands, basis in zip(kept, marks, strict=True)
    )


def _mark(parts: Iterable[Any]) -> str:
    return hashlib.sha256(repr(list(parts)).encode()).hexdigest()[:16]
