"""What is said twice: by a form and a typed row. Once counts when they agree, neither when they do not.

Source: sheets.md 5, Scope and conflict; rule A12.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from docgen.columns import Row
from docgen.findings import Effect, Finding, Place, Severity
from docgen.forms.claims import Claim, claims, completed, days_of, narrowed, on_days, outside
from docgen.forms.model import Filled
from docgen.forms.succession import succeed
from docgen.kinds import Slot
from docgen.records.refused import Rejected, cells_of, refuse
from docgen.records.validate import Validated

Parts = list[tuple[str, Validated]]


def settle(validated: Parts, filled: Sequence[Filled]) -> tuple[Parts, tuple[Filled, ...], tuple[Finding, ...]]:
    """The rows of sheets and forms together, the forms that count, and what is said twice.

    Findings: A12
    """
    used, findings = succeed(filled)
    told = list(findings)
    settled = list(validated)
    for name in dict.fromkeys(name for form in used for name in form.parts):
        typed = [part for sheet, part in settled if sheet == name]
        given = [form.parts[name] for form in used if name in form.parts]
        found = _Comparison(_claims(typed), _claims(given))
        found.compare()
        told += found.findings
        settled = [(sheet, found.without(part) if sheet == name else part) for sheet, part in settled]
        settled += [(name, replace(found.without(part), findings=())) for part in given]  # told with the form
        settled.append((name, Validated(tuple(found.rest), (), ())))
    return settled, used, tuple(told)


def _claims(parts: Iterable[Validated]) -> list[Claim]:
    return [claim for part in parts for row in part.rows for claim in claims(row)]


@dataclass
class _Comparison:
    """The claims of typed rows and of forms of one sheet; what is dropped from which row, and what stays instead."""

    typed: list[Claim]
    given: list[Claim]
    dropped: dict[int, list[Hashable]] = field(default_factory=lambda: defaultdict(list))
    refused: set[int] = field(default_factory=set)
    rest: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    told: set[tuple[int, int, str]] = field(default_factory=set)

    def compare(self) -> None:
        """Meet every claim of a form with the typed ones about the same thing."""
        by_thing: dict[Hashable, list[Claim]] = defaultdict(list)
        for claim in self.typed:
            by_thing[claim.about].append(claim)
        for claim in self.given:
            others = [other for other in by_thing.get(claim.about, ()) if claim.meets(other)]
            if others:
                self._meet(claim, others)

    def _meet(self, claim: Claim, others: list[Claim]) -> None:
        several = len(others) > 1 and not isinstance(claim.part, Slot)  # an exam in parts: the same part, or none
        if several and any(other.says == claim.says for other in others):
            others = [other for other in others if other.says == claim.says]
        if any(self._disagree(claim, other) for other in others):
            for other in others:
                self._refuse(claim, other)
            return
        for other in others:
            self._tell("same", Severity.NOTE, other.place(), claim.place(), claim, other)
        self._once(claim, others)

    @staticmethod
    def _disagree(claim: Claim, other: Claim) -> bool:
        adds = isinstance(claim.part, Slot) and claim.says.keys() - other.says.keys()
        return claim.differs(other) is not None or bool(adds)

    def _once(self, claim: Claim, others: list[Claim]) -> None:
        """Keep what both say once: the typed row, unless the form says more."""
        if isinstance(claim.part, Slot):
            self._drop(claim)
            left = outside(days_of(claim.row), (days_of(other.row) for other in others))
            self.rest += [on_days(claim.row, claim.part, days) for days in left]
        elif claim.part is None and claim.says.keys() - others[0].says.keys():
            self._drop(claim)
            for other in others:
                self._drop(other)
            self.rest.append(completed(claim, others[0]))
        else:
            self._drop(claim)

    def _refuse(self, claim: Claim, other: Claim) -> None:
        self._drop(claim)
        self._drop(other)
        self.refused |= {id(claim.row), id(other.row)}
        heading = claim.differs(other) or ""
        self._tell("", Severity.ERROR, claim.place(heading), other.place(heading), claim, other)

    def _drop(self, claim: Claim) -> None:
        self.dropped[id(claim.row)].append(claim.part)

    def _tell(self, case: str, severity: Severity, place: Place, also: Place, claim: Claim, other: Claim) -> None:
        pair = (id(claim.row), id(other.row), case)
        if pair in self.told and case == "same":
            return
        self.told.add(pair)
        about = refuse(type(other.row), other.row.origin, cells_of(other.row))
        self.findings.append(
            Finding(
                "A12",
                severity,
                place,
                case,
                also=(also,),
                effect=Effect.NONE if case else Effect.BLOCK,
                students=frozenset() if case else about.students,
                classes=frozenset() if case else about.classes,
                trajectory="" if case else about.trajectory,
            )
        )

    def without(self, part: Validated) -> Validated:
        """A part without what was dropped from its rows."""
        rows: list[Row] = []
        rejected: list[Rejected] = list(part.rejected)
        for row in part.rows:
            gone = self.dropped.get(id(row), ())
            left = narrowed(row, [claim.part for claim in claims(row) if claim.part not in gone]) if gone else row
            if left is not None:
                rows.append(left)
            if id(row) in self.refused:
                rejected.append(refuse(type(row), row.origin, cells_of(row)))
        return replace(part, rows=tuple(rows), rejected=tuple(rejected))
