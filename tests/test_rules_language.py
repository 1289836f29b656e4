"""G: texts that others read say what a student needs. Each rule: the sheet, the whole finding, and the smallest change that heals it."""

# ruff: noqa: E501 - rows and findings as they are
from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import edited, more
from tests.telling import lines

CASES = [
    pytest.param(
        "G08",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", O5="heeft een burn-out, en ADHD")},
        {"Trajecten": edited("Trajecten", O5="heeft baat bij rust")},
        ["G08.diagnose te bevestigen Trajecten!O5 (kind=diagnose, word=3+5) block: lesrooster zorgfolder for L0231-2"],
        id="a diagnosis, told by kind and place",
    ),
    pytest.param(
        "G08",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", K5="heeft nodig: rust na de medicatie voor ADHD")},
        {},
        [
            "G08.medicatie te bevestigen Trajecten!K5 (kind=medicatie, word=6) block: overdrachtsfiche zorgfolder for L0231-2",
            "G08.diagnose te bevestigen Trajecten!K5 (kind=diagnose, word=8) block: overdrachtsfiche zorgfolder for L0231-2",
        ],
        id="each kind has its own finding",
    ),
    pytest.param(
        "G08",
        "2026-06-30",
        {"Lesroosteraanpassingen": edited("Lesroosteraanpassingen", G5="kine")},
        {},
        ["G08.therapie te bevestigen Lesroosteraanpassingen!G5 (kind=therapie, word=1) block: lesrooster for L0231-1"],
        id="what happens in an hour is never therapy",
    ),
    pytest.param(
        "G08",
        "2026-06-30",
        {"Lesroosteraanpassingen": edited("Lesroosteraanpassingen", G5="AAR depressie van het hart")},
        {"Lesroosteraanpassingen": edited("Lesroosteraanpassingen", G5="AAR depressie van het weer")},
        ["G08.diagnose te bevestigen Lesroosteraanpassingen!G5 (kind=diagnose, word=2) block: lesrooster for L0231-1"],
        id="the weather has no diagnosis",
    ),
    pytest.param(
        "G08",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", K5="heeft nodig: rust bij ADHD")},
        {"Signalen": edited("Signalen", E4="zegt zelf: ADHD")},
        [
            "G08.diagnose te bevestigen Trajecten!K5 (kind=diagnose, word=5) block: overdrachtsfiche zorgfolder for L0231-2"
        ],
        id="a text that no document shows",
    ),
    pytest.param(
        "G09",
        "2026-06-30",
        {"Maatregelen": edited("Maatregelen", E5="Bram brengt de bundels")},
        {"Maatregelen": edited("Maatregelen", E5="Noor brengt de bundels zelf")},
        ["G09.student te bevestigen Maatregelen!E5 (word=1) block: examenrooster zorgfolder for L0231-1"],
        id="a classmate by first name",
    ),
    pytest.param(
        "G09",
        "2026-06-30",
        {"Beslissingen": edited("Beslissingen", G5="Zit naast Andersen Bram.")},
        {},
        ["G09.student te bevestigen Beslissingen!G5 (word=3) block: zorgfolder for L0231-1"],
        id="a student by the whole name",
    ),
    pytest.param(
        "G09",
        "2026-06-30",
        {"Maatregelen": edited("Maatregelen", E5="mentor belt op 0471 23 45 67")},
        {
            "Maatregelen": edited("Maatregelen", E5="mentor belt op 0471 23 45 67"),
            "School": more("School", "gegeven | Contact leerlingenbegeleiding | Marie Van Boven, 0471 23 45 67"),
        },
        ["G09.contact te bevestigen Maatregelen!E5 (word=4) block: examenrooster zorgfolder for L0231-1"],
        id="a telephone number",
    ),
    pytest.param(
        "G10",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", M5="minder lui zijn")},
        {"Trajecten": edited("Trajecten", M5="leren luisteren")},
        ["G10.word te bevestigen Trajecten!M5 (word=2) block: zorgfolder for L0231-2"],
        id="a judgement at home in the care folder",
    ),
    pytest.param(
        "G10",
        "2026-06-30",
        {"Trajecten": edited("Trajecten", K5="heeft nodig: niet pesten")},
        {},
        [
            "G10.word te bevestigen Trajecten!K5 (word=4) block: zorgfolder for L0231-2",
            "G10.transfer fout Trajecten!K5 (word=4) block: overdrachtsfiche for L0231-2",
        ],
        id="conduct that another school would read",
    ),
    pytest.param(
        "G10",
        "2026-06-30",
        {
            "Trajecten": edited("Trajecten", K5="heeft nodig: niet pesten"),
            "Overdrachten": edited("Overdrachten", H4="TR06"),
        },
        {},
        ["G10.word te bevestigen Trajecten!K5 (word=4) block: zorgfolder for L0231-2"],
        id="a field that somebody objected to does not leave",
    ),
    pytest.param(
        "G12",
        "2026-06-30",
        {"Meldingen": edited("Meldingen", E4="Zit best niet naast Bram Andersen.")},
        {},
        ["G12 fout Meldingen!E4 block: meldingsmapnota for L0231"],
        id="a note that names another student",
    ),
]


@pytest.mark.parametrize(("code", "today", "broken", "healed", "expected"), CASES)
def test_what_is_found_and_what_heals_it(
    tmp_path: Path, code: str, today: str, broken: dict[str, str], healed: dict[str, str], expected: list[str]
) -> None:
    assert lines(tmp_path, code, today, **broken) == expected
    assert lines(tmp_path, code, today, **healed) == []
