"""The three editions of the overview of goals, the hours that goals need and have, and rings in what builds on what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.arithmetic.rings import rings
from docgen.columns import Sensitivity
from docgen.plan.planned import DRAFT, FINAL, STOPPED
from docgen.spec import document
from tests.building import checked, edited, more, shown, statuses, without

GROUP, COUNCIL, STUDENT = "doelenoverzicht-vakgroep", "doelenoverzicht-klassenraad", "doelenoverzicht-leerling"
OF_WIS, OF_COUNCIL, OF_STUDENT = f"{GROUP}_WIS", f"{COUNCIL}_L0231-1", f"{STUDENT}_L0231-1"
KR12 = {"nummer": "KR12.3", "datum": date(2026, 1, 26)}


def test_the_subject_group_has_one_paper_per_subject_with_every_goal(tmp_path: Path) -> None:
    result = checked(tmp_path)
    assert statuses(result, GROUP) == {f"{GROUP}_GES": FINAL, OF_WIS: FINAL}
    page = shown(result, OF_WIS)
    assert page["vak"] == "Wiskunde"
    assert page["aantal"] == {
        **{"doelen": 2, "essentieel": 2, "te_bepalen": 0, "goedgekeurd": 2, "ontwerp": 0, "kring": 0, "uren": 11},
    }
    assert [(group["jaren"], [goal["doel"] for goal in group["doelen"]]) for group in page["groepen"]] == [
        (["4e"], ["WIS4-12", "WIS4-14"])
    ]
    assert page["groepen"][0]["doelen"][1] == {
        "doel": "WIS4-14",
        "nummer": "LPD 14",
        "leerplan": "II-WisD LPD 14",
        "tekst": "Functies van de tweede graad onderzoeken",
        "richtingen": [],
        "essentieel": True,
        "waarvoor": ["volgend leerjaar"],
        "te_bepalen": False,
        "bouwt_op": ["LPD 12"],
        "kring": False,
        "periodes": ["P2"],
        "uren": 5,
        "vervanging": "",
        "goedgekeurd_op": date(2025, 9, 26),
    }


def test_the_paper_of_a_subject_group_can_show_nothing_of_a_student() -> None:
    spec = document(GROUP)
    assert (spec.ceiling, set(spec.fields)) == (Sensitivity.O, {"School", "Leerplandoelen"})


def test_goals_that_are_not_approved_or_turn_in_a_ring_are_marked(tmp_path: Path) -> None:
    goals = edited("Leerplandoelen", L4="", H4="WIS4-14", G5="te bepalen")  # H03 and H05
    page = shown(checked(tmp_path, Leerplandoelen=goals), OF_WIS)
    assert page["aantal"] == {
        **{"doelen": 2, "essentieel": 1, "te_bepalen": 1, "goedgekeurd": 1, "ontwerp": 1, "kring": 2, "uren": 6},
    }
    assert [goal["kring"] for goal in page["groepen"][0]["doelen"]] == [True, True]


def test_goals_stand_by_year_and_a_plan_for_two_years_says_both(tmp_path: Path) -> None:
    goals = edited("Leerplandoelen", C4="3; 4", C5="1", C6="2")
    page = shown(checked(tmp_path, Leerplandoelen=goals), OF_WIS)
    assert [group["jaren"] for group in page["groepen"]] == [["1ste"], ["3e", "4e"]]


def test_the_student_sees_what_holds_for_each_goal_with_its_decision(tmp_path: Path) -> None:
    page = shown(checked(tmp_path), OF_STUDENT)
    assert [(goal["vak"], goal["nummer"], goal["letter"], goal["beslissing"]) for goal in page["doelen"]] == [
        ("Geschiedenis", "LPD 9", "W", KR12),
        ("Wiskunde", "LPD 12", "L", KR12),
        ("Wiskunde", "LPD 14", "L", KR12),
    ]
    assert page["aantal"] == {"verwerven": 0, "later": 2, "vervangen": 0, "beheerst": 0, "weg": 1}
    assert page["zonder_essentieel"] == ["Geschiedenis"]  # H04
    assert (page["doelletters"], page["doelbeslissingen"]) == (["L", "W"], [KR12])


def test_what_is_known_already_stands_in_one_line_per_subject(tmp_path: Path) -> None:
    known = edited("Maatregelen", B7="doelen vermoedelijk beheerst", H7="")
    page = shown(checked(tmp_path, Maatregelen=known), OF_STUDENT)
    assert page["ken_je_al"] == [{"vak": "Wiskunde", "doelen": "LPD 12 en 14"}]
    assert [goal["nummer"] for goal in page["doelen"]] == ["LPD 9"]
    assert page["doelletters"] == ["W"]


def test_a_goal_that_falls_away_under_one_that_stays_says_so(tmp_path: Path) -> None:
    dropped = edited("Maatregelen", B7="doelen weggelaten", D7="WIS4-12", H7="")
    dropped += "\nL0231-1 | doelen te verwerven | WIS | WIS4-14 |  |  |  |  |  |  |  |"
    page = shown(checked(tmp_path, Maatregelen=dropped), OF_STUDENT)
    assert {goal["nummer"]: goal["steunt"] for goal in page["doelen"] if goal["vak"] == "Wiskunde"} == {
        "LPD 12": ["LPD 14"],
        "LPD 14": [],
    }


LESSONS = """
    4WEWIb |  | elke | ma | 1 | WIS | DPT | B204 |
    4WEWIb |  | A    | ma | 3 | WIS | DPT | B204 |
"""


def test_the_hours_that_goals_need_stand_beside_the_hours_there_are(tmp_path: Path) -> None:
    page = shown(checked(tmp_path, Basisrooster=more("Basisrooster", LESSONS)), OF_STUDENT)
    # From 2 February to 29 May there are 17 Mondays, one of them in a holiday; week A or B is not known: half an hour.
    # Two of those are in a time-out, three in a return of 4, 6 and 8 of 9 half days: together three weeks less.
    # Twice in March an hour of history goes to mathematics.
    assert page["uren_per_vak"] == [
        {
            **{"vak": "Wiskunde", "nodig": 11, "les": 19.5, "zelf": 2, "samen": 21.5, "tekort": False},
            **{"tot": date(2026, 5, 29), "zonder_uren": 0},
        }
    ]


def test_an_hour_that_falls_away_is_not_there_and_a_rest_is_no_work(tmp_path: Path) -> None:
    changes = """
        L0231-1 | 02/02/2026 | 27/03/2026 | ma1 | WIS | RU | WIS | rustlokaal
        L0231-1 | 02/02/2026 | 13/02/2026 | di3 | GES | LE | WIS 4WEWIa |
    """
    goals = edited("Leerplandoelen", J4="30", J5="")
    lessons = more("Basisrooster", "4WEWIb |  | elke | ma | 1 | WIS | DPT | B204 |")
    given = {"Basisrooster": lessons, "Lesroosteraanpassingen": changes, "Leerplandoelen": goals}
    (row,) = shown(checked(tmp_path, **given), OF_STUDENT)["uren_per_vak"]
    assert (row["nodig"], row["les"], row["zelf"], row["tekort"], row["zonder_uren"]) == (30, 9, 0, True, 1)


def test_without_a_timetable_there_are_no_hours(tmp_path: Path) -> None:
    page = shown(checked(tmp_path, Basisrooster="", Lesroosteraanpassingen=""), OF_STUDENT)
    assert page["uren_per_vak"] == []


def test_the_council_sees_the_goals_that_are_touched_and_which_are_not_judged(tmp_path: Path) -> None:
    goals = more(
        "Leerplandoelen",
        """
        GES4-10 | GES | 4 |  | II-Ges LPD 10 | Een bron beoordelen | studierichting | GES4-09 | P2 | 2 |  |
        GES4-11 | GES | 4 |  | II-Ges LPD 11 | Een kaart lezen | studierichting |  | P1 | 2 |  |
        GES5-01 | GES | 5 |  | II-Ges LPD 1 | Een oorlog verklaren | studierichting |  | P2 | 2 |  |
        """,
    )
    calendar = more("Kalender", "01/09/2025 | 24/12/2025 | lesperiode | P1")
    page = shown(checked(tmp_path, Leerplandoelen=goals, Kalender=calendar), OF_COUNCIL)
    assert [(goal["vak"], goal["nummer"], goal["letter"], goal["steunt"]) for goal in page["doelen"]] == [
        ("Geschiedenis", "LPD 9", "W", ["LPD 10"]),
        ("Geschiedenis", "LPD 10", "", []),
        ("Wiskunde", "LPD 12", "L", []),
        ("Wiskunde", "LPD 14", "L", []),
    ]
    assert page["aantal"] == {"doelen": 4, "essentieel": 3, "zonder_oordeel": 1, "weg": 0, "niet_goedgekeurd": 1}
    assert page["zonder_essentieel"] == ["Frans", "Nederlands"]


@pytest.mark.parametrize(("today", "council", "student"), [("2026-01-28", FINAL, DRAFT), ("2026-01-30", FINAL, FINAL)])
def test_the_council_has_its_paper_before_it_decides_and_the_student_a_draft(
    tmp_path: Path, today: str, council: str, student: str
) -> None:
    result = checked(tmp_path, today)
    assert statuses(result, COUNCIL, STUDENT) == {OF_COUNCIL: council, OF_STUDENT: student}
    assert [goal["nummer"] for goal in shown(result, OF_COUNCIL)["doelen"]] == ["LPD 9", "LPD 12", "LPD 14"]


def test_a_student_who_does_not_want_it_stops_both(tmp_path: Path) -> None:
    result = checked(tmp_path, Overleg=edited("Overleg", F8="nee"))
    assert statuses(result, COUNCIL, STUDENT) == {OF_COUNCIL: STOPPED, OF_STUDENT: STOPPED}


def test_without_a_goal_that_is_touched_there_is_no_overview(tmp_path: Path) -> None:
    assert statuses(checked(tmp_path, Maatregelen=without("Maatregelen", 7, 8)), COUNCIL, STUDENT) == {}


@pytest.mark.parametrize(
    ("builds_on", "expected"),
    [
        ({"a": [], "b": ["a"], "c": ["a", "b"]}, []),
        ({"a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"a": ["a"]}, [("a",)]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"], "y": ["z"]}, [("a", "b", "c")]),
    ],
)
def test_a_ring_is_told_once(builds_on: dict[str, list[str]], expected: list[tuple[str, ...]]) -> None:
    assert list(rings(builds_on)) == expected
