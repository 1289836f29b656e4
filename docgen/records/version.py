"""One version of a trajectory: everything that belongs to it only, which decision covers it, and where it stands.

A version is ratified when the class council approved *that* version and ratified it; nothing is inherited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeVar, cast

from docgen.columns import Row
from docgen.records.whom import whom
from docgen.tables.care import (
    ADAPTATION,
    AWAY,
    EXEMPTION,
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

RowType = TypeVar("RowType", bound=Row)

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
        if wanted not in self._covering:
            usable = [d for d in self.decisions if ratified(d, self.today) and wanted.intersection(d.kinds)]
            self._covering[wanted] = max(usable, key=lambda decision: decision.on, default=None)
        return self._covering[wanted]

    @cached_property
    def _covering(self) -> dict[frozenset[str], Decision | None]:
        """What covers which kinds, once worked out: every document of a version asks for each of its measures."""
        return {}

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


def ratified(decision: Decision, today: date) -> bool:
    """Whether a decision counts: approved, and ratified no later than today."""
    return decision.outcome in APPROVED and decision.ratified_on is not None and decision.ratified_on <= today


def settled(decision: Decision, today: date) -> bool:
    """Whether nothing is to be done about a point any more: refused or put off, or approved and ratified."""
    return ratified(decision, today) if decision.outcome in APPROVED else decision.outcome is not None


def versions_of(rows: Mapping[str, tuple[Row, ...]], today: date) -> tuple[Version, ...]:
    """The versions among the rows of one student, and the variants, the oldest first."""

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
