"""E: the days of an adapted exam schedule. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more
from tests.telling import lines

CASES = [
    pytest.param(
        "E02",
        "2026-05-29",
        {
            "Examenaanpassingen": edited("Examenaanpassingen", E5="12/06/2026", F5="13:00"),
            "School": more("School", "regel | Max examens per dag | 1"),
        },
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="12/06/2026", F5="13:00")},
        ["E02.count waarschuwing Examenaanpassingen!E5 (n=2, limit=1) none: examenrooster for L0231-2"],
        id="more exams than the maximum",
    ),
    pytest.param(
        "E02",
        "2026-05-29",
        {
            "Examenaanpassingen": edited("Examenaanpassingen", E5="12/06/2026", F5="13:00"),
            "School": more("School", "regel | Max examens per dag | 1"),
            "Examenrooster": more("Examenrooster", "4WEWIb |  | NED | mondeling | 12/06/2026 | 16:00 | 20"),
        },
        {},
        ["E02.count fout Examenaanpassingen!E5 (n=3, limit=1) block: examenrooster for L0231-2"],
        id="far more exams than the maximum",
    ),
    pytest.param(
        "E03",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="12/06/2026", F5="13:00")},
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="10/06/2026", F5="13:00")},
        ["E03.minutes waarschuwing Examenaanpassingen!E5 (n=335, limit=300) none: examenrooster for L0231-2"],
        id="a long day",
    ),
    pytest.param(
        "E03",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="10/06/2026", F5="10:50")},
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="10/06/2026", F5="11:15")},
        ["E03.rest waarschuwing Examenaanpassingen!F5 (n=5, limit=30) none: examenrooster for L0231-2"],
        id="too little rest",
    ),
    pytest.param(
        "E04",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", F5="13:00")},
        {"Examenaanpassingen": edited("Examenaanpassingen", F5="12:00")},
        ["E04.day fout Examenaanpassingen!F5 (time=15.15 u.) block: examenrooster for L0231-2"],
        id="an end after the last lesson",
    ),
    pytest.param(
        "E05",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="20/06/2026")},
        {},
        ["E05.weekend fout Examenaanpassingen!E5 block: examenrooster for L0231-2"],
        id="a Saturday",
    ),
    pytest.param(
        "E05",
        "2026-05-29",
        {"Kalender": more("Kalender", "22/06/2026 |  | vrije dag | Brugdag")},
        {},
        ["E05.holiday fout Examenaanpassingen!E5 block: examenrooster for L0231-2 see Kalender!D7"],
        id="a free day",
    ),
    pytest.param(
        "E05",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="25/06/2026")},
        {
            "Examenaanpassingen": edited("Examenaanpassingen", E5="25/06/2026"),
            "Kalender": more("Kalender", "25/06/2026 |  | inhaalmoment | Inhaaldag"),
        },
        ["E05 fout Examenaanpassingen!E5 block: examenrooster for L0231-2"],
        id="a day outside the exam period",
    ),
    pytest.param(
        "E12",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="15/06/2026")},
        {},
        ["E12 fout Examenaanpassingen!E5 block: examenrooster for L0231-2 see Examenrooster!E6"],
        id="an exam that is moved nowhere",
    ),
    pytest.param(
        "E12",
        "2026-05-29",
        {"Examenrooster": more("Examenrooster", "4WEWIb |  | FYS | schriftelijk | 22/06/2026 | 13:00 | 50 | B204")},
        {},
        ["E12 fout Examenaanpassingen!E5 block: examenrooster for L0231-2 see Examenrooster!E8"],
        id="an exam that the class has on the new day too",
    ),
    pytest.param(
        "E13",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", E5="12/06/2026", F5="13:00")},
        {},
        ["E13.count waarschuwing Examenaanpassingen!E5 (n=2, limit=1) none: examenrooster for L0231-2"],
        id="a heavier day than the class has",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
