"""Memory of a run: Python's search for cycles, put off while much is made that has none (it costs a fifth of a check,
measured) and kept away from what stays, and what a long-lived process gives back to the system between two runs.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TypeVar

SELDOM = 10_000
"""Things made between two searches while documents are made; Python by itself searches once in 700."""


@contextmanager
def put_off() -> Iterator[None]:
    """No search for cycles inside this block, or inside the function it decorates; afterwards as before."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            _grow_old()
            gc.enable()


@contextmanager
def kept_apart() -> Iterator[None]:
    """What was made before is not looked through inside this block: the rows of a school are there until its end.

    And what is made inside it is looked through once in ten thousand things: in documents there are hardly any cycles.
    """
    if gc.get_freeze_count():
        yield
        return
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *often[1:])
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


@contextmanager
def put_off_for_good() -> Iterator[None]:
    """The same in a program that answers once and ends: nor does it search at its end, where Python looks through all.

    Together that is a sixth of the time of such a program (measured).
    """
    atexit.register(gc.freeze)
    with put_off():
        yield


Cached = TypeVar("Cached", bound="_Cache")
_of_a_run: list[Callable[[], None]] = []


class _Cache(Protocol):
    def cache_clear(self) -> None: ...


def of_a_run(cache: Cached) -> Cached:
    """For above an `lru_cache` of what stands in workbooks: `forget` empties it."""
    _of_a_run.append(cache.cache_clear)
    return cache


def forgotten(clear: Callable[[], None]) -> None:
    """Have `forget` call this too, for what a room keeps in another way."""
    _of_a_run.append(clear)


def forget() -> None:
    """Let go of all that stands in the workbooks of a run: what comes next may be of another school.

    What is nobody's stays: templates, the words of the house, what a sheet is.
    """
    for clear in _of_a_run:
        clear()


def give_back() -> None:
    """Throw away what is not used any more, also what the C library keeps for later: 13 MB after 20 runs (measured)."""
    gc.collect()
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def _grow_old() -> None:
    """What was made waits for a full search, like all that is kept: else it is looked through at once, for nothing."""
    if gc.get_freeze_count() == 0:  # who froze something means it to stay so
        gc.freeze()
        gc.unfreeze()
