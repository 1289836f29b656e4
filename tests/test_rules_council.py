"""C: a council decides on what it may decide on, with enough people, and no more votes than voters. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more
from tests.telling import lines

CASES = [
    pytest.param(
        "C09",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", B5="IAC-verslag")},
        {},
        ["C09 fout Trajecten!B5 block: iac-doelen for L0231"],
        id="a trajectory on an IAC report that is not there",
    ),
    pytest.param(
        "C09",
        "2026-06-30",
        {"Afspraken": edited("Afspraken", B4="IAC-doel")},
        {
            "Afspraken": edited("Afspraken", B4="IAC-doel"),
            "Maatregelen": more("Maatregelen", "L0231 | IAC-verslag |  |  |  |  | 12/01/2026"),
        },
        ["C09 fout Afspraken!B4 block: iac-doelen for L0231"],
        id="an IAC goal without a report",
    ),
    pytest.param(
        "C10",
        "2026-06-30",
        {"Klassenraden": edited("Klassenraden", B4="portret")},
        {"Klassenraden": edited("Klassenraden", B4="zorg")},
        [
            "C10.kind fout Beslissingen!D5 (kind=portret) draft: overdrachtsfiche traject for L0231-1 see Klassenraden!B4"
        ],
        id="a start decided by a portrait council",
    ),
    pytest.param(
        "C10",
        "2026-06-30",
        {"Klassenraden": edited("Klassenraden", B4="portret"), "Beslissingen": edited("Beslissingen", H5="", K5="")},
        {},
        [
            "C10.kind opmerking Beslissingen!D5 (kind=portret) none: overdrachtsfiche traject for L0231-1 see Klassenraden!B4"
        ],
        id="a point for the wrong council is still a plan",
    ),
    pytest.param(
        "C11",
        "2026-06-30",
        {"Klassenraden": edited("Klassenraden", F4="KDW")},
        {},
        ["C11.chair fout Klassenraden!D4 block: uittreksel verslag for L0231"],
        id="a chair who was not there",
    ),
    pytest.param(
        "C11",
        "2026-06-30",
        {"Klassenraden": edited("Klassenraden", F4="DPT")},
        {},
        ["C11.secretary fout Klassenraden!E4 block: uittreksel verslag for L0231"],
        id="a secretary who was not there",
    ),
    pytest.param(
        "C11",
        "2026-06-30",
        {"Klassenraden": edited("Klassenraden", D4="DPT", F4="KDW; JVP; AVD; LMA")},
        {"Klassenraden": edited("Klassenraden", D4="DPT", F4="KDW; JVP; AVD")},
        ["C11.voters fout Klassenraden!F4 block: uittreksel verslag for L0231"],
        id="nobody who can vote",
    ),
    pytest.param(
        "C12",
        "2026-06-30",
        {"Beslissingen": edited("Beslissingen", L5="voor 4, tegen 1, onthouding 0")},
        {"Beslissingen": edited("Beslissingen", L5="voor 3, tegen 1, onthouding 0")},
        ["C12.count fout Beslissingen!L5 (n=5, limit=4) block: uittreksel verslag for L0231"],
        id="more votes than voters",
    ),
    pytest.param(
        "C12",
        "2026-06-30",
        {"Beslissingen": edited("Beslissingen", L5="voor 4", M5="JVP")},
        {"Beslissingen": edited("Beslissingen", L5="voor 3", M5="JVP")},
        ["C12.count fout Beslissingen!L5 (n=4, limit=3) block: uittreksel verslag for L0231"],
        id="a vote by somebody who may not",
    ),
    pytest.param(
        "C14",
        "2026-06-30",
        {"School": more("School", "regel | Schoolreglement vermeldt afwijkingen | nee")},
        {"School": more("School", "regel | Schoolreglement vermeldt afwijkingen | ja")},
        ["C14 waarschuwing School!C15 none"],
        id="a school rule that does not allow it",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
