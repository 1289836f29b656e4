"""What planning questions cost, on the school of 860 students: one function per question, one line per figure.

    python benchmarks/planning.py [--students 860] [--runs 5]

Times are wall-clock, the median of the runs, each in a process of its own; beside it the processor time of the same
run, which says what it costs when the machine has nothing else to do. `start` is a Python that imports click only.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
TODAY = "2026-03-23"
GOAL = 0.3  # seconds: the what-if of one student


@dataclass(frozen=True)
class Figure:
    """One answer: what was asked, how long it took in seconds, how much of that the processor worked."""

    question: str
    wall: float
    processor: float
    goal: float = 0.0


def what_if_command(folder: Path, runs: int) -> Figure:
    """`docgen what-if ... --subject WIS --json` from the start of the process to its end."""
    words = ["-m", "docgen", "--project", str(folder), "what-if", somebody(folder), "--subject", "WIS", "--json"]
    return Figure("what-if, the whole command", *timed(words, runs), GOAL)


def what_if_answer(folder: Path, runs: int) -> Figure:
    """The same inside a process that stands (a watcher, the next question): read the workbooks, and answer."""
    from docgen.project import Project
    from docgen.whatif.glance import glance
    from docgen.whatif.variants import READS, Drop, students_of, weigh

    name, project = somebody(folder), Project(folder)

    def answer() -> None:
        weigh(glance(project, READS, students_of([name])).records, [name], Drop(subjects=("WIS",)))

    return Figure("what-if, read and answered", *inside(answer, runs), GOAL)


def start_alone(folder: Path, runs: int) -> Figure:
    """What any command costs before it does anything."""
    return Figure("start: python and click", *timed(["-c", "import click"], runs))


QUESTIONS: Sequence[Callable[[Path, int], Figure]] = (start_alone, what_if_answer, what_if_command)


def somebody(folder: Path) -> str:
    """The first running version of the school with changed hours."""
    from docgen.project import Project
    from docgen.whatif.glance import glance
    from docgen.whatif.variants import READS

    records = glance(Project(folder), READS).records
    return next(version.name for _, version in records.versions() if version.timetable)


def timed(words: Sequence[str], runs: int) -> tuple[float, float]:
    """The median seconds of a Python process with these arguments, on the clock and on the processor."""
    walls, works = [], []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    for number in range(runs + 1):
        before, begun = os.times(), time.perf_counter()
        subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        wall, after = time.perf_counter() - begun, os.times()
        work = after.children_user + after.children_system - before.children_user - before.children_system
        if number:  # the first one compiles
            walls.append(wall)
            works.append(work)
    return statistics.median(walls), statistics.median(works)


def inside(answer: Callable[[], None], runs: int) -> tuple[float, float]:
    """The median seconds of a call in this process; the first one, which fills caches, is left out."""
    answer()
    walls, works = [], []
    for _ in range(runs):
        worked, begun = time.process_time(), time.perf_counter()
        answer()
        walls.append(time.perf_counter() - begun)
        works.append(time.process_time() - worked)
    return statistics.median(walls), statistics.median(works)


def school(folder: Path, students: int) -> None:
    """A project folder with a generated school."""
    words = ["benchmarks/school.py", "--students", str(students), "--seed", "1", "--out", str(folder / "inputs")]
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (folder / "docgen.toml").write_text(f"[datum]\npeildatum = {TODAY}\n")


def main() -> None:
    """Print a line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--students", type=int, default=860)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        school(folder, given.students)
        for question in QUESTIONS:
            figure = question(folder, given.runs)
            goal = f"  goal {figure.goal:.2f} s" if figure.goal else ""
            print(f"{figure.question:<30} {figure.wall:6.3f} s  processor {figure.processor:6.3f} s{goal}")


if __name__ == "__main__":
    main()
