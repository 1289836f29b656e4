"""The sum of hours and goals, worked by hand: four weeks of a small timetable, whole values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from docgen.arithmetic.asks import ExamLoad, Watch, Work, exam_load, watch, work
from docgen.arithmetic.cost import Cost, Need, Plan, costs
from docgen.arithmetic.goals import above, bare_practice, gone_for_good, resting, said, still_open, without_word
from docgen.arithmetic.rings import rings
from docgen.arithmetic.touch import Case, Week, touch
from docgen.arithmetic.week import (
    Hours,
    Timetable,
    between,
    contact,
    learning,
    per_subject,
    present,
    timetable_of,
    weeks_of,
)
from docgen.kinds import GoalChoice, Slots
from docgen.school.exams import sittings
from docgen.school.resumption import Days
from docgen.school.school import School
from docgen.school.timetable import SUPERVISED
from docgen.whatif.weighing import plan_of
from tests.building import checked, edited, more

MONDAY = date(2026, 3, 2)  # an A-week, when the school says so
LAST = date(2026, 3, 27)
SCHOOL = School(subjects={"GES": "Geschiedenis", "WIS": "Wiskunde", "FRA": "Frans"})


def lesson(when: str, subject: str, week: str = "elke", **more: Any) -> Any:
    """'di3' of a subject, given by a teacher of that name."""
    (slot,) = Slots().parse(when)
    own = {"teachers": (f"T{subject}",), "valid_from": None, "classes": ("4A",), "group": None, "room": None}
    return SimpleNamespace(day=slot.day, hour=slot.hour, week=week, subject=subject, **{**own, **more})


def change(hours: str, subject: str, filling: str, purpose: str = "", place: str = "", **more: Any) -> Any:
    days = {"start": MONDAY, "end": LAST, **more}
    slots = Slots().parse(hours)
    return SimpleNamespace(slots=slots, subject=subject, filling=filling, purpose=purpose, place=place, **days)


def goal(name: str, essential: str = "volgend leerjaar", hours: float | None = None, **more: Any) -> Any:
    own = {"builds_on": (), "periods": (), "alternative": None, "years": (4,), "studies": ()}
    subject = name.partition("4")[0]
    return SimpleNamespace(goal_id=name, subject=subject, essential_for=(essential,), hours=hours, **{**own, **more})


def measure(kind: str, *goals: str, **more: Any) -> Any:
    choices = tuple(GoalChoice(*name.split(">")) for name in goals)
    subjects = tuple(dict.fromkeys(name.partition("4")[0] for name in goals))
    own = {"start": None, "end": None, "half_days": (), **more}
    return SimpleNamespace(kind=kind, goals=choices, subjects=subjects, **own)


WEEK = (lesson("ma1", "WIS"), lesson("di1", "WIS"), lesson("di3", "GES"), lesson("do3", "GES"), lesson("vr2", "FRA"))
CLOSED = frozenset({date(2026, 3, 10)})


def test_hours_fall_away_are_followed_elsewhere_or_are_spent_alone() -> None:
    changes = [change("di3", "GES", "ZW", "WIS bundel 2"), change("do3", "GES", "RU"), change("vr2", "FRA", "AF")]
    (hours,) = weeks_of(Timetable(SCHOOL, WEEK, changes), MONDAY).values()
    assert per_subject(SCHOOL, hours) == {
        "WIS": Hours(usual=2, lessons=2, alone=1),
        "GES": Hours(usual=2, lessons=0, alone=0),
        "FRA": Hours(usual=1, lessons=1, alone=0),
    }
    assert (learning(hours), contact(hours)) == (4, 3)


@pytest.mark.parametrize(
    ("filling", "purpose", "left"),
    [
        ("ZW", "GES taak 1", Hours(1, 0, 1)),
        ("ZW", "taak geschiedenis", Hours(1, 0, 1)),
        ("ZW", "bundel 2", Hours(1, 0, 0)),
        ("RU", "GES taak 1", Hours(1, 0, 0)),
        ("GE", "GES taak 1", Hours(1, 0, 0)),
        ("LE", "GES in 4B", Hours(1, 1, 0)),
        ("LE", "in 4B", Hours(1, 1, 0)),
        ("LE", "WIS in 4B", Hours(1, 0, 0)),
        ("AF", "", Hours(1, 1, 0)),
    ],
)
def test_what_fills_an_hour_says_whether_the_subject_keeps_it(filling: str, purpose: str, left: Hours) -> None:
    table = Timetable(SCHOOL, [lesson("di3", "GES")], [change("di3", "GES", filling, purpose)])
    (hours,) = weeks_of(table, MONDAY).values()
    assert per_subject(SCHOOL, hours)["GES"] == left


def test_hours_between_two_days_leave_out_the_days_without_school() -> None:
    table = Timetable(SCHOOL, WEEK, [change("di3", "GES", "ZW", "WIS", start=date(2026, 3, 16))], CLOSED)
    assert between(table, MONDAY, LAST) == {
        "WIS": Hours(usual=7, lessons=7, alone=2),  # 4 Mondays, 3 Tuesdays; the Tuesdays of 17 and 24 March alone
        "GES": Hours(usual=7, lessons=5, alone=0),
        "FRA": Hours(usual=4, lessons=4, alone=0),
    }


def test_a_lesson_of_the_a_week_counts_there_and_half_when_the_week_is_unknown() -> None:
    lessons = [lesson("ma1", "WIS", "A"), lesson("ma1", "FRA", "B"), lesson("di1", "WIS")]
    known = School(facts={"Eerste A-week": "02/03/2026"})
    assert between(Timetable(known, lessons), MONDAY, date(2026, 3, 22)) == {
        "WIS": Hours(5, 5, 0),
        "FRA": Hours(1, 1, 0),
    }
    assert between(Timetable(School(), lessons), MONDAY, date(2026, 3, 22)) == {
        "WIS": Hours(4.5, 4.5, 0),
        "FRA": Hours(1.5, 1.5, 0),
    }


def test_the_hours_of_a_week_with_a_part_of_the_time_at_school_count_for_that_part() -> None:
    lessons = [lesson("ma1", "WIS"), lesson("di1", "WIS"), lesson("di2", "WIS"), lesson("vr1", "FRA")]
    changes = [change("vr1", "FRA", "ZW", "WIS")]
    out = measure("time-out met werk thuis", start=MONDAY, end=date(2026, 3, 6))
    back = measure("progressieve hervatting", start=date(2026, 3, 9), end=date(2026, 3, 20), half_days=(3, 6))
    calendar = [SimpleNamespace(kind="vrije dag", start=date(2026, 3, 10), end=None)]
    table = timetable_of(SCHOOL, lessons, changes, Days.of(calendar), [out, back], (MONDAY, LAST))
    assert between(table, MONDAY, date(2026, 3, 6)) == {"WIS": Hours(3, 0, 0), "FRA": Hours(1, 0, 0)}
    assert between(table, date(2026, 3, 9), date(2026, 3, 13)) == {
        "WIS": Hours(1, pytest.approx(3 / 9), pytest.approx(3 / 9)),
        "FRA": Hours(1, 0, 0),
    }
    assert between(table, date(2026, 3, 16), date(2026, 3, 20)) == {
        "WIS": Hours(3, pytest.approx(2), pytest.approx(6 / 9)),
        "FRA": Hours(1, 0, 0),
    }
    assert between(table, date(2026, 3, 23), LAST) == {"WIS": Hours(3, 3, 1), "FRA": Hours(1, 0, 0)}
    assert between(table, MONDAY, LAST)["WIS"] == Hours(10, pytest.approx(16 / 3), pytest.approx(2))


def test_an_hour_at_home_is_part_of_the_time_that_is_not_spent_at_school() -> None:
    lessons = [lesson("ma1", "WIS"), lesson("di1", "WIS"), lesson("di3", "GES"), lesson("do3", "FRA")]
    changes = [change("di3", "GES", "TW", "GES taak 1"), change("do3", "FRA", "AF")]
    back = measure("progressieve hervatting", half_days=(3,))
    table = timetable_of(SCHOOL, lessons, changes, Days(), [back], (MONDAY, date(2026, 3, 6)))
    assert between(table, MONDAY, date(2026, 3, 6)) == {  # 4/3 hours at school, for the two lessons that remain there
        "WIS": Hours(2, pytest.approx(4 / 3), 0),
        "GES": Hours(1, 0, 1),
        "FRA": Hours(1, 1, 0),
    }


def test_a_time_out_without_days_is_the_whole_plan_and_one_with_half_days_is_no_whole_one() -> None:
    partly = measure("TOAH", half_days=(0, 9))
    table = timetable_of(SCHOOL, [lesson("ma1", "WIS")], [], Days(), [partly], (MONDAY, LAST))
    assert between(table, MONDAY, LAST) == {"WIS": Hours(4, 3, 0)}


def test_the_fullest_week_is_the_one_in_which_a_student_is_at_school_the_least() -> None:
    back = measure("progressieve hervatting", start=date(2026, 3, 9), end=date(2026, 3, 20), half_days=(3, 6))
    changes = [change("di3", "GES", "ZW", "WIS", start=date(2026, 3, 16))]
    plan = Plan(MONDAY, LAST, timetable_of(SCHOOL, WEEK, changes, Days(), [back], (MONDAY, LAST)), [back])
    week = touch(Case(plan, MONDAY)).week
    assert week == Week(5, pytest.approx(5 / 3), pytest.approx(5 / 3), away=pytest.approx(10 / 3))
    assert touch(Case(replace(plan, start=date(2026, 3, 16)), MONDAY)).week == Week(
        5, pytest.approx(8 / 3), pytest.approx(10 / 3), pytest.approx(2 / 3), away=pytest.approx(5 / 3)
    )


def test_a_new_set_of_lessons_counts_from_its_first_day() -> None:
    march = date(2026, 3, 16)
    old, new = lesson("ma1", "WIS", valid_from=MONDAY), lesson("ma1", "FRA", valid_from=march)
    table = Timetable(SCHOOL, [old, new])
    assert between(table, MONDAY, LAST) == {"WIS": Hours(2, 2, 0), "FRA": Hours(2, 2, 0)}


GOALS = (goal("WIS4-1", hours=3), goal("WIS4-2", builds_on=("WIS4-1",)), goal("WIS4-3", "nee"))


def test_what_is_said_of_goals_decides_which_are_open_gone_or_without_a_word() -> None:
    spoken = said([measure("doelen weggelaten", "WIS4-1"), measure("doelen te verwerven", "WIS4-3")])
    assert spoken == {"WIS4-1": frozenset("W"), "WIS4-3": frozenset("E")}
    assert [one.goal_id for one in gone_for_good(GOALS, spoken)] == ["WIS4-1"]
    assert [one.goal_id for one in without_word(GOALS, spoken)] == ["WIS4-2"]
    assert [one.goal_id for one in still_open(GOALS, spoken)] == ["WIS4-2"]
    later = said([measure("doelen weggelaten", "WIS4-1"), measure("doelen later", "WIS4-1")])
    assert gone_for_good(GOALS, later) == []


@pytest.mark.parametrize(
    ("kind", "own", "stays"),
    [
        ("doelen later", (), ["WIS4-2"]),
        ("doelen te verwerven", (), ["WIS4-2"]),
        ("doelen beheerst", ("WIS4-2",), []),
        ("doelen weggelaten", ("WIS4-2",), []),
        ("", ("WIS4-2",), ["WIS4-2"]),
        ("", (), []),
    ],
)
def test_a_goal_that_stays_rests_on_one_that_falls_away(kind: str, own: tuple[str, ...], stays: list[str]) -> None:
    spoken = said([measure("doelen weggelaten", "WIS4-1"), *([measure(kind, "WIS4-2")] if kind else [])])
    found = {name: [one.goal_id for one in rests] for name, rests in resting(above(GOALS), spoken, own)}
    assert found == ({"WIS4-1": stays} if stays else {})


def test_a_goal_about_practice_needs_something_in_its_place() -> None:
    safe = [goal("WIS4-7", "veiligheid of praktijk"), goal("WIS4-8", "veiligheid of praktijk", alternative="video")]
    gone = said([measure("doelen weggelaten", "WIS4-7", "WIS4-8")])
    assert [one.goal_id for one in bare_practice(safe, gone)] == ["WIS4-7"]
    replaced = said([measure("doelen weggelaten", "WIS4-7"), measure("doelen vervangen", "WIS4-7>WIS4-8")])
    assert bare_practice(safe, replaced) == []


def test_goals_that_build_on_each_other_in_a_circle_are_told_once() -> None:
    circle = {"A": ("B",), "B": ("C",), "C": ("A",), "D": ("A",)}
    assert list(rings(circle)) == [("A", "B", "C")]


def test_the_cost_of_a_version_per_subject() -> None:
    second_half = SimpleNamespace(kind="lesperiode", name="P3", start=date(2026, 3, 30), end=date(2026, 6, 30))
    goals = [
        goal("GES4-1", hours=3),
        goal("GES4-2", "nee", hours=4),
        goal("GES4-3", builds_on=("GES4-1",), periods=("P3",)),
        goal("WIS4-1", hours=6, builds_on=("GES4-1",)),
        goal("WIS4-2", hours=2, periods=("P3",)),
    ]
    plan = Plan(
        MONDAY,
        LAST,
        Timetable(SCHOOL, WEEK, [change("di3; do3", "GES", "ZW", "WIS bundel")], CLOSED),
        [measure("doelen weggelaten", "GES4-1"), measure("doelen later", "WIS4-1", end=date(2026, 4, 3))],
        goals,
        {"P3": second_half},
        above(goals),
    )
    assert costs(plan) == [
        Cost(
            "GES",
            Hours(usual=7, lessons=0, alone=0),
            planned=("GES4-1", "GES4-2"),
            essential=("GES4-1",),
            spoken={"W": ("GES4-1",)},
            unspoken=(),
            gone=("GES4-1",),
            resting={"GES4-1": ("GES4-3", "WIS4-1")},
            need=Need("GES", 4, Hours(7, 0, 0), LAST, 0),
        ),
        Cost(
            "WIS",
            Hours(usual=7, lessons=7, alone=7),
            planned=("WIS4-1",),
            essential=("WIS4-1",),
            spoken={"L": ("WIS4-1",)},
            need=Need("WIS", 6, Hours(9, 9, 7), date(2026, 4, 3), 0),
        ),
    ]
    assert [cost.need.short for cost in costs(plan) if cost.need] == [True, False]


def exam(subject: str, day: int, minutes: int | None = 100) -> Any:
    own = {"room": None, "supervisor": None, "start": time(8, 30), "kind": "schriftelijk"}
    return SimpleNamespace(subject=subject, on=date(2026, 6, day), minutes=minutes, **own)


def moved(subject: str, day: int, choice: str, to: int = 0, *forms: str) -> Any:
    new = date(2026, 6, to) if to else None
    own = {"start": None, "minutes": None, "room": None, "supervisor": None}
    on = date(2026, 6, day)
    return SimpleNamespace(subject=subject, exam_on=on, choice=choice, new_date=new, forms=forms, **own)


def test_the_load_of_exams_as_the_student_takes_them() -> None:
    exams = [exam("GES", 10), exam("WIS", 10, 150), exam("FRA", 12, 50)]
    assert exam_load(sittings(exams, (), (), 1)) == ExamLoad(3, 300, 2, 250, 2, 0)
    changes = [moved("WIS", 10, "verplaatst", 15), moved("FRA", 12, "geschrapt")]
    assert exam_load(sittings(exams, changes, (), 1)) == ExamLoad(2, 250, 1, 150, 2, 1)
    assert exam_load(()) == ExamLoad()


def test_freed_hours_ask_a_place_that_is_open() -> None:
    changes = [
        change("ma1", "WIS", "ZW", place="studiezaal"),
        change("di1", "WIS", "RU", place="studiezaal"),
        change("di3", "GES", "ZW"),
        change("do3", "GES", "TW"),
    ]
    (hours,) = weeks_of(Timetable(SCHOOL, WEEK, changes), MONDAY).values()
    places = [SimpleNamespace(name="studiezaal", slots=Slots().parse("ma1-7"))]
    found = watch([present(hours, 1.0)], places, supervised=SUPERVISED.__contains__)
    assert (found, found.hours) == (Watch({"studiezaal": 2}, nowhere=1, closed=1), 3)


def test_a_week_of_which_the_student_comes_for_a_part_asks_a_place_for_that_part() -> None:
    changes = [change("ma1", "WIS", "ZW", place="studiezaal"), change("di1", "WIS", "ZW", place="studiezaal")]
    (hours,) = weeks_of(Timetable(SCHOOL, WEEK, changes), MONDAY).values()
    found = watch([present(hours, 0.4)], (), supervised=SUPERVISED.__contains__)
    assert found == Watch({"studiezaal": 0.8}, 0, 0)


def test_an_hour_of_an_a_week_is_half_an_hour_of_a_week() -> None:
    changes = [change("ma1A", "WIS", "ZW", place="studiezaal"), change("di3", "GES", "ZW", place="olc")]
    weeks = weeks_of(Timetable(SCHOOL, WEEK, changes), MONDAY).values()
    found = watch([present(hours, 1.0) for hours in weeks], (), supervised=SUPERVISED.__contains__)
    assert found == Watch({"olc": 1, "studiezaal": 0.5}, 0, 0)


def test_the_work_that_a_version_asks_of_each_teacher() -> None:
    changes = [change("di3", "GES", "ZW", "WIS bundel 2"), change("do3", "GES", "ZW", "taak")]
    exams = [moved("GES", 10, "behouden", 0, "aangepaste versie"), moved("WIS", 10, "verplaatst", 15)]
    measures = [measure("doelen later", "WIS4-1")]
    assert work(SCHOOL, WEEK, changes, exams, measures, MONDAY) == {
        "TGES": Work(tasks=1, versions=1, catching_up=0),
        "TWIS": Work(tasks=1, versions=0, catching_up=1),
    }


def test_the_worked_example_gives_the_same_sum(tmp_path: Path) -> None:
    more_hours = more("Basisrooster", "4WEWIb |  | elke | ma | 1 | WIS | DPT | B204 |")
    goals = edited("Leerplandoelen", G6="studierichting")
    records = checked(tmp_path, Basisrooster=more_hours, Leerplandoelen=goals).records
    dossier = records.dossiers["L0231"]
    found = costs(plan_of(records, dossier, dossier.versions[0]))
    # Tuesdays 3 Feb to 24 March without the holiday: 7; Wednesdays and Thursdays the same; Mondays until 29 May: 16.
    # Two weeks of time-out give none, three of return 4/9, 6/9 and 8/9 (two together).
    assert [(cost.subject, cost.hours, cost.gone) for cost in found] == [
        ("FRA", Hours(7, pytest.approx(2), 0), ()),
        ("GES", Hours(7, pytest.approx(2), 0), ("GES4-09",)),
        ("NED", Hours(7, pytest.approx(2), 0), ()),
        ("WIS", Hours(7, pytest.approx(4), 2), ()),
    ]
    assert found[3].need == Need("WIS", 11, Hours(16, 13, 2), date(2026, 5, 29), 0)
