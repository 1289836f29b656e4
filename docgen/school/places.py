"""Where freed hours are spent: which places are open in an hour, who supervises them, how many can sit there.

Rows of Opvang and Basisrooster are whole rows (for rules and forms) or released rows (for documents): only the
attributes named here are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docgen.kinds import Slot
from docgen.school.timetable import lessons_at, overlap

CLOSED, TEACHING = "closed", "teaching"


def open_at(places: Iterable[Any], slot: Slot, name: str = "") -> list[Any]:
    """The rows of Opvang of the places (or of one place) that are open in an hour."""
    return [place for place in places if name in ("", place.name) and overlap((slot,), place.slots)]


def seats_of(open_then: Sequence[Any]) -> int | None:
    """How many can sit there; None when it is closed, or when the school did not say for each row."""
    rooms = [place.capacity for place in open_then]
    return sum(rooms) if rooms and None not in rooms else None


def free_to_supervise(open_then: Iterable[Any], lessons: Iterable[Any], slot: Slot) -> list[Any]:
    """The rows of which the supervisor does not teach in this hour."""
    teaching = {teacher for lesson in lessons_at(lessons, slot) for teacher in lesson.teachers}
    return [place for place in open_then if place.supervisor not in teaching]


def unsupervised(open_then: Sequence[Any], lessons: Iterable[Any], slot: Slot) -> str:
    """Why nobody supervises an hour: the place is closed, or who would is teaching; '' when somebody does."""
    if not open_then:
        return CLOSED
    return "" if free_to_supervise(open_then, lessons, slot) else TEACHING


def usable_places(places: Iterable[Any], lessons: Iterable[Any], slot: Slot) -> tuple[str, ...]:
    """The places that are open in an hour and whose supervisor does not teach then."""
    return tuple(dict.fromkeys(place.name for place in free_to_supervise(open_at(places, slot), lessons, slot)))
