"""`docgen init`: what a school begins with, what its workbooks ask, and that nothing is ever overwritten."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from docgen.cli import commands
from docgen.columns import Row
from docgen.findings import CellRef
from docgen.init import init
from docgen.init.settings import settings_text
from docgen.init.words import words
from docgen.init.workbooks import example_of, starters
from docgen.pipeline import Checked, check
from docgen.project import Project, Settings, shipped_templates
from docgen.spec import sheets
from tests.building import seen
from tests.language import table
from tests.worked_example import ROWS, TODAY

TODAY_OF_INIT = date(2025, 9, 3)
WORKBOOKS = (
    "1_school", "2_doelen", "3_roosters", "4_zorg", "5_klassenraad", "6_meldingen", "7_overdracht",
)  # fmt: skip
LISTS = {"Personeel": ("MVB Marie Van Boven",), "vak": ("GES Geschiedenis",), "Opvang": ("studiezaal",)}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    init(folder, TODAY_OF_INIT)
    return folder


def opened(folder: Path, name: str) -> Workbook:
    return load_workbook(folder / "inputs" / f"{name}.xlsx")


def filled(folder: Path, rows: Mapping[str, str] = ROWS) -> Checked:
    """The project with these rows typed below the example rows of its starter workbooks, checked."""
    for name in WORKBOOKS:
        path = folder / "inputs" / f"{name}.xlsx"
        book = load_workbook(path)
        for sheet in book.worksheets:
            for number, values in enumerate(table(rows.get(sheet.title, "")), start=5):
                for column, value in enumerate(values, start=1):
                    sheet.cell(number, column).value = value
        book.save(path)
    (folder / "docgen.toml").write_text(f"[datum]\npeildatum = {TODAY}\n", encoding="utf-8")
    return check(Project(folder))


def one_row_each() -> dict[str, str]:
    """The first row of each sheet of the worked example, with one member of staff and one version in all of them."""
    rows = {name: text.strip().partition("\n")[0] for name, text in ROWS.items()}
    rows["Personeel"] = "KDW | Koen De Wit | directie"
    rows["School"] += "\ngegeven | Schooljaar | 2025-2026"  # the two facts that every school gives
    for name in set(rows) - {"Personeel"}:
        rows[name] = re.sub(r"\b(MVB|OPV|JVP|DPT|CLA)\b", "KDW", rows[name]).replace("L0231-2", "L0231-1")
    return rows


# --- the project folder ----------------------------------------------------------------------------------------------


def test_a_project_folder_has_settings_workbooks_templates_and_a_place_for_documents(begun: Path) -> None:
    assert sorted(path.relative_to(begun).as_posix() for path in begun.rglob("*")) == sorted(
        ["docgen.toml", "inputs", "outputs", "templates"]
        + [f"inputs/{name}.xlsx" for name in WORKBOOKS]
        + [f"templates/{path.name}" for path in shipped_templates()]
    )


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "docgen.toml").write_text("[datum]\n", encoding="utf-8")
    (tmp_path / "inputs" / "4_zorg.xlsx").write_bytes(b"van de school")
    begun = init(tmp_path, TODAY_OF_INIT)
    assert [(f.code, f.case, f.place.file) for f in begun.findings if isinstance(f.place, CellRef)] == [
        ("S16", "", "docgen.toml"),
        ("S16", "", "inputs/4_zorg.xlsx"),
    ]
    assert (tmp_path / "docgen.toml").read_text(encoding="utf-8") == "[datum]\n"
    assert (tmp_path / "inputs" / "4_zorg.xlsx").read_bytes() == b"van de school"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert init(tmp_path, date(2027, 1, 1)).written == ()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_workbook_whose_sheets_the_school_already_has_is_not_made(tmp_path: Path) -> None:
    init(tmp_path, TODAY_OF_INIT)
    (tmp_path / "inputs" / "6_meldingen.xlsx").rename(tmp_path / "inputs" / "onze meldingen.xlsx")
    again = init(tmp_path, TODAY_OF_INIT)
    assert again.written == ()
    assert [f.place.file for f in again.findings if f.case == "sheets" and isinstance(f.place, CellRef)] == [
        "inputs/6_meldingen.xlsx"
    ]


def test_the_command_says_what_was_made_and_what_was_left(tmp_path: Path) -> None:
    made = CliRunner().invoke(commands, ["init", str(tmp_path / "school")])
    assert made.exit_code == 0
    assert made.stdout.splitlines() == [
        str(tmp_path / "school" / name)
        for name in (
            "docgen.toml",
            *(f"inputs/{name}.xlsx" for name in WORKBOOKS),
            *(f"templates/{path.name}" for path in shipped_templates()),
        )
    ]
    assert made.stderr.splitlines()[-1] == (
        f"Begin met {tmp_path}/school/inputs/1_school.xlsx. "
        f"Kijk het daarna na met: docgen --project {tmp_path}/school check"
    )
    again = CliRunner().invoke(commands, ["init", str(tmp_path / "school")])
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr.splitlines()[0] == (
        "INFO S16 docgen.toml: Dit bestand bestaat al en is niet gewijzigd. "
        "U hoeft niets te doen. Wilt u een nieuw? Hernoem het en start docgen init opnieuw."
    )
    assert again.stderr.splitlines()[-1] == f"Alles stond er al in {tmp_path}/school. Er is niets gewijzigd."


def test_a_settings_file_that_cannot_be_read_ends_with_status_4(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_text("[datum", encoding="utf-8")
    ended = CliRunner().invoke(commands, ["init", str(tmp_path)])
    assert (ended.exit_code, ended.stdout) == (4, "")
    assert ended.stderr.startswith("FOUT S14 docgen.toml: In docgen.toml staat een teken te veel of te weinig.")


# --- docgen.toml -----------------------------------------------------------------------------------------------------


def test_docgen_toml_names_every_setting_and_changes_none() -> None:
    text = settings_text()
    assert Settings.model_validate(tomllib.loads(text)) == Settings()
    for name, about in Settings.model_fields.items():
        assert f"[{name}]" in text
        assert about.description
        for inner in getattr(type(about.default), "model_fields", {}):
            assert re.search(rf"^(?:# )?{inner} = ", text, re.MULTILINE), inner


def test_an_example_in_docgen_toml_counts_once_its_sign_is_taken_away() -> None:
    text = re.sub(r"^# (?=[\w\"]+ = )", "", settings_text(), flags=re.MULTILINE)
    settings = Settings.model_validate(tomllib.loads(text))
    assert (settings.datum.peildatum, settings.koppen) == (date(2026, 3, 23), {"Klas": ["Klasgroep"]})


# --- the workbooks ---------------------------------------------------------------------------------------------------


def test_the_instructions_come_first_and_the_sheets_in_the_order_of_work(begun: Path) -> None:
    assert {name: opened(begun, name).sheetnames for name in ("1_school", "6_meldingen", "7_overdracht")} == {
        "1_school": ["Lees mij", "School", "Leerlingen", "Kalender", "Personeel", "Contacten", "Lijsten"],
        "6_meldingen": ["Lees mij", "Signalen", "Meldingen", "Lijsten"],
        "7_overdracht": ["Lees mij", "Overdrachten", "Resultaten", "Lijsten"],
    }
    assert [book.active.title for book in (opened(begun, name) for name in WORKBOOKS)] == ["Lees mij"] * 7


def test_lees_mij_tells_for_whom_how_and_how_not_and_leads_to_every_sheet(begun: Path) -> None:
    sheet = opened(begun, "6_meldingen")["Lees mij"]
    lines = [tuple(cell for cell in row[1:] if cell) for row in sheet.iter_rows(values_only=True)]
    said = words()["leesmij"]
    assert [line for line in lines if line] == [
        ("6_meldingen.xlsx",),
        (
            "Voor de mentor en de directie. "
            "Bevat gegevens enkel voor personeel: bewaar dit bestand enkel in de map inputs.",
        ),
        ("Zo vult u in",),
        *map(tuple, said["stappen"]),
        ("Zo niet",),
        *map(tuple, said["vermijden"]),
        ("De bladen",),
        ("Signalen", "Wat opviel, als feit en zonder oordeel."),
        ("Meldingen", "Wat personeel moet weten en doen."),
    ]
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"Signalen": "'Signalen'!A5", "Meldingen": "'Meldingen'!A5"}


def test_every_sheet_and_workbook_has_its_words() -> None:
    assert set(words()["bladen"]) == set(sheets())
    assert set(words()["voor"]) == {row.sheet.workbook for row in sheets().values()} == set(WORKBOOKS)
    known = {(name, column.heading) for name, row in sheets().items() for column in row.columns()}
    assert {(name, heading) for name, headings in words()["leeg"].items() for heading in headings} <= known
    assert {name.rpartition(".")[2] for name in words()["jaren"]} <= {heading for _, heading in known}


@pytest.mark.parametrize("row", sheets().values(), ids=lambda row: row.sheet.name)
def test_the_worked_example_is_marked_and_every_other_value_would_be_read(row: type[Row]) -> None:
    example = example_of(row)
    key = (*row.sheet.key, row.columns()[0].heading)[0]
    assert example[key] == "voorbeeld"
    for column in row.columns():
        if column.heading in example and column.heading != key:
            column.kind.parse(example[column.heading])
        elif column.heading != key:
            assert not column.required


def test_a_sheet_has_title_hints_headings_and_a_worked_example(begun: Path) -> None:
    sheet = opened(begun, "6_meldingen")["Meldingen"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4)]
    assert rows[0] == [
        "Meldingen", None, None, None, "Wat personeel moet weten en doen. Ingevuld door: mentor, directie.", None, None
    ]  # fmt: skip
    assert rows[1][1:4] == [
        "verplicht\ndd/mm/jjjj\nenkel personeel",
        "verplicht\nkies uit lijst\nenkel personeel",
        "verplicht\nkies uit lijst; meer dan één met ;\nenkel personeel",
    ]
    assert rows[2] == ["Leerling-ID", "Datum", "Auteur", "Voor wie", "Melding", "Wat doen", "Geldig tot"]
    assert [rows[3][0], rows[3][1].date(), rows[3][2], rows[3][6].date()] == [
        "voorbeeld", date(2026, 1, 30), "MVB", date(2026, 3, 27)
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.max_row) == ("B4", 4)
    assert (sheet["A4"].font.italic, sheet["A4"].font.color.rgb, sheet["B4"].number_format) == (
        True, "006B797E", "dd/mm/yyyy",
    )  # fmt: skip
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape", 9, 0,
    )  # fmt: skip


def test_extra_columns_are_folded_away_and_hide_no_text(begun: Path) -> None:
    sheet = opened(begun, "4_zorg")["Overleg"]
    folded = {letter for letter, item in sheet.column_dimensions.items() if item.outlineLevel and item.hidden}
    assert folded == {"C", "E", "H", "I"}
    titles = [cell.column_letter for cell in sheet[1] if cell.value]
    assert titles == ["A", "D"]


def test_there_are_no_formulas_and_no_macros(begun: Path) -> None:
    for name in WORKBOOKS:
        book = opened(begun, name)
        assert [
            cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        ] == []
        assert book.vba_archive is None


def checks_of(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    return {
        sheet[str(item.sqref).split(":")[0][0] + "3"].value: (item.type, item.formula1, item.formula2, item.error)
        for item in sheet.data_validations.dataValidation
    }


def test_dates_and_numbers_are_limited_and_refused_in_the_words_of_the_finding(begun: Path) -> None:
    checks = checks_of(opened(begun, "4_zorg")["Trajecten"])
    assert checks["Start"] == (
        "date", "45901", "46630",
        "Dit is geen datum. Typ bijvoorbeeld 02/02/2026. Het mag van 01/09/2025 tot en met 31/08/2027.",
    )  # fmt: skip
    assert checks["Fase"] == (
        "whole", "0", "3", "Dit getal ligt niet tussen 0 en 3. Typ een getal van 0 tot en met 3."
    )  # fmt: skip
    assert checks["Grond"][3] == (
        "Deze waarde staat niet in de lijst. Kies flexibilisering: cognitief sterk, flexibilisering: "
        "leermoeilijkheden of achterstand, ziekte of ongeval, specifieke onderwijsbehoeften of IAC-verslag."
    )
    birth = checks_of(opened(begun, "1_school")["Leerlingen"])["Geboortedatum"]
    assert birth[3] == ("Dit is geen datum. Typ bijvoorbeeld 14/03/2010. Het mag van 01/09/2000 tot en met 31/08/2016.")


def test_the_school_year_is_that_of_the_day(tmp_path: Path) -> None:
    for day, first in ((date(2026, 6, 30), "45901"), (date(2026, 7, 1), "46266")):
        folder = tmp_path / day.isoformat()
        init(folder, day)
        assert checks_of(opened(folder, "4_zorg")["Trajecten"])["Start"][1] == first


def test_every_list_resolves() -> None:
    for name, data in starters(LISTS, TODAY_OF_INIT):
        path = Path(f"{name}.xlsx")
        book = load_workbook(io.BytesIO(data))
        for sheet in book.worksheets:
            for item in sheet.data_validations.dataValidation:
                if item.type != "list":
                    continue
                where = item.formula1.partition(":")[0]
                target, _, cell = where.replace("$", "").partition("!")
                assert target in book.sheetnames, (path, sheet.title, item.formula1)
                if target == "Lijsten":
                    last = item.formula1.replace("$", "").rpartition(":")[2]
                    assert all(row[0].value for row in book[target][f"{cell}:{last}"])
                else:
                    key = sheets()[target].sheet.key[0]
                    assert book[target][f"{re.sub('[0-9]', '', cell)}3"].value == key


def test_lists_come_from_the_sheets_of_the_school_itself() -> None:
    (data,) = [data for name, data in starters(LISTS, TODAY_OF_INIT) if name == "4_zorg"]
    book = load_workbook(io.BytesIO(data))
    checks = checks_of(book["Lesroosteraanpassingen"])
    column = {
        cell.value: [c.value for c in book["Lijsten"][cell.column_letter][1:] if c.value] for cell in book["Lijsten"][1]
    }
    assert (column["Mentor"], column["Plaats"], column["Vak"]) == (
        ["MVB Marie Van Boven"], ["studiezaal"], ["GES Geschiedenis"],
    )  # fmt: skip
    assert checks["Traject-ID"][1] == (
        "Trajecten!$A$5:INDEX(Trajecten!$A$5:$A$1004,MAX(1,COUNTA(Trajecten!$A$5:$A$1004)))"
    )


def test_lists_can_be_taken_from_another_project_and_never_hold_students(tmp_path: Path) -> None:
    known, new = tmp_path / "known", tmp_path / "new"
    init(known, TODAY_OF_INIT)
    filled(known)
    init(new, TODAY_OF_INIT, lists_from=known)
    texts = {
        str(cell.value)
        for sheet in ("1_school", "3_roosters", "4_zorg")
        for row in opened(new, sheet)["Lijsten"].iter_rows()
        for cell in row
    }
    assert {"KDW Koen De Wit", "4WEWIb", "WIS Wiskunde", "WIS4-12 Vergelijkingen van de tweede graad oplossen"} <= texts
    assert not [text for text in texts if "Voorbeeld" in text or "L0231" in text]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert dict(starters(LISTS, TODAY_OF_INIT)) == dict(starters(LISTS, TODAY_OF_INIT))


def test_calamine_reads_what_openpyxl_reads(begun: Path) -> None:
    for name in WORKBOOKS:
        book = CalamineWorkbook.from_path(begun / "inputs" / f"{name}.xlsx")
        assert book.sheet_names == opened(begun, name).sheetnames
        assert book.get_sheet_by_index(1).to_python()[2][0] == sheets()[book.sheet_names[1]].columns()[0].heading


# --- read by docgen --------------------------------------------------------------------------------------------------


def test_untouched_workbooks_say_one_kind_sentence(tmp_path: Path) -> None:
    init(tmp_path, TODAY_OF_INIT)
    said = CliRunner().invoke(commands, ["--project", str(tmp_path), "check"])
    assert said.exit_code == 0
    assert said.stderr.splitlines() == [
        "INFO A01 inputs: De werkboeken zijn gelezen, maar er is nog niets ingevuld. "
        "Begin met het blad School, daarna Leerlingen. Vul in vanaf de rij onder het voorbeeld.",
        "Alles in orde.",
    ]


def test_the_worked_example_typed_in_them_stops_nothing(tmp_path: Path) -> None:
    init(tmp_path, TODAY_OF_INIT)
    result = filled(tmp_path)
    assert [finding for finding in seen(result.findings) if finding.severity in ("fout", "te bevestigen")] == []
    assert [finding for finding in seen(result.findings) if finding.code[0] in "AB"] == []


def test_one_row_in_each_sheet_is_read_without_a_word_about_its_form(tmp_path: Path) -> None:
    init(tmp_path, TODAY_OF_INIT)
    result = filled(tmp_path, one_row_each())
    assert [finding for finding in seen(result.findings) if finding.code[0] in "AB"] == []
    read = {name: len(rows) for name, rows in result.records.register.rows.items()}
    assert read == dict.fromkeys(sheets(), 1) | {"School": 2, "Bevestigingen": 0}
