"""`docgen init MAP`: a project folder to begin with. What exists is never overwritten: it is named, and left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.folders import make_folder
from docgen.disk.leftovers import sweep_folder
from docgen.findings import CellRef, Finding, Severity
from docgen.init.lists import lists_of, sheets_in
from docgen.init.settings import settings_text
from docgen.init.workbooks import starters
from docgen.project import Project, shipped_templates

FIRST = "inputs/1_school.xlsx"
"""Where somebody begins: everything else points at what stands there."""


@dataclass(frozen=True)
class Begun:
    """What was written (paths inside the folder), and a finding for everything that was left as it was."""

    folder: Path
    written: tuple[str, ...]
    findings: tuple[Finding, ...]


def init(folder: Path, today: date, *, lists_from: Path | None = None) -> Begun:
    """Write what a project folder still lacks: docgen.toml, the workbooks to fill in, the templates, outputs/.

    The dropdowns hold what is known of the school in `lists_from`, a project folder; else in the folder itself.
    Raises OSError when it cannot be written, ProjectError when a docgen.toml cannot be read.

    Findings: S16, S16 sheets
    """
    known = Project(lists_from or folder)
    wanted = dict(_files(lists_of(known), known.settings.datum.peildatum or today))
    findings = tuple(_kept(folder, wanted))
    kept = {finding.place.file for finding in findings if isinstance(finding.place, CellRef)}
    missing = {name: data for name, data in wanted.items() if name not in kept}
    for place in {(folder / name).parent for name in wanted}:
        sweep_folder(place)
    for name, data in missing.items():
        write(folder / name, data)
    make_folder(folder / "outputs")
    return Begun(folder, tuple(missing), findings)


def _files(lists: Mapping[str, Sequence[str]], today: date) -> Iterator[tuple[str, bytes]]:
    """Every file of a project folder: its path inside it, and its bytes."""
    yield "docgen.toml", settings_text().encode()
    for workbook, data in starters(lists, today):
        yield f"inputs/{workbook}.xlsx", data
    for template in shipped_templates():
        yield f"templates/{template.name}", template.read_bytes()


def _kept(folder: Path, wanted: Mapping[str, bytes]) -> Iterator[Finding]:
    """What exists, and the workbooks whose sheets all stand in a workbook of the school's own."""
    present = sheets_in(Project(folder)) if (folder / "inputs").is_dir() else frozenset()
    for name in wanted:
        if (folder / name).exists():
            yield Finding("S16", Severity.NOTE, CellRef(name))
        elif name.startswith("inputs/") and of_workbook(name) <= present:
            yield Finding("S16", Severity.NOTE, CellRef(name), "sheets")


def of_workbook(name: str) -> frozenset[str]:
    """The sheets of a starter workbook, by its path."""
    from docgen.spec import sheets

    return frozenset(row.sheet.name for row in sheets().values() if row.sheet.workbook == Path(name).stem)
