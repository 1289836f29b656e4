"""Where a value sits in a context, so that a fault can name the field (and the caller the cell) it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_MOST = 200_000


def field_of(context: Mapping[str, object], value: object) -> str:
    """The dotted name of a value, 'rijen[2].vak': by identity, else by equality, else by being part of it; or ''."""
    found = ""
    for count, (path, item) in enumerate(_walk(context, "")):
        if count > _MOST:
            break
        if item is value:
            return path
        if not found and isinstance(item, str) and isinstance(value, str) and item and item in value:
            exact = item == value
            if exact or not item.isprintable():
                found = path
    return found


def _walk(value: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _walk(inner, f"{path}[{index}]")
    elif hasattr(value, "__dataclass_fields__"):
        yield path, value
        for name in value.__dataclass_fields__:
            for _, inner in _walk(getattr(value, name), path):
                yield path, inner
    else:
        yield path, value
