"""A whole school from workbooks to files, beside the program that one would write today: whole processes, by turns.

    python benchmarks/whole_school.py                 860 students, every document; three rounds
    python benchmarks/whole_school.py --students 100 --times 1

docgen reads, validates, applies every rule, makes, inspects and publishes (flushed to disk), with its log and its
results pages. The other program (`peers/whole.py`) reads the same workbooks with openpyxl and fills the same templates
with docxtpl. It is given for nothing every value of every document, derived and ready to print; it keeps the picture
that stands in the template, checks nothing and inspects nothing. Ends with 1 when docgen needs more than a 25th of its
CPU. Source of the target: issue 9.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import re
import statistics
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.rebuild import ROOT, School, docgen, made, run
from docgen.filters import FILTERS
from docgen.pages.page import view
from docgen.pictures.image import Image
from docgen.pipeline import check
from docgen.plan.planned import STOPPED
from docgen.privacy import release
from docgen.project import Project

TARGET = 25.0
PICTURE = re.compile(rb'(descr|title)="[^"]*[{][{%][^"]*"')  # the tag of a picture, which docxtpl writes otherwise


def prepare(folder: Path, scratch: Path) -> int:
    """Everything the other program is given: templates it can read, and the values of each document. How many."""
    project, documents = Project(folder), []
    checked = check(project)
    (scratch / "templates").mkdir()
    for planned, verdict in checked.verdicts.items():
        if verdict.status != STOPPED:
            template = scratch / "templates" / f"{planned.spec.name}.docx"
            if not template.exists():
                template.write_bytes(easier(project.template(planned.spec.name).read_bytes()))
            released = release(checked.records, planned, verdict.status, without=verdict.without)
            documents.append((planned.name, str(template), plain(view(released, checked.records.today))))
    (scratch / "contexts").write_bytes(pickle.dumps((dict(FILTERS), documents)))
    return len(documents)


def easier(template: bytes) -> bytes:
    """The template without the tags in the texts beside its pictures."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, PICTURE.sub(rb'\1=""', data) if name.endswith(".xml") else data)
    return made.getvalue()


def plain(value: Any) -> Any:
    """A context as anybody's program could hold it."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return ("picture", value.data, value.width_mm) if isinstance(value, Image) else value


def main() -> int:
    """Build by turns, print each round and the median of the ratios."""
    parser: Any = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=860)
    parser.add_argument("--share", type=float, default=0.07, help="how many of the students have a trajectory")
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        (scratch / "school").mkdir()
        school = School(scratch / "school", arguments.students, arguments.share)
        documents = prepare(school.folder, scratch)
        ratios = []
        for number in range(arguments.times):
            out = scratch / f"out{number}"
            out.mkdir()
            words = (str(school.folder / "inputs"), str(scratch / "contexts"), str(out))
            other = run(str(ROOT / "benchmarks" / "peers" / "whole.py"), *words)
            ours = docgen(school.folder, "build", "--json", "--force")
            if json.loads(other.printed.split()[-1]) != documents or made(ours) != documents:
                raise SystemExit("not the same documents")
            ratios.append(other.cpu / ours.cpu)
            print(
                f"{documents} documents: openpyxl and docxtpl {other.cpu:.1f} s of CPU, docgen {ours.cpu:.1f} s", end=""
            )
            print(f": {ratios[-1]:.1f} x", flush=True)
    ratio = statistics.median(ratios)
    print(f"median {ratio:.1f} x   target {TARGET:.0f} x")
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
