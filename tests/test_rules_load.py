"""H: the work that plans ask of teachers and mentors. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more, without
from tests.telling import lines

TWO_TASKS = """
    L0231-1 | actie |  | bundel maken |  | JVP |  | open
    L0231-1 | actie |  | bundel nakijken |  | JVP |  |
"""
CASES = [
    pytest.param(
        "H06",
        "2026-06-30",
        {"School": more("School", "regel | Open taken per leraar | 1"), "Afspraken": more("Afspraken", TWO_TASKS)},
        {"School": more("School", "regel | Open taken per leraar | 2"), "Afspraken": more("Afspraken", TWO_TASKS)},
        ["H06.count waarschuwing Personeel!A8 (n=2, limit=1) none: taken-vakleraren"],
        id="a teacher with many open tasks",
    ),
    pytest.param(
        "H06",
        "2026-05-18",
        {
            "School": more("School", "regel | Open taken per leraar | 0"),
            "Afspraken": without("Afspraken", 4),
            "Examenaanpassingen": edited("Examenaanpassingen", M4=""),
        },
        {"School": more("School", "regel | Open taken per leraar | 0"), "Afspraken": without("Afspraken", 4)},
        ["H06.count waarschuwing Personeel!A9 (n=1, limit=0) none: taken-vakleraren"],
        id="own versions count as tasks",
    ),
    pytest.param(
        "H07",
        "2026-06-30",
        {},
        {"Personeel": edited("Personeel", E4="")},
        ["H07.count opmerking Personeel!E4 (n=1, limit=12.0) none"],
        id="the students of a mentor beside the hours",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
