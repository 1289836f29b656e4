"""The workbooks that `docgen.starter.book` writes: what stands where, what Excel is told, and the same bytes twice."""

from __future__ import annotations

import io
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from docgen.spec import sheets
from docgen.starter.book import FIRST_ROW, HEADING_ROW, hint, workbook_bytes, write_workbook
from docgen.tables.notes import StaffNote
from docgen.tables.timetables import Exam

EXAM: dict[str, object] = {
    "Klas": "4WEWIb",
    "Vak": "FYS",
    "Soort": "schriftelijk",
    "Datum": date(2026, 6, 15),
    "Beginuur": time(8, 30),
    "Duur": 100,
    "Lokaal": "B204",
}
LISTS = {"klas": ["4WEWIb"], "vak": ["FYS Fysica", "WIS Wiskunde"], "Personeel": ["KDW Koen De Wit"]}


def written(rows: list[dict[str, object]], name: str = "Examenrooster") -> Workbook:
    return load_workbook(io.BytesIO(workbook_bytes({name: rows}, LISTS)))


def test_a_sheet_has_a_title_hints_headings_and_then_its_rows() -> None:
    sheet = written([EXAM])["Examenrooster"]
    assert [cell.value for cell in sheet[1]] == [
        "Examenrooster", None, None, None, "Een examen van een klas of groep. Ingevuld door: planner, vakleraren.",
        None, None, None, None,
    ]  # fmt: skip
    assert sheet["B2"].value == "tekst"
    assert sheet["E2"].value == "verplicht\ndd/mm/jjjj"
    assert [cell.value for cell in sheet[HEADING_ROW]] == [column.heading for column in Exam.columns()]
    assert [cell.value for cell in sheet[FIRST_ROW]] == [
        "4WEWIb", None, "FYS", "schriftelijk", sheet["E4"].value, time(8, 30), 100, "B204", None
    ]  # fmt: skip
    assert sheet["E4"].value.date() == date(2026, 6, 15)
    assert (sheet["E4"].number_format, sheet["F4"].number_format) == ("dd/mm/yyyy", "hh:mm")


def test_a_closed_list_is_a_dropdown_and_a_reference_offers_key_and_label() -> None:
    book = written([EXAM])
    validations = {str(item.sqref): item for item in book["Examenrooster"].data_validations.dataValidation}
    lists = book["Lijsten"]
    assert lists.sheet_state == "hidden"
    found = {}
    for cells, item in validations.items():
        if item.type == "list":
            column, _, last = item.formula1.removeprefix("Lijsten!$").partition("$2:$")
            values = [lists[f"{column}{row}"].value for row in range(2, int(last.partition("$")[2]) + 1)]
            found[cells[0]] = (values, item.showErrorMessage)
    assert found == {
        "A": (["4WEWIb"], False),
        "C": (["FYS Fysica", "WIS Wiskunde"], False),
        "D": (["schriftelijk", "mondeling", "praktijk", "gespreid", "toets", "taak"], True),
        "I": (["KDW Koen De Wit"], False),
    }
    assert (validations["G4:G1005"].type, validations["G4:G1005"].formula1, validations["G4:G1005"].formula2) == (
        "whole", "5", "600",
    )  # fmt: skip


def test_empty_groups_of_extra_columns_are_folded_and_filled_ones_stand_open() -> None:
    assert folded([EXAM]) == {"B": True, "I": True}
    assert folded([EXAM | {"Groep": "DUI2"}]) == {"B": False, "I": True}


def folded(rows: list[dict[str, object]]) -> dict[str, bool]:
    dimensions = written(rows)["Examenrooster"].column_dimensions
    return {letter: item.hidden for letter, item in dimensions.items() if item.outlineLevel}


@pytest.mark.parametrize("text", ["=1+1", "+32 9 000 00 00", "-5", "@SOM(A1)"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    cell = written([EXAM | {"Lokaal": text}])["Examenrooster"]["H4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_the_headings_stay_in_sight_below_row_three() -> None:
    assert {name: written([], name)[name].freeze_panes for name in ("Leerlingen", "Beslissingen", "Overleg")} == {
        "Leerlingen": "B4",
        "Beslissingen": "B4",
        "Overleg": "B4",
    }


def test_a_hint_says_when_a_cell_is_needed_how_it_is_typed_and_who_reads_it() -> None:
    hints = {column.heading: hint(column) for column in StaffNote.columns()}
    assert hints["Melding"] == "verplicht\ntekst, tot 600 tekens\nenkel personeel"
    exams = {column.heading: hint(column) for column in sheets()["Examenaanpassingen"].columns()}
    assert exams["Nieuwe datum"] == "bij verplaatst of gesplitst\ndd/mm/jjjj"


def test_every_sheet_can_be_written_empty() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes({name: [] for name in sheets()}, {})))
    assert [name for name in book.sheetnames if name != "Lijsten"] == list(sheets())


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Examenrooster": [EXAM]}, LISTS)
    write_workbook(tmp_path / "b.xlsx", {"Examenrooster": [EXAM]}, LISTS)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_unknown_heading_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Examenrooster has no column \['Lokalen'\]"):
        workbook_bytes({"Examenrooster": [EXAM | {"Lokalen": "B204"}]}, {})
