"""G: letters go to who may have them, and nothing is kept too long. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more
from tests.telling import lines

CASES = [
    pytest.param(
        "G11",
        "2026-06-30",
        {"Contacten": edited("Contacten", D4="ja, ontvangt niets")},
        {},
        ["G11 fout Contacten!D4 block: akkoordverklaring brief for L0231"],
        id="nobody who may receive a letter",
    ),
    pytest.param(
        "G13",
        "2026-06-30",
        {},
        {"Meldingen": edited("Meldingen", G4="30/06/2026")},
        ["G13.ended waarschuwing Meldingen!G4 none"],
        id="a note that has ended",
    ),
    pytest.param(
        "G13",
        "2026-06-30",
        {
            "School": more("School", "bewaartermijn | zorgfolder | 1"),
            "Leerlingen": edited("Leerlingen", I4="13/02/2024"),
            "Meldingen": edited("Meldingen", G4="30/06/2026"),
        },
        {
            "School": more("School", "bewaartermijn | zorgfolder | 5"),
            "Leerlingen": edited("Leerlingen", I4="13/02/2024"),
            "Meldingen": edited("Meldingen", G4="30/06/2026"),
        },
        ["G13 waarschuwing Trajecten!A4 none", "G13 waarschuwing Trajecten!A5 none"],
        id="a plan that is kept too long",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
