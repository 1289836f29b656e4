"""The findings of a run in words, with the names of whom they hold up: the page says names where a log says IDs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.dashboard.model import Told
from docgen.findings import CellRef
from docgen.making.accounting import student_of_document
from docgen.messages import ARROW, catalogue, container, sentence
from docgen.records.dossier import Records
from docgen.reports.model import Line
from docgen.spec import documents

STAFF_ONLY = "melding"


def tell_all(records: Records, lines: Sequence[Line], lang: str) -> tuple[Told, ...]:
    """Every line in words, in order; its name is where links to it go."""
    return tuple(_tell(records, line, f"b{number}", lang) for number, line in enumerate(lines, start=1))


def _tell(records: Records, line: Line, name: str, lang: str) -> Told:
    finding, told = line.finding, sentence(line.finding, lang, line.places)
    front = ARROW.join(container(catalogue(lang), finding.place)) if isinstance(finding.place, CellRef) else ""
    inside = told.place.removeprefix(front).removeprefix(ARROW)
    shown = [document for document in line.stops if not _is_staff_only(document)]
    students = line.students or tuple(sorted(finding.students or ()))
    return Told(
        name=name,
        severity=line.severity,
        code=finding.code,
        title=told.title,
        file=line.file,
        place=inside,
        what=told.message,
        fix=told.fix,
        documents=len(line.stops),
        stops=_whom(records, line.students, shown),
        held={name: tuple(_titles(name, shown)) for name in line.students},
        students=frozenset(students),
        consequences=line.consequences,
        whole=line.whole,
        confirmations=line.confirmations,
    )


def for_one(told: Told, student: str) -> Told:
    """A finding as it stands on the page of one student, who may not see whom else it holds up."""
    own = told.held.get(student, ())
    return replace(told, stops=own, documents=len(own), consequences=0, whole=())


def _titles(student: str, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        kind = name.partition("_")[0]
        if student_of_document(name.removesuffix(".docx")) == student and kind in documents():
            yield documents()[kind].title


def _whom(records: Records, students: Sequence[str], documents_held: Sequence[str]) -> tuple[str, ...]:
    """The students behind the held documents; without students the documents themselves."""
    named = [records.dossiers[name].student for name in students if name in records.dossiers]
    if named:
        return tuple(f"{row.first_name} {row.family_name} ({row.class_name})" for row in named)
    return tuple(_spoken(document) for document in documents_held)


def _spoken(document: str) -> str:
    kind, _, rest = document.removesuffix(".docx").partition("_")
    return f"{documents()[kind].title} {rest.replace('_', ' ')}" if kind in documents() else document


def _is_staff_only(document: str) -> bool:
    spec = documents().get(document.partition("_")[0])
    return spec is not None and spec.audience == STAFF_ONLY
