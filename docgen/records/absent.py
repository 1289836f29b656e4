"""A key that several sheets name, and the sheet that should hold it does not: no slip of the finger in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docgen.findings import CellRef, Finding

CASES = {("B01", "unknown"): "absent", ("B03", "unknown"): "absent", ("B02", "subject"): "subject_absent"}
"""What is said of a student, a member of staff, a subject that several sheets name."""
MANY = 5
"""So many students who are not there were taken away together."""
SHOWN = 3


def absent(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings; the same unknown key in several sheets is told once, and the other cells follow from that.

    Findings: B01 absent, B01 rows_gone, B02 subject_absent, B03 absent
    """
    found = list(findings)
    together: dict[tuple[str, str], list[int]] = {}
    for number, finding in enumerate(found):
        if (finding.code, finding.case) in CASES and finding.value and finding.cause is None:
            together.setdefault((finding.code, finding.value), []).append(number)
    for numbers in together.values():
        names = dict.fromkeys(_sheet(found[number]) for number in numbers)
        if len(names) < 2:
            continue
        first = found[numbers[0]]
        case, near = CASES[first.code, first.case], first.suggestion if first.code != "B01" else None
        args = (*first.args, ("list", tuple(names)), ("n", len(numbers)))
        found[numbers[0]] = replace(first, case=case, args=args, suggestion=near)
        _follow(found, numbers[1:], first)
    _rows_gone(found)
    return tuple(found)


def _rows_gone(found: list[Finding]) -> None:
    """Tell many absent students as one; whoever else is not there follows from that too."""
    students = [number for number, finding in enumerate(found) if (finding.code, finding.case) == ("B01", "absent")]
    if len(students) < MANY:
        return
    first = found[students[0]]
    alone = [n for n, f in enumerate(found) if (f.code, f.case) == ("B01", "unknown") and f.cause is None]
    names = tuple(dict.fromkeys(str(found[number].value) for number in (*students, *alone)))
    facts = [(name, value) for name, value in first.args if name not in ("list", "n")]
    args = (*facts, ("list", names[:SHOWN]), ("n", len(names)))
    found[students[0]] = replace(first, case="rows_gone", args=args, value=None)
    _follow(found, (*students[1:], *alone), first)


def _follow(found: list[Finding], numbers: Iterable[int], cause: Finding) -> None:
    """Make the findings with these numbers follow from one."""
    for number in numbers:
        found[number] = replace(found[number], cause=cause.place, suggestion=None)


def _sheet(finding: Finding) -> str:
    return finding.place.sheet if isinstance(finding.place, CellRef) else ""
