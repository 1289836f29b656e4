"""Every bad input of docgen, by category."""

from __future__ import annotations

from itertools import chain

from tests.hostile import active, bombs, container, exports, injection, names, outputs, structure, values, xml
from tests.hostile.case import Case

ROOMS = (container, bombs, xml, structure, exports, values, injection, active, names, outputs)
CORPUS: tuple[Case, ...] = tuple(chain.from_iterable(room.CASES for room in ROOMS))
