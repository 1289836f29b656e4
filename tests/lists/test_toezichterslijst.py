"""Per supervisor whose exam runs differently, with the end that counts; what is behind it stays behind the gate."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from docgen.plan.planned import FINAL
from docgen.privacy import release
from docgen.spec import documents
from tests.building import checked, derived, edited, more, statuses

APRIL = "2026-04-20"
EXAMS = """4WEWIb |  | FRA | schriftelijk | 10/06/2026 | 08:30 | 100 | B204 | JVP
    4WEWIb |  | WIS | schriftelijk | 12/06/2026 | 08:30 | 150 | B204 | JVP
    4WEWIb |  | FYS | schriftelijk | 15/06/2026 | 08:30 | 100 | B204 | JVP
    4WEWIb |  | GES | schriftelijk | 19/06/2026 | 08:30 | 100 | B204 | JVP"""
ROW = {
    "tijd": "8.30–10.45", "klas_tot": time(10, 10), "langer": 35, "lokaal": "B204", "vak": "Frans",
    "leerling": "Noor Voorbeeld", "klas": "4WEWIb", "komt": True, "anders": ["35 minuten langer"], "nota": "",
}  # fmt: skip
AWAY = {"tijd": "8.30–10.10", "klas_tot": None, "langer": 0, "komt": False}


def test_a_supervisor_sees_who_stays_longer_how_and_who_does_not_come(tmp_path: Path) -> None:
    result = checked(tmp_path, APRIL, Examenrooster=EXAMS)
    elsewhere, away = "komt niet: op een andere dag", "komt niet: legt dit examen niet af"
    french = {**ROW, "lokaal": "C101", "anders": ["35 minuten langer", "mondeling", "aangepaste versie"]}
    longer = ["50 minuten langer"]
    maths = {**ROW, "tijd": "8.30–11.50", "klas_tot": time(11), "langer": 50, "vak": "Wiskunde", "anders": longer}
    assert derived(result, "toezichterslijst_JVP") == {
        "toezichter": "Jan Van Peer",
        "contact": "",
        "dagen": [
            {"datum": date(2026, 6, 10), "rijen": [french]},
            {"datum": date(2026, 6, 12), "rijen": [maths]},
            {"datum": date(2026, 6, 15), "rijen": [{**ROW, **AWAY, "vak": "Fysica", "anders": [elsewhere]}]},
            {"datum": date(2026, 6, 19), "rijen": [{**ROW, **AWAY, "vak": "Geschiedenis", "anders": [away]}]},
        ],
        "aantal": {"leerlingen": 1, "langer": 2, "niet": 2},
    }
    moved = {**ROW, "klas_tot": None, "vak": "Fysica", "nota": "Oordopjes mogen"}
    moved |= {"anders": ["op een andere dag dan de klas", "35 minuten langer"]}
    assert derived(result, "toezichterslijst_KDW")["dagen"] == [{"datum": date(2026, 6, 22), "rijen": [moved]}]


def test_what_is_released_to_a_supervisor_is_open_to_all_but_the_names(tmp_path: Path) -> None:
    result = checked(tmp_path, APRIL, Examenrooster=EXAMS)
    planned = next(p for p in result.verdicts if p.name == "toezichterslijst_KDW")
    released = release(result.records, planned, FINAL)
    assert sorted(released.rows) == ["Examenaanpassingen", "Leerlingen", "Personeel", "School", "Zittingen"]
    assert [(s.subject, s.supervisor, s.minutes, s.decision) for s in released.of("Zittingen")] == [
        ("FYS", "KDW", 135, None)
    ]


def test_before_the_changes_are_ratified_only_the_lasting_extra_time_counts(tmp_path: Path) -> None:
    found = derived(checked(tmp_path, "2026-03-10", Examenrooster=EXAMS), "toezichterslijst_JVP")
    assert found["aantal"] == {"leerlingen": 1, "langer": 4, "niet": 0}
    unratified = edited("Beslissingen", K4="")
    result = checked(tmp_path / "b", "2026-03-10", Examenrooster=EXAMS, Beslissingen=unratified)
    assert [name for name in statuses(result, *documents()) if name.startswith("toezichterslijst")] == []


def test_exams_without_a_supervisor_have_a_list_and_past_exams_none(tmp_path: Path) -> None:
    names = [name for name in statuses(checked(tmp_path, APRIL), *documents()) if name.startswith("toezichterslijst")]
    assert names == ["toezichterslijst_KDW", "toezichterslijst_zonder-toezichter"]
    late = checked(tmp_path / "b", "2026-06-16", Examenrooster=EXAMS)
    names = [name for name in statuses(late, *documents()) if name.startswith("toezichterslijst")]
    assert names == ["toezichterslijst_JVP", "toezichterslijst_KDW"]
    days = [day["datum"] for day in derived(late, "toezichterslijst_JVP")["dagen"]]  # type: ignore[attr-defined]
    assert days == [date(2026, 6, 19)]


def test_an_exam_in_two_parts_leaves_one_empty_place(tmp_path: Path) -> None:
    parts = """L0231-2 | GES | 19/06/2026 | gesplitst | 22/06/2026 | 08:30 |  | C1 | KDW |  |  |  |
        L0231-2 | GES | 19/06/2026 | gesplitst | 23/06/2026 | 08:30 |  | C1 | KDW |  |  |  |"""
    result = checked(tmp_path, APRIL, Examenrooster=EXAMS, Examenaanpassingen=parts)
    last = derived(result, "toezichterslijst_JVP")["dagen"][-1]  # type: ignore[index]
    assert (last["datum"], [row["anders"] for row in last["rijen"]]) == (
        date(2026, 6, 19),
        [["komt niet: in delen, op andere dagen"]],
    )


def test_a_fault_of_a_version_that_is_not_shown_leaves_the_lasting_rows_on_the_list(tmp_path: Path) -> None:
    ahead = "L0232-1 | ziekte of ongeval | 2 | klassenraad | 01/06/2026 | 30/06/2026 | 22/06/2026 | MVB | a | b | heeft nodig: c | d | e | f |"  # noqa: E501
    lasting = "L0232 | langere tijd | alle |  | een derde extra tijd | examen | 15/09/2025 |  |  |  |  |"
    changed = {"Trajecten": more("Trajecten", ahead), "Maatregelen": more("Maatregelen", lasting)}
    result = checked(tmp_path, APRIL, Examenrooster=EXAMS, **changed)  # C01: nobody decided on L0232-1
    found = derived(result, "toezichterslijst_JVP")
    assert found["aantal"] == {"leerlingen": 2, "langer": 6, "niet": 2}
