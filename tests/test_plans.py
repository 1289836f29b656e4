"""The plans of a trajectory: a time-out, a return in steps, own goals; and what is asked of the CLB."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.findings import Effect
from docgen.pipeline import Checked
from docgen.plan.planned import DRAFT, FINAL, STOPPED
from docgen.school.timetable import Period, school_weeks
from tests.building import Seen, breaches, checked, edited, more, seen, shown, statuses, without
from tests.worked_example import ROWS, both

TIME_OUT, RETURN = "time-outplan_L0231-1", "hervattingsplan_L0231-1"
IAC, QUESTION = "iac-doelen_L0232-1", "hulpvraag-clb_L0232"
KR12 = {"nummer": "KR12.3", "datum": date(2026, 1, 26)}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(tmp_path_factory.mktemp("plannen"), **both())


def test_a_time_out_says_when_what_and_who_keeps_contact(example: Checked) -> None:
    page = shown(example, TIME_OUT)
    assert page["geldig"] == {"van": date(2026, 2, 2), "tot": date(2026, 2, 13)}
    assert page["afwezig"] == [
        {
            "van": date(2026, 2, 2),
            "tot": date(2026, 2, 13),
            "soort": "time-out met werk thuis",
            "doet": "schoolwerk thuis",
            "halve_dagen": [],
            "wie": "Marie Van Boven",
            "beslissing": KR12,
        }
    ]
    assert page["contact"] == "Marie Van Boven"
    assert page["regelingen"] == ["Bundels via Smartschool", "Mentor belt di en do"]
    assert page["noden"] == ["Werk in korte stukken", "Een vaste volwassene"]
    assert (page["hulp_buiten"], page["rondetafel"], page["registratie"]) == (False, None, "")
    assert page["in_stappen_terug"] is True


def test_a_time_out_ends_on_the_next_school_day_and_the_moments_stand_in_order(example: Checked) -> None:
    assert shown(example, TIME_OUT)["tijdlijn"] == [
        {"datum": date(2026, 1, 26), "wat": "beslist", "gebeurd": True},
        {"datum": date(2026, 2, 2), "wat": "start", "gebeurd": True},
        {"datum": date(2026, 2, 16), "wat": "terug", "gebeurd": True},
        {"datum": date(2026, 3, 13), "wat": "evaluatie", "gebeurd": True},
    ]


def test_a_partial_time_out_with_help_a_round_table_and_tasks(tmp_path: Path) -> None:
    measures = more(
        "Maatregelen",
        """
        L0231-1 | SIO |  |  | lessen via het scherm |  | 16/02/2026 | 20/02/2026 | 5; 7 | 06/03/2026 | DPT |
        L0231-1 | SIO |  |  | lessen via het scherm |  | 23/02/2026 | 24/02/2026 | 5 |  | DPT |
        L0231-1 | evaluaties niet inhalen | WIS; GES |  |  |  | 02/02/2026 | 20/02/2026 |  |  |  |
        """,
    )
    talks = more(
        "Overleg", "L0231-1 | 12/02/2026 | rondetafel | leerling; ouder; externe hulpverlening |  |  |  |  | goed"
    )
    deals = more(
        "Afspraken",
        """
        L0231-1 | actie |  | samen eten |  | ouders; leerling | 13/02/2026 | bezig
        L0231-1 | actie |  | bundels klaarleggen | per vak | leraren |  | open
        """,
    )
    page = shown(checked(tmp_path, Maatregelen=measures, Overleg=talks, Afspraken=deals), TIME_OUT)
    assert [row["halve_dagen"] for row in page["afwezig"]] == [[], [5, 7], [5]]
    assert page["afkortingen"] == [{"kort": "SIO", "naam": "synchroon internetonderwijs"}]
    assert page["regelingen"] == ["Bundels via Smartschool", "Mentor belt di en do", "Lessen via het scherm"]
    assert page["toetsvrij_tot"] == date(2026, 3, 6)
    assert [row["vakken"] for row in page["niet_inhalen"]] == [["wiskunde", "geschiedenis"]]
    assert (page["hulp_buiten"], page["rondetafel"]) == (True, date(2026, 2, 12))
    at_home = {"wat": "Samen eten", "aanpak": "", "wie": ["je ouders", "jij"], "tegen": date(2026, 2, 13)}
    others = {"wat": "Bundels klaarleggen", "aanpak": "per vak", "wie": ["je leraren"], "tegen": None}
    assert (page["thuis"], page["taken"]) == ([at_home], [others])


def test_without_a_measure_that_takes_away_or_brings_back_there_is_no_plan(tmp_path: Path) -> None:
    result = checked(tmp_path, Maatregelen=without("Maatregelen", 5, 6))
    assert statuses(result, "time-outplan", "hervattingsplan") == {}


def test_each_week_of_a_return_is_a_step(example: Checked) -> None:
    page = shown(example, RETURN)
    assert [(s["nr"], s["van"], s["tot"], s["halve_dagen"], s["hele_week"], s["toetsen"]) for s in page["stappen"]] == [
        (1, date(2026, 2, 23), date(2026, 2, 27), 4, False, "geen"),
        (2, date(2026, 3, 2), date(2026, 3, 6), 6, False, "geen"),
        (3, date(2026, 3, 9), date(2026, 3, 13), 8, False, "geen"),
    ]
    assert page["begin"] == ["Eerst wiskunde en Nederlands"]
    assert page["stapbeslissingen"] == [KR12]
    assert page["trap_in_woorden"] == (
        "Een trap van halve dagen per week. Week 1: 4 van de 9, week 2: 6 van de 9, week 3: 8 van de 9."
    )


def test_the_staircase_has_a_tread_on_each_week_and_a_riser_where_it_rises(example: Checked) -> None:
    rows = {row["hoogte"]: [cell["staat"] for cell in row["cellen"]] for row in shown(example, RETURN)["trap"]}
    assert rows == {
        9: ["leeg", "leeg", "leeg"],
        8: ["leeg", "leeg", "tree-stap"],
        7: ["leeg", "leeg", "vol-stap"],
        6: ["leeg", "tree-stap", "vol"],
        5: ["leeg", "vol-stap", "vol"],
        4: ["tree-stap", "vol", "vol"],
        3: ["vol-stap", "vol", "vol"],
        2: ["vol-stap", "vol", "vol"],
        1: ["vol-stap", "vol", "vol"],
    }


def test_the_last_number_holds_on_and_tests_may_come_back_in_the_middle_of_a_week(tmp_path: Path) -> None:
    longer = edited("Maatregelen", H6="27/03/2026", I6="5; 9", J6="11/03/2026")
    steps = shown(checked(tmp_path, Maatregelen=longer), RETURN)["stappen"]
    assert [(step["halve_dagen"], step["toetsen"]) for step in steps] == [
        *((5, "geen"), (9, "geen"), (9, "deels"), (9, "gewoon"), (9, "gewoon")),
    ]


def test_a_week_without_school_is_no_step() -> None:
    holiday = frozenset(date(2026, 2, day) for day in range(16, 23))
    assert school_weeks(date(2026, 2, 11), date(2026, 2, 24), holiday) == (
        Period(date(2026, 2, 11), date(2026, 2, 13)),
        Period(date(2026, 2, 23), date(2026, 2, 24)),
    )


def test_what_the_own_timetable_says_of_a_week_stands_with_the_step(tmp_path: Path) -> None:
    hours = more("Lesroosteraanpassingen", "L0231-1 | 09/03/2026 | 13/03/2026 | do6 | NED | RU |  | rustlokaal")
    page = shown(checked(tmp_path, Lesroosteraanpassingen=hours), RETURN)
    assert [step["doet"] for step in page["stappen"]] == [[], [], ["rusten"]]
    assert (page["rustplek"], page["met_activiteit"]) == ("Rustlokaal", True)


def test_what_to_catch_up_first_and_what_later_per_subject(tmp_path: Path) -> None:
    judged = edited("Maatregelen", D7="WIS4-14")
    judged += "\nL0231-1 | doelen te verwerven | WIS | WIS4-12 |  |  |  |  |  |  |  |"
    page = shown(checked(tmp_path, Maatregelen=judged), RETURN)
    assert [
        (row["vak"], [g["nummer"] for g in row["eerst"]], [g["doelen"] for g in row["later"]])
        for row in page["inhalen"]
    ] == [("Wiskunde", ["LPD 12"], ["LPD 14"]), ("Geschiedenis", [], ["LPD 9"])]
    assert page["doelletters"] == ["E", "L", "W"]


def test_a_return_says_the_hours_from_its_first_day_for_the_half_days_at_school(tmp_path: Path) -> None:
    lessons = more(
        "Basisrooster", "\n".join(f"4WEWIb |  | elke | {day} | 1 | WIS | DPT | B204 |" for day in ("ma", "di", "vr"))
    )
    free = more("Kalender", "02/03/2026 | 08/03/2026 | vakantie | Verlof")
    judged = edited("Maatregelen", H7="27/03/2026")
    page = shown(checked(tmp_path, Basisrooster=lessons, Kalender=free, Maatregelen=judged), RETURN)
    assert [(step["van"], step["halve_dagen"]) for step in page["stappen"]] == [
        (date(2026, 2, 23), 4),
        (date(2026, 3, 9), 6),
    ]
    assert page["met_uren"] is True
    assert [(row["vak"], row["uren"]) for row in page["inhalen"]] == [
        (
            "Wiskunde",
            {
                "vak": "Wiskunde",
                "nodig": 11,
                "les": 9.3,  # three a week: 4/9 and 6/9 of a week, and two whole weeks
                "zelf": 2,
                "samen": 11.3,
                "tekort": False,
                "tot": date(2026, 3, 27),
                "zonder_uren": 0,
            },
        ),
        ("Geschiedenis", None),
    ]


def test_a_return_without_a_timetable_says_no_hours(tmp_path: Path) -> None:
    changes = {"Basisrooster": "", "Lesroosteraanpassingen": ""}
    page = shown(checked(tmp_path, **changes), RETURN)
    assert (page["met_uren"], [row["uren"] for row in page["inhalen"]]) == (False, [None, None])


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"G6": "13/02/2026"}, STOPPED),  # F01: it begins before the time-out is over
        ({"H6": "27/03/2026", "I6": "4; 6; 8; 9"}, DRAFT),  # F02: longer than the school allows
        ({"I6": "8; 6; 4"}, FINAL),  # F03 is a warning
    ],
)
def test_the_rules_about_order_stop_or_hold_the_return(tmp_path: Path, cells: dict[str, str], status: str) -> None:
    result = checked(tmp_path, Maatregelen=edited("Maatregelen", **cells))
    assert statuses(result, "hervattingsplan") == {RETURN: status}


def test_an_exam_in_the_weeks_without_tests_stops_the_return(tmp_path: Path) -> None:
    exams = more("Examenrooster", "4WEWIb |  | GES | schriftelijk | 10/03/2026 | 08:30 | 50 | B204 |")
    changes = more("Examenaanpassingen", "L0231-1 | GES | 10/03/2026 | behouden |  |  |  |  |  | mondeling |  |  |")
    result = checked(tmp_path, Examenrooster=exams, Examenaanpassingen=changes)
    assert statuses(result, "hervattingsplan") == {RETURN: STOPPED}


@pytest.mark.parametrize(
    ("today", "kinds", "expected"),
    [
        ("2026-02-10", "time-out", {TIME_OUT: FINAL, RETURN: DRAFT}),
        ("2026-02-10", "hervatting", {TIME_OUT: DRAFT, RETURN: FINAL}),
        ("2026-01-29", "start traject", {TIME_OUT: DRAFT, RETURN: DRAFT}),
    ],
)
def test_a_decision_on_a_part_lets_through_that_part_only(
    tmp_path: Path, today: str, kinds: str, expected: dict[str, str]
) -> None:
    result = checked(tmp_path, today, Beslissingen=edited("Beslissingen", D5=kinds))
    assert statuses(result, "time-outplan", "hervattingsplan") == expected


def test_own_goals_stand_per_domain_in_the_order_of_the_sheet(example: Checked) -> None:
    page = shown(example, IAC)
    assert [(domain["naam"], [goal["nr"] for goal in domain["doelen"]]) for domain in page["domeinen"]] == [
        ("Onderwijsloopbaan", [3]),
        ("Leren en studeren", [1, 2]),
    ]
    assert page["domeinen"][1]["doelen"][1] == {
        "nr": 2,
        "domein": "leren en studeren",
        "wat": "Met een stappenkaart",
        "bron": "LPD 12",
        "aanpak": "oefenen in de les",
        "wie": ["jij", "je leraren"],
        "tegen": date(2026, 6, 30),
        "stand": "open",
    }
    assert page["aantal"] == {"doelen": 3, "bereikt": 1}
    assert page["iac_verslag"] == {"datum": date(2024, 12, 12), "tekst": "type basisaanbod"}
    assert (page["richting"], page["toekomst"]) == ("Natuurwetenschappen", "zelfstandig een dag kunnen plannen")
    decided = {"nummer": "KR19.3", "datum": date(2026, 3, 30)}
    assert page["besluiten"] == [{**decided, "tekst": "Bram werkt aan drie eigen doelen"}]
    assert [row["beslissing"] for row in page["steun"]] == [decided]


def test_a_decision_on_something_else_is_not_the_one_behind_a_document(tmp_path: Path) -> None:
    later = (
        "KR20.1 | 20/04/2026 | L0232-1 | CLB-hulpvraag | v | e | b | goedgekeurd |  |  | 21/04/2026 | consensus |  |"
    )
    rows = both()
    page = shown(checked(tmp_path, **{**rows, "Beslissingen": f"{rows['Beslissingen']}\n{later}"}), IAC)
    assert page["beslissing"] == {"nummer": "KR19.3", "datum": date(2026, 3, 30), "voorwaarde": ""}


def test_own_goals_rest_on_a_report_with_a_date(tmp_path: Path) -> None:
    rows = both()
    measures = "\n".join(line for line in rows["Maatregelen"].splitlines() if "IAC-verslag" not in line)
    result = checked(tmp_path, **{**rows, "Maatregelen": measures})
    assert statuses(result, "iac-doelen") == {IAC: STOPPED}
    assert {found.code for found in result.findings if found.effect is Effect.BLOCK} == {"C09"}


def test_a_question_to_the_clb_says_what_is_asked_what_was_tried_and_who_agreed(example: Checked) -> None:
    page = shown(example, QUESTION)
    assert page["document"]["doelgroep"] == "Voor het CLB, de leerling en de ouders"
    assert page["vraag_school"] == "Wat kan Bram helpen bij lange teksten?"
    assert page["toestemmingen"] == [
        {
            "wie": "leerling",
            "naam": "Bram",
            "antwoord": "ja",
            "datum": date(2026, 3, 2),
            "vorm": "handtekening",
        },
        {
            "wie": "ouder",
            "naam": "Ilse Andersen",
            "antwoord": "ja",
            "datum": date(2026, 3, 3),
            "vorm": "e-formulier",
        },
    ]
    assert page["gevraagd_op"] == date(2026, 3, 3)
    assert page["beslissing"] == {"nummer": "KR12.4", "datum": date(2026, 1, 26)}
    assert page["woorden_ouders"] == ["Wil mee zoeken wat helpt"]
    assert page["geprobeerd"] == ["Kortere taken sinds september", "Te weinig effect"]
    assert [(row["wat"], row["ervaring"]) for row in page["maatregelen"]] == [
        ("Differentiëren: taken met een voorbeeld", "geeft houvast")
    ]
    assert page["verslagen"] == [{"naam": "IAC-verslag", "datum": date(2024, 12, 12)}]
    assert [talk["soort"] for talk in page["overleg"]] == ["leerlinggesprek", "zorgoverleg"]


PERMISSION = ROWS["Overleg"] + "\n" + "L0231-2 | 28/04/2026 | toestemming CLB | {} |  | {} | handtekening |  | goed"


@pytest.mark.parametrize(
    ("parties", "answer", "expected"),
    [
        ("leerling; ouder", "ja", FINAL),
        ("leerling", "ja", DRAFT),
        ("ouder", "ja", DRAFT),
        ("leerling; ouder", "voorwaardelijk", DRAFT),
        ("leerling", "nee", STOPPED),
        ("ouder", "ingetrokken", STOPPED),
    ],
)
def test_a_question_to_the_clb_needs_the_permission_of_student_and_parent(
    tmp_path: Path, parties: str, answer: str, expected: str
) -> None:
    result = checked(tmp_path, Overleg=PERMISSION.format(parties, answer))
    assert statuses(result, "hulpvraag-clb") == {"hulpvraag-clb_L0231": expected}


def test_c17_names_who_did_not_agree_yet_where_the_council_decided_to_ask(tmp_path: Path) -> None:
    asked = more(
        "Beslissingen", "KR20.1 | 20/04/2026 | L0231-2 | CLB-hulpvraag | v | e | b | goedgekeurd | | | 21/04/2026 | | |"
    )
    (finding,) = breaches(tmp_path, "C17", Beslissingen=asked)
    assert seen([finding]) == [Seen("C17", "", "waarschuwing", "Beslissingen!D8", ("L0231",), "L0231-2")]
    assert (finding.args, finding.effect) == ((("list", ("leerling", "ouder")), ("n", 2)), Effect.DRAFT)
    of_age = edited("Leerlingen", D4="14/03/2005")
    (alone,) = breaches(tmp_path / "18", "C17", Beslissingen=asked, Leerlingen=of_age)
    assert alone.args == (("list", ("leerling",)), ("n", 1))


def test_c17_asks_nothing_when_the_council_did_not_want_it(tmp_path: Path) -> None:
    refused = more("Beslissingen", "KR20.1 | 20/04/2026 | L0231-2 | CLB-hulpvraag | v | e | b | afgewezen | | | | | |")
    result = checked(tmp_path, Beslissingen=refused)
    assert [finding for finding in result.findings if finding.code == "C17"] == []
    assert statuses(result, "hulpvraag-clb") == {}


def test_permission_to_ask_the_clb_is_no_answer_about_the_trajectory(tmp_path: Path) -> None:
    result = checked(tmp_path, Overleg=PERMISSION.format("leerling", "nee"))
    assert statuses(result)["examenrooster_L0231-2"] == FINAL
