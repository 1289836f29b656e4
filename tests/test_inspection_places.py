"""A student's name is found wherever a Word file can hold one; the place is told, the name is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.pipeline import Built, build
from docgen.privacy.doctext import texts
from docgen.privacy.vocabulary import written
from docgen.project import Project
from docgen.reports.stop import privacy_stop
from tests.plants import FOUND, NAME, REFUSED, Callable, Members, template
from tests.test_cli import docgen
from tests.worked_example import project


def school(folder: Path, plant: Callable[[Members], None]) -> Path:
    """The worked example with a template of its own in which something is planted."""
    project(folder)
    (folder / "templates").mkdir()
    (folder / "templates" / "zorgfolder.docx").write_bytes(template(plant))
    return folder


def built(folder: Path, plant: Callable[[Members], None]) -> tuple[Built, list[str]]:
    """The build of the care folder, and the codes of its errors."""
    made = build(Project(school(folder, plant)), only=lambda planned: planned.spec.name == "zorgfolder")
    return made, [finding.code for finding in made.checked.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("where", FOUND)
def test_a_name_in_a_template_is_found(where: str, tmp_path: Path) -> None:
    plant, place = FOUND[where]
    made, errors = built(tmp_path, plant)
    assert errors == ["G01"]
    (finding,) = [finding for finding in made.checked.findings if finding.code == "G01"]
    said = privacy_stop(finding, 0)
    assert "zorgfolder_L0231.docx is niet gemaakt. Er stonden gegevens in van een andere leerling.\n" in said
    assert f"  gevonden in     {place}\n  soort           een naam\n" in said
    assert [word for word in NAME.split() if word in said] == []
    assert not [*(tmp_path / "outputs").rglob("zorgfolder*")]


@pytest.mark.parametrize("where", REFUSED)
def test_a_place_that_cannot_be_vouched_for_is_refused(where: str, tmp_path: Path) -> None:
    plant, code = REFUSED[where]
    _, errors = built(tmp_path, plant)
    assert set(errors) == {code}
    assert not [*(tmp_path / "outputs").rglob("zorgfolder*")]


def test_without_a_plant_it_is_made(tmp_path: Path) -> None:
    _, errors = built(tmp_path, lambda members: None)
    assert errors == []
    assert (tmp_path / "outputs" / "zorg" / "zorgfolder_L0231.docx").is_file()


def test_the_command_ends_with_5_and_makes_the_others(tmp_path: Path) -> None:
    run = docgen("build", folder=school(tmp_path, FOUND["a property of the school"][0]))
    assert (run.returncode, "Andersen" in run.stdout + run.stderr) == (5, False)
    others = [*(tmp_path / "outputs").rglob("*.docx")]
    assert f"De {len(others)} andere documenten zijn in orde." in run.stderr
    assert "zorgfolder_L0231.docx" not in {path.name for path in others}


def test_a_package_in_a_package_is_opened() -> None:
    """No template brings one along, so the engine makes none; the search does not rely on that."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{NAME}</t></si></sst>")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/embeddings/blad.xlsx", inner.getvalue())
    found = [(text.part, text.text) for text in texts(outer.getvalue(), "", b"")]
    assert ("embedded", NAME) in found


def test_text_of_two_bytes_a_letter_is_read() -> None:
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("word/embeddings/oud.bin", NAME.encode("utf-16-le"))
    assert ("embedded", NAME) in [(text.part, text.text) for text in texts(outer.getvalue(), "", b"")]


def test_a_choice_from_a_list_of_care_is_somebody_s_and_one_from_an_open_list_is_not() -> None:
    static = template(lambda members: None)
    care, common = ("ziekte", "of", "ongeval"), ("aangepaste", "versie")
    assert (written(care, static), written(common, static)) == (False, True)
