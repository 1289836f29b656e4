"""Two forms of one scope: the one that names the other in `Volgt op` replaces it; otherwise neither counts.

Source: sheets.md 5, Scope and conflict; rule A12.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from docgen.columns import Row
from docgen.findings import Effect, Finding, Severity
from docgen.forms.claims import Days, claims, days_of, on_days, outside
from docgen.forms.model import END, START, Filled
from docgen.forms.reading import documents_of
from docgen.records.refused import cells_of, refuse


def succeed(filled: Sequence[Filled]) -> tuple[tuple[Filled, ...], tuple[Finding, ...]]:
    """The forms with the rows that count, and what is said of forms that speak about the same.

    Findings: A12 forms, A12 replaced, A12 same
    """
    groups: dict[Hashable, list[Filled]] = defaultdict(list)
    for form in filled:
        groups[form.spec.name, form.spec.scope(form.sheet)].append(form)
    used: list[Filled] = []
    findings: list[Finding] = []
    for group in groups.values():
        followers = {form.follows: form for form in group if form.follows}
        newest = [form for form in group if form.code not in followers]
        for form in group:
            if form.code in followers:
                follower = followers[form.code]
                findings.append(Finding("A12", Severity.NOTE, form.place, "replaced", also=(follower.place,)))
                used += _before(form, follower)
        kept, told = _alone(newest)
        used += kept
        findings += told
    return tuple(used), tuple(findings)


def _before(form: Filled, follower: Filled) -> list[Filled]:
    """What is left of a replaced form: only a form with days of its own, on the days that the newer leaves out."""
    taken = _days(follower)
    if not form.spec.dated or taken is None:
        return []
    parts = {}
    for name, part in form.parts.items():
        rows = [row for old in part.rows for row in _outside(old, taken)]
        parts[name] = replace(part, rows=tuple(rows), findings=())
    return [replace(form, parts=parts)] if any(part.rows for part in parts.values()) else []


def _outside(row: Row, taken: Days) -> list[Row]:
    left = outside(days_of(row), [taken])
    if left == (days_of(row),):
        return [row]
    return [on_days(row, claim.part, days) for days in left for claim in claims(row)]


def _days(form: Filled) -> Days | None:
    start, end = form.sheet.block[START], form.sheet.block[END]
    return (start, end) if isinstance(start, date) and isinstance(end, date) else None


def _alone(forms: list[Filled]) -> tuple[list[Filled], list[Finding]]:
    """Forms of one scope of which none replaces another: the same counts once, otherwise none of them."""
    refused: set[int] = set()
    doubled: set[int] = set()
    findings: list[Finding] = []
    for (first, one), (second, other) in combinations(enumerate(forms), 2):
        if not _meet(one, other):
            continue
        if _said(one) == _said(other):
            doubled.add(second)
            findings.append(Finding("A12", Severity.NOTE, other.place, "same", also=(one.place,)))
        else:
            refused |= {first, second}
            findings.append(_twice(one, other))
    kept = [form for number, form in enumerate(forms) if number not in refused | doubled]
    return kept, findings


def _meet(one: Filled, other: Filled) -> bool:
    mine, theirs = _days(one), _days(other)
    if not one.spec.dated or mine is None or theirs is None:
        return True
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _said(form: Filled) -> set[str]:
    return {
        repr((c.about, c.part, sorted(c.says.items()))) for p in form.parts.values() for r in p.rows for c in claims(r)
    }


def _twice(one: Filled, other: Filled) -> Finding:
    rows = [row for form in (one, other) for part in form.parts.values() for row in part.rows]
    about = [refuse(type(row), row.origin, cells_of(row)) for row in rows]
    names = {version.trajectory for version in about}
    return Finding(
        "A12",
        Severity.ERROR,
        one.place,
        "forms",
        also=(other.place,),
        effect=Effect.BLOCK,
        students=frozenset(name for reject in about for name in reject.students or ()),
        classes=frozenset(name for reject in about for name in reject.classes),
        trajectory=names.pop() if len(names) == 1 else "",
        documents=documents_of(one.spec),
    )
