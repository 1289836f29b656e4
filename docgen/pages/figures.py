"""The figures of the whole school, for its direction: how many trajectories, how fast, what is kept, what is used.

Worked out from the rows of the document schoolbeeld, so that the document and the results pages show the same. Nobody
is named and no group under five is counted out (`counting`); a part of a whole cannot be had by subtraction either.
Goals and hours are no students: what is said of them rests on five students or more, and so does what is not said. Two
numbers of the same school on two days differ by who began or ended, of whom they say nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from typing import NamedTuple

from docgen.pages.board import Hour, Room, decided
from docgen.pages.counting import (
    FEW,
    GROUP,
    NOTHING,
    REST,
    SMALL,
    Facts,
    Plan,
    days_to_decision,
    hidden,
    merged,
    middle,
    phase_of,
    unsaid,
)
from docgen.privacy import Released
from docgen.records.whom import student_of
from docgen.tables.care import PACKAGE
from docgen.tables.goals import NOT_ESSENTIAL

DOCUMENT = "schoolbeeld"
"""The type of document that releases the rows."""
OWN_WORDS = "Woorden van de leerling"
IN_TIME = timedelta(days=7)  # a review in the week of its day is in time
DROPPED = "doelen weggelaten"
WAITS = {"wait_14": 14, "wait_30": 30, "wait_60": 60, "wait_more": 10**6}
"""The steps of the days between the first signal and the ratification, each up to so many days."""


class Line(NamedTuple):
    """One figure. `names` are values of the sheets or keys of the words; a date names a month.

    `of` is the whole that it is a part of; None when it is a number by itself. `bar` is the length of its bar, from 0
    to 1; None without one. `why` says why it is not counted out: its value is then 0, whatever was counted.
    """

    names: tuple[str | date, ...]
    value: int = 0
    of: int | None = None
    bar: float | None = None
    why: str = ""


class Part(NamedTuple):
    """One section: its key among the words, and its lines."""

    key: str
    lines: tuple[Line, ...]


def figures(released: Released) -> tuple[Part, ...]:
    """Every section of which there is something to say, in the order of the page."""
    facts = Facts(released)
    plans = facts.decided
    classes = {row.student_id: str(row.class_name) for row in released.of("Leerlingen")}
    made: tuple[tuple[str, Iterable[Line]], ...] = (
        ("course", _course(facts, plans)),
        ("kinds", _parts(plans, lambda plan: plan.newest.ground)),
        ("phases", _parts(plans, phase_of)),
        (
            "grades",
            _parts(plans, lambda plan: _grade(released, classes.get(student_of(plan.newest.trajectory_id), ""))),
        ),
        ("months", _months(facts, plans)),
        ("waits", _waits(facts)),
        ("goals", _goals(released)),
        ("places", _places(released)),
    )
    return tuple(part for key, lines in made if (part := Part(key, tuple(lines))).lines)


def _course(facts: Facts, plans: Sequence[Plan]) -> Iterator[Line]:
    """The figures of how the work goes: how many, how fast, in time, in the student's own words, goals kept."""
    yield _number("decided", len(plans))
    yield _share(("running",), len(facts.running), len(plans))
    days = days_to_decision(facts)
    enough = len(days) >= GROUP
    yield Line(("days",), round(middle(days)) if enough else 0, why="" if enough else SMALL if days else NOTHING)
    due = [*_due(facts)]
    yield _unless(unsaid(facts, due), ("reviews",), sum(in_time for _, in_time in due), len(due))
    heard = {row.about for row in facts.released.of("Trajecten ingevuld") if OWN_WORDS in row.headings}
    yield _share(("words",), sum(plan.newest.trajectory_id in heard for plan in plans), len(plans))


def _due(facts: Facts) -> Iterator[tuple[str, bool]]:
    """Per decided version of which the review had to be there by now: whose it is, and whether it was in time."""
    reviews: dict[str, list[date]] = defaultdict(list)
    for row in facts.released.of("Opvolging"):
        if row.on <= facts.today:
            reviews[row.trajectory].append(row.on)
    for row in facts.released.of("Trajecten"):
        last = row.review_on + IN_TIME
        done = [day for day in reviews[row.trajectory_id] if day >= row.review_on]
        if decided(facts.released, row.trajectory_id) and (done or last < facts.today):
            yield student_of(row.trajectory_id), min(done, default=date.max) <= last


def _parts(plans: Sequence[Plan], kind: Callable[[Plan], str]) -> Iterator[Line]:
    """The plans by kind; small kinds together."""
    for names, count in merged(Counter(sorted(map(kind, plans)))):
        yield _share(names, count, len(plans))


def _grade(released: Released, class_name: str) -> str:
    """The graad of a class; a seventh year is of the third."""
    year = released.school.year_of(class_name)
    return f"grade_{min((year + 1) // 2, 3)}" if year else "grade_unknown"


def _months(facts: Facts, plans: Sequence[Plan]) -> Iterator[Line]:
    """How many ran on the last day of each month of this school year that is over, and today."""
    end = facts.released.school.end_of_year()
    first = date(end.year - 1, 9, 1) if end else facts.today.replace(day=1)
    moments = [*(day for day in _month_ends(first, facts.today) if day < facts.today), facts.today]
    for day in moments if len(plans) >= GROUP else ():
        yield _share((day,), sum(plan.ran(day) for plan in plans), len(plans))


def _month_ends(first: date, last: date) -> Iterator[date]:
    while first <= last:
        first = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        yield first - timedelta(days=1)


def _waits(facts: Facts) -> Iterator[Line]:
    """How long a decision took. Who has no signal counts too: the whole is that of all the other figures."""
    days = days_to_decision(facts)
    counts = Counter(next(key for key, most in WAITS.items() if number <= most) for number in days)
    counts["wait_unknown"] = len(facts.decided) - len(days)
    for names, count in merged({key: counts[key] for key in (*WAITS, "wait_unknown")}) if days else ():
        yield _share(names, count, len(facts.decided))


def _goals(released: Released) -> Iterator[Line]:
    """Of the essential goals that plans touch, how many stay, come later or are replaced: in all, and per subject."""
    essential = {
        goal.goal_id: str(goal.subject)
        for goal in released.of("Leerplandoelen")
        if not NOT_ESSENTIAL.issuperset(goal.essential_for)
    }
    touched: dict[tuple[str, str], set[str]] = defaultdict(set)  # per student and goal the kinds of judgement
    for row in released.of("Maatregelen"):
        for choice in row.goals if row.kind in PACKAGE else ():
            if choice.goal in essential:
                touched[student_of(row.about), choice.goal].add(row.kind)
    yield from _kept(("goals_all",), touched)
    students: dict[str, set[str]] = {subject: set() for subject in essential.values()}
    for student, goal in touched:
        students[essential[goal]].add(student)
    for subjects in large_enough(students):
        own = {key: kinds for key, kinds in touched.items() if essential[key[1]] in subjects}
        yield from _kept(tuple(map(released.school.subject, subjects)), own)


def large_enough(students: Mapping[str, Set[str]]) -> Iterator[tuple[str, ...]]:
    """The subjects with five students, and those with fewer together: all less the others gives away no smaller group.

    As long as those are fewer than five, the smallest other subject joins them.
    """
    by_size = sorted((subject for subject in students if students[subject]), key=lambda name: len(students[name]))
    small = [subject for subject in by_size if len(students[subject]) < GROUP]
    others = by_size[len(small) :]
    while small and others and len(set[str]().union(*(students[name] for name in small))) < GROUP:
        small.append(others.pop(0))
    yield from ((subject,) for subject in students if subject in others)
    if len(set[str]().union(*(students[name] for name in small))) >= GROUP:
        yield tuple(subject for subject in students if subject in small)


def _kept(names: tuple[str, ...], touched: Mapping[tuple[str, str], set[str]]) -> Iterator[Line]:
    students = {student for student, _ in touched}
    kept = sum(kinds != {DROPPED} for kinds in touched.values())
    if touched:
        yield _of(names, kept, len(touched)) if len(students) >= GROUP else Line(names, why=SMALL)


def _places(released: Released) -> Iterator[Line]:
    """Of the hours a week that each place is open, in how many somebody sits there; of a few students nothing.

    All together only when that does not give away places that are not told: in those sit five students or nobody.
    """
    room = Room(released)
    monday = room.week_from(released.today)
    hours = room.week(monday) if monday else []
    hours = [hour for hour in hours if hour.supervisors]
    lines = {name: _used(room, hours, name) for name in dict.fromkeys(str(place.name) for place in room.places)}
    untold = set[str]().union(*(_sitting(hours, name) for name, line in lines.items() if line.why))
    if len(lines) > 1 and not 0 < len(untold) < GROUP:
        yield _used(room, hours, "")
    yield from lines.values()


def _sitting(hours: Iterable[Hour], name: str) -> set[str]:
    """Who sits in one place in these hours, or (without a name) in all of them."""
    return {sitter.student.student_id for hour in hours if name in ("", hour.place) for sitter in hour.there}


def _used(room: Room, hours: Iterable[Hour], name: str) -> Line:
    """The hours with students in one place, or (without a name) in all of them."""
    own = [hour for hour in hours if name in ("", hour.place)]
    places = [place for place in room.places if name in ("", place.name)]
    open_then = {(place.name, slot.day, slot.hour) for place in places for slot in place.slots}
    used = {(hour.place, hour.slot.day, hour.slot.hour) for hour in own}
    names = (name or "places_all",)
    return Line(names, why=FEW) if 0 < len(_sitting(own, "")) < GROUP else _of(names, len(used), len(open_then))


def _number(name: str, count: int) -> Line:
    return Line((name,), why=FEW) if 0 < count < GROUP else Line((name,), count)


def _share(names: tuple[str | date, ...], count: int, of: int) -> Line:
    """A part of a group of students (or of what they do), with its bar."""
    return _unless(hidden(count, of), names, count, of)


def _unless(why: str, names: tuple[str | date, ...], count: int, of: int) -> Line:
    """The part of a whole, unless there is a reason not to tell it; the whole may be that reason."""
    return Line(names, 0, None if why == REST else of, None, why) if why else _of(names, count, of)


def _of(names: tuple[str | date, ...], count: int, of: int) -> Line:
    return Line(names, count, of, count / of)
