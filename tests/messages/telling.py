"""The cases of tests/messages/cases: a sheet, what is found in it, the whole sentence, and what heals it; as text.

    ## more exams than the maximum
    on 2026-05-29
    Examenaanpassingen E5 = 12/06/2026
    School + regel | Max examens per dag | 1
    ! E02.count waarschuwing Examenaanpassingen!E5 (n=2, limit=1) none: examenrooster for L0231-2
    > school.xlsx › Examenaanpassingen › E5 (Nieuwe datum): De leerling heeft die dag 2 examens; ...
    better
    Examenaanpassingen E5 = 15/06/2026

Edits are made in the worked example (tests/worked_example.py, rows from 4 on): `Sheet E5 = text` types a cell, `Sheet +
row` adds a row below, `Sheet - 5` takes row 5 away, `Sheet gone` the whole sheet. `file NAME` is a file of its own: a
workbook with `sheet NAME` and indented rows (tests/language.py), or the indented lines of a text file; then the worked
example is left out, unless a line says `beside the example`. `!` is the finding as data (tests/telling.py) and `>` its
sentence in Dutch. Below `better` stands the edit with which the code is found no more; without it, none at all is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from docgen.findings import Finding
from docgen.messages import sentence
from docgen.pipeline import check
from docgen.project import Project
from tests.building import Edits, edits_of
from tests.language import csv_file, workbook
from tests.telling import line
from tests.worked_example import TODAY, project

FOLDER = Path(__file__).parent / "cases"
EXPECTED = ("! ", "> ")


@dataclass
class Files:
    """What lies in inputs/: edits of the worked example (None: without it), and files of their own."""

    edits: Edits | None = None
    own: dict[str, dict[str, str]] = field(default_factory=dict)  # per file the text of each sheet; '' for a text file

    def put(self, folder: Path, today: str) -> Project:
        """A project with these files."""
        changed = edits_of(self.edits or {})
        project(folder, today=today, **changed)
        if self.edits is None:
            (folder / "inputs" / "school.xlsx").unlink()
        for name, sheets in self.own.items():
            if "" in sheets:
                csv_file(folder / "inputs", name, sheets[""])
            else:
                workbook(folder / "inputs", name, title=False, **sheets)
        return Project(folder)


@dataclass
class Case:
    """One case as it stands in its file: where it begins, its lines, and what they mean."""

    file: str
    title: str
    lines: list[str]

    @property
    def today(self) -> str:
        """The day of the check."""
        days = (line.removeprefix("on ") for line in self.lines if line.startswith("on "))
        return next(days, TODAY)

    @property
    def expected(self) -> list[str]:
        """The findings and their sentences."""
        return [line for line in self.lines if line.startswith(EXPECTED)]

    @property
    def told(self) -> list[str]:
        """'E02.count' for each finding of this case."""
        return [line.split()[1] for line in self.lines if line.startswith("! ")]

    @property
    def broken(self) -> Files:
        """The files in which it is found."""
        return _files(list(takewhile(lambda line: line != "better", self.lines)))

    @property
    def better(self) -> Files | None:
        """The files in which it is not, or None when nothing is said of it and the files are its own."""
        if "better" in self.lines:
            return _files(self.lines[self.lines.index("better") + 1 :])
        return None if self.broken.own else Files({})

    def found(self, folder: Path, files: Files) -> list[Finding]:
        """What is found with the codes of this case."""
        codes = {told.partition(".")[0] for told in self.told}
        return [found for found in check(files.put(folder, self.today)).findings if found.code in codes]

    def written(self, found: list[Finding]) -> list[str]:
        """Findings as the lines of a case."""
        return [text for one in found for text in (f"! {line(one)}", f"> {sentence(one)}")]


def cases() -> Iterator[Case]:
    """Every case of every file."""
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, *lines = block.rstrip("\n").split("\n")
            yield Case(path.name, title, [line for line in lines if line.strip()])


def update(case: Case, found: list[str]) -> None:
    """Write what is found now into the file of a case."""
    path = FOLDER / case.file
    text = path.read_text(encoding="utf-8")
    first = next((n for n, line in enumerate(case.lines) if line.startswith(EXPECTED)), len(case.lines))
    rest = [line for line in case.lines if not line.startswith(EXPECTED)]
    new = [*rest[:first], *found, *rest[first:]]
    old = re.search(rf"^## {re.escape(case.title)}\n(?:(?!## ).*\n)*", text, re.MULTILINE)
    assert old is not None, case.title
    path.write_text(text.replace(old[0], "\n".join([f"## {case.title}", *new, "", ""])), encoding="utf-8")


EDIT = re.compile(r"(?P<sheet>[A-Z]\w+) (?:(?P<cell>[A-Z]\d+) =(?P<text>.*)|\+ (?P<row>.*)|- (?P<gone>\d+)|gone)")


def _files(lines: list[str]) -> Files:
    """What the lines of a case say of its files. A line that says nothing is a mistake in the case."""
    files, file, sheet = Files(), "", ""
    for text in lines:
        edit = EDIT.fullmatch(text)
        if text.startswith("file "):
            file, sheet = text.removeprefix("file "), ""
            files.own[file] = {}
        elif text.startswith("sheet "):
            sheet = text.removeprefix("sheet ")
            files.own[file][sheet] = ""
        elif text.startswith("  "):
            files.own[file][sheet] = f"{files.own[file].get(sheet, '')}{text}\n"
        elif text == "beside the example":
            files.edits = {}
        elif edit:
            files.edits = files.edits or {}
            files.edits.setdefault(edit["sheet"], []).append(text.partition(" ")[2])
        else:
            assert text.startswith((*EXPECTED, "on ")), text
    return files if files.own or files.edits is not None else Files({})
