"""`docgen build --pdf`: a PDF beside each document, searched, made once, and gone when its document goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from docgen import beside
from docgen.audit import MADE
from docgen.doctext import pdf_texts
from docgen.findings import CellRef, Finding, Severity
from docgen.ledger import Ledger
from docgen.pdf import Converted, convert
from docgen.pipeline import build
from docgen.project import Project
from docgen.retention import destroy_due
from tests.building import without
from tests.test_publish import school
from tests.worked_example import ROWS, project

pytestmark = pytest.mark.program("libreoffice")
JULY = "2026-07-02"


def pdfs(where: Project) -> dict[str, bytes]:
    """The PDFs under outputs/, by their path there."""
    found = sorted(where.outputs.rglob("*.pdf"))
    return {path.relative_to(where.outputs).as_posix(): path.read_bytes() for path in found}


def words_of(folder: Path) -> Project:
    """A school whose documents have a text that a PDF can be searched for."""
    return school(folder, text="{{ leerling.naam }} van {{ school.naam }}")


def test_a_pdf_stands_beside_each_document_and_says_the_same(tmp_path: Path) -> None:
    where = words_of(tmp_path)
    built = build(where, pdf=True)
    documents = sorted(path.relative_to(where.outputs).as_posix() for path in where.outputs.rglob("*.docx"))
    assert list(pdfs(where)) == [path.replace(".docx", ".pdf") for path in documents]
    assert built.checked.findings == build(where).checked.findings
    for name, data in pdfs(where).items():
        assert "Noor Voorbeeld van Atheneum De Linde" in "".join(found.text for found in pdf_texts(data, name))
    listed = json.loads((where.outputs / "manifest.json").read_text())["documents"]
    assert sorted(entry["path"] for entry in listed) == sorted([*documents, *pdfs(where)])
    with Ledger(where.outputs, writable=False) as ledger:
        events = [record.event for record in ledger.log()]
    assert sum(event.get("file") == "pdf" for event in events if event["action"] == MADE) == len(documents)


def test_an_unchanged_document_is_not_converted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = words_of(tmp_path)
    build(where, pdf=True)
    before, asked = pdfs(where), []

    def counted(documents: Mapping[str, bytes], *rest: object, **options: object) -> Converted:
        asked.append(list(documents))
        return convert(documents, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(beside, "convert", counted)
    again = build(where, pdf=True)
    assert (asked, {entry.changed for entry in again.published.documents}) == ([[]], {False})
    name = next(iter(before))
    (where.outputs / name).unlink()
    build(where, pdf=True)
    assert (asked[1], pdfs(where)) == ([name.replace(".pdf", ".docx")], before)


def test_without_pdf_one_that_still_fits_stays_and_an_old_one_lapses(tmp_path: Path) -> None:
    where = words_of(tmp_path)
    build(where, pdf=True)
    before = pdfs(where)
    build(where)
    assert pdfs(where) == before
    where = school(tmp_path, text="{{ leerling.naam }}, anders")
    build(where, only=lambda planned: planned.spec.name == "zorgfolder")
    care = "zorg/zorgfolder_L0231.pdf"
    assert pdfs(where) == {f"vervallen/{care}" if name == care else name: data for name, data in before.items()}
    build(where)
    assert set(pdfs(where)) == {f"vervallen/{name}" for name in before}


def test_a_pdf_is_withdrawn_and_destroyed_with_its_document(tmp_path: Path) -> None:
    where = words_of(tmp_path)
    build(where, pdf=True)
    standing = set(pdfs(where))
    project(tmp_path, today=JULY, Leerlingen=without("Leerlingen", 4))
    build(where)
    assert set(pdfs(where)) == {f"vervallen/{name}" for name in standing}
    project(tmp_path, today="2028-01-01", **dict(ROWS))
    late = Project(tmp_path)
    done = destroy_due(late)
    assert (pdfs(late), [made for made in done.removed if made.path.endswith(".docx")] != []) == ({}, True)


def test_what_may_not_be_said_is_found_in_a_pdf_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a PDF that says more than its document is not written."""
    where = words_of(tmp_path)
    build(where)

    def talkative(documents: Mapping[str, bytes], scratch: Path, **options: object) -> Converted:
        from tests.test_pdf import word_file

        said = "Noor Voorbeeld van Atheneum De Linde: Interne nota over het gezin blijft bij de directie en de mentor."
        return convert(dict.fromkeys(documents, word_file(said)), scratch)

    monkeypatch.setattr(beside, "convert", talkative)
    built = build(where, pdf=True)
    assert pdfs(where) == {}
    assert {finding.code for finding in built.checked.findings[-5:]} == {"G01"}


def test_a_pdf_that_cannot_be_read_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = words_of(tmp_path)
    monkeypatch.setattr(
        beside, "convert", lambda documents, scratch, **options: Converted(dict.fromkeys(documents, b"%PDF-1.4"))
    )
    built = build(where, only=lambda planned: planned.spec.name == "zorgfolder", pdf=True)
    place = CellRef("outputs/zorgfolder_L0231.pdf")
    found = [finding for finding in built.checked.findings if finding.code == "S10"]
    assert found == [Finding("S10", Severity.WARNING, place, "unread")]
    assert pdfs(where) == {}
