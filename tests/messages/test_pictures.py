"""Pictures that cannot be used, in a template and as the logo of the school, in the words of the report."""

# ruff: noqa: E501 - a sentence as it is printed

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from docgen.fill import FillFault, Image, fill
from docgen.findings import Finding
from docgen.messages import sentence
from docgen.pictures.image import MAX_BYTES
from docgen.pictures.raster import Canvas
from docgen.reading.logo import MAX_LOGO, read_logo
from docgen.style.package import document
from docgen.style.picture import picture
from docgen.style.text import p
from docgen.tables.school import SchoolRow
from docgen.template import PICTURE, check_template, compile_template
from tests.building import validated

PNG = Canvas(4, 4, ["0B4F60"]).png()
HUGE = PNG[:16] + struct.pack(">II", 60_000, 60_000) + PNG[24:]
FAULTS = {
    "T27.damaged": (PNG[:-9], 'De afbeelding van "{{ logo }}" is beschadigd. Bewaar ze opnieuw als PNG of JPEG.'),
    "T27.bytes": (PNG + b"\0" * MAX_BYTES, 'De afbeelding van "{{ logo }}" is groter dan 5 MB. Bewaar ze kleiner.'),
    "T27.pixels": (HUGE, 'De afbeelding van "{{ logo }}" heeft meer dan 25 miljoen beeldpunten. Bewaar ze kleiner.'),
}
PLACE = (
    '"{{ school.logo }}" is een afbeelding. Op deze plaats kan enkel tekst staan. '
    "Zet de tag in gewone tekst, of als enige alternatieve tekst bij een afbeelding."
)
LOGOS: dict[str, tuple[bytes | None, str]] = {
    "A14.missing": (None, 'Het bestand "logo.png" staat niet in de map inputs/bijlagen. Zet het bestand in die map, of verbeter de naam. Typ enkel de naam, zoals logo.png.'),
    "A14.large": (PNG + b"\0" * MAX_LOGO, 'Het logo "logo.png" is groter dan 500 kB. Het komt in elk document. Bewaar het kleiner.'),
    "A14.format": (b"GIF89a", 'Het logo "logo.png" is geen PNG of JPEG. Bewaar het als PNG of JPEG.'),
    "A14.damaged": (PNG[:-9], 'Het logo "logo.png" is beschadigd. Bewaar het opnieuw als PNG of JPEG.'),
    "A14.pixels": (HUGE, 'Het logo "logo.png" heeft meer dan 25 miljoen beeldpunten. Bewaar het kleiner.'),
}  # fmt: skip


def told(finding: Finding) -> tuple[str, str]:
    """Code with case, and the sentence without its place."""
    said = sentence(finding, "nl")
    return f"{finding.code}.{finding.case}", f"{said.what} {said.fix}"


@pytest.mark.parametrize("name", FAULTS)
def test_a_picture_that_cannot_be_used_is_told_in_these_words(name: str) -> None:
    data, text = FAULTS[name]
    template = compile_template(document(p("Normal", picture("logo", 20, 20)), {}), name="brief.docx")
    with pytest.raises(FillFault) as caught:
        fill(template, {"logo": Image(data, "logo", 20, 20)})
    assert [told(finding) for finding in caught.value.findings] == [(name, text)]


def test_a_picture_where_only_text_can_stand_is_told_in_these_words() -> None:
    data = document(p("Normal", picture("school.naam }} {{ school.logo", 20, 20)), {})
    found = check_template(data, name="brief.docx", offered={"school": {"logo": PICTURE, "naam": None}})
    assert [told(finding) for finding in found] == [("T27.place", PLACE)]


def logo(folder: Path) -> list[tuple[str, str]]:
    """What is told of the logo in this folder."""
    read = validated(folder / "elders", "School", "gegeven | Logo | logo.png").rows
    return [told(finding) for finding in read_logo(folder, cast("Sequence[SchoolRow]", read), "x", [])[1]]


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_that_cannot_be_used_is_told_in_these_words(tmp_path: Path, name: str) -> None:
    data, text = LOGOS[name]
    if data is not None:
        (tmp_path / "logo.png").write_bytes(data)
    assert logo(tmp_path) == [(name, text)]
    (tmp_path / "logo.png").write_bytes(PNG)
    assert logo(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_logo_that_is_a_link_or_cannot_be_opened_is_told_in_these_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logo.png").symlink_to(tmp_path / "elders.png")
    link = '"logo.png" is een snelkoppeling, geen bestand. Zet het bestand zelf in de map inputs/bijlagen.'
    assert logo(tmp_path) == [("A14.link", link)]
    (tmp_path / "logo.png").unlink()
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    text = 'Het bestand "logo.png" is niet te lezen. Sluit het programma dat het open heeft, of geef docgen het recht om het te lezen.'
    with socket.socket(socket.AF_UNIX) as closed:  # a file that nobody can open, root neither
        closed.bind("logo.png")
        assert logo(tmp_path) == [("A14.unreadable", text)]


COVERED = frozenset({*FAULTS, *LOGOS, "T27.place", "A14.link", "A14.unreadable"})
"""Code and case of every finding that is told here."""
