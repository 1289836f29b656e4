"""Workbooks -> typed rows, from their bytes alone: whoever goes on (`watch`) need not read the same bytes twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.findings import Finding
from docgen.inbox import settled
from docgen.project import Project
from docgen.reading.grid import Refused
from docgen.reading.raw import RawForm
from docgen.records.again import as_before
from docgen.records.validate import Validated, validate
from docgen.records.worked import Worked
from docgen.sheets import Reading, bytes_of, read_bytes, reader, unreadable
from docgen.spec import sheets

PASSING = frozenset({"S11", "S13"})
"""Findings that depend on more than the bytes: on memory, on time, on who may read."""
Synonyms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Workbook:
    """What one file gave: its typed sheets by name, its forms, what the reading found, and its SHA-256."""

    file: str
    sha256: str
    sheets: tuple[tuple[str, Validated], ...]
    forms: tuple[RawForm, ...]
    findings: tuple[Finding, ...]


def typed_workbook(reading: Reading) -> Workbook:
    """The rows of a reading with their types."""
    typed = tuple((raw.name, validate(sheets()[raw.name], raw)) for raw in reading.sheets)
    return Workbook(reading.file, reading.sha256, typed, reading.forms, reading.findings)


Key = tuple[str, str, str]


class Workbooks:
    """The workbooks of the last run, by everything that decides what comes of them: rows and findings never change.

    `worked` is what was worked out of their rows.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._last: dict[Key, Workbook] = {}
        self._now: dict[Key, Workbook] = {}
        self.worked = Worked()

    def workbook(self, path: Path, file: str, synonyms: Synonyms) -> Workbook:
        """What a file gives; it is read anew unless the last run read the same bytes under the same name."""
        try:
            data = bytes_of(path)
        except Refused as refused:
            return typed_workbook(unreadable(refused, file))
        key = hashlib.sha256(data).hexdigest(), file, repr(sorted((name, [*own]) for name, own in synonyms.items()))
        found = self._last.get(key) or self._read(data, path.name, key, synonyms)
        if not any(finding.code in PASSING for finding in found.findings):
            self._now[key] = found
        return found

    def _read(self, data: bytes, name: str, key: Key, synonyms: Synonyms) -> Workbook:
        """What these bytes give; a row that says what it said in the last run is the same row."""
        _, file, own = key
        found = typed_workbook(read_bytes(data, name, file, synonyms=synonyms))
        before = next((old for (_, *same), old in self._last.items() if same == [file, own]), None)
        return replace(found, sheets=as_before(found.sheets, before.sheets)) if before else found

    def end_run(self) -> None:
        """Forget what this run did not need."""
        self._last, self._now = self._now, {}
        self.worked.end_run()


@dataclass
class ReadIn:
    """What all workbooks gave: typed sheets, forms, what the reading found, and each file with its SHA-256."""

    sheets: list[tuple[str, Validated]] = field(default_factory=list)
    forms: list[RawForm] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    standing: dict[str, str] = field(default_factory=dict)  # each sheet, and the workbook that it was last read in


def read_all(
    project: Project, progress: Callable[[int, int], None], told: Sequence[Finding], known: Workbooks
) -> ReadIn:
    """Everything in inputs/; `progress` is told how many files are done, of how many.

    Raises OSError when inputs/ cannot be listed.
    """
    paths, findings = settled(project.workbooks)
    gathered = ReadIn(findings=[*told, *findings])
    with reader():
        for index, path in enumerate(paths):
            progress(index, len(paths))
            file = path.relative_to(project.workbooks).as_posix()
            found = known.workbook(path, file, project.settings.koppen)
            gathered.sheets += found.sheets
            gathered.standing.update((name, file) for name, _ in found.sheets)
            gathered.forms += found.forms
            gathered.findings += found.findings
            gathered.files.append((found.file, found.sha256))
    known.end_run()
    return gathered
