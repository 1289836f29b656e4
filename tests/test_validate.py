"""Raw rows become typed rows, or findings: every fault of a row at once, each with its cell and no closed value."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from docgen.columns import Origin
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.kinds import Slot
from docgen.reading.raw import RawRow, RawSheet
from docgen.records.doubled import duplicates
from docgen.records.refused import Rejected, cells_of, refuse
from docgen.records.validate import validate
from docgen.sheets import read
from docgen.spec import sheets
from docgen.tables.care import Measure, TimetableChange, Trajectory
from docgen.tables.council import Decision
from docgen.tables.school import SchoolRow, Student
from docgen.tables.timetables import Exam
from tests.building import Seen, seen, validated, where

NOOR = "L0231 | Voorbeeld | Noor | 14/03/2010 | 4WEWIb | Natuurwetenschappen | ZED; DUI2 | 01/09/2022 |"


def test_a_sound_row_is_typed_and_knows_its_place(tmp_path: Path) -> None:
    result = validated(tmp_path, "Leerlingen", NOOR)
    (row,) = result.rows
    assert row.model_dump(by_alias=True) == {
        "Leerling-ID": "L0231",
        "Familienaam": "Voorbeeld",
        "Voornaam": "Noor",
        "Geboortedatum": date(2010, 3, 14),
        "Klas": "4WEWIb",
        "Studierichting": "Natuurwetenschappen",
        "Groepen": ("ZED", "DUI2"),
        "Ingeschreven op": date(2022, 9, 1),
        "Uitgeschreven op": None,
    }
    assert row.at("Groepen") == CellRef("school.xlsx", "Leerlingen", 4, 7, "Groepen")
    assert row.at() == CellRef("school.xlsx", "Leerlingen", 4)
    assert (result.rejected, result.findings) == ((), ())


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    result = validated(
        tmp_path, "Leerlingen", "L0231-1 |  | Noor | morgen | 4WEWIb | Natuurwetenschappen |  | '29/02/2026 |"
    )
    assert seen(result.findings) == [
        Seen("A02", "id", "fout", "Leerlingen!A4", ("L0231",), "L0231-1"),
        Seen("A02", "empty", "fout", "Leerlingen!B4", ("L0231",), "L0231-1"),
        Seen("A02", "date", "fout", "Leerlingen!D4", ("L0231",), "L0231-1"),
        Seen("A02", "date", "fout", "Leerlingen!H4", ("L0231",), "L0231-1"),
    ]
    assert result.rows == ()
    assert [(row.sheet, row.students, row.classes) for row in result.rejected] == [
        ("Leerlingen", frozenset({"L0231"}), frozenset())
    ]


def test_one_bad_row_leaves_the_others(tmp_path: Path) -> None:
    result = validated(tmp_path, "Leerlingen", f"{NOOR}\n{NOOR.replace('L0231', 'L0232').replace('Noor', '')}")
    assert [row.at() for row in result.rows] == [CellRef("school.xlsx", "Leerlingen", 4)]
    assert seen(result.findings) == [Seen("A02", "empty", "fout", "Leerlingen!C5", ("L0232",))]


def test_a_fault_says_which_column_with_an_example_and_what_it_stops(tmp_path: Path) -> None:
    (fault,) = validated(tmp_path, "Basisrooster", "4WEWIb; 4LAT |  | elke | di | 13 | GES | JVP |  |").findings
    assert fault == Finding(
        "A02",
        Severity.ERROR,
        CellRef("school.xlsx", "Basisrooster", 4, 5, "Lesuur"),
        "range",
        args=(("example", "3"), ("heading", "Lesuur"), ("least", 1), ("most", 12)),
        value="13",
        effect=Effect.BLOCK,
        classes=frozenset({"4WEWIb", "4LAT"}),
    )


def test_an_open_column_shows_its_value_and_the_nearest_of_its_list(tmp_path: Path) -> None:
    (fault,) = validated(tmp_path, "Personeel", "MVB | Marie Van Boven | leerlingbegleider |  |").findings
    assert (fault.case, fault.value, fault.suggestion) == ("list", "leerlingbegleider", "leerlingbegeleider")


def test_a_closed_column_shows_neither_its_value_nor_what_is_near_it(tmp_path: Path) -> None:
    row = "L0231-1 | ziekte of ongval | 2 |  | 02/02/2026 | 27/03/2026 | 13/03/2026 | MVB |  |  | rust |  | school |  |"
    (fault,) = validated(tmp_path, "Trajecten", row).findings
    assert (fault.case, where(fault.place), fault.value, fault.suggestion) == ("list", "Trajecten!B4", None, None)
    assert [name for name, _ in fault.args] == ["allowed", "example", "heading"]


@pytest.mark.parametrize(
    ("typed", "shown"), [("L02311-x", None), ("Noor", None), ("KR12.3", "KR12.3"), ("Noor Voorbeeld is ziek", None)]
)
def test_a_closed_key_shows_its_value_only_when_it_has_the_form_of_an_identifier(
    tmp_path: Path, typed: str, shown: str | None
) -> None:
    (fault,) = validated(tmp_path, "Overleg", f"{typed} | 20/01/2026 |  | leerling |  |  |  |  |").findings
    assert (fault.code, fault.case, fault.value) == ("A02", "id", shown)


def test_a_cell_is_required_beside_some_values_of_another(tmp_path: Path) -> None:
    result = validated(
        tmp_path,
        "Overleg",
        """
        L0231-1 | 20/01/2026 |  | leerling |  | ja           |           |  |
        L0231-1 | 20/01/2026 |  | leerling |  | JA           | mondeling |  |
        L0231-1 | 20/01/2026 |  | ouder    |  | niet bereikt |           |  |
        L0231-1 | 20/01/2026 |  | ouder    |  |              |           |  |
        """,
    )
    assert seen(result.findings) == [
        Seen("A02", "needed", "fout", "Overleg!G4", ("L0231",), "L0231-1"),
        Seen("A02", "needed", "fout", "Overleg!I6", ("L0231",), "L0231-1"),
    ]
    assert result.findings[0].args == (("example", "handtekening"), ("heading", "Vorm"), ("other", "Akkoord"))
    assert [row.at() for row in result.rows] == [CellRef("school.xlsx", "Overleg", n) for n in (5, 7)]


@pytest.mark.parametrize("kind", ["remediëren", "Remedieren", "REMEDIËREN", "langere  tijd"])
def test_a_cell_is_required_however_the_other_is_spelled(tmp_path: Path, kind: str) -> None:
    result = validated(tmp_path, "Maatregelen", f"L0231 | {kind} |  |  |  |  | 15/09/2025 |  |  |  |  |")
    assert seen(result.findings) == [Seen("A02", "needed", "fout", "Maatregelen!E4", ("L0231",))]


def test_a_cell_is_required_beside_one_of_several_values(tmp_path: Path) -> None:
    row = "L0231 | nieuwe graad | TI De Beek |  |  |  |  |  |  | TR14; TR12 |  |  |"
    assert seen(validated(tmp_path, "Overdrachten", row).findings) == [
        Seen("A02", "needed", "fout", "Overdrachten!K4", ("L0231",))
    ]


@pytest.mark.parametrize("kind", ["gespreid", "taak"])
def test_a_task_needs_no_hour_and_a_written_exam_does(tmp_path: Path, kind: str) -> None:
    result = validated(tmp_path, "Examenrooster", f"4WEWIb |  | FRA | {kind} | 10/06/2026 |  |  |  |")
    assert (len(result.rows), result.findings) == (1, ())
    result = validated(tmp_path, "Examenrooster", "4WEWIb |  | FRA | mondeling | 10/06/2026 |  |  |  |")
    assert [(found.case, where(found.place)) for found in result.findings] == [
        ("needed", "Examenrooster!F4"),
        ("needed", "Examenrooster!G4"),
    ]


def test_a_required_list_of_nothing_but_semicolons_is_empty(tmp_path: Path) -> None:
    result = validated(tmp_path, "Overleg", "L0231-1 | 20/01/2026 |  | ; |  |  |  |  |")
    assert seen(result.findings) == [Seen("A02", "empty", "fout", "Overleg!D4", ("L0231",), "L0231-1")]


def test_a_date_as_text_and_a_number_as_key_are_used_and_reported(tmp_path: Path) -> None:
    row = "123456 | Voorbeeld | Noor | '14/03/2010 | 4WEWIb | Natuurwetenschappen |  | '2022-09-01 |"
    result = validated(tmp_path, "Leerlingen", row)
    assert [(row.student_id, row.birth_date) for row in result.rows if isinstance(row, Student)] == [
        ("123456", date(2010, 3, 14))
    ]
    assert result.findings == (
        Finding(
            "A04", Severity.WARNING, CellRef("school.xlsx", "Leerlingen", 4, 1, "Leerling-ID"), "number",
            (("heading", "Leerling-ID"),),
        ),
        Finding(
            "A04", Severity.WARNING, CellRef("school.xlsx", "Leerlingen", 4, 4, "Geboortedatum"), "date",
            (("heading", "Geboortedatum"),),
        ),
        Finding(
            "A04", Severity.WARNING, CellRef("school.xlsx", "Leerlingen", 4, 8, "Ingeschreven op"), "date",
            (("heading", "Ingeschreven op"),),
        ),
    )  # fmt: skip


def test_a_long_text_is_kept_whole_and_reported_with_its_length(tmp_path: Path) -> None:
    note = "x" * 121
    result = validated(
        tmp_path, "Examenaanpassingen", f"L0231-1 | FRA | 10/06/2026 | behouden |  |  |  |  |  |  | {note} |  |"
    )
    assert [getattr(row, "supervisor_note", None) for row in result.rows] == [note]
    assert result.findings == (
        Finding(
            "A05",
            Severity.WARNING,
            CellRef("school.xlsx", "Examenaanpassingen", 4, 11, "Nota toezichter"),
            args=(("heading", "Nota toezichter"), ("limit", 120), ("n", 121)),
        ),
    )
    shorter = f"L0231-1 | FRA | 10/06/2026 | behouden |  |  |  |  |  |  | {note[1:]} |  |"
    assert validated(tmp_path, "Examenaanpassingen", shorter).findings == ()


def test_a_row_with_a_broken_cell_is_refused_and_told_once(tmp_path: Path) -> None:
    result = validated(tmp_path, "Leerlingen", NOOR.replace("14/03/2010", "#REF!"))
    assert (result.rows, result.findings) == ((), ())
    assert [row.students for row in result.rejected] == [frozenset({"L0231"})]


def test_a_doubled_key_gives_up_every_row_that_has_it() -> None:
    rows = [
        SchoolRow.model_validate({"Onderwerp": "vak", "Code": code, "Waarde": name}).placed(
            Origin("school.xlsx", "School", number, {"Onderwerp": 1, "Code": 2, "Waarde": 3})
        )
        for number, (code, name) in enumerate([("WIS", "Wiskunde"), ("FRA", "Frans"), ("WIS", "Algebra")], 4)
    ]
    unique, doubled, findings = duplicates(SchoolRow, rows)
    assert (unique, doubled) == ((rows[1],), (rows[0], rows[2]))
    assert findings == (
        Finding(
            "A03",
            Severity.ERROR,
            rows[0].at("Onderwerp"),
            args=(("heading", "Onderwerp"), ("n", 2)),
            also=(rows[2].at("Onderwerp"),),
            effect=Effect.BLOCK,
        ),
    )


def test_a_row_of_a_sheet_without_a_key_that_says_the_same_counts_once() -> None:
    def support(number: int, what: str) -> Measure:
        row = Measure.model_validate({"Leerling of traject": "L0231", "Soort": "ondersteuning", "Wat": what})
        return row.placed(Origin("a.xlsx", "Maatregelen", number, {"Leerling of traject": 1}))

    kept, other, again = support(4, "koptelefoon"), support(5, "timer"), support(7, "koptelefoon")
    first, second = (row.at("Leerling of traject") for row in (kept, again))
    args = (("heading", "Leerling of traject"), ("n", 2))
    told = Finding("A03", Severity.WARNING, first, "again", args, also=(second,))
    assert duplicates(Measure, [kept, other, again]) == ((kept, other), (), (told,))


PLACE = Origin("school.xlsx", "x", 4, {})


@pytest.mark.parametrize(
    ("row_type", "cells", "students", "classes", "trajectory"),
    [
        (TimetableChange, {"Traject-ID": "L0231-2a"}, {"L0231"}, set(), "L0231-2a"),
        (Measure, {"Leerling of traject": "L0231 Noor"}, {"L0231"}, set(), ""),
        (Measure, {"Leerling of traject": 123456.0}, {"123456"}, set(), ""),
        (Measure, {}, set(), set(), ""),
        (Decision, {"Over wie": "L0231-1"}, {"L0231"}, set(), ""),
        (Trajectory, {"Traject-ID": "L0231-1"}, {"L0231"}, set(), ""),
        (Decision, {"Over wie": "L0231"}, {"L0231"}, set(), ""),
        (Decision, {"Over wie": "4WEWIb"}, set(), {"4WEWIb"}, ""),
        (Decision, {}, set(), set(), ""),
        (Exam, {"Klas": "4WEWIb; 4LAT"}, set(), {"4WEWIb", "4LAT"}, ""),
        (Exam, {}, None, set(), ""),
        (SchoolRow, {"Onderwerp": "vak"}, None, set(), ""),
        (Student, {"Leerling-ID": "L0231", "Klas": "4WEWIb"}, {"L0231"}, set(), ""),
    ],
)
def test_a_refused_row_stops_whom_it_is_about_as_far_as_can_be_read(
    row_type: type[Exam], cells: dict[str, object], students: set[str] | None, classes: set[str], trajectory: str
) -> None:
    refused = refuse(row_type, PLACE, cells)
    assert (refused.students, refused.classes, refused.trajectory) == (students, classes, trajectory)
    assert isinstance(refused, Rejected)


def test_the_cells_that_say_whom_a_typed_row_is_about_can_be_read_back(tmp_path: Path) -> None:
    (row,) = validated(tmp_path, "Basisrooster", "4WEWIb; 4LAT |  | elke | di | 3 | GES | JVP |  |").rows
    assert cells_of(row) == {"Klas": "4WEWIb; 4LAT"}
    (row,) = validated(tmp_path, "Opvang", "studiezaal | ma1-2 | OPV | 20").rows
    assert cells_of(row) == {}
    assert row.key() == ("studiezaal", (Slot(1, 1), Slot(1, 2)), "OPV")


def test_rows_with_right_cells_are_what_pydantic_makes_of_them() -> None:
    """Such rows are made without pydantic, from cells that were parsed before: nothing may differ."""
    compared = 0
    for path in sorted((Path(__file__).parent.parent / "inputs").glob("*.xlsx")):
        for sheet in read(path, path.name).sheets:
            row_type = sheets()[sheet.name]
            made = {row.at(): row for row in validate(row_type, sheet).rows}
            for raw in sheet.rows:
                row, slow = made.get(CellRef(path.name, sheet.name, raw.origin.row)), row_type.model_validate(raw.cells)
                assert row is not None
                for name in row_type.model_fields:
                    quick, same = getattr(row, name), getattr(slow, name)
                    assert (quick, type(quick)) == (same, type(same))
                    assert getattr(quick, "label", "") == getattr(same, "label", "")
                assert row.model_fields_set == slow.model_fields_set
                assert row.model_dump() == slow.model_dump()
                assert row == slow
                assert pickle.loads(pickle.dumps(row)).at() == row.at()
                compared += 1
    assert compared > 500


def test_cells_that_are_equal_but_of_another_type_are_parsed_apart() -> None:
    cells = ({"Onderwerp": "regel", "Code": "x", "Waarde": value} for value in (1.0, True, 1, "1"))
    rows = tuple(RawRow(Origin("school.xlsx", "School", n, {}), found) for n, found in enumerate(cells, start=4))
    result = validate(
        SchoolRow, RawSheet.of_rows("School", "school.xlsx", {"Onderwerp": 1, "Code": 2, "Waarde": 3}, rows)
    )
    assert [row.value for row in result.rows if isinstance(row, SchoolRow)] == ["1", "ja", "1", "1"]
