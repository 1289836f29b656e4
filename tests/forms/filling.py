"""Forms as people use them: made by docgen, some yellow cells filled in with openpyxl, dropped in inputs/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.columns import Row
from docgen.findings import CellRef, Finding
from docgen.forms import forms
from docgen.forms.drawing import draw
from docgen.forms.model import Request
from docgen.pipeline import Checked, check
from docgen.project import Project


def request(project: Project, key: str, **asked: Any) -> Request:
    """What `docgen form` asks, with the records as they are now."""
    checked = check(project)
    return Request(checked.records, key, forms=checked.forms, findings=checked.findings, **asked)


def drop(
    project: Project,
    kind: str,
    key: str,
    file: str = "form.xlsx",
    *,
    cells: Mapping[str, Any] = MappingProxyType({}),
    **asked: Any,
) -> Path:
    """Make a form and put it in inputs/ with these cells filled in; '' empties a cell. Only yellow cells may be."""
    path = project.inputs / file
    path.write_bytes(draw(forms()[kind].write(request(project, key, **asked))))
    fill(path, cells)
    return path


def fill(path: Path, cells: Mapping[str, Any], *, locked: bool = False) -> None:
    """Fill in cells of the first sheet, which must be open unless `locked`."""
    if not cells:
        return
    book = load_workbook(path)
    sheet: Worksheet = book.worksheets[0]
    for place, value in cells.items():
        assert locked or not sheet[place].protection.locked, f"{place} is locked"
        sheet[place].value = None if value == "" else value
    book.save(path)


def values(row: Row) -> dict[str, Any]:
    """The filled cells of a typed row, by heading."""
    found = {column.heading: getattr(row, column.attribute) for column in row.columns()}
    return {heading: value for heading, value in found.items() if value not in (None, (), "")}


def rows(checked: Checked, sheet: str) -> list[dict[str, Any]]:
    """The rows of one sheet, whatever their order."""
    return sorted((values(row) for row in checked.records.register.rows.get(sheet, ())), key=repr)


def same_rows(one: Checked, other: Checked) -> bool:
    """Whether two checks found the same rows; a sheet without rows is as good as none."""
    names = one.records.register.rows.keys() | other.records.register.rows.keys()
    return all(rows(one, name) == rows(other, name) for name in names)


def new(findings: tuple[Finding, ...], before: tuple[Finding, ...], *codes: str) -> list[Finding]:
    """The findings (with these codes) that were not there before."""
    return [finding for finding in findings if finding not in before and (not codes or finding.code in codes)]


def at(place: CellRef) -> str:
    """'Formulier weekrooster!D13'."""
    return f"{place.sheet}!{place.cell or place.row}"


def day(text: str) -> date:
    """'16/03/2026' as a date."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2]))
