"""The logo of the school: read through its own gate, and shown in the header."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from docgen.findings import CellRef, Finding, Severity
from docgen.pictures.image import Image
from docgen.pictures.raster import Canvas
from docgen.pipeline import build
from docgen.project import Project
from docgen.reading.logo import MAX_LOGO, read_logo
from docgen.tables.school import SchoolRow
from tests.building import more, project, validated

PNG = Canvas(40, 10, ["0B4F60"]).png()
NOTE = Finding("A07", Severity.NOTE, CellRef("logo.png"), "file")


def rows(folder: Path, row: str = "gegeven | Logo | logo.png") -> list[SchoolRow]:
    """The sheet School with this one row, from a workbook beside the folder of the logo."""
    return [row for row in validated(folder / "elders", "School", row).rows if isinstance(row, SchoolRow)]


def read(folder: Path, value: str = "logo.png") -> Image | tuple[str, str] | None:
    """The logo, or the case and the value of the one finding."""
    logo, findings = read_logo(folder, rows(folder, f"gegeven | Logo | {value}"), "De Boom", [])
    if logo is not None:
        assert findings == []
        return logo
    (finding,) = findings
    assert (finding.code, finding.severity, finding.place.column) == ("A14", Severity.WARNING, 3)
    return finding.case, str(finding.value)


@pytest.mark.parametrize("typed", ["logo.png", "bijlagen/logo.png"])
@pytest.mark.parametrize("folder", ["bijlagen", "."])
def test_it_stands_in_either_folder_and_keeps_its_proportions(tmp_path: Path, folder: str, typed: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "logo.png").write_bytes(PNG)
    logo = read(tmp_path, typed)
    assert isinstance(logo, Image)
    assert (logo.data, logo.alt, round(logo.width_mm, 1), logo.height_mm) == (PNG, "De Boom", 48.0, 12.0)


def test_a_school_without_a_logo_has_none_and_nothing_to_say(tmp_path: Path) -> None:
    none = rows(tmp_path, "gegeven | Adres | logo.png")
    assert read_logo(tmp_path, none, "x", [NOTE]) == (None, [NOTE])


def test_that_the_file_is_no_workbook_is_not_told_of_the_logo(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    other = Finding("A07", Severity.NOTE, CellRef("foto.png"), "file")
    assert read_logo(tmp_path, rows(tmp_path), "x", [NOTE, other])[1] == [other]


@pytest.mark.parametrize(
    "typed", ["weg.png", "../logo.png", "/etc/passwd", "a/logo.png", "..", "C:logo.png", "bijlagen/"]
)
def test_a_path_leads_nowhere_else(tmp_path: Path, typed: str) -> None:
    (tmp_path / "inputs" / "a").mkdir(parents=True)
    for place in (tmp_path, tmp_path / "inputs" / "a"):
        (place / "logo.png").write_bytes(PNG)
    assert read(tmp_path / "inputs", typed) == ("missing", typed)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_and_a_pipe_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir(exist_ok=True)
    (tmp_path / "elders" / "echt.png").write_bytes(PNG)
    (tmp_path / "logo.png").symlink_to(tmp_path / "elders" / "echt.png")
    os.mkfifo(tmp_path / "pijp.png")
    (tmp_path / "map.png").mkdir()
    (tmp_path / "dood.png").symlink_to(tmp_path / "nergens")
    found = [read(tmp_path, name) for name in ("logo.png", "pijp.png", "map.png", "dood.png")]
    assert found == [("link", "logo.png"), ("link", "pijp.png"), ("link", "map.png"), ("link", "dood.png")]
    (tmp_path / "bijlagen").symlink_to(tmp_path / "elders")
    assert read(tmp_path, "echt.png") == ("link", "echt.png")


@pytest.mark.parametrize(
    ("data", "case"),
    [(b"", "format"), (b"%PDF-1.7", "format"), (PNG[:50], "damaged"), (PNG + b"\0" * MAX_LOGO, "large")],
)
def test_a_file_that_is_unfit_says_why(tmp_path: Path, data: bytes, case: str) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    assert read(tmp_path) == (case, "logo.png")


def test_every_document_shows_it_in_the_header_of_its_first_page_and_follows_when_it_changes(tmp_path: Path) -> None:
    folder = project(tmp_path, School=more("School", "gegeven | Logo | logo.png"))
    without = {path.name: members(path.read_bytes()) for path in made(folder)}
    (folder / "inputs" / "logo.png").write_bytes(PNG)
    shown = {path.name: members(path.read_bytes()) for path in made(folder)}
    assert shown.keys() == without.keys() != set()
    for name, parts in shown.items():
        assert (parts["word/media/docgen1.png"], "word/media/docgen1.png" in without[name]) == (PNG, False)
        header, plain = parts["word/header1.xml"].decode(), without[name]["word/header1.xml"].decode()
        assert header.count('descr="Atheneum De Linde"') == 2
        assert header[: header.index("<w:r><w:drawing>")] + header[header.index("</w:drawing></w:r>") + 18 :] == plain
        assert b"docgen1.png" in parts["word/_rels/header1.xml.rels"]
        assert "word/media/plaats.png" not in {*parts, *without[name]}
    (folder / "inputs" / "logo.png").write_bytes(Canvas(12, 12, ["000000"]).png())
    assert all(members(path.read_bytes())["word/media/docgen1.png"] != PNG for path in made(folder))


def made(folder: Path) -> list[Path]:
    """The documents of this project, made."""
    assert [f for f in build(Project(folder)).checked.findings if f.code == "A14" and f.case != "missing"] == []
    return sorted((folder / "outputs" / "zorg").glob("*rooster*.docx"))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
