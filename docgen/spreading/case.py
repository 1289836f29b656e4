"""One student's exams as plain data: what has to be placed, what stands, and what the school and the plan allow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, NamedTuple

from docgen.school.presence import NOON


class Seat(NamedTuple):
    """Where an exam is taken and who supervises; None when the school does not say."""

    room: str | None
    supervisor: str | None


ANYWHERE = Seat(None, None)


@dataclass(frozen=True, eq=False)
class Exam:
    """One exam of this student: where the class (or a row 'behouden') has it, and how long this student takes.

    `begin` and `minutes` count in minutes, from midnight. `pinned`: where hand work moved it. `ready_from`: the first
    day on which a version of its own can be ready. `window`: the days that the school offers for it. `row`: its row.
    """

    subject: str
    kind: str
    on: date
    begin: int
    minutes: int
    longer: bool = False
    essential: bool = False
    seat: Seat = ANYWHERE
    window: frozenset[date] = frozenset()
    pinned: tuple[date, int] | None = None
    ready_from: date | None = None
    base: Any = None
    row: Any = None


class Spot(NamedTuple):
    """An exam at a moment."""

    exam: Exam
    on: date
    begin: int

    @property
    def end(self) -> int:
        """When it ends, in minutes from midnight."""
        return self.begin + self.exam.minutes

    @property
    def own(self) -> bool:
        """Whether it stands where the class has it."""
        return (self.on, self.begin) == (self.exam.on, self.exam.begin)

    @property
    def chosen(self) -> bool:
        """Whether it stands where hand work put it."""
        return self.exam.pinned == (self.on, self.begin)

    @property
    def stays(self) -> bool:
        """Whether it stands where class or hand work has it: nobody has to choose a day, a room or a supervisor."""
        return self.own or self.chosen

    @property
    def moved(self) -> bool:
        """Whether it is on another day than the class's."""
        return self.on != self.exam.on

    @property
    def half_day(self) -> tuple[date, bool]:
        """The half day in which it begins: its day, and whether it is the afternoon."""
        return self.on, self.begin >= MIDDAY


MIDDAY = NOON.hour * 60 + NOON.minute


@dataclass(frozen=True)
class Limits:
    """What a schedule may ask of a student: exams and minutes a day, rest between them, half days a week.

    `heavier`: whether a day may count more exams than the class has that day.
    """

    per_day: int = 2
    minutes: int = 300
    rest: int = 30
    half_days: int = 5
    heavier: bool = False


@dataclass(frozen=True, eq=False)
class Case:
    """What one version of one student's trajectory asks to be placed.

    `days` are the school days that count, in order; `fixed` what is not ours to place (tests, parts of an exam).
    `quiet` and `away` are first and last days, `closed` the holidays and free days. `weeks` is the number of half days
    at school, per Monday, where a measure says it. `class_load` counts the class's exams a day. `seat` finds a free
    seat for a spot.
    """

    student: str
    version: str
    exams: tuple[Exam, ...]
    fixed: tuple[Spot, ...] = ()
    days: tuple[date, ...] = ()
    begins: tuple[int, ...] = ()
    catch_up: frozenset[date] = frozenset()
    quiet: tuple[tuple[date, date], ...] = ()
    away: tuple[tuple[date, date], ...] = ()
    weeks: Mapping[date, int] = field(default_factory=dict)
    class_load: Mapping[date, int] = field(default_factory=dict)
    limits: Limits = Limits()
    day_ends: int | None = None
    closed: Collection[date] = frozenset()
    seat: Callable[[Spot], Seat | None] = field(default=lambda spot: spot.exam.seat)


def minutes_of(clock: time) -> int:
    """A time in minutes from midnight."""
    return clock.hour * 60 + clock.minute


def clock(minutes: int) -> time:
    """Minutes from midnight as a time."""
    return time(minutes // 60, minutes % 60)
