"""The kinds of value a filter can ask for; anything else is a `BadValue` that names the kind, never the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

MAX_TEXT = 100_000


class BadValue(ValueError):  # noqa: N818 - the name says what it is
    """A filter got a value it cannot work on; `wanted` is "date", "time", "number", "text", "list" or "short"."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def a_date(value: object) -> date | None:
    """The date, None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    raise BadValue("date")


def a_number(value: object) -> int | float:
    """The number; text of digits counts as one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadValue("number")
    if isinstance(value, str):
        try:
            return float(value.replace(",", ".")) if len(value) < 30 else float("nan")
        except ValueError as error:
            raise BadValue("number") from error
    return value


def a_sequence(value: object) -> Sequence[object]:
    """The items; the keys of a mapping."""
    if isinstance(value, list | tuple | range):
        return value
    if isinstance(value, Mapping):
        return list(value)
    raise BadValue("list")


def a_key(item: object, key: str | None) -> object:
    """One key of an item, `a.b` for a key of a key; the item itself when there is no key."""
    if key is None:
        return item
    for step in str(key).split("."):
        if not isinstance(item, Mapping) or step not in item:
            raise BadValue("list")
        item = item[step]
    return item


def short(text: str) -> str:
    """The text, unless it is too long to go on with."""
    if len(text) > MAX_TEXT:
        raise BadValue("short")
    return text
