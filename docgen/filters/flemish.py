"""Dates, hours, numbers and enumerations as they are written in Flanders."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from docgen.filters.wanted import BadValue, a_date, a_number, a_sequence, short

DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def datum(value: object) -> str:
    """'dinsdag 3 februari 2026'."""
    day = a_date(value)
    return f"{DAYS[day.weekday()]} {_day(day)} {day.year}" if day else ""


def datum_lang(value: object) -> str:
    """'3 februari 2026'."""
    day = a_date(value)
    return f"{_day(day)} {day.year}" if day else ""


def datum_kort(value: object) -> str:
    """'03/02/2026'."""
    day = a_date(value)
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def dag_maand(value: object) -> str:
    """'3 februari'."""
    day = a_date(value)
    return _day(day) if day else ""


def _day(day: date) -> str:
    """'3 februari' with a no-break space: a day and its month are not parted at the end of a line."""
    return f"{day.day}\u00a0{MONTHS[day.month - 1]}"


def weekdag(value: object) -> str:
    """'dinsdag'."""
    day = a_date(value)
    return DAYS[day.weekday()] if day else ""


def maand(value: object) -> str:
    """'februari'."""
    day = a_date(value)
    return MONTHS[day.month - 1] if day else ""


def uur(value: object) -> str:
    """'8.25 u.', and '8 u.' on the hour."""
    if value is None or value == "":
        return ""
    if not isinstance(value, time | datetime):
        raise BadValue("time")
    return f"{value.hour}.{value.minute:02} u." if value.minute else f"{value.hour} u."


def getal(value: object, decimalen: int | None = None) -> str:
    """'1.234,5': point for thousands, decimal comma; `decimalen` fixes the number of decimals (0 to 12)."""
    if value is None or value == "":
        return ""
    number = a_number(value)
    if decimalen is not None:
        if not isinstance(decimalen, int) or not 0 <= decimalen <= 12:
            raise BadValue("number")
        text = f"{number:,.{decimalen}f}"
    else:
        text = f"{number:,}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def plain_number(value: int | float) -> str:
    """A number as {{ x }} prints it: no thousands point, decimal comma, 8.0 as '8'."""
    if isinstance(value, int):
        if abs(value) >= 10**18:
            raise BadValue("short")
        return str(value)
    if value != value or value in (float("inf"), float("-inf")):
        raise BadValue("number")
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")


def ja_nee(value: object) -> str:
    """'ja' or 'nee', and '' for nothing."""
    if value is None or value == "":
        return ""
    return "ja" if value else "nee"


def lijst(value: object, woord: str = "en") -> str:
    """'a, b en c'."""
    items = [as_text(item) for item in a_sequence(value)]
    if len(items) < 2:
        return "".join(items)
    return short(f"{', '.join(items[:-1])} {as_text(woord)} {items[-1]}")


def hoofdletter(value: object) -> str:
    """The text with its first letter as a capital, the rest as it is ('ijs' -> 'IJs', as Dutch wants)."""
    text = as_text(value)
    return "IJ" + text[2:] if text[:2] == "ij" else text[:1].upper() + text[1:]


def aantal(value: object, een: str, meer: str) -> str:
    """'1 lesuur', '3 lesuren': a count (or the length of a list) with the right word."""
    count = value if isinstance(value, int) else len(a_sequence(value))
    return f"{count} {as_text(een) if count == 1 else as_text(meer)}"


def as_text(value: object) -> str:
    """The text {{ x }} prints for a plain value: Flemish dates, times and numbers, ja/nee, '' for nothing."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, datetime):
        return f"{datum_kort(value)} {uur(value)}"
    if isinstance(value, date):
        return datum_kort(value)
    if isinstance(value, time):
        return uur(value)
    if isinstance(value, list | tuple):
        return lijst(value)
    raise BadValue("text")
