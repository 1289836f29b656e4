"""The marked workbooks: of each workbook with findings a copy in outputs/controle/, its cells coloured and commented.

The original is never written. A copy goes when its workbook has no findings left. Source: interface.md section 20.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.copies import MARKED
from docgen.findings import CellRef, Finding, Severity
from docgen.marked.copying import marked_copy
from docgen.marked.state import LARGEST, NoCopyError, TooLargeError, is_of
from docgen.marked.telling import Told, fingerprint, tell
from docgen.pipeline import Checked
from docgen.project import Project
from docgen.reports.group import arrange, by_file
from docgen.reports.model import Line

ENDING = ".gecontroleerd.xlsx"
NEVER = "G07"
"""A workbook with a sheet about conduct is refused whole, so no copy of it is made either."""
HELD = ("held", "held_by")


@dataclass(frozen=True)
class Marked:
    """The check with a note for each workbook that has no copy, and the path of each copy by workbook."""

    checked: Checked
    copies: Mapping[str, str]


def write_marked(
    project: Project, checked: Checked, lang: str = "nl", *, now: datetime | None = None, dry_run: bool = False
) -> Marked:
    """Write the copies that changed and remove those that are not needed any more. Raises OSError.

    Findings: S17, S17 large, S17 open
    """
    if dry_run:
        return Marked(checked, {})
    copies: dict[str, str] = {}
    notes: list[Finding] = []
    groups = by_file(arrange(checked.findings, checked.stopped)) if project.settings.controle.kopie else {}
    for file, lines in groups.items():
        if not _can_have_copy(project, file, lines):
            continue
        place = CellRef(file)
        try:
            _mark(project, file, tell(file, lines, checked.findings, lang), now or datetime.now())
            copies[file] = str(Path(project.outputs.name, MARKED, copy_name(file)))
        except TooLargeError:
            notes.append(Finding("S17", Severity.NOTE, place, "large", (("limit", LARGEST // 2**20),)))
        except NoCopyError:
            notes.append(Finding("S17", Severity.NOTE, place))
        except PermissionError:
            notes.append(Finding("S17", Severity.NOTE, place, "open"))
    _sweep(project.outputs / MARKED, {copy_name(file) for file in (*copies, *_held(checked.findings))})
    return Marked(replace(checked, findings=(*checked.findings, *notes)), copies)


def copy_name(file: str) -> str:
    """The path of a copy inside outputs/controle/; that of a workbook in a subfolder stands in the same subfolder."""
    return (file[: -len(".xlsx")] if file.lower().endswith(".xlsx") else file) + ENDING


def _can_have_copy(project: Project, file: str, lines: list[Line]) -> bool:
    """Whether this is a workbook that was read, with something to say about what stands in it."""
    places = [line.finding.place for line in lines]
    if not file or not all(isinstance(place, CellRef) for place in places):
        return False
    refused = any(line.severity is Severity.ERROR and not getattr(line.finding.place, "sheet", "") for line in lines)
    conduct = any(line.finding.code == NEVER for line in lines)
    inside = any(getattr(place, "sheet", "") for place in places)
    return inside and not refused and not conduct and (project.workbooks / file).is_file()


def _mark(project: Project, file: str, told: Told, now: datetime) -> None:
    """Write the copy of one workbook, unless it stands there already."""
    source, target = project.workbooks / file, project.outputs / MARKED / copy_name(file)
    data = source.read_bytes()
    state = fingerprint(data, told)
    if is_of(target, state):
        return
    write(target, marked_copy(data, source.name, project.settings.koppen, told, state, now))


def _held(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Workbooks that wait until somebody closes them: what was said of them still holds."""
    yield from (f.place.file for f in findings if isinstance(f.place, CellRef) and f.code == "S01" and f.case in HELD)


def _sweep(folder: Path, kept: set[str]) -> None:
    """Remove the copies whose workbook has no findings left, or is gone."""
    for path in sorted(folder.rglob(f"*{ENDING}")):
        if path.relative_to(folder).as_posix() not in kept:
            try:
                path.unlink()
            except PermissionError:
                continue  # open in Excel: the next run removes it
