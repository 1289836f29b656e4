"""E: what an adapted exam asks of others. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more
from tests.telling import lines

CASES = [
    pytest.param(
        "E08",
        "2026-05-29",
        {"Leerplandoelen": edited("Leerplandoelen", G6="minimumdoel")},
        {
            "Leerplandoelen": edited("Leerplandoelen", G6="minimumdoel"),
            "Maatregelen": more("Maatregelen", "L0231-2 | doelen vermoedelijk beheerst | GES | GES4-09"),
        },
        ["E08.goals waarschuwing Examenaanpassingen!D6 (list=GES4-09, n=1) none: examenrooster for L0231-2"],
        id="an essential goal that is tested nowhere",
    ),
    pytest.param(
        "E09",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", M4="08/06/2026")},
        {},
        ["E09.late waarschuwing Examenaanpassingen!M4 (limit=5) none: examenrooster for L0231-2"],
        id="a version that is late",
    ),
    pytest.param(
        "E09",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", M4="")},
        {},
        ["E09.missing opmerking Examenaanpassingen!M4 none: examenrooster for L0231-2"],
        id="a version that is still to be made",
    ),
    pytest.param(
        "E09",
        "2026-06-08",
        {"Examenaanpassingen": edited("Examenaanpassingen", M4="")},
        {},
        ["E09.missing waarschuwing Examenaanpassingen!M4 none: examenrooster for L0231-2"],
        id="a version that should have been made",
    ),
    pytest.param(
        "E10",
        "2026-05-29",
        {"Examenrooster": more("Examenrooster", "4WEWIb |  | NED | schriftelijk | 22/06/2026 | 09:00 | 50 | B204")},
        {"Examenrooster": more("Examenrooster", "4WEWIb |  | NED | schriftelijk | 22/06/2026 | 13:00 | 50 | B204")},
        ['E10.room waarschuwing Examenaanpassingen!H5 "B204" none: examenrooster for L0231-2 see Examenrooster!H8'],
        id="a room that is taken",
    ),
    pytest.param(
        "E10",
        "2026-05-29",
        {
            "Examenrooster": more(
                "Examenrooster", "4WEWIb |  | NED | schriftelijk | 22/06/2026 | 09:00 | 50 | C101 | KDW"
            )
        },
        {},
        [
            'E10.supervisor waarschuwing Examenaanpassingen!I5 "KDW" none: examenrooster for L0231-2 see Examenrooster!I8'
        ],
        id="a supervisor who is taken",
    ),
    pytest.param(
        "E11",
        "2026-05-29",
        {"Examenaanpassingen": edited("Examenaanpassingen", G5="100")},
        {"Examenaanpassingen": edited("Examenaanpassingen", G5="135")},
        ["E11.shorter waarschuwing Examenaanpassingen!G5 (n=100, limit=135) none: examenrooster for L0231-2"],
        id="a typed duration without the extra time",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
