"""Why a document may no longer stand where it stood: a case, with the code of the finding behind it when there is one.

'consent C03', 'blocked A02', 'student': plain words for the manifest; what a person reads is in `messages` (lapsed.*).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from docgen.findings import Finding, Place
from docgen.ledger import Made
from docgen.making.accounting import student_of_document
from docgen.making.make import Making
from docgen.plan.planned import DRAFT, STOPPED
from docgen.records.dossier import Dossier, Records
from docgen.records.version import State, Version
from docgen.spec import documents

BEHIND: Mapping[str, str] = {
    **dict.fromkeys(("C03", "C04", "C05", "C15"), "consent"),
    **dict.fromkeys(("C01", "C02", "C13", "B05"), "decision"),
    "C16": "altered",
    **dict.fromkeys(("G03", "G04", "G06", "G15"), "handover"),
    "S18": "expired",
}
"""What findings that stop a document come down to for a reader; any other is 'blocked' by its code."""
CASES = ("student", "row", "unread", "decision", "stopped", "replaced", "draft", "final")
BESIDE = {"pdf": "pdf", "ics": "beside", "csv": "beside"}
"""Of what stood beside a document that stays: its case, by its ending."""
EVERY_CASE = frozenset({*CASES, *BESIDE.values(), "blocked", "unknown", *BEHIND.values()})


class Reason(NamedTuple):
    """Why a document goes: a case, and of the finding behind it the code and the place."""

    case: str
    code: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        """'consent C03': how the manifest keeps it."""
        return f"{self.case} {self.code}".strip()


def reasons(
    gone: Iterable[Made], makings: Sequence[Making], records: Records, findings: Sequence[Finding]
) -> dict[str, Reason]:
    """The reason of each document that leaves, by its path. `findings` are those that the verdicts point at."""
    by_name = {making.planned.name: making for making in makings}
    return {old.path: _reason(old, by_name.get(old.name), records, findings) for old in gone}


def _reason(old: Made, making: Making | None, records: Records, findings: Sequence[Finding]) -> Reason:
    if making is None:
        return Reason(_not_asked_for(old.name, records))
    behind = [findings[index] for index in making.verdict.stopped_by if index < len(findings)]
    if making.verdict.status == STOPPED:
        return _by(behind)
    if making.refused:
        return _by(making.refused)
    if old.path.rpartition("/")[0] != making.path.rpartition("/")[0]:
        drafted = making.verdict.status == DRAFT and behind
        return _by(behind)._replace(case="draft") if drafted else Reason("final")
    return Reason(BESIDE.get(old.path.rpartition(".")[2], "unknown"))


def _by(behind: Sequence[Finding]) -> Reason:
    """The case of the first finding that says something to a reader, else of the first."""
    told = next((finding for finding in behind if finding.code in BEHIND), behind[0] if behind else None)
    return Reason(BEHIND.get(told.code, "blocked"), told.code, told.place) if told else Reason("blocked")


def _not_asked_for(name: str, records: Records) -> str:
    """Why the rows no longer ask for a document: who or what it was about is gone, or was decided otherwise."""
    student = student_of_document(name)
    refused = {reject.key for reject in records.register.rejected}
    if not student:
        return "row"  # of several students: nobody is left to stand on it
    dossier = records.dossiers.get(student)
    if dossier is None:
        return "unread" if student in refused else "student"
    spec, number = documents().get(name.partition("_")[0]), name.partition("_")[2]
    about = number.partition("_")[0]
    if spec is None or spec.per == "transfer" or "-" not in about:
        return _of_student(dossier)
    version = next((version for version in dossier.versions if version.name == about), None)
    if version is None:
        return "unread" if about in refused else "row"
    return next((case for case, holds in _STATES if holds(version)), "row")


_STATES: tuple[tuple[str, Callable[[Version], bool]], ...] = (
    ("stopped", lambda version: version.state is State.STOPPED),
    ("decision", lambda version: version.state is State.REFUSED),
    ("replaced", lambda version: version.last_day < version.trajectory.end),
)


def _of_student(dossier: Dossier) -> str:
    """Of a document about the student: what became of the versions, when none of them is alive."""
    cases = {next((case for case, holds in _STATES if holds(version)), "") for version in dossier.versions}
    return cases.pop() if len(cases) == 1 and "" not in cases else "row"
