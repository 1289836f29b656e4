"""Every case of tests/messages/cases is found in exactly these words, and heals. `--update-golden` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.messages.telling import Case, cases, update


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file[:-4]}: {case.title}") for case in cases()])
def test_what_is_found_how_it_is_told_and_what_heals_it(
    tmp_path: Path, case: Case, request: pytest.FixtureRequest
) -> None:
    found = case.written(case.found(tmp_path / "broken", case.broken))
    if request.config.getoption("--update-golden"):
        update(case, found)
    else:
        assert found == case.expected
        assert case.told
    if case.better is not None:
        assert case.written(case.found(tmp_path / "better", case.better)) == []


def test_no_two_cases_of_a_file_have_one_name() -> None:
    names = [(case.file, case.title) for case in cases()]
    assert len(names) == len(set(names))
