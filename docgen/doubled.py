"""Rows with the same key: none of them can be used, and a finding names them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from docgen.columns import Row, key_of
from docgen.findings import Effect, Finding, Severity
from docgen.refused import cells_of, refuse, shown


def duplicates(
    row_type: type[Row], rows: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Finding, ...]]:
    """The rows whose key occurs once, the rows whose key occurs more than once, and a finding per doubled key.

    Findings: A03
    """
    if not row_type.sheet.key:
        return tuple(rows), (), ()
    keyed = [*zip(map(key_of(row_type), rows), rows, strict=True)]
    counts = Counter(key for key, _ in keyed)
    if len(counts) == len(keyed):
        return tuple(rows), (), ()
    doubled: dict[Any, list[Row]] = {}
    for key, row in keyed:
        if counts[key] > 1:
            doubled.setdefault(key, []).append(row)
    findings = tuple(_doubled(row_type, key, same) for key, same in doubled.items())
    return (
        tuple(row for key, row in keyed if counts[key] == 1),
        tuple(r for same in doubled.values() for r in same),
        findings,
    )


def _doubled(row_type: type[Row], key: tuple[Any, ...], same: list[Row]) -> Finding:
    heading = row_type.sheet.key[0]
    columns = {column.heading: column for column in row_type.columns()}
    value = shown(columns[heading], key[0]) if len(key) == 1 and not isinstance(key[0], date | tuple) else None
    return Finding(
        "A03",
        Severity.ERROR,
        same[0].at(heading),
        _how(same),
        args=(("heading", heading), ("n", len(same))),
        value=value,
        also=tuple(row.at(heading) for row in same[1:]),
        effect=Effect.BLOCK,
        students=frozenset(name for row in same for name in refuse(row_type, row.origin, cells_of(row)).students or ()),
        classes=frozenset(name for row in same for name in refuse(row_type, row.origin, cells_of(row)).classes),
    )


def _how(same: list[Row]) -> str:
    """The case of A03: in two workbooks, in rows that are wholly equal, or in rows that differ."""
    if len({row.origin.file for row in same}) > 1:
        return "files"
    return "same" if all(row.model_dump() == same[0].model_dump() for row in same) else ""
