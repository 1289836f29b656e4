"""What docgen refuses to hold: national register numbers, and anything about conduct."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docgen.findings import Argument, CellRef, Effect, Finding, Severity
from docgen.reading.raw import RawSheet
from docgen.sheets import read
from tests.language import csv_file, workbook

STAFF = "Code | Naam | Functie\nMVB | Marie Van Boven | leraar"


def error(code: str, case: str, place: CellRef, **args: Argument) -> Finding:
    return Finding(code, Severity.ERROR, place, case, tuple(sorted(args.items())), effect=Effect.BLOCK)


def stop(code: str, case: str, place: CellRef) -> Finding:
    return Finding(code, Severity.ERROR, place, case, effect=Effect.BLOCK, students=None)


def cells(sheet: RawSheet) -> list[dict[str, object]]:
    return [dict(row.cells) for row in sheet.rows]


def register_number(date_and_order: str, century: str = "") -> str:
    """Eleven digits with right check digits; made here, because no valid number may stand in the repository."""
    return f"{date_and_order}{97 - int(century + date_and_order) % 97:02}"


def written(digits: str) -> str:
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


MADE_UP = register_number("931318223")  # a month 13 belongs to nobody ...
BORN_1993, BORN_2003 = register_number("930018223"), register_number("030012124", "2")  # ... nor does a month 00


@pytest.mark.parametrize("number", [written(BORN_1993), BORN_1993, f"nr {written(BORN_2003)} van"])
def test_a_register_number_in_any_cell_is_masked(tmp_path: Path, number: str) -> None:
    path = workbook(tmp_path, Personeel=f"Code | Naam | Functie | Nota\nMVB | Marie {number} | leraar | '{number}")
    reading = read(path, "w.xlsx")
    assert reading.sheets[0].rows[0].faults == {"Naam"}
    assert number not in repr(reading)
    assert [finding for finding in reading.findings if finding.code == "A08"] == [
        error("A08", "", CellRef("w.xlsx", "Personeel", 4, 2, "Naam")),
        error("A08", "", CellRef("w.xlsx", "Personeel", 4, 4)),
    ]


@pytest.mark.parametrize("number", [MADE_UP, str(int(BORN_1993) - 1), f"+{BORN_1993}", f"BE{BORN_1993}4"])
def test_eleven_digits_that_are_no_register_number_stay(tmp_path: Path, number: str) -> None:
    path = workbook(tmp_path, Personeel=f"Code | Naam | Functie\nMVB | '{number} | leraar")
    assert read(path, "w.xlsx").findings == ()


def test_a_register_number_that_became_a_number_is_masked_too(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel=f"Code | Naam | Functie\n{BORN_1993} | {MADE_UP} | leraar")
    reading = read(path, "w.xlsx")
    assert reading.sheets[0].rows[0].cells == {"Naam": float(MADE_UP), "Functie": "leraar"}
    assert reading.findings == (error("A08", "", CellRef("w.xlsx", "Personeel", 4, 1, "Code")),)


def test_a_column_of_register_numbers_is_dropped_and_told_once(tmp_path: Path) -> None:
    text = f"Code | Rijksregisternummer | Naam | Functie\nMVB | {BORN_1993} | Marie | leraar"
    reading = read(workbook(tmp_path, Personeel=text), "w.xlsx")
    assert cells(reading.sheets[0]) == [{"Code": "MVB", "Naam": "Marie", "Functie": "leraar"}]
    place = CellRef("w.xlsx", "Personeel", 3, 2)
    assert reading.findings == (Finding("A07", Severity.NOTE, place, "register_number"),)


@pytest.mark.parametrize("name", ["Tucht", "Leefregels", "incidenten 2025", "Sancties", "Nablijven", "schorsing", "PV"])
def test_a_sheet_about_conduct_refuses_the_whole_file(tmp_path: Path, name: str) -> None:
    reading = read(workbook(tmp_path, **{"Personeel": STAFF, name: "a"}), "w.xlsx")
    assert reading.sheets == ()
    assert reading.findings == (stop("G07", "", CellRef("w.xlsx", name)),)


def test_a_text_file_about_conduct_is_refused_by_its_name(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "lijst_sancties.csv", STAFF.replace("|", ";"))
    assert read(path, "s.csv").findings == (stop("G07", "", CellRef("s.csv")),)


def test_political_science_is_not_about_conduct(tmp_path: Path) -> None:
    reading = read(workbook(tmp_path, Personeel=STAFF, Politieke_vorming="x"), "w.xlsx")
    assert [finding.code for finding in reading.findings] == ["A07"]


def test_a_heading_about_conduct_refuses_the_whole_file(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel=STAFF, Opvang="Plaats | Uren | Toezicht | Aantal sancties\na | ma1 | MVB | 3")
    reading = read(path, "w.xlsx")
    assert reading.sheets == ()
    assert reading.findings == (stop("G07", "heading", CellRef("w.xlsx", "Opvang", 3, 4)),)


@pytest.mark.parametrize("rows", ["Naam | Aantal sancties\na | 3", "titel\n|\nNaam | Nablijven | Klas\na | b | c"])
def test_a_heading_about_conduct_in_a_sheet_that_is_not_known_refuses_the_whole_file(tmp_path: Path, rows: str) -> None:
    reading = read(workbook(tmp_path, title=False, Personeel=STAFF, Lijst=rows), "w.xlsx")
    column, row = 2, 1 + rows.count("\n", 0, rows.index("Naam"))
    assert reading.sheets == ()
    assert reading.findings == (stop("G07", "heading", CellRef("w.xlsx", "Lijst", row, column)),)


@pytest.mark.parametrize("rows", ["Naam | Nota\na | na een sanctie terug", "Een lange zin over sancties in de school"])
def test_a_sentence_in_a_sheet_that_is_not_known_is_no_heading(tmp_path: Path, rows: str) -> None:
    reading = read(workbook(tmp_path, title=False, Personeel=STAFF, Lijst=rows), "w.xlsx")
    assert [(finding.code, finding.case) for finding in reading.findings] == [("A07", "sheet")]


@pytest.mark.parametrize(
    ("date_and_order", "century"), [("030012124", "2"), ("001012124", "2"), ("001231007", "2"), ("090315124", "2")]
)
def test_a_register_number_that_lost_its_zeros_is_masked(tmp_path: Path, date_and_order: str, century: str) -> None:
    number = int(register_number(date_and_order, century))
    assert len(str(number)) < 11
    for cell in (str(number), f"'{number}"):
        reading = read(workbook(tmp_path, Personeel=f"Code | Naam | Functie\nMVB | {cell} | leraar"), "w.xlsx")
        assert reading.findings == (error("A08", "", CellRef("w.xlsx", "Personeel", 4, 2, "Naam")),)
        assert str(number) not in repr(reading)


def test_a_telephone_number_that_lost_its_zero_is_no_register_number(tmp_path: Path) -> None:
    numbers = [470 * 10**6 + n for n in range(1, 2000)]
    rows = "\n".join(f"C{n} | {number} | leraar" for n, number in enumerate(numbers))
    reading = read(workbook(tmp_path, Personeel=f"Code | Naam | Functie\n{rows}"), "w.xlsx")
    assert [finding.code for finding in reading.findings] == []


def test_embedded_files_and_controls_are_named_and_never_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(workbook(tmp_path, Personeel=STAFF), "a") as package:
        for part in ("embeddings/nota.docx", "embeddings/_rels/x.rels", "activeX/activeX1.xml", "activeX/activeX1.bin"):
            package.writestr(f"xl/{part}", b"geheim")
    reading = read(tmp_path / "werkboek.xlsx", "w.xlsx")
    args = (("list", ("activeX1.xml", "nota.docx")), ("n", 2))
    assert reading.findings == (Finding("A07", Severity.WARNING, CellRef("w.xlsx"), "objects", args),)
    assert cells(reading.sheets[0]) == [{"Code": "MVB", "Naam": "Marie Van Boven", "Functie": "leraar"}]
