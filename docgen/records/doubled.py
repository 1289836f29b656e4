"""Rows with the same key: none of them can be used, and a finding names them all. Workbooks that are copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from docgen.columns import Row, key_of
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.records.refused import cells_of, refuse, shown

SEVERAL = 3  # rows that stand in two workbooks: one of these is a copy, or an older version


def duplicates(
    row_type: type[Row], rows: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Finding, ...]]:
    """The rows whose key occurs once, the rows whose key occurs more than once, and a finding per doubled key.

    A row of a sheet without a key that says wholly the same as another one counts once.

    Findings: A03
    """
    if not row_type.sheet.key:
        return _told_again(row_type, rows)
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


def _told_again(
    row_type: type[Row], rows: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Finding, ...]]:
    first, second = (column.attribute for column in row_type.columns()[:2])
    near: dict[Any, list[list[Row]]] = {}  # rows that begin alike, those that are wholly equal together
    for row in rows:
        alike = near.setdefault((getattr(row, first), getattr(row, second)), [])
        equal = next((same for same in alike if _says_the_same(same[0], row)), None)
        if equal is None:
            alike.append([row])
        else:
            equal.append(row)
    doubled = [same for alike in near.values() for same in alike if len(same) > 1]
    again = {id(row) for same in doubled for row in same[1:]}
    return tuple(row for row in rows if id(row) not in again), (), tuple(map(_again, doubled))


def _again(same: Sequence[Row]) -> Finding:
    heading = same[0].columns()[0].heading
    first, *more = (row.at(heading) for row in same)
    return Finding("A03", Severity.WARNING, first, "again", (("heading", heading), ("n", len(same))), also=tuple(more))


def copies(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings; rows of two workbooks that are the same follow from one finding when one seems to be a copy.

    Findings: A03 copy
    """
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        files = dict.fromkeys(place.file for place in _cells(finding)) if finding.code == "A03" else {}
        together.setdefault(tuple(files)[:2] if len(files) > 1 else ("", ""), []).append(finding)  # type: ignore[arg-type]
    found = together.pop(("", ""), [])
    for (first, other), same in together.items():
        if len(same) < SEVERAL:
            found += same
            continue
        names = tuple(dict.fromkeys(place.sheet for finding in same for place in _cells(finding)[:1]))
        args = (("list", names), ("n", len(same)))
        place = CellRef(first)
        found.append(Finding("A03", Severity.ERROR, place, "copy", args, also=(CellRef(other),)))
        found += (replace(finding, cause=place) for finding in same)
    return tuple(found)


def _cells(finding: Finding) -> list[CellRef]:
    return [place for place in (finding.place, *finding.also) if isinstance(place, CellRef)]


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
    return "same" if all(_says_the_same(same[0], row) for row in same) else ""


def _says_the_same(row: Row, other: Row) -> bool:
    """Whether two rows differ in nothing but their place."""
    one, two = row.__dict__, other.__dict__
    return all(one[name] == two[name] for name in type(row).model_fields)
