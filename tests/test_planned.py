"""The names of documents: made of ids and codes, and fit for a file on every system."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from docgen.planned import Planned
from docgen.spec import documents

UNFIT = ["W/S", "W\\S", "W:S", "W|S", "W*S", "W?S", 'W"S', "W<S", "W>S", "W\nS", "../W", "W.", "W "]


def name_of(code: str) -> str:
    return Planned(documents()["doelenoverzicht-vakgroep"], "", "", code, subject=code).name


def test_an_id_or_a_code_stands_in_the_name_as_it_is() -> None:
    assert name_of("WIS") == "doelenoverzicht-vakgroep_WIS"
    assert name_of("Latijn 2.1") == "doelenoverzicht-vakgroep_Latijn 2.1"


@pytest.mark.parametrize("code", UNFIT)
def test_what_is_unfit_for_a_file_name_is_not_in_it(code: str) -> None:
    name = name_of(code)
    assert set('<>:"/\\|?*\n').isdisjoint(name)
    assert (PurePosixPath(f"{name}.docx").name, PureWindowsPath(f"{name}.docx").name) == (f"{name}.docx",) * 2
    assert name_of(code) == name


def test_two_codes_that_differ_in_what_is_unfit_only_have_two_names() -> None:
    names = [name_of(code) for code in [*UNFIT, "W-S"]]
    assert len(set(names)) == len(names)
