"""The marked workbooks: the school's values where they were, coloured, commented and listed, and never the original."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from docgen.cli import commands
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.marked import Marked, copy_name, write_marked
from docgen.marked.copying import marked_copy
from docgen.marked.state import LARGEST
from docgen.marked.telling import tell
from docgen.pipeline import Checked, check
from docgen.project import Project
from docgen.reports.group import arrange
from docgen.sheets import read
from tests.building import edited
from tests.language import workbook
from tests.worked_example import project

NOW = datetime(2026, 3, 2, 15, 48)
FILE = "school.xlsx"
ERROR, HOLD, WARNING, NOTE = Severity
START = CellRef(FILE, "Trajecten", 5, 5, "Start")


def found(*findings: Finding, checked: Checked | None = None) -> Checked:
    """A check with exactly these findings."""
    records = checked.records if checked else None
    return Checked(records, findings, {})  # type: ignore[arg-type]  # nothing here reads the records


def fault(
    cell: str, severity: Severity = ERROR, sheet: str = "Trajecten", code: str = "A02", **more: object
) -> Finding:
    column, row = "ABCDEFGHIJKLMNOPQ".index(cell[0]) + 1, int(cell[1:])
    given: dict[str, object] = {"case": "date", "args": (("example", "14/02/2026"),), **more}
    return Finding(code, severity, CellRef(FILE, sheet, row, column, "Start"), **given)  # type: ignore[arg-type]


@pytest.fixture
def school(tmp_path: Path) -> Project:
    return Project(project(tmp_path))


def mark(school: Project, *findings: Finding) -> Marked:
    return write_marked(school, found(*findings), now=NOW)


def copy(school: Project, file: str = FILE) -> Workbook:
    return load_workbook(school.outputs / "controle" / copy_name(file), rich_text=True)


def copied(data: bytes) -> Workbook:
    """The copy of these bytes when there is nothing to say about them."""
    marked = marked_copy(data, "a.xlsx", {}, tell(FILE, (), ()), "0" * 64, NOW)
    return load_workbook(io.BytesIO(marked), rich_text=True)


def values(book: Workbook) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book if sheet.title != "Bevindingen"}


def look(sheet: Worksheet, address: str) -> tuple[object, ...]:
    cell = sheet[address]
    sides = {(side.style, side.color.rgb) for side in (cell.border.left, cell.border.top, cell.border.bottom)}
    return (cell.fill.fgColor.rgb, *sides)


# --- the copy --------------------------------------------------------------------------------------------------------


def test_the_values_stand_where_they_were_and_the_original_is_not_touched(school: Project) -> None:
    path = school.inputs / FILE
    before = path.read_bytes()
    marked = mark(school, fault("E5"), fault("C4", WARNING, "Overleg"))
    assert marked.copies == {FILE: str(Path("outputs", "controle", "school.gecontroleerd.xlsx"))}
    assert path.read_bytes() == before
    assert values(copy(school)) == values(load_workbook(path))
    calamine = CalamineWorkbook.from_path(school.outputs / "controle" / "school.gecontroleerd.xlsx")
    assert calamine.get_sheet_by_name("Trajecten").to_python() == (
        CalamineWorkbook.from_path(path).get_sheet_by_name("Trajecten").to_python()
    )


def test_colour_and_border_say_how_bad_it_is_and_the_worst_wins(school: Project) -> None:
    mark(
        school,
        fault("E4"),
        fault("F4", HOLD, code="G08", case=""),
        fault("G4", WARNING, code="F06", case="overdue"),
        fault("H4", NOTE, code="C01", case="none"),
        fault("E5", NOTE, code="C01", case="none"),
        fault("E5"),
    )
    sheet = copy(school)["Trajecten"]
    assert {cell: look(sheet, cell) for cell in ("E4", "F4", "G4", "H4", "E5")} == {
        "E4": ("00FBDAD6", ("medium", "00B3261E")),
        "F4": ("00F8DDB4", ("mediumDashed", "008A4500")),
        "G4": ("00FDF1DE", ("dotted", "008A4500")),
        "H4": ("00DFECEF", ("dotted", "000B4F60")),
        "E5": ("00FBDAD6", ("medium", "00B3261E")),
    }
    assert sheet["E4"].number_format == load_workbook(school.inputs / FILE)["Trajecten"]["E4"].number_format


def test_a_comment_says_what_there_is_how_and_what_it_stops(tmp_path: Path) -> None:
    folder = project(tmp_path, today="2026-03-02", Trajecten=edited("Trajecten", E4="morgen"))
    school = Project(folder)
    write_marked(school, check(school), now=NOW)
    comment = copy(school)["Trajecten"]["E4"].comment
    assert comment.text.splitlines()[:3] == [
        "✕ Fout A02",
        "Dit is geen datum." + comment.text.splitlines()[1].removeprefix("Dit is geen datum."),
        "→ Typ bijvoorbeeld 02/02/2026.",
    ]
    assert comment.author == "docgen"
    with zipfile.ZipFile(school.outputs / "controle" / "school.gecontroleerd.xlsx") as package:
        drawings = [package.read(name).decode() for name in package.namelist() if name.endswith(".vml")]
    sizes = {size for drawing in drawings for size in re.findall(r"width:(\d+)px;height:(\d+)px", drawing)}
    assert {width for width, _ in sizes} == {"330"}
    assert all("visibility:hidden" in drawing for drawing in drawings)


def test_a_comment_of_the_user_stays_above(school: Project) -> None:
    book = load_workbook(school.inputs / FILE)
    book["Trajecten"]["E5"].comment = Comment("Navragen bij Els", "An")
    book.save(school.inputs / FILE)
    mark(school, fault("E5"), fault("E5", WARNING, code="A04"))
    assert copy(school)["Trajecten"]["E5"].comment.text == (
        "Navragen bij Els\n———\n✕ Fout A02\nDit is geen datum.\n→ Typ bijvoorbeeld 14/02/2026.\n\n"
        "! Waarschuwing A04\n1 datum stond als tekst en is gelezen als dag/maand/jaar.\n→ Kijk na of dat klopt."
    )


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (CellRef(FILE, "Overleg", 6), "A6"),
        (CellRef(FILE, "Kalender", 0, 3, "Soort"), "C3"),
        (CellRef(FILE, "Trajecten", 5, 9, "Sterktes en wat goed gaat"), "I5"),
    ],
)
def test_a_row_is_marked_at_its_key_and_a_column_at_its_heading(school: Project, place: CellRef, cell: str) -> None:
    mark(school, Finding("D01", ERROR, place))
    book = copy(school)
    assert [c.coordinate for row in book[place.sheet].iter_rows() for c in row if c.comment] == [cell]
    assert book["Bevindingen"]["D6"].hyperlink.location == f"'{place.sheet}'!{cell}"


def test_a_hidden_column_with_a_mark_is_shown_and_a_merged_cell_is_marked_at_its_corner(school: Project) -> None:
    book = load_workbook(school.inputs / FILE)
    book["Trajecten"].column_dimensions["J"].hidden = True
    book["Overleg"].merge_cells("B5:B6")
    book.save(school.inputs / FILE)
    mark(school, fault("J4"), fault("B6", sheet="Overleg"))
    found_in = copy(school)
    assert found_in["Trajecten"].column_dimensions["J"].hidden is False
    assert found_in["Overleg"]["B5"].comment is not None


def test_the_tab_of_a_sheet_is_red_or_amber_and_others_keep_theirs(school: Project) -> None:
    book = load_workbook(school.inputs / FILE)
    book["Overleg"].sheet_properties.tabColor = "00FF00"
    book.save(school.inputs / FILE)
    mark(school, fault("E5"), fault("A4", WARNING, "Kalender"), fault("A4", NOTE, "Overleg"))
    tabs = {sheet.title: sheet.sheet_properties.tabColor for sheet in copy(school)}
    assert {title: color.rgb for title, color in tabs.items() if color} == {
        "Trajecten": "00B3261E", "Kalender": "00D08A1F", "Overleg": "0000FF00",
    }  # fmt: skip


def test_the_word_that_was_hit_is_red_and_bold_and_stands_in_no_message(school: Project) -> None:
    book = load_workbook(school.inputs / FILE)
    book["Trajecten"]["I4"] = "Heeft ADHD en rust nodig"
    book.save(school.inputs / FILE)
    mark(school, fault("I4", HOLD, code="G08", case="word", args=(("kind", "diagnose"), ("word", ("2",)))))
    copied = copy(school)
    value = copied["Trajecten"]["I4"].value
    assert str(value) == "Heeft ADHD en rust nodig"
    assert [(part.text, part.font.b, part.font.color.rgb) for part in value if not isinstance(part, str)] == [
        ("ADHD", True, "00B3261E")
    ]
    said = [str(cell.value) for row in copied["Bevindingen"].iter_rows() for cell in row]
    assert not [text for text in [*said, copied["Trajecten"]["I4"].comment.text] if "ADHD" in text]


def test_what_waits_is_told_with_the_code_that_confirms_it(school: Project) -> None:
    held = fault("I4", HOLD, code="G08", case="diagnose", args=(("word", ("2",)),), fingerprint="G08-394678")
    mark(school, held)
    copied = copy(school)
    fix = "Schrijf wat helpt, zoals “heeft nodig: korte taken en een rustige plaats”. Of bevestig de tekst."
    assert copied["Bevindingen"]["G6"].value == f"{fix} Bevestigingscode: G08-394678."
    assert f"→ {fix} Bevestigingscode: G08-394678." in copied["Trajecten"]["I4"].comment.text


def test_a_formula_is_copied_as_the_value_that_was_read(tmp_path: Path) -> None:
    sheet = '<row r="1"><c r="A1"><f>HYPERLINK("http://x")</f><v>3</v></c></row>'
    path = workbook(tmp_path, "a.xlsx", Kalender="Van | Soort\n1 | 2")
    raw, changed = path.read_bytes(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(rb'<row r="1".*?</row>', sheet.encode(), content)
            target.writestr(name, content)
    book = copied(changed.getvalue())
    assert (book["Kalender"]["A1"].value, book["Kalender"]["A1"].data_type) == (3, "n")


def test_a_register_number_is_not_copied(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        "a.xlsx",
        Leerlingen="""
            Leerling-ID | Rijksregisternummer | Familienaam
            L0231       | 'x                  | Voorbeeld 85.07.30-033.28
        """,
    )
    book = copied(path.read_bytes())
    assert list(book["Leerlingen"].iter_rows(min_row=3, values_only=True)) == [
        ("Leerling-ID", "Rijksregisternummer", "Familienaam"),
        ("L0231", "(gewist in deze kopie)", "(gewist in deze kopie)"),
    ]


# --- the sheet Bevindingen -------------------------------------------------------------------------------------------


def test_the_list_holds_every_finding_with_a_link_to_its_cell(school: Project) -> None:
    doubled = Finding(
        "A03", ERROR, CellRef(FILE, "Trajecten", 4, 1, "Traject-ID"), args=(("heading", "Traject-ID"), ("n", 2)),
        value="L0231-1", also=(CellRef(FILE, "Trajecten", 5, 1, "Traject-ID"),),
    )  # fmt: skip
    mark(
        school,
        doubled,
        fault("E5", value="=1+1", code="A02"),
        Finding("C05", WARNING, CellRef(FILE, "Overleg"), trajectory="L0231-1"),
    )
    sheet = copy(school)["Bevindingen"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=9)]
    assert [row[0] for row in rows[:4]] == [
        "Bevindingen in school.xlsx",
        "Stand van maandag 2 maart 2026, 15.48 u.   2 fouten, 1 waarschuwing.",
        "Dit is een kopie om te lezen. Verbeter de cellen in school.xlsx zelf en bewaar. "
        "docgen maakt deze kopie dan opnieuw.",
        None,
    ]
    assert rows[4:] == [
        ["Nr", "Ernst", "Blad", "Cel", "Kop", "Wat is er", "Wat doet u", "Houdt tegen", "Code"],
        [
            1, "✕ Fout", "Trajecten", "A4", "Traject-ID", "“L0231-1” staat 2 keer in dit blad. (A4 en A5)",
            "Geef elke rij een eigen nummer, of schrap de dubbele rij.", "niets", "A03",
        ],
        [
            2, "✕ Fout", "Trajecten", "E5", "Start", "“=1+1” is geen datum.", "Typ bijvoorbeeld 14/02/2026.",
            "niets", "A02",
        ],
        [
            3, "! Waarschuwing", "Overleg", "blad", None,
            rows[7][5], rows[7][6], "niets", "C05",
        ],
    ]  # fmt: skip
    assert [sheet.cell(row, 4).hyperlink.location for row in (6, 7, 8)] == [
        "'Trajecten'!A4", "'Trajecten'!E5", "'Overleg'!A1"
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A6", "A5:I8", "$5:$5")
    assert (sheet.sheet_view.showGridLines, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        False, "landscape", 0,
    )  # fmt: skip
    assert [sheet.column_dimensions[letter].width for letter in "ABCDEFGHI"] == [6, 18, 25, 8, 25, 48, 46, 26, 9]


def test_the_list_comes_first_and_opens_and_every_sheet_is_protected_without_a_password(school: Project) -> None:
    mark(school, fault("E5"))
    book = copy(school)
    assert (book.sheetnames[0], book.active.title) == ("Bevindingen", "Bevindingen")
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Bevindingen"]
    for sheet in book:
        lock = sheet.protection
        assert (lock.sheet, lock.password, lock.formatColumns, lock.sort, lock.autoFilter, lock.selectLockedCells) == (
            True, None, False, False, False, False,
        )  # fmt: skip


def test_text_that_begins_like_a_formula_stays_text(school: Project) -> None:
    odd = Finding("A02", ERROR, CellRef(FILE, "Trajecten", 5, 5, "=Start"), "date", (("example", "1"),))
    mark(school, odd)
    cell = copy(school)["Bevindingen"]["E6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Start", "s", True)


def test_consequences_are_counted_and_not_marked(school: Project) -> None:
    root = fault("E5")
    mark(school, root, fault("A4", sheet="Overleg", code="B02", case="unknown", cause=root.place))
    book = copy(school)
    assert book["Overleg"]["A4"].comment is None
    assert book["Bevindingen"]["F6"].value == "Dit is geen datum. 1 gevolg van deze bevinding is niet getoond."


def test_the_copy_speaks_english_when_asked(school: Project) -> None:
    write_marked(school, found(fault("E5")), "en", now=NOW)
    sheet = copy(school)["Bevindingen"]
    assert [sheet.cell(6, column).value for column in (2, 6, 7, 8)] == [
        "✕ Error", "This is not a date.", "Type for example 14/02/2026.", "nothing"
    ]  # fmt: skip


# --- when there is a copy --------------------------------------------------------------------------------------------


def test_a_copy_goes_when_its_workbook_has_no_findings_left(school: Project) -> None:
    mark(school, fault("E5"))
    path = school.outputs / "controle" / "school.gecontroleerd.xlsx"
    assert path.exists()
    other = school.outputs / "controle" / "van de school zelf.xlsx"
    other.write_bytes(b"x")
    assert mark(school).copies == {}
    assert (path.exists(), other.exists()) == (False, True)


def test_a_copy_that_did_not_change_is_not_written_again(school: Project) -> None:
    mark(school, fault("E5"))
    path = school.outputs / "controle" / "school.gecontroleerd.xlsx"
    first = path.stat().st_ino, path.read_bytes()
    write_marked(school, found(fault("E5")), now=datetime(2026, 3, 3, 9, 0))
    assert (path.stat().st_ino, path.read_bytes()) == first
    write_marked(school, found(fault("E4")), now=datetime(2026, 3, 3, 9, 0))
    assert path.stat().st_ino != first[0]


def test_the_same_input_gives_the_same_bytes(school: Project) -> None:
    mark(school, fault("E5"))
    path = school.outputs / "controle" / "school.gecontroleerd.xlsx"
    first = path.read_bytes()
    path.unlink()
    mark(school, fault("E5"))
    assert path.read_bytes() == first


def test_a_trial_and_a_school_that_wants_none_have_no_copies(school: Project) -> None:
    mark(school, fault("E5"))
    path = school.outputs / "controle" / "school.gecontroleerd.xlsx"
    trial = write_marked(school, found(fault("E4")), now=NOW, dry_run=True)
    assert (trial.copies, path.exists()) == ({}, True)
    (school.root / "docgen.toml").write_text("[controle]\nkopie = false\n", encoding="utf-8")
    assert mark(Project(school.root), fault("E5")).copies == {}
    assert not path.exists()


def test_a_copy_dropped_in_inputs_is_known_whatever_its_name(school: Project) -> None:
    mark(school, fault("E5"))
    renamed = school.inputs / "trajecten.xlsx"
    renamed.write_bytes((school.outputs / "controle" / "school.gecontroleerd.xlsx").read_bytes())
    reading = read(renamed, "trajecten.xlsx")
    assert [(f.code, f.severity) for f in reading.findings] == [("S05", WARNING)]


@pytest.mark.parametrize(
    "finding",
    [
        Finding("S03", ERROR, CellRef(FILE), "damaged", effect=Effect.BLOCK, students=None),
        Finding("G07", ERROR, CellRef(FILE, "Nablijven"), effect=Effect.BLOCK, students=None),
        Finding("S01", NOTE, CellRef(FILE), "open"),
        Finding("S14", ERROR, CellRef("docgen.toml")),
        Finding("A01", ERROR, CellRef(""), "sheet", (("target", "Leerlingen"),)),
        Finding("A02", ERROR, CellRef("weg.xlsx", "Trajecten", 5, 5), "date"),
    ],
    ids=lambda finding: finding.code,
)
def test_what_was_not_read_has_no_copy(school: Project, finding: Finding) -> None:
    marked = mark(school, finding)
    assert (marked.copies, marked.checked.findings) == ({}, (finding,))
    assert not list(school.outputs.rglob("*.xlsx"))


def test_a_workbook_that_waits_for_excel_keeps_the_copy_it_had(school: Project) -> None:
    mark(school, fault("E5"))
    mark(school, Finding("S01", NOTE, CellRef(FILE), "held"))
    assert (school.outputs / "controle" / "school.gecontroleerd.xlsx").exists()


def notes(marked: Marked) -> list[tuple[str, str, Mapping[str, object]]]:
    return [(f.code, f.case, dict(f.args)) for f in marked.checked.findings if f.code == "S17"]


def test_a_workbook_that_is_too_large_or_broken_is_told(school: Project) -> None:
    big = io.BytesIO((school.inputs / FILE).read_bytes())
    with zipfile.ZipFile(big, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.png", bytes(LARGEST))
    (school.inputs / "groot.xlsx").write_bytes(big.getvalue())
    (school.inputs / "stuk.xlsx").write_bytes((school.inputs / FILE).read_bytes()[:2000])
    marked = mark(
        school,
        Finding("A02", ERROR, CellRef("groot.xlsx", "Trajecten", 5, 5), "date"),
        Finding("A02", ERROR, CellRef("stuk.xlsx", "Trajecten", 5, 5), "date"),
    )
    assert (marked.copies, notes(marked)) == ({}, [("S17", "large", {"limit": 16}), ("S17", "", {})])


# --- other kinds of files --------------------------------------------------------------------------------------------


def test_a_text_file_becomes_a_plain_workbook_with_its_lines_where_they_were(school: Project) -> None:
    (school.inputs / "leerlingen.csv").write_text(
        "Leerling-ID;Familienaam\nL0231;=Voorbeeld\nL0232;Andersen\n", encoding="utf-8"
    )
    mark(school, Finding("A02", ERROR, CellRef("leerlingen.csv", "Leerlingen", 2, 2, "Familienaam"), "empty"))
    sheet = copy(school, "leerlingen.csv")["Leerlingen"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Leerling-ID", "Familienaam"), ("L0231", "=Voorbeeld"), ("L0232", "Andersen")
    ]  # fmt: skip
    assert (sheet["B2"].data_type, sheet["B2"].comment is not None) == ("s", True)


def test_an_export_without_headings_is_marked_on_its_own_lines(school: Project) -> None:
    lines = [f'{n},"4WEWIb","JVP","GES","B112",2,{n},' for n in range(1, 4)]
    (school.inputs / "GPU001.TXT").write_text("\n".join(lines).replace(",", ";"), encoding="utf-8")
    mark(school, Finding("B03", ERROR, CellRef("GPU001.TXT", "Basisrooster", 2, 3, "Leraar"), "unknown"))
    sheet = copy(school, "GPU001.TXT")["Basisrooster"]
    assert [cell.value for cell in sheet[2]][:7] == ["2", "4WEWIb", "JVP", "GES", "B112", "2", "2"]
    assert sheet["C2"].comment is not None


def test_a_workbook_in_a_subfolder_has_its_copy_in_one_of_that_name() -> None:
    assert [copy_name(file) for file in ("zorg/4_zorg.XLSX", "a.csv", "a.xls")] == [
        "zorg/4_zorg.gecontroleerd.xlsx", "a.csv.gecontroleerd.xlsx", "a.xls.gecontroleerd.xlsx",
    ]  # fmt: skip


# --- speed, and the command ------------------------------------------------------------------------------------------


def test_two_thousand_marks_take_no_more_than_a_second() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Basisrooster"
    for row in range(4, 1004):
        for column in range(1, 10):
            sheet.cell(row, column, f"waarde {row}")
    data = io.BytesIO()
    book.save(data)
    findings = [fault(f"{'ABCD'[n % 4]}{4 + n // 4}", sheet="Basisrooster", value=f"x{n}") for n in range(2000)]
    begun = time.process_time()
    told = tell(FILE, arrange(tuple(findings), {}), findings)
    marked = marked_copy(data.getvalue(), FILE, {}, told, "0" * 64, NOW)
    assert time.process_time() - begun < 2  # 0,2 s measured; a test machine may be slow
    comments = zipfile.ZipFile(io.BytesIO(marked)).read("xl/comments/comment1.xml")
    assert comments.count(b"<comment ") == 2000


def test_build_writes_the_copies_and_check_writes_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path, Trajecten=edited("Trajecten", E4="morgen"))
    CliRunner().invoke(commands, ["--project", str(folder), "check"])
    assert not (folder / "outputs").exists()
    CliRunner().invoke(commands, ["--project", str(folder), "build", "--dry-run"])
    assert not list(folder.rglob("*.gecontroleerd.xlsx"))
    built = CliRunner().invoke(commands, ["--project", str(folder), "build"])
    assert built.exit_code == 1
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*.gecontroleerd.xlsx")] == [
        "outputs/controle/school.gecontroleerd.xlsx"
    ]
