"""How many half days are planned at school: the calendar, the measures of the plan, and half days wholly at home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

import pytest

from docgen.kinds import Slot
from docgen.school.presence import Plan, half_days_named, steps_of
from docgen.school.timetable import closed_days

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
START, END = date(2026, 3, 2), date(2026, 3, 27)


@dataclass(frozen=True)
class Row:
    """A row of any of the sheets, with what the plan reads of it."""

    kind: str = ""
    start: date | None = START
    end: date | None = END
    half_days: tuple[int, ...] = ()
    filling: str = "TW"
    slots: tuple[Slot, ...] = ()
    day: int = 0
    hour: int = 0


def planned(first: date = MONDAY, last: date = FRIDAY, **given: object) -> int:
    return Plan(START, END, **given).half_days(first, last)  # type: ignore[arg-type]


def test_a_full_week_has_nine_half_days_and_a_wednesday_one() -> None:
    assert planned() == 9
    assert planned(date(2026, 3, 4), date(2026, 3, 4)) == 1
    assert planned(MONDAY, date(2026, 3, 15)) == 18
    assert planned(FRIDAY, MONDAY) == 0


def test_holidays_do_not_count_also_of_one_day() -> None:
    days = [Row("vakantie", date(2026, 3, 5), date(2026, 3, 6)), Row("vrije dag", MONDAY, None), Row("lesperiode")]
    assert planned(calendar=days) == 3


@pytest.mark.parametrize(
    ("measure", "weeks"),
    [
        (Row("time-out met werk thuis", half_days=(0,)), [0, 0]),
        (Row("time-out zonder schoolwerk"), [0, 0]),
        (Row("TOAH", half_days=(4,)), [4, 4]),
        (Row("progressieve hervatting", half_days=(4, 6)), [4, 6]),
        (Row("progressieve hervatting", half_days=(4,)), [4, 4]),
        (Row("compenseren"), [9, 9]),
        (Row("NAFT", date(2026, 3, 9), None), [9, 0]),
    ],
)
def test_a_measure_says_how_many_half_days_a_week_has(measure: Row, weeks: list[int]) -> None:
    found = [planned(first, last, measures=[measure])
             for first, last in ((MONDAY, FRIDAY), (date(2026, 3, 9), date(2026, 3, 13)))]  # fmt: skip
    assert found == weeks


BACK = Row("progressieve hervatting", half_days=(4, 6, 8))


def test_a_holiday_week_is_no_step_of_a_return() -> None:
    closed = [Row("vakantie", date(2026, 3, 9), date(2026, 3, 15))]
    weeks = [(date(2026, 3, 2 + 7 * n), date(2026, 3, 6 + 7 * n)) for n in range(4)]
    assert [planned(*week, measures=[BACK], calendar=closed) for week in weeks] == [4, 0, 6, 8]
    assert [planned(*week, measures=[BACK]) for week in weeks] == [4, 6, 8, 8]
    assert [step.half_days for step in steps_of(BACK, START, END, closed_days(closed))] == [4, 6, 8]


def test_a_week_that_begins_late_is_a_step_and_the_days_before_it_are_none() -> None:
    closed = closed_days([Row("vakantie", START, date(2026, 3, 3))])
    found = [half_days_named([BACK], START, END, date(2026, 3, day), closed) for day in (2, 4, 7, 9, 16, 27)]
    assert found == [0, 4, 4, 6, 8, 8]


LESSONS = [Row(day=2, hour=hour) for hour in (1, 2, 5, 6)] + [Row(day=5, hour=hour) for hour in (1, 5)]


@pytest.mark.parametrize(
    ("slots", "filling", "expected"),
    [
        ((Slot(2, 5), Slot(2, 6)), "TW", 8),
        ((Slot(2, 5), Slot(2, 6), Slot(5, 5)), "TR", 7),
        ((Slot(2, 5), Slot(2, 6)), "AF", 8),
        ((Slot(2, 5),), "TW", 9),  # the other lesson of that afternoon is at school
        ((Slot(2, 5), Slot(2, 6)), "ZW", 9),  # in a place at school
        ((Slot(2, 5, "A"), Slot(2, 6, "A")), "TW", 9),  # only every other week
        ((Slot(2, 1), Slot(2, 2), Slot(2, 5), Slot(2, 6)), "TW", 7),
    ],
)
def test_a_half_day_with_all_its_lessons_at_home_is_not_planned(
    slots: tuple[Slot, ...], filling: str, expected: int
) -> None:
    assert planned(lessons=LESSONS, changes=[Row(slots=slots, filling=filling)]) == expected


def test_the_school_says_which_hours_are_in_the_afternoon() -> None:
    changes = [Row(slots=(Slot(2, 5), Slot(2, 6)))]
    early = {5: (time(11, 40), time(12, 30)), 6: (time(13, 30), time(14, 20))}
    lessons = [Row(day=2, hour=4), Row(day=2, hour=5), Row(day=2, hour=6)]
    assert planned(lessons=lessons, changes=changes) == 8
    assert planned(lessons=lessons, changes=changes, hours=early) == 8
    assert planned(lessons=lessons, changes=[Row(slots=(Slot(2, 5),))], hours=early) == 9
    assert planned(lessons=lessons[1:], changes=[Row(slots=(Slot(2, 5),))], hours=early) == 8


def test_a_change_that_is_over_frees_nothing() -> None:
    over = Row(slots=(Slot(2, 5), Slot(2, 6)), end=date(2026, 3, 1), start=date(2026, 2, 2))
    assert planned(lessons=LESSONS, changes=[over]) == 9
