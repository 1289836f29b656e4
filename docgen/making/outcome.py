"""What a run says afterwards, as plain data: its findings, what each stops, the documents, the name of the school.

It can be written as JSON and read back, so that a run in which nothing changed says the same without reading anything.
A finding holds values of open columns only; nothing else than what a report shows is kept. Imports nothing heavy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from docgen.findings import Argument, CellRef, Effect, Finding, Place, Severity, TagRef

LAPSED = "vervallen"
MOMENT = re.compile(rb'(<time id="gekeken">)[^<]*(</time>)')
"""The one place of the results page that a run in which nothing changed writes anew: when docgen last looked."""


def is_beside(path: str) -> bool:
    """Whether this is a PDF, a calendar or a list that stands beside a document; '' is a document without a file."""
    return bool(path) and not path.endswith(".docx")


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the manifest lists it; `path` is relative to outputs/ and empty when there is no file.

    `reason` says why a document lapsed: a case of `lapsing`, with the code of the finding that stops it, if any.
    """

    path: str
    type: str
    audience: str
    student: str
    status: str
    sha256: str
    changed: bool
    reason: str = ""

    def plain(self) -> dict[str, object]:
        """The entry as plain data, in the order of the contract; `reason` only of a document that has one."""
        names = (name for name in DocumentRecord.__dataclass_fields__ if name != "reason" or self.reason)
        return {name: getattr(self, name) for name in names}


ENTRY = tuple(DocumentRecord.__dataclass_fields__)


@dataclass(frozen=True)
class Outcome:
    """What the reports of `check` and `build` are made of.

    The first `checked` findings are those of a check; the others came with making the documents. `stopped` maps the
    index of a finding to the names of the documents that it stops; `copies` a workbook to its marked copy.
    """

    findings: tuple[Finding, ...]
    stopped: Mapping[int, tuple[str, ...]]
    school: str
    checked: int
    documents: tuple[DocumentRecord, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_check(self) -> Outcome | None:
        """What a check alone would have said; None when a fault in a template changed what stops what."""
        more = self.findings[self.checked :]
        if any(finding.code.startswith("T") for finding in more):
            return None
        return replace(self, findings=self.findings[: self.checked], documents=(), copies={})

    @property
    def again(self) -> Outcome:
        """What the same run would say if it were done again: nothing is made, nothing lapses."""
        documents = (entry for entry in self.documents if entry.status != LAPSED)
        return replace(self, documents=tuple(replace(entry, changed=False) for entry in documents))


def as_plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON can hold it. Raises TypeError for a fact that has no form in JSON."""
    return {
        "findings": [_finding(finding) for finding in outcome.findings],
        "stopped": [[index, list(names)] for index, names in outcome.stopped.items()],
        "school": outcome.school,
        "checked": outcome.checked,
        "documents": [[getattr(entry, name) for name in ENTRY] for entry in outcome.documents],
        "copies": dict(outcome.copies),
    }


def of_plain(plain: Mapping[str, Any]) -> Outcome:
    """An outcome that `as_plain` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Outcome(
        tuple(_read_finding(*entry) for entry in plain["findings"]),
        {int(index): tuple(names) for index, names in plain["stopped"]},
        str(plain["school"]),
        int(plain["checked"]),
        tuple(DocumentRecord(*entry) for entry in plain["documents"]),
        dict(plain["copies"]),
    )


def _finding(finding: Finding) -> list[Any]:
    return [
        finding.code,
        str(finding.severity),
        _place(finding.place),
        finding.case,
        [[name, _argument(value)] for name, value in finding.args],
        finding.value,
        finding.suggestion,
        [_place(place) for place in finding.also],
        str(finding.effect),
        None if finding.students is None else sorted(finding.students),
        sorted(finding.classes),
        sorted(finding.documents),
        finding.trajectory,
        None if finding.cause is None else _place(finding.cause),
        finding.fingerprint,
    ]


def _read_finding(
    code: str,
    severity: str,
    place: list[Any],
    case: str,
    args: list[Any],
    value: str | None,
    suggestion: str | None,
    also: list[Any],
    effect: str,
    students: list[str] | None,
    classes: list[str],
    documents: list[str],
    trajectory: str,
    cause: list[Any] | None,
    fingerprint: str,
) -> Finding:
    return Finding(
        code,
        Severity(severity),
        _read_place(place),
        case,
        tuple((name, _read_argument(argument)) for name, argument in args),
        value,
        suggestion,
        tuple(map(_read_place, also)),
        Effect(effect),
        None if students is None else frozenset(students),
        frozenset(classes),
        frozenset(documents),
        trajectory,
        None if cause is None else _read_place(cause),
        fingerprint,
    )


def _place(place: Place) -> list[Any]:
    if isinstance(place, CellRef):
        return [place.file, place.sheet, place.row, place.column, place.heading, place.table]
    return [place.template, place.part, place.number, [list(step) for step in place.steps], place.around]


def _read_place(plain: list[Any]) -> Place:
    if len(plain) == len(CellRef.__dataclass_fields__):
        return CellRef(*plain)
    template, part, number, steps, around = plain
    return TagRef(template, part, number, tuple((name, count) for name, count in steps), around)


def _argument(value: Argument) -> Any:
    if type(value) is date:
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"no form for {type(value).__name__}")


def _read_argument(plain: Any) -> Argument:
    if isinstance(plain, dict):
        return date.fromisoformat(plain["date"])
    return tuple(plain) if isinstance(plain, list) else plain
