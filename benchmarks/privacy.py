"""Prints the proof of the privacy rules: `python benchmarks/privacy.py [--students 60] [--mutants | --no-mutants]`.

A school of made-up students is built in which every free text of every student carries that student's own canary;
cell comments, workbook properties, a hidden sheet, a hidden row and a column of nobody carry canaries too. Then every
byte of every file in outputs/ and everything that was printed is searched: for a canary of a column that the document
may not show, and for a canary of any other student. Two negative controls open one rule each on purpose, to show that
the search finds what it should. Last, small faults are put in the source, one at a time: the tests must catch each.
Exit status 1 when anything leaks, a control is not found, or a fault is missed.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

# A clone runs without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from openpyxl import load_workbook
from openpyxl.comments import Comment

from benchmarks.privacy_mutants import run_mutants
from docgen import leaks, pipeline
from docgen.columns import Sensitivity
from docgen.kinds import Many, Text
from docgen.project import Project
from docgen.spec import documents, sheets
from tests.worked_example import ROWS, project

OF_STUDENTS = (
    "Leerlingen", "Contacten", "Trajecten", "Overleg", "Maatregelen", "Lesroosteraanpassingen", "Examenaanpassingen",
    "Beslissingen", "Afspraken", "Opvolging", "Signalen", "Meldingen", "Overdrachten", "Resultaten",
)  # fmt: skip
AS_TYPED = {
    ("Leerlingen", "Voornaam"), ("Leerlingen", "Klas"), ("Leerlingen", "Studierichting"), ("Leerlingen", "Groepen"),
    ("Contacten", "Naam"), ("Overleg", "Wie"), ("Beslissingen", "Over wie"), ("Examenaanpassingen", "Lokaal"),
    ("Overdrachten", "Naar school"), ("Resultaten", "Periode"),
}  # fmt: skip
"""Texts that other rows or documents of a whole class refer to."""
TODAY = "2026-07-02"
PATTERN = re.compile(r"kanarie(l\d{4})x([a-z0-9]+?)xx")
NOBODY = "L0000"
Canary = tuple[str, str]  # a student, and the slot: sheet and column, or the place outside the cells


@dataclass
class Placed:
    """What was hidden in the workbooks."""

    cells: int = 0
    above: int = 0  # in columns that at least one kind of document may not show
    around: int = 0  # comments, properties, hidden sheets and rows, unknown columns


def student_id(number: int) -> str:
    """'L0001'."""
    return f"L{number:04}"


def slot(sheet: str, heading: str) -> str:
    """Sheet and heading in small letters and digits."""
    return re.sub(r"[^a-z0-9]", "", f"{sheet}{heading}".lower().replace("x", "ks"))


def canary(student: str, where: str) -> str:
    """One word that is nobody's text: 'KanarieL0001xtrajectenhoofddoelxx'."""
    return f"Kanarie{student}x{where}xx"


def told_again(sheet: str, number: int, placed: Placed) -> Iterator[str]:
    """The rows of the worked example about Noor, about another student, each free text a canary of that student."""
    student = student_id(number)
    columns = sheets()[sheet].columns()
    for line in ROWS[sheet].strip().splitlines():
        if "L0231" not in line:
            continue
        text = re.sub(r"\bKR(\d\d)\.", lambda m: f"KR{number:02}{m[1]}.", line.replace("L0231", student))
        cells = [cell.strip() for cell in text.split("|")]
        cells += [""] * (len(columns) - len(cells))
        for index, column in enumerate(columns):
            kind = column.kind.kind if isinstance(column.kind, Many) else column.kind
            if isinstance(kind, Text) and (sheet, column.heading) not in AS_TYPED:
                cells[index] = canary(student, slot(sheet, column.heading))
                placed.cells += 1
                released = [column.heading in spec.fields.get(sheet, ()) for spec in documents().values()]
                placed.above += not all(released)
        yield " | ".join(cells)


def school(folder: Path, students: int) -> tuple[Path, Placed]:
    """A project folder with so many students who each have what Noor has."""
    placed = Placed()
    rows = {name: "\n".join(line for n in range(1, students + 1) for line in told_again(name, n, placed))
            for name in OF_STUDENTS}  # fmt: skip
    rows["Opvang"] = "studiezaal | ma1-7; di1-7; do1-7; vr1-7 | OPV | 900\nrustlokaal | do5-7 | MVB | 900"
    rows["Beslissingen"] += "\n" + ROWS["Beslissingen"].strip().splitlines()[0]
    project(folder, today=TODAY, **rows)
    for path in (folder / "inputs").glob("*.xlsx"):
        placed.around += hide(path)
    return folder, placed


def hide(path: Path) -> int:
    """Canaries in the places of a workbook that nobody looks at; how many."""
    book, count = load_workbook(path), 0
    for sheet in book.worksheets:
        cell = sheet["A4"]
        cell.comment = Comment(canary(NOBODY, "comment"), canary(NOBODY, "author"))
        free = sheet.max_column + 1
        sheet.cell(3, free, canary(NOBODY, "heading"))
        sheet.cell(4, free, canary(NOBODY, "column"))
        count += 4
    hidden = book.create_sheet("Verborgen")
    hidden["A1"] = canary(NOBODY, "hiddensheet")
    hidden.sheet_state = "veryHidden"
    book.properties.creator = canary(NOBODY, "creator")
    book.properties.description = canary(NOBODY, "description")
    book.save(path)
    return count + 3


def canaries_in(data: bytes) -> set[Canary]:
    """Every canary in some bytes, also inside a package and over runs."""
    found = set(_matches(data.decode("utf-8", "ignore")))
    found |= set(_matches(data.decode("utf-16-le", "ignore")))
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                text = package.read(name).decode("utf-8", "ignore")
                found |= {*_matches(name), *_matches(text), *_matches(re.sub(r"<[^>]+>", "", text))}
    return found


def _matches(text: str) -> Iterator[Canary]:
    for match in PATTERN.finditer(re.sub(r"[\u00ad\u200b]", "", text.lower())):
        yield match[1].upper(), match[2]


@dataclass(frozen=True)
class Search:
    """What a search over outputs/ and over what was printed found."""

    files: int
    closed: tuple[str, ...]  # canaries of columns that the document may not show, or in a file that is no document
    foreign: tuple[str, ...]  # canaries of another student
    shown: int  # canaries where they belong: the search sees what there is


def search(outputs: Path, printed: Iterable[str] = ()) -> Search:
    """Look in every file but the marked copies, which are copies of the workbooks for whoever fills them in."""
    closed: list[str] = []
    foreign: list[str] = []
    files = shown = 0
    for path in sorted(path for path in outputs.rglob("*") if path.is_file() and "controle" not in path.parts):
        files += 1
        name = path.relative_to(outputs).as_posix()
        kind, _, rest = path.stem.partition("_")
        spec = documents().get(kind) if path.suffix == ".docx" else None
        allowed = {slot(s, heading) for s, headings in spec.fields.items() for heading in headings} if spec else set()
        for student, where in canaries_in(path.read_bytes()) | set(_matches(name)):
            if student != rest[:5]:
                foreign.append(f"{name}: {where}")
            if where not in allowed:
                closed.append(f"{name}: {where}")
            elif student == rest[:5]:
                shown += 1
    closed += [f"printed: {where}" for text in printed for _, where in _matches(text)]
    return Search(files, tuple(sorted(closed)), tuple(sorted(foreign)), shown)


def build(folder: Path) -> tuple[str, ...]:
    """`docgen build` and `check`, as a user runs them; what they print."""
    texts: list[str] = []
    for words in (["build", "--alles"], ["check", "--json", "--alles"], ["build", "--json", "--force"]):
        command = [sys.executable, "-m", "docgen.cli", "--project", str(folder), *words]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        texts += [run.stdout, run.stderr]
    return tuple(texts)


@contextmanager
def opened(**changed: Any) -> Iterator[None]:
    """The care folder with its spec changed: one rule opened on purpose."""
    known: Any = documents()
    before = known["zorgfolder"]
    known["zorgfolder"] = replace(before, **changed)
    try:
        yield
    finally:
        known["zorgfolder"] = before


def control_closed(folder: Path) -> Search:
    """The class rule opened: a staff text is released to the care folder, so the gate lets it through."""
    care = documents()["zorgfolder"]
    fields = {**care.fields, "Beslissingen": (*care.fields["Beslissingen"], "Interne overwegingen")}

    def derive(released: Any) -> Mapping[str, object]:
        notes = [row.internal for row in released.of("Beslissingen") if getattr(row, "internal", None)]
        return {**care.derive(released), "hoofddoel": " ".join(notes)}

    with opened(ceiling=Sensitivity.M, fields=fields, derive=derive):
        pipeline.build(Project(folder), only=lambda planned: planned.spec.name == "zorgfolder")
    return search(folder / "outputs")


def control_foreign(folder: Path, *, inspecting: bool) -> Search:
    """A document that prints another student's text, with the inspection of the bytes on, or switched off."""
    care = documents()["zorgfolder"]

    def derive(released: Any) -> Mapping[str, object]:
        other = "L0002" if released.planned.student == "L0001" else "L0001"
        return {**care.derive(released), "hoofddoel": canary(other, slot("Trajecten", "Hoofddoel"))}

    before = leaks.Secrets.first_in
    if not inspecting:
        leaks.Secrets.first_in = lambda *given: None  # type: ignore[assignment,method-assign]
    try:
        with opened(derive=derive):
            pipeline.build(Project(folder), only=lambda planned: planned.spec.name == "zorgfolder")
    finally:
        leaks.Secrets.first_in = before  # type: ignore[method-assign]
    return search(folder / "outputs")


def main() -> int:
    """Read the arguments, run all, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--no-mutants", action="store_true", help="leave the mutants out")
    parser.add_argument("--mutants", action="store_true", help="only the mutants")
    arguments = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="docgen-privacy-") as name:
        if not arguments.mutants:
            good = figures(Path(name), arguments.students)
        if not arguments.no_mutants:
            good = run_mutants(Path(name)) and good
    return 0 if good else 1


def figures(folder: Path, students: int) -> bool:
    """Print what the searches found; whether all is as it should be."""
    begun = time.monotonic()
    whole, placed = school(folder / "school", students)
    printed = build(whole)
    found = search(whole / "outputs", printed)
    made = sum(1 for path in (whole / "outputs").rglob("*.docx") if "controle" not in path.parts)
    small, _ = school(folder / "closed", 2)
    closed = control_closed(small)
    guarded = control_foreign(school(folder / "guarded", 2)[0], inspecting=True)
    foreign = control_foreign(school(folder / "foreign", 2)[0], inspecting=False)
    pairs = students * (students - 1)
    print(f"school             {students} students, {made} documents, {time.monotonic() - begun:.0f} s")
    print(f"canaries placed    {placed.cells} in cells ({placed.above} in columns closed to some document), "
          f"{placed.around} in comments, properties, hidden sheets, unknown columns")  # fmt: skip
    print(f"searched           {found.files} files and {len(printed)} printed texts; {found.shown} canaries seen where "
          "they belong")  # fmt: skip
    print(f"canaries found     {len(found.closed)} where they may not be")
    print(f"cross-leaks        {len(found.foreign)} in {pairs} pairs ({students} x {students - 1})")
    print(f"negative control   class rule opened: {len(closed.closed)} found")
    print(f"negative control   other student's text, inspection off: {len(foreign.foreign)} found")
    print(f"inspection on      other student's text: {len(guarded.foreign)} found, {guarded.shown} documents written")
    for line in (*found.closed, *found.foreign)[:20]:
        print(f"  LEAK {line}")
    clean = not found.closed and not found.foreign and made >= students and found.shown > 0
    return clean and bool(closed.closed) and bool(foreign.foreign) and not guarded.foreign


if __name__ == "__main__":
    sys.exit(main())
