"""Cells that say when: a date, a time of day, a day of the week, lesson hours."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from docgen.kinds.base import Kind, as_text, several, wrong
from docgen.kinds.numbers import MOST_HOURS

DAYS = ("ma", "di", "wo", "do", "vr", "za")
DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")
DAYS_AND_HOURS = re.compile(r"^([a-z]{2,9}) ?(\d{1,2})(?: ?- ?(\d{1,2}))? ?([ab])?$")


class Slot(NamedTuple):
    """One lesson hour of the week: day 1 (Monday) to 6, hour from 1, week '' (every), 'A' or 'B'."""

    day: int
    hour: int
    week: str = ""

    def __str__(self) -> str:
        """The way it is typed: 'di3A'."""
        return f"{DAYS[self.day - 1]}{self.hour}{self.week}"


WORDS = frozenset(
    """
    ma di wo do vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mon tue wed thu fri sat sun
    jan feb mrt apr mei jun jul aug sep sept okt nov dec januari februari maart april juni juli augustus september
    oktober november december january february march may june july august october
    """.split()  # noqa: SIM905 - a table
)
"""Days and months as people write them in a date, in Dutch and English."""
FIRST_YEAR, LAST_YEAR = 1950, 2100
"""Of dates in a school: a number in a cell for dates shows as a day in 1900, a slip of the finger as one in 20226."""


class American(str):
    """A text in a column of dates in which another one can only be month/day/year."""

    __slots__ = ()


def is_american(text: str) -> bool:
    """Whether a date is written month/day/year beyond doubt: '6/25/2010'."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/\d{4}", text.strip())
    return found is not None and int(found[1]) <= 12 < int(found[2]) <= 31


def is_certain(cell: object) -> bool:
    """Whether a text shows the order of day and month: '25/06/2010', '2010-06-25'."""
    found = re.fullmatch(r"(\d{4}|\d{1,2})[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})", cell) if isinstance(cell, str) else None
    return found is not None and int(found[1]) > 12


def is_worded(text: str) -> bool:
    """Whether a date has a weekday, a month in letters or a time with it: 'ma 15/06/2026', '15 juni'."""
    return bool(re.search(r"\d", text)) and (
        any(word in WORDS for word in re.findall(r"[a-z]+", text.lower()))
        or re.fullmatch(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[T ]+\d{1,2}[:.u]\d{2}\S*", text) is not None
    )


class Date(Kind):
    """A real date; text as dd/mm/jjjj is understood too."""

    hint = "dd/mm/jjjj"

    def parse(self, raw: object) -> date:
        """The date, from an Excel date, or from text written day first or as ISO."""
        if isinstance(raw, American):
            found = self._of_american(raw)
        elif isinstance(raw, str):
            found = self._from_text(raw.strip())
        elif isinstance(raw, date):
            found = raw.date() if isinstance(raw, datetime) else raw
        else:
            raise wrong("date")
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise wrong("year", least=str(FIRST_YEAR), most=str(LAST_YEAR))
        return found

    @classmethod
    def _of_american(cls, text: str) -> date:
        """The date of a text that cannot be read both ways: '25/06/2010', '2010-06-25', '5/5/2010'."""
        parts = re.match(r"(\d{1,2})/(\d{1,2})/", text.strip())
        if parts and int(parts[1]) <= 12 and parts[1].lstrip("0") != parts[2].lstrip("0"):
            raise wrong("american")
        return cls._from_text(text.strip())

    @staticmethod
    def _from_text(text: str) -> date:
        day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", text)
        parts = day_first.group(3, 2, 1) if day_first else iso.group(1, 2, 3) if iso else None
        try:
            if parts:
                return date(*map(int, parts))
        except ValueError:
            pass
        raise wrong("worded" if is_worded(text) else "date")


class Time(Kind):
    """A time of day: an Excel time, or text as 08:30, 8.30 or 8u30."""

    hint = "uu:mm"

    def parse(self, raw: object) -> time:
        """The time, to the minute."""
        if isinstance(raw, datetime):
            return raw.time().replace(second=0, microsecond=0)
        if isinstance(raw, time):
            return raw.replace(second=0, microsecond=0)
        if isinstance(raw, timedelta):
            raw = raw.total_seconds() / 86400
        if isinstance(raw, float) and 0 <= raw < 1:  # a cell formatted as number: the fraction of a day
            minutes = round(raw * 1440)
            return time(minutes // 60 % 24, minutes % 60)
        found = re.fullmatch(r"(\d{1,2}) ?[:.uh] ?(\d{2})(?::\d\d)?(?: ?u\.?)?", str(raw).strip().lower())
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            return time(int(found[1]), int(found[2]))
        raise wrong("time")


class Day(Kind):
    """A day of the week: 'di', 'dinsdag' or 2. Becomes 1 (Monday) to 6."""

    hint = "ma di wo do vr za"
    allowed = DAYS

    def parse(self, raw: object) -> int:
        """The number of the day."""
        day = day_number(as_text(raw))
        if day is None:
            raise wrong("list", allowed=DAYS)
        return day


class Slots(Kind):
    """Lesson hours: 'di3', 'di3-4', 'di3A', several with ';'. Becomes a tuple of Slot."""

    hint = "di3; do5-6"

    def parse(self, raw: object) -> tuple[Slot, ...]:
        """Every hour by itself, in the order typed, each once."""
        found: dict[Slot, None] = {}
        text = as_text(raw).lower()
        try:
            for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
                found.update(dict.fromkeys(_slots(part)))
        except ValueError:
            if several(text, _slots):
                raise wrong("separator") from None
            raise
        if not found:
            raise wrong("slot")
        return tuple(found)


def _slots(text: str) -> tuple[Slot, ...]:
    match = DAYS_AND_HOURS.match(text)
    day = day_number(match[1]) if match else None
    if match is None or day is None:
        raise wrong("slot")
    first, last = int(match[2]), int(match[3] or match[2])
    if not 1 <= first <= last <= MOST_HOURS:
        raise wrong("slot")
    return tuple(Slot(day, hour, (match[4] or "").upper()) for hour in range(first, last + 1))


def day_number(text: str) -> int | None:
    """1 to 6 for 'ma', 'Maandag' or '1'; None for anything else."""
    word = text.strip().casefold()
    for number, (short, name) in enumerate(zip(DAYS, DAY_NAMES, strict=True), start=1):
        if word in (short, name, str(number)):
            return number
    return None
