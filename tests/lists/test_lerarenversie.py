"""Per teacher who is in which lesson and what the teacher does about it: only the own lessons, only decided changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.findings import Severity
from docgen.spec import documents
from tests.building import checked, derived, edited, statuses
from tests.lists.school import MARCH, with_bram

NOOR = {
    "dag": "dinsdag", "uur": 3, "week": "", "vak": "Geschiedenis", "vak_delen": ["Geschiedenis"],
    "klas": "4WEWIb", "leerling": "Noor Voorbeeld",
    "anders": "niet in je les", "doen": ["Noteer: organisatorisch."],
    "periodes": [{"van": date(2026, 3, 16), "tot": date(2026, 3, 27)}],
}  # fmt: skip
TESTS = [{"leerling": "Noor Voorbeeld", "klas": "4WEWIb", "tot": date(2026, 3, 13)}]


def test_a_teacher_sees_the_own_lessons_only(tmp_path: Path) -> None:
    result = checked(tmp_path, MARCH)
    assert derived(result, "lerarenversie_JVP") == {
        "leraar": "Jan Van Peer",
        "contact": "",
        "aantal": {"leerlingen": 1, "anders": 1},
        "rijen": [NOOR],
        "toetsvrij": TESTS,
    }
    lists = [name for name in statuses(result, *documents()) if name.startswith("lerarenversie")]
    assert lists == ["lerarenversie_AVD", "lerarenversie_JVP", "lerarenversie_LMA"]


def test_the_next_stretch_with_the_same_change_stands_in_the_same_row_and_the_past_in_none(tmp_path: Path) -> None:
    bram = """L0232-1 | 02/03/2026 | 06/03/2026 | di3 | GES | IN | GES bundel 4 | studiezaal
        L0232-1 | 09/03/2026 | 20/03/2026 | di3 | GES | IN | GES bundel 4 | studiezaal
        L0232-1 | 20/04/2026 | 30/04/2026 | di3 | GES | IN | GES bundel 4 | studiezaal"""
    rows = derived(with_bram(tmp_path, Lesroosteraanpassingen=bram), "lerarenversie_JVP")["rijen"]
    periods = [
        {"van": date(2026, 3, 9), "tot": date(2026, 3, 20)},
        {"van": date(2026, 4, 20), "tot": date(2026, 4, 30)},
    ]
    doing = ["Bezorg de taak: bundel 4.", "Noteer: organisatorisch."]
    assert rows == [{**NOOR, "leerling": "Bram Andersen", "doen": doing, "periodes": periods}, NOOR]


def test_a_lesson_at_a_distance_elsewhere_and_a_guest_are_told_with_what_to_do(tmp_path: Path) -> None:
    lessons = """=4WEWIb |  | elke | di | 3 | GES | JVP | B112 |
        4WEWIb |  | elke | wo | 1 | FRA | AVD | B204 |
        4LATa |  | elke | wo | 1 | NED | LMA | C101 |"""
    bram = """L0232-1 | 09/03/2026 | 20/03/2026 | wo1 | FRA | LE | NED in 4LATa |
        L0232-1 | 09/03/2026 | 20/03/2026 | di3 | GES | AF |  |"""
    pupil = "L0233 | Derde | An | 02/05/2010 | 4LATa | Latijn |  | 01/09/2022 |"
    extra = {"Leerlingen": pupil, "Basisrooster": lessons, "Lesroosteraanpassingen": f"={bram}"}
    result = with_bram(tmp_path, **extra)
    told = {}
    for code in ("JVP", "AVD", "LMA"):
        (row,) = derived(result, f"lerarenversie_{code}")["rijen"]  # type: ignore[misc]
        told[code] = (row["klas"], row["anders"], row["doen"])
    assert told == {
        "JVP": ("4WEWIb", "volgt je les van thuis", ["Zet je les klaar op het scherm."]),
        "AVD": ("4WEWIb", "volgt Nederlands in 4LATa", ["Je hoeft niets te doen."]),
        "LMA": ("4LATa", "komt bij in je les, uit 4WEWIb", ["Voorzie een plaats en het materiaal."]),
    }


def test_a_teacher_of_another_group_does_not_see_the_student(tmp_path: Path) -> None:
    lessons = """4WEWIb | ZED | elke | ma | 1 | NED | AVD | B112 |
        4WEWIb | RKG | elke | ma | 1 | NED | DPT | B113 |"""
    changes = "L0231-1 | 16/03/2026 | 27/03/2026 | ma1 | NED | RU |  | studiezaal"
    result = with_bram(tmp_path, Basisrooster=lessons, Lesroosteraanpassingen=changes)
    names = [name for name in statuses(result, *documents()) if name.startswith("lerarenversie")]
    assert names == ["lerarenversie_AVD", "lerarenversie_JVP", "lerarenversie_LMA"]


def test_what_is_not_ratified_is_on_no_list_and_a_student_with_a_fault_is_left_out(tmp_path: Path) -> None:
    open_point = edited("Beslissingen", K5="")
    assert not [
        name
        for name in statuses(checked(tmp_path / "a", MARCH, Beslissingen=open_point), *documents())
        if name.startswith("lerarenversie")
    ]
    no_lesson_then = "L0232-1 | 09/03/2026 | 20/03/2026 | di3; di4 | GES | RU |  | studiezaal"
    result = with_bram(tmp_path / "b", Lesroosteraanpassingen=no_lesson_then)
    planned, verdict = next((p, v) for p, v in result.verdicts.items() if p.name == "lerarenversie_JVP")
    assert [f.code for f in result.findings if f.severity is Severity.ERROR and "L0232" in (f.students or ())] == [
        "D01"
    ]
    assert (planned.students, verdict.without) == ({"L0231", "L0232"}, {"L0232"})
    assert derived(result, "lerarenversie_JVP")["rijen"] == [NOOR]
