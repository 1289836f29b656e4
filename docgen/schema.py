"""The sheets for outsiders: as JSON Schema, and as a Frictionless Data Package. From the Row classes, nothing else.

Source: JSON Schema 2020-12; Data Package and Table Schema v1 (specs.frictionlessdata.io).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from docgen.columns import Column, Row, slug
from docgen.kinds import Date, Day, Goals, Key, Kind, Many, Number, OneOf, Ref, Slots, Text, Time
from docgen.spec import sheets

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SLOT = "^(ma|di|wo|do|vr|za)[0-9]{1,2}[AB]?$"
TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
HEADING_ROW = 3
Table = dict[str, Any]


def schema_text(form: str) -> str:
    """The schema as text in a form of FORMS: 'json' or 'frictionless'. The same tables give the same text."""
    return json.dumps(FORMS[form](), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> Table:
    """One object with an array of rows per sheet; what JSON Schema has no word for stands in keys x-docgen-..."""
    return {
        "$schema": DIALECT,
        "title": "docgen",
        "type": "object",
        "properties": {name: {"type": "array", "items": {"$ref": f"#/$defs/{_fragment(name)}"}} for name in ordered()},
        "additionalProperties": False,
        "$defs": {name: _row_schema(row) for name, row in ordered().items()},
    }


def ordered() -> Mapping[str, type[Row]]:
    """Every sheet, in the order of the workbooks."""
    return dict(sorted(sheets().items(), key=lambda item: item[1].sheet.workbook))


def _fragment(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1").replace(" ", "%20")


def _row_schema(row: type[Row]) -> Table:
    columns = row.columns()
    needed = [_when_needed(column, columns) for column in columns if column.needed]
    return {
        "title": row.sheet.name,
        "description": _first_line(row),
        "type": "object",
        "properties": {column.heading: _property(column) for column in columns},
        "required": [column.heading for column in columns if column.required],
        "additionalProperties": False,
        **({"allOf": [condition for conditions in needed for condition in conditions]} if needed else {}),
        "x-docgen-key": list(row.sheet.key),
        "x-docgen-workbook": f"{row.sheet.workbook}.xlsx",
        "x-docgen-filled-by": row.sheet.filled_by,
        "x-docgen-core": row.sheet.core,
    }


def _first_line(row: type[Row]) -> str:
    return (row.__doc__ or "").strip().partition("\n")[0]


def _property(column: Column) -> Table:
    kind = column.kind
    return {
        "title": column.heading,
        "description": column.meaning,
        **_type(kind),
        "examples": [column.example],
        "x-docgen-kind": _kind_name(kind),
        "x-docgen-typed": kind.hint,
        "x-docgen-class": str(column.sensitivity),
        "x-docgen-tag": column.tag,
        **({"x-docgen-references": list(references(kind))} if references(kind) else {}),
        **({"x-docgen-extra": True} if column.extra else {}),
        **({"x-docgen-limit": kind.limit} if isinstance(kind, Text) and kind.limit else {}),
    }


def _when_needed(column: Column, columns: tuple[Column, ...]) -> list[Table]:
    """A column that is required beside certain values of another one: one condition per other column."""
    kinds = {other.heading: other.kind for other in columns}
    conditions = []
    for heading, values in column.needed.items():
        one: Table = {"enum": list(values)}
        test = {"contains": one} if isinstance(kinds[heading], Many) else one
        conditions.append(
            {"if": {"properties": {heading: test}, "required": [heading]}, "then": {"required": [column.heading]}}
        )
    return conditions


def _type(kind: Kind) -> Table:
    """What a value is once it is read: dates as ISO text, several values in a cell as an array."""
    match kind:
        case Many():
            return {"type": "array", "items": _type(kind.kind)}
        case Slots():
            return {"type": "array", "items": {"type": "string", "pattern": SLOT}}
        case Goals():
            return {"type": "array", "items": {"type": "string"}}
        case OneOf() | Day():
            return {"type": "string", "enum": list(kind.allowed)}
        case Number():
            limits = {"minimum": kind.least, "maximum": kind.most}
            return {"type": "integer" if kind.whole else "number", **limits}
        case Date():
            return {"type": "string", "format": "date"}
        case Time():
            return {"type": "string", "pattern": TIME}
        case Key():
            return {"type": "string", "pattern": f"^(?:{kind.pattern.pattern})$"}
        case _:
            return {"type": "string"}


def _kind_name(kind: Kind) -> str:
    return f"Many({type(kind.kind).__name__})" if isinstance(kind, Many) else type(kind).__name__


def references(kind: Kind) -> tuple[str, ...]:
    """The sheets (or lists of the sheet School: 'vak', 'klas') that a value points at; also when words are allowed."""
    inner = kind.kind if isinstance(kind, Many) else kind
    return inner.offered if isinstance(inner, Ref) else inner.targets


def frictionless() -> Table:
    """A Data Package with a resource per sheet, as the cells are typed: several values in a cell are one text."""
    return {
        "profile": "data-package",
        "name": "docgen",
        "title": "docgen",
        "resources": [_resource(row) for row in ordered().values()],
    }


def _resource(row: type[Row]) -> Table:
    schema: Table = {"fields": [_field(column) for column in row.columns()], "missingValues": [""]}
    if row.sheet.key:
        schema["primaryKey"] = list(row.sheet.key)
    if keys := [key for column in row.columns() if (key := _foreign_key(row, column))]:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": _name(row),
        "title": row.sheet.name,
        "description": _first_line(row),
        "path": f"inputs/{row.sheet.workbook}.xlsx",
        "format": "xlsx",
        "dialect": {"header": True, "headerRows": [HEADING_ROW], "excel": {"sheet": row.sheet.name}},
        "schema": schema,
    }


def _name(row: type[Row]) -> str:
    return slug(row.sheet.name).replace("_", "-")


def _field(column: Column) -> Table:
    kind = column.kind
    constraints: Table = {"required": True} if column.required else {}
    match kind:
        case OneOf() | Day():
            constraints["enum"] = list(kind.allowed)
        case Number():
            constraints |= {"minimum": kind.least, "maximum": kind.most}
        case Key():
            constraints["pattern"] = kind.pattern.pattern
        case _:
            pass
    allowed = list(kind.allowed) if isinstance(kind, Many) else []
    return {
        "name": column.heading,
        "title": column.heading,
        "description": column.meaning,
        **_field_type(kind),
        "example": column.example,
        **({"constraints": constraints} if constraints else {}),
        "docgen:kind": _kind_name(kind),
        "docgen:class": str(column.sensitivity),
        **({"docgen:allowed": allowed} if allowed else {}),
        **({"docgen:references": list(references(kind))} if references(kind) else {}),
        **({"docgen:needed": {name: list(values) for name, values in column.needed.items()}} if column.needed else {}),
    }


def _field_type(kind: Kind) -> Table:
    match kind:
        case Number():
            return {"type": "integer"} if kind.whole else {"type": "number", "decimalChar": ","}
        case Date():
            return {"type": "date", "format": "%d/%m/%Y"}
        case Time():
            return {"type": "time", "format": "%H:%M"}
        case _:
            return {"type": "string"}


def _foreign_key(row: type[Row], column: Column) -> Table | None:
    """The key of another sheet, when one cell holds exactly one: not for lists, free words or a choice of sheets."""
    kind = column.kind
    if not isinstance(kind, Ref) or len(kind.targets) != 1 or kind.targets[0] not in sheets():
        return None
    target = sheets()[kind.targets[0]]
    if len(target.sheet.key) != 1 or kind.words:
        return None
    resource = "" if target is row else _name(target)
    return {"fields": [column.heading], "reference": {"resource": resource, "fields": [target.sheet.key[0]]}}


FORMS: Mapping[str, Callable[[], Table]] = {"json": json_schema, "frictionless": frictionless}
