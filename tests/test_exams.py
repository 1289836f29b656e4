"""A student's own exams: extra time, another day, in parts, dropped, and what then shares time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import pytest

from docgen.school.exams import overlapping, own_exams, sittings

NINE, TEN, MONDAY, TUESDAY = time(9, 0), time(10, 0), date(2026, 6, 15), date(2026, 6, 16)


@dataclass(frozen=True)
class Base:
    """An exam of the class."""

    subject: str = "FYS"
    on: date = MONDAY
    start: time | None = NINE
    minutes: int | None = 100
    kind: str = "schriftelijk"
    room: str | None = "B204"
    supervisor: str | None = None
    classes: tuple[str, ...] = ("4A",)
    group: str | None = None


@dataclass(frozen=True)
class Change:
    """What is different for this student."""

    choice: str = "behouden"
    subject: str = "FYS"
    exam_on: date = MONDAY
    new_date: date | None = None
    start: time | None = None
    minutes: int | None = None
    room: str | None = None
    supervisor: str | None = None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Longer:
    """The measure `langere tijd`."""

    subjects: tuple[str, ...] = ("alle",)
    where: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


def taken(
    exams: list[Base], changes: list[Change], extra: list[Longer] | None = None, factor: float = 1.33
) -> list[tuple[object, ...]]:
    found = sittings(exams, changes, extra or [], factor)
    return [(s.subject, s.kind, s.on, s.start, s.minutes, s.room, s.supervisor) for s in found]


def test_own_exams_are_those_of_the_class_and_of_the_own_groups() -> None:
    exams = [Base("FYS"), Base("FRA", classes=("4B",)), Base("DUI", group="DUI2"), Base("WIS", classes=("4B", "4A"))]
    assert [exam.subject for exam in own_exams(exams, "4A", ())] == ["FYS", "WIS"]
    assert [exam.subject for exam in own_exams(exams, "4A", ("DUI2",))] == ["FYS", "DUI", "WIS"]


def test_without_changes_an_exam_is_as_in_the_class() -> None:
    (sitting,) = sittings([Base()], [], [], 1.33)
    assert (sitting.span, sitting.moved, sitting.longer, sitting.change) == (
        (datetime(2026, 6, 15, 9, 0), datetime(2026, 6, 15, 10, 40)),
        False,
        False,
        None,
    )


@pytest.mark.parametrize(
    ("minutes", "factor", "longer"),
    [
        (100, 1.33, 135),
        (150, 1.33, 200),
        (50, 1.33, 70),
        (120, 1.25, 150),
        (100, 1.1, 110),
        (90, 1.0, 90),
        (45, 1.0, 45),
    ],
)
def test_extra_time_is_rounded_up_to_five_minutes(minutes: int, factor: float, longer: int) -> None:
    (sitting,) = sittings([Base(minutes=minutes)], [], [Longer()], factor)
    assert (sitting.minutes, sitting.base_minutes, sitting.longer) == (longer, minutes, longer > minutes)


@pytest.mark.parametrize(
    ("measure", "kind", "minutes"),
    [
        (Longer(), "schriftelijk", 135),
        (Longer(subjects=()), "schriftelijk", 135),
        (Longer(subjects=("FYS", "WIS")), "mondeling", 135),
        (Longer(subjects=("WIS",)), "schriftelijk", 100),
        (Longer(where=("examen",)), "praktijk", 135),
        (Longer(where=("toets",)), "schriftelijk", 100),
        (Longer(where=("toets",)), "toets", 135),
        (Longer(where=("examen",)), "toets", 100),
        (Longer(where=("les", "uitstap")), "schriftelijk", 100),
        (Longer(start=MONDAY, end=MONDAY), "schriftelijk", 135),
        (Longer(start=TUESDAY), "schriftelijk", 100),
        (Longer(end=date(2026, 6, 14)), "schriftelijk", 100),
    ],
)
def test_extra_time_counts_for_its_subjects_places_and_days(measure: Longer, kind: str, minutes: int) -> None:
    assert taken([Base(kind=kind)], [], [measure]) == [("FYS", kind, MONDAY, NINE, minutes, "B204", None)]


def test_an_exam_on_another_day_keeps_what_was_not_changed() -> None:
    change = Change("verplaatst", new_date=TUESDAY, start=TEN, supervisor="KDW")
    assert taken([Base()], [change], [Longer()]) == [("FYS", "schriftelijk", TUESDAY, TEN, 135, "B204", "KDW")]
    (sitting,) = sittings([Base()], [change], [], 1.33)
    assert (sitting.moved, sitting.base, sitting.change) == (True, Base(), change)


def test_an_exam_that_is_kept_may_have_another_form_room_and_duration() -> None:
    change = Change(forms=("aangepaste versie", "mondeling"), room="C101", minutes=60)
    assert taken([Base()], [change], [Longer()]) == [("FYS", "mondeling", MONDAY, NINE, 60, "C101", None)]


def test_an_exam_in_parts_is_shared_out_and_each_part_gets_extra_time() -> None:
    parts = [Change("gesplitst", new_date=MONDAY, start=NINE), Change("gesplitst", new_date=TUESDAY, start=TEN)]
    assert taken([Base()], parts) == [
        ("FYS", "schriftelijk", MONDAY, NINE, 50, "B204", None),
        ("FYS", "schriftelijk", TUESDAY, TEN, 50, "B204", None),
    ]
    assert [row[4] for row in taken([Base()], parts, [Longer()])] == [70, 70]


@pytest.mark.parametrize(
    ("choice", "kind"), [("geschrapt", "schriftelijk"), ("niet inhalen", "schriftelijk"), ("gespreid", "gespreid")]
)
def test_an_exam_that_falls_away_has_no_day_and_stands_last(choice: str, kind: str) -> None:
    found = sittings([Base(), Base("WIS", on=TUESDAY)], [Change(choice)], [], 1.33)
    assert [(s.subject, s.kind, s.on, s.span, s.moved) for s in found] == [
        ("WIS", "schriftelijk", TUESDAY, found[0].span, False),
        ("FYS", kind, None, None, False),
    ]


def test_a_change_of_another_subject_or_day_is_not_a_change_of_this_exam() -> None:
    changes = [Change("geschrapt", subject="WIS"), Change("geschrapt", exam_on=TUESDAY)]
    assert taken([Base()], changes) == [("FYS", "schriftelijk", MONDAY, NINE, 100, "B204", None)]


def test_exams_stand_in_the_order_of_day_hour_and_subject() -> None:
    exams = [Base("WIS", on=TUESDAY), Base("NED", start=TEN), Base("GES", start=None), Base("FYS"), Base("ENG")]
    assert [row[0] for row in taken(exams, [])] == ["ENG", "FYS", "NED", "GES", "WIS"]


def test_a_task_without_hour_or_duration_takes_no_time() -> None:
    (sitting,) = sittings([Base(kind="taak", start=None, minutes=None)], [], [Longer()], 1.33)
    assert (sitting.span, sitting.minutes, sitting.longer) == (None, None, False)


@pytest.mark.parametrize(
    ("start", "extra", "pairs"),
    [
        (TEN, [], [("FYS", "NED")]),
        (time(10, 39), [], [("FYS", "NED")]),
        (time(10, 40), [], []),
        (time(10, 40), [Longer(subjects=("FYS",))], [("FYS", "NED")]),
        (time(11, 15), [Longer(subjects=("FYS",))], []),
        (NINE, [], [("FYS", "NED")]),
    ],
)
def test_two_exams_overlap_when_they_share_a_minute(
    start: time, extra: list[Longer], pairs: list[tuple[str, str]]
) -> None:
    found = sittings([Base("NED", start=start), Base()], [], extra, 1.33)
    assert [(one.subject, other.subject) for one, other in overlapping(found)] == pairs


def test_exams_on_two_days_or_without_a_day_do_not_overlap() -> None:
    found = sittings([Base(), Base("NED", on=TUESDAY), Base("WIS")], [Change("geschrapt", subject="WIS")], [], 1.33)
    assert list(overlapping(found)) == []
