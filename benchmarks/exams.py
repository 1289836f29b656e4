"""What it costs to propose exams for 60 students with 9 days and 2 slots, and how far the plain way is from the best.

    python benchmarks/exams.py              seconds and the gap, over seeded cases
    python benchmarks/exams.py --school     also 60 students of a made-up school of 1,300, read from its workbooks

Ends with 1 when a figure is above its target in CPU: a busy machine is slow on the clock. The import of OR-tools is
told by itself. Without OR-tools only the plain way is measured.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docgen.spreading.case import Case, Exam, Limits, Seat, Spot
from docgen.spreading.cost import cost
from docgen.spreading.greedy import Stuck, spread
from docgen.spreading.solver import available, solve

STUDENTS, DAYS, SLOTS = 60, 9, (8 * 60 + 30, 13 * 60)
TARGETS = {"without the solver": 1.0, "with the solver": 3.0}
"""Seconds. Source: issue 8."""
SUBJECTS = ("AAR", "BIO", "CHE", "DUI", "ENG", "FRA", "FYS", "GES", "LAT", "NED", "WIS")
FIRST = date(2026, 6, 8)
PUPILS = 1300  # so that 60 have exams to come


def seeded_case(seed: int, days: int = DAYS, slots: Sequence[int] = SLOTS) -> Case:
    """A made-up student: a class's schedule over some school days, and what this student needs; may be impossible."""
    dice = random.Random(seed)
    every = [day for n in range(2 * days) if (day := FIRST + timedelta(days=n)).weekday() < 5][:days]
    hours = [(day, begin) for day in every for begin in slots]
    standing = dice.sample(hours, min(len(hours), dice.randint(4, days)))
    doubled = dice.random() < 0.3  # a class whose own schedule is too full
    if doubled:
        standing[0] = standing[-1]
    window = frozenset(every)
    exams = tuple(
        Exam(
            subject,
            "schriftelijk",
            day,
            begin,
            dice.choice((50, 100, 120, 150, 200)),
            longer=dice.random() < 0.2,
            essential=dice.random() < 0.4,
            seat=Seat(f"B{dice.randint(1, 9)}", None),
            window=window,
            ready_from=dice.choice(every) if dice.random() < 0.1 else None,
        )
        for subject, (day, begin) in zip(SUBJECTS, sorted(standing), strict=False)
    )
    quiet = ((every[0], every[dice.randint(0, 3)]),) if dice.random() < 0.5 else ()
    away = ((every[-1 - dice.randint(0, 1)], every[-1]),) if dice.random() < 0.2 else ()
    parts = Exam("PRA", "praktijk", every[4], slots[0], 60), Exam("NED", "toets", every[6], slots[0], 50)
    return Case(
        f"L{seed:04}",
        f"L{seed:04}-1",
        exams,
        tuple(Spot(exam, exam.on, exam.begin) for exam in parts if dice.random() < 0.3),
        tuple(every),
        tuple(slots),
        quiet=quiet,
        away=away,
        class_load=Counter(exam.on for exam in exams),
        limits=Limits(dice.choice((1, 2, 2)), dice.choice((200, 300)), 30, dice.choice((3, 4, 5))),
        day_ends=15 * 60 + 40,
    )


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU and on the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


def gaps(seeds: Sequence[int]) -> tuple[list[float], int, int]:
    """Per case with a schedule how much more the plain way costs (0.1 is a tenth); what it missed; the impossible."""
    found, missed, impossible = [], 0, 0
    for seed in seeds:
        case = seeded_case(seed)
        plain, best = spread(case), solve(case)
        if best is None:
            impossible += 1
        elif isinstance(plain, Stuck):
            missed += 1
        else:
            found.append((cost(case, plain) - best.cost) / max(1, best.cost))
    return found, missed, impossible


def told(found: Sequence[float], missed: int, impossible: int) -> str:
    """The gap in one line."""
    same = sum(gap == 0 for gap in found)
    return (
        f"{len(found) + missed + impossible} cases, {impossible} impossible; of {len(found) + missed} the plain way is "
        f"as good in {same}, finds none in {missed}; "
        f"gap mean {statistics.mean(found):.1%}, largest {max(found):.1%}"
    )


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--school", action="store_true", help="also a school of 1,300, from its workbooks")
    asked = parser.parse_args()
    cases = [seeded_case(seed) for seed in range(STUDENTS)]
    runs: dict[str, Callable[[], object]] = {"without the solver": lambda: [spread(case) for case in cases]}
    if available():
        print(f"import of OR-tools: {seconds(lambda: solve(cases[0]))[1]:.2f} s on the clock")
        runs["with the solver"] = lambda: [_best(case) for case in cases]
    figures = {name: seconds(work) for name, work in runs.items()}
    for name, (cpu, clock) in figures.items():
        print(f"{STUDENTS} students, {DAYS} days, {len(SLOTS)} slots, {name}: {cpu:.2f} s of CPU, {clock:.2f} s")
    if available():
        print(told(*gaps(range(50))))
    if asked.school:
        figures |= _of_a_school()
    return int(any(cpu > TARGETS[name.partition(",")[0]] for name, (cpu, _) in figures.items()))


def _best(case: Case) -> object:
    """What `--optimaal` does for one student."""
    plain = spread(case)
    return solve(case, hint=() if isinstance(plain, Stuck) else plain)


def _of_a_school() -> dict[str, tuple[float, float]]:
    """60 students of a school of 1,300 who may have one exam a day, through the whole of `propose`."""
    from benchmarks.example_school.larger import larger_school
    from benchmarks.example_school.workbooks import write_school
    from docgen.pipeline import check
    from docgen.project import Project
    from docgen.spreading.asked import with_exams_to_come
    from docgen.spreading.gathering import Wishes
    from docgen.spreading.proposing import Proposal, propose

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "inputs").mkdir()
        list(write_school(root / "inputs", *larger_school(PUPILS, 1)))
        (root / "docgen.toml").write_text("[datum]\npeildatum = 2026-03-23\n", encoding="utf-8")
        checked = check(Project(root))
    records, before = checked.records, {(f.code, f.case, f.place) for f in checked.findings}
    asked = with_exams_to_come(records, records.dossiers)[:STUDENTS]
    figures = {}
    for name, best in (("without the solver", False), *((("with the solver", True),) if available() else ())):
        outcomes: list[object] = []
        cpu, clock = seconds(
            lambda best=best, into=outcomes: into.extend(propose(records, asked, Wishes(1), best=best))
        )
        proposals = [outcome for outcome in outcomes if isinstance(outcome, Proposal)]
        moves = sum(len(p.moves) for p in proposals)
        wrong = sum((f.code, f.case, f.place) not in before for p in proposals for f in p.findings)
        print(
            f"{len(asked)} students of a school of {PUPILS}, {name}: {cpu:.2f} s of CPU, {clock:.2f} s; "
            f"{len(proposals)} proposals, {moves} moves, {wrong} new findings"
            + (f", {sum(o.gave_way for o in outcomes)} gave way to another" if best else "")  # type: ignore[attr-defined]
        )
        figures[f"{name}, of a school"] = cpu, clock
    return figures


if __name__ == "__main__":
    sys.exit(main())
