"""Whether data is what a JSON Schema says: the few words of the language that overdracht.schema.json uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

KINDS: Mapping[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
}  # fmt: skip
KNOWN = frozenset(
    {"$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "pattern", "format"}
    | {"maxLength", "maxItems", "items", "properties", "required", "additionalProperties"}
)


def faults(data: Any, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None, at: str = "") -> Iterator[str]:
    """The places where data is not what the schema says, as 'velden.TR03.0.vak'; values are not named.

    Raises ValueError for a schema with words that are not known here.
    """
    whole = schema if root is None else root
    if unknown := set(schema) - KNOWN:
        raise ValueError(f"unknown in a schema: {sorted(unknown)}")
    if "$ref" in schema:
        yield from faults(data, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
        return
    if not _fits(data, schema):
        yield at or "."
        return
    if isinstance(data, dict):
        known = schema.get("properties", {})
        yield from (f"{at}.{name}".strip(".") for name in schema.get("required", ()) if name not in data)
        for name, value in data.items():
            if name in known:
                yield from faults(value, known[name], whole, f"{at}.{name}".strip("."))
            elif schema.get("additionalProperties") is False:
                yield at or "."
    elif isinstance(data, list) and "items" in schema:
        for number, value in enumerate(data):
            yield from faults(value, schema["items"], whole, f"{at}.{number}".strip("."))


def _fits(data: Any, schema: Mapping[str, Any]) -> bool:
    kind = schema.get("type")
    if kind and (not isinstance(data, KINDS[kind]) or (kind == "integer" and isinstance(data, bool))):
        return False
    if ("const" in schema and data != schema["const"]) or ("enum" in schema and data not in schema["enum"]):
        return False
    if isinstance(data, str):
        return (
            len(data) <= schema.get("maxLength", len(data))
            and re.search(schema.get("pattern", ""), data) is not None
            and (schema.get("format") != "date" or _is_date(data))
        )
    return not isinstance(data, list) or len(data) <= schema.get("maxItems", len(data))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
