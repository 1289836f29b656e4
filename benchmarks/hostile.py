"""Runs every bad input of tests/hostile as a user would, in a process each: `python benchmarks/hostile.py`.

Prints what was measured, per category, on a workbook saved by each program (or on any: --workbook FILE); --security
puts that table in SECURITY.md. Exit status 1 when a case went otherwise than was decided.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from docgen.disk.atomic import write  # noqa: E402 - the folder of this file is on the path first
from tests.hostile.base import WRITERS, Base, NotHere  # noqa: E402
from tests.hostile.case import CATEGORIES, OUTCOMES, Case  # noqa: E402
from tests.hostile.corpus import CORPUS  # noqa: E402
from tests.hostile.running import Outcome, faults, run, warm  # noqa: E402

BEGIN, END = "<!-- python benchmarks/hostile.py --security -->\n", "<!-- end -->\n"
Ran = list[tuple[Case, Outcome, list[str]]]


def ran_on(data: bytes, cases: Sequence[Case]) -> Ran:
    """Every case on this workbook: what came of it, and what is wrong with that."""
    base, found = Base.of(data), []
    with TemporaryDirectory() as made:
        told = warm(Path(made), base)
        for case in cases:
            try:
                outcome = run(Path(made), base, case)
            except NotHere:
                continue
            found.append((case, outcome, faults(case, outcome, base, told)))
    return found


def decided(cases: Iterable[Case]) -> list[list[str]]:
    """The first cells of each row: a category, its cases, how many have which outcome; the last row is of all cases."""
    every = list(cases)
    by_category = {category: [case for case in every if case.category == category] for category in CATEGORIES}
    rows = {**by_category, "all": every}
    return [
        [name, str(len(found)), *(str(sum(case.expected.outcome == outcome for case in found)) for outcome in OUTCOMES)]
        for name, found in rows.items()
    ]


def table(ran: Mapping[str, Ran]) -> str:
    """What was decided and what was measured: a row per category."""
    lines = [
        f"| category | cases | {' | '.join(OUTCOMES)} | runs | went otherwise | longest (CPU s) | most memory (MB) |",
        "|" + "---|" * (len(OUTCOMES) + 6),
    ]
    everything = [one for found in ran.values() for one in found]
    for first in decided({case.name + case.category: case for case, _, _ in everything}.values()):
        found = [one for one in everything if first[0] in ("all", one[0].category)]
        cells = [*first, len(found), sum(bool(said) for _, _, said in found)]
        seconds = max((outcome.seconds for _, outcome, _ in found), default=0)
        megabytes = max((outcome.megabytes for _, outcome, _ in found), default=0)
        lines.append("| " + " | ".join([*map(str, cells), f"{seconds:.1f}", f"{megabytes:.0f}"]) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run, print, and write when asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--workbook", type=Path, help="any workbook that docgen reads without a finding")
    options.add_argument("--security", action="store_true", help="write the table in SECURITY.md")
    options.add_argument("--writer", choices=sorted(WRITERS), action="append", help="of these programs only")
    given = options.parse_args()
    if given.workbook:
        ran = {given.workbook.name: ran_on(given.workbook.read_bytes(), [case for case in CORPUS if case.any_writer])}
    else:
        ran = {
            writer: ran_on(made(), [case for case in CORPUS if case.any_writer or writer == "XlsxWriter"])
            for writer, made in WRITERS.items()
            if writer in (given.writer or WRITERS)
        }
    said = f"Workbooks saved by {', '.join(ran)}.\n\n{table(ran)}"
    print(said)
    for writer, found in ran.items():
        for case, _, wrong in found:
            if wrong:
                print(f"{writer}, {case.category}, {case.name}: {'; '.join(wrong)[:300]}")
    if given.security:
        text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        write(ROOT / "SECURITY.md", f"{before}{BEGIN}\n{said}\n{END}{rest.partition(END)[2]}".encode())
    return int(any(wrong for found in ran.values() for _, _, wrong in found))


if __name__ == "__main__":
    sys.exit(main())
