"""A check of a whole school: CPU of reading, validating, joining and judging, beside openpyxl reading the same files.

    python benchmarks/check.py                     one school of 860 students, openpyxl in the same run
    python benchmarks/check.py --growth            the same with 1, 5 and 20 such schools in one folder

CPU seconds (user and system) of a fresh process per measurement, imports not counted, the child that reads counted with
the reading; the median, docgen and openpyxl alternating. Memory is the most that the process ever held, Python and
imports included.

Seconds depend on the machine; how many times openpyxl takes of it does not. The targets were set where openpyxl took
2.4 s to read the school: 0.3 s is an eighth of that and 1.2 s half of it, on any machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

STAGES = {
    "workbooks.bytes_of": "read",
    "workbooks.read_bytes": "read",
    "workbooks.validate": "validate",
    "pipeline.register": "join",
    "pipeline.join": "join",
    "pipeline.rule_findings": "rules",
}
"""The functions that make up each stage, as their callers know them; what remains is planning, confirming, judging."""
TODAY = "2026-03-23"
TARGET = {"read": 0.3, "total": 1.2}
OPENPYXL = 2.4
"""CPU seconds of openpyxl for the same school where the targets were set."""
SIZES = (1, 5, 20)
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None


def measure_docgen(folder: Path) -> dict[str, Any]:
    """CPU seconds of each stage of one check in this process."""
    from docgen import pipeline, spec
    from docgen.project import Project
    from docgen.records import workbooks

    spec.sheets(), spec.rules(), spec.documents()  # imported by folder

    spent = dict.fromkeys((*STAGES.values(), "rest"), 0.0)

    def clocked(stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            result = call(*args, **options)
            result = tuple(result) if stage == "rules" else result  # findings are made when they are asked for
            spent[stage] += time.process_time() - start
            return result

        return run

    rooms = {"pipeline": pipeline, "workbooks": workbooks}
    for place, stage in STAGES.items():
        room, _, name = place.partition(".")
        setattr(rooms[room], name, clocked(stage, getattr(rooms[room], name)))
    project = Project(folder)
    start, before = time.process_time(), of_children()
    checked = pipeline.check(project)
    child = of_children() - before
    spent["read"] += child
    spent["total"] = time.process_time() - start + child
    spent["rest"] = spent["total"] - sum(spent[stage] for stage in set(STAGES.values()))
    rows = {name: len(rows) for name, rows in checked.records.register.rows.items()}
    found = Counter(f"{finding.severity} {finding.code}" for finding in checked.findings)
    return {**spent, "rows": rows, "findings": dict(sorted(found.items())), "documents": len(checked.verdicts)}


def of_children() -> float:
    """CPU seconds of the children of this process that have ended."""
    used = os.times()
    return used.children_user + used.children_system


def measure_openpyxl(folder: Path) -> dict[str, Any]:
    """CPU seconds of loading the same workbooks one after another, each kept until all are read."""
    from openpyxl import load_workbook

    paths = sorted((folder / "inputs").glob("*.xlsx"))
    start = time.process_time()
    books = [load_workbook(path) for path in paths]
    return {"total": time.process_time() - start, "books": len(books)}


MEASURES = {"docgen": measure_docgen, "openpyxl": measure_openpyxl}


def in_fresh_process(what: str, folder: Path) -> dict[str, Any]:
    """One measurement in a Python of its own, with the most memory it held in MB."""
    command = [sys.executable, str(Path(__file__).resolve()), "--measure", what, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def most_memory() -> float:
    """The most memory this process held, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def medians(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of every number of some measurements."""
    numbers = [name for name, value in found[0].items() if isinstance(value, float)]
    return found[0] | {name: statistics.median(one[name] for one in found) for name in numbers}


def make_project(folder: Path, schools: int, seed: int) -> None:
    """A project folder with the workbooks of some schools."""
    from benchmarks.check_school import write_schools

    write_schools(folder / "inputs", schools, seed)
    (folder / "docgen.toml").write_text(f"[datum]\npeildatum = {TODAY}\n", encoding="utf-8")


def compare(folder: Path, rounds: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The medians of docgen and of openpyxl, rounds alternating."""
    pairs = [tuple(in_fresh_process(what, folder) for what in MEASURES) for _ in range(rounds)]
    own, other = (medians([pair[number] for pair in pairs]) for number in (0, 1))
    return own, other


def print_school(own: dict[str, Any], other: dict[str, Any]) -> None:
    """The table of one school."""
    print(f"openpyxl takes {other['total']:.2f} s to read the same files, and {other['memory']:.0f} MB\n")
    print("| stage | CPU (s) | target (s) | openpyxl takes | target |\n|---|---|---|---|---|")
    for stage in (*dict.fromkeys(STAGES.values()), "rest", "total"):
        seconds, times = f"{own[stage]:.3f}", other["total"] / own[stage]
        if stage in TARGET:
            print(f"| {stage} | {seconds} | {TARGET[stage]} | {times:.1f} x | {OPENPYXL / TARGET[stage]:.0f} x |")
        else:
            print(f"| {stage} | {seconds} | | | |")
    print(f"| memory (MB) | {own['memory']:.0f} | 250 | | |")


def print_growth(folder: Path, rounds: int, seed: int) -> None:
    """The table of several sizes, with the cost per row: the same in every line when the cost grows linearly."""
    stages = ("read", "validate", "join", "rules", "rest", "total")
    print(f"\n| schools | rows | {' | '.join(stages)} | CPU per row (\u00b5s) | memory (MB) | memory per row (kB) |")
    print("|---" * (len(stages) + 5) + "|")
    for size in SIZES:
        make_project(folder / str(size), size, seed)
        own = medians([in_fresh_process("docgen", folder / str(size)) for _ in range(rounds)])
        rows = sum(own["rows"].values())
        seconds = " | ".join(f"{own[stage]:.2f}" for stage in stages)
        cost = f"{own['total'] / rows * 1e6:.1f} | {own['memory']:.0f} | {own['memory'] * 1024 / rows:.1f}"
        print(f"| {size} | {rows:,} | {seconds} | {cost} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--growth", action="store_true", help="also 5 and 20 schools in one folder")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="write the school here and leave it; default a temporary folder")
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        what, where = options.measure
        result = MEASURES[what](Path(where))
        print(json.dumps(result | {"memory": most_memory()}))
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as temporary:
        folder = options.keep or Path(temporary)
        make_project(folder / "1", 1, options.seed)
        own, other = compare(folder / "1", options.rounds)
        counts = ", ".join(f"{name} {count:,}" for name, count in own["rows"].items() if count > 500)
        print(f"Python {sys.version.split()[0]}, median of {options.rounds}; {counts}; {own['documents']} documents")
        print("findings:", ", ".join(f"{name} {count}" for name, count in own["findings"].items()) or "none", "\n")
        print_school(own, other)
        if options.growth:
            print_growth(folder, min(3, options.rounds), options.seed)


if __name__ == "__main__":
    main()
