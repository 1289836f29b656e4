"""The ways in which people write a name, and what is no name: what the search for other students knows of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pipeline import check
from docgen.privacy.calling import Callings
from docgen.privacy.doctext import words
from docgen.privacy.leaks import Secrets
from docgen.privacy.vocabulary import is_ours, written
from docgen.project import Project
from docgen.records.dossier import Records
from docgen.spec import sheets
from tests.documents import plain_template
from tests.worked_example import ROWS, project

STUDENTS = """
        L0240 | Van den Berghe  | Anne-Marie | 02/05/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
        L0241 | D'Hondt | S\u00f8ren | 02/05/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
        L0242 | Sens | Jan | 02/05/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
        L0243 | De Backer | Stijn | 02/05/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
        L0244 | Van der Wolkenbroek | Zoë | 02/05/2010 | 4WEWIb | Natuurwetenschappen | | 01/09/2022 |
        L0245 | Vanderwolkenbroek | Zoë | 02/05/2010 | 4WEWIb | Natuurwetenschappen |   | 01/09/2022 |
"""
STAFF = """
        SDB | Sara De Backer | leraar | |
        DST | Debacker Stijn | leraar | |
        JSE | Karel Jansens | leraar | |
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("namen")
    rows = {"Leerlingen": ROWS["Leerlingen"] + STUDENTS, "Personeel": ROWS["Personeel"] + STAFF}
    return check(Project(project(folder, **rows))).records


@pytest.fixture(scope="module")
def secrets(school: Records) -> Secrets:
    return Secrets(school)


def named(secrets: Secrets, text: str) -> set[str]:
    """Who is named in a text."""
    return {owner for run in secrets.known_runs(words(text)) if run in secrets.names for owner in secrets.runs[run]}


@pytest.mark.parametrize(
    ("text", "student"),
    [
        ("Anne-Marie Van den Berghe", "L0240"), ("Annemarie Vandenberghe", "L0240"),
        ("vanden Berghe, Anne Marie", "L0240"),
        ("AnneMarie van de\u00adn Ber-\nghe", "L0240"), ("A. Van den Berghe", "L0240"), ("Van den Berghe A", "L0240"),
        ("annemarie.vandenberghe@x.example", "L0240"), ("AnneMarieVanDenBerghe", "L0240"), ("l 0240", "L0240"),
        ("Soren Dhondt", "L0241"), ("S\u00f6ren D Hondt", "L0241"), ("d\u2019Hondt S\u00f8ren", "L0241"),
        ("S.D'Hondt", "L0241"),
        ("Jan Sens", "L0242"), ("Sens, J.", "L0242"), ("Stijn De Backer", "L0243"),
        ("Zoë Van der Wolkenbroek", "L0244"), ("Vanderwolkenbroek Zoë", "L0245"),
    ],
)  # fmt: skip
def test_a_student_is_found_however_the_name_is_written(text: str, student: str, secrets: Secrets) -> None:
    assert named(secrets, f"dat zei {text} gisteren") == {student}


def test_a_name_that_two_families_divide_otherwise_still_names_both_when_it_is_divided_like_neither(
    secrets: Secrets,
) -> None:
    assert named(secrets, "dat zei Zoë Van derwolkenbroek gisteren") == {"L0244", "L0245"}


@pytest.mark.parametrize(
    "text",
    [
        "Karel Jansens",  # a teacher, not Jan Sens
        "S. De Backer",  # Sara as well as Stijn
        "Anne-Marie", "Berghe", "Van den Berghe", "Jan S.", "0240", "Soren", "An De Smet", "de klas van den Berg",
    ],
)  # fmt: skip
def test_what_can_be_somebody_else_names_nobody(text: str, secrets: Secrets) -> None:
    assert named(secrets, f"dat zei {text} gisteren") == set()


def test_half_a_name_is_known_as_half_of_whose_it_is(school: Records) -> None:
    callings = Callings((dossier.student for dossier in school.dossiers.values()), ())
    assert [callings.half(words(text)) for text in ("Van den Berghe", "Anne Marie", "Jan", "Sens Jan")] == [
        {"L0240"}, {"L0240"}, {"L0242"}, frozenset()
    ]  # fmt: skip


def test_the_examples_of_the_columns_excuse_nothing(tmp_path: Path) -> None:
    """A school may write what the description of a column says, and that is as much a secret as any other text."""
    static = plain_template("{{ x }}")
    examples = {
        (name, column.heading): tuple(words(str(column.example)))
        for name, row in sheets().items()
        for column in row.columns()
        if column.kind.__class__.__name__ == "Text" and column.example and column.sensitivity.name in ("P", "Z", "M")
    }
    assert len(examples) > 20
    assert [place for place, run in examples.items() if is_ours(run) or written(run, static)] == []
