"""F: things come in order. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more, without
from tests.telling import lines

CASES = [
    pytest.param(
        "F01",
        "2026-03-16",
        {"Maatregelen": edited("Maatregelen", G6="10/02/2026")},
        {"Maatregelen": edited("Maatregelen", G6="14/02/2026")},
        ["F01 fout Maatregelen!G6 block: hervattingsplan time-outplan zorgfolder for L0231-1 see Maatregelen!H5"],
        id="a return before the end of the time-out",
    ),
    pytest.param(
        "F02",
        "2026-03-16",
        {"Maatregelen": edited("Maatregelen", H6="27/03/2026")},
        {
            "Maatregelen": edited("Maatregelen", H6="27/03/2026"),
            "Beslissingen": more(
                "Beslissingen",
                "KR15.1 | 02/03/2026 | L0231-1 | hervatting |  | Gaat goed. | Mag langer. | goedgekeurd |  |  | 04/03/2026",
            ),
        },
        ["F02.days fout Maatregelen!H6 (n=33, limit=21) draft: hervattingsplan zorgfolder for L0231-1"],
        id="a return that takes too long",
    ),
    pytest.param(
        "F03",
        "2026-03-16",
        {"Maatregelen": edited("Maatregelen", I6="6; 4; 8")},
        {},
        ["F03 waarschuwing Maatregelen!I6 none: hervattingsplan zorgfolder for L0231-1"],
        id="half days that fall",
    ),
    pytest.param(
        "F03",
        "2026-03-16",
        {"Maatregelen": edited("Maatregelen", I6="4; 4")},
        {"Maatregelen": edited("Maatregelen", I6="4; 4; 6")},
        ["F03 waarschuwing Maatregelen!I6 none: hervattingsplan zorgfolder for L0231-1"],
        id="half days that stay the same",
    ),
    pytest.param(
        "F04",
        "2026-03-16",
        {"Maatregelen": edited("Maatregelen", B5="TOAH", H5="27/03/2026")},
        {},
        ["F04 waarschuwing Maatregelen!B5 none for L0231-1"],
        id="an attest that belongs elsewhere",
    ),
    pytest.param(
        "F05",
        "2026-03-16",
        {"Maatregelen": edited("Maatregelen", K5="")},
        {},
        ["F05.person waarschuwing Maatregelen!K5 none: time-outplan for L0231-1"],
        id="a time-out without a contact person",
    ),
    pytest.param(
        "F05",
        "2026-03-16",
        {"Overleg": without("Overleg", 9)},
        {},
        ["F05.contact waarschuwing Maatregelen!G5 none: time-outplan for L0231-1"],
        id="a time-out without a talk",
    ),
    pytest.param(
        "F06",
        "2026-03-17",
        {"Opvolging": without("Opvolging", 5)},
        {},
        ["F06.overdue waarschuwing Trajecten!G4 (n=4) none: traject for L0231-1"],
        id="a review that is overdue",
    ),
    pytest.param(
        "F06",
        "2026-03-17",
        {"Beslissingen": edited("Beslissingen", J5="20/03/2026")},
        {},
        [
            "F06.decision_ended waarschuwing Beslissingen!J5 (date=2026-03-20) none: traject for L0231-1 see Trajecten!F4"
        ],
        id="a decision that ends before the plan",
    ),
    pytest.param(
        "F07",
        "2026-03-30",
        {"Opvolging": edited("Opvolging", H5="")},
        {},
        ["F07 waarschuwing Trajecten!F4 none for L0231-1"],
        id="an end without a review",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
