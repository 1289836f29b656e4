"""Programs that stand in the place of LibreOffice: one with a PDF ready, one that notes what it is asked."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from docgen.making import pdf
from docgen.making.pdf import program

UNREADABLE = b"%PDF-1.4\n%%EOF\n"
"""A PDF that is whole by its first and last bytes, and holds nothing."""
PREPARED = """
where = sys.argv[sys.argv.index("--outdir") + 1]
for path in documents:
    shutil.copy({prepared!r}, os.path.join(where, os.path.basename(path).replace(".docx", ".pdf")))
"""
NOTED = """
with open({log!r}, "a") as log:
    for path in documents:
        log.write(hashlib.sha256(open(path, "rb").read()).hexdigest() + "\\n")
os.execv({real!r}, [{real!r}, *sys.argv[1:]])
"""


def preparing(folder: Path, pdf: bytes) -> Path:
    """A program that gives this PDF for every document."""
    (folder / "prepared.pdf").write_bytes(pdf)
    return _installed(folder, PREPARED.format(prepared=str(folder / "prepared.pdf")))


def failing(folder: Path) -> Path:
    """A program that converts nothing."""
    return _installed(folder, "")


class Noting:
    """The real LibreOffice behind a program that notes each document it gets."""

    def __init__(self, folder: Path) -> None:
        """Stand in this folder. Skips the test where there is no LibreOffice."""
        real = program() or pytest.skip("LibreOffice is not here")
        self.log = folder / "asked.log"
        self.path = _installed(folder, NOTED.format(log=str(self.log), real=real))

    def asked(self) -> list[str]:
        """The hashes of the documents it was asked to convert, since this was last called."""
        found = self.log.read_text().split() if self.log.exists() else []
        self.log.write_text("")
        return found


def first_on_path(patch: pytest.MonkeyPatch, office: Path) -> None:
    """Let docgen find this program before any other."""
    patch.setenv("PATH", f"{office.parent}{os.pathsep}{os.environ['PATH']}")


def nowhere(patch: pytest.MonkeyPatch) -> None:
    """Let docgen find no LibreOffice: not on the path, and not where it is installed on a Mac or under Windows."""
    patch.setenv("PATH", os.devnull)
    patch.setattr(pdf, "PLACES", ())


def sha256(path: Path) -> str:
    """The hash of a file as `Noting` notes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _installed(folder: Path, body: str) -> Path:
    path = folder / "soffice"
    start = "import hashlib, os, shutil, sys\ndocuments = [word for word in sys.argv if word.endswith('.docx')]\n"
    path.write_text(f"#!{sys.executable}\n{start}{body}")
    path.chmod(0o700)
    return path
