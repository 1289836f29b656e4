"""Writes a made-up school: `python benchmarks/school.py --students 860 --seed 1 --out DIR`.

Without --students it writes the example school of inputs/: `python benchmarks/school.py --out inputs`.
The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.example_school.example import example_school
from benchmarks.example_school.larger import larger_school
from benchmarks.example_school.workbooks import write_school


def main() -> None:
    """Read the arguments and write the workbooks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, help="how many students; left out: the example school")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder for the workbooks")
    arguments = parser.parse_args()
    if arguments.students is None:
        base, rows = example_school()
    else:
        base, rows = larger_school(arguments.students, arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in write_school(arguments.out, base, rows):
        print(path)


if __name__ == "__main__":
    main()
