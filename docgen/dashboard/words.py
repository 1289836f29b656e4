"""The words of the pages: the section `page` of messages/, with days, hours and numbers as a reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from docgen.messages import Catalogue, catalogue, clock, day, number, short_day


class Words:
    """The sentences of one language."""

    def __init__(self, lang: str) -> None:
        """Take 'nl' or 'en'."""
        self.texts: Catalogue = catalogue(lang)
        self.lang = "nl-BE" if lang == "nl" else "en"

    def __call__(self, key: str, n: int | None = None, **facts: object) -> str:
        """The text of the page called `key`; `n` chooses one or other."""
        return self.texts.say(f"page.{key}", n, **facts)

    def table(self, key: str) -> Any:
        """A list or table of the section."""
        return self.texts.word(f"page.{key}")

    def day(self, on: date) -> str:
        """'dinsdag 3 maart 2026'."""
        return day(self.texts, on)

    def in_week(self, on: date) -> str:
        """'dinsdag 3 maart'."""
        return day(self.texts, on, year=False)

    def short(self, on: date) -> str:
        """'3 mrt'."""
        return short_day(self.texts, on)

    def short_year(self, on: date) -> str:
        """'31 aug 2031'."""
        return f"{self.short(on)} {on.year}"

    def time(self, moment: datetime) -> str:
        """'7.42 u.'."""
        return clock(self.texts, moment)

    def number(self, value: int | float) -> str:
        """'30.411'."""
        return number(self.texts, value)
