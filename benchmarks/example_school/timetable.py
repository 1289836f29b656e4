"""Builds a base timetable in which no class and no teacher is in two places: 32 lesson hours a week per class.

Belief lessons of two classes together are placed first and stay; the rest is put down at random and then swapped
within a class until no teacher has two lessons at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

Slot = tuple[int, int]  # day 1 to 5, hour 1 to 7
SLOTS: tuple[Slot, ...] = tuple((day, hour) for day in range(1, 6) for hour in range(1, 5 if day == 3 else 8))
MOST_ROUNDS = 200_000


@dataclass(frozen=True)
class Taught:
    """What one group does in an hour: group ('' = the whole class), subject, teacher, room."""

    group: str
    subject: str
    teacher: str
    room: str


@dataclass(frozen=True)
class Event:
    """One hour of a class, or of some classes together; groups side by side stand in one event."""

    classes: tuple[str, ...]
    taught: tuple[Taught, ...]

    @property
    def subject(self) -> str:
        """What counts as the same subject on one day."""
        return self.taught[0].subject

    @property
    def teachers(self) -> frozenset[str]:
        """Who is busy in this hour."""
        return frozenset(part.teacher for part in self.taught)


Grid = dict[str, dict[Slot, Event]]
Pins = dict[tuple[str, str], Slot]  # (class, subject) -> a slot where one of its hours must stand


def build(events: Iterable[Event], pins: Pins, random: Random) -> Grid:
    """The timetable of every class. Raises ValueError when no timetable without clashes is found."""
    return _Builder(list(events), pins, random).run()


class _Builder:
    def __init__(self, events: list[Event], pins: Pins, random: Random) -> None:
        self.random = random
        self.grid: Grid = {name: {} for event in events for name in event.classes}
        self.fixed: set[tuple[str, Slot]] = set()
        self.busy: Counter[tuple[str, Slot]] = Counter()
        pinned = {(name, slot) for (name, _), slot in pins.items()}
        for event in (event for event in events if len(event.classes) > 1):
            self._put_together(event, pinned)
        waiting = [event for event in events if len(event.classes) == 1]
        for (name, subject), slot in pins.items():
            event = next(event for event in waiting if event.classes == (name,) and event.subject == subject)
            waiting.remove(event)
            self._put(event, slot, fixed=True)
        self._put_at_random(waiting)

    def _put(self, event: Event, slot: Slot, *, fixed: bool = False) -> None:
        for name in event.classes:
            self.grid[name][slot] = event
            if fixed:
                self.fixed.add((name, slot))
        self.busy.update((teacher, slot) for teacher in event.teachers)

    def _put_together(self, event: Event, pinned: set[tuple[str, Slot]]) -> None:
        def cost(slot: Slot) -> float:
            taken = any(slot in self.grid[name] or (name, slot) in pinned for name in event.classes)
            same_day = any(self.grid[name].get((slot[0], hour)) == event for name in event.classes for hour in range(8))
            return 1000 * taken + 100 * self._clashes(event, slot) + 10 * same_day + self.random.random()

        self._put(event, min(SLOTS, key=cost), fixed=True)

    def _put_at_random(self, events: list[Event]) -> None:
        for name in self.grid:
            free = [slot for slot in SLOTS if slot not in self.grid[name]]
            self.random.shuffle(free)
            for event in (event for event in events if event.classes == (name,)):
                self._put(event, free.pop())

    def _clashes(self, event: Event, slot: Slot) -> int:
        return sum(self.busy[teacher, slot] for teacher in event.teachers)

    def _faults(self, name: str, slot: Slot) -> float:
        """Clashes of the lesson at this slot, and a little for the same subject twice on a day."""
        event = self.grid[name].get(slot)
        if event is None:
            return 0
        clashes = sum(self.busy[teacher, slot] - 1 for teacher in event.teachers)
        twice = sum(
            1 for other, lesson in self.grid[name].items() if other[0] == slot[0] and lesson.subject == event.subject
        )
        return 10 * clashes + (twice - 1)

    def run(self) -> Grid:
        for _ in range(MOST_ROUNDS):
            faulty = [
                (name, slot)
                for name, lessons in self.grid.items()
                for slot in lessons
                if (name, slot) not in self.fixed and self._faults(name, slot) >= 10
            ]
            if not faulty:
                break
            for name, slot in faulty:
                self._improve(name, slot)
        else:
            raise ValueError("no timetable without clashes")
        self._spread_subjects()
        return {name: dict(sorted(lessons.items())) for name, lessons in self.grid.items()}

    def _spread_subjects(self) -> None:
        """Swap lessons that stand twice on a day, as long as no clash comes of it."""
        for name, lessons in self.grid.items():
            for slot in list(lessons):
                if (name, slot) not in self.fixed and self._faults(name, slot) > 0:
                    self._improve(name, slot)

    def _improve(self, name: str, slot: Slot) -> None:
        """Swap this lesson with the best other one of its class; ties and near ties are broken by chance."""
        before = self._faults(name, slot)
        best, best_gain = None, 0.0
        for other in SLOTS:
            if other == slot or (name, other) in self.fixed:
                continue
            old = before + self._faults(name, other)
            self._swap(name, slot, other)
            gain = old - self._faults(name, slot) - self._faults(name, other) + self.random.random() * 0.5
            self._swap(name, slot, other)
            if gain > best_gain:
                best, best_gain = other, gain
        if best is not None:
            self._swap(name, slot, best)

    def _swap(self, name: str, one: Slot, other: Slot) -> None:
        lessons = self.grid[name]
        for slot in (one, other):
            if slot in lessons:
                self.busy.subtract((teacher, slot) for teacher in lessons[slot].teachers)
        first, second = lessons.pop(one, None), lessons.pop(other, None)
        for slot, event in ((other, first), (one, second)):
            if event is not None:
                lessons[slot] = event
                self.busy.update((teacher, slot) for teacher in event.teachers)
