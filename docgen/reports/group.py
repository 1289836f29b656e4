"""From findings to lines: a root cause hides what follows from it, one cause over many cells is told once, worst first.

Source: interface.md 11 (grouping) and 4 (order of findings).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from docgen.findings import CellRef, Effect, Finding, Place, Severity
from docgen.messages import counts_places, places_of, sentence
from docgen.reports.model import Line

T = TypeVar("T")
_PLANNED_FROM = frozenset({"Leerlingen", "Trajecten"})
"""Sheets: without a row there nothing is planned, so that nothing can be stopped either."""
_BY_TEXT = frozenset("GH")  # rules about texts: the column does not matter, the sheet does


def arrange(
    findings: Sequence[Finding], stopped: Mapping[int, Sequence[str]], *, everything: bool = False
) -> tuple[Line, ...]:
    """The lines of a report in their order; `stopped` maps the index of a finding to the documents it stops.

    With `everything`, consequences are lines of their own as well.
    """
    lines = merged(root_causes(findings, stopped, everything=everything))
    weight: dict[str, int] = {}
    worst: dict[str, int] = {}
    for line in lines:
        weight[line.file] = weight.get(line.file, 0) + len(line.stops)
        worst[line.file] = min(worst.get(line.file, len(Severity)), line.severity.rank)
    return tuple(
        sorted(
            lines,
            key=lambda line: (worst[line.file], -weight[line.file], line.file, *_within_file(line)),
        )
    )


def root_causes(
    findings: Sequence[Finding], stopped: Mapping[int, Sequence[str]], *, everything: bool = False
) -> list[Line]:
    """One line per finding that does not follow from another, with all documents that wait for it."""
    roots = _roots(findings)
    followers: dict[int, list[int]] = {}
    for index, root in enumerate(roots):
        followers.setdefault(root, []).append(index)
    lines = []
    for index, finding in enumerate(findings):
        if roots[index] == index:
            family = followers[index]
            stops = _unique(name for member in family for name in stopped.get(member, ()))
            hidden = 0 if everything else len(family) - 1
            lines.append(_line(finding, stops, hidden, [findings[member] for member in family]))
        elif everything:
            lines.append(_line(finding, _unique(stopped.get(index, ())), 0, [finding]))
    return lines


def merged(lines: Sequence[Line]) -> list[Line]:
    """Lines that say the same about other cells of a sheet, as one."""
    together: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        together.setdefault(_sameness(line), []).append(line)
    return [_joined(group) for group in together.values()]


def by_file(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines per workbook or template, both in the order given."""
    files: dict[str, list[Line]] = {}
    for line in lines:
        files.setdefault(line.file, []).append(line)
    return files


def _roots(findings: Sequence[Finding]) -> list[int]:
    """For each finding the index of the first cause it follows from; its own when it follows from none."""
    at: dict[Place, int] = {}
    for index in sorted(range(len(findings)), key=lambda i: (findings[i].cause is not None, findings[i].severity.rank)):
        for place in (findings[index].place, *findings[index].also):
            at.setdefault(place, index)
            at.setdefault(_row_of(place), index)
    parents = [at.get(f.cause, at.get(_row_of(f.cause))) if f.cause is not None else None for f in findings]
    return [_first(index, parents) for index in range(len(findings))]


def _first(index: int, parents: Sequence[int | None]) -> int:
    """The end of the chain of causes; in a circle, its first finding."""
    seen = [index]
    while (parent := parents[seen[-1]]) is not None and parent != seen[-1]:
        if parent in seen:
            return min(seen)
        seen.append(parent)
    return seen[-1]


def _row_of(place: Place) -> Place:
    """The whole row of a cell: a row that was refused is the cause, whichever of its cells is at fault."""
    return CellRef(place.file, place.sheet, place.row) if isinstance(place, CellRef) and place.row else place


def _line(finding: Finding, stops: tuple[str, ...], hidden: int, family: Sequence[Finding]) -> Line:
    everyone = any(member.students is None for member in family)
    students = set().union(*(member.students or () for member in family)) if not everyone else set()
    named = sorted(student for student in students if any(student in name for name in stops))
    codes = (f"{finding.code}-{finding.fingerprint.removeprefix(finding.code + '-')}",) if finding.fingerprint else ()
    whole = sorted({student for member in family for student in _refused(member)}.difference(named))
    return Line(finding, places_of(finding), stops, tuple(named), hidden, codes, tuple(whole))


def _refused(finding: Finding) -> Iterator[str]:
    """The students whose own row, or the row of whose trajectory, a finding refuses."""
    place = finding.place
    own = isinstance(place, CellRef) and place.sheet in _PLANNED_FROM and place.row
    if own and finding.severity is Severity.ERROR and finding.effect is Effect.BLOCK:
        from docgen.kinds import STUDENT_ID  # with pydantic behind it: a run that is told again does without

        yield from (student for student in finding.students or () if re.fullmatch(STUDENT_ID, student))


def _sameness(line: Line) -> tuple[object, ...]:
    """Lines with the same key are told as one."""
    finding, place = line.finding, line.finding.place
    if not isinstance(place, CellRef):
        return (finding.code, finding.severity, place, finding.case, finding.args)
    column = "" if finding.code[0] in _BY_TEXT else place.column
    # As told about two places without a cell of their own, so that a count or an address makes no difference.
    two = (CellRef(place.file, place.sheet, heading=place.heading),) * 2 if counts_places(finding) else line.places[:1]
    told = sentence(replace(finding, args=(*finding.args, ("cell", "·"))), places=two)
    suggestion = "" if counts_places(finding) else told.suggestion
    whole_sheet = finding.trajectory if not place.row and not counts_places(finding) else ""
    return (
        finding.code,
        finding.severity,
        place.file,
        place.sheet,
        column,
        told.what,
        told.fix,
        suggestion,
        whole_sheet,
    )


def _joined(group: Sequence[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    first, meant = group[0], {line.finding.suggestion for line in group}
    return Line(
        first.finding if meant <= {first.finding.suggestion} else replace(first.finding, suggestion=None),
        places=_unique(place for line in group for place in line.places),
        stops=_unique(name for line in group for name in line.stops),
        students=tuple(sorted({student for line in group for student in line.students})),
        consequences=sum(line.consequences for line in group),
        confirmations=_unique(code for line in group for code in line.confirmations),
        whole=tuple(sorted({student for line in group for student in line.whole})),
    )


def _within_file(line: Line) -> tuple[object, ...]:
    place = line.finding.place
    if isinstance(place, CellRef):
        return (line.severity.rank, -len(line.stops), place.sheet, place.row, place.column, line.finding.code)
    return (line.severity.rank, -len(line.stops), place.part, 0, 0, line.finding.code)


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
