"""The figures of the school: hand-worked from six students, nobody named, no group under five to be had."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.answers import shown_by
from docgen.documents.schoolbeeld import SPEC, TITLES, WORDS, derive
from docgen.kinds import Many, Text
from docgen.pages.counting import merged
from docgen.pages.figures import DOCUMENT, Line, Part, figures, large_enough
from docgen.pictures.image import Image
from docgen.pictures.sparkline import BAR_HEIGHT_MM, BAR_WIDTH_MM, bar
from docgen.pipeline import Checked
from docgen.privacy import Released
from tests.building import checked
from tests.team.test_zelfevaluatie import SIX, lines

TODAY = "2026-05-04"
OPEN = {("Leerlingen", "Klas"), ("School", "Code"), ("School", "Waarde")}
GOALS = """WIS4-12 | WIS | 4 |  |  | Vergelijkingen | volgend leerjaar |  | P2 | 6 |  | 26/09/2025
    GES4-09 | GES | 4 |  |  | Bronnen | nee |  | P2 | 4 |  | 26/09/2025"""
MEASURES = f"""{lines("L030{n}-1 | doelen later | WIS | WIS4-12 |  |  |  | 29/05/2026 |  |  |  |", range(1, 6))}
    L0306-1 | doelen weggelaten | WIS | WIS4-12 |  |  |  |  |  |  |  |
    L0306-1 | doelen weggelaten | GES | GES4-09 |  |  |  |  |  |  |  |"""
HOURS = lines("L030{n}-1 | 02/03/2026 | 30/06/2026 | di3 | GES | ZW | WIS | studiezaal", range(1, 6))
PLACES = "studiezaal | di3-4 | OPV | 20\nrustlokaal | do5-7 | MVB | 2"


def released_from(result: Checked) -> Released:
    released = shown_by(result, DOCUMENT)
    assert released is not None
    return released


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    rows = {"Leerplandoelen": GOALS, "Maatregelen": MEASURES, "Lesroosteraanpassingen": HOURS, "Opvang": PLACES}
    return released_from(checked(tmp_path_factory.mktemp("beeld"), TODAY, **{**SIX, **rows}))


def test_the_figures_of_six_students_are_those_worked_out_by_hand(released: Released) -> None:
    assert figures(released) == (
        Part(
            "course",
            (
                Line(("decided",), 6),
                Line(("running",), 6, 6, 1.0),
                Line(("days",), 30),  # 24 January to 23 February
                Line(("reviews",), 0, 6, None, "most"),  # five: the sixth was seen in March only, and is no number
                Line(("words",), 6, 6, 1.0),
            ),
        ),
        Part("kinds", (Line(("ziekte of ongeval",), 6, 6, 1.0),)),
        Part("phases", (Line(("phase_2",), 6, 6, 1.0),)),
        Part("grades", (Line(("grade_2",), 6, 6, 1.0),)),
        Part(
            "months",
            (
                *(Line((date(2025, month, day),), 0, 6, 0.0) for month, day in ((9, 30), (10, 31), (11, 30), (12, 31))),
                *(Line((date(2026, month, day),), 0, 6, 0.0) for month, day in ((1, 31), (2, 28))),
                *(Line((date(2026, month, day),), 6, 6, 1.0) for month, day in ((3, 31), (4, 30), (5, 4))),
            ),
        ),
        Part("waits", (Line(("wait_30",), 6, 6, 1.0),)),
        Part("goals", (Line(("goals_all",), 5, 6, 5 / 6), Line(("Wiskunde",), 5, 6, 5 / 6))),
        Part(
            "places",
            (
                Line(("places_all",), 1, 5, 1 / 5),
                Line(("studiezaal",), 1, 2, 1 / 2),
                Line(("rustlokaal",), 0, 3, 0.0),
            ),
        ),
    )


def test_the_page_says_each_figure_in_words_with_a_bar_that_says_the_same(released: Released) -> None:
    page = derive(released)
    parts = {part["titel"]: part["rijen"] for part in page["delen"]}  # type: ignore[attr-defined]
    heard = parts["Hoe verloopt het?"][4]
    text = "Trajecten met de eigen woorden van de leerling: 6 van 6"
    assert heard == {
        "wat": "Trajecten met de eigen woorden van de leerling",
        "waarde": "6 van 6",
        "grafiek": Image(bar(1.0), text, BAR_WIDTH_MM, BAR_HEIGHT_MM),
    }
    assert [row["wat"] for row in parts["Hoeveel trajecten lopen er?"]][-1] == "4 mei 2026"


def test_one_student_alone_is_no_figure(tmp_path: Path) -> None:
    found = {part.key: part.lines for part in figures(released_from(checked(tmp_path, "2026-03-10")))}
    assert found["course"] == (
        Line(("decided",), why="few"),
        Line(("running",), 0, 1, None, "small"),
        Line(("days",), why="small"),
        Line(("reviews",), 0, 0, None, "nothing"),
        Line(("words",), 0, 1, None, "small"),
    )
    assert {"kinds", "phases", "grades", "months", "waits"}.isdisjoint(found)  # one student in all
    assert found["goals"] == (Line(("goals_all",), why="small"),)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 9, "b": 6, "c": 0}, [(("a",), 9), (("b",), 6)]),
        ({"a": 9, "b": 3, "c": 2}, [(("a",), 9), (("b", "c"), 5)]),
        ({"a": 9, "b": 6, "c": 1}, [(("a",), 9), (("b", "c"), 7)]),  # c alone would be the whole less a and b
        ({"a": 9, "b": 2, "c": 1}, [(("a", "b", "c"), 12)]),
        ({"a": 3, "b": 1}, []),
        ({}, []),
    ],
)
def test_small_parts_are_counted_together_and_none_is_left_to_be_subtracted(
    counts: dict[str, int], shown: list[tuple[tuple[str, ...], int]]
) -> None:
    assert merged(counts) == shown


@pytest.mark.parametrize(
    ("students", "shown"),
    [
        ({"WIS": "abcdef", "NED": "abcde"}, [("WIS",), ("NED",)]),
        ({"WIS": "abcdef", "LAT": "ab", "GRI": "c"}, [("WIS", "LAT", "GRI")]),  # three students would be left
        ({"WIS": "abcdef", "LAT": "abc", "GRI": "de"}, [("WIS",), ("LAT", "GRI")]),
        ({"WIS": "abcdef", "NED": "abcde", "LAT": "ab"}, [("WIS",), ("NED", "LAT")]),
        ({"WIS": "abcdef", "LAT": "ab", "GRI": ""}, [("WIS", "LAT")]),
        ({"LAT": "ab", "GRI": "c"}, []),
        ({}, []),
    ],
)
def test_subjects_of_few_students_are_told_together_so_that_the_rest_of_all_is_no_small_group(
    students: dict[str, str], shown: list[tuple[str, ...]]
) -> None:
    assert list(large_enough({subject: set(names) for subject, names in students.items()})) == shown


def test_all_places_together_are_not_told_when_few_students_sit_in_those_that_are_not(tmp_path: Path) -> None:
    few = [
        lines("L030{n}-1 | 02/03/2026 | 30/06/2026 | wo1 | FRA | RU |  | rustlokaal", range(1, 3)),
        lines("L030{n}-1 | 02/03/2026 | 30/06/2026 | do6 | NED | RU |  | tuin", range(3, 5)),
    ]
    places = f"{PLACES}\nrustlokaal | wo1 | MVB | 2\ntuin | do6 | KDW | 9"
    rows = {**SIX, "Lesroosteraanpassingen": "\n".join([HOURS, *few]), "Opvang": places}
    found = {part.key: part.lines for part in figures(released_from(checked(tmp_path, TODAY, **rows)))}
    assert [(line.names, line.why) for line in found["places"]] == [
        (("studiezaal",), ""),
        (("rustlokaal",), "few"),
        (("tuin",), "few"),
    ]


def test_its_texts_are_counted_and_not_released() -> None:
    texts = [
        (name, column.heading)
        for name in SPEC.fields
        for column in SPEC.releases(name)
        if (name, column.heading) not in OPEN
        and type(column.kind.kind if isinstance(column.kind, Many) else column.kind) is Text
    ]
    assert texts == []
    assert SPEC.filled == {"Trajecten": ("Woorden van de leerling",)}


def test_a_student_without_own_words_is_counted_without_them(tmp_path: Path) -> None:
    silent = SIX["Trajecten"].replace("| Graag. |", "|  |", 1)
    released = released_from(checked(tmp_path, TODAY, **{**SIX, "Trajecten": silent}))
    assert Line(("words",), 0, 6, None, "most") in figures(released)[0].lines
    heard = derive(released)["delen"][0]["rijen"][4]  # type: ignore[index]
    assert heard["waarde"] == "meer dan 1 van 6"


def test_a_bar_is_as_long_as_its_share() -> None:
    assert len({bar(share) for share in (0.0, 0.25, 0.5, 1.0)}) == 4
    assert bar(1.5) == bar(1.0)


def test_every_figure_has_its_words() -> None:
    assert set(TITLES) == {"course", "kinds", "phases", "grades", "months", "waits", "goals", "places"}
    assert all(WORDS.values())
