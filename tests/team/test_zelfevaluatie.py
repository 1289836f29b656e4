"""The self-evaluation counts what happened: nobody is named, no group under five is shown, no text is released."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.documents.zelfevaluatie import SECTIONS, SPEC
from docgen.kinds import Many, Text
from docgen.pages.counting import shown
from docgen.plan.plan import plan
from docgen.spec import document
from tests.building import checked, derived

NAME, TODAY = "zelfevaluatie_2025-2026", "2026-05-04"
NUMBERS = range(1, 7)


def lines(pattern: str, numbers: range = NUMBERS) -> str:
    return "\n".join(pattern.format(n=n) for n in numbers)


SIX = {
    "Leerlingen": lines("L030{n} | Naam{n} | Kind{n} | 14/03/2010 | 4WEWIb | Natuurwetenschappen |  | 01/09/2022 |"),
    "Contacten": lines("L030{n} | Ouder Naam{n} | ouder | ja |  | Nederlands"),
    "Trajecten": lines(
        "L030{n}-1 | ziekte of ongeval | 2 | ouders en leerling | 02/03/2026 | 30/06/2026 | 13/04/2026 | MVB | sterk "
        "|  | heeft nodig: rust | Graag. | doel | geprobeerd |"
    ),
    "Overleg": lines("L030{n}-1 | 10/02/2026 | intake | leerling; ouder; zorgteam | Ouder Naam{n} | ja | e-mail |  | x")
    + "\n"
    + lines("L030{n}-1 | 12/02/2026 |  | CLB |  | ja | e-mail |  | x", range(1, 4)),
    "Beslissingen": lines(
        "KR14.{n} | 16/02/2026 | L030{n}-1 | start traject |  | e | b | goedgekeurd |  |  | 23/02/2026 |  |  |"
    ),
    "Signalen": lines("L030{n} | 24/01/2026 | leraar | sociaal | w | b"),
    "Opvolging": lines("L030{n}-1 | 13/03/2026 | 8 | 5 | 4 | 3 |  | behouden")
    + "\n"
    + lines("L030{n}-1 | 13/04/2026 | 8 | 7 | 4 | 3 |  |", range(1, 6)),
    **dict.fromkeys(
        ("Maatregelen", "Afspraken", "Meldingen", "Resultaten", "Lesroosteraanpassingen", "Examenaanpassingen"), ""
    ),
    "Overdrachten": "",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return derived(checked(tmp_path_factory.mktemp("zelf"), TODAY, **SIX), NAME)


def values(page: Any, part: str) -> dict[str, str]:
    section = next(section for section in page["delen"] if section["titel"] == part)
    return {found["wat"]: found["waarde"] for question in section["vragen"] for found in question["bewijzen"]}


def test_the_picture_of_six_students_is_counted(page: Any) -> None:
    assert values(page, "Beeldvorming") == {
        "leerlingen met een traject met wie eerst gepraat is": "6 van 6",
        "leerlingen met een signaal": "6",
        "leerlingen, onderwijsloopbaan": "geen",
        "leerlingen, leren en studeren": "geen",
        "leerlingen, psychisch en sociaal functioneren": "geen",
        "leerlingen, preventieve gezondheidszorg": "geen",
        "trajecten met een gesprek met de ouders": "6 van 6",
        "trajecten met een gesprek met leraren": "0 van 6",
        "lopende trajecten die op tijd opgevolgd zijn": "meer dan 1 van 6",
        "momenten van opvolging met een besluit": "6 van 11",
    }


def test_time_to_decide_load_and_wellbeing_are_of_the_rows(page: Any) -> None:
    assert values(page, "Rollen en stappen") == {
        "leerlingen met een lopend traject, naast de uren begeleiding per week": "6 bij 12 uren",
        "trajecten die bekrachtigd zijn voor de start": "6 van 6",
        "tijd van het eerste signaal tot de bekrachtiging (de middelste waarde)": "30 dagen",
    }
    four = values(page, "De vier begeleidingsdomeinen")
    assert four["leerlingen met een welbevinden dat gelijk bleef of steeg"] == "niet getoond"  # of 5: 1 not


def test_a_part_of_a_group_that_is_too_small_is_not_counted_out(page: Any) -> None:
    clb = values(page, "Samenwerking met het CLB")
    assert clb["trajecten vanaf fase 2 met een contact met het CLB"] == "minder dan 5 van 6"
    assert values(page, "Overgangen")["overdrachten met inzage"] == "geen gegevens"


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (0, 0, "geen gegevens"),
        (4, 4, "te kleine groep"),
        (0, 5, "0 van 5"),
        (1, 20, "minder dan 5 van 20"),
        (4, 20, "minder dan 5 van 20"),
        (5, 20, "5 van 20"),
        (20, 20, "20 van 20"),
    ],
)
def test_a_count_in_words(count: int, of: int, words: str) -> None:
    assert shown(count, of) == words


def test_a_question_without_data_says_so_and_the_page_counts_them(page: Any) -> None:
    empty = [question for _, _, asked in SECTIONS for question, evidence in asked if not evidence]
    assert len(empty) == 2
    assert page["aantal"] == {"vragen": 21, "met_gegevens": 19, "trajecten": "6"}


def test_no_free_text_of_a_student_is_released_to_it() -> None:
    texts = [
        (name, column.heading)
        for name in SPEC.fields
        for column in SPEC.releases(name)
        if name != "School" and type(column.kind.kind if isinstance(column.kind, Many) else column.kind) is Text
    ]
    assert texts == []


def test_versions_that_are_over_count_too(tmp_path: Path) -> None:
    (planned,) = plan(checked(tmp_path, "2026-06-30").records, [document("zelfevaluatie")])
    assert [share.version for share in planned.among] == ["L0231-1", "L0231-2"]
