"""Each constraint by itself: what it refuses, what it lets stand, and that it is told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.messages import catalogue
from docgen.spreading.case import Case, Exam, Spot
from docgen.spreading.constraints import CONSTRAINTS, broken, refusals
from docgen.spreading.proposing import CHECKED_BY
from tests.spreading.small import AFTERNOON, MORNING, case, day, exam


def refused(of: Case, *places: tuple[int, int]) -> set[str]:
    """What is broken when the exams stand at these days of June and minutes."""
    spots = tuple(Spot(each, day(on), begin) for each, (on, begin) in zip(of.exams, places, strict=True))
    return set(broken(of, spots))


WIS, NED = exam("WIS", 8), exam("NED", 9)


@pytest.mark.parametrize(
    ("name", "of", "wrong", "right"),
    [
        ("overlap", case(WIS, NED), [(8, MORNING), (8, MORNING + 99)], [(8, MORNING), (8, MORNING + 100)]),
        ("rest", case(WIS, NED, rest=30), [(8, MORNING), (8, MORNING + 129)], [(8, MORNING), (8, MORNING + 130)]),
        ("count", case(WIS, NED, per_day=1), [(8, MORNING), (8, AFTERNOON)], [(8, MORNING), (9, AFTERNOON)]),
        ("minutes", case(WIS, NED, minutes=199), [(8, MORNING), (8, AFTERNOON)], [(8, MORNING), (9, MORNING)]),
        ("half_days", case(WIS, NED, half_days=1), [(8, MORNING), (9, MORNING)], [(8, MORNING), (8, MORNING + 100)]),
        (
            "half_days",
            case(WIS, NED, half_days=5, weeks={day(8): 1}),
            [(8, MORNING), (8, AFTERNOON)],
            [(8, MORNING), (8, MORNING + 100)],
        ),
        (
            "lighter",
            case(WIS, NED, class_load={day(8): 1}),
            [(8, MORNING), (8, AFTERNOON)],
            [(8, MORNING), (9, MORNING)],
        ),
        ("quiet", case(WIS, quiet=((day(1), day(9)),)), [(9, MORNING)], [(10, MORNING)]),
        ("away", case(WIS, away=((day(10), day(12)),)), [(10, MORNING)], [(9, MORNING)]),
        ("day_end", case(WIS, day_ends=AFTERNOON + 99), [(8, AFTERNOON)], [(9, MORNING)]),
        ("day_end", case(exam("WIS", 8, longer=True), day_ends=MORNING + 99), [(8, MORNING)], [(8, MORNING - 1)]),
        ("ready", case(exam("WIS", 8, ready_from=day(9))), [(8, MORNING)], [(9, MORNING)]),
        ("window", case(exam("WIS", 8, window=frozenset({9}))), [(10, MORNING)], [(9, MORNING)]),
        ("seat", case(WIS, seat=lambda spot: None), [(9, MORNING)], [(8, MORNING)]),
        ("pinned", case(exam("WIS", 8, pinned=(day(9), MORNING))), [(8, MORNING)], [(9, MORNING)]),
        ("twice", case(WIS, exam("WIS", 9)), [(9, AFTERNOON), (9, MORNING)], [(8, MORNING), (9, MORNING)]),
    ],
)
def test_a_constraint_refuses_what_it_is_for(
    name: str, of: Case, wrong: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    assert refused(of, *wrong) == {name}
    assert refused(of, *right) == set()


def test_what_the_class_has_needs_no_window_and_no_seat() -> None:
    standing = case(exam("WIS", 8, window=frozenset({9})), seat=lambda spot: None)
    assert refused(standing, (8, MORNING)) == set()


def test_a_test_takes_time_but_is_no_exam_of_the_day() -> None:
    toets = exam("FRA", 8, kind="toets")
    beside = replace(case(WIS, per_day=1, minutes=100), fixed=(Spot(toets, day(8), MORNING + 50),))
    assert refused(beside, (8, MORNING)) == {"overlap"}
    assert refused(beside, (8, AFTERNOON)) == set()


def test_what_stands_already_is_not_judged_by_itself() -> None:
    parts = tuple(Spot(exam("DUI", 8), day(8), begin) for begin in (MORNING, MORNING + 10, AFTERNOON))
    crowded = replace(case(WIS, per_day=1), fixed=parts)
    assert refused(crowded, (9, MORNING)) == set()
    assert refused(crowded, (8, AFTERNOON + 100)) == {"count"}


def test_a_refusal_names_what_is_in_the_way_and_how_much_it_would_be() -> None:
    of = case(WIS, NED, exam("FRA", 10), per_day=2, minutes=250)
    others = [Spot(of.exams[1], day(8), AFTERNOON), Spot(of.exams[2], day(8), MORNING)]
    told = [(b.name, b.subjects, b.n, dict(b.facts)) for b in refusals(of, Spot(of.exams[0], day(8), MORNING), others)]
    assert told == [
        ("overlap", ("FRA",), 0, {}),
        ("minutes", ("NED", "FRA"), 300, {"limit": 250}),
        ("count", ("NED", "FRA"), 3, {"limit": 2}),
    ]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_constraint_has_its_sentences(lang: str) -> None:
    names = {constraint.name for constraint in CONSTRAINTS}
    texts = catalogue(lang)
    assert set(texts.word("spreading.rules")) == names
    assert set(texts.word("spreading.because")) == {*names, "whole"}


def test_constraints_stand_for_rules_that_check_hand_work() -> None:
    known = {code for constraint in CONSTRAINTS for code in constraint.codes}
    assert set(CHECKED_BY) - known == {"E08", "E11"}  # about rows that only people write: dropped, and a typed duration


def test_an_exam_is_itself_only() -> None:
    assert Exam("WIS", "schriftelijk", day(8), MORNING, 100) != Exam("WIS", "schriftelijk", day(8), MORNING, 100)
