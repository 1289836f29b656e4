"""The rows of all sheets joined into one Dossier per student, and the state of each version of a trajectory.

A version is ratified when the class council approved *that* version and ratified it; nothing is inherited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

from docgen.columns import Row
from docgen.image import Image
from docgen.register import Register
from docgen.riskwords import RiskWords, shipped
from docgen.school import School
from docgen.tables.care import (
    ADAPTATION,
    AWAY,
    EXEMPTION,
    EXTRA_TIME,
    LADDER,
    PACKAGE,
    PERMISSION,
    REFUSES,
    RESUMPTION,
    ExamChange,
    FollowUp,
    Measure,
    Talk,
    TimetableChange,
    Trajectory,
    newest_answer,
)
from docgen.tables.council import APPROVED, WHOLE_VERSION, Decision
from docgen.tables.school import Student
from docgen.whom import naming, student_of, whom

RowType = TypeVar("RowType", bound=Row)
Computed = TypeVar("Computed")

COVERED_BY: Mapping[str, str] = {
    **dict.fromkeys((*PACKAGE, "evaluaties niet inhalen"), "verminderd pakket"),
    **dict.fromkeys(EXEMPTION, "vrijstelling"),
    "spreiding lesprogramma": "spreiding",
    **dict.fromkeys(AWAY, "time-out"),
    RESUMPTION: "hervatting",
    **dict.fromkeys(ADAPTATION, "redelijke aanpassingen"),
    **dict.fromkeys(LADDER, "verrijking"),
}
"""The kind of decision that covers a kind of measure; one that is not named needs none. Source: sheets.md 3.8."""


class State(StrEnum):
    """Where a version of a trajectory stands. Source: domain.md 7, sheets.md 7."""

    PROPOSAL = "voorstel"
    ON_AGENDA = "op klassenraad"
    REFUSED = "afgewezen"
    APPROVED = "goedgekeurd"
    RATIFIED = "bekrachtigd"
    RUNNING = "lopend"
    REVIEWED = "geëvalueerd"
    REPLACED = "vervangen"
    STOPPED = "stopgezet"
    ENDED = "afgerond"


@dataclass(frozen=True)
class Version:
    """One version of a trajectory with everything that belongs to that version only."""

    trajectory: Trajectory
    today: date
    talks: tuple[Talk, ...] = ()
    measures: tuple[Measure, ...] = ()
    timetable: tuple[TimetableChange, ...] = ()
    exams: tuple[ExamChange, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    decisions: tuple[Decision, ...] = ()
    replaced_from: date | None = None
    passed_over: bool = False  # a variant, while the council chose another one of the same number
    is_variant: bool = False  # one of several to choose from, as long as the council did not approve it

    @property
    def name(self) -> str:
        """The Traject-ID."""
        return self.trajectory.trajectory_id

    @property
    def last_day(self) -> date:
        """The last day this version counts: its end, or the day before its successor starts."""
        before = self.replaced_from - timedelta(days=1) if self.replaced_from else self.trajectory.end
        return min(self.trajectory.end, before)

    def covering(self, kinds: Iterable[str]) -> Decision | None:
        """The newest ratified approval of this version for one of these kinds (or for the whole version)."""
        wanted = WHOLE_VERSION.union(kinds)
        usable = [d for d in self.decisions if ratified(d, self.today) and wanted.intersection(d.kinds)]
        return max(usable, key=lambda decision: decision.on, default=None)

    def answer(self, party: str) -> Talk | None:
        """The newest talk in which a party answered; permission to ask the CLB answers another question."""
        return newest_answer((talk for talk in self.talks if talk.kind != PERMISSION), party)

    @property
    def refused(self) -> bool:
        """Whether the student does not want this version, or no longer does."""
        newest = self.answer("leerling")
        return newest is not None and newest.answer in REFUSES

    @property
    def newest_decision(self) -> Decision | None:
        """The newest point about this version or a part of it, decided or not; a call for the CLB is not one."""
        own = [decision for decision in self.decisions if _CARRIES.intersection(decision.kinds)]
        return max(own, key=lambda decision: decision.on, default=None)

    @cached_property
    def state(self) -> State:
        """Where this version stands today."""
        return _state(self)

    @property
    def waiting(self) -> bool:
        """Whether it has not started, or does not run any more: what lacks is then not wrong."""
        return self.state in (State.REFUSED, State.STOPPED) or self.trajectory.start > self.today


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
    """Everything the rules look at. `remembered` are the fingerprints the ledger keeps (see `fingerprint.py`)."""

    register: Register
    dossiers: Mapping[str, Dossier]
    remembered: Mapping[str, str]
    words: RiskWords = field(default_factory=shipped)
    logo: Image | None = None

    def once(self, compute: Callable[[Records], Computed]) -> Computed:
        """What a function makes of these records, computed the first time only: several rules look at the same."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        return cast("Computed", self._computed[compute])

    @cached_property
    def _computed(self) -> dict[Callable[[Records], object], Any]:
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """Travel to another process without what was computed on the way."""
        return {name: value for name, value in self.__dict__.items() if name != "_computed"}

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


def ratified(decision: Decision, today: date) -> bool:
    """Whether a decision counts: approved, and ratified no later than today."""
    return decision.outcome in APPROVED and decision.ratified_on is not None and decision.ratified_on <= today


def settled(decision: Decision, today: date) -> bool:
    """Whether nothing is to be done about a point any more: refused or put off, or approved and ratified."""
    return ratified(decision, today) if decision.outcome in APPROVED else decision.outcome is not None


def join(register: Register) -> Mapping[str, Dossier]:
    """One dossier per student, by Leerling-ID."""
    rows: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    decided = {decision.decision_id: student_of(decision.about or "") for decision in register.of(Decision)}
    for sheet_name, sheet_rows in register.rows.items():
        for row, name in _about_students(sheet_rows):
            rows[decided.get(name, name)][sheet_name].append(row)  # an Afspraak may be about a decision
    by_class = _decisions_on_classes(register)
    dossiers = {}
    for student in register.of(Student):
        own = {name: tuple(found) for name, found in rows[student.student_id].items()}
        if student.class_name in by_class:
            own["Beslissingen"] = own.get("Beslissingen", ()) + by_class[student.class_name]
        found = _versions(own, register.today)
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


def _versions(rows: Mapping[str, tuple[Row, ...]], today: date) -> tuple[Version, ...]:
    def about(row_type: type[RowType], name: str) -> tuple[RowType, ...]:
        found = cast("tuple[RowType, ...]", rows.get(row_type.sheet.name, ()))
        return tuple(row for row in found if whom(row) == name)

    trajectories = sorted(cast("tuple[Trajectory, ...]", rows.get("Trajecten", ())), key=version_order)
    decisions = cast("tuple[Decision, ...]", rows.get("Beslissingen", ()))
    chosen = {decision.about for decision in decisions if decision.outcome in APPROVED}
    numbers = {_number(trajectory) for trajectory in trajectories if trajectory.trajectory_id in chosen}
    versions: list[Version] = []
    successor: date | None = None
    for trajectory in reversed(trajectories):
        name = trajectory.trajectory_id
        version = Version(
            trajectory,
            today,
            about(Talk, name),
            about(Measure, name),
            about(TimetableChange, name),
            about(ExamChange, name),
            about(FollowUp, name),
            about(Decision, name),
            replaced_from=successor,
            passed_over=name not in chosen and _number(trajectory) in numbers,
            is_variant=name not in chosen and _number(trajectory) not in numbers and trajectory.version[-1:].isalpha(),
        )
        if version.covering(()) is not None:
            successor = min(successor or trajectory.start, trajectory.start)
        versions.append(version)
    return tuple(reversed(versions))


def _number(trajectory: Trajectory) -> int:
    """2 of 'L0231-2a'."""
    return version_order(trajectory)[0]


def version_order(trajectory: Trajectory) -> tuple[int, str]:
    """'L1-2b' after 'L1-2a' after 'L1-1'; 'L1-10' after 'L1-9'."""
    digits = "".join(c for c in trajectory.version if c.isdigit())
    return int(digits or 0), trajectory.version


def _of_version(decision: Decision, dossier: Dossier) -> bool:
    return any(decision.about == version.name for version in dossier.every_version)


def _state(version: Version) -> State:
    if any(ratified(d, version.today) and "stopzetting" in d.kinds for d in version.decisions):
        return State.STOPPED
    if version.passed_over:
        return State.REFUSED
    if version.covering(_ALL_KINDS) is None:
        newest = version.newest_decision
        if newest is None:
            return State.PROPOSAL
        if newest.outcome is None or newest.outcome == "uitgesteld":
            return State.ON_AGENDA
        return State.APPROVED if newest.outcome in APPROVED else State.REFUSED
    if version.replaced_from and version.replaced_from <= version.today:
        return State.REPLACED
    past = [row for row in version.follow_ups if row.on <= version.today]
    if any(row.conclusion == "afronden" for row in past):
        return State.ENDED
    if version.today < version.trajectory.start:
        return State.RATIFIED
    reviewed = any(row.on >= version.trajectory.review_on for row in past)
    return State.REVIEWED if reviewed else State.RUNNING


_ALL_KINDS = frozenset({*COVERED_BY.values(), "lesrooster", "examenrooster"})
_CARRIES = WHOLE_VERSION | _ALL_KINDS
