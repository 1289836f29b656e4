"""A column that was sorted by itself: everybody has a name, and it is somebody else's.

In Excel that is one wrong answer ("continue with the current selection"), and nothing on the sheet shows it: every cell
is a good name, every row is whole. Only beside the last whole build it shows: values stand with other rows than they
stood with. Then nothing is made about those students until somebody looked, for it would name the wrong people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from docgen.audit import Key
from docgen.changes.traces import EMPTY, Marks, RowTrace, Traces, traced_rows, unequal
from docgen.columns import Row
from docgen.findings import Effect, Finding, Severity
from docgen.records.register import Register
from docgen.records.whom import student_of, whom
from docgen.tables.school import Contact, Student

CODE = "B09"
LEAST = 3
"""So many different values that went to other rows are no correction: two students may have been mixed up."""
MOST_OTHERWISE = 0.25
"""Of the values that changed, what may be new: names that were corrected in the same days."""


class Who(NamedTuple):
    """The headings by which a row of a sheet is the same row as before, and those that say who somebody is."""

    row: tuple[str, ...]
    person: tuple[str, ...]


WHO: Mapping[type[Row], Who] = {
    Student: Who(("Leerling-ID",), ("Familienaam", "Voornaam", "Geboortedatum")),
    Contact: Who(("Leerling-ID", "Relatie"), ("Naam", "Adres")),
}


def sorted_apart(last: Traces | None, register: Register, key: Key | None) -> Iterator[Finding]:
    """A finding for each sheet where values of people stand with other rows than in the last whole build.

    It can be confirmed: the last build may have been the wrong one. `key` is the key of the project.

    Findings: B09
    """
    if key is None or last is None:
        return
    marks = Marks(key)
    for kind, who in WHO.items():
        rows = register.of(kind)
        now = dict(zip(traced_rows(rows, [whom(row) for row in rows], marks), rows, strict=True))
        before = [trace for trace in last.rows if trace.sheet == kind.sheet.name]
        found = {heading: rows for heading, rows in _moved(kind, who, before, now).items() if rows}
        if found:
            yield _told(who, found)


def is_doubted(findings: Iterable[Finding]) -> bool:
    """Whether such a finding holds documents: then what the last build left, documents and traces, stays as it is."""
    return any(map(_holds, findings))


def explained(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with such a one as the cause of what is said of its students because their names are others."""
    every = tuple(findings)
    for cause in filter(_holds, every):
        every = tuple(replace(one, cause=cause.place) if _follows(one, cause) else one for one in every)
    return every


def _holds(finding: Finding) -> bool:
    return finding.code == CODE and finding.effect is Effect.BLOCK


def _follows(finding: Finding, cause: Finding) -> bool:
    """Whether it says that the papers of these students are not what their parents inspected."""
    if finding.code != "G06" or not finding.students or not cause.students:
        return False
    return finding.students <= cause.students


def _told(who: Who, found: Mapping[str, Sequence[Row]]) -> Finding:
    """When everything about people moved, it is the column with the numbers that did."""
    headings = who.row[:1] if len(found) == len(who.person) else tuple(found)
    rows = [row for some in found.values() for row in some]
    students = frozenset(student_of(whom(row)) for row in rows)
    facts = (("list", headings), ("n", len(students)))
    first = min(rows, key=lambda row: row.origin.row)
    return Finding(CODE, Severity.HOLD, first.at(headings[0]), "", facts, effect=Effect.BLOCK, students=students)


def _moved(kind: type[Row], who: Who, before: Iterable[RowTrace], now: Mapping[RowTrace, Row]) -> dict[str, list[Row]]:
    """By heading the rows that now hold what another row held."""
    numbers = {column.heading: number for number, column in enumerate(kind.columns())}
    same = [numbers[heading] for heading in who.row]
    were, are = unequal(before, now)  # of two grandparents who changed places, neither is another one
    waiting: dict[tuple[str, ...], list[RowTrace]] = defaultdict(list)
    for trace in were:
        waiting[_cells(trace, same)].append(trace)
    pairs = [(old.pop(0), trace) for trace in are if (old := waiting[_cells(trace, same)])]
    return {heading: [now[trace] for trace in _of_others(pairs, numbers[heading])] for heading in who.person}


def _cells(trace: RowTrace, columns: Iterable[int]) -> tuple[str, ...]:
    return tuple(trace.of(number) for number in columns)


def _of_others(pairs: Iterable[tuple[RowTrace, RowTrace]], column: int) -> list[RowTrace]:
    """The rows whose value in this column another row had that has another one now; none when they are too few."""
    changed = [(old.of(column), new) for old, new in pairs if old.of(column) != new.of(column)]
    there = Counter(value for value, _ in changed if value != EMPTY)
    moved = []
    for _, row in changed:
        if there[row.of(column)]:
            there[row.of(column)] -= 1
            moved.append(row)
    values = {row.of(column) for row in moved}
    alone = len(changed) - len(moved) <= MOST_OTHERWISE * len(changed)
    return moved if alone and len(values) >= LEAST else []
