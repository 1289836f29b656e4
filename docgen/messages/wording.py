"""Dates, times, numbers and lists as a reader writes them: nl-BE, or English for `--lang en`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from docgen.findings import Argument
from docgen.messages.catalogue import Catalogue, grouped

LONGEST_TAG = 60
"""Characters of a tag that a sentence shows: enough to find it by."""
LONGEST = 80
"""Characters of a name that a sentence shows: of a sheet, a heading, a file, a code."""
MOST_LISTED = 30
"""Names that a sentence lists."""
_SHOWN = 7  # a longer closed list is not read out: "een waarde uit de lijst"


def day(texts: Catalogue, moment: date, *, year: bool = True, weekday: bool = True) -> str:
    """'dinsdag 3 maart 2026'."""
    parts = [str(texts.word("words.weekdays")[moment.weekday()])] if weekday else []
    parts += [str(moment.day), str(texts.word("words.months")[moment.month - 1])]
    return " ".join([*parts, str(moment.year)] if year else parts)


def short_day(texts: Catalogue, moment: date) -> str:
    """'3 mrt': jan feb mrt apr mei jun jul aug sep okt nov dec."""
    return f"{moment.day} {str(texts.word('words.months')[moment.month - 1])[:3].replace('maa', 'mrt')}"


def clock(texts: Catalogue, moment: time | datetime) -> str:
    """'7.42 u.'."""
    return texts.say("words.clock", hour=moment.hour, minute=f"{moment.minute:02}")


def number(texts: Catalogue, value: int | float) -> str:
    """'30.411' or '1,4'."""
    thousands, decimal = str(texts.word("words.thousands")), str(texts.word("words.decimal"))
    if isinstance(value, float) and not value.is_integer():
        whole, _, rest = f"{value:.2f}".rstrip("0").partition(".")
        return grouped(int(whole), thousands) + decimal + rest
    return grouped(int(value), thousands)


def seconds(texts: Catalogue, value: float) -> str:
    """'1,4': seconds to one decimal."""
    return f"{value:.1f}".replace(".", texts.word("words.decimal"))


def listed(texts: Catalogue, items: Sequence[str], word: str = "and") -> str:
    """'a', 'a en b', 'a, b en c'; `word` is 'and' or 'or'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {texts.word('words.' + word)} {items[-1]}"


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def readable(text: str) -> str:
    """What somebody else typed, short and on one line: without what steers a terminal or turns the direction of it."""
    seen = _UNSEEN.sub(" ", text)
    return seen if len(seen) <= LONGEST else f"{seen[:LONGEST]}…"


def fact(texts: Catalogue, name: str, value: Argument) -> str:
    """One argument of a finding as it stands in a sentence."""
    if isinstance(value, tuple):
        if name == "allowed":
            return listed(texts, value, "or") if 0 < len(value) <= _SHOWN else str(texts.word("words.from_list"))
        names = [readable(item) for item in value]
        if len(names) > MOST_LISTED:
            names[MOST_LISTED - 1 :] = [texts.say("words.and_more", len(names) - MOST_LISTED + 1)]
            return ", ".join(names[:-1]) + f" {names[-1]}"
        return listed(texts, names)
    if isinstance(value, date):
        return day(texts, value)
    if name == "tag" and isinstance(value, str) and len(value) > LONGEST_TAG:
        return f"{value[: LONGEST_TAG - 2]} …"
    return number(texts, value) if isinstance(value, int | float) else readable(value)
