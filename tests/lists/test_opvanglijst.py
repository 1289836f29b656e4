"""Per hour and place who comes with which task, who supervises, and how many places are left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.spec import documents
from tests.building import checked, derived, statuses
from tests.lists.school import MARCH, with_bram

NOOR = {"leerling": "Noor Voorbeeld", "klas": "4WEWIb", "doet": "zelfstandig werken: wiskunde, bundel 2"}
BRAM = {"leerling": "Bram Andersen", "klas": "4WEWIb", "doet": "inhalen: bundel 4"}
TUESDAY = {"dag": "dinsdag", "uur": 3, "week": "", "tijd": "10.20–11.10", "plaats": "studiezaal"}
THURSDAY = {
    "dag": "donderdag", "uur": 6, "week": "", "tijd": "13.45–14.35", "plaats": "rustlokaal",
    "toezicht": ["Marie Van Boven"], "vrij": 1,
    "leerlingen": [{"leerling": "Noor Voorbeeld", "klas": "4WEWIb", "doet": "rust"}],
}  # fmt: skip


def test_the_list_of_a_stretch_has_a_row_per_hour_and_place(tmp_path: Path) -> None:
    assert derived(checked(tmp_path, MARCH), "opvanglijst_2026-03-16") == {
        "geldig": {"van": date(2026, 3, 16), "tot": date(2026, 3, 27)},
        "contact": "",
        "aantal": {"leerlingen": 1, "uren": 2},
        "rijen": [{**TUESDAY, "toezicht": ["Karim Oplinter"], "vrij": 19, "leerlingen": [NOOR]}, THURSDAY],
        "te_vol": False,
    }


def test_students_in_one_place_stand_together_by_name_and_take_the_places(tmp_path: Path) -> None:
    changes = "L0232-1 | 16/03/2026 | 27/03/2026 | di3 | GES | IN | bundel 4 | studiezaal"
    places = "=studiezaal | ma1-7; di1-7; do1-7; vr1-7 | OPV | 1\nrustlokaal | do5-7 | MVB | 2"
    found = derived(with_bram(tmp_path, Lesroosteraanpassingen=changes, Opvang=places), "opvanglijst_2026-03-16")
    row = {**TUESDAY, "toezicht": ["Karim Oplinter"], "vrij": -1, "leerlingen": [BRAM, NOOR]}
    assert (found["rijen"], found["te_vol"]) == ([row, THURSDAY], True)


def test_an_a_week_and_a_b_week_take_turns_in_the_places(tmp_path: Path) -> None:
    changes = """=L0231-1 | 16/03/2026 | 27/03/2026 | di3A | GES | ZW | WIS bundel 2 | studiezaal
        L0232-1 | 16/03/2026 | 27/03/2026 | di3B | GES | IN | bundel 4 | studiezaal"""
    found = derived(with_bram(tmp_path, Lesroosteraanpassingen=changes), "opvanglijst_2026-03-16")
    rows = [{**TUESDAY, "toezicht": ["Karim Oplinter"], "vrij": 19} for _ in "AB"]
    expected = [{**rows[0], "week": "A", "leerlingen": [NOOR]}, {**rows[1], "week": "B", "leerlingen": [BRAM]}]
    assert found["rijen"] == expected


def test_a_place_without_capacity_says_nothing_about_places_left(tmp_path: Path) -> None:
    places = "=studiezaal | ma1-7; di1-7; do1-7; vr1-7 | OPV |\nrustlokaal | do5-7 | MVB | 2"
    rows = derived(with_bram(tmp_path, Opvang=places), "opvanglijst_2026-03-16")["rijen"]
    assert [row["vrij"] for row in rows] == [None, 1]  # type: ignore[attr-defined]


def test_a_stretch_in_which_nobody_comes_has_no_list(tmp_path: Path) -> None:
    at_home = "=L0231-1 | 16/03/2026 | 27/03/2026 | wo1 | FRA | TR |  |"
    result = with_bram(tmp_path, Lesroosteraanpassingen=at_home)
    assert [name for name in statuses(result, *documents()) if name.startswith("opvanglijst")] == []


def test_a_list_begins_on_a_day_of_school_and_there_is_none_for_holidays(tmp_path: Path) -> None:
    changes = """=L0231-1 | 16/03/2026 | 27/03/2026 | di3 | GES | ZW | WIS bundel 2 | studiezaal
        L0232-1 | 16/03/2026 | 03/04/2026 | di3 | GES | IN | bundel 4 | studiezaal
        L0232-1 | 04/04/2026 | 19/04/2026 | do6 | NED | RU | | rustlokaal"""
    holidays = "06/04/2026 | 19/04/2026 | vakantie | Paasvakantie"
    result = with_bram(tmp_path, Lesroosteraanpassingen=changes, Kalender=holidays)
    lists = [name for name in statuses(result, *documents()) if name.startswith("opvanglijst")]
    assert lists == ["opvanglijst_2026-03-16", "opvanglijst_2026-03-30"]
