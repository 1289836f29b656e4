"""Choices -> the form klassenraad with those choices filled in, as if a person had typed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.disk.atomic import write
from docgen.disk.given import given
from docgen.findings import CellRef, Finding, Severity
from docgen.forms import forms
from docgen.forms.drawing import draw
from docgen.forms.klassenraad import FIELDS, FOLLOWING, ID
from docgen.forms.making import place_of
from docgen.forms.model import FormSheet, Request
from docgen.merge.package import BadPackage
from docgen.merge.wordxml import BadXml
from docgen.readback.choices import Choices, read_choices
from docgen.readback.controls import read_controls
from docgen.readback.paper import read_paper

FORM = "klassenraad"
MOST_BYTES = 32 * 2**20


def read_back(path: Path, request: Request) -> Choices:
    """What was chosen on a filled paper; a file that is none gives no choices and says why.

    Findings: R01 to R05
    """
    try:
        data = given(path, MOST_BYTES)
        return read_choices(read_paper(read_controls(data)), request.records, path.name)
    except OSError:
        case = "storage"
    except BadPackage as refused:
        case = refused.case
    except BadXml as refused:
        case = "doctype" if refused.case == "doctype" else "damaged"
    return Choices("", (), (Finding("R01", Severity.ERROR, CellRef(path.name), case),))


def fill_form(choices: Choices, request: Request, outputs: Path, out: Path | None = None) -> Path:
    """Write the form of this council with the choices in it, and return where.

    Raises FileExistsError for an `out` that is there, OSError.
    """
    asked = replace(request, key=choices.council)
    path = place_of(FORM, asked, outputs, out)
    (sheet,) = forms()[FORM].write(asked)
    for choice in choices.points:
        _put(sheet, choice.number, choice.values)
    write(path, draw([sheet]))
    return path


def _put(sheet: FormSheet, number: str, values: Mapping[str, Any]) -> None:
    """Fill in the cells of one point; its line is found by its number."""
    headings = {one.heading: column for column, one in enumerate(FIELDS, start=1)}
    lines = [row for (row, column), cell in sheet.cells.items() if column == headings[ID] and cell.value == number]
    for name, value in values.items():
        heading = FOLLOWING[name][0] if name in FOLLOWING else name
        shown = "; ".join(value) if isinstance(value, tuple) else value
        for row in lines:
            place = (row, headings[heading])
            sheet.cells[place] = replace(sheet.cells[place], value=shown)
