"""Another student is found in a text however the name is written; what only looks like a name is left alone."""

from __future__ import annotations

import unicodedata

import pytest

from docgen.pipeline import check
from docgen.project import Project
from docgen.rules.facts import names
from docgen.words.riskwords import Names
from docgen.words.spellings import whole
from tests.worked_example import ROWS, project

OTHERS = (
    ("L0232", "Andersen", "Bram"),
    ("L0233", "De Smet", "Emma"),
    ("L0234", "van den Berg", "Lars"),
    ("L0235", "Peeters-Janssens", "Zoë"),
    ("L0236", "Li", "Bo"),
    ("L0237", "D'Hondt", "Aïcha"),
    ("L0238", "Van der Eecken Maes", "Jan Baptist"),
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Names:
    """The names of a school in which Noor Voorbeeld has these students in her year, none of them in her class."""
    rows = [
        f"{key} | {family} | {first} | 02/05/2010 | 4LAMTa | Latijn | | 01/09/2022 |" for key, family, first in OTHERS
    ]
    students = "\n".join([ROWS["Leerlingen"].strip().splitlines()[0], *rows])
    contacts = f"{ROWS['Contacten']}\nL0232 | Kristien Wouters | moeder | ja | Dorpsstraat 9, 9999 Voorbeeldgem |"
    folder = project(tmp_path_factory.mktemp("namen"), Leerlingen=students, Contacten=contacts)
    return names(check(Project(folder)).records)


@pytest.mark.parametrize(
    "text",
    [
        "Ik zit naast Bram Andersen.",
        "ik zit naast bram andersen",
        "BRAM ANDERSEN",
        "Andersen, Bram",
        "B. Andersen",
        "Bram Andersens map",
        "de fiets van Lars van den Bergs broer",
        "Br\u200bam Ander\u00adsen",
        "zie L0232",
        "Zie ook l0232-1.",
        "met Emma De Smet",
        "met Emma de Smet",
        "De Smet Emma",
        "emma desmet",
        "met Lars Van Den Berg",
        "met Lars Vandenberg",
        "Zoe Peeters",
        "Zoë Peeters-Janssens",
        unicodedata.normalize("NFD", "Zoë Peeters Janssens"),
        "met Bo Li",
        "Aicha D’Hondt",
        "Aïcha Dhondt",
        "Jan Baptist Van der Eecken Maes",
        "Jan Van der Eecken",
        "Kristien Wouters belde.",
        "woont in de Dorpsstraat 9, 9999 Voorbeeldgem",
    ],
)
def test_another_student_is_found_however_the_name_is_written(text: str, known: Names) -> None:
    assert len(known.named(text, frozenset({"L0231"}), "4WEWIb")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Noor Voorbeeld, L0231, noor voorbeeld",
        "Sofie Peeters, Lindelaan 12, 9999 Voorbeeldgem",  # her own mother
        "bo li is geen woord",  # too short to be a name without capitals
        "De smet op het blad, in de berg, van den beginne",
        "Bram helpt",  # a first name alone says nothing outside the own class
        "L02321",
    ],
)
def test_what_is_nobody_else_is_left_alone(text: str, known: Names) -> None:
    assert known.named(text, frozenset({"L0231"}), "4WEWIb") == ()


def test_a_family_name_alone_counts_among_classmates_unless_a_teacher_bears_it(known: Names) -> None:
    assert known.named("Andersen helpt", frozenset({"L0233"}), "4LAMTa") == (1,)
    assert known.named("Andersen helpt", frozenset({"L0233"}), "4WEWIb") == ()
    assert known.named("Bij de Andersens, met Brams fiets", frozenset({"L0233"}), "4LAMTa") == (3, 5)
    assert known.named("Maes helpt", frozenset({"L0233"}), "4LAMTa") == ()


def test_every_spelling_has_a_part_of_both_names() -> None:
    assert whole(("lars",), ("van", "den", "berg")) == {
        ("lars", "van", "den", "berg"),
        ("van", "den", "berg", "lars"),
        ("l", "van", "den", "berg"),
        ("lars", "vandenberg"),
        ("vandenberg", "lars"),
        ("l", "vandenberg"),
    }
    assert whole(("bo",), ("li",)) == {("bo", "li"), ("li", "bo")}
    assert whole((), ("li",)) == whole(("bo",), ()) == frozenset()
