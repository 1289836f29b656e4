"""What somebody gives by name is read only when it is a file, and never further than was asked for."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from docgen.authors import workshop
from docgen.authors.rendering import render_file
from docgen.changes.standing import sources
from docgen.disk.given import NoFileError, given, settings_in
from docgen.findings import Finding
from docgen.forms.model import Request
from docgen.handover.receiving import receive
from docgen.handover.refusal import Refused
from docgen.making.failures import findings_of
from docgen.project import Project, ProjectError
from docgen.readback.filling import read_back
from docgen.sheets import read

TEMPLATE = Path(__file__).parent.parent / "templates" / "wie-is-wie.docx"
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with a name in a folder")


@pytest.fixture
def waits(tmp_path: Path) -> Path:
    """A pipe that nobody writes to: who opens it as a file waits for ever."""
    os.mkfifo(tmp_path / "x.docx")
    return tmp_path / "x.docx"


def test_one_byte_more_than_may_be_shows_that_a_file_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abcdef")
    assert (given(tmp_path / "x", 10), given(tmp_path / "x", 3)) == (b"abcdef", b"abcd")


@pytest.mark.parametrize("place", ["/dev/zero", "/"])
def test_what_never_ends_and_a_folder_are_no_files_even_behind_a_link(place: str, tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to(place)
    with pytest.raises(NoFileError):
        given(tmp_path / "x", 10)


def test_a_link_is_followed_only_when_it_may(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    (tmp_path / "y").symlink_to("x")
    assert given(tmp_path / "y", 10) == b"abc"
    with pytest.raises(OSError, match="y"):
        given(tmp_path / "y", 10, links=False)


@pytest.mark.parametrize(
    "said",
    [
        b"a" + b".a" * 20_000 + b" = 1", b"[" + b"a." * 20_000 + b"a]", b"x = {" + b"a." * 20_000 + b"a = 1}",
        b"a = " + b"[" * 30_000, b"a = " + b"9" * 5_000, b"#" * 70_000, "[datum]".encode("utf-16"), b"\0" * 9_000,
    ],
)  # fmt: skip
def test_settings_that_nobody_types_are_none_and_cost_nothing(said: bytes) -> None:
    """tomllib keeps every beginning of a key: of the first of these, 1.5 GB."""
    with pytest.raises(ValueError):  # noqa: PT011 - tomllib's own among them
        settings_in(said)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1949-12-31", "2101-01-01"])
def test_a_day_beyond_every_calendar_is_no_setting(day: str, tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_text(f"[datum]\npeildatum = {day}\n")
    with pytest.raises(ProjectError, match="setting"):
        Project(tmp_path)


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, finding.case) for finding in findings]


def test_no_command_waits_for_a_pipe(waits: Path, tmp_path: Path) -> None:
    assert codes(workshop.check(waits)) == [("T26", "")]
    assert codes(read(waits, "x.xlsx").findings) == [("S13", "special")]
    assert codes(read_back(waits, Request.__new__(Request)).findings) == [("R01", "storage")]
    with pytest.raises(NoFileError) as pipe:
        render_file(TEMPLATE, waits, tmp_path / "y.docx")
    assert codes(findings_of(pipe.value)[1]) == [("S13", "special")]
    with pytest.raises(Refused) as refused:
        receive(waits, "een twee drie", tmp_path / "outputs", date(2026, 6, 30))
    assert codes(refused.value.findings) == [("S32", "")]


def test_settings_are_read_with_the_mark_of_windows(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_bytes(b"\xef\xbb\xbf[datum]\r\npeildatum = 2026-06-30\r\n")
    assert Project(tmp_path).today == date(2026, 6, 30)


WRONG = {
    "deep lists": b"a = " + b"[" * 50_000,
    "deep tables": b"a=" + b"{b=" * 5_000,
    "a number of 6,000 digits": b"[toezicht]\nstil = " + b"9" * 6_000,
    "a day in words": b'[datum]\npeildatum = "morgen"',
    "a day for a table": b"datum = 3",
    "a megabyte": b"#" * 2**20,
    "another encoding": "[datum]".encode("utf-16"),
    "a zero": b"[datum]\0",
}


@pytest.mark.parametrize("name", WRONG)
def test_settings_that_cannot_be_used_are_a_finding_whoever_reads_them_first(name: str, tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "docgen.toml").write_bytes(WRONG[name])
    with pytest.raises(ProjectError) as refused:
        Project(tmp_path)
    assert refused.value.finding.code == "S14"
    sources(tmp_path)


def test_nobody_waits_for_settings_that_are_a_pipe_or_have_no_end(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    place = tmp_path / "docgen.toml"
    for make in (lambda: os.mkfifo(place), lambda: place.symlink_to("/dev/zero"), place.mkdir):
        make()
        with pytest.raises(ProjectError):
            Project(tmp_path)
        assert sources(tmp_path) is None
        place.rmdir() if place.is_dir() else place.unlink()
