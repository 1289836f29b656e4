"""Calendar files (RFC 5545): moments of one student for a phone or a computer, without a reason in any of them.

The same moments give the same bytes on every machine: the time zone is written out here, the stamp is the day the
file was made, and an identity says nothing to who reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, reduce
from itertools import pairwise
from math import gcd
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = "Europe/Brussels"
VTIMEZONE = f"""BEGIN:VTIMEZONE\r
TZID:{ZONE}\r
BEGIN:DAYLIGHT\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
"""
"""Summer time as it is since 1996. Source: Directive 2000/84/EC."""
END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class Moment:
    """Something at school: what it is called, on which days (in order, of one day of the week), from when to when.

    `key` tells it apart within its file and stays when it moves. Without `start` and `end` it takes the whole day.
    """

    key: str
    title: str
    days: tuple[date, ...]
    start: time | None = None
    end: time | None = None
    place: str = ""


class Event(NamedTuple):
    """A moment, and what a calendar file says of it."""

    moment: Moment
    text: bytes


def events(moments: Iterable[Moment], identity: str, made_on: date) -> list[Event]:
    """These moments as a file says them; `identity` says of which school they are.

    What a key says cannot be read back.
    """
    return [Event(moment, _event(moment, identity, made_on).to_ical()) for moment in moments]


def written(own: Iterable[Event]) -> bytes:
    """The file of these events, in the order of their moments."""
    begin, end = _frame()
    said = sorted(own, key=lambda event: _order(event.moment))
    return b"".join((begin, *(event.text for event in said), end))


def _order(moment: Moment) -> tuple[date, time, str]:
    return moment.days[0], moment.start or time.min, moment.title


@cache
def _frame() -> tuple[bytes, bytes]:
    """What stands before the events of every calendar, and after them."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", "-//docgen//NL")
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    whole: bytes = calendar.to_ical()
    return whole.removesuffix(END), END


def _event(moment: Moment, identity: str, made_on: date):  # type: ignore[no-untyped-def]  # of a tool imported late
    from icalendar import Event as Component

    event = Component()
    mark = hashlib.sha256(f"{identity}|{moment.key}".encode()).hexdigest()[:32]
    event.add("uid", f"{mark}@docgen")
    event.add("dtstamp", datetime.combine(made_on, time(), UTC))
    event.add("summary", moment.title)
    first, last = moment.days[0], moment.days[-1]
    if moment.start and moment.end:
        event.add("dtstart", _at(first, moment.start))
        event.add("dtend", _at(first, moment.end))
    else:
        event.add("dtstart", first)
        event.add("dtend", first + timedelta(days=1))
    if len(moment.days) > 1:
        weeks = reduce(gcd, ((after - before).days // 7 for before, after in pairwise(moment.days)))
        until = _at(last, moment.start).astimezone(UTC) if moment.start and moment.end else last
        event.add("rrule", {"freq": "weekly", **({"interval": weeks} if weeks > 1 else {}), "until": until})
        for day in _between(first, last, weeks):
            if day not in moment.days:
                event.add("exdate", _at(day, moment.start) if moment.start and moment.end else day)
    if moment.place:
        event.add("location", moment.place)
    event.add("class", "PRIVATE")  # a calendar that is shared with others shows that there is something, not what
    return event


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(ZONE))


def _between(first: date, last: date, weeks: int) -> list[date]:
    return [first + timedelta(weeks=number) for number in range(0, (last - first).days // 7, weeks)]
