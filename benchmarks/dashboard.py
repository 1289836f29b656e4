"""How long the results page of a large school takes to load, in headless Chromium.

    python benchmarks/dashboard.py                          # 1,000 students, 7 rounds
    python benchmarks/dashboard.py --students 60 --out DIR  # keep the page, to look at it

The page is that of the example school, each student there many times over under other names. The time is counted from
the click until the page is loaded and painted (`loadEventEnd`, and the first frame after it). The machine is never
quiet, so what counts is the least of the rounds.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from docgen.dashboard.model import Pupil, View
from docgen.dashboard.pages import index
from docgen.dashboard.viewing import view
from docgen.dashboard.words import Words
from docgen.pipeline import build
from docgen.project import Project

ROOT = Path(__file__).parent.parent
MOST = 0.5  # seconds
LOADED = """
const done = arguments[arguments.length - 1];
const told = () => requestAnimationFrame(() => setTimeout(() => {
  const timing = performance.getEntriesByType("navigation")[0];
  done([timing.loadEventEnd / 1000, performance.now() / 1000, document.getElementsByTagName("*").length]);
}));
document.readyState === "complete" ? told() : addEventListener("load", () => setTimeout(told));
"""


def main() -> int:
    """Make the page, load it in so many rounds, print what it takes; 1 when the least is more than half a second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path, help="keep the page in this folder")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docgen-page-") as scratch:
        folder = (wanted.out or Path(scratch) / "page").resolve()
        folder.mkdir(parents=True, exist_ok=True)
        page, data = folder / "index.html", large(example(Path(scratch) / "school"), wanted.students)
        page.write_bytes(data)
        loads, frames, nodes = zip(*rounds(page, wanted.rounds), strict=True)
    print(f"{wanted.students} students: {len(data) / 1e6:.2f} MB, {nodes[0]} elements")
    print(
        f"loaded in {min(loads):.3f} s at least, {statistics.median(loads):.3f} s in the middle of {len(loads)} rounds"
    )
    print(f"painted in {min(frames):.3f} s at least, {statistics.median(frames):.3f} s in the middle")
    return 0 if min(loads) < MOST else 1


def example(folder: Path) -> View:
    """The example school, checked, as the pages show it; its documents count as made."""
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    shutil.copy(ROOT / "docgen.toml", folder)
    project = Project(folder)
    built = build(project)
    return view(project, built, {}, lang="nl", now=datetime(2026, 3, 23, 7, 42), seconds=1.4)


def large(shown: View, students: int) -> bytes:
    """index.html with so many students: those of the example under other numbers, in classes of twenty."""
    pupils: list[Pupil] = []
    for number in range(students):
        like = shown.pupils[number % len(shown.pupils)]
        name, own = f"L{10000 + number}", f"{1 + number // 150}K{number // 20:02}"
        papers = tuple(replace(paper, student=name, class_name=own) for paper in like.papers)
        pupils.append(replace(like, name=name, class_name=own, papers=papers))
    sizes = Counter(pupil.class_name for pupil in pupils)
    return index(replace(shown, pupils=tuple(pupils), class_sizes=sizes), Words("nl"))


def rounds(page: Path, count: int) -> list[Any]:
    """Per round: seconds until loaded, until painted, and how many elements there are."""
    from tests.browser import chromium

    with chromium() as browser:
        found = []
        for _ in range(count + 1):
            browser.get("about:blank")
            browser.get(page.as_uri())
            found.append(browser.execute_async_script(LOADED))
    return found[1:]  # the first also starts the browser


if __name__ == "__main__":
    sys.exit(main())
