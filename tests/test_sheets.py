"""What a workbook becomes: rows with their places, or findings with theirs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.packaging.custom import StringProperty

from docgen.columns import Origin
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.reading.raw import RawRow, RawSheet
from docgen.sheets import read
from tests.language import csv_file, workbook

EXAMS = """
    Klas   | Groep | Vak | Soort        | Datum      | Beginuur | Duur | Lokaal | Toezicht
    4WEWIb |       | FYS | schriftelijk | 15/06/2026 | 08:30    | 100  | B204   | KDW
"""
LESSONS = """
    Klas   | Dag | Lesuur | Vak | Leraar
    4WEWIb | di  | 3      | GES | JVP
"""
STAFF = "Code | Naam | Functie\nMVB | Marie Van Boven | leraar"


def error(code: str, case: str, place: CellRef, **args: object) -> Finding:
    return Finding(code, Severity.ERROR, place, case, tuple(sorted(args.items())), effect=Effect.BLOCK)  # type: ignore[arg-type]


def stop(code: str, case: str, place: CellRef, **args: object) -> Finding:
    facts = tuple(sorted(args.items()))
    return Finding(code, Severity.ERROR, place, case, facts, effect=Effect.BLOCK, students=None)  # type: ignore[arg-type]


def cells(sheet: RawSheet) -> list[dict[str, object]]:
    return [dict(row.cells) for row in sheet.rows]


def test_a_row_knows_its_values_and_its_place(tmp_path: Path) -> None:
    path = workbook(tmp_path, Examenrooster=EXAMS)
    reading = read(path, "deel/werkboek.xlsx")
    headings = ("Klas", "Groep", "Vak", "Soort", "Datum", "Beginuur", "Duur", "Lokaal", "Toezicht")
    columns = {heading: number for number, heading in enumerate(headings, start=1)}
    values = {
        "Klas": "4WEWIb",
        "Vak": "FYS",
        "Soort": "schriftelijk",
        "Datum": date(2026, 6, 15),
        "Beginuur": time(8, 30),
        "Duur": 100.0,
        "Lokaal": "B204",
        "Toezicht": "KDW",
    }
    row = RawRow(Origin("deel/werkboek.xlsx", "Examenrooster", 4, columns), values)
    (sheet,) = reading.sheets
    assert (sheet.name, sheet.file, sheet.headings, sheet.rows) == ("Examenrooster", row.origin.file, columns, (row,))
    assert reading.findings == ()
    assert reading.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert row.origin.at("Datum").cell == "E4"


def test_headings_are_found_in_any_order_and_spelling_without_a_title(tmp_path: Path) -> None:
    path = workbook(tmp_path, title=False, personeel=" functie | CÓDE | naam (voluit) \nleraar | MVB | Marie")
    (sheet,) = read(path, "w.xlsx").sheets
    assert (sheet.name, sheet.headings) == ("Personeel", {"Functie": 1, "Code": 2, "Naam": 3})
    assert cells(sheet) == [{"Functie": "leraar", "Code": "MVB", "Naam": "Marie"}]
    assert sheet.rows[0].origin.row == 2


def test_synonyms_of_the_house_and_of_the_school_count_as_the_heading(tmp_path: Path) -> None:
    path = workbook(tmp_path, Basisrooster=LESSONS.replace("Klas ", "Klascode").replace("Leraar", "Wie geeft les"))
    (sheet,) = read(path, "w.xlsx", synonyms={"Leraar": ["Wie geeft les"]}).sheets
    assert sheet.headings == {"Klas": 1, "Dag": 2, "Lesuur": 3, "Vak": 4, "Leraar": 5}


def test_a_column_of_its_own_name_goes_before_a_synonym(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel="Code | Afkorting | Naam | Functie\nMVB | M | Marie | leraar")
    reading = read(path, "w.xlsx")
    assert cells(reading.sheets[0]) == [{"Code": "MVB", "Naam": "Marie", "Functie": "leraar"}]
    place = CellRef("w.xlsx", "Personeel", 3, 2)
    assert reading.findings == (Finding("A07", Severity.WARNING, place, "column", (("n", 1),)),)


def test_a_missing_heading_names_the_one_that_looks_like_it(tmp_path: Path) -> None:
    path = workbook(tmp_path, Basisrooster=LESSONS.replace("Lesuur", "Lesuurtje").replace("Leraar", "Wie"))
    reading = read(path, "w.xlsx")
    there, place = CellRef("w.xlsx", "Basisrooster", 3, 3), CellRef("w.xlsx", "Basisrooster")
    near = Finding(
        "A01",
        Severity.ERROR,
        place,
        "heading_near",
        (("cell", "C3"), ("heading", "Lesuur")),
        suggestion="Lesuurtje",
        also=(there,),
        effect=Effect.BLOCK,
        students=None,
    )
    unknown = Finding("A07", Severity.WARNING, CellRef("w.xlsx", "Basisrooster", 3, 5), "column", (("n", 1),))
    assert reading.sheets == ()
    assert reading.findings == (near, stop("A01", "heading", place, heading="Leraar"), unknown)


def test_a_sheet_without_headings_is_said_to_have_none(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel="MVB | Marie | leraar")
    place = CellRef("w.xlsx", "Personeel")
    assert read(path, "w.xlsx").findings == (stop("A01", "headings", place, sheet="Personeel"),)


def test_a_heading_that_stands_twice_is_not_guessed_at(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel="Code | Naam | Functie | naam\nMVB | Marie | leraar | Mia")
    reading = read(path, "w.xlsx")
    first, second = CellRef("w.xlsx", "Personeel", 3, 2, "Naam"), CellRef("w.xlsx", "Personeel", 3, 4, "Naam")
    twice = Finding(
        "A01",
        Severity.ERROR,
        first,
        "twice",
        (("heading", "Naam"),),
        also=(second,),
        effect=Effect.BLOCK,
        students=None,
    )
    assert (reading.sheets, reading.findings) == ((), (twice,))


def test_unknown_columns_and_sheets_are_listed_and_never_carried(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Personeel="Code | Naam | Gsm | Functie | Schoenmaat\nMVB | Marie | 04 | leraar | 40",
        Personeelslijst="a | b",
        Lijsten="x",
        Bevindingen="x",
        Formulier_weekrooster="x",
    )
    reading = read(path, "w.xlsx")
    assert cells(reading.sheets[0]) == [{"Code": "MVB", "Naam": "Marie", "Functie": "leraar"}]
    assert [(form.sheet, form.rows[-1]) for form in reading.forms] == [("Formulier weekrooster", ("x",))]
    columns = (CellRef("w.xlsx", "Personeel", 3, 3), CellRef("w.xlsx", "Personeel", 3, 5))
    assert reading.findings == (
        Finding("A07", Severity.WARNING, CellRef("w.xlsx", "Personeelslijst"), "sheet", suggestion="Personeel"),
        Finding("A07", Severity.WARNING, columns[0], "column", (("n", 2),), also=columns[1:]),
    )


def test_a_remark_beside_the_table_is_mentioned_and_not_read(tmp_path: Path) -> None:
    reading = read(workbook(tmp_path, Personeel=STAFF + " | | nakijken!"), "w.xlsx")
    assert cells(reading.sheets[0]) == [{"Code": "MVB", "Naam": "Marie Van Boven", "Functie": "leraar"}]
    place = CellRef("w.xlsx", "Personeel", 3, 5)
    assert reading.findings == (Finding("A07", Severity.WARNING, place, "column", (("n", 1),)),)


def test_blank_rows_and_the_example_row_are_skipped_in_silence(tmp_path: Path) -> None:
    rows = "voorbeeld | #N/A | leraar\n | | \nMVB | Marie | leraar\n | | \n"
    reading = read(workbook(tmp_path, Personeel="Code | Naam | Functie\n" + rows), "w.xlsx")
    assert [(row.origin.row, row.cells["Code"]) for row in reading.sheets[0].rows] == [(6, "MVB")]
    assert reading.findings == ()


def test_an_error_cell_and_a_formula_without_value_are_faulty_and_not_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path, Basisrooster=LESSONS + "    4WEWIb | =1+1 | #N/A | GES | #REF!")
    reading = read(path, "w.xlsx")
    good, bad = reading.sheets[0].rows
    assert (good.faults, bad.faults) == (frozenset(), {"Dag", "Lesuur", "Leraar"})
    assert bad.cells == {"Klas": "4WEWIb", "Vak": "GES"}
    at = [
        CellRef("w.xlsx", "Basisrooster", 5, column, heading)
        for column, heading in ((2, "Dag"), (3, "Lesuur"), (5, "Leraar"))
    ]
    assert reading.findings == (
        error("A06", "no_value", at[0]),
        error("A06", "formula", at[1], kind="#N/B", english="#N/A"),
        error("A06", "formula", at[2], kind="#VERW!", english="#REF!"),
    )


def test_faults_in_columns_that_are_not_read_are_nobodys_business(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel="Code | Naam | Functie | Som\nMVB | Marie | leraar | #DIV/0!")
    reading = read(path, "w.xlsx")
    assert [finding.code for finding in reading.findings] == ["A07"]
    assert reading.sheets[0].rows[0].faults == frozenset()


def test_a_merged_block_of_data_is_a_fault_of_the_rows_it_covers(tmp_path: Path) -> None:
    rows = "4WEWIb | di | 3 | GES | JVP\n | di | 4 | GES | JVP\n | wo | 1 | GES | JVP"
    text = "Klas | Dag | Lesuur | Vak | Leraar\n" + rows
    path = workbook(tmp_path, Basisrooster=text, merged={"Basisrooster": ["A4:A6", "A1:E1"]})
    reading = read(path, "w.xlsx")
    assert [row.faults for row in reading.sheets[0].rows] == [frozenset(), {"Klas"}, {"Klas"}]
    place = CellRef("w.xlsx", "Basisrooster", 4, 1, "Klas")
    covered = (CellRef("w.xlsx", "Basisrooster", 5, 1, "Klas"), CellRef("w.xlsx", "Basisrooster", 6, 1, "Klas"))
    assert reading.findings == (replace(error("A02", "merged", place, other="A4:A6"), also=covered),)


def test_hidden_sheets_and_rows_are_read_and_mentioned(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel=STAFF, hidden=["Personeel"], hidden_rows=[4])
    reading = read(path, "w.xlsx")
    assert len(reading.sheets[0].rows) == 1
    assert reading.findings == (
        Finding("A07", Severity.NOTE, CellRef("w.xlsx", "Personeel"), "hidden_sheet"),
        Finding("A07", Severity.NOTE, CellRef("w.xlsx", "Personeel", 4), "hidden_rows", (("n", 1),)),
    )


def test_invisible_differences_are_taken_away_and_counted(tmp_path: Path) -> None:
    rows = '"M\\u00a0V" | "Ren\\u0065\\u0301" | leraar\n"K\\u200bDW" | " Klaas " | "le_x000D_raar"\n'
    reading = read(workbook(tmp_path, Personeel="Code | Naam | Functie\n" + rows), "w.xlsx")
    assert cells(reading.sheets[0]) == [
        {"Code": "M V", "Naam": "Ren\u00e9", "Functie": "leraar"},
        {"Code": "KDW", "Naam": "Klaas", "Functie": "le\nraar"},
    ]
    at = [CellRef("w.xlsx", "Personeel", 4, 1, "Code"), CellRef("w.xlsx", "Personeel", 4, 2, "Naam")]
    at += [CellRef("w.xlsx", "Personeel", 5, 1, "Code"), CellRef("w.xlsx", "Personeel", 5, 3, "Functie")]
    spaces = CellRef("w.xlsx", "Personeel", 5, 2, "Naam")
    assert reading.findings == (
        Finding("A04", Severity.WARNING, spaces, "spaces", (("n", 1),)),
        Finding("A04", Severity.WARNING, at[0], "characters", (("n", 4),), also=tuple(at[1:])),
    )


@pytest.mark.parametrize(
    ("typed", "character"),
    [("_x000B_", "U+000B"), ("_xD800_", "U+D800"), ("\\u202e", "U+202E"), ("\\ufdd0", "U+FDD0"), ("_x0000_", "U+0000")],
)
def test_a_character_that_no_document_can_hold_is_refused_with_its_cell(
    tmp_path: Path, typed: str, character: str
) -> None:
    path = workbook(tmp_path, Personeel=f'Code | Naam | Functie\nMVB | "Ma{typed}rie" | leraar')
    reading = read(path, "w.xlsx")
    assert reading.sheets[0].rows[0].faults == {"Naam"}
    place = CellRef("w.xlsx", "Personeel", 4, 2, "Naam")
    assert reading.findings == (error("A02", "characters", place, character=character),)


def test_dates_count_from_1904_when_the_workbook_does(tmp_path: Path) -> None:
    (sheet,) = read(workbook(tmp_path, Examenrooster=EXAMS, epoch_1904=True), "w.xlsx").sheets
    assert (sheet.rows[0].cells["Datum"], sheet.rows[0].cells["Beginuur"]) == (date(2026, 6, 15), time(8, 30))


def test_numbers_and_texts_stay_what_they_are(tmp_path: Path) -> None:
    rows = "1234567890123456 | '007 | '14/03/2009\n5 | 0.5 | '12"
    reading = read(workbook(tmp_path, Personeel="Code | Naam | Functie\n" + rows), "w.xlsx")
    assert cells(reading.sheets[0]) == [
        {"Naam": "007", "Functie": "14/03/2009"},
        {"Code": 5.0, "Naam": 0.5, "Functie": "12"},
    ]
    place = CellRef("w.xlsx", "Personeel", 4, 1, "Code")
    assert reading.findings == (error("A02", "precision", place, limit=15),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_text_file_is_read_in_each_encoding_and_with_each_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    text = 'Code;Naam;Functie\nMVB;"René; van Boven";leraar'.replace(";", mark)
    reading = read(csv_file(tmp_path, "1_personeel.csv", text, encoding), "1_personeel.csv")
    assert cells(reading.sheets[0]) == [
        {"Code": "MVB", "Naam": f"René{mark} van Boven".replace("\t", " "), "Functie": "leraar"}
    ]
    assert reading.sheets[0].rows[0].origin == Origin(
        "1_personeel.csv", "Personeel", 2, {"Code": 1, "Naam": 2, "Functie": 3}
    )


def test_a_text_file_without_a_sheet_in_its_name_is_known_by_its_headings(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "export.csv", "Plaats;Uren;Toezicht\nstudiezaal;ma1;OPV")
    (sheet,) = read(path, "export.csv").sheets
    assert (sheet.name, cells(sheet)) == ("Opvang", [{"Plaats": "studiezaal", "Uren": "ma1", "Toezicht": "OPV"}])


def test_a_text_file_of_anything_else_is_mentioned(tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path, "nota.txt", "Beste collega\nhier is het rooster"), "nota.txt")
    assert reading.findings == (Finding("A07", Severity.WARNING, CellRef("nota.txt"), "file"),)


def test_a_checked_copy_is_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, "personeel.gecontroleerd.xlsx", Personeel=STAFF)
    assert read(path, "p.xlsx").findings == (Finding("S05", Severity.WARNING, CellRef("p.xlsx")),)


def test_a_checked_copy_under_another_name_is_known_by_its_property(tmp_path: Path) -> None:
    path = workbook(tmp_path, Personeel=STAFF)
    book = load_workbook(path)
    book.custom_doc_props.append(StringProperty(name="docgen.gecontroleerd", value="personeel.xlsx"))
    book.save(path)
    assert read(path, "p.xlsx").findings == (Finding("S05", Severity.WARNING, CellRef("p.xlsx")),)
