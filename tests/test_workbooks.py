"""Every workbook that docgen writes is one that Excel opens without a word: starters, forms and the marked copy."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docgen.forms import forms
from docgen.forms.drawing import draw
from docgen.init.workbooks import starters
from docgen.marked import write_marked
from docgen.pipeline import check
from docgen.project import Project
from tests.building import edited
from tests.forms.filling import request
from tests.validator import sdk_errors
from tests.worked_example import project

LISTS = {
    "klas": ["4WEWIb"], "vak": ["WIS Wiskunde"], "Personeel": ["MVB Marie Van Boven"], "Opvang": ["studiezaal"],
    "Leerplandoelen": ["WIS4-12 Vergelijkingen"],
}  # fmt: skip
STARTERS = ("1_school", "2_doelen", "3_roosters", "4_zorg", "5_klassenraad", "6_meldingen", "7_overdracht")
ASKED: Mapping[str, Mapping[str, Any]] = {
    "weekrooster": {"key": "L0231-1", "start": date(2026, 3, 16), "end": date(2026, 3, 27)},
    "examens": {"key": "L0231-2"},
    "doelen": {"key": "L0231-1", "subject": "WIS"},
    "klassenraad": {"key": "KR30", "class_name": "4WEWIb", "on": date(2026, 3, 25)},
    "traject": {"key": "L0231"},
    "opvolging": {"key": "MVB", "end": date(2026, 3, 13)},
    "overdracht": {"key": "L0231"},
    "bevestigen": {"key": ""},
}
HELD = edited("Trajecten", O5="heeft baat bij rust na de kine")


def workbooks(name: str, folder: Path) -> bytes:
    """A workbook by its name: a starter, a form or 'marked'."""
    if name in STARTERS:
        return dict(starters(LISTS, date(2026, 3, 3)))[name]
    school = Project(project(folder / "school", today="2026-03-12", Trajecten=HELD))
    if name == "marked":
        write_marked(school, check(school))
        return (school.outputs / "controle" / "school.gecontroleerd.xlsx").read_bytes()
    return draw(forms()[name].write(request(school, **ASKED[name])))


def test_every_form_and_every_starter_is_looked_at() -> None:
    assert set(forms()) == set(ASKED)
    assert tuple(name for name, _ in starters(LISTS, date(2026, 3, 3))) == STARTERS


@pytest.mark.program("node", "ooxml")
@pytest.mark.parametrize("name", [*STARTERS, *ASKED, "marked"])
def test_the_open_xml_sdk_finds_no_error(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(workbooks(name, tmp_path))
    assert sdk_errors(file) == []


@pytest.mark.parametrize("name", ASKED)
def test_a_form_has_no_formula_no_macro_and_nothing_hidden(name: str, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(workbooks(name, tmp_path)))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert ({sheet.sheet_state for sheet in book}, book.vba_archive) == ({"visible"}, None)
