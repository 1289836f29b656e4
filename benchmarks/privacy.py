"""Prints the proof of the privacy rules: `python benchmarks/privacy.py [--students 60] [--mutants | --no-mutants]`.

A school of made-up students is built in which every free text of every student carries that student's own canary; cell
comments, headers and footers, workbook properties, defined names, hidden sheets, rows and columns, and a column of
nobody carry canaries too. Every command runs. Then every byte of every file in outputs/, of every package for another
school once it is opened, and everything that was printed is searched: for a canary of a column that the document may
not show, and for a canary of any other student. A document about several students may show those whom the log names;
the results pages may show names and nothing else, and the page of one student only that name. Working copies for staff
may hold what their workbook holds, and no more. Each choice from a list of staff ('schoolmoeheid') is looked for by its
own word. Contacts without authority or with a block flag may stand nowhere. Negative controls open one rule each on
purpose, to show that the search finds what it should. Last, small faults are put in the source, one at a time: the
tests must catch each.
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
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from benchmarks.privacy_mutants import run_mutants
from docgen import pipeline
from docgen.audit import MADE, key_of
from docgen.columns import Sensitivity
from docgen.dashboard import PUPILS
from docgen.disk.copies import FORMS, MARKED, RECEIVED
from docgen.kinds import Many, Text
from docgen.ledger import Ledger
from docgen.privacy import leaks
from docgen.privacy.transfer import allowed_columns
from docgen.project import Project
from docgen.spec import documents, sheets
from tests.handover.helping import inner
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
SENT = "| 30/06/2026 | 01/07/2026"  # of the worked example's transfer: here it still has to go
CHOICE = re.compile(r"\bschoolmoeheid\b|\bafhaken in de les\b", re.IGNORECASE)
"""What Noor's signals are about: choices from a list that only staff see, too short to carry a canary."""
PATTERN = re.compile(r"kanarie(l\d{4})x([a-z0-9]+?)xx")
NOBODY = "L0000"
GOES_WITH = {"antwoordformulier": "overdrachtsfiche"}  # a paper made for a document, from what was released to it
SENDING = 10  # students whose package is made and opened
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


NAMES = frozenset({slot("Leerlingen", "Familienaam")})
"""What the results pages say about a student that carries a canary."""


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
        cells = [cell.strip() for cell in text.replace(SENT, "| |").split("|")]
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
    rows["Contacten"] += "".join(f"\n{line}" for n in range(1, students + 1) for line in kept_out(n, placed))
    rows["Opvang"] = "studiezaal | ma1-7; di1-7; do1-7; vr1-7 | OPV | 900\nrustlokaal | do5-7 | MVB | 900"
    rows["Beslissingen"] += "\n" + ROWS["Beslissingen"].strip().splitlines()[0]
    project(folder, today=TODAY, **rows)
    for path in (folder / "inputs").glob("*.xlsx"):
        placed.around += hide(path)
    return folder, placed


def kept_out(number: int, placed: Placed) -> Iterator[str]:
    """Contacts of a student who may receive nothing: name and address are a canary that no document may show."""
    student = student_id(number)
    for authority in ("nee", "ja, ontvangt niets"):
        name, address = (canary(student, slot("Contacten", f"{part}{authority}")) for part in ("naam", "adres"))
        yield f"{student} | {name} | vader | {authority} | {address} | Nederlands"
        placed.cells += 2
        placed.above += 2


def hide(path: Path) -> int:
    """Canaries in the places of a workbook that nobody looks at; how many."""
    book, count = load_workbook(path), 0
    for sheet in book.worksheets:
        cell = sheet["A4"]
        cell.comment = Comment(canary(NOBODY, "comment"), canary(NOBODY, "author"))
        free = sheet.max_column + 1
        sheet.cell(3, free, canary(NOBODY, "heading"))
        sheet.cell(4, free, canary(NOBODY, "column"))
        sheet.column_dimensions[get_column_letter(free)].hidden = True
        last = sheet.max_row + 1
        sheet.cell(last, free, canary(NOBODY, "hiddenrow"))
        sheet.row_dimensions[last].hidden = True
        sheet.oddHeader.center.text = canary(NOBODY, "header")
        sheet.evenFooter.left.text = canary(NOBODY, "footer")
        sheet.defined_names.add(DefinedName(canary(NOBODY, "sheetname"), attr_text=f"'{sheet.title}'!$A$1"))
        count += 8
    name = canary(NOBODY, "definedname")
    book.defined_names.add(DefinedName(name, attr_text=f'"{name}"'))
    book.custom_doc_props.append(StringProperty(name="eigen", value=canary(NOBODY, "custom")))
    hidden = book.create_sheet("Verborgen")
    hidden["A1"] = canary(NOBODY, "hiddensheet")
    hidden.sheet_state = "veryHidden"
    book.properties.creator = canary(NOBODY, "creator")
    book.properties.description = canary(NOBODY, "description")
    book.save(path)
    return count + 5


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


@dataclass(frozen=True)
class File:
    """One file to search: its name, its bytes, whom it may be about, which columns it may show."""

    name: str
    data: bytes
    students: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()


def slots(columns: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Sheets with headings, as canaries name them."""
    return frozenset(slot(sheet, heading) for sheet, headings in columns.items() for heading in headings)


def files_of(outputs: Path) -> Iterator[File]:
    """Every file in outputs/ but the working copies for staff, which are searched in another way."""
    everybody = frozenset(path.stem for path in (outputs / PUPILS).glob("*.html"))
    named = on_shared(outputs, everybody)
    for path in sorted(path for path in outputs.rglob("*") if path.is_file()):
        name = path.relative_to(outputs).as_posix()
        if path.suffix == ".html":
            yield File(name, path.read_bytes(), everybody & {path.stem} or everybody, NAMES)
        elif name.partition("/")[0] not in (MARKED, FORMS, RECEIVED):
            kind, _, rest = path.stem.partition("_")
            spec = documents().get(GOES_WITH.get(kind, kind)) if path.suffix in (".docx", ".csv", ".ics") else None
            whom = named.get(path.stem, frozenset()) if spec and spec.shared else frozenset({rest[:5]})
            yield File(name, path.read_bytes(), whom, slots(spec.fields) if spec else frozenset())


def on_shared(outputs: Path, everybody: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Who stands on each document about several students, as the log says."""
    key = key_of(outputs)
    marks = {key.student(student): student for student in everybody} if key else {}
    with Ledger(outputs, writable=False) as ledger:
        made = [record.event for record in ledger.log() if record.event["action"] == MADE]
    return {event["name"]: frozenset(marks[mark] for mark in event.get("students", ())) for event in made}


def copies_of(folder: Path) -> Iterator[File]:
    """The working copies: a marked copy may hold what its workbook holds, a form only what is of its student."""
    every = slots({name: [column.heading for column in row.columns()] for name, row in sheets().items()})
    for path in sorted(path for path in (folder / "outputs" / FORMS).rglob("*") if path.is_file()):
        yield File(f"{FORMS}/{path.name}", path.read_bytes(), frozenset({path.stem.partition("_")[2][:5]}), every)


def search(files: Iterable[File], printed: Iterable[str] = ()) -> Search:
    """Look in every byte of every file, unpacked too, and in everything that was printed."""
    closed: list[str] = []
    foreign: list[str] = []
    count = shown = 0
    for file in files:
        count += 1
        found = canaries_in(file.data) | set(_matches(file.name))
        foreign += [f"{file.name}: {where}" for student, where in found if student not in file.students]
        closed += [f"{file.name}: {where}" for _, where in found if where not in file.allowed]
        shown += sum(student in file.students and where in file.allowed for student, where in found)
        if not file.name.startswith(FORMS) and CHOICE.search(text_of(file.data)):
            closed.append(f"{file.name}: a choice of staff")
    closed += [f"printed: {where}" for text in printed for _, where in _matches(text)]
    return Search(count, tuple(sorted(closed)), tuple(sorted(foreign)), shown)


def text_of(data: bytes) -> str:
    """The text of some bytes; of a package the text of its parts, without markup."""
    if data[:2] != b"PK":
        return data.decode("utf-8", "ignore")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
    return " ".join(re.sub(r"<[^>]+>", "", part) for part in parts)


def run(folder: Path, *words: str) -> tuple[str, str]:
    """One command, as a user runs it: what it prints on stdout and on stderr."""
    command = [sys.executable, "-m", "docgen.cli", "--project", str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout, done.stderr


def build(folder: Path) -> tuple[str, ...]:
    """Every command that reads the school or its outputs; what they print."""
    lines = (
        "build --alles", "check --json --alles", "build --json --force", "doctor", "doctor --json", "transfer status",
        "form traject L0001", "form weekrooster L0001-1 --van 16/03/2026 --tot 27/03/2026", "audit verify",
        "audit show L0001", "audit issued", "retention", "explain G01", "build --only leerling=L0002 --dry-run",
    )  # fmt: skip
    return tuple(text for line in lines for text in run(folder, *line.split()))


def packages(folder: Path, students: int) -> tuple[list[File], list[str]]:
    """The files inside the packages of so many students, opened with their passwords; what the commands printed."""
    files: list[File] = []
    printed: list[str] = []
    allowed = slots(allowed_columns())
    for number in range(1, students + 1):
        student, target = student_id(number), folder / "usb" / student_id(number)
        for step in ("prepare", "release"):
            printed += run(folder, "transfer", step, student)
        said = run(folder, "transfer", "send", student, "--to", str(target))
        printed += said
        for path in target.glob("*.zip"):
            password = said[1].splitlines()[1].partition(": ")[2]
            files.append(File(f"{student} {path.name}", path.read_bytes(), frozenset({student})))
            files += [File(f"{student} {name}", data, frozenset({student}), allowed)
                      for name, data in inner(path.read_bytes(), password).items()]  # fmt: skip
    return files, printed


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
    return search(files_of(folder / "outputs"))


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
    return search(files_of(folder / "outputs"))


def beyond(folder: Path) -> tuple[int, list[Canary]]:
    """How many canaries the marked copies hold, and those that their workbooks do not."""
    held = {one for path in (folder / "inputs").glob("*.xlsx") for one in canaries_in(path.read_bytes())}
    kept = {one for path in (folder / "outputs" / MARKED).rglob("*.xlsx") for one in canaries_in(path.read_bytes())}
    return len(kept), sorted(kept - held)


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
    sent, said = packages(whole, min(students, SENDING))
    found = search([*files_of(whole / "outputs"), *sent], (*printed, *said))
    made = sum(1 for path in (whole / "outputs").rglob("*.docx"))
    working = search(copies_of(whole))
    marked = beyond(whole)
    small, _ = school(folder / "closed", 2)
    closed = control_closed(small)
    guarded = control_foreign(school(folder / "guarded", 2)[0], inspecting=True)
    foreign = control_foreign(school(folder / "foreign", 2)[0], inspecting=False)
    pairs = students * (students - 1)
    print(f"school             {students} students, {made} documents, {time.monotonic() - begun:.0f} s")
    print(f"canaries placed    {placed.cells} in cells ({placed.above} in columns closed to some document), "
          f"{placed.around} in comments, properties, hidden sheets, unknown columns")  # fmt: skip
    print(f"packages           {len({file.students for file in sent})} opened, {len(sent)} files in them")
    texts = len(printed) + len(said)
    print(f"searched           {found.files} files and {texts} printed texts; {found.shown} canaries seen where they "
          "belong")  # fmt: skip
    print(f"canaries found     {len(found.closed)} where they may not be")
    print(f"cross-leaks        {len(found.foreign)} in {pairs} pairs ({students} x {students - 1})")
    print(f"working copies     {working.files} forms: {len(working.foreign)} of another student; marked copies: "
          f"{len(marked[1])} of {marked[0]} that their workbook does not hold")  # fmt: skip
    print(f"negative control   class rule opened: {len(closed.closed)} found")
    print(f"negative control   other student's text, inspection off: {len(foreign.foreign)} found")
    print(f"inspection on      other student's text: {len(guarded.foreign)} found, {guarded.shown} documents written")
    for line in (*found.closed, *found.foreign, *working.foreign, *map(str, marked[1]))[:20]:
        print(f"  LEAK {line}")
    clean = not found.closed and not found.foreign and made >= students and found.shown > 0
    clean = clean and bool(sent) and working.files > 0 and not working.foreign and not marked[1] and marked[0] > 0
    return clean and bool(closed.closed) and bool(foreign.foreign) and not guarded.foreign


if __name__ == "__main__":
    sys.exit(main())
