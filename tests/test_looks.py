"""What the pages look like in a real word processor: LibreOffice opens each document, and it fits as designed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from docgen import pipeline
from docgen.page import AUDIENCE_LABELS
from docgen.project import Project
from tests.worked_example import project

pytestmark = pytest.mark.program("libreoffice", "pdf")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each document of the worked example, by the name of its file."""
    folder = project(tmp_path_factory.mktemp("uitzicht"))
    pipeline.build(Project(folder))
    documents = sorted(map(str, (folder / "outputs").glob("*/*.docx")))
    profile = f"-env:UserInstallation=file://{folder / 'profiel'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *documents]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert len(list((folder / "pdf").glob("*.pdf"))) == len(documents)
    return {pdf.stem: _text(pdf).split("\f")[:-1] for pdf in (folder / "pdf").glob("*.pdf")}


def _text(pdf: Path) -> str:
    run = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return run.stdout.decode()


def test_a_document_is_one_sheet(pages: dict[str, list[str]]) -> None:
    assert {name: len(texts) for name, texts in pages.items() if len(texts) > 2} == {}


def test_the_week_grid_and_its_legend_stand_on_the_first_page(pages: dict[str, list[str]]) -> None:
    front = pages["lesrooster_L0231-1_2026-03-16"][0]
    assert [word for word in ("Maandag", "Vrijdag", "Gewone les", "Lukt een uur niet?") if word not in front] == []


def test_every_page_says_for_whom_it_is_and_when_it_is_destroyed(pages: dict[str, list[str]]) -> None:
    labels = set(AUDIENCE_LABELS.values())
    for texts in pages.values():
        for number, text in enumerate(texts, start=1):
            assert any(label in text for label in labels)
            assert f"Pagina {number} van {len(texts)}" in " ".join(text.split())
            assert "te vernietigen na" in text


def test_no_heading_stands_alone_at_the_foot_of_a_page(pages: dict[str, list[str]]) -> None:
    headings = {
        "Wat verandert er?",
        "Afspraken",
        "Akkoord",
        "Vragen?",
        "Leerplandoelen",
        "Je examens",
        "Alle beslissingen",
    }
    last_lines = {
        (name, lines[-3].strip(" 0123456789"))
        for name, texts in pages.items()
        for text in texts
        if len(lines := [line for line in text.splitlines() if line.strip()]) > 3
    }
    assert {name for name, line in last_lines if line in headings} == set()
