"""The board of freed hours: who sits where in each hour of a week, what is wrong with it, and which place has room.

Worked out from released rows (the document opvangbord), so that the document, the results pages and `docgen board`
tell the same. A place holds whom its supervisor can see: an hour is in trouble when the place is closed, when who
supervises is teaching, or when more students come than can sit there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any, NamedTuple

from docgen.kinds import Slot
from docgen.pages.page import name_order
from docgen.privacy import Released
from docgen.records.whom import student_of
from docgen.school.caseload import Load, caseload
from docgen.school.places import free_to_supervise, open_at, seats_of, unsupervised, usable_places
from docgen.school.teaching import open_tasks
from docgen.school.timetable import SUPERVISED, closed_days, week_letter
from docgen.tables.council import APPROVED, WHOLE_VERSION

DOCUMENT = "opvangbord"
"""The type of document that releases the rows."""
FULL = "full"
LOOK_AHEAD = 60  # weeks: longer than any school year
WEEK = timedelta(days=7)
OF_TIMETABLE = WHOLE_VERSION | {"lesrooster"}


class Sitter(NamedTuple):
    """One change that brings a student to a place: whose, which, its first and last day, whether it is decided."""

    student: Any
    change: Any
    start: date
    end: date
    decided: bool


def by_name(there: Iterable[Sitter]) -> list[Sitter]:
    """Who sits somewhere, in the order of their names (for who may read those)."""
    return sorted(there, key=lambda sitter: name_order(sitter.student))


class Option(NamedTuple):
    """A place that can take students in the same hour: how many go there, how many seats are left (None: no limit)."""

    place: str
    takes: int
    left: int | None


class Hour(NamedTuple):
    """One hour of one day in one place. `trouble` is '', 'closed', 'teaching' or 'full'; `options` say where to go."""

    on: date
    slot: Slot
    place: str
    there: tuple[Sitter, ...]
    supervisors: tuple[str, ...]
    seats: int | None
    trouble: str = ""
    options: tuple[Option, ...] = ()

    @property
    def too_many(self) -> int:
        """How many have to go elsewhere."""
        if self.trouble == FULL:
            return len(self.there) - (self.seats or 0)
        return len(self.there) if self.trouble else 0

    @property
    def unplaced(self) -> int:
        """How many of those no other place can take."""
        return self.too_many - sum(option.takes for option in self.options)


class Trouble(NamedTuple):
    """The same trouble in the same hour of successive weeks; `worst` is the hour in which most come."""

    worst: Hour
    first: date
    last: date


class Cell(NamedTuple):
    """All places in one hour of the week: who sits there, how many can (None: no limit), how many hours go wrong.

    `open` says whether any place is open at all.
    """

    slot: Slot
    taken: int
    seats: int | None
    open: bool
    troubles: int


class Watch(NamedTuple):
    """What one supervisor does in a week: hours that the places are open, hours with students, their sum, the most."""

    code: str
    open: int
    used: int
    students: int
    most: int


class Room:
    """The rows behind the board, and what they say about a week."""

    def __init__(self, released: Released) -> None:
        """Take the rows that the document may see."""
        self.released = released
        self.places = released.of("Opvang")
        supervisors = {str(row.supervisor) for row in self.places}
        taught = released.of("Basisrooster")
        self.lessons = [lesson for lesson in taught if not supervisors.isdisjoint(map(str, lesson.teachers))]
        self.closed = closed_days(released.of("Kalender"))
        self.sitters = tuple(_sitters(released))
        lettered = any(slot.week for sitter in self.sitters for slot in sitter.change.slots)
        self._unknown_weeks = ("A", "B") if lettered else ("",)

    def week_from(self, day: date) -> date | None:
        """The Monday of the first week with school from a day on; a day in a weekend means the week after."""
        monday = day - timedelta(days=day.weekday()) + (WEEK if day.weekday() > 4 else timedelta())
        weeks = (monday + number * WEEK for number in range(LOOK_AHEAD))
        return next((week for week in weeks if self._school_days(week)), None)

    def week(self, monday: date) -> list[Hour]:
        """Every hour of the week in which somebody sits in a place, in order."""
        return [hour for day in self._school_days(monday) for hour in self._day(day)]

    def troubles(self, day: date) -> list[Trouble]:
        """What goes wrong from a day on, as long as anything is planned; the same weeks after each other once."""
        last = max((sitter.end for sitter in self.sitters), default=day)
        wrong = [hour for on in self._days(day, last) for hour in self._day(on) if hour.trouble]
        runs: dict[tuple[Slot, str, str], list[list[Hour]]] = defaultdict(list)
        for hour in wrong:
            own = runs[hour.slot._replace(week=""), hour.place, hour.trouble]
            if own and not self._school_between(own[-1][-1].on, hour.on):
                own[-1].append(hour)
            else:
                own.append([hour])
        found = [_trouble(run) for own in runs.values() for run in own]
        return sorted(found, key=lambda trouble: (trouble.first, trouble.worst.slot, trouble.worst.place))

    def grid(self, hours: Sequence[Hour]) -> list[Cell]:
        """Every hour of the week in which a place is open or somebody sits, by day and hour."""
        slots = {slot._replace(week="") for place in self.places for slot in place.slots}
        slots |= {hour.slot._replace(week="") for hour in hours}
        return [self._cell(slot, [h for h in hours if h.slot._replace(week="") == slot]) for slot in sorted(slots)]

    def watches(self, hours: Sequence[Hour]) -> list[Watch]:
        """What each supervisor does in this week, who has most students first."""
        found = []
        for code in dict.fromkeys(str(place.supervisor) for place in self.places):
            open_then = {slot for place in self.places if place.supervisor == code for slot in place.slots}
            present: dict[Slot, int] = defaultdict(int)
            for hour in hours:
                if code in hour.supervisors:
                    present[hour.slot] += len(hour.there)
            most = max(present.values(), default=0)
            found.append(Watch(code, len(open_then), len(present), sum(present.values()), most))
        return sorted(found, key=lambda watch: (-watch.students, -watch.open, watch.code))

    def loads(self) -> list[Load]:
        """Per mentor the students with a ratified plan, beside the hours of guidance."""
        released = self.released
        guided, decisions = released.of("Trajecten"), released.of("Beslissingen")
        return caseload(guided, decisions, released.of("Personeel"), released.today)

    def tasks(self) -> list[tuple[str, int]]:
        """The open tasks from plans of everybody in Personeel who has any: the name and how many, most first."""
        released = self.released
        classes = {row.student_id: row.class_name for row in released.of("Leerlingen")}
        exams = [(classes[student_of(row.trajectory)], row) for row in released.of("Examenaanpassingen")]
        counted = open_tasks(released.of("Afspraken"), exams, released.of("Basisrooster"), released.today)
        known = [(str(row.name), counted[row.code]) for row in released.of("Personeel") if counted[row.code]]
        return sorted(known, key=lambda pair: (-pair[1], pair[0]))

    def _school_days(self, monday: date) -> list[date]:
        days = (monday + timedelta(days=number) for number in range(6))
        return [day for day in days if day not in self.closed and (day.weekday() < 5 or self._has(day))]

    def _has(self, day: date) -> bool:
        """Whether a place is open on this day of the week (for a school with lessons on Saturday)."""
        return any(slot.day == day.isoweekday() for place in self.places for slot in place.slots)

    def _days(self, first: date, last: date) -> Iterator[date]:
        monday = first - timedelta(days=first.weekday())
        while monday <= last:
            yield from (day for day in self._school_days(monday) if first <= day <= last)
            monday += WEEK

    def _school_between(self, one: date, other: date) -> bool:
        """Whether the same day between these two had school, in the same kind of week: then the trouble was gone."""
        first_a_week = self.released.school.first_a_week
        days = (one + number * WEEK for number in range(1, (other - one).days // 7))
        same = week_letter(one, first_a_week)
        return any(day not in self.closed and week_letter(day, first_a_week) == same for day in days)

    def _day(self, day: date) -> Iterator[Hour]:
        letter = week_letter(day, self.released.school.first_a_week)
        weeks = (letter,) if letter else self._unknown_weeks  # a school that does not say which week it is: both
        there: dict[tuple[Slot, str], dict[str, Sitter]] = defaultdict(dict)
        for sitter in self.sitters:
            if sitter.start <= day <= sitter.end:
                place = str(sitter.change.place)
                for week, slot in product(weeks, sitter.change.slots):
                    if slot.day == day.isoweekday() and slot.week in ("", week):
                        when = slot._replace(week=week)
                        there[when, place].setdefault(sitter.student.student_id, sitter)
        for slot in sorted({slot for slot, _ in there}):
            own = {place: tuple(found.values()) for (when, place), found in there.items() if when == slot}
            yield from self._hours(day, slot, own)

    def _hours(self, day: date, slot: Slot, there: Mapping[str, tuple[Sitter, ...]]) -> Iterator[Hour]:
        """The places of one hour; what one trouble takes up is not offered to the next."""
        room = self._room(slot, {place: len(own) for place, own in there.items()})
        for place, own in sorted(there.items()):
            open_then = open_at(self.places, slot, place)
            seats = seats_of(open_then)
            watching = tuple(dict.fromkeys(str(row.supervisor) for row in open_then))
            trouble = unsupervised(open_then, self.lessons, slot) if self.places else ""
            if not trouble and seats is not None and len(own) > seats:
                trouble = FULL
            hour = Hour(day, slot, place, own, watching, seats, trouble)
            options = tuple(_placed(room, hour.too_many, place)) if trouble else ()
            yield hour._replace(options=options)

    def _room(self, slot: Slot, present: Mapping[str, int]) -> dict[str, int | None]:
        """The seats left per place that is open and supervised in an hour; None where the school did not say."""
        left: dict[str, int | None] = {}
        for name in usable_places(self.places, self.lessons, slot):
            seats = seats_of(open_at(self.places, slot, name))
            left[name] = None if seats is None else seats - present.get(name, 0)
        return left

    def _cell(self, slot: Slot, own: Collection[Hour]) -> Cell:
        open_then = free_to_supervise(open_at(self.places, slot), self.lessons, slot)
        taken, wrong = sum(len(hour.there) for hour in own), sum(hour.trouble != "" for hour in own)
        return Cell(slot, taken, seats_of(open_then), bool(open_then), wrong)


def _placed(room: dict[str, int | None], number: int, but: str) -> Iterator[Option]:
    """Where so many students can go: together where that is possible, else spread; takes the seats from `room`."""
    others = [name for name, left in room.items() if name != but and (left is None or left > 0)]
    others.sort(key=lambda name: (room[name] is not None and (room[name] or 0) < number, -_size(room[name]), name))
    for name in others:
        left = room[name]
        takes = number if left is None else min(left, number)
        if takes:
            room[name] = None if left is None else left - takes
            number -= takes
            yield Option(name, takes, room[name])


def _size(left: int | None) -> float:
    return float("inf") if left is None else left


def _trouble(run: Sequence[Hour]) -> Trouble:
    return Trouble(max(run, key=lambda hour: hour.too_many), run[0].on, run[-1].on)


def _sitters(released: Released) -> Iterator[Sitter]:
    """The changes in which a student sits in a supervised place, as long as their version counts."""
    people = {row.student_id: row for row in released.of("Leerlingen")}
    until = _last_days(released)
    rows = [row for row in released.of("Lesroosteraanpassingen") if row.filling in SUPERVISED and row.place]
    for row in rows:
        end = min(row.end, until.get(row.trajectory, row.end))
        if row.start <= end:
            yield Sitter(people[student_of(row.trajectory)], row, row.start, end, decided(released, row.trajectory))


def _last_days(released: Released) -> Mapping[str, date]:
    """The last day of each version: its end, or the day before the version that replaces it."""
    versions: dict[str, list[Any]] = defaultdict(list)
    for row in released.of("Trajecten"):
        versions[student_of(row.trajectory_id)].append(row)
    found: dict[str, date] = {}
    for own in versions.values():
        successor: date | None = None
        for row in reversed(own):  # the versions of one student are released in their order
            found[row.trajectory_id] = min(row.end, successor - timedelta(days=1)) if successor else row.end
            if decided(released, row.trajectory_id, WHOLE_VERSION):
                successor = min(successor or row.start, row.start)
    return found


def decided(released: Released, trajectory: str, kinds: Iterable[str] = OF_TIMETABLE) -> bool:
    """Whether the council approved this version, or these kinds in it, and ratified that."""
    wanted = frozenset(kinds)
    return any(
        row.about == trajectory
        and row.outcome in APPROVED
        and row.ratified_on is not None
        and row.ratified_on <= released.today
        and not wanted.isdisjoint(row.kinds)
        for row in released.of("Beslissingen")
    )
