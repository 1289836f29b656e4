"""The evaluation: what is derived from the rows of Opvolging and what stands around them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.pages.page import view
from docgen.pictures.image import Image
from docgen.pictures.sparkline import sparkline
from docgen.plan.plan import plan
from docgen.plan.planned import FINAL
from docgen.privacy import release
from docgen.spec import document
from tests.building import checked, edited, more, without

TODAY = "2026-03-23"


def page(folder: Path, today: str = TODAY, **changed: str) -> dict[str, Any]:
    """The names of the evaluation of L0231-1 in the worked example, with some sheets replaced."""
    records = checked(folder, today, **changed).records
    (planned,) = plan(records, [document("evaluatie")])
    return dict(view(release(records, planned, FINAL), date.fromisoformat(today)))


def figures(found: dict[str, Any]) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in ("naam", "begin", "nu", "verschil", "doel")) for row in found["cijfers"]]


def test_it_is_made_of_a_version_with_follow_up_only(tmp_path: Path) -> None:
    found = plan(checked(tmp_path).records, [document("evaluatie")])
    assert [planned.name for planned in found] == ["evaluatie_L0231-1"]
    assert plan(checked(tmp_path, Opvolging="").records, [document("evaluatie")]) == ()


def test_the_figures_of_the_worked_example(tmp_path: Path) -> None:
    found = page(tmp_path)
    assert (found["aanwezig"], found["gepland"], found["welbevinden"]) == (17, 18, {"begin": 5, "nu": 6, "keer": 2})
    assert found["gemeten"] == {"keer": 2, "laatst": date(2026, 3, 13)}
    assert figures(found) == [
        ("Aanwezig", "100 %", "93 %", "−7", "100 %"),
        ("Welbevinden", "5", "6", "+1", ""),
        ("Tevreden: je ouders", "4", "4", "gelijk", ""),
        ("Meedoen in de les", "3", "3", "gelijk", ""),
    ]
    pictures = [row["grafiek"] for row in found["cijfers"]]
    assert [picture.alt for picture in pictures] == [
        "Aanwezig: van 100 % naar 93 % in twee weken, doel 100 %",
        "Welbevinden: van 5 naar 6 in twee weken",
        "Tevreden: je ouders: blijft 4 in twee weken",
        "Meedoen in de les: blijft 3 in twee weken",
    ]
    assert pictures[1] == Image(sparkline(((0.0, 5), (1.0, 6)), 1, 10), pictures[1].alt, 46, 11)
    assert found["metingen"] == [
        {"datum": date(2026, 2, 27), "aanwezig": 4, "gepland": 4, "welbevinden": 5, "ouders": 4, "klas": 3,
         "toelichting": "Eerste week volgehouden"},
        {"datum": date(2026, 3, 13), "aanwezig": 13, "gepland": 14, "welbevinden": 6, "ouders": 4, "klas": 3,
         "toelichting": "Houdt ochtenden goed vol"},
    ]  # fmt: skip


def test_what_was_not_measured_is_a_gap_and_one_measurement_has_no_difference(tmp_path: Path) -> None:
    rows = "\n".join(
        f"L0231-1 | {day} | {present} | {score} |  | {lesson} |  |"
        for day, present, score, lesson in (
            ("13/02/2026", 0, 4, ""),  # weeks at home: nothing planned
            ("27/02/2026", 4, "", 3),
            ("20/03/2026", "", 6, ""),
        )
    )
    found = page(tmp_path, Opvolging=rows)
    assert figures(found) == [
        ("Aanwezig", "100 %", "100 %", "–", "100 %"),
        ("Welbevinden", "4", "6", "+2", ""),
        ("Meedoen in de les", "3", "3", "–", ""),
    ]
    drawn = [row["grafiek"] for row in found["cijfers"]]
    assert [picture.alt for picture in drawn] == [
        "Aanwezig: 100 %, doel 100 %",
        "Welbevinden: van 4 naar 6 in vijf weken",
        "Meedoen in de les: 3",
    ]
    assert drawn[0].data == sparkline(((0.0, None), (0.4, 100.0), (1.0, None)), 0, 100, 100)
    assert drawn[1].data == sparkline(((0.0, 4), (0.4, None), (1.0, 6)), 1, 10)
    assert (found["aanwezig"], found["gepland"]) == (4, 4)


def test_a_row_of_a_day_to_come_does_not_count_yet(tmp_path: Path) -> None:
    assert page(tmp_path, "2026-03-01")["gemeten"] == {"keer": 1, "laatst": date(2026, 2, 27)}
    early = page(tmp_path, "2026-02-20")
    assert (early["cijfers"], early["metingen"], early["keuzes"], early["gepland"]) == ([], [], [], 0)


def test_what_is_said_in_talks_about_this_version_since_it_began(tmp_path: Path) -> None:
    rows = more(
        "Overleg",
        "L0231-1 | 20/03/2026 | evaluatie | leerling; ouder; CLB | Sofie Peeters |  |  |  | De ochtenden lukken.\n"
        "L0231-1 | 18/03/2026 | opvolging | leraren |  |  |  |  |",
    )
    assert page(tmp_path, Overleg=rows)["stemmen"] == [
        {"wie": ["jij", "je ouders", "CLB"], "wat": "De ochtenden lukken", "datum": date(2026, 3, 20)},
        {"wie": ["jij"], "wat": "Eerste gesprek tijdens de weken thuis", "datum": date(2026, 2, 5)},
    ]


def test_the_last_conclusion_is_the_one_that_is_chosen(tmp_path: Path) -> None:
    found = page(tmp_path, Opvolging=more("Opvolging", "L0231-1 | 20/03/2026 | 8 | 6 | 4 | 4 | rustig |"))
    assert [(choice["keuze"], choice["gekozen"]) for choice in found["keuzes"]] == [
        ("behouden", False),
        ("bijsturen", True),
        ("opschalen", False),
        ("stoppen", False),
        ("afronden", False),
    ]
    assert {choice["op"] for choice in found["keuzes"]} == {date(2026, 3, 13)}


@pytest.mark.parametrize(
    ("conclusion", "today", "expected"),
    [
        ("bijsturen", "2026-03-23", ("klassenraad", None)),
        ("behouden", "2026-03-01", ("evaluatie", date(2026, 3, 13))),
        ("behouden", "2026-03-23", ("einde", date(2026, 3, 27))),
        ("behouden", "2026-03-28", ("voorbij", date(2026, 3, 27))),
        ("afronden", "2026-03-28", ("klaar", date(2026, 2, 27))),
        ("", "2026-03-23", ("einde", date(2026, 3, 27))),
    ],
)
def test_what_comes_next(tmp_path: Path, conclusion: str, today: str, expected: tuple[str, date | None]) -> None:
    row = f"L0231-1 | 27/02/2026 | 4 | 5 | 4 | 3 | goed | {conclusion}"
    found = page(tmp_path, today, Opvolging=row)["volgende"]
    assert (found["soort"], found["datum"]) == expected


def test_a_ratified_decision_after_the_conclusion_is_what_comes_next(tmp_path: Path) -> None:
    assert page(tmp_path, "2026-04-02")["volgende"] == {
        "soort": "beslist",
        "datum": date(2026, 3, 30),
        "nummer": "KR19.2",
        "tekst": "Twee examens aangepast, een geschrapt",
    }
    unratified = page(tmp_path, "2026-04-02", Beslissingen=edited("Beslissingen", K6=""))
    assert unratified["volgende"]["soort"] == "klassenraad"
    none = page(tmp_path, "2026-04-02", Beslissingen=without("Beslissingen", 6, 7))
    assert none["volgende"]["soort"] == "klassenraad"


def test_goals_and_results_stand_beside_the_figures(tmp_path: Path) -> None:
    found = page(tmp_path, Resultaten="L0231 | WIS | kerst | 61\nL0231 | NED | kerst | 70\nL0231 | WIS | Pasen | 64")
    assert found["doelen"] == [
        {"wat": "Zelf starten aan een taak", "aanpak": "stappenkaart in elk vak", "tegen": date(2026, 3, 13),
         "stand": "bezig"}
    ]  # fmt: skip
    assert found["resultaten"] == [
        {
            "vak": "Wiskunde",
            "uitslagen": [{"periode": "kerst", "resultaat": "61"}, {"periode": "Pasen", "resultaat": "64"}],
        },
        {"vak": "Nederlands", "uitslagen": [{"periode": "kerst", "resultaat": "70"}]},
    ]
