"""Every kind of form: a form that is made and dropped without a word changes nothing, and is the same bytes twice."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from docgen.findings import Severity
from docgen.forms import forms
from docgen.forms.drawing import draw
from docgen.forms.model import BLOCK, HEADING_ROW
from docgen.pipeline import check
from docgen.project import Project
from tests.forms.filling import drop, new, request, same_rows
from tests.worked_example import project

MADE = (
    ("weekrooster", "L0231-1", "2026-03-01", {}),
    ("examens", "L0231-2", "2026-05-20", {}),
    ("doelen", "L0231-1", "2026-03-01", {"subject": "WIS"}),
    ("doelen", "L0231-1", "2026-03-01", {"subject": "GES"}),
    ("klassenraad", "KR12", "2026-03-01", {}),
    ("klassenraad", "KR30", "2026-03-20", {"class_name": "4WEWIb", "on": date(2026, 3, 25)}),
    ("traject", "L0231", "2026-03-20", {}),
    ("traject", "L0232", "2026-03-20", {}),
    ("opvolging", "MVB", "2026-03-12", {"end": date(2026, 3, 13)}),
    ("overdracht", "L0231", "2026-07-02", {}),
    ("overdracht", "L0232", "2026-07-02", {}),
    ("bevestigen", "", "2026-03-01", {}),
)


def test_every_kind_is_tried() -> None:
    assert {kind for kind, *_ in MADE} == set(forms())


@pytest.mark.parametrize(("kind", "key", "today", "asked"), MADE)
def test_an_untouched_form_changes_nothing(
    tmp_path: Path, kind: str, key: str, today: str, asked: dict[str, Any]
) -> None:
    here = Project(project(tmp_path, today=today))
    before = check(here)
    drop(here, kind, key, **asked)
    after = check(here)
    assert same_rows(before, after)
    told = new(after.findings, before.findings)
    assert {(finding.code, finding.case, finding.severity) for finding in told} <= {("A12", "same", Severity.NOTE)}
    assert {planned.name: v.status for planned, v in before.verdicts.items()} == {
        planned.name: v.status for planned, v in after.verdicts.items()
    }


@pytest.mark.parametrize(("kind", "key", "today", "asked"), MADE)
def test_a_form_is_locked_but_for_its_yellow_cells(
    tmp_path: Path, kind: str, key: str, today: str, asked: dict[str, Any]
) -> None:
    here = Project(project(tmp_path, today=today))
    sheets = forms()[kind].write(request(here, key, **asked))
    first, second = draw(sheets), draw(forms()[kind].write(request(here, key, **asked)))
    assert first == second
    book = load_workbook(io.BytesIO(first))
    sheet = book.worksheets[0]
    assert sheet.title.startswith(f"Formulier {kind}")
    assert tuple(sheet.cell(row, 1).value for row in range(2, 9)) == BLOCK
    assert sheet.cell(HEADING_ROW, 1).value
    assert [part.sheet_state for part in book] == ["visible"] * len(book.worksheets)
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    for cell in (cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)):
        assert not str(cell.value or "").startswith("="), cell.coordinate
        assert cell.protection.locked is (cell.style != "yellow"), cell.coordinate
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


@pytest.mark.parametrize(("kind", "key", "today", "asked"), MADE)
def test_every_dropdown_reaches_its_list(
    tmp_path: Path, kind: str, key: str, today: str, asked: dict[str, Any]
) -> None:
    here = Project(project(tmp_path, today=today))
    book = load_workbook(io.BytesIO(draw(forms()[kind].write(request(here, key, **asked)))))
    for validation in book.worksheets[0].data_validations.dataValidation:
        assert len(validation.prompt or "") <= 255
        if validation.type == "list":
            column, first, last = re.fullmatch(r"Lijsten!\$([A-Z]+)\$(\d+):\$\1\$(\d+)", validation.formula1).groups()  # type: ignore[union-attr]
            listed = [book["Lijsten"][f"{column}{row}"].value for row in range(int(first), int(last) + 1)]
            assert listed
            assert None not in listed
            assert book["Lijsten"][f"{column}{int(last) + 1}"].value is None
