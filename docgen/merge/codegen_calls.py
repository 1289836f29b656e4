"""What generated code calls, by the names that it uses: the half of the generator that runs while filling."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Undefined

from docgen.merge import operations
from docgen.merge.emit import Printer
from docgen.merge.mend import fill_cell, fit_grid
from docgen.merge.sandbox import Sandbox
from docgen.merge.state import current


class Missing(Exception):  # noqa: N818
    """A lookup on something that is no dict; Jinja's engine decides what it means."""


def calls_of(printer: Printer, jinja: Sandbox) -> dict[str, Any]:
    """All that the code of one part may call, by name."""
    return {
        "__builtins__": {"enumerate": enumerate, "len": len, "str": str},
        "E": printer.escapes,
        "K": printer.colours,
        "show": lambda value, number: printer.show(value, number).encode(),
        "each": operations.each,
        "binary": operations.binary,
        "concat": lambda *items: operations.concat(printer, *items),
        "default": operations.default,
        "limited_range": operations.limited_range,
        "key": key,
        "no_cells": no_cells,
        "full": full,
        "fill_cell": fill_cell,
        "set_grid": set_grid,
        "U": StrictUndefined(),
        "NOTHING": Undefined(),
        **{f"F_{name}": function for name, function in operations.FILTERS.items()},
        **{f"T_{name}": test for name, test in jinja.tests.items() if name.isidentifier()},
        **operations.HELPERS,
    }


_ABSENT = StrictUndefined()


def key(mapping: object, name: object) -> object:
    """A key that may be absent, for `default` and `is defined`."""
    if type(mapping) is not dict:
        raise Missing
    return mapping.get(name, _ABSENT)


def no_cells() -> int:
    """A row came out without cells: `mend` knows what to do."""
    raise Missing


def full() -> None:
    """A row that must stay whole may hold too much for that: `tall` has to look."""
    current.get().full = True


@lru_cache(maxsize=256)
def set_grid(grid: bytes, columns: int) -> bytes:
    """The grid for this many columns; a table without rows is left to `mend`."""
    if not columns:
        raise Missing
    return fit_grid(grid, columns)
