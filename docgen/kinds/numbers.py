"""A cell with a number."""

from __future__ import annotations

import math
from datetime import date, time
from typing import Any

from docgen.kinds.base import Kind, Reference, wrong

MOST_HOURS = 12
"""Lesson hours of a day, in any school."""


class Number(Kind):
    """A number between two limits; `whole` asks for a whole one. A decimal comma is understood."""

    hint = "getal"

    def __init__(self, least: float = 0, most: float = 10**6, *, whole: bool = True) -> None:
        """Take the limits, both allowed."""
        self.least, self.most, self.whole = least, most, whole

    def parse(self, raw: object) -> int | float:
        """An int when `whole`, else a float."""
        try:
            if isinstance(raw, bool | date | time):
                raise ValueError
            number = float(raw) if isinstance(raw, int | float) else float(str(raw).strip().replace(",", "."))
        except ValueError:
            raise wrong("number") from None
        if not math.isfinite(number) or (self.whole and not number.is_integer()):
            raise wrong("number")
        if not self.least <= number <= self.most:
            raise wrong("range", least=self.least, most=self.most)
        return int(number) if self.whole else number


class Hour(Number):
    """A lesson hour of the school, by its number: as School says when it begins and ends."""

    targets = ("lesuur",)

    def __init__(self) -> None:
        """Take what the day of any school holds."""
        super().__init__(1, MOST_HOURS)

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The row of School about this hour."""
        return (Reference(str(value)),)
