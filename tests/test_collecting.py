"""The search for cycles is put off, not lost: what was made meanwhile is still found by a full search."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

from docgen.collecting import kept_apart, put_off


class Ring:
    """Something that keeps itself alive."""

    def __init__(self) -> None:
        """Point at itself."""
        self.own = self


def test_no_search_runs_inside_and_it_runs_again_afterwards() -> None:
    with put_off():
        assert not gc.isenabled()
        with put_off():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_program_that_answers_and_ends_does_not_search_at_its_end() -> None:
    words = """import atexit, gc
from docgen.collecting import put_off_for_good
atexit.register(lambda: print(gc.get_freeze_count() > 0))  # runs after the freezing
with put_off_for_good():
    print(gc.isenabled())
print(gc.isenabled())"""
    run = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.split() == ["False", "True", "True"]


def test_a_cycle_that_was_made_inside_is_found_by_the_next_full_search() -> None:
    with put_off():
        made = weakref.ref(Ring())
    assert made() is not None
    gc.collect()
    assert made() is None


def test_what_was_made_inside_is_not_looked_through_when_it_ends() -> None:
    frozen = gc.get_freeze_count()  # by another test of this process (tests/hostile)
    gc.unfreeze()
    gc.collect()
    with put_off():
        kept: list[list[object]] = [[] for _ in range(20_000)]
    young = len(gc.get_objects(generation=0)) + len(gc.get_objects(generation=1))
    if frozen:
        gc.freeze()
    assert young < len(kept)


def test_what_somebody_froze_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with put_off():
            pass
        assert (gc.get_freeze_count(), frozen > 0) == (frozen, True)
    finally:
        gc.unfreeze()


def test_what_was_there_before_is_not_looked_through_and_found_afterwards() -> None:
    before = weakref.ref(Ring())
    with kept_apart():
        inside = weakref.ref(Ring())
        gc.collect()
        assert (before() is None, inside() is None) == (False, True)
        with kept_apart():
            pass
        assert gc.get_freeze_count()
    gc.collect()
    assert (before() is None, gc.get_freeze_count()) == (True, 0)
