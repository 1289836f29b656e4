"""A student whom several sheets name, and the sheet Leerlingen does not: no slip of the finger in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docgen.findings import CellRef, Finding


def absent(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings; the same unknown student in several sheets is told once, and the other cells follow from that.

    Findings: B01 absent
    """
    found = list(findings)
    together: dict[str, list[int]] = {}
    for number, finding in enumerate(found):
        if (finding.code, finding.case) == ("B01", "unknown") and finding.value and finding.cause is None:
            together.setdefault(finding.value, []).append(number)
    for numbers in together.values():
        names = dict.fromkeys(_sheet(found[number]) for number in numbers)
        if len(names) < 2:
            continue
        first, *others = numbers
        args = (*found[first].args, ("list", tuple(names)), ("n", len(numbers)))
        found[first] = replace(found[first], case="absent", args=args, suggestion=None)
        for number in others:
            found[number] = replace(found[number], cause=found[first].place, suggestion=None)
    return tuple(found)


def _sheet(finding: Finding) -> str:
    return finding.place.sheet if isinstance(finding.place, CellRef) else ""
