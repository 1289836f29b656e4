"""A01.gone: a sheet that held rows in the last whole build and is not there any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pipeline import build, check
from docgen.project import Project
from tests.language import workbook
from tests.telling import line
from tests.worked_example import ROWS, headed, project


def told(folder: Path) -> list[str]:
    return [line(finding) for finding in check(Project(folder)).findings if finding.case == "gone"]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    build(Project(project(tmp_path)))
    return tmp_path


def test_a_deleted_sheet_is_told_once_with_what_stood_in_it(built: Path) -> None:
    before = {path.name for path in (built / "outputs").rglob("*.docx")}
    project(built, Contacten="")
    assert told(built) == ["A01.gone waarschuwing ! (target=Contacten, n=1) none"]
    again = build(Project(built))
    lapsed = {path.name for path in (built / "outputs" / "vervallen").rglob("*.docx")}
    assert any(name.startswith("brief-") for name in lapsed)
    assert lapsed <= before
    assert again.checked.all_read
    assert told(built) == []
    project(built)
    build(Project(built))
    assert {path.name for path in (built / "outputs").rglob("*.docx")} >= before


def test_a_folder_that_was_never_built_misses_nothing(tmp_path: Path) -> None:
    assert told(project(tmp_path, Contacten="")) == []


def test_a_sheet_in_another_workbook_is_not_gone(built: Path) -> None:
    project(built, Contacten="")
    workbook(built / "inputs", "contacten.xlsx", Contacten=headed("Contacten", ROWS["Contacten"]))
    assert told(built) == []


def test_a_workbook_that_cannot_be_read_is_told_as_that(built: Path) -> None:
    (built / "inputs" / "school.xlsx").write_bytes(b"PK\x03\x04 half")
    assert told(built) == []


def test_a_sheet_under_another_name_is_told_as_that(built: Path) -> None:
    text = {name: headed(name, rows) for name, rows in ROWS.items() if name != "Contacten"}
    workbook(built / "inputs", "school.xlsx", **text, Contacte=headed("Contacten", ROWS["Contacten"]))
    assert told(built) == []
    assert any(finding.case == "renamed" for finding in check(Project(built)).findings)
