"""The comparison of variants gives way until it fits: subjects together, fewer changes told, teachers counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.documents import vergelijking
from docgen.pages.one_page import ROOM, height, shortened
from tests.building import checked, derived
from tests.worked_example import ROWS, STAGES

VARIANTS = STAGES["varianten"]
EMPTY: dict[str, Any] = {"examens": [], "tekort": [], "weg": "", "zonder_oordeel": "", "onder_minimum": False}


def row(*cells: str) -> dict[str, Any]:
    return {"kop": False, "wat": cells[0], "klas": "", **dict(zip("abc", (*cells[1:], "", "", ""), strict=False))}


@pytest.mark.parametrize(
    ("told", "most", "said"),
    [
        (["a", "b", "c", "d"], 2, ["a", "b", "nog 2 andere"]),
        (["a", "b", "c"], 2, ["a", "b", "c"]),
        (["a"], 2, ["a"]),
        ([], 1, []),
    ],
    ids=["two too many", "one too many is told itself", "few", "none"],
)
def test_what_is_left_out_is_counted(told: list[str], most: int, said: list[str]) -> None:
    assert shortened(told, most, "nog {} andere") == said


def test_a_word_more_never_makes_the_page_lower() -> None:
    variant = {**EMPTY, "anders": ["di3 wiskunde: rust"]}
    rows = [row("Wiskunde", "1", "2")]
    low = height([variant], rows, three=False)
    assert low == height([{**variant, "anders": []}], rows, three=False)  # the days beside it take two lines already
    assert low < height([{**variant, "anders": ["x " * 100]}], rows, three=False)
    assert low < height([variant], [row("Wiskunde", "1", "2 " * 30)], three=False)
    assert low < height([variant, variant], rows, three=False)
    assert low > height([variant], rows, three=True)  # smaller type


def test_the_longest_version_that_fits_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = comparison(tmp_path / "whole")
    assert height(whole["varianten"], whole["rijen"], three=False) < ROOM
    subjects = [row["wat"] for row in whole["rijen"][6:10]]
    assert subjects == ["Frans", "Geschiedenis", "Nederlands", "Wiskunde"]
    monkeypatch.setattr(vergelijking, "ROOM", 0)
    monkeypatch.setattr(vergelijking, "STEPS", ((4, 9, True), (2, 9, False)))
    least = comparison(tmp_path / "least")["rijen"]
    folded = [(row["wat"], row["klas"], row["a"], row["b"]) for row in least[6:10]]
    assert folded == [
        ("Geschiedenis", "6", "0", "6"),
        ("Wiskunde", "0", "6", "0"),
        ("de 2 andere vakken samen", "11", "11", "2"),
        ("Leerplandoelen", "", "", ""),
    ]


def test_one_subject_too_many_has_its_own_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vergelijking, "STEPS", ((3, 9, True),))
    rows = comparison(tmp_path / "three")["rijen"]
    assert [row["wat"] for row in rows[6:10]] == ["Frans", "Geschiedenis", "Nederlands", "Wiskunde"]


def comparison(folder: Path) -> dict[str, Any]:
    folder.mkdir()
    return dict(derived(checked(folder, VARIANTS.today, **VARIANTS.rows(ROWS)), "vergelijking_L0231-3"))
