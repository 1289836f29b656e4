"""The figures of the folder in small: `python benchmarks/folder.py` takes hundreds of each. Nothing here has a term."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks import folder_trials as trials

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a trial that kills forks itself")


def test_a_kill_at_any_moment_does_no_harm(tmp_path: Path) -> None:
    found = trials.kills(tmp_path, 5, seed=7)
    assert (found.count, found.half, found.lost, found.wrong, found.stray) == (5, 0, 0, 0, 0)


def test_two_builds_at_once_make_every_document_once(tmp_path: Path) -> None:
    found = trials.pairs(tmp_path, 2)
    assert (found.count, found.doubles, found.wrong) == (2, 0, 0)


def test_what_programs_save_in_their_own_ways_is_read_once_and_whole(tmp_path: Path) -> None:
    found = trials.arrivals(tmp_path, len(trials.PATTERNS))
    assert (found.count, found.early, found.missed, found.twice) == (len(trials.PATTERNS), 0, 0, 0)


def test_workbooks_that_come_at_once_are_all_read(tmp_path: Path) -> None:
    done, _ = trials.many(tmp_path, 30)
    assert done == 30
