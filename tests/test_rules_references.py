"""B: a student is at school when a plan starts, and people do what their function allows. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited
from tests.telling import lines

CASES = [
    pytest.param(
        "B01",
        "2026-06-30",
        {"Leerlingen": edited("Leerlingen", I4="01/04/2026")},
        {},
        ["B01.left fout Trajecten!E5 block: traject for L0231-2 see Leerlingen!I4"],
        id="a plan that starts after the student left",
    ),
    pytest.param(
        "B01",
        "2026-06-30",
        {"Leerlingen": edited("Leerlingen", H4="01/03/2026")},
        {},
        ["B01.not_yet fout Trajecten!E4 block: traject for L0231-1 see Leerlingen!H4"],
        id="a plan that starts before the student came",
    ),
    pytest.param(
        "B01",
        "2026-06-30",
        {"Leerlingen": edited("Leerlingen", I4="31/05/2026"), "Maatregelen": edited("Maatregelen", G4="01/06/2026")},
        {"Leerlingen": edited("Leerlingen", I4="31/05/2026")},
        ["B01.left fout Maatregelen!G4 block: traject for L0231 see Leerlingen!I4"],
        id="a lasting measure after the student left",
    ),
    pytest.param(
        "B03",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", H4="CLA")},
        {"Trajecten": edited("Trajecten", H4="DPT")},
        [
            'B03.function fout Trajecten!H4 (allowed=leerlingbegeleider+zorgcoördinator+graadcoördinator+directie+leraar+leerondersteuner) "CLA" draft: traject for L0231-1 see Personeel!C11'
        ],
        id="a mentor from outside the school",
    ),
    pytest.param(
        "B03",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", H5="OPV")},
        {},
        [
            'B03.function fout Trajecten!H5 (allowed=leerlingbegeleider+zorgcoördinator+graadcoördinator+directie+leraar+leerondersteuner) "OPV" draft: traject for L0231-2 see Personeel!C7'
        ],
        id="a mentor without a function for it",
    ),
    pytest.param(
        "B03",
        "2026-06-30",
        {"Examenaanpassingen": edited("Examenaanpassingen", I5="CLA")},
        {},
        [
            'B03.function fout Examenaanpassingen!I5 (allowed=opvoeder+leraar+directie) "CLA" draft: examenrooster for L0231-2 see Personeel!C11'
        ],
        id="supervision of an adapted exam",
    ),
    pytest.param(
        "B03",
        "2026-06-30",
        {"Examenrooster": edited("Examenrooster", I5="CLA")},
        {"Examenrooster": edited("Examenrooster", I5="OPV")},
        [
            'B03.function fout Examenrooster!I5 (allowed=opvoeder+leraar+directie) "CLA" draft: examenrooster for L0231 L0232 see Personeel!C11'
        ],
        id="supervision of an exam of the class",
    ),
    pytest.param(
        "B03",
        "2026-06-30",
        {"Opvang": edited("Opvang", C4="CLA")},
        {},
        [
            'B03.function fout Opvang!C4 (allowed=opvoeder+leraar+directie) "CLA" draft: lesrooster for L0231 see Personeel!C11'
        ],
        id="supervision of a place",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
