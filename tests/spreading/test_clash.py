"""When nothing fits: a smallest set of constraints that clash, checked by removing each in turn."""

from __future__ import annotations

from itertools import combinations

import pytest

from benchmarks.exams import seeded_case
from docgen.spreading.case import Case
from docgen.spreading.clash import clash, no_way, schedule_for
from docgen.spreading.constraints import CONSTRAINTS
from docgen.spreading.solver import solve
from tests.spreading.small import AFTERNOON, MORNING, case, day, exam, schedules
from tests.spreading.solving import needs_solver

pytestmark = needs_solver()


def names(of: Case) -> tuple[str, ...]:
    return tuple(constraint.name for constraint in clash(of))


@pytest.mark.parametrize(
    ("of", "clashing"),
    [
        (case(exam("WIS", 8), quiet=((day(1), day(20)),)), ("quiet",)),
        (case(exam("WIS", 8), days=(8, 9), quiet=((day(1), day(8)),), away=((day(9), day(9)),)), ("quiet", "away")),
        (case(exam("WIS", 8), exam("NED", 8, AFTERNOON), days=(8,), per_day=1), ("count",)),
        (case(exam("WIS", 8), exam("NED", 9), days=(8, 9), half_days=1, begins=(MORNING,)), ("overlap", "half_days")),
        (case(exam("WIS", 8), days=(8, 9), quiet=((day(1), day(8)),), seat=lambda spot: None), ("quiet", "seat")),
        (case(exam("WIS", 8, pinned=(day(9), MORNING)), quiet=((day(1), day(9)),)), ("quiet", "pinned")),
    ],
)
def test_the_constraints_that_clash_are_named(of: Case, clashing: tuple[str, ...]) -> None:
    assert names(of) == clashing
    assert not list(schedules(of))


def test_without_any_one_of_a_clash_a_schedule_exists_and_no_fewer_constraints_clash() -> None:
    impossible = [of for of in map(seeded_case, range(40)) if solve(of, best=False) is None]
    sizes = []
    for of in impossible:
        clashing = clash(of)
        assert schedule_for(of, clashing) is None
        for constraint in clashing:  # remove each in turn
            assert schedule_for(of, [other for other in clashing if other is not constraint]) is not None
        fewer = combinations(CONSTRAINTS, len(clashing) - 1)
        assert all(schedule_for(of, some) is not None for some in fewer)
        sizes.append(len(clashing))
    assert (len(sizes) > 10, max(sizes) > 1) == (True, True)


LONG = exam("WIS", 8, minutes=700, longer=True)


@pytest.mark.parametrize(
    ("of", "clashes", "give_up"),
    [
        (case(exam("WIS", 8), quiet=((day(1), day(20)),)), [["quiet"]], []),
        (case(LONG, day_ends=940), [["minutes"], ["day_end"]], ["day_end", "minutes"]),
        (
            case(exam("WIS", 8), exam("NED", 8, AFTERNOON, 500, longer=True), days=(8,), per_day=1, day_ends=940),
            [["count"], ["day_end"]],
            ["day_end", "count"],
        ),
        (
            case(exam("WIS", 8), days=(8, 9), quiet=((day(1), day(8)),), away=((day(9), day(9)),), seat=lambda _: None),
            [["quiet", "seat"]],
            ["quiet"],
        ),
    ],
)
def test_every_clash_is_named_and_what_ends_them_all(of: Case, clashes: list[list[str]], give_up: list[str]) -> None:
    why = no_way(of)
    assert [[constraint.name for constraint in one] for one in why.clashes] == clashes
    assert [constraint.name for constraint in why.give_up] == give_up


def test_what_is_said_to_give_way_does_and_nothing_of_it_for_nothing() -> None:
    impossible = [of for of in map(seeded_case, range(60)) if solve(of, best=False) is None]
    kinds = set()
    for of in impossible:
        why = no_way(of)
        others = [constraint for constraint in CONSTRAINTS if constraint not in why.give_up]
        if why.give_up:
            assert schedule_for(of, others) is not None
            assert all(schedule_for(of, [*others, constraint]) is None for constraint in why.give_up)
        for constraint in () if why.give_up else why.clashes[0]:  # any of them will do
            assert schedule_for(of, [other for other in CONSTRAINTS if other is not constraint]) is not None
        kinds.add((bool(why.give_up), len(why.clashes)))
    assert {(False, 1), (True, 1)} <= kinds


def test_a_case_with_a_schedule_has_no_clash() -> None:
    with pytest.raises(ValueError, match="a schedule exists"):
        clash(case(exam("WIS", 8)))
