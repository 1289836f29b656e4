"""`docgen explain DOCUMENT.docx`: each value of a made document is led back to its cell, and no value is printed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from docgen.answers import Explained, explained
from docgen.findings import CellRef
from docgen.pipeline import build
from docgen.project import Project
from docgen.reports import provenance
from tests.building import edits_of
from tests.test_cli import docgen
from tests.test_publish import school

JUNE = "2026-06-30"
CARE, EXAMS = "zorg/zorgfolder_L0231.docx", "zorg/examenrooster_L0231-2.docx"
LINES = {
    "a text": ("{{ hoofddoel }}", ["Trajecten!M5"], [], False),
    "a text with words of the template around it": (
        "Voor {{ leerling.naam }}:",
        ["Leerlingen!B4", "Leerlingen!C4"],
        [],
        False,
    ),
    "a name behind a code": ("{{ titularis }}", ["Personeel!B5"], [], False),
    "a date in full": ("{{ geldig.van | datum }}", ["Trajecten!E5"], [], False),
    "a short date": ("{{ evaluatie_op | datum_kort }}", ["Trajecten!G5"], [], False),
    "the number of a decision": ("{{ beslissing.nummer }}", ["Beslissingen!A6"], [], False),
    "a count": ("{{ maatregelen | length + 4711 }}", [], [], True),
    "words of the template": ("Dit staat er altijd.", None, [], False),
}


def places(cells: tuple[CellRef, ...]) -> list[str]:
    return sorted(f"{cell.sheet}!{cell.cell or cell.row}" for cell in cells)


def explained_care(folder: Path, text: str) -> Explained:
    """The care folder of the worked example, made with a template of one paragraph."""
    project = school(folder, JUNE)
    made, saved = Document(), BytesIO()
    made.add_paragraph(text)
    made.save(saved)
    (folder / "templates" / "zorgfolder.docx").write_bytes(saved.getvalue())
    build(project)
    found = explained(project, folder / "outputs" / CARE)
    assert found is not None
    return found


@pytest.mark.parametrize("line", tuple(LINES))
def test_a_value_is_led_back_to_its_cell(line: str, tmp_path: Path) -> None:
    text, cells, possible, derived = LINES[line]
    found = explained_care(tmp_path, text)
    if cells is None:
        assert found == Explained(CARE)
        return
    (block,) = found.blocks
    assert (places(block.cells), places(block.possible), block.derived) == (cells, possible, derived)
    assert (found.path, found.remarks, block.heading) == (CARE, (), "")


def test_every_document_of_the_worked_example_is_explained_without_a_value(tmp_path: Path) -> None:
    project = real_school(tmp_path)
    documents = sorted((tmp_path / "outputs").glob("*/*.docx"))
    texts = [provenance.as_text(explained_or_fail(project, path)) for path in documents]
    words = ("Noor", "Peeters", "Van Boven", "volhardend", "oordopjes", "bundel", "B204", "executieve", "Linde")
    assert [word for word in words if any(word in text for text in texts)] == []
    assert len(texts) > 4


def test_the_care_folder_names_the_cells_of_each_measure(tmp_path: Path) -> None:
    project = real_school(tmp_path)
    found = explained_or_fail(project, tmp_path / "outputs" / CARE)
    goal = next(block for block in found.blocks if "Trajecten!M5" in places(block.cells))
    assert goal.heading == "Je doelen"
    measure = next(block for block in found.blocks if "Maatregelen!E4" in places(block.cells))
    assert {"Maatregelen!B4", "Maatregelen!E4", "Maatregelen!F4", "Beslissingen!A4"} <= {*places(measure.cells)}
    assert measure.place.steps[0][0] == "table"


def test_a_cell_that_is_named_as_the_source_is_the_source(tmp_path: Path) -> None:
    """A measure that is typed anew is not found in the old document, and in the new one where it stood."""
    project = real_school(tmp_path)
    before = explained_or_fail(project, tmp_path / "outputs" / CARE)
    data = (tmp_path / "outputs" / CARE).read_bytes()
    school(tmp_path, JUNE, **edits_of({"Maatregelen": ["E4 = beginnen wanneer iedereen zwijgt"]}))
    again = real_school(tmp_path, made=False)
    after = explained_or_fail(again, tmp_path / "outputs" / CARE)
    assert after.remarks == ("inputs_changed",)
    assert [block for block in after.blocks if "Maatregelen!E4" in places(block.cells)] == []
    build(again)
    assert (tmp_path / "outputs" / CARE).read_bytes() != data
    made = explained_or_fail(again, tmp_path / "outputs" / CARE)
    assert [block.place for block in made.blocks if "Maatregelen!E4" in places(block.cells)] == [
        block.place for block in before.blocks if "Maatregelen!E4" in places(block.cells)
    ]


def real_school(folder: Path, *, made: bool = True) -> Project:
    """The worked example with the templates that come with docgen."""
    if made:
        school(folder, JUNE)
    for path in (folder / "templates").glob("*.docx"):
        path.unlink()
    project = Project(folder)
    if made:
        build(project)
    return project


def explained_or_fail(project: Project, path: Path) -> Explained:
    found = explained(project, path)
    assert found is not None
    return found


def test_what_is_not_as_docgen_made_it_is_said(tmp_path: Path) -> None:
    project = school(tmp_path, JUNE)
    build(project)
    path = tmp_path / "outputs" / CARE
    document = Document(str(path))
    document.add_paragraph("Erbij getypt.")
    document.save(str(path))
    found = explained_or_fail(project, path)
    assert found.remarks == ("changed_by_hand",)
    assert found.blocks[-1].derived  # what was typed stands in no cell


def test_a_document_that_lapsed_or_is_not_asked_for_is_said(tmp_path: Path) -> None:
    build(school(tmp_path, JUNE))
    project = school(tmp_path, JUNE, **edits_of({"Beslissingen": ["H6 = ingetrokken"]}))
    assert explained_or_fail(project, tmp_path / "outputs" / EXAMS) == Explained(EXAMS, ("not_asked_for",))
    build(project)
    gone = f"vervallen/{EXAMS}"
    assert explained_or_fail(project, tmp_path / "outputs" / gone) == Explained(gone, ("lapsed", "not_asked_for"))


def test_a_file_that_docgen_did_not_make_is_refused(tmp_path: Path) -> None:
    project = school(tmp_path, JUNE)
    build(project)
    own = tmp_path / "outputs" / "zorg" / "eigen.docx"
    own.write_bytes((tmp_path / "outputs" / CARE).read_bytes())
    assert explained(project, own) is None
    assert explained(project, tmp_path / "elders.docx") is None
    run = docgen("explain", str(own), folder=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "docgen maakte geen document 'eigen.docx' in outputs.\n")


def test_as_text_and_as_json(tmp_path: Path) -> None:
    found = explained_care(tmp_path, "{{ hoofddoel }}")
    assert provenance.as_text(found) == (
        "zorg/zorgfolder_L0231.docx\n  alinea 1\n    uit school.xlsx > Trajecten > M5 (Hoofddoel)\n"
    )
    run = docgen("explain", str(tmp_path / "outputs" / CARE), "--json", folder=tmp_path)
    assert json.loads(run.stdout) == {
        "schema": 1,
        "path": CARE,
        "remarks": [],
        "blocks": [
            {
                "at": "alinea 1",
                "heading": "",
                "cells": [{"file": "school.xlsx", "sheet": "Trajecten", "cell": "M5", "column": "Hoofddoel"}],
                "possible": [],
                "rests_on": [],
                "derived": False,
            }
        ],
    }
