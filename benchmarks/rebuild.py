"""What a build costs when nothing changed, and when one cell did: whole processes, from start to exit.

    python benchmarks/rebuild.py                   860 students with some 2,000 documents
    python benchmarks/rebuild.py --share 0.07      860 students, of whom as many have a trajectory as in a real school

Seconds on the clock and of CPU, the median of several runs; beside them a Python that does nothing, started in the same
round, because a busy machine is slow for both. Ends with 1 when a figure is above its target in CPU.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.example_school import larger
from benchmarks.example_school.workbooks import write_school

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "[datum]\npeildatum = 2026-03-23\n"
TARGETS = {"nothing changed": 0.5, "check": 0.5, "one cell": 0.7}
"""Seconds. Source: issue 7 (2,000 documents), issue 9 (860 students, one cell to the finished document)."""


class Run(NamedTuple):
    """One process: seconds on the clock, seconds of CPU, what it printed."""

    clock: float
    cpu: float
    printed: str


def run(*words: str) -> Run:
    """Run Python with these words and wait."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment, check=False)
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(clock, cpu, done.stdout)


def docgen(folder: Path, *words: str) -> Run:
    """Run a command on a project folder."""
    return run("-m", "docgen", "--project", str(folder), *words)


def made(done: Run) -> int:
    """How many Word documents a build made."""
    entries = json.loads(done.printed)["documents"]
    return sum(entry["changed"] for entry in entries if entry["path"].endswith(".docx"))


class School:
    """A made-up school in a folder, of which one cell can be typed anew."""

    def __init__(self, folder: Path, students: int, share: float) -> None:
        """Write the workbooks."""
        larger.CARE_SHARE = share
        self.folder = folder
        self.base, self.rows = larger.larger_school(students, 1)
        (folder / "docgen.toml").write_text(SETTINGS)
        self.write()

    def write(self) -> None:
        """Write every workbook; the same rows give the same bytes."""
        (self.folder / "inputs").mkdir(exist_ok=True)
        for _ in write_school(self.folder / "inputs", self.base, self.rows):
            pass

    def type_anew(self, text: str) -> None:
        """Another text in one cell: what the student works on, in the sheet Afspraken."""
        self.rows["Afspraken"][0] = {**self.rows["Afspraken"][0], "Wat": text}
        self.write()


def measure(school: School, times: int) -> dict[str, list[Run]]:
    """The runs of each kind, by turns with a Python that does nothing."""
    runs: dict[str, list[Run]] = {name: [] for name in ("python", *TARGETS)}
    for number in range(times):
        runs["python"].append(run("-c", "pass"))
        runs["nothing changed"].append(docgen(school.folder, "build", "--json"))
        runs["check"].append(docgen(school.folder, "check", "--json"))
        school.type_anew(f"elke week {number + 1} keer beginnen")
        runs["one cell"].append(docgen(school.folder, "build", "--json"))
    return runs


def median(runs: list[Run], name: str) -> float:
    """The median of the clock or the CPU."""
    return statistics.median(getattr(one, name) for one in runs)


def report(runs: dict[str, list[Run]], documents: int, first: Run) -> bool:
    """Print the figures; whether each is within its target in CPU."""
    print(f"{documents} documents; the first build took {first.clock:.1f} s ({first.cpu:.1f} s of CPU)")
    for name, some in runs.items():
        target = TARGETS.get(name)
        goal = f"   target {target} s" if target else ""
        print(f"{name:<16}{median(some, 'clock'):6.2f} s on the clock {median(some, 'cpu'):6.2f} s of CPU{goal}")
    nothing = {made(one) for one in runs["nothing changed"]}
    print(f"documents made: nothing changed {sorted(nothing)}, one cell {sorted({made(o) for o in runs['one cell']})}")
    return nothing == {0} and all(median(runs[name], "cpu") <= target for name, target in TARGETS.items())


def main() -> int:
    """Read the arguments, build a school, measure."""
    parser: Any = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=860)
    parser.add_argument("--share", type=float, default=0.6, help="how many of the students have a trajectory")
    parser.add_argument("--times", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        school = School(Path(scratch), arguments.students, arguments.share)
        first = docgen(school.folder, "build", "--json", "--jobs", str(os.cpu_count() or 1))
        runs = measure(school, arguments.times)
        return 0 if report(runs, made(first), first) else 1


if __name__ == "__main__":
    sys.exit(main())
