"""The names of documents: made of ids and codes, and fit for a file on every system."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from docgen.plan.planned import Planned, set_apart
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


def test_a_name_leaves_room_for_the_folders_of_a_school() -> None:
    long = [name_of("x" * 300), name_of("x" * 301), name_of("é" * 300)]
    assert len(set(long)) == 3
    assert max(len(f"{name}.docx".encode()) for name in long) <= 130


def test_two_documents_have_two_names_where_capitals_and_accents_do_not_count() -> None:
    spec = documents()["doelenoverzicht-vakgroep"]
    codes = ["WIS", "wis", "Caf\u00e9", "Cafe\u0301", "GES", "STRASSE", "stra\u00dfe"]
    made = set_apart(Planned(spec, "", "", code, subject=code) for code in codes)
    assert len({unicodedata.normalize("NFC", document.name).casefold() for document in made}) == len(codes)
    assert [document.number for document in made] == codes
    assert [document.name for document in made if not document.twin] == ["doelenoverzicht-vakgroep_GES"]
