"""How the cost of a build grows: 1, 10 and 100 schools of 860 students as a group, each built from nothing.

    python benchmarks/growth.py                              1 and 10 schools, one project folder each
    python benchmarks/growth.py --schools 1 10 100           up to 86,000 students
    python benchmarks/growth.py --svg docs/growth.svg        the picture as well
    python benchmarks/growth.py --one-folder                 all schools in one project folder, as one huge school

As a group every school is another made-up one, and `docgen group build` builds them one after the other in one process.
What does not grow is told apart: the start, of a group in which nothing is to be made, and the templates compiled once
(every school makes all types of documents). A machine that others keep busy counts more CPU for the same work, up to
half as much again within minutes. So the group is stopped now and then, and one school is built by itself from the
start: "beside it" is what a document costs there, the median of those builds.

CPU of whole processes and the largest memory of one. Ends with 1 when a process needs 500 MB, or when a document costs
more than 10 % above what it costs beside it (in one folder, where nothing is told apart: in the smallest folder). Less
is no fault: a process does more once, for its first documents, than the start tells. Source of both: issue 9.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.check_school import _renamed, _write, goals_of_its_own
from benchmarks.example_school.larger import larger_school
from benchmarks.rebuild import ROOT, SETTINGS
from docgen.template import compile_template

STUDENTS, WITHIN, MEMORY = 860, 0.10, 500
BESIDE = 5  # schools that are built by themselves beside a group
DOCUMENTS = "outputs/*/*.docx"


class Used(NamedTuple):
    """What a process took: seconds of CPU, the most memory in MB."""

    cpu: float
    memory: float


class Grown(NamedTuple):
    """One build: schools, documents, seconds of CPU, of which at the start, the most memory in MB.

    `beside` is what a document costs in a school by itself, milliseconds in the same minutes.
    """

    schools: int
    documents: int
    cpu: float
    start: float
    memory: float
    beside: float

    @property
    def students(self) -> int:
        """How many students the schools have."""
        return STUDENTS * self.schools

    @property
    def each(self) -> float:
        """Milliseconds of CPU per document, the start left out."""
        return (self.cpu - self.start) / self.documents * 1000

    @property
    def line(self) -> str:
        """The line of the table."""
        costs = f"{self.cpu:.1f} | {self.start:.1f} | {self.each:.2f} | {self.beside:.2f} | {self.memory:.0f}"
        return f"| {self.schools} | {self.students} | {self.documents} | {costs} |"


HEAD = """| schools | students | documents | CPU s | of which start | CPU ms a document | beside it | memory MB |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


def docgen(*words: str, between: Callable[[int], object] | None = None) -> Used:
    """Run a command as a process of its own; stopped for `between` after each line that it says, with how many."""
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    for number, _ in enumerate(process.stderr, start=1):
        if between:
            process.send_signal(signal.SIGSTOP)
            between(number)
            process.send_signal(signal.SIGCONT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def starting() -> float:
    """Seconds of CPU that do not grow: a group in which nothing is to be made, and every template compiled once."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "leeg" / "inputs").mkdir(parents=True)
        (Path(folder) / "leeg" / "docgen.toml").write_text(SETTINGS)
        empty = docgen("group", "build", folder).cpu
    begun = time.process_time()
    for path in sorted((ROOT / "templates").glob("*.docx")):
        compile_template(path.read_bytes(), name=path.name)
    return empty + time.process_time() - begun


def written(folder: Path, schools: int) -> Path:
    """So many schools, each in a project folder of its own."""
    for school in range(schools):
        own = folder / f"school{school + 1:03}"
        (own / "inputs").mkdir(parents=True)
        (own / "docgen.toml").write_text(SETTINGS)
        _, rows = larger_school(STUDENTS, school + 1)
        goals_of_its_own(rows)
        _write(own / "inputs", 0, rows)
    return folder


def by_itself() -> Grown:
    """One school, built as a group of one."""
    with TemporaryDirectory() as folder:
        used, start = docgen("group", "build", str(written(Path(folder), 1))), starting()
        documents = sum(1 for _ in Path(folder).glob(f"*/{DOCUMENTS}"))
    return Grown(1, documents, used.cpu, start, used.memory, (used.cpu - start) / documents * 1000)


def as_group(folder: Path, schools: int) -> Grown:
    """So many schools as a group, with a school by itself now and then; one school is the median of those."""
    apart = max(1, schools // BESIDE)
    if schools == 1:
        return sorted((by_itself() for _ in range(BESIDE)), key=lambda one: one.each)[BESIDE // 2]
    found = []

    def beside(done: int) -> None:
        if done < schools and done % apart == apart // 2:
            found.append(by_itself())

    used = docgen("group", "build", str(written(folder, schools)), between=beside)
    documents = sum(1 for _ in folder.glob(f"*/{DOCUMENTS}"))
    each, start = (median(getattr(one, name) for one in found) for name in ("each", "start"))
    return Grown(schools, documents, used.cpu, start, used.memory, each)


def in_one_folder(folder: Path, schools: int) -> Grown:
    """So many schools in one folder; nothing is told apart."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True)
    (folder / "docgen.toml").write_text(SETTINGS)
    _, rows = larger_school(STUDENTS, 1)
    goals_of_its_own(rows)
    for school in range(schools):
        _write(inputs, school, _renamed(rows, school))
    used = docgen("--project", str(folder), "build")
    return Grown(schools, sum(1 for _ in folder.glob(DOCUMENTS)), used.cpu, 0.0, used.memory, 0.0)


def picture(found: list[Grown]) -> str:
    """The CPU per document as bars, with their figures: an SVG."""
    most = max(one.each for one in found)
    lines = []
    for number, one in enumerate(found):
        high, left = round(160 * one.each / most), 40 + number * 150
        said = f"{one.each:.1f} ms", f"{one.students:,} leerlingen".replace(",", "."), f"{one.memory:.0f} MB"
        lines.append(f'<rect x="{left}" y="{200 - high}" width="90" height="{high}" fill="#2f5d8a"/>')
        for place, text in zip((192 - high, 218, 236), said, strict=True):
            lines.append(f'<text x="{left + 45}" y="{place}" text-anchor="middle">{text}</text>')
    width = 40 + 150 * len(found)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="250" font-family="sans-serif" font-size="13">'
        "<title>CPU per document en geheugen</title>" + "".join(lines) + "</svg>\n"
    )


def main() -> int:
    """Build each size, print the table, draw it."""
    parser: Any = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--one-folder", action="store_true")
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    build = in_one_folder if arguments.one_folder else as_group
    found: list[Grown] = []
    print(HEAD)
    for schools in arguments.schools:
        with TemporaryDirectory() as folder:
            found.append(build(Path(folder), schools))
        print(found[-1].line, flush=True)
    if arguments.svg:
        arguments.svg.write_text(picture(found), encoding="utf-8")
    if arguments.one_folder:
        constant = all(one.each <= found[0].each * (1 + WITHIN) for one in found)
    else:
        constant = all(one.each <= one.beside * (1 + WITHIN) for one in found)
    return 0 if constant and all(one.memory < MEMORY for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
