"""The small faults of the proof of privacy stand ready: each has its place in the source, and tests that exist."""

from __future__ import annotations

from benchmarks.privacy_mutants import MUTANTS, ROOT


def test_every_mutant_has_one_place_in_the_source_and_tests_that_exist() -> None:
    """Otherwise the proof tries nothing: the source moved on, and the fault is written anew."""
    places = {mutant.drops: (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.before) for mutant in MUTANTS}
    assert {drops: count for drops, count in places.items() if count != 1} == {}
    assert [test for mutant in MUTANTS for test in mutant.tests if not (ROOT / test).exists()] == []
    assert len(places) == len(MUTANTS)
