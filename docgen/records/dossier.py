"""The rows of all sheets joined into one Dossier per student, and the dossiers of the school as its Records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from docgen.columns import Row
from docgen.records.register import Register
from docgen.records.version import COVERED_BY, State, Version, ratified, version_order, versions_of
from docgen.records.whom import naming, student_of, whom
from docgen.records.worked import Worked
from docgen.school.school import School
from docgen.tables.care import (
    EXTRA_TIME,
    Measure,
)
from docgen.tables.council import Decision
from docgen.tables.school import Student
from docgen.words.riskwords import RiskWords, shipped

if TYPE_CHECKING:
    from docgen.pictures.image import Image

RowType = TypeVar("RowType", bound=Row)
Computed = TypeVar("Computed")
Asked = ParamSpec("Asked")


@dataclass(frozen=True)
class Dossier:
    """All rows of one student. `rows` holds the rows of every sheet, lasting or of a version; versions are in order.

    `variants` are what a class council has to choose from ('L0231-2a' beside 'L0231-2b'): none of them is a trajectory
    until the council approves it, so nothing but a comparison, a form and the agenda looks at them.
    """

    student: Student
    rows: Mapping[str, tuple[Row, ...]]
    versions: tuple[Version, ...]
    variants: tuple[Version, ...] = ()

    @property
    def name(self) -> str:
        """The Leerling-ID."""
        return self.student.student_id

    @property
    def every_version(self) -> tuple[Version, ...]:
        """The versions and the variants, by their number."""
        return tuple(sorted((*self.versions, *self.variants), key=lambda version: version_order(version.trajectory)))

    def of(self, row_type: type[RowType]) -> tuple[RowType, ...]:
        """This student's rows of one sheet."""
        return cast("tuple[RowType, ...]", self.rows.get(row_type.sheet.name, ()))

    def lasting(self, row_type: type[RowType]) -> tuple[RowType, ...]:
        """The rows about the student, not about one version."""
        return tuple(row for row in self.of(row_type) if whom(row) == self.name)

    @cached_property
    def decided(self) -> Mapping[str, str | None]:
        """What each point of a class council about this student is about, by its number."""
        return {decision.decision_id: decision.about for decision in self.of(Decision)}

    def age(self, on: date) -> int:
        """The student's age in whole years."""
        birth = self.student.birth_date
        return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))

    def covering(self, measure: Measure, today: date) -> Decision | None:
        """The ratified decision behind a measure: on its version, or on the student or the class."""
        kind = COVERED_BY.get(measure.kind)
        for version in (*self.versions, *self.variants):
            if version.name == measure.about:
                return version.covering({kind} if kind else ())
        usable = [d for d in self.of(Decision) if ratified(d, today) and kind in d.kinds and not _of_version(d, self)]
        return max(usable, key=lambda decision: decision.on, default=None)

    def in_force(self, measure: Measure, today: date) -> bool:
        """Whether a measure may be shown as decided: covered by a ratified decision, or needing none."""
        return measure.kind not in COVERED_BY or self.covering(measure, today) is not None

    def extra_time(self, today: date) -> tuple[Measure, ...]:
        """The measures that give longer time, as far as they are decided."""
        return tuple(m for m in self.of(Measure) if m.kind == EXTRA_TIME and self.in_force(m, today))


@dataclass(frozen=True, eq=False)
class Records:
    """Everything the rules look at. `remembered` are the fingerprints the ledger keeps (see `fingerprint.py`).

    `worked` is what a program that goes on keeps of the rows for its next run; one that ends keeps nothing.
    """

    register: Register
    dossiers: Mapping[str, Dossier]
    remembered: Mapping[str, str]
    words: RiskWords = field(default_factory=shipped)
    logo: Image | None = None
    worked: Worked | None = None

    def once(
        self, compute: Callable[Concatenate[Records, Asked], Computed], *asked: Asked.args, **none: Asked.kwargs
    ) -> Computed:
        """What a function makes of these records (and of what is asked of them), computed the first time only.

        It is kept here and not at the function: what a watcher read this morning must not outlive its run.
        """
        key = (compute, *asked)
        if key not in self._computed:
            self._computed[key] = compute(self, *asked, **none)
        return cast("Computed", self._computed[key])

    def worked_out(
        self, purpose: str, name: str, rows: Sequence[Row], beside: object, work_out: Callable[[], Computed]
    ) -> Computed:
        """What follows from these rows and from `beside`: kept from the last run where there was one (`Worked.of`)."""
        return self.worked.of(purpose, name, rows, beside, work_out) if self.worked else work_out()

    def forget(self) -> None:
        """Let go of what was computed: what the rules look things up in is not what documents are made of."""
        self._computed.clear()

    @cached_property
    def _computed(self) -> dict[tuple[object, ...], Any]:
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """Travel to another process without what was computed on the way, or is kept for the next run."""
        return {**{name: value for name, value in self.__dict__.items() if name != "_computed"}, "worked": None}

    @property
    def school(self) -> School:
        """The school's facts and limits."""
        return self.register.school

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self.register.today

    def versions(self) -> Iterator[tuple[Dossier, Version]]:
        """Every version of every trajectory with its dossier; variants are none."""
        for dossier in self.dossiers.values():
            for version in dossier.versions:
                yield dossier, version

    def every_version(self) -> Iterator[tuple[Dossier, Version]]:
        """The same with the variants: what may be filled in on a form, and put before a council."""
        for dossier in self.dossiers.values():
            for version in dossier.every_version:
                yield dossier, version


def open_variants(dossier: Dossier) -> list[Version]:
    """The variants between which the council can still choose: of the newest number, none of them refused."""
    found = [version for version in dossier.variants if version.state in (State.PROPOSAL, State.ON_AGENDA)]
    newest = max((version_order(version.trajectory)[0] for version in found), default=0)
    return [version for version in found if version_order(version.trajectory)[0] == newest]


MOST_VARIANTS = 3
"""Variants that stand side by side: what one page holds."""


def join(register: Register, only: frozenset[str] = frozenset()) -> Mapping[str, Dossier]:
    """One dossier per student, by Leerling-ID; with `only`, of those students."""
    rows: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    decided = {decision.decision_id: student_of(decision.about or "") for decision in register.of(Decision)}
    for sheet_name, sheet_rows in register.rows.items():
        for row, name in _about_students(sheet_rows):
            rows[decided.get(name, name)][sheet_name].append(row)  # an Afspraak may be about a decision
    by_class = _decisions_on_classes(register)
    dossiers = {}
    for student in register.of(Student):
        if only and student.student_id not in only:
            continue
        own = {name: tuple(found) for name, found in rows[student.student_id].items()}
        if student.class_name in by_class:
            own["Beslissingen"] = own.get("Beslissingen", ()) + by_class[student.class_name]
        found = versions_of(own, register.today)
        versions = tuple(version for version in found if not version.is_variant)
        dossiers[student.student_id] = Dossier(student, own, versions, tuple(v for v in found if v.is_variant))
    return dossiers


def _about_students(rows: tuple[Row, ...]) -> Iterator[tuple[Row, str]]:
    """The rows of one sheet with whom each is about; none of a sheet that is not about students."""
    for row in rows if rows and naming(type(rows[0])) else ():
        if about := whom(row):
            yield row, student_of(about)


def _decisions_on_classes(register: Register) -> Mapping[str, tuple[Decision, ...]]:
    classes = {student.class_name for student in register.of(Student)}
    found: dict[str, tuple[Decision, ...]] = defaultdict(tuple)
    for decision in register.of(Decision):
        if decision.about in classes:
            found[decision.about] += (decision,)
    return found


def _of_version(decision: Decision, dossier: Dossier) -> bool:
    return any(decision.about == version.name for version in dossier.every_version)
