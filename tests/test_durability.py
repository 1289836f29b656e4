"""Whatever call of the system fails, and wherever a run is killed: no wrong document, and the next run completes it."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from docgen.audit import key_of, verify
from docgen.ledger import Ledger
from docgen.making.publish import group_of_name
from docgen.pipeline import build
from docgen.project import Project
from tests.building import edited
from tests.failing import ERRORS, failing
from tests.test_publish import school, standing

LEAST = 2
DOCUMENTS = (".docx", ".ics", ".csv")
Files = dict[str, bytes]
NEW = "Voor {{ leerling.naam }}"
EVERY = 37  # of the calls that may fail, one in so many; `python benchmarks/folder.py` takes each


def bytes_of(folder: Path) -> Files:
    """Every document, and every withdrawn one."""
    outputs = folder / "outputs"
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in sorted(outputs.rglob("*.*"))
        if path.suffix in DOCUMENTS
    }


def changed_school(folder: Path) -> Path:
    """A school with its documents made, and one that changed since: every document is to be made anew, one goes."""
    school(folder)
    build(Project(folder))
    school(folder, text=NEW, Examenaanpassingen="")
    return folder


def together(now: Files, old: Files, new: Files) -> bool:
    """Whether the documents of each student, and each shared paper, are all as they were or all as they should be."""
    return all(of in (groups(old).get(group, {}), groups(new).get(group, {})) for group, of in groups(now).items())


def groups(files: Files) -> dict[str, Files]:
    """The documents by what changes together, which their names tell."""
    found: dict[str, Files] = {}
    for path, data in files.items():
        found.setdefault(group_of_name(Path(path).stem), {})[path] = data
    return found


def remembered(folder: Path) -> dict[str, str]:
    with Ledger(folder / "outputs", writable=False) as ledger:
        return {path: made.sha256 for path, made in {**ledger.made(), **ledger.lapsed()}.items()}


def is_whole(folder: Path) -> bool:
    """The ledger knows exactly what stands there, the log is unbroken, and nothing stray is left."""
    outputs = folder / "outputs"
    shas = {path: hashlib.sha256(data).hexdigest() for path, data in bytes_of(folder).items()}
    with Ledger(outputs, writable=False) as ledger:
        faults = verify(ledger.log(), ledger.seal(), key_of(outputs))
    stray = [*outputs.rglob(".docgen-*"), *(outputs / ".docgen").glob("*-*-*")]
    return (shas, faults, stray) == (remembered(folder), (), [])


def every_call(scratch: Path, error: str, more: int, *, every: int, offset: int = 0) -> tuple[int, list[int]]:
    """Let the n-th call of the system fail in a build, and `more` after it: how many n were tried, which went wrong.

    Right is: every document is the old or the new one, those of the student are of one kind (when one call fails; a
    disk that refuses more may refuse to put them back), and the next build gives what an undisturbed one gives.
    """
    before, whole = changed_school(scratch / "before"), scratch / "whole"
    shutil.copytree(before, whole)
    with failing(whole / "outputs", error, None) as counted:
        build(Project(whole))
    old, new, numbers = bytes_of(before), bytes_of(whole), range(offset, counted.count, every)
    wrong = []
    for number in numbers:
        folder = scratch / str(number)
        shutil.copytree(before, folder)
        with failing(folder / "outputs", error, number, more), suppress(OSError, sqlite3.Error):
            build(Project(folder))
        now = bytes_of(folder)
        sound = set(now.values()) <= {*old.values(), *new.values()} and (bool(more) or together(now, old, new))
        build(Project(folder))
        if not sound or bytes_of(folder) != new or not is_whole(folder):
            wrong.append(number)
        shutil.rmtree(folder)
    return len(numbers), wrong


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("more", [0, 3], ids=["once", "and on"])
def test_a_call_that_fails_never_leaves_a_wrong_document(tmp_path: Path, error: str, more: int) -> None:
    offset = list(ERRORS).index(error) * 2 + (more > 0)
    tried, wrong = every_call(tmp_path, error, more, every=EVERY, offset=offset)
    assert tried > LEAST
    assert wrong == []


class Killed(BaseException):
    """What stands for a kill: nothing catches it, and nothing is cleaned up."""


def test_a_document_of_a_run_that_was_cut_off_is_withdrawn_when_it_may_no_longer_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school(tmp_path)

    def killed(*given: object, **named: object) -> str:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "record", killed)
        with pytest.raises(Killed):
            build(Project(tmp_path))
    assert len(standing(tmp_path)) == 5
    school(tmp_path, Overdrachten="", Examenaanpassingen=edited("Examenaanpassingen"))
    build(Project(tmp_path))
    assert [path for path in standing(tmp_path) if path.startswith("overdracht/")] == []
    assert is_whole(tmp_path)
