"""A student's own timetable: class, groups, the set in force, A- and B-weeks, and the days on which changes hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from docgen.kinds import Slot, Slots
from docgen.school.timetable import Period, in_force, lessons_at, of_school, overlap, own_lessons, periods, week_letter


@dataclass(frozen=True)
class Hour:
    """A lesson as the timetable reads it."""

    subject: str
    classes: tuple[str, ...] = ("4A",)
    group: str | None = None
    week: str = "elke"
    day: int = 2
    hour: int = 3
    valid_from: date | None = None


@dataclass(frozen=True)
class Change:
    """A change as the timetable reads it."""

    start: date
    end: date
    slots: tuple[Slot, ...] = ()


SEPTEMBER, JANUARY, MARCH = date(2025, 9, 1), date(2026, 1, 5), date(2026, 3, 2)


def subjects(lessons: tuple[Hour, ...]) -> list[str]:
    return [lesson.subject for lesson in lessons]


def test_own_lessons_are_those_of_the_class_and_of_the_own_groups() -> None:
    lessons = (
        Hour("GES"),
        Hour("WIS", classes=("4A", "4B")),
        Hour("FRA", classes=("4B",)),
        Hour("ZED", group="ZED"),
        Hour("DUI", group="DUI2"),
        Hour("LAT", classes=("4B",), group="ZED"),
    )
    assert subjects(own_lessons(lessons, "4A", ("ZED",), MARCH)) == ["GES", "WIS", "ZED"]
    assert subjects(own_lessons(lessons, "4A", (), MARCH)) == ["GES", "WIS"]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2025, 12, 1), ["SEP"]),
        (date(2026, 1, 4), ["SEP"]),
        (JANUARY, ["JAN"]),
        (date(2026, 3, 1), ["JAN"]),
        (MARCH, ["MAA"]),
        (date(2025, 8, 31), ["ALT"]),
    ],
)
def test_the_newest_set_in_force_counts(on: date, found: list[str]) -> None:
    lessons = (
        Hour("ALT"),
        Hour("SEP", valid_from=SEPTEMBER),
        Hour("MAA", valid_from=MARCH),
        Hour("JAN", valid_from=JANUARY),
    )
    assert subjects(own_lessons(lessons, "4A", (), on)) == found


def test_a_newer_set_of_another_class_changes_nothing() -> None:
    lessons = (Hour("GES"), Hour("FRA", classes=("4B",), valid_from=JANUARY))
    assert subjects(own_lessons(lessons, "4A", (), MARCH)) == ["GES"]


@pytest.mark.parametrize(
    ("slot", "found"),
    [
        (Slot(2, 3), ["GES", "AAA", "BBB"]),
        (Slot(2, 3, "A"), ["GES", "AAA"]),
        (Slot(2, 3, "B"), ["GES", "BBB"]),
        (Slot(2, 4), []),
        (Slot(3, 3), []),
    ],
)
def test_the_lessons_of_an_hour_are_those_of_its_week(slot: Slot, found: list[str]) -> None:
    lessons = (Hour("GES"), Hour("AAA", week="A"), Hour("BBB", week="B"))
    assert subjects(lessons_at(lessons, slot)) == found


@pytest.mark.parametrize(
    ("slots", "others", "shared"),
    [
        ("di3", "di3", ["di3"]),
        ("di3; do5", "do5-6; vr1", ["do5"]),
        ("di3", "di4", []),
        ("di3", "wo3", []),
        ("di3A", "di3", ["di3A"]),
        ("di3", "di3B", ["di3"]),
        ("di3A", "di3A", ["di3A"]),
        ("di3A", "di3B", []),
        ("di3A", "di3A; di3B", ["di3A"]),
        ("di3", "di3A; di3B", ["di3"]),
    ],
)
def test_two_lists_share_the_hours_that_meet(slots: str, others: str, shared: list[str]) -> None:
    kind = Slots()
    assert [str(slot) for slot in overlap(kind.parse(slots), kind.parse(others))] == shared


FIRST, LAST = date(2026, 2, 2), date(2026, 3, 27)


def day(number: int, month: int = 3) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([], []),
        ([Change(day(16), day(27))], [Period(day(16), day(27))]),
        ([Change(day(16), day(27)), Change(day(16), day(27))], [Period(day(16), day(27))]),
        (
            [Change(day(2), day(13)), Change(day(9), day(20))],
            [Period(day(2), day(8)), Period(day(9), day(13)), Period(day(14), day(20))],
        ),
        (
            [Change(day(2), day(20)), Change(day(9), day(13))],
            [Period(day(2), day(8)), Period(day(9), day(13)), Period(day(14), day(20))],
        ),
        ([Change(day(2), day(6)), Change(day(9), day(13))], [Period(day(2), day(6)), Period(day(9), day(13))]),
        ([Change(day(2), day(6)), Change(day(7), day(13))], [Period(day(2), day(6)), Period(day(7), day(13))]),
        ([Change(day(2), day(2))], [Period(day(2), day(2))]),
        ([Change(day(1, 1), day(30, 6))], [Period(FIRST, LAST)]),
        ([Change(day(20), day(30))], [Period(day(20), LAST)]),
        ([Change(day(1, 1), day(1, 2)), Change(day(28), day(30))], []),
        ([Change(day(1, 1), FIRST)], [Period(FIRST, FIRST)]),
        ([Change(LAST, day(30))], [Period(LAST, LAST)]),
    ],
)
def test_a_period_lasts_as_long_as_the_same_changes_hold(changes: list[Change], found: list[Period]) -> None:
    assert list(periods(changes, FIRST, LAST)) == found


def test_changes_hold_from_their_first_to_their_last_day() -> None:
    change = Change(day(16), day(27))
    held = [bool(in_force([change], on)) for on in (day(15), day(16), day(27), day(28))]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    ("on", "letter"),
    [
        (date(2025, 9, 1), "A"),
        (date(2025, 9, 5), "A"),
        (date(2025, 9, 8), "B"),
        (date(2025, 9, 15), "A"),
        (date(2025, 8, 29), "B"),
        (date(2026, 3, 16), "A"),
    ],
)
def test_weeks_are_a_and_b_in_turn_from_the_first_a_week(on: date, letter: str) -> None:
    assert week_letter(on, date(2025, 9, 3)) == letter


def test_a_school_without_an_a_week_has_no_letters() -> None:
    assert week_letter(MARCH, None) == ""


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-03-28", "2026-04-19", Period(date(2026, 3, 30), date(2026, 4, 2))),
        ("2026-03-27", "2026-03-28", Period(date(2026, 3, 27), date(2026, 3, 27))),
        ("2026-04-03", "2026-04-05", None),
    ],
    ids=["from a Saturday into the holidays", "up to a Saturday", "a free day and a weekend"],
)
def test_a_stretch_is_cut_to_its_days_of_school(first: str, last: str, found: Period | None) -> None:
    closed = {date(2026, 4, day) for day in range(3, 20)}
    stretch = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert of_school(stretch, range(1, 6), closed) == found


def test_a_school_with_lessons_on_saturday_is_open_then() -> None:
    saturday = Period(date(2026, 3, 28), date(2026, 3, 28))
    assert of_school(saturday, range(1, 7), ()) == saturday
