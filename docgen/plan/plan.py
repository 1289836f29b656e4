"""Which documents there are to make: what the rows ask for, one file per student, version, council, class, ..."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.plan.planned import Planned, set_apart
from docgen.plan.shared import SHARED_MAKERS
from docgen.plan.student import STUDENT_MAKERS
from docgen.records.dossier import Records
from docgen.spec import DocumentSpec
from docgen.tables.school import SchoolRow, Student

ALWAYS_NEEDED = (Student.sheet.name, SchoolRow.sheet.name)
"""The sheets that every document needs. Source: sheets.md 8."""
Maker = Callable[[DocumentSpec, Records], Iterator[Planned]]

MAKERS: Mapping[str, Maker] = {**STUDENT_MAKERS, **SHARED_MAKERS}
"""By what one document is about (`DocumentSpec.per`): every document of a type that the rows ask for."""


def plan(records: Records, specs: Iterable[DocumentSpec]) -> tuple[Planned, ...]:
    """Every document that the rows ask for, in the order of type and number."""
    present = records.register.present
    found = [planned for spec in specs if present.issuperset(spec.needs) for planned in MAKERS[spec.per](spec, records)]
    return tuple(sorted(set_apart(found), key=lambda planned: planned.name))


def completed(told: Sequence[Finding], records: Records, specs: Collection[DocumentSpec]) -> list[Finding]:
    """The findings with those about absent sheets; an unknown sheet that is one of them is told once."""
    absent = [*lacking(records, specs, told)]
    renamed = {finding.place for finding in absent if finding.case == "renamed"}
    return [*(f for f in told if (f.code, f.case) != ("A07", "sheet") or f.place not in renamed), *absent]


def lacking(records: Records, specs: Collection[DocumentSpec], told: Sequence[Finding] = ()) -> Iterator[Finding]:
    """A remark for each absent sheet, with the types of documents that cannot be made without it.

    A sheet that stands there under nearly its own name is an error. Without students nothing can be made, and without
    the school no paper has a name above it: that is an error too, unless `told` already holds why a sheet was not read.

    Findings: A01 document, A01 renamed, A01 sheet
    """
    absent = [name for name in ALWAYS_NEEDED if name not in records.register.present]
    if absent and not any(finding.severity is Severity.ERROR for finding in told):
        place, sheet = _where_it_may_be(absent[0], told), (("target", absent[0]),)
        case, every = "renamed" if place else "sheet", frozenset(spec.name for spec in specs)
        stopped = Finding("A01", Severity.ERROR, place or CellRef(""), case, sheet, effect=Effect.BLOCK)
        yield replace(stopped, students=None, documents=every)
    if Student.sheet.name in absent:
        return
    waiting: dict[str, list[DocumentSpec]] = {}
    for spec in specs:
        for name in spec.needs:
            if name not in records.register.present and name not in absent:
                waiting.setdefault(name, []).append(spec)
    for name, types in waiting.items():
        place = _where_it_may_be(name, told)
        if place and place in _unknown_sheets(name, told):
            stops = {"effect": Effect.BLOCK, "students": None, "documents": frozenset(spec.name for spec in types)}
            yield Finding("A01", Severity.ERROR, place, "renamed", (("target", name),), **stops)  # type: ignore[arg-type]
            continue
        facts = (("target", name), ("list", tuple(spec.title for spec in types)), ("n", len(types)))
        yield Finding("A01", Severity.NOTE, CellRef("inputs"), "document", facts, cause=place)


def _where_it_may_be(name: str, told: Sequence[Finding]) -> CellRef | None:
    """Where a sheet that was not read probably stands: itself, under another name, in a workbook that is shut."""
    places = [(finding, finding.place) for finding in told if isinstance(finding.place, CellRef)]
    refused = [(f, place) for f, place in places if f.severity is Severity.ERROR and f.effect is Effect.BLOCK]
    own = (place for _, place in refused if place.sheet == name and not place.row)
    renamed = _unknown_sheets(name, told)
    shut = (place for f, place in refused if place.file and (not place.sheet or f.code == "G07"))
    return next(chain(own, renamed, shut), None)


def _unknown_sheets(name: str, told: Sequence[Finding]) -> list[CellRef]:
    """The unknown sheets that are probably this one."""
    found = (f.place for f in told if (f.code, f.case, f.suggestion) == ("A07", "sheet", name))
    return [place for place in found if isinstance(place, CellRef)]


def destroy_after(end_of_year: date | None, years: int) -> date | None:
    """The day after which a document is destroyed: so many years after the end of the school year."""
    return end_of_year.replace(year=end_of_year.year + years) if end_of_year else None
