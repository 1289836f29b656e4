"""Python's search for cycles, put off while much is made that has none: it costs a fifth of a check (measured)."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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


def _grow_old() -> None:
    """What was made waits for a full search, like all that is kept: else it is looked through at once, for nothing."""
    if gc.get_freeze_count() == 0:  # who froze something means it to stay so
        gc.freeze()
        gc.unfreeze()
