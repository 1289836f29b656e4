"""Nothing is ever half there: a file is replaced as a whole or stays as it was, and only its owner can read it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.disk.atomic import write
from docgen.disk.folders import claim
from docgen.disk.leftovers import COMPUTER, sweep_folder
from docgen.outbox import place_of, put, put_manifest

OLD, NEW = b"the old document", b"the new document"
FULL = OSError(errno.ENOSPC, "No space left on device")


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def modes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in sorted(folder.rglob("*"))}


def failing(error: OSError, after: int = 0) -> Callable[..., None]:
    """A call of the operating system that fails from the given call on."""
    calls = iter(range(after))

    def fail(*given: object, **named: object) -> None:
        if next(calls, None) is None:
            raise error

    return fail


def test_a_new_file_stands_there_as_a_whole_with_its_folders(tmp_path: Path) -> None:
    write(tmp_path / "outputs" / "zorg" / "a.docx", NEW)
    assert files(tmp_path) == {"outputs/zorg/a.docx": NEW}


def test_only_the_owner_can_read_a_file_and_enter_its_folders(tmp_path: Path) -> None:
    write(tmp_path / "outputs" / "zorg" / "a.docx", NEW)
    assert modes(tmp_path) == {"outputs": 0o700, "outputs/zorg": 0o700, "outputs/zorg/a.docx": 0o600}


def test_a_file_that_anyone_could_read_is_the_owners_once_it_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(OLD)
    path.chmod(0o644)
    write(path, NEW)
    assert (files(tmp_path), modes(tmp_path)) == ({"a.docx": NEW}, {"a.docx": 0o600})


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.docx"
    write(path, OLD)
    monkeypatch.setattr(os, call, failing(FULL))
    with pytest.raises(OSError, match="No space left"):
        write(path, NEW)
    assert files(tmp_path) == {"a.docx": OLD}


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self.handle = handle

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *error: object) -> None:
            os.close(self.handle)

        def write(self, data: bytes) -> None:
            os.write(self.handle, data[:3])
            raise FULL

    write(tmp_path / "a.docx", OLD)
    monkeypatch.setattr(os, "fdopen", Full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "a.docx", NEW)
    assert files(tmp_path) == {"a.docx": OLD}


def test_a_write_that_is_interrupted_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "a.docx", NEW)
    assert files(tmp_path) == {}


def test_a_folder_in_the_place_of_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    (tmp_path / "a.docx" / "keep").write_bytes(OLD)
    with pytest.raises(IsADirectoryError):
        write(tmp_path / "a.docx", NEW)
    assert files(tmp_path) == {"a.docx/keep": OLD}


def test_a_file_in_the_place_of_a_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "zorg").write_bytes(OLD)
    with pytest.raises(FileExistsError):
        write(tmp_path / "zorg" / "a.docx", NEW)
    assert files(tmp_path) == {"zorg": OLD}


def test_bytes_that_were_not_cleared_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"^outbox takes only what privacy cleared$"):
        put(tmp_path, "zorg/a.docx", NEW)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_leaves_gets_a_place_under_its_own_folder(tmp_path: Path) -> None:
    write(tmp_path / "zorg" / "a.docx", OLD)
    assert place_of(tmp_path, "zorg/a.docx") == "vervallen/zorg/a.docx"
    write(tmp_path / "vervallen" / "zorg" / "a.docx", OLD)
    assert place_of(tmp_path, "zorg/a.docx") == "vervallen/zorg/a-2.docx"
    assert place_of(tmp_path, "zorg/a.docx", {"vervallen/zorg/a-2.docx"}) == "vervallen/zorg/a-3.docx"


def test_a_document_that_is_gone_already_needs_no_place(tmp_path: Path) -> None:
    assert place_of(tmp_path, "zorg/a.docx") == ""


def test_the_manifest_is_a_list_of_plain_facts(tmp_path: Path) -> None:
    put_manifest(tmp_path, [{"path": "zorg/a.docx", "changed": True}, {"path": "", "changed": False}])
    assert json.loads((tmp_path / "manifest.json").read_text()) == {
        "schema": 1,
        "documents": [{"path": "zorg/a.docx", "changed": True}, {"path": "", "changed": False}],
    }
    assert modes(tmp_path) == {"manifest.json": 0o600}


def test_a_temp_file_of_more_than_a_day_is_nobodys_work(tmp_path: Path) -> None:
    write(tmp_path / "zorg" / "a.docx", OLD)
    for name, age in ((".docgen-1_a-x.tmp", 2 * 86_400), (".docgen-1_a-y.tmp", 60)):
        (tmp_path / "zorg" / name).write_bytes(b"half")
        moment = time.time() - age
        os.utime(tmp_path / "zorg" / name, (moment, moment))
    claim(tmp_path)
    assert files(tmp_path) == {"zorg/.docgen-1_a-y.tmp": b"half", "zorg/a.docx": OLD}


def test_a_temp_file_of_a_process_that_is_gone_is_removed_at_once_when_it_was_of_this_computer(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    mine, theirs = f".docgen-{gone.pid}_{COMPUTER}_a-x.tmp", f".docgen-{gone.pid}_elders_a-x.tmp"
    working = f".docgen-{os.getpid()}_{COMPUTER}_a-x.tmp"
    for sweep in (claim, sweep_folder):
        for name in (mine, theirs, working):
            (tmp_path / name).write_bytes(b"half")
        sweep(tmp_path)
        assert files(tmp_path) == {theirs: b"half", working: b"half"}


def test_a_link_that_leads_out_of_the_folder_stops_whoever_would_write_there(tmp_path: Path) -> None:
    outputs, elsewhere = tmp_path / "outputs", tmp_path / "elders"
    (outputs / "school").mkdir(parents=True)
    elsewhere.mkdir()
    (outputs / "school" / "binnen").symlink_to(outputs)
    assert claim(outputs) == outputs
    (outputs / "school" / "zorg").symlink_to(elsewhere)
    with pytest.raises(OSError, match="zorg") as refused:
        claim(outputs)
    assert refused.value.errno == errno.ELOOP


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "schijf").mkdir()
    (tmp_path / "outputs").symlink_to(tmp_path / "schijf")
    write(claim(tmp_path / "outputs") / "zorg" / "a.docx", NEW)
    assert files(tmp_path / "schijf") == {"zorg/a.docx": NEW}
