"""A day as a date field shows it, or as somebody typed it: '30/03/2026', 'maandag 30 maart 2026', 'March 30, 2026'."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.dates import get_day_names, get_month_names
from pydantic_core import PydanticCustomError

from docgen.kinds import Date, plain_choice, wrong

LOCALES = ("nl_BE", "en", "fr_BE", "de")
"""The languages of a Word or LibreOffice in a Flemish school: the program writes the day in its own."""


def read_day(text: str) -> date:
    """The day. Raises PydanticCustomError "date", or "weekday" when the day of the week is another one."""
    try:
        return Date().parse(text)
    except PydanticCustomError:
        pass
    words = re.findall(r"[^\W\d_]+|\d+", plain_choice(text))
    numbers = [int(word) for word in words if word.isdigit()]
    month = next((_months()[word] for word in words if word in _months()), 0)
    rest = [word for word in words if not word.isdigit() and word not in _months() and word not in _weekdays()]
    if len(numbers) != 2 or not month or rest:
        raise wrong("date")
    year, day = max(numbers), min(numbers)
    try:
        found = date(year, month, day)
    except ValueError:
        raise wrong("date") from None
    named = next((_weekdays()[word] for word in words if word in _weekdays()), found.weekday())
    if named != found.weekday():
        raise wrong("weekday")
    return found


@cache
def _months() -> dict[str, int]:
    widths = ("wide", "abbreviated")
    names = ((locale, width, *item) for locale in LOCALES for width in widths for item in _month_items(locale, width))
    return {plain_choice(name).strip("."): number for _, _, number, name in names}


def _month_items(locale: str, width: str) -> list[tuple[int, str]]:
    return [(number, str(name)) for number, name in get_month_names(width, locale=locale).items()]  # type: ignore[arg-type]


@cache
def _weekdays() -> dict[str, int]:
    return {plain_choice(str(name)): number for locale in LOCALES for number, name in _day_items(locale)}


def _day_items(locale: str) -> list[tuple[int, str]]:
    return [(number, str(name)) for number, name in get_day_names("wide", locale=locale).items()]
