"""`docgen build --pdf`: a PDF beside each document, searched, made once, and gone when its document goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.audit import MADE
from docgen.findings import CellRef, Finding, Severity
from docgen.ledger import Ledger
from docgen.making.pdf import convert
from docgen.pipeline import build
from docgen.privacy.doctext import pdf_texts
from docgen.project import Project
from docgen.retention import destroy_due
from docgen.spec import SHARED, documents
from tests.building import FOLLOWED, without
from tests.office import UNREADABLE, Noting, first_on_path, preparing, sha256
from tests.test_pdf import word_file
from tests.test_publish import school, template
from tests.worked_example import ROWS, project

pytestmark = pytest.mark.program("libreoffice")
JULY = "2026-07-02"


def pdfs(where: Project) -> dict[str, bytes]:
    """The PDFs under outputs/, by their path there."""
    found = sorted(where.outputs.rglob("*.pdf"))
    return {path.relative_to(where.outputs).as_posix(): path.read_bytes() for path in found}


def words_of(folder: Path, text: str = "van {{ school.naam }}") -> Project:
    """A school whose documents have a text that a PDF can be searched for; every type has it, so that it goes fast."""
    where = school(folder)
    for name, spec in documents().items():
        whose = "Blad" if spec.per in SHARED else "{{ leerling.naam }}"
        (where.root / "templates" / f"{name}.docx").write_bytes(template(f"{whose} {text}"))
    return where


def test_a_pdf_stands_beside_each_document_and_says_the_same(tmp_path: Path) -> None:
    where = words_of(tmp_path)
    built = build(where, pdf=True)
    documents = sorted(path.relative_to(where.outputs).as_posix() for path in where.outputs.rglob("*.docx"))
    assert list(pdfs(where)) == [path.replace(".docx", ".pdf") for path in documents]
    assert built.checked.findings == build(where).checked.findings
    for name, data in pdfs(where).items():
        assert "van Atheneum De Linde" in "".join(found.text for found in pdf_texts(data, name))
    listed = [entry["path"] for entry in json.loads((where.outputs / "manifest.json").read_text())["documents"]]
    assert sorted(path for path in listed if path.endswith((".docx", ".pdf"))) == sorted([*documents, *pdfs(where)])
    with Ledger(where.outputs, writable=False) as ledger:
        events = [record.event for record in ledger.log()]
    assert sum(event.get("file") == "pdf" for event in events if event["action"] == MADE) == len(documents)


def test_an_unchanged_document_is_not_converted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Noting(tmp_path)
    first_on_path(monkeypatch, office.path)
    where = words_of(tmp_path / "school")
    build(where, pdf=True)
    before = pdfs(where)
    made = {name: sha256(where.outputs / name.replace(".pdf", ".docx")) for name in before}
    assert sorted(office.asked()) == sorted(made.values())
    again = build(where, pdf=True)
    assert (office.asked(), {entry.changed for entry in again.published.documents}) == ([], {False})
    name = next(iter(before))
    (where.outputs / name).unlink()
    build(where, pdf=True)
    assert (office.asked(), pdfs(where)) == ([made[name]], before)


def test_without_pdf_one_that_still_fits_stays_and_an_old_one_lapses(tmp_path: Path) -> None:
    where = words_of(tmp_path)
    build(where, pdf=True)
    before = pdfs(where)
    build(where)
    assert pdfs(where) == before
    where = words_of(tmp_path, "anders")
    build(where, only=lambda planned: planned.spec.name == "zorgfolder")
    care = "zorg/zorgfolder_L0231.pdf"
    assert pdfs(where) == {f"vervallen/{care}" if name == care else name: data for name, data in before.items()}
    build(where)
    assert set(pdfs(where)) == {f"vervallen/{name}" for name in before}


def test_a_pdf_is_withdrawn_and_destroyed_with_its_document(tmp_path: Path) -> None:
    where = words_of(tmp_path)
    build(where, pdf=True)
    own = {name for name in pdfs(where) if "L0231" in name}
    project(tmp_path, today=JULY, Leerlingen=without("Leerlingen", 4))
    build(where)
    assert own
    assert {name for name in pdfs(where) if "L0231" in name} == {f"vervallen/{name}" for name in own}
    project(tmp_path, today="2028-01-01", **dict(ROWS))
    late = Project(tmp_path)
    done = destroy_due(late)
    gone = {made.path for made in done.removed}
    assert {path for path in gone if path.endswith(".pdf")} >= {f"vervallen/{name}" for name in own}
    assert [name for name in pdfs(late) if "L0231" in name] == []


def test_what_may_not_be_said_is_found_in_a_pdf_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a PDF that says more than its document is not written."""
    said = "Noor Voorbeeld van Atheneum De Linde: Interne nota over het gezin blijft bij de directie en de mentor."
    (talkative,) = convert({"a.docx": word_file(said)}, tmp_path / "scratch").pdfs.values()
    where = words_of(tmp_path / "school")
    first_on_path(monkeypatch, preparing(tmp_path, talkative))
    built = build(where, only=lambda planned: planned.spec.name in FOLLOWED, pdf=True)
    assert pdfs(where) == {}
    found = [finding for finding in built.checked.findings if finding.code == "G01"]
    documents = [document for document in built.published.documents if document.path.endswith(".docx")]
    assert len(found) == len(documents) == len(FOLLOWED) + 1  # a transfer sheet has two copies


def test_a_pdf_that_cannot_be_read_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = words_of(tmp_path / "school")
    first_on_path(monkeypatch, preparing(tmp_path, UNREADABLE))
    built = build(where, only=lambda planned: planned.spec.name == "zorgfolder", pdf=True)
    place = CellRef("outputs/zorg/zorgfolder_L0231.pdf")
    found = [finding for finding in built.checked.findings if finding.code == "S10"]
    assert found == [Finding("S10", Severity.WARNING, place, "unread")]
    assert pdfs(where) == {}
