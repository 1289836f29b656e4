"""Every bad input of docgen, by category."""

from __future__ import annotations

from itertools import chain

from tests.hostile import (
    active,
    bombs,
    container,
    dates,
    exports,
    injection,
    names,
    nesting,
    outputs,
    parts,
    structure,
    values,
    xml,
    zips,
)
from tests.hostile.case import Case

ROOMS = (
    container, zips, bombs, xml, structure, nesting, exports, values, dates, injection, active, names, outputs, parts,
)  # fmt: skip
CORPUS: tuple[Case, ...] = tuple(chain.from_iterable(room.CASES for room in ROOMS))
