"""Which documents there are to make: what the rows ask for, one file per student, version, council, class, ..."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from docgen.dossier import Records
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.plan_shared import SHARED_MAKERS
from docgen.plan_student import STUDENT_MAKERS
from docgen.planned import Planned, set_apart
from docgen.spec import DocumentSpec
from docgen.tables.school import Student

Maker = Callable[[DocumentSpec, Records], Iterator[Planned]]

MAKERS: Mapping[str, Maker] = {**STUDENT_MAKERS, **SHARED_MAKERS}
"""By what one document is about (`DocumentSpec.per`): every document of a type that the rows ask for."""


def plan(records: Records, specs: Iterable[DocumentSpec]) -> tuple[Planned, ...]:
    """Every document that the rows ask for, in the order of type and number."""
    present = records.register.present
    found = [planned for spec in specs if present.issuperset(spec.needs) for planned in MAKERS[spec.per](spec, records)]
    return tuple(sorted(set_apart(found), key=lambda planned: planned.name))


def lacking(records: Records, specs: Iterable[DocumentSpec], told: Iterable[Finding] = ()) -> Iterator[Finding]:
    """A remark for each absent sheet, with the types of documents that cannot be made without it.

    Without students nothing can be made. That is an error, unless `told` already holds why a sheet was not read.

    Findings: A01 document, A01 sheet
    """
    if Student.sheet.name not in records.register.present:
        if not any(finding.severity is Severity.ERROR for finding in told):
            sheet = (("target", Student.sheet.name),)
            yield Finding("A01", Severity.ERROR, CellRef(""), "sheet", sheet, effect=Effect.BLOCK, students=None)
        return
    waiting: dict[str, list[str]] = {}
    for spec in specs:
        for name in spec.needs:
            if name not in records.register.present:
                waiting.setdefault(name, []).append(spec.title)
    for name, titles in waiting.items():
        facts = (("target", name), ("list", tuple(titles)), ("n", len(titles)))
        yield Finding("A01", Severity.NOTE, CellRef("inputs"), "document", facts)


def destroy_after(end_of_year: date | None, years: int) -> date | None:
    """The day after which a document is destroyed: so many years after the end of the school year."""
    return end_of_year.replace(year=end_of_year.year + years) if end_of_year else None
