"""How the cost of a build grows: 1, 10 and 100 schools of 860 students in one folder, each built from nothing.

    python benchmarks/growth.py                              860 and 8,600 students
    python benchmarks/growth.py --schools 1 10 100           up to 86,000
    python benchmarks/growth.py --svg docs/growth.svg        the picture as well

School 2 and later are the first one with other keys (`check_school`), so that the work per student is the same and
only the cost can differ. CPU of whole processes and the largest memory of one; ends with 1 when a document costs more
than 10 % above what it costs in the smallest folder (starting and compiling weigh most there, so less is no fault), or
a process needs more than 500 MB. Source of both: issue 9.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.check_school import _renamed, _write, goals_of_its_own
from benchmarks.example_school.larger import larger_school
from benchmarks.rebuild import ROOT, SETTINGS

STUDENTS, WITHIN, MEMORY = 860, 0.10, 500


class Grown(NamedTuple):
    """One build: students, documents, seconds of CPU, the most memory in MB."""

    students: int
    documents: int
    cpu: float
    memory: float

    @property
    def each(self) -> float:
        """Milliseconds of CPU per document."""
        return self.cpu / self.documents * 1000


def grown(folder: Path, schools: int) -> Grown:
    """Write so many schools, build them, and say what it took."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True)
    (folder / "docgen.toml").write_text(SETTINGS)
    _, rows = larger_school(STUDENTS, 1)
    goals_of_its_own(rows)
    for school in range(schools):
        _write(inputs, school, _renamed(rows, school))
    words = [sys.executable, "-m", "docgen", "--project", str(folder), "build"]
    process = subprocess.Popen(
        words, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    documents = sum(1 for _ in (folder / "outputs").glob("*/*.docx"))
    return Grown(STUDENTS * schools, documents, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


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
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    found: list[Grown] = []
    print("| students | documents | CPU s | CPU ms a document | memory MB |\n| ---: | ---: | ---: | ---: | ---: |")
    for schools in arguments.schools:
        folder = Path(tempfile.mkdtemp())
        try:
            one = grown(folder, schools)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        found.append(one)
        print(f"| {one.students} | {one.documents} | {one.cpu:.1f} | {one.each:.2f} | {one.memory:.0f} |", flush=True)
    if arguments.svg:
        arguments.svg.write_text(picture(found), encoding="utf-8")
    constant = all(one.each <= found[0].each * (1 + WITHIN) for one in found)
    return 0 if constant and all(one.memory <= MEMORY for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
