"""A watcher over a real folder: what it tells, what it builds, and that nothing makes it stop. The clock is ours."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from docgen.changes import standing as standing_run
from docgen.findings import CellRef, Finding, Severity
from docgen.making.outcome import is_beside
from docgen.reading import engine
from docgen.reports import watching
from docgen.watch.loop import Back, Began, Event, Failed, Gone, Read, Waits, Watch
from tests.building import edited
from tests.test_inbox import owner_file
from tests.test_publish import CARE, COPY, EXAMS, INSPECTION, LESSONS, school, standing

ALL = [f"zorg/{EXAMS}", f"zorg/{LESSONS}", f"overdracht/{INSPECTION}", f"overdracht/{COPY}", f"zorg/{CARE}"]
MORNING = datetime(2026, 3, 3, 7, 38)
ROOM = {"Examenaanpassingen": edited("Examenaanpassingen", H5="C204")}


class Watcher:
    """A watch with a clock that a test sets, and everything it told."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.now, self.told = 100.0, list[Event]()
        self.watch = Watch(folder, self.told.append, clock=lambda: self.now, now=lambda: MORNING, **options)

    def look(self, seconds: int = 1) -> list[Event]:
        """Look once a second for so long; what was told."""
        before = len(self.told)
        for _ in range(seconds):
            self.watch.round()
            self.now += 1
        return self.told[before:]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    school(tmp_path)
    return tmp_path


def save(folder: Path, **changed: str) -> None:
    """Save the workbook of the school anew."""
    school(folder, **changed)


def reads(events: list[Event]) -> list[tuple[tuple[str, ...], tuple[str, ...], list[str]]]:
    """Per round which workbooks were new, which were gone, which documents changed."""
    return [
        (
            event.changed,
            event.gone,
            [d.path for d in event.built.published.documents if d.changed and not is_beside(d.path)],
        )
        for event in events
        if isinstance(event, Read)
    ]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path: (folder / "outputs" / path).read_bytes() for path in standing(folder)}


def workbook_of(folder: Path) -> str:
    return next(path.name for path in (folder / "inputs").iterdir())


def test_the_documents_stand_there_after_the_still_time(folder: Path) -> None:
    watcher = Watcher(folder)
    assert watcher.look(3) == [Began()]
    assert standing(folder) == []
    (read,) = watcher.look(2)
    assert isinstance(read, Read)
    assert (read.changed, len(standing(folder))) == ((workbook_of(folder),), 5)
    assert watcher.look(60) == []


def test_a_saved_workbook_renews_only_what_it_changes(folder: Path) -> None:
    watcher = Watcher(folder)
    watcher.look(5)
    save(folder, **ROOM)
    assert reads(watcher.look(6)) == [((workbook_of(folder),), (), [f"zorg/{EXAMS}"])]


def test_the_copies_that_were_read_are_gone_after_the_round(folder: Path) -> None:
    Watcher(folder).look(5)
    assert list((folder / "outputs" / ".docgen").glob("taken-*")) == []


def test_a_finding_names_the_original_workbook(folder: Path) -> None:
    save(folder, Examenaanpassingen=edited("Examenaanpassingen", H5="", I5=""))
    (read,) = [event for event in Watcher(folder).look(5) if isinstance(event, Read)]
    places = {finding.place.file for finding in read.built.checked.findings if isinstance(finding.place, CellRef)}
    assert places <= {workbook_of(folder), ""}


def test_a_workbook_that_is_open_is_told_once_with_who_has_it_open(folder: Path) -> None:
    watcher = Watcher(folder)
    watcher.look(5)
    name = workbook_of(folder)
    save(folder, **ROOM)
    owner = folder / "inputs" / f"~${name}"
    owner.write_bytes(owner_file("S. Claes"))
    (waits,) = watcher.look(100)
    assert waits == Waits(Finding("S01", Severity.NOTE, CellRef(name), "held_by", (("owner", "S. Claes"),)))
    assert watching.waits(waits.finding) == f"{name} is nog open in Excel bij S. Claes. Sluit het bestand in Excel."
    owner.unlink()
    assert reads(watcher.look(5)) == [((name,), (), [f"zorg/{EXAMS}"])]


def test_a_workbook_that_is_half_copied_changes_nothing_and_is_named_after_a_while(folder: Path) -> None:
    watcher = Watcher(folder)
    watcher.look(5)
    before = standing(folder)
    path = folder / "inputs" / workbook_of(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert watcher.look(50) == [Waits(Finding("S02", Severity.NOTE, CellRef(path.name), "waits"))]
    (read,) = watcher.look(20)
    assert isinstance(read, Read)
    assert [f.code for f in read.built.checked.findings if f.severity is Severity.ERROR][:1] == ["S02"]
    assert standing(folder) == before  # a workbook that cannot be read withdraws nothing
    path.write_bytes(whole)
    assert reads(watcher.look(6))[-1][:2] == ((path.name,), ())


def test_one_workbook_that_is_no_workbook_does_not_stop_the_others(folder: Path) -> None:
    (folder / "inputs" / "stuk.xlsx").write_bytes(b"PK\x03\x04 no more")
    watcher = Watcher(folder)
    watcher.look(70)
    assert len(standing(folder)) == 5


def test_the_folder_may_go_away_and_come_back(folder: Path, tmp_path: Path) -> None:
    watcher = Watcher(folder)
    watcher.look(5)
    inputs, aside = folder / "inputs", tmp_path / "away"
    shutil.move(inputs, aside)
    assert watcher.look(100) == [Gone()]
    shutil.move(aside, inputs)
    assert watcher.look(5) == [Back()]
    assert len(standing(folder)) == 5


def test_a_watcher_may_start_before_the_folder_is_there(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path / "school")
    assert watcher.look(3) == [Gone()]
    school(tmp_path / "school")
    assert isinstance(watcher.look(5)[-1], Read)


def test_another_template_and_other_settings_are_noticed(folder: Path) -> None:
    watcher = Watcher(folder)
    watcher.look(5)
    school(folder, text="Voor {{ leerling.naam }}")
    assert [len(paths) for _, _, paths in reads(watcher.look(6))] == [5]
    (folder / "docgen.toml").write_text('[datum]\npeildatum = "gisteren"\n', encoding="utf-8")
    (failed,) = watcher.look(30)
    assert isinstance(failed, Failed)
    assert [finding.code for finding in failed.findings] == ["S14"]


def test_a_disk_that_is_full_is_told_once_and_the_documents_come_when_there_is_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = Watcher(folder)

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "outputs")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        events = watcher.look(60)
    assert [type(event) for event in events] == [Failed]
    assert [finding.code for finding in events[0].findings] == ["S06"]  # type: ignore[union-attr]
    assert standing(folder) == []
    assert isinstance(watcher.look(120)[-1], Read)
    assert len(standing(folder)) == 5


def test_a_document_that_is_open_in_word_waits_and_is_replaced_when_it_is_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = Watcher(folder)
    watcher.look(5)
    before = bytes_of(folder)
    school(folder, text="Voor {{ leerling.naam }}")
    real = os.replace

    def in_use(source: Any, target: Any) -> None:  # as Windows answers
        if str(target).endswith(EXAMS):
            raise PermissionError(errno.EACCES, "in use", str(source), None, str(target))
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", in_use)
        (read,) = watcher.look(6)
    assert isinstance(read, Read)
    assert read.built.published.findings == (Finding("S07", Severity.NOTE, CellRef(f"outputs/zorg/{EXAMS}")),)
    assert bytes_of(folder) == before  # none of this student's documents is newer than another
    assert reads(watcher.look(20)) == [((), (), ALL)]


def test_the_lines_on_the_screen_are_few_and_name_workbooks_only(folder: Path) -> None:
    watcher = Watcher(folder)
    watcher.look(5)
    save(folder, **ROOM)
    (read,) = watcher.look(6)
    assert isinstance(read, Read)
    checked, documents = read.built.checked, read.built.published.documents
    text = watching.read(read.changed, read.gone, checked.findings, dict(checked.stopped), documents)
    assert watching.moment(text, MORNING).startswith(
        f" 7.38 u.  {workbook_of(folder)} is gewijzigd. 1 document vernieuwd."
    )
    documents = tuple(entry for entry in documents if not is_beside(entry.path))
    log = (folder / "outputs" / "docgen.log").read_text().splitlines()
    assert log[-1] == f"{MORNING.isoformat()} watch documents={len(documents)} changed=1 errors=0"
    assert CARE in {Path(entry.path).name for entry in documents}


CHILD = """
import io, os, struct, sys, time
data = sys.stdin.buffer.read(8)
while len(data) == 8:
    data += sys.stdin.buffer.read(struct.unpack(">Q", data)[0])
    if data[8:].startswith(bytes.fromhex("d0cf11e0")):
        {how}
    sys.argv, sys.stdin = sys.argv, io.TextIOWrapper(io.BytesIO(data))
    exec(compile(open({child!r}).read(), "child.py", "exec"), dict(__name__="__main__"))
    sys.stdin = io.TextIOWrapper(open(0, "rb", buffering=0, closefd=False))
    data = sys.stdin.buffer.read(8)
"""


@pytest.mark.parametrize("how", ["os._exit(-9 % 256)", "raise SystemExit(3)", "time.sleep(600)"])
def test_a_reader_that_dies_or_hangs_is_one_finding_and_the_others_are_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    reader = tmp_path / "reader.py"
    reader.write_text(CHILD.format(how=how, child=str(engine.CHILD)), encoding="utf-8")
    shutil.copy(Path(__file__).parent / "reading" / "saved" / "werkboek.xls", folder / "inputs" / "oud.xls")
    monkeypatch.setattr(engine, "SECONDS", 4)
    monkeypatch.setattr(engine, "CHILD", reader)
    (read,) = [event for event in Watcher(folder).look(5) if isinstance(event, Read)]
    about = [(f.code, f.case) for f in read.built.checked.findings if getattr(f.place, "file", "") == "oud.xls"]
    assert about == [("S11", "limits")]
    assert len(standing(folder)) == 5


def test_what_a_round_said_is_told_again_by_a_build_that_finds_nothing_new(folder: Path) -> None:
    watcher = Watcher(folder)
    (_, read) = watcher.look(5)
    assert isinstance(read, Read)
    told = standing_run.again(standing_run.sources(folder), ("nl", ""))
    assert told is not None
    assert told.findings == read.built.checked.findings
    save(folder, **ROOM)
    assert standing_run.again(standing_run.sources(folder), ("nl", "")) is None
