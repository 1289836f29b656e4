"""PDFs: made by the real LibreOffice, the same every time, nothing left behind, and searched like any document."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from docgen.findings import CellRef, Finding, Severity
from docgen.making.pdf import convert, program, stamped
from docgen.messages import sentence
from docgen.privacy.doctext import UnreadablePdf, pdf_texts, texts, words
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.text import p
from tests.office import nowhere

pytestmark = pytest.mark.program("libreoffice")


def word_file(*lines: str) -> bytes:
    return document("".join(p("Normal", line) for line in lines), frame())


def failed(name: str) -> Finding:
    return Finding("S10", Severity.WARNING, CellRef(f"outputs/{name}"), "failed")


def test_documents_become_tagged_pdfs_and_nothing_is_left(tmp_path: Path) -> None:
    scratch = tmp_path / "a map met spaties" / ".docgen"
    made = convert({"zorg/een.docx": word_file("Eerste blad"), "zorg/twee.docx": word_file("Tweede blad")}, scratch)
    assert (list(made.pdfs), made.findings) == (["zorg/een.docx", "zorg/twee.docx"], ())
    assert b"/MarkInfo<</Marked true>>" in made.pdfs["zorg/een.docx"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.pdfs["zorg/een.docx"]
    assert "Tweede blad" in " ".join(found.text for found in pdf_texts(made.pdfs["zorg/twee.docx"], ""))
    assert (list(scratch.iterdir()), stat.S_IMODE(scratch.stat().st_mode)) == ([], 0o700)


def test_the_folder_may_be_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(convert({"a.docx": word_file("Blad")}, Path("outputs/.docgen")).pdfs) == ["a.docx"]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    documents = {f"{number}.docx": word_file(f"Blad {number}") for number in range(9)}
    alone, together = (convert(documents, tmp_path, jobs=jobs).pdfs for jobs in (1, 2))
    assert alone == together
    assert alone["1.docx"] != alone["2.docx"]
    assert stamped(alone["1.docx"]) == alone["1.docx"]


def test_one_document_that_cannot_be_converted_does_not_stop_the_others(tmp_path: Path) -> None:
    documents = {"fout.docx": b"PK no zip", "goed.docx": word_file("Dit lukt")}
    made = convert(documents, tmp_path, jobs=1)
    assert (list(made.pdfs), made.findings) == (["goed.docx"], (failed("fout.docx"),))
    assert str(sentence(made.findings[0])) == (
        "outputs › fout.docx: LibreOffice kon van dit document geen PDF maken. Het Word-document is er wel. "
        "Probeer opnieuw. Lukt het niet, maak de PDF dan met Word."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the program")
def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\nsleep 600 &\necho $! >> {tmp_path}/started\nwait\n")
    office.chmod(0o700)
    made = convert({"a.docx": b"PK"}, tmp_path / "s", office=str(office), seconds=(0.5, 0))
    assert made.findings == (failed("a.docx"),)
    for number in (tmp_path / "started").read_text().split():
        state = Path(f"/proc/{number}/stat")  # gone, or dead and not yet buried by the system
        assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
    assert list((tmp_path / "s").iterdir()) == []


def test_without_libreoffice_it_says_so_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere(monkeypatch)
    assert program() is None
    made = convert({"a.docx": b"", "b.docx": b""}, tmp_path / "s")
    assert (made.pdfs, made.findings) == ({}, (Finding("S10", Severity.NOTE, CellRef("outputs")),))
    assert convert({}, tmp_path / "s").findings == ()
    assert not (tmp_path / "s").exists()


def test_the_text_of_a_pdf_is_the_text_of_its_document(tmp_path: Path) -> None:
    data = (Path(__file__).parents[1] / "templates" / "zorgfolder.docx").read_bytes()
    (made,) = convert({"a.docx": data}, tmp_path).pdfs.values()
    printed = {word for found in pdf_texts(made, "a.pdf") for word in words(found.text)}
    places = [found for found in texts(data, "", b"") if found.element is not None]
    typed = {word for found in places if not found.element.tag.endswith("}align") for word in words(found.text)}
    assert typed - printed <= {"page", "numpages", "index"}  # fields print a number; a tag is cut in a narrow cell
    with pytest.raises(UnreadablePdf):
        list(pdf_texts(made[: len(made) // 3], "a.pdf"))
