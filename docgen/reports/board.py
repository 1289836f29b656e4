"""What `docgen board` says: the freed hours of a week, what goes wrong with a proposal, who supervises how much.

A student is an id here, as everywhere on a screen: the names stand in the document opvangbord.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen.messages import Catalogue, catalogue, day, number, short_day
from docgen.pages.board import Hour, Option, Room, Trouble, by_name
from docgen.pages.page import staff_name
from docgen.school.hours import doing
from docgen.words.wording import lower_first


def lines(room: Room, on: date, lang: str = "nl") -> list[str]:
    """The week of a day (or the first one with school after it), hour by hour, and what goes wrong from then on."""
    texts = catalogue(lang)
    monday = room.week_from(on)
    if monday is None:
        return [texts.say("board.no_week")]
    hours = room.week(monday)
    return [
        texts.say("board.week", date=day(texts, monday)),
        *_hours(texts, room, hours),
        *_troubles(texts, room, monday),
        *_watches(texts, room, hours),
        *_tasks(texts, room),
        *_mentors(texts, room),
    ]


def _hours(texts: Catalogue, room: Room, hours: list[Hour]) -> Iterator[str]:
    if not hours:
        yield texts.say("board.empty")
    for hour in hours:
        names = ", ".join(_staff(room, hour))
        seats = texts.say("board.seats", len(hour.there), limit=hour.seats) if hour.seats is not None else ""
        yield texts.say("board.hour", name=str(hour.slot), kind=hour.place, list=names or "–", value=seats).rstrip()
        for sitter in by_name(hour.there):
            school = room.released.school
            key = "board.sits" if sitter.decided else "board.proposed"
            doing_now = lower_first(doing(school, sitter.change))
            yield texts.say(key, person=sitter.student.student_id, id=sitter.student.class_name, text=doing_now)


def _staff(room: Room, hour: Hour) -> list[str]:
    return [staff_name(room.released, code) for code in hour.supervisors]


def _troubles(texts: Catalogue, room: Room, monday: date) -> Iterator[str]:
    troubles = room.troubles(monday)
    yield texts.say("board.troubles", len(troubles)) if troubles else texts.say("board.no_trouble")
    for trouble in troubles:
        yield said(texts, trouble)
        for option in trouble.worst.options:
            yield "  " + proposal(texts, option)
        if trouble.worst.unplaced:
            yield "  " + texts.say("board.unplaced", trouble.worst.unplaced)


def said(texts: Catalogue, trouble: Trouble) -> str:
    """One trouble in a sentence: 'di3 studiezaal, 16 mrt tot 27 mrt: te vol: 22 leerlingen, plaats voor 20'."""
    hour = trouble.worst
    key = "board.days" if trouble.first != trouble.last else "board.one_day"
    days = texts.say(key, date=short_day(texts, trouble.first), value=short_day(texts, trouble.last))
    what = texts.say(f"board.{hour.trouble}", len(hour.there), limit=hour.seats)
    return texts.say("board.trouble", name=str(hour.slot._replace(week="")), kind=hour.place, value=days, text=what)


def proposal(texts: Catalogue, option: Option) -> str:
    """Where some of them can go."""
    left = "" if option.left is None else texts.say("board.left", option.left)
    return (texts.say("board.move", option.takes, kind=option.place) + left).rstrip()


def _watches(texts: Catalogue, room: Room, hours: list[Hour]) -> Iterator[str]:
    watches = [watch for watch in room.watches(hours) if watch.students]
    if watches:
        yield texts.say("board.watches")
    for watch in watches:
        name = staff_name(room.released, watch.code)
        yield texts.say("board.watch", watch.used, person=name, count=watch.students, most=watch.most)


def _tasks(texts: Catalogue, room: Room) -> Iterator[str]:
    """What each teacher still has to do for plans."""
    tasks = room.tasks()
    if tasks:
        yield texts.say("board.tasks", limit=int(room.released.school.limits["Open taken per leraar"]))
    for name, count in tasks:
        yield texts.say("board.task", count, person=name)


def _mentors(texts: Catalogue, room: Room) -> Iterator[str]:
    """Whom each mentor guides, beside the hours for that."""
    loads = [load for load in room.loads() if load.students]
    if loads:
        yield texts.say("board.mentors")
    for load in loads:
        hours = "–" if load.hours is None else number(texts, load.hours)
        yield texts.say("board.mentor", load.students, person=staff_name(room.released, load.code), value=hours)
