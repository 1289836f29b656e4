"""Filters on one text or one number, by the names Jinja's users know."""

from __future__ import annotations

from docgen.filters.flemish import as_text
from docgen.filters.wanted import MAX_TEXT, BadValue, a_number


def upper(value: object) -> str:
    """The text in capitals."""
    return as_text(value).upper()


def lower(value: object) -> str:
    """The text in small letters."""
    return as_text(value).lower()


def capitalize(value: object) -> str:
    """The first letter a capital, all others small."""
    return as_text(value).capitalize()


def title(value: object) -> str:
    """Every word with a capital."""
    return as_text(value).title()


def trim(value: object) -> str:
    """The text without spaces around it."""
    return as_text(value).strip()


def replace(value: object, old: str, new: str) -> str:
    """The text with every `old` replaced by `new`."""
    text, old, new = as_text(value), as_text(old), as_text(new)
    if not old or len(text) + text.count(old) * len(new) > MAX_TEXT:
        raise BadValue("short")
    return text.replace(old, new)


def whole(value: object) -> int:
    """The number without its decimals; text of digits counts as a number."""
    number = a_number(value)
    if number != number or abs(number) > 1e18:
        raise BadValue("number")
    return int(number)


def round_(value: object, precision: int = 0) -> float | int:
    """The number rounded, half away from zero (2.5 -> 3), as a school rounds marks."""
    from decimal import ROUND_HALF_UP, Decimal

    number = a_number(value)
    if not isinstance(precision, int) or not 0 <= precision <= 12 or number != number or abs(number) > 1e15:
        raise BadValue("number")
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-precision), rounding=ROUND_HALF_UP)
    return float(rounded) if precision else int(rounded)


def absolute(value: object) -> float | int:
    """The number without its sign."""
    return abs(a_number(value))
