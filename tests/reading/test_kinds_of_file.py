"""The same workbook in each kind of file that a school has, and the exports without headings.

`saved/werkboek.*` were written by LibreOffice 7.4 from one workbook with an error, a formula, a merged block, a hidden
row and a hidden sheet; the people and places in them are made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from docgen.columns import Origin
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.sheets import read
from tests.language import csv_file

SAVED = Path(__file__).parent / "saved"


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_workbook_gives_the_same_in_every_kind_of_file(ending: str) -> None:
    reading = read(SAVED / f"werkboek.{ending}", "w")
    lessons, exams, places = reading.sheets
    first, second, third = lessons.rows
    valid = date(2026, 1, 5)
    assert dict(first.cells) == {"Klas": "4WEWIb", "Dag": "di", "Lesuur": 3, "Leraar": "JVP", "Geldig vanaf": valid}
    assert dict(second.cells) == {"Klas": "4WEWIb", "Dag": "wo", "Lesuur": 4, "Vak": "GES", "Leraar": "JVP"}
    assert dict(third.cells) == {"Dag": "do", "Vak": "GES", "Leraar": "x  y", "Geldig vanaf": valid}
    assert [row.faults for row in lessons.rows] == [{"Vak"}, frozenset(), {"Klas", "Lesuur"}]
    assert (exams.rows[0].cells["Datum"], exams.rows[0].cells["Beginuur"]) == (date(2026, 6, 15), time(8, 30))
    assert dict(places.rows[0].cells) == {"Plaats": "x", "Uren": "ma1", "Toezicht": "OPV"}

    def fault(code: str, case: str, row: int, column: int, heading: str, **args: str) -> Finding:
        place = CellRef("w", "Basisrooster", row, column, heading)
        return Finding(code, Severity.ERROR, place, case, tuple(sorted(args.items())), effect=Effect.BLOCK)

    spaced, hidden = CellRef("w", "Basisrooster", 6, 5, "Leraar"), CellRef("w", "Basisrooster", 5)
    assert reading.findings == (
        Finding("A07", Severity.NOTE, CellRef("w", "Opvang"), "hidden_sheet"),
        fault("A06", "formula", 4, 4, "Vak", kind="#N/B", english="#N/A"),
        fault("A06", "formula", 6, 3, "Lesuur", kind="#DEEL/0!", english="#DIV/0!"),
        replace(
            fault("A02", "merged", 5, 1, "Klas", other="A5:A6"), also=(CellRef("w", "Basisrooster", 6, 1, "Klas"),)
        ),
        Finding("A04", Severity.WARNING, spaced, "spaces", (("n", 1),)),
        Finding("A07", Severity.NOTE, hidden, "hidden_rows", (("n", 1),)),
    )


UNTIS = """
    12;"4WEWIb";"JVP";"GES";"B112";2;3;;
    12;"4WEWIa";"JVP";"GES";"B112";2;3;;
    12;"4WEWIb";"KDW";"GES";"B112";2;3;;
    13;"5A,5B";"MVB";"WIS";"B204";6;1;;
    14;"";"MVB";"toez";"";1;1;;
    15;"4WEWIb";"MVB";"";"";1;2;;
    16;"4WEWIb";"";"FYS";"";5;8;;
"""


@pytest.mark.parametrize("mark", [";", ","])
def test_an_untis_timetable_gives_one_row_per_lesson_hour(tmp_path: Path, mark: str) -> None:
    text = UNTIS.replace(";", mark) if mark == "," else UNTIS
    reading = read(csv_file(tmp_path, "GPU001.TXT", text), "GPU001.TXT")
    (sheet,) = reading.sheets
    assert [(row.origin.row, dict(row.cells)) for row in sheet.rows] == [
        (
            1,
            {"Klas": "4WEWIb; 4WEWIa", "Leraar": "JVP; KDW", "Vak": "GES", "Lokaal": "B112", "Dag": "2", "Lesuur": "3"},
        ),
        (4, {"Klas": "5A; 5B", "Leraar": "MVB", "Vak": "WIS", "Lokaal": "B204", "Dag": "6", "Lesuur": "1"}),
        (7, {"Klas": "4WEWIb", "Vak": "FYS", "Dag": "5", "Lesuur": "8"}),
    ]
    assert sheet.rows[0].origin.at("Dag") == CellRef("GPU001.TXT", "Basisrooster", 1, 6, "Dag")
    left_out = CellRef("GPU001.TXT", "Basisrooster", 5)
    assert reading.findings == (Finding("A07", Severity.NOTE, left_out, "untis", (("n", 2),)),)


def test_halves_of_a_class_with_the_same_subject_are_one_lesson_with_both_teachers(tmp_path: Path) -> None:
    text = '12;"4A";"JVP";"LO";"T1";1;3;;\r\n13;"4A";"KDW";"LO";"T2";1;3;;\r\n14;"4A";"KDW";"LO";"T2";1;4;;\r\n'
    (sheet,) = read(csv_file(tmp_path, "GPU001.TXT", text), "GPU001.TXT").sheets
    assert [(row.cells["Lesuur"], row.cells["Leraar"], row.cells["Lokaal"]) for row in sheet.rows] == [
        ("3", "JVP; KDW", "T1; T2"),
        ("4", "KDW", "T2"),
    ]


def test_a_wisa_list_gives_students_as_far_as_it_goes(tmp_path: Path) -> None:
    line = "4WEWIb,Voorbeeld,Noor,14/3/2010,W1,2025001,V,93051822300,Gent,Belg,Laan,1,,9999,Dorp,1/9/2025"
    reading = read(csv_file(tmp_path, "export.csv", line), "export.csv")
    (sheet,) = reading.sheets
    columns = {"Klas": 1, "Familienaam": 2, "Voornaam": 3, "Geboortedatum": 4, "Leerling-ID": 6}
    assert sheet.rows[0].origin == Origin("export.csv", "Leerlingen", 1, columns)
    assert dict(sheet.rows[0].cells) == {
        "Klas": "4WEWIb",
        "Familienaam": "Voorbeeld",
        "Voornaam": "Noor",
        "Geboortedatum": "14/3/2010",
        "Leerling-ID": "2025001",
    }
    missing = (("list", ("Studierichting", "Ingeschreven op")),)
    place = CellRef("export.csv", "Leerlingen")
    assert reading.findings == (
        Finding("A01", Severity.ERROR, place, "partial", missing, effect=Effect.BLOCK, students=None),
    )
