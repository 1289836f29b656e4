"""Every bad input of docgen, by category."""

from __future__ import annotations

from itertools import chain

from tests.hostile import active, bombs, container, injection, names, outputs, structure, values, xml
from tests.hostile.case import Case

CORPUS: tuple[Case, ...] = tuple(
    chain.from_iterable(
        module.CASES for module in (container, bombs, xml, structure, values, injection, active, names, outputs)
    )
)
