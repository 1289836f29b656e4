"""Greedy and solver: what they choose, that neither breaks a constraint, and how far the plain way is from the best."""

from __future__ import annotations

import random
from typing import Any

import pytest

from benchmarks.exams import gaps, seeded_case, told
from docgen.spreading.case import Case, Exam, Spot
from docgen.spreading.constraints import broken
from docgen.spreading.cost import cost, is_best
from docgen.spreading.greedy import Stuck, spread
from docgen.spreading.solver import Solved, solve
from tests.spreading.small import AFTERNOON, MORNING, case, day, exam, schedules, shown
from tests.spreading.solving import needs_solver


def plain(of: Case) -> list[tuple[str, int, int]]:
    found = spread(of)
    assert not isinstance(found, Stuck)
    return shown(found)


def test_what_can_stay_stays() -> None:
    of = case(exam("WIS", 8), exam("NED", 8, AFTERNOON), exam("FRA", 9))
    assert plain(of) == [("WIS", 8, MORNING), ("NED", 8, AFTERNOON), ("FRA", 9, MORNING)]


def test_an_exam_with_open_essential_goals_keeps_its_place() -> None:
    pair = exam("WIS", 8), exam("NED", 8, AFTERNOON, essential=True)
    assert plain(case(*pair, per_day=1)) == [("WIS", 9, AFTERNOON), ("NED", 8, AFTERNOON)]
    pair = exam("WIS", 8, essential=True), exam("NED", 8, AFTERNOON)
    assert plain(case(*pair, per_day=1)) == [("WIS", 8, MORNING), ("NED", 9, MORNING)]


def test_a_move_stays_near_leaves_the_days_to_catch_up_and_spares_a_full_day() -> None:
    moving = exam("WIS", 8)
    quiet = ((day(1), day(8)),)
    assert plain(case(moving, days=(8, 9, 10), quiet=quiet)) == [("WIS", 9, MORNING)]
    assert plain(case(moving, days=(8, 9, 10), quiet=quiet, catch_up=frozenset({day(9)}))) == [("WIS", 10, MORNING)]
    assert plain(case(moving, exam("NED", 9), quiet=quiet)) == [("WIS", 10, MORNING), ("NED", 9, MORNING)]


def test_hand_work_stays_where_it_was_put() -> None:
    of = case(exam("WIS", 8, pinned=(day(10), AFTERNOON)), exam("NED", 10, AFTERNOON))
    assert plain(of) == [("WIS", 10, AFTERNOON), ("NED", 9, MORNING)]


def test_an_exam_that_found_no_place_goes_first() -> None:
    early = exam("WIS", 8, essential=True), exam("NED", 9, window=frozenset({8}))
    of = case(*early, per_day=1, days=(8, 9), away=((day(9), day(9)),))
    found = spread(of)
    assert isinstance(found, Stuck)  # one day, two exams
    assert (found.exam.subject, found.refused_by[0]) == ("NED", "away")
    narrow = exam("WIS", 8, minutes=50), exam("NED", 9, window=frozenset({8}), minutes=50)
    assert plain(case(*narrow, per_day=1, days=(8, 9, 10), quiet=((day(9), day(9)),))) == [
        ("WIS", 10, MORNING),
        ("NED", 8, MORNING),
    ]


def test_a_schedule_in_which_nothing_moves_needs_no_proof() -> None:
    of = case(exam("WIS", 8), exam("NED", 8, AFTERNOON))
    stays = tuple(Spot(each, each.on, each.begin) for each in of.exams)
    moved = (stays[0], Spot(of.exams[1], day(9), MORNING))
    assert (is_best(of, stays), is_best(of, moved), cost(of, stays), cost(of, moved)) == (True, False, 9, 104)


@needs_solver()
def test_the_solver_finds_exactly_the_best_of_all_schedules_or_that_there_is_none() -> None:
    outcomes = []
    for seed in range(30):
        of = tiny(seed)
        every = list(schedules(of))
        best, any_one = solve(of), solve(of, best=False)
        assert (best is None, any_one is None) == (not every, not every), seed
        if best is not None:
            assert (best.cost, best.proven) == (min(cost(of, spots) for spots in every), True), seed
            assert best.spots in every
        outcomes.append(best is None)
    assert 5 < sum(outcomes) < 25  # both kinds occur


def tiny(seed: int) -> Case:
    """Three exams over three days, small enough to try everything."""
    dice = random.Random(seed)
    exams: list[Exam] = [
        exam(
            subject,
            dice.choice((8, 9, 10)),
            dice.choice((MORNING, AFTERNOON)),
            dice.choice((50, 100, 200)),
            essential=dice.random() < 0.5,
            pinned=(day(dice.choice((8, 9))), MORNING) if dice.random() < 0.2 else None,
        )
        for subject in ("WIS", "NED", dice.choice(("WIS", "FRA")))
    ]
    return case(
        *exams,
        per_day=dice.choice((1, 2, 3)),
        minutes=dice.choice((200, 400)),
        rest=dice.choice((0, 30)),
        half_days=dice.choice((1, 2, 3, 4, 9)),
        class_load=dict.fromkeys((each.on for each in exams), dice.choice((1, 3, 3))),
        fixed=(Spot(exam("GES", 9, minutes=60), day(9), MORNING),) if dice.random() < 0.3 else (),
        quiet=((day(8), day(8)),) if dice.random() < 0.3 else (),
        catch_up=frozenset({day(10)}) if dice.random() < 0.5 else frozenset(),
    )


@needs_solver()
def test_the_same_case_gives_the_same_schedule() -> None:
    def once(seed: int) -> tuple[list[tuple[str, int, int]], int] | None:
        solved = solve(seeded_case(seed))
        return (shown(solved.spots), solved.cost) if solved else None

    assert [once(seed) for seed in range(6)] == [once(seed) for seed in range(6)]


def test_no_plain_schedule_of_the_seeded_cases_breaks_a_constraint() -> None:
    cases = [seeded_case(seed) for seed in range(60)]
    found = [(of, spread(of)) for of in cases]
    assert {broken(of, spots) for of, spots in found if not isinstance(spots, Stuck)} == {frozenset()}
    assert 10 < sum(isinstance(spots, Stuck) for _, spots in found) < 50


@needs_solver()
def test_the_plain_way_stays_near_the_best_on_fifty_seeded_cases() -> None:
    found, missed, impossible = gaps(range(50))
    print(told(found, missed, impossible))
    assert min(found) >= 0  # nothing is better than the best
    assert (len(found) + missed + impossible, missed) == (50, 0)
    assert sum(found) / len(found) < 0.01


@needs_solver()
def test_an_exam_that_moved_gets_its_turn_before_the_others_when_that_is_better() -> None:
    of = seeded_case(21)
    in_order = [spot for spot in spread(of, again=False) if not spot.stays]  # type: ignore[union-attr]
    plain, best = spread(of), solve(of)
    assert not isinstance(plain, Stuck)
    assert best is not None
    moved = [spot for spot in plain if not spot.stays]
    assert (len(in_order), len(moved), cost(of, plain)) == (2, 1, best.cost)


@needs_solver()
def test_a_solved_schedule_breaks_no_constraint_and_costs_what_is_said() -> None:
    solved = [(of, solve(of)) for of in map(seeded_case, range(50, 62))]
    assert {
        (broken(of, best.spots), cost(of, best.spots) - best.cost, best.proven)
        for of, best in solved
        if isinstance(best, Solved)
    } == {(frozenset(), 0, True)}


def test_without_the_extra_only_the_solver_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ortools.sat.python", None)
    with pytest.raises(ImportError):
        solve(case(exam("WIS", 8)))
    assert plain(case(exam("WIS", 8))) == [("WIS", 8, MORNING)]


def test_a_day_holds_more_exams_than_in_class_only_when_that_is_asked() -> None:
    """The class has one exam a day; this student may come in one half day only, on which there is time for both."""
    exams = (exam("WIS", 8), exam("NED", 9, MORNING + 200))
    as_class = {day(8): 1, day(9): 1}
    asked: dict[str, Any] = {"days": (8, 9), "half_days": 1, "begins": (MORNING, MORNING + 200), "class_load": as_class}
    assert isinstance(spread(case(*exams, **asked)), Stuck)
    assert plain(case(*exams, heavier=True, **asked)) == [("WIS", 8, MORNING), ("NED", 8, MORNING + 200)]
