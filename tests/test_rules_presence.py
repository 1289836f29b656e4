"""D: room in a place, consent for hours at home, enough hours, an hour of each subject, reviews. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more
from tests.telling import lines

BRAM = (
    "L0232-1 | flexibilisering: cognitief sterk | 1 | klassenraad | 02/03/2026 | 27/03/2026 | 20/03/2026 | MVB"
    " | denkt snel | wachten | heeft nodig: uitdaging | Ik wil meer. | dieper gaan | extra werk |"
)
BRAM_DI3 = "L0232-1 | 16/03/2026 | 20/03/2026 | di3 | GES | ZW |  | studiezaal"
CASES = [
    pytest.param(
        "D05",
        "2026-03-16",
        {
            "Opvang": edited("Opvang", D4="1"),
            "Trajecten": more("Trajecten", BRAM),
            "Lesroosteraanpassingen": more("Lesroosteraanpassingen", BRAM_DI3),
        },
        {
            "Opvang": edited("Opvang", D4="2"),
            "Trajecten": more("Trajecten", BRAM),
            "Lesroosteraanpassingen": more("Lesroosteraanpassingen", BRAM_DI3),
        },
        ["D05.count waarschuwing Opvang!D4 (list=di3, n=2, limit=1) none"],
        id="a place that is too full",
    ),
    pytest.param(
        "D06",
        "2026-03-16",
        {"Overleg": edited("Overleg", F6="", F8="")},
        {"Overleg": edited("Overleg", F6="")},
        ["D06 waarschuwing Lesroosteraanpassingen!F6 (n=1) none: lesrooster for L0231-1"],
        id="an hour at home without consent",
    ),
    pytest.param(
        "D07",
        "2026-03-16",
        {
            "School": more("School", "regel | Minimum lesuren per week | 2"),
            "Beslissingen": edited("Beslissingen", K5=""),
        },
        {"School": more("School", "regel | Minimum lesuren per week | 2")},
        ["D07.count waarschuwing Lesroosteraanpassingen!D5 (n=1, limit=2) none: lesrooster for L0231-1"],
        id="fewer hours than the minimum",
    ),
    pytest.param(
        "D10",
        "2026-03-16",
        {},
        {"Maatregelen": more("Maatregelen", "L0231-1 | vrijstelling | GES; FRA; NED |  | een eigen opdracht")},
        [
            "D10.subject waarschuwing Lesroosteraanpassingen!E4 (list=Geschiedenis) none: lesrooster for L0231-1",
            "D10.subject waarschuwing Lesroosteraanpassingen!E5 (list=Nederlands) none: lesrooster for L0231-1",
            "D10.subject waarschuwing Lesroosteraanpassingen!E6 (list=Frans) none: lesrooster for L0231-1",
        ],
        id="all hours of a subject",
    ),
    pytest.param(
        "D13",
        "2026-06-30",
        {"Leerplandoelen": edited("Leerplandoelen", G6="veiligheid of praktijk")},
        {"Leerplandoelen": edited("Leerplandoelen", G6="veiligheid of praktijk", K6="een demonstratie")},
        ["D13 waarschuwing Maatregelen!D8 (n=1) none: zorgfolder for L0231-1"],
        id="a practical goal without an alternative",
    ),
    pytest.param(
        "D14",
        "2026-03-16",
        {"School": more("School", "regel | Evaluatie om de … weken | 4")},
        {},
        ["D14.weeks waarschuwing Trajecten!G5 (n=5, limit=4) none: zorgfolder for L0231-2"],
        id="a review that is far away",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
