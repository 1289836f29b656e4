"""What a template may do while it runs, each within bounds: loops, ranges, sums, texts, filters, ids.

Both engines call these; `sandbox` gives them to Jinja's, `codegen` writes calls to them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from jinja2.runtime import Undefined

from docgen import filters
from docgen.merge.emit import Printer
from docgen.merge.faults import EngineFault
from docgen.merge.state import current

MAX_RANGE: Final = 1000
MAX_NUMBER: Final = 10**18
NEW_ID: Final = "docgen_id"
BOOKMARK, BOOKMARK_END, BOOKMARK_NAME = "docgen_bookmark", "docgen_bookmark_end", "docgen_bookmark_name"


def each(value: object, weight: int) -> Any:
    """The sequence itself, paid for: `weight` is the number of characters one round writes at least.

    Raises: EngineFault T21 for what is no sequence, T23 when the limit is reached.
    """
    if isinstance(value, list | tuple | range | dict):
        current.get().step(len(value), weight)
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and says which name
    if isinstance(value, Mapping):
        current.get().step(len(value), weight)
        return list(value)
    raise EngineFault("T21", "list")


def limited_range(*bounds: object) -> range:
    """range() of at most MAX_RANGE numbers."""
    whole = [bound for bound in bounds if isinstance(bound, int)]
    if len(whole) != len(bounds) or not 1 <= len(whole) <= 3:
        raise EngineFault("T21", "number")
    numbers: range = range(*whole)
    if len(numbers) > MAX_RANGE:
        raise EngineFault("T23", "range", limit=MAX_RANGE)
    return numbers


def binary(operator: str, left: object, right: object) -> Any:
    """The result of an arithmetic operator on numbers, or `+` on two texts or two lists; within bounds.

    Raises: EngineFault T25 for other kinds, T23 for a result too large.
    """
    for side in (left, right):
        if isinstance(side, Undefined):
            str(side)
    if operator == "+" and type(left) is type(right) and isinstance(left, str | list | tuple):
        length = len(left) + len(right)  # type: ignore[arg-type]
        if length > filters.MAX_TEXT:
            raise EngineFault("T23", "text", limit=filters.MAX_TEXT)
        current.get().pay(length)
        return left + right  # type: ignore[operator]
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise EngineFault("T25", "kinds")
    return _arithmetic(operator, left, right)


def _arithmetic(operator: str, left: int | float, right: int | float) -> int | float:
    try:
        if operator == "**":
            if abs(right) > 64 or abs(left) > 10**6:
                raise EngineFault("T23", "number", limit=MAX_NUMBER)
            result = left**right
        else:
            result = _OPERATORS[operator](left, right)
    except (ZeroDivisionError, OverflowError) as error:
        raise EngineFault("T25", "zero") from error
    if isinstance(result, complex) or abs(result) > MAX_NUMBER:
        raise EngineFault("T23", "number", limit=MAX_NUMBER)
    return result


_OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
}


def concat(printer: Printer, *items: object) -> str:
    """The `~` operator: plain values as text, one after the other."""
    text = "".join([printer.plain(item) for item in items])
    if len(text) > filters.MAX_TEXT:
        raise EngineFault("T23", "text", limit=filters.MAX_TEXT)
    current.get().pay(len(text))
    return text


def default(value: object, default_value: object = "", boolean: bool = False) -> object:
    """Jinja's `default`: the value, or the other one when it has none (or, with `boolean`, when it is empty)."""
    if isinstance(value, Undefined) or (boolean and not value):
        return default_value
    return value


def guarded(name: str, function: Callable[..., object]) -> Callable[..., object]:
    """The filter with its errors as findings, its long work paid for, and undefined values refused."""

    def run(value: object, *args: object, **kwargs: object) -> object:
        if args or kwargs or isinstance(value, Undefined):
            _refuse_undefined(value, *args, *kwargs.values())
        try:
            result = function(value, *args, **kwargs)
        except filters.BadValue as error:
            raise EngineFault("T21", error.wanted, tag=name) from error
        except (TypeError, ValueError, OverflowError) as error:
            raise EngineFault("T25", "filter", tag=name) from error
        if isinstance(result, str | list | tuple):
            current.get().step(1 + len(result) // 100)
            if len(result) > 1000:
                current.get().pay(len(result))
        return result

    return run


def _refuse_undefined(*values: object) -> None:
    for value in values:
        if isinstance(value, Undefined):
            str(value)  # raises, and says which name


FILTERS: Final[dict[str, Callable[..., object]]] = {
    **{name: guarded(name, function) for name, function in filters.FILTERS.items()},
    "default": default,
    "d": default,
}


def bookmark(number: int) -> str:
    """A new id for this round's copy of bookmark `number`."""
    state = current.get()
    identity = state.new_id()
    state.bookmarks.setdefault(number, []).append(identity)
    return str(identity)


def bookmark_end(number: int) -> str:
    """The id of the copy that was begun last."""
    copies = current.get().bookmarks.get(number)
    return str(copies[-1] if copies else current.get().new_id())


def bookmark_name(number: int, name: str) -> str:
    """The name in the first copy, then name_2, name_3 …: names are unique in a document."""
    count = len(current.get().bookmarks.get(number, ()))
    return name if count <= 1 else f"{name[:32]}_{count}"


def new_id() -> str:
    """An id nothing else has."""
    return str(current.get().new_id())


HELPERS: Final[dict[str, Callable[..., str]]] = {
    NEW_ID: new_id,
    BOOKMARK: bookmark,
    BOOKMARK_END: bookmark_end,
    BOOKMARK_NAME: bookmark_name,
}
