"""Free rooms and supervisors: what the classes' exams take, what adapted exams took already, and what is left.

Students of one subject may sit together; a place of Opvang holds several subjects, up to its capacity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from docgen.spreading.case import Seat, Spot, minutes_of
from docgen.tables.timetables import Exam, Place


@dataclass(frozen=True)
class Booking:
    """A subject at a seat from one minute of a day to another."""

    seat: Seat
    subject: str
    begin: int
    end: int

    def meets(self, spot: Spot) -> bool:
        """Whether it takes time that an exam at this spot needs; the day is the same."""
        return self.begin < spot.end and spot.begin < self.end


EXAMINED = ("mondeling", "praktijk")
"""Kinds of exam of which the supervisor is the examiner: nobody takes over."""
IN_ITS_ROOM = ("praktijk",)


class _Free(NamedTuple):
    """The rooms and supervisors that are busy at a moment, those that are not, and the places of Opvang."""

    busy_rooms: frozenset[str | None]
    busy_people: frozenset[str | None]
    rooms: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[Seat, ...]

    def has(self, seat: Seat) -> bool:
        """Whether neither the room nor the supervisor is busy."""
        return seat.room not in self.busy_rooms and seat.supervisor not in self.busy_people


class Seating:
    """The seats of a school: by the schedule of the classes, and by what is booked on the way."""

    def __init__(
        self, exams: Iterable[Exam], places: Iterable[Place] = (), hours: Mapping[int, tuple[time, time]] | None = None
    ) -> None:
        """Take the exams of the classes, the places of Opvang, and when each lesson hour begins and ends."""
        self._hours = {number: (minutes_of(a), minutes_of(b)) for number, (a, b) in (hours or {}).items()}
        self._places = tuple(places)
        self._taken: dict[date, list[Booking]] = defaultdict(list)
        self._booked: dict[date, list[Booking]] = defaultdict(list)
        self._known: dict[object, _Free] = {}
        rooms, people = set[str](), set[str]()
        for exam in exams:
            rooms |= {exam.room} if exam.room else set()
            people |= {str(exam.supervisor)} if exam.supervisor else set()
            if exam.start and exam.minutes and (exam.room or exam.supervisor):
                begin = minutes_of(exam.start)
                seat = Seat(exam.room, str(exam.supervisor) if exam.supervisor else None)
                self._taken[exam.on].append(Booking(seat, str(exam.subject), begin, begin + exam.minutes))
        self._rooms, self._people = sorted(rooms), sorted(people)

    def copy(self) -> Seating:
        """The seats as they are taken now; what is booked later in one is not booked in the other."""
        other = copy(self)
        other._booked = defaultdict(list, {day: [*booked] for day, booked in self._booked.items()})
        return other

    def find(self, spot: Spot) -> Seat | None:
        """The first free seat: the exam's own room and supervisor, a place of Opvang, then any other; else None."""
        return next((seat for seat in self._by_schedule(spot) if self._left(seat, spot)), None)

    def book(self, seat: Seat, spot: Spot) -> None:
        """Take a seat for an adapted exam."""
        self._booked[spot.on].append(Booking(seat, spot.exam.subject, spot.begin, spot.end))

    def _by_schedule(self, spot: Spot) -> Iterator[Seat]:
        """The seats that no exam of a class in another subject takes, in the order in which they are preferred."""
        free = self._free(spot.exam.subject, spot.on, spot.begin, spot.end)
        own, kind = spot.exam.seat, spot.exam.kind
        if free.has(own):
            yield own
        if kind not in EXAMINED:
            yield from free.places
        people = dict.fromkeys((own.supervisor, *free.people)) if own.supervisor else (None,)
        rooms = dict.fromkeys((own.room, *free.rooms)) if own.room else (None,)
        for room in (own.room,) if kind in IN_ITS_ROOM else rooms:
            for supervisor in (own.supervisor,) if kind in EXAMINED else people:
                if free.has(seat := Seat(room, supervisor)):
                    yield seat

    def _free(self, subject: str, on: date, begin: int, end: int) -> _Free:
        """What the exams of the classes in other subjects leave at a moment."""
        key = (subject, on, begin, end)
        if key not in self._known:
            busy = [b.seat for b in self._taken[on] if b.subject != subject and b.begin < end and begin < b.end]
            rooms, people = {seat.room for seat in busy} - {None}, {seat.supervisor for seat in busy} - {None}
            self._known[key] = _Free(
                frozenset(rooms),
                frozenset(people),
                tuple(name for name in self._rooms if name not in rooms),
                tuple(name for name in self._people if name not in people),
                tuple(
                    Seat(place.name, str(place.supervisor))
                    for place in self._places
                    if str(place.supervisor) not in people and self._is_open(place, on, begin, end)
                ),
            )
        return self._known[key]

    def _is_open(self, place: Place, on: date, begin: int, end: int) -> bool:
        """Whether a place is open in every lesson hour that an exam touches, of which there must be one."""
        touched = {number for number, (first, last) in self._hours.items() if first < end and begin < last}
        open_then = {slot.hour for slot in place.slots if slot.day == on.isoweekday() and not slot.week}
        return bool(touched) and touched <= open_then

    def _left(self, seat: Seat, spot: Spot) -> bool:
        """Whether the adapted exams leave this seat: not another room with this supervisor, not too many in it."""
        meeting = [b for b in self._booked[spot.on] if b.meets(spot)]
        if seat.supervisor and any(b.seat.supervisor == seat.supervisor and b.seat.room != seat.room for b in meeting):
            return False
        together = [b for b in meeting if seat.room and b.seat.room == seat.room]
        place = next((p for p in self._places if p.name == seat.room), None)
        if place is not None:
            return place.capacity is None or len(together) < place.capacity
        return all(b.subject == spot.exam.subject for b in together)
