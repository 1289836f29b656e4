"""H: the content says what a reader needs. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more
from tests.telling import lines

CASES = [
    pytest.param(
        "H01",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", I5="", L5="")},
        {},
        [
            "H01.words waarschuwing Trajecten!L5 none: zorgfolder for L0231-2",
            "H01.strengths waarschuwing Trajecten!I5 none: zorgfolder for L0231-2",
        ],
        id="no words of the student and no strengths",
    ),
    pytest.param(
        "H02",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", K5="rust")},
        {"Trajecten": edited("Trajecten", K5="baat bij rust")},
        ["H02 waarschuwing Trajecten!K5 none: overdrachtsfiche zorgfolder for L0231-2"],
        id="a need that is not said as one",
    ),
    pytest.param(
        "H02",
        "2026-06-30",
        {"Overdrachten": edited("Overdrachten", K4="werkt goed", L4="", M4="")},
        {},
        ["H02 waarschuwing Overdrachten!K4 none: overdrachtsfiche zorgfolder for L0231"],
        id="a sentence for another school without a need",
    ),
    pytest.param(
        "H03",
        "2026-06-30",
        {"Leerplandoelen": edited("Leerplandoelen", L5="")},
        {},
        ["H03 waarschuwing Leerplandoelen!L5 none: doelenoverzicht"],
        id="goals that are not approved",
    ),
    pytest.param(
        "H04",
        "2026-03-16",
        {},
        {
            "Leerplandoelen": more(
                "Leerplandoelen", "GES4-10 | GES | 4 |  |  | Bronnen wegen | minimumdoel |  |  |  |  | 26/09/2025"
            )
        },
        ["H04 waarschuwing Maatregelen!C8 none: doelenoverzicht for L0231-1"],
        id="a subject without essential goals",
    ),
    pytest.param(
        "H05",
        "2026-03-16",
        {"Leerplandoelen": edited("Leerplandoelen", H4="WIS4-14")},
        {},
        ["H05.cycle waarschuwing Leerplandoelen!H4 (list=WIS4-12+WIS4-14) none: doelenoverzicht"],
        id="goals in a ring",
    ),
    pytest.param(
        "H05",
        "2026-03-16",
        {"Leerplandoelen": edited("Leerplandoelen", H5="GES4-09")},
        {},
        [
            "H05.dropped waarschuwing Maatregelen!D8 (list=GES4-09) none: doelenoverzicht for L0231-1 see Leerplandoelen!H5"
        ],
        id="a goal dropped under one that stays",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
