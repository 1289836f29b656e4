"""Which files in inputs/ are workbooks that can be read now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.inbox import owner_of, settled

NO_WORKBOOK = Finding("A01", Severity.ERROR, CellRef(""), "inputs", effect=Effect.BLOCK, students=None)


def put(folder: Path, *names: str, data: bytes = b"x") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def owner_file(name: str) -> bytes:
    """An owner file as Excel writes it: a length, the name, spaces; then the same in UTF-16."""
    return bytes([len(name)]) + name.encode("cp1252").ljust(54) + bytes([len(name), 0]) + name.encode("utf-16-le")


def test_workbooks_in_folders_are_found_in_order(tmp_path: Path) -> None:
    put(tmp_path, "b.xlsx", "a.csv", "wiskunde/2_doelen.xlsx", "rooster/GPU001.TXT", "oud.xls", "c.ods")
    names = ["a.csv", "b.xlsx", "c.ods", "oud.xls", "rooster/GPU001.TXT", "wiskunde/2_doelen.xlsx"]
    assert settled(tmp_path) == (tuple(tmp_path / name for name in names), ())


def test_litter_and_attachments_are_no_workbooks(tmp_path: Path) -> None:
    litter = ["~$weg.xlsx", ".~lock.weg.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store", "._a.xlsx", "a.xlsx.part"]
    litter += ["a.crdownload", "1A2B3C4D", "x.tmp", "~WRL0001.tmp", ".syncthing.a.xlsx.tmp", "bijlagen/L0231/a.xlsx"]
    put(tmp_path, "a.xlsx", *litter)
    assert settled(tmp_path) == ((tmp_path / "a.xlsx",), ())


def test_another_kind_of_file_is_mentioned(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", "brief.docx")
    assert settled(tmp_path)[1] == (Finding("A07", Severity.NOTE, CellRef("brief.docx"), "file"),)


@pytest.mark.parametrize("folder", ["", "bestaat niet"])
def test_a_folder_without_workbooks_stops_everything(tmp_path: Path, folder: str) -> None:
    assert settled(tmp_path / folder) == ((), (NO_WORKBOOK,))


def test_a_link_and_a_pipe_are_not_opened(tmp_path: Path) -> None:
    put(tmp_path, "buiten/geheim.xlsx", "inputs/a.xlsx")
    inputs = tmp_path / "inputs"
    (inputs / "b.xlsx").symlink_to(tmp_path / "buiten" / "geheim.xlsx")
    (inputs / "map").symlink_to(tmp_path / "buiten")
    os.mkfifo(inputs / "pijp.xlsx")
    assert settled(inputs) == (
        (inputs / "a.xlsx",),
        (
            Finding("S13", Severity.WARNING, CellRef("b.xlsx"), "link"),
            Finding("S13", Severity.WARNING, CellRef("map"), "link"),
            Finding("S13", Severity.WARNING, CellRef("pijp.xlsx"), "special"),
        ),
    )


def test_a_workbook_open_in_excel_is_read_as_it_was_saved(tmp_path: Path) -> None:
    put(tmp_path, "trajecten.xlsx")
    put(tmp_path, "~$trajecten.xlsx", data=owner_file("S. Claes"))
    note = Finding("S01", Severity.NOTE, CellRef("trajecten.xlsx"), "open_by", (("owner", "S. Claes"),))
    assert settled(tmp_path) == ((tmp_path / "trajecten.xlsx",), (note,))


def test_an_owner_file_of_a_long_name_lacks_its_first_two_letters(tmp_path: Path) -> None:
    put(tmp_path, "trajecten.xlsx", "~$ajecten.xlsx", data=b"")
    note = Finding("S01", Severity.NOTE, CellRef("trajecten.xlsx"), "open")
    assert settled(tmp_path) == ((tmp_path / "trajecten.xlsx",), (note,))


def test_a_libreoffice_lock_without_a_name_tells_the_account(tmp_path: Path) -> None:
    put(tmp_path, "a.ods")
    put(tmp_path, ".~lock.a.ods#", data=b",sclaes,SECR-02,12.01.2026 08:30,file:///c;")
    assert owner_of(tmp_path / "a.ods") == "sclaes"


def test_the_owner_of_a_libreoffice_lock_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a.ods")
    put(tmp_path, ".~lock.a.ods#", data=b"Sofie Claes,sclaes,SECR-02,12.01.2026 08:30,file:///c;")
    assert owner_of(tmp_path / "a.ods") == "Sofie Claes"
    assert owner_of(tmp_path / "b.ods") is None
