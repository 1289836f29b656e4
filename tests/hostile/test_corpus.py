"""Every bad input, run as a user would, has the one outcome that was decided for it: `python benchmarks/hostile.py`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from benchmarks.hostile import BEGIN, END, ROOT, decided
from tests.hostile.base import WRITERS, Base, NotHere
from tests.hostile.case import CATEGORIES, OUTCOMES, Case
from tests.hostile.corpus import CORPUS
from tests.hostile.running import Finding, faults, run, warm

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a case is a fork of this process")
ALWAYS = {"4 MB that unpack to 4 GB", "1,048,576 rows with a style", "strings of 140 MB"}
"""Of the cases that cost more than a tenth of a second; the others are in `benchmarks/hostile.py`."""
EVERY = 2
"""A case here is one of so many: some 260 in CI, all of them in the benchmark."""
OTHERS = ("structure",)
"""What hangs on how a program writes a sheet: in CI tried on the workbooks of the other programs too."""


@cache
def base_of(writer: str) -> Base:
    return Base.of(WRITERS[writer]())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Finding, ...]]:
    """What is said of the good workbook of each program."""
    return {writer: warm(tmp_path_factory.mktemp("warm"), base_of(writer)) for writer in WRITERS}


def wrong(cases: list[Case], writer: str, folder: Path, told: tuple[Finding, ...]) -> dict[str, list[str]]:
    base = base_of(writer)
    found = {}
    for case in cases:
        with suppress(NotHere):
            found[case.name] = faults(case, run(folder, base, case), base, told)
    return {name: said for name, said in found.items() if said}


@pytest.mark.parametrize("category", CATEGORIES)
def test_bad_input_goes_as_was_decided(category: str, tmp_path: Path, told: Mapping[str, tuple[Finding, ...]]) -> None:
    cases = [case for case in CORPUS if case.category == category and not case.heavy][::EVERY]
    cases += [case for case in CORPUS if case.category == category and case.name in ALWAYS]
    assert wrong(cases, "XlsxWriter", tmp_path, told["XlsxWriter"]) == {}


@pytest.mark.parametrize("writer", [writer for writer in WRITERS if writer != "XlsxWriter"])
@pytest.mark.parametrize("category", OTHERS)
def test_it_goes_so_in_a_workbook_that_another_program_saved(
    writer: str, category: str, tmp_path: Path, told: Mapping[str, tuple[Finding, ...]]
) -> None:
    cases = [case for case in CORPUS if case.category == category and not case.heavy][::EVERY]
    assert wrong(cases, writer, tmp_path, told[writer]) == {}


def test_the_good_workbook_is_told_the_same_of_whichever_program_saved_it(
    told: Mapping[str, tuple[Finding, ...]],
) -> None:
    assert [[finding["code"] for finding in findings] for findings in told.values()] == [["A01"]] * len(WRITERS)


def test_the_corpus_is_what_it_says() -> None:
    assert len(CORPUS) >= 500
    assert len({(case.category, case.name) for case in CORPUS}) == len(CORPUS)
    assert [category for category in CATEGORIES if Counter(case.category for case in CORPUS)[category] < 30] == []
    assert {case.expected.outcome for case in CORPUS} == set(OUTCOMES)


def test_two_cases_at_most_may_take_longer() -> None:
    assert len([case.name for case in CORPUS if case.seconds > 5]) <= 2


def test_the_table_in_security_is_of_this_corpus_on_every_program_and_went_as_decided() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    said, _, _ = text.partition(BEGIN)[2].partition(END)
    assert said.split("\n\n")[0].strip() == f"Workbooks saved by {', '.join(WRITERS)}."
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.splitlines() if line[:1] == "|"][2:]
    assert [row[:5] for row in rows] == decided(CORPUS)
    assert {row[6] for row in rows} == {"0"}
