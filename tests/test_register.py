"""All rows together: keys that occur twice, and references that point nowhere, each with its cause and suggestion."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.project import Project
from docgen.tables.care import FollowUp
from docgen.tables.school import Student
from tests.building import Seen, checked, edited, more, of_rows, registered, seen, statuses, where
from tests.worked_example import ROWS

JULY = date(2026, 7, 2)
NOOR = "L0231 | Voorbeeld | Noor | 14/03/2010 | 4WEWIb | Natuurwetenschappen |  | 01/09/2022 |"


def test_the_worked_example_has_no_faults_and_holds_nothing(tmp_path: Path) -> None:
    assert seen(checked(tmp_path).findings) == [
        Seen("F06", "overdue", "waarschuwing", "Trajecten!G5", ("L0231",), "L0231-2"),
        Seen("G13", "ended", "waarschuwing", "Meldingen!G4"),
        Seen("H07", "count", "opmerking", "Personeel!E4"),
    ]


def test_rows_of_a_sheet_in_several_files_add_up(tmp_path: Path) -> None:
    records, findings = registered(
        tmp_path,
        JULY,
        ("a.xlsx", {"Leerlingen": NOOR}),
        ("b.xlsx", {"Leerlingen": NOOR.replace("L0231", "L0232")}),
    )
    assert [(row.student_id, row.origin.file) for row in records.register.of(Student)] == [
        ("L0231", "a.xlsx"),
        ("L0232", "b.xlsx"),
    ]
    assert findings == ()


def test_a_key_that_stands_in_two_files_is_refused_in_both(tmp_path: Path) -> None:
    records, findings = registered(
        tmp_path, JULY, ("a.xlsx", {"Leerlingen": NOOR}), ("b.xlsx", {"Leerlingen": NOOR.replace("Noor", "Nora")})
    )
    assert findings == (
        Finding(
            "A03",
            Severity.ERROR,
            CellRef("a.xlsx", "Leerlingen", 4, 1, "Leerling-ID"),
            "files",
            args=(("heading", "Leerling-ID"), ("n", 2)),
            value="L0231",
            also=(CellRef("b.xlsx", "Leerlingen", 4, 1, "Leerling-ID"),),
            effect=Effect.BLOCK,
            students=frozenset({"L0231"}),
        ),
    )
    assert records.register.of(Student) == ()
    assert [(row.origin.file, row.students) for row in records.register.rejected] == [
        ("a.xlsx", frozenset({"L0231"})),
        ("b.xlsx", frozenset({"L0231"})),
    ]


def test_a_decision_on_a_class_that_stands_twice_stops_the_class(tmp_path: Path) -> None:
    decision = "KR03.1 | 15/09/2025 | 4WEWIb | advies |  | Overlopen. | De lijst geldt. | goedgekeurd |  |  | 19/09/2025 |  |  |"  # noqa: E501
    (finding,) = of_rows(checked(tmp_path, Beslissingen=more("Beslissingen", decision)))[:1]
    assert (finding.code, where(finding.place), [where(place) for place in finding.also]) == (
        "A03",
        "Beslissingen!A4",
        ["Beslissingen!A8"],
    )
    assert (finding.students, finding.classes) == (frozenset(), frozenset({"4WEWIb"}))


def test_an_exam_that_is_split_has_a_row_for_each_part(tmp_path: Path) -> None:
    parts = """
        L0231-2 | WIS | 12/06/2026 | gesplitst | 11/06/2026 | 08:30 |  |  |  |  |  |  |
        L0231-2 | WIS | 12/06/2026 | gesplitst | 12/06/2026 | 08:30 |  |  |  |  |  |  |
    """
    assert seen(of_rows(checked(tmp_path, Examenaanpassingen=more("Examenaanpassingen", parts)))) == []


def test_a_student_that_stands_nowhere_is_named_with_the_nearest_who_waits_too(tmp_path: Path) -> None:
    (finding,) = of_rows(checked(tmp_path, Meldingen=edited_message("L0131")))
    assert finding == Finding(
        "B01",
        Severity.ERROR,
        CellRef("school.xlsx", "Meldingen", 4, 1, "Leerling-ID"),
        "unknown",
        args=(("heading", "Leerling-ID"), ("target", "Leerlingen")),
        value="L0131",
        suggestion="L0231",
        effect=Effect.BLOCK,
        students=frozenset({"L0131", "L0231"}),
    )


@pytest.mark.parametrize("typed", ["L0231 - 1", "L0231\u20131", "L0231\u20111", "L0231 \u2212 1"])
def test_a_version_that_was_typed_with_spaces_or_another_dash_is_that_version(tmp_path: Path, typed: str) -> None:
    result = checked(tmp_path, Opvolging=edited("Opvolging", A4=typed))
    assert of_rows(result) == ()
    assert [str(row.trajectory) for row in result.records.register.of(FollowUp)] == ["L0231-1", "L0231-1"]


def test_without_one_student_that_is_right_each_reference_follows_from_the_row_of_its_student(tmp_path: Path) -> None:
    result = checked(tmp_path, Leerlingen=edited("Leerlingen", D4="morgen", D5="gisteren"))
    told = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert [finding.code for finding in told if finding.cause is None] == ["A02", "A02"]
    assert {where(finding.cause) for finding in told if finding.code == "B01" and finding.cause} == {"Leerlingen!4"}


def test_a_class_may_have_a_space_in_its_name_wherever_it_is_named(tmp_path: Path) -> None:
    spaced = {name: ROWS[name].replace("4WEWIb", "4 WEWI b") for name in ("Leerlingen", "Personeel", "Basisrooster")}
    spaced |= {name: ROWS[name].replace("4WEWIb", "4 WEWI b") for name in ("Examenrooster", "Beslissingen")}
    plain, result = checked(tmp_path / "plain"), checked(tmp_path / "spaced", **spaced)
    assert seen(result.findings) == seen(plain.findings)
    assert statuses(result) == statuses(plain)


def test_what_names_a_student_is_not_judged_while_nobody_knows_the_students(tmp_path: Path) -> None:
    result = checked(tmp_path, Leerlingen="")
    assert [finding for finding in result.findings if finding.code in ("B01", "B02")] == []


def edited_message(student: str) -> str:
    return f"{student} | 30/01/2026 | MVB | leraren van de leerling | Werkt met een eigen plan. |  | 27/03/2026"


def test_a_version_of_a_student_who_stands_nowhere_is_refused(tmp_path: Path) -> None:
    row = (
        "L0999-1 | ziekte of ongeval | 1 |  | 02/02/2026 | 27/03/2026 | 13/03/2026 | MVB |  |  | rust |  | school |  |"
    )
    assert seen(of_rows(checked(tmp_path, Trajecten=more("Trajecten", row)))) == [
        Seen("B01", "unknown", "fout", "Trajecten!A6", ("L0999",))
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "place"),
    [
        ("Overleg", "L0231-11 | 20/01/2026 |  | leerling |  |  |  |  |", "Overleg!A11"),
        ("Maatregelen", "L0231-11 | ondersteuning |  |  | koptelefoon |  |  |  |  |  |  |", "Maatregelen!A9"),
        ("Opvolging", "L0231-11 | 20/03/2026 | 4 | 5 | 4 | 3 |  |", "Opvolging!A6"),
        ("Beslissingen", "KR30.1 | 29/06/2026 | L0231-11 | advies |  |  |  |  |  |  |  |  |  |", "Beslissingen!C8"),
    ],
)
def test_a_version_that_stands_nowhere_is_looked_for_in_trajecten(
    tmp_path: Path, sheet: str, row: str, place: str
) -> None:
    (finding,) = of_rows(checked(tmp_path, **{sheet: more(sheet, row)}))
    assert seen([finding]) == [Seen("B02", "unknown", "fout", place, ("L0231",))]
    assert (finding.arg("target"), finding.value, finding.suggestion) == ("Trajecten", "L0231-11", "L0231-1")


def test_a_goal_that_stands_nowhere_is_named_with_the_nearest(tmp_path: Path) -> None:
    (finding,) = of_rows(checked(tmp_path, Maatregelen=edited("Maatregelen", D8="GES4-90")))[:1]
    assert seen([finding]) == [Seen("B02", "unknown", "fout", "Maatregelen!D8", ("L0231",), "L0231-1")]
    assert (finding.arg("target"), finding.value, finding.suggestion) == ("Leerplandoelen", None, None)


def test_a_subject_that_school_does_not_name_is_unknown(tmp_path: Path) -> None:
    (finding,) = of_rows(checked(tmp_path, Lesroosteraanpassingen=edited("Lesroosteraanpassingen", E4="GESS")))
    assert seen([finding]) == [Seen("B02", "subject", "fout", "Lesroosteraanpassingen!E4", ("L0231",), "L0231-1")]
    assert (finding.arg("target"), finding.value, finding.suggestion) == ("School", "GESS", "GES")


@pytest.mark.parametrize(("typed", "near"), [("MVD", "MVB"), ("mvb", "MVB"), ("XYZQ", None)])
def test_a_staff_code_that_stands_nowhere_is_b03(tmp_path: Path, typed: str, near: str | None) -> None:
    result = checked(tmp_path, Lesroosteraanpassingen="", Opvang=f"rustlokaal | do5-7 | {typed} | 2")
    assert of_rows(result)[:1] == (
        Finding(
            "B03",
            Severity.ERROR,
            CellRef("school.xlsx", "Opvang", 4, 3, "Toezicht"),
            "unknown",
            args=(("heading", "Toezicht"), ("target", "Personeel")),
            value=typed,
            suggestion=near,
            effect=Effect.BLOCK,
        ),
    )


def test_a_class_without_students_is_only_mentioned(tmp_path: Path) -> None:
    rows = more("Basisrooster", "4WEWlb |  | elke | di | 3 | GES | JVP | B112 |")
    (finding,) = of_rows(checked(tmp_path, Basisrooster=rows))
    assert finding == Finding(
        "B02",
        Severity.WARNING,
        CellRef("school.xlsx", "Basisrooster", 7, 1, "Klas"),
        "class",
        args=(("heading", "Klas"), ("target", "Leerlingen")),
        value="4WEWlb",
        suggestion="4WEWIb",
        classes=frozenset({"4WEWlb"}),
    )


def test_without_the_sheet_personeel_no_code_is_checked(tmp_path: Path) -> None:
    assert [finding.code for finding in of_rows(checked(tmp_path, Personeel=""))] == ["A01"]  # what waits for the sheet


def test_goals_may_build_on_goals_further_down(tmp_path: Path) -> None:
    assert of_rows(checked(tmp_path, Leerplandoelen=edited("Leerplandoelen", H4="WIS4-14", H5=""))) == ()


def test_what_points_at_a_refused_student_carries_the_cause(tmp_path: Path) -> None:
    result = checked(tmp_path, Leerlingen=edited("Leerlingen", D4="gisteren"), Signalen="", Overleg="", Trajecten="")
    cause = CellRef("school.xlsx", "Leerlingen", 4)
    first, *rest = of_rows(result)
    assert seen([first]) == [Seen("A02", "date", "fout", "Leerlingen!D4", ("L0231",))]
    assert {(found.code, found.cause) for found in rest if found.students == {"L0231"}} == {("B01", cause)}


def test_what_points_at_a_refused_version_carries_the_cause(tmp_path: Path) -> None:
    result = checked(tmp_path, Trajecten=edited("Trajecten", C4="vijf"))
    cause = CellRef("school.xlsx", "Trajecten", 4)
    first, *rest = of_rows(result)
    assert seen([first]) == [Seen("A02", "number", "fout", "Trajecten!C4", ("L0231",))]
    assert {(found.code, found.cause) for found in rest} == {("B02", cause)}
    assert set(statuses(result).values()) == {"geblokkeerd"}


def test_a_name_that_stands_nowhere_follows_from_a_row_whose_own_name_cannot_be_read(tmp_path: Path) -> None:
    result = checked(tmp_path, Trajecten=edited("Trajecten", A4="L0231/1"))
    first, *rest = of_rows(result)
    assert seen([first]) == [Seen("A02", "id", "fout", "Trajecten!A4", ("L0231/1",))]
    lost = [found for found in rest if found.value == "L0231-1"]
    assert {(found.cause, found.suggestion) for found in lost} == {(CellRef("school.xlsx", "Trajecten", 4), None)}
    assert "geblokkeerd" in statuses(result).values()


def test_a_row_whose_own_name_cannot_be_read_is_taken_for_one_name_only(tmp_path: Path) -> None:
    two = edited("Opvolging", A4="L0231-1", A5="L0231-7")
    result = checked(tmp_path, Trajecten=edited("Trajecten", A4="L0231/1"), Opvolging=two)
    (other,) = [found for found in of_rows(result) if found.value == "L0231-7"]
    assert other.cause is None


def test_what_a_rule_misses_in_a_sheet_under_another_name_follows_from_that_name(tmp_path: Path) -> None:
    from docgen.pipeline import check
    from docgen.reports.group import arrange
    from tests.language import workbook
    from tests.worked_example import project

    made = project(tmp_path, Overleg="")
    workbook(made / "inputs", "zorg.xlsx", title=False, Overlegg="Leerling of traject | Datum\nL0231-1 | 09/12/2025")
    result = check(Project(made))
    errors = [line.finding for line in arrange(result.findings, result.stopped) if line.severity is Severity.ERROR]
    assert [(found.code, found.case, where(found.place)) for found in errors] == [("A01", "renamed", "Overlegg!")]


def test_many_students_who_are_gone_together_are_told_once(tmp_path: Path) -> None:
    from docgen.reports.group import arrange

    gone = [f"L05{number:02}" for number in range(1, 7)]
    contacts = "\n".join(f"{student} | Ann Een | moeder | ja | |" for student in gone)
    signals = "\n".join(f"{student} | 14/11/2025 | leraar | resultaten | | |" for student in gone[:-1])
    result = checked(tmp_path, Contacten=more("Contacten", contacts), Signalen=more("Signalen", signals))
    (line,) = [line for line in arrange(result.findings, result.stopped) if line.finding.code == "B01"]
    assert (line.finding.case, line.consequences) == ("rows_gone", 10)


def test_what_points_at_a_refused_member_of_staff_carries_the_cause(tmp_path: Path) -> None:
    result = checked(tmp_path, Personeel=edited("Personeel", C4="leerlingbegleider"))
    cause = CellRef("school.xlsx", "Personeel", 4)
    assert seen(of_rows(result), "A02") == [Seen("A02", "list", "fout", "Personeel!C4")]
    assert {found.cause for found in of_rows(result) if found.code == "B03" and found.value == "MVB"} == {cause}


def test_a_label_that_fits_another_key_holds_the_care_folder_and_the_transfer(tmp_path: Path) -> None:
    result = checked(tmp_path, Overleg=edited("Overleg", A4="L0231 Bram Andersen"))
    (finding,) = of_rows(result)
    assert re.fullmatch("B04-[0-9A-F]{6}", finding.fingerprint)
    assert replace(finding, fingerprint="") == Finding(
        "B04",
        Severity.HOLD,
        CellRef("school.xlsx", "Overleg", 4, 1, "Leerling of traject"),
        args=(("heading", "Leerling of traject"),),
        effect=Effect.BLOCK,
        students=frozenset({"L0231"}),
        documents=frozenset({"zorgfolder", "overdrachtsfiche"}),
    )
    assert statuses(result) == {
        "examenrooster_L0231-2": "definitief",
        "lesrooster_L0231-1_2026-03-16": "definitief",
        "overdrachtsfiche_L0231_inzage": "geblokkeerd",
        "overdrachtsfiche_L0231_overdracht": "geblokkeerd",
        "zorgfolder_L0231": "geblokkeerd",
    }


@pytest.mark.parametrize("label", ["L0231 Noor", "L0231 voorbeeld, noor", "L0231"])
def test_a_label_that_fits_says_nothing(tmp_path: Path, label: str) -> None:
    assert of_rows(checked(tmp_path, Overleg=edited("Overleg", A4=label))) == ()


def test_a_refused_row_is_not_among_the_rows_of_its_student(tmp_path: Path) -> None:
    result = checked(tmp_path, Lesroosteraanpassingen=edited("Lesroosteraanpassingen", E4="GESS"))
    rows = result.records.dossiers["L0231"].rows["Lesroosteraanpassingen"]
    assert [row.at().row for row in rows] == [5, 6]
    assert [(row.sheet, row.trajectory) for row in result.records.register.rejected] == [
        ("Lesroosteraanpassingen", "L0231-1")
    ]


def test_a_sheet_without_usable_rows_is_present_all_the_same(tmp_path: Path) -> None:
    result = checked(tmp_path, Opvolging="|")
    assert "Opvolging" in result.records.register.present
    assert "Opvolging" not in checked(tmp_path / "b", Opvolging="").records.register.present
