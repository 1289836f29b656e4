"""What the reports are made of: lines (a cause with its places) and the documents of a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from docgen.findings import Finding, Place, Severity, TagRef


class MadeDocument(Protocol):
    """One document of a run, as the manifest lists it."""

    @property
    def path(self) -> str: ...  # within outputs/, with slashes
    @property
    def type(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def student(self) -> str: ...
    @property
    def status(self) -> str: ...  # definitief, ontwerp, geblokkeerd or vervallen
    @property
    def sha256(self) -> str: ...
    @property
    def changed(self) -> bool: ...
    @property
    def reason(self) -> str: ...  # why it lapsed; '' of one that stands


@dataclass(frozen=True, slots=True)
class Line:
    """One cause as a report shows it: a finding, all its places, and what waits for it.

    `stops` are the names of the documents that are not made because of it or its `consequences`, the number of
    findings that follow from it and are not shown. `students` are the IDs behind those documents. `whole` are the IDs
    of students whose own row, or whose only trajectory, was refused: without it no document of theirs is even planned.
    """

    finding: Finding
    places: tuple[Place, ...]
    stops: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    consequences: int = 0
    confirmations: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.finding.severity

    @property
    def file(self) -> str:
        """The workbook or template it stands in; '' when it is about inputs/ as a whole."""
        place = self.finding.place
        return place.template if isinstance(place, TagRef) else place.file


def stopped_documents(lines: Iterable[Line], severity: Severity = Severity.ERROR) -> frozenset[str]:
    """The names of all documents that lines of one severity stop, each once."""
    return frozenset(name for line in lines if line.severity is severity for name in line.stops)


def tally(lines: Iterable[Line]) -> dict[Severity, int]:
    """How many causes there are of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for line in lines:
        counts[line.severity] += 1
    return counts
