"""Forms as they were dropped in inputs/ -> their rows, typed, each with the form's own cell as its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from docgen.columns import plain
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.forms import forms
from docgen.forms.block import read_block
from docgen.forms.model import DamagedError, Filled, FormSpec, Position, Sheet, Typed
from docgen.reading.raw import RawForm, RawSheet
from docgen.records.refused import refuse
from docgen.records.validate import Validated, validate
from docgen.records.whom import student_of
from docgen.spec import documents, sheets


def read_back(
    raw: Iterable[RawForm], validated: Sequence[tuple[str, Validated]]
) -> tuple[tuple[Filled, ...], tuple[Finding, ...]]:
    """The forms that can be read, and what is wrong with the others.

    Findings: A07 form, A10, and those of single cells
    """
    found: list[Filled] = []
    findings: list[Finding] = []
    typed = _typed(validated)
    for form in raw:
        spec = _kind(form)
        if spec is None:
            findings.append(Finding("A07", Severity.NOTE, CellRef(form.file, form.sheet), "form"))
            continue
        try:
            sheet = read_block(spec, form)
            filled = _filled(spec, sheet, typed)
        except DamagedError as damage:
            findings.append(_damaged(spec, form, damage))
            continue
        found.append(filled)
        findings += _cell_faults(filled)
        told = (finding for part in filled.parts.values() for finding in part.findings)
        findings += dict.fromkeys(told)  # a fault in the block is one fault, however many rows rest on it
    return tuple(found), tuple(findings)


def _typed(validated: Sequence[tuple[str, Validated]]) -> Typed:
    rows: dict[str, tuple[object, ...]] = defaultdict(tuple)
    for name, part in validated:
        rows[name] += part.rows
    return rows


def _kind(form: RawForm) -> FormSpec | None:
    """The kind of form that a sheet is, by the second word of its name."""
    words = plain(form.sheet).split()
    return forms().get(words[1]) if len(words) > 1 else None


def _filled(spec: FormSpec, sheet: Sheet, typed: Typed) -> Filled:
    content = spec.read(sheet, typed)
    parts = {}
    for name in spec.targets:
        table = sheets()[name]
        headings = {column.heading: 0 for column in table.columns()}
        rows = tuple(row for row in content.rows.get(name, ()) if row.cells or row.faults)
        parts[name] = validate(table, RawSheet.of_rows(name, sheet.raw.file, headings, rows))
    return Filled(spec, sheet, content, parts)


def _damaged(spec: FormSpec, form: RawForm, damage: DamagedError) -> Finding:
    """A10: stops what depends on the form's sheets, for the student in the block or, when nobody is named, for all."""
    args = (("heading", damage.heading),) if damage.heading else ()
    place = CellRef(form.file, form.sheet, *damage.position)
    return Finding(
        "A10",
        Severity.ERROR,
        place,
        damage.case,
        args,
        effect=Effect.BLOCK,
        students=_whom(spec, form),
        documents=documents_of(spec),
    )


def _whom(spec: FormSpec, form: RawForm) -> frozenset[str] | None:
    """The students of whom a damaged form speaks, by its key and its label; None when that cannot be said."""
    if spec.key not in ("trajectory", "student"):
        return None
    bare = Sheet(form, {})
    words = {str(bare.value(row, 2)).split(" ")[0] for row in (2, 3)}
    return frozenset(student_of(word) for word in words if any(c.isdigit() for c in word)) or None


def documents_of(spec: FormSpec) -> frozenset[str]:
    """The types of documents that read a sheet which this kind of form fills."""
    return frozenset(document.name for document in documents().values() if document.reads & set(spec.targets))


def _cell_faults(form: Filled) -> Iterator[Finding]:
    """What is wrong with single cells that a row rests on: it stops what depends on that row."""
    told: set[Position] = set()
    for name, rows in form.content.rows.items():
        for row in rows:
            about = refuse(sheets()[name], row.origin, row.cells)
            for heading in sorted(row.faults):
                place = row.origin.at(heading)
                if (place.row, place.column) not in told:
                    told.add((place.row, place.column))
                    fault = form.sheet.raw.faults[place.row, place.column]
                    yield Finding(
                        fault.code,
                        Severity.ERROR,
                        place,
                        fault.case,
                        fault.args,
                        effect=Effect.BLOCK,
                        students=about.students,
                        classes=about.classes,
                        trajectory=about.trajectory,
                    )


def without(form: Filled, name: str, rows: tuple[object, ...]) -> Filled:
    """The form with only these rows of one sheet."""
    part = replace(form.parts[name], rows=rows)  # type: ignore[arg-type]
    return replace(form, parts={**form.parts, name: part})
