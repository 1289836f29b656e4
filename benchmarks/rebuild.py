"""What a build costs when nothing changed, and when one cell did: whole processes, and as far as the finished document.

    python benchmarks/rebuild.py                   860 students with some 2,000 documents
    python benchmarks/rebuild.py --share 0.07      860 students, of whom as many have a trajectory as in a real school

Seconds on the clock and of CPU, the median of several runs; beside them a Python that does nothing, started in the same
round, because a busy machine is slow for both. "one cell" is the whole command; "to the document" ends when the last
document that shows the cell stands in its place, the marked workbooks and the results pages still to come; "first
document" is the same of a folder that was never built, of which one document is asked for. "watch" is "to the document"
of a `docgen watch` that runs already, from the moment the workbook is saved, without the time that it must be
still. CPU to a moment is read from /proc, in hundredths of a second; elsewhere than on Linux it is not measured.
Ends with 1 when a figure is above its target in CPU.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.example_school import larger
from benchmarks.example_school.workbooks import write_school

ROOT = Path(__file__).resolve().parents[1]
STILL = 0.5  # seconds: the least that docgen takes
SETTINGS = f"[datum]\npeildatum = 2026-03-23\n[toezicht]\nstil = {STILL}\n"
TARGETS = {"nothing changed": 0.5, "check": 0.5, "first document": 1.0, "to the document": 0.7, "watch": 0.7}
"""Seconds. Source: issue 7 (2,000 documents), issue 9 (860 students, one cell to the finished document)."""


class Run(NamedTuple):
    """One process: seconds on the clock, seconds of CPU, what it printed."""

    clock: float
    cpu: float
    printed: str


def run(*words: str) -> Run:
    """Run Python with these words and wait."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, env=_environment(), check=False)
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(clock, cpu, done.stdout)


def _environment() -> dict[str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    return environment


def docgen(folder: Path, *words: str) -> Run:
    """Run a command on a project folder."""
    return run("-m", "docgen", "--project", str(folder), *words)


def made(done: Run) -> int:
    """How many Word documents a build made."""
    return len(paths(done))


def paths(done: Run) -> list[str]:
    """The Word documents that a build made."""
    return [entry["path"] for entry in entries(done)]


def entries(done: Run) -> list[dict[str, Any]]:
    """What a build says of the Word documents that it made."""
    documents = json.loads(done.printed)["documents"]
    return [entry for entry in documents if entry["changed"] and entry["path"].endswith(".docx")]


class Until(NamedTuple):
    """Files that must be others than they were: what a reader waits for."""

    inodes: dict[Path, int]

    @classmethod
    def made_anew(cls, files: Iterable[Path]) -> Until:
        """As these files stand now, or do not yet."""
        return cls({file: _inode(file) for file in files})

    def reached(self) -> bool:
        """Whether each is another file now. What docgen writes takes the place of the old one whole."""
        return all(_inode(file) not in (inode, 0) for file, inode in self.inodes.items())


def _inode(file: Path) -> int:
    try:
        return file.stat().st_ino
    except OSError:
        return 0


def _cpu(process: int) -> float:
    """Seconds of CPU that a process and the children it waited for have taken."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _wait(until: Until, process: subprocess.Popen[bytes], begun: float, before: float) -> Run:
    """Wait for the files; what it took on the clock and of CPU since then."""
    while not until.reached():
        if process.poll() is not None and not until.reached():
            raise RuntimeError("docgen ended, and the documents are not there")
        time.sleep(0.005)
    return Run(time.perf_counter() - begun, _cpu(process.pid) - before, "")


def to_the_document(folder: Path, until: Until, *words: str) -> Run:
    """A build as far as these documents; it is not ended, but not counted any more."""
    command, begun = [sys.executable, "-m", "docgen", "--project", str(folder), "build", *words], time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()) as process:
        return _wait(until, process, begun, 0.0)


@contextmanager
def watching(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A `docgen watch` that has read everything once and waits."""
    command = [sys.executable, "-m", "docgen", "--project", str(folder), "watch", "--interval", "0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()) as process:
        try:
            yield process
        finally:
            process.terminate()


def _at_rest(process: subprocess.Popen[bytes]) -> None:
    """Wait until a watcher has nothing to do: it looks ten times a second, and does no more."""
    while True:
        before = _cpu(process.pid)
        time.sleep(2)
        if _cpu(process.pid) - before < 0.5:
            return


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


def first_document(folder: Path, document: Mapping[str, str]) -> Run:
    """One document of one student, in a folder that was never built."""
    shutil.rmtree(folder / "outputs", ignore_errors=True)
    asked = ("--only", f"document={document['type']}", "--only", f"leerling={document['student']}")
    return to_the_document(folder, Until.made_anew([folder / "outputs" / document["path"]]), *asked)


def measure(school: School, document: Mapping[str, str], times: int) -> dict[str, list[Run]]:
    """The runs of each kind, by turns with a Python that does nothing; the watcher after the others."""
    kinds = ("python", "nothing changed", "check", "first document", "one cell", "to the document", "watch")
    new = school.folder.with_name("new")
    shutil.copytree(school.folder, new, ignore=shutil.ignore_patterns("outputs"))
    runs: dict[str, list[Run]] = {name: [] for name in kinds}
    texts = (f"elke week {number} keer beginnen" for number in range(1, 1000))
    for _ in range(times):
        runs["python"].append(run("-c", "pass"))
        runs["nothing changed"].append(docgen(school.folder, "build", "--json"))
        runs["check"].append(docgen(school.folder, "check", "--json"))
        runs["first document"].append(first_document(new, document))
        school.type_anew(next(texts))
        runs["one cell"].append(docgen(school.folder, "build", "--json"))
        until = Until.made_anew(school.folder / "outputs" / path for path in paths(runs["one cell"][-1]))
        school.type_anew(next(texts))
        runs["to the document"].append(to_the_document(school.folder, until))
    with watching(school.folder) as process:
        for _ in range(times):
            _at_rest(process)
            until = Until.made_anew(until.inodes)
            school.type_anew(next(texts))
            runs["watch"].append(_wait(until, process, time.perf_counter() + STILL, _cpu(process.pid)))
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
        folder = Path(scratch) / "school"
        folder.mkdir()
        school = School(folder, arguments.students, arguments.share)
        first = docgen(school.folder, "build", "--json", "--jobs", str(os.cpu_count() or 1))
        document = next(entry for entry in entries(first) if entry["student"])
        runs = measure(school, document, arguments.times)
        return 0 if report(runs, made(first), first) else 1


if __name__ == "__main__":
    sys.exit(main())
