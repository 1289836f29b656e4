"""Filters on the items of a list, by the names Jinja's users know."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.filters.flemish import as_text
from docgen.filters.wanted import BadValue, a_key, a_number, a_sequence, short


def lengte(value: object) -> int:
    """How many items, keys or letters."""
    if isinstance(value, str | list | tuple | range | Mapping):
        return len(value)
    raise BadValue("list")


def eerste(value: object) -> object:
    """The first item, or None."""
    items = a_sequence(value)
    return items[0] if items else None


def laatste(value: object) -> object:
    """The last item, or None."""
    items = a_sequence(value)
    return items[-1] if items else None


def join(value: object, d: str = "") -> str:
    """The items as text with `d` between them."""
    return short(as_text(d).join([as_text(item) for item in a_sequence(value)]))


def sum_(value: object, attribute: str | None = None) -> float | int:
    """The sum of the numbers, or of one key of the items."""
    return sum(a_number(a_key(item, attribute)) for item in a_sequence(value))


def sort(value: object, reverse: bool = False, attribute: str | None = None) -> list[object]:
    """The items in order, or in the order of one of their keys; texts without regard to capitals."""

    def key(item: object) -> object:
        found = a_key(item, attribute)
        return found.casefold() if isinstance(found, str) else found

    try:
        return sorted(a_sequence(value), key=key, reverse=bool(reverse))  # type: ignore[arg-type]
    except TypeError as error:
        raise BadValue("list") from error


def reverse(value: object) -> list[object]:
    """The items from last to first."""
    return list(a_sequence(value))[::-1]


def items(value: object) -> list[tuple[object, object]]:
    """The keys of a mapping with their values."""
    if not isinstance(value, Mapping):
        raise BadValue("list")
    return list(value.items())


def as_list(value: object) -> list[object]:
    """The items as a list; the letters of a text."""
    return list(value) if isinstance(value, str) else list(a_sequence(value))


def unique(value: object) -> list[object]:
    """The items without repeats, in their first order."""
    seen: list[object] = []
    for item in a_sequence(value):
        if item not in seen:
            seen.append(item)
    return seen


def map_(value: object, attribute: str) -> list[object]:
    """One key of every item."""
    return [a_key(item, attribute) for item in a_sequence(value)]


def batch(value: object, linecount: int) -> list[list[object]]:
    """The items in rows of `linecount`."""
    sequence = list(a_sequence(value))
    if not isinstance(linecount, int) or linecount < 1:
        raise BadValue("number")
    return [sequence[i : i + linecount] for i in range(0, len(sequence), linecount)]
