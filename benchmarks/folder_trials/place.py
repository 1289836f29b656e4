"""The folders of the trials: a school in it, its files, what docgen remembers of it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from docgen.ledger import Ledger
from tests.worked_example import ROWS, TODAY
from tests.worked_example import project as worked_example

SCHOOL = "school.xlsx"
STILL = 1.0
NAME = "Atheneum De Linde"
Files = dict[str, bytes]


def project(folder: Path, *, still: float = STILL) -> Path:
    """A project folder with the worked example: one student with every document, so that a build is soon done."""
    folder.mkdir(parents=True, exist_ok=True)
    worked_example(folder)
    settings = f"[datum]\npeildatum = {TODAY}\n[toezicht]\nstil = {still}\n"
    (folder / "docgen.toml").write_text(settings, encoding="utf-8")
    return folder


@cache
def renamed(name: str) -> bytes:
    """The workbook of the school with another name of the school, which stands in every document."""
    with tempfile.TemporaryDirectory() as folder:
        worked_example(Path(folder), School=ROWS["School"].replace(NAME, name))
        return (Path(folder) / "inputs" / SCHOOL).read_bytes()


def bytes_of(folder: Path) -> Files:
    """Every document under outputs/ and what stands beside it, the withdrawn ones too."""
    outputs = folder / "outputs"
    found = (path for path in sorted(outputs.rglob("*.*")) if path.suffix in (".docx", ".ics", ".csv"))
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in found}


def given(folder: Path) -> Files:
    """Everything in inputs/."""
    return {path.name: path.read_bytes() for path in sorted((folder / "inputs").rglob("*")) if path.is_file()}


def strays(folder: Path) -> list[Path]:
    """Temp files and private folders that are still there."""
    outputs = folder / "outputs"
    return [*outputs.rglob(".docgen-*"), *(outputs / ".docgen").glob("*-*-*")]


def recorded(folder: Path) -> dict[str, str]:
    """What the ledger says stands there: path -> SHA-256."""
    with Ledger(folder / "outputs", writable=False) as ledger:
        return {path: made.sha256 for path, made in {**ledger.made(), **ledger.lapsed()}.items()}
