"""The closed list of what a template may do to a value: {{ les.datum|datum }}. Flemish usage throughout.

A filter takes plain values and returns a plain value; it never sees markup. Errors are `BadValue`, which names the
kind of value the filter wants and never the value itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Final

DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
MAX_TEXT = 100_000


class BadValue(ValueError):  # noqa: N818 - the name says what it is
    """A filter got a value it cannot work on; `wanted` is "date", "time", "number", "text", "list" or "short"."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def datum(value: object) -> str:
    """'dinsdag 3 februari 2026'."""
    day = _date(value)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def datum_lang(value: object) -> str:
    """'3 februari 2026'."""
    day = _date(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def datum_kort(value: object) -> str:
    """'03/02/2026'."""
    day = _date(value)
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def dag_maand(value: object) -> str:
    """'3 februari'."""
    day = _date(value)
    return f"{day.day} {MONTHS[day.month - 1]}" if day else ""


def weekdag(value: object) -> str:
    """'dinsdag'."""
    day = _date(value)
    return DAYS[day.weekday()] if day else ""


def maand(value: object) -> str:
    """'februari'."""
    day = _date(value)
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
    number = _number(value)
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
    items = [as_text(item) for item in _sequence(value)]
    if len(items) < 2:
        return "".join(items)
    return _short(f"{', '.join(items[:-1])} {as_text(woord)} {items[-1]}")


def hoofdletter(value: object) -> str:
    """The text with its first letter as a capital, the rest as it is ('ijs' -> 'IJs', as Dutch wants)."""
    text = as_text(value)
    return "IJ" + text[2:] if text[:2] == "ij" else text[:1].upper() + text[1:]


def aantal(value: object, een: str, meer: str) -> str:
    """'1 lesuur', '3 lesuren': a count (or the length of a list) with the right word."""
    count = value if isinstance(value, int) else len(_sequence(value))
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


def lengte(value: object) -> int:
    """How many items, keys or letters."""
    if isinstance(value, str | list | tuple | range | Mapping):
        return len(value)
    raise BadValue("list")


def eerste(value: object) -> object:
    """The first item, or None."""
    items = _sequence(value)
    return items[0] if items else None


def laatste(value: object) -> object:
    """The last item, or None."""
    items = _sequence(value)
    return items[-1] if items else None


def join(value: object, d: str = "") -> str:
    """The items as text with `d` between them."""
    return _short(as_text(d).join([as_text(item) for item in _sequence(value)]))


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
    number = _number(value)
    if number != number or abs(number) > 1e18:
        raise BadValue("number")
    return int(number)


def round_(value: object, precision: int = 0) -> float | int:
    """The number rounded, half away from zero (2.5 -> 3), as a school rounds marks."""
    from decimal import ROUND_HALF_UP, Decimal

    number = _number(value)
    if not isinstance(precision, int) or not 0 <= precision <= 12 or number != number or abs(number) > 1e15:
        raise BadValue("number")
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-precision), rounding=ROUND_HALF_UP)
    return float(rounded) if precision else int(rounded)


def absolute(value: object) -> float | int:
    """The number without its sign."""
    return abs(_number(value))


def sum_(value: object, attribute: str | None = None) -> float | int:
    """The sum of the numbers, or of one key of the items."""
    return sum(_number(_key(item, attribute)) for item in _sequence(value))


def sort(value: object, reverse: bool = False, attribute: str | None = None) -> list[object]:
    """The items in order, or in the order of one of their keys; texts without regard to capitals."""

    def key(item: object) -> object:
        found = _key(item, attribute)
        return found.casefold() if isinstance(found, str) else found

    try:
        return sorted(_sequence(value), key=key, reverse=bool(reverse))  # type: ignore[arg-type]
    except TypeError as error:
        raise BadValue("list") from error


def reverse(value: object) -> list[object]:
    """The items from last to first."""
    return list(_sequence(value))[::-1]


def items(value: object) -> list[tuple[object, object]]:
    """The keys of a mapping with their values."""
    if not isinstance(value, Mapping):
        raise BadValue("list")
    return list(value.items())


def as_list(value: object) -> list[object]:
    """The items as a list; the letters of a text."""
    return list(value) if isinstance(value, str) else list(_sequence(value))


def unique(value: object) -> list[object]:
    """The items without repeats, in their first order."""
    seen: list[object] = []
    for item in _sequence(value):
        if item not in seen:
            seen.append(item)
    return seen


def map_(value: object, attribute: str) -> list[object]:
    """One key of every item."""
    return [_key(item, attribute) for item in _sequence(value)]


def batch(value: object, linecount: int) -> list[list[object]]:
    """The items in rows of `linecount`."""
    sequence = list(_sequence(value))
    if not isinstance(linecount, int) or linecount < 1:
        raise BadValue("number")
    return [sequence[i : i + linecount] for i in range(0, len(sequence), linecount)]


def _key(item: object, key: str | None) -> object:
    if key is None:
        return item
    for step in str(key).split("."):
        if not isinstance(item, Mapping) or step not in item:
            raise BadValue("list")
        item = item[step]
    return item


def _date(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    raise BadValue("date")


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadValue("number")
    if isinstance(value, str):
        try:
            return float(value.replace(",", ".")) if len(value) < 30 else float("nan")
        except ValueError as error:
            raise BadValue("number") from error
    return value


def _sequence(value: object) -> Sequence[object]:
    if isinstance(value, list | tuple | range):
        return value
    if isinstance(value, Mapping):
        return list(value)
    raise BadValue("list")


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise BadValue("short")
    return text


FILTERS: Final[Mapping[str, Callable[..., object]]] = MappingProxyType({
    "datum": datum, "datum_lang": datum_lang, "datum_kort": datum_kort, "dag_maand": dag_maand, "weekdag": weekdag,
    "maand": maand, "uur": uur, "getal": getal, "ja_nee": ja_nee, "lijst": lijst, "hoofdletter": hoofdletter,
    "aantal": aantal, "length": lengte, "count": lengte, "first": eerste, "last": laatste, "join": join,
    "upper": upper, "lower": lower, "capitalize": capitalize, "title": title, "trim": trim, "replace": replace,
    "int": whole,
    "round": round_, "abs": absolute, "sum": sum_, "sort": sort, "reverse": reverse, "items": items, "list": as_list,
    "unique": unique, "map": map_, "batch": batch, "string": as_text,
})  # fmt: skip
# `default` and `d` are of the engine itself: they must see an undefined value before it is an error.
DEFAULTS: Final = frozenset({"default", "d"})
