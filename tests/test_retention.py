"""A document is destroyed when its term is over: it alone, only on confirmation, and its hash stays in the log."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from docgen.audit import key_of, verify
from docgen.findings import CellRef
from docgen.ledger import Ledger, Made
from docgen.outbox import destroy
from docgen.pipeline import build
from docgen.project import Project
from docgen.retention import Destroyed, destroy_due, due
from tests.building import edited, files, made, more
from tests.test_cli import docgen
from tests.test_publish import all_standing as standing
from tests.worked_example import project

BEFORE, LAST, AFTER = "2026-07-02", "2027-08-31", "2027-09-01"
NO_MINUTES = {"Klassenraden": ""}  # they are kept longer: see the term of each type in tests/test_points.py
DOCUMENTS = list(made(BEFORE, **NO_MINUTES))
ALL = list(files(BEFORE, **NO_MINUTES))
CARE, EXAMS = "zorg/zorgfolder_L0231.docx", "zorg/examenrooster_L0231-2.docx"


def school(folder: Path, today: str = BEFORE, **changed: str) -> Project:
    return Project(project(folder, today=today, **{**NO_MINUTES, **changed}))


def on(folder: Path, today: str) -> Project:
    """The same project on another day."""
    (folder / "docgen.toml").write_text(f"[datum]\npeildatum = {today}\n")
    return Project(folder)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    build(school(tmp_path))
    return tmp_path


def removals(folder: Path) -> list[tuple[str, str, bool]]:
    with Ledger(folder / "outputs", writable=False) as ledger:
        events = [record.event for record in ledger.log()]
        assert verify(ledger.log(), ledger.seal(), key_of(folder / "outputs")) == ()
    return [(event["name"], event["sha256"], event["stood"]) for event in events if event["action"] == "removed"]


def others(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that is no document, no ledger and no manifest."""
    for path in sorted(folder.rglob("*")):
        kept = path.is_file() and path.suffix not in (".docx", ".ics", ".csv") and ".docgen" not in path.parts
        if kept and path.name not in ("manifest.json", "docgen.toml"):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def test_a_document_is_kept_up_to_and_including_its_last_day(built: Path) -> None:
    assert due(on(built, LAST)) == ()
    assert [(made.path, made.destroy_after) for made in due(on(built, AFTER))] == [
        (path, date(2027, 8, 31)) for path in ALL
    ]


def test_the_school_decides_how_many_years(tmp_path: Path) -> None:
    rows = more("School", "bewaartermijn | Zorgfolder: samenvatting | 5\nbewaartermijn | lesrooster | 2")
    build(school(tmp_path, School=rows))
    with Ledger(tmp_path / "outputs", writable=False) as ledger:
        found = {made.name.partition("_")[0]: made.destroy_after for made in ledger.made().values()}
    types = {path.split("/")[1].partition("_")[0] for path in DOCUMENTS}
    longer = {"lesrooster": date(2028, 8, 31), "zorgfolder": date(2031, 8, 31)}
    assert found == dict.fromkeys(types, date(2027, 8, 31)) | longer


def test_listing_removes_nothing(built: Path) -> None:
    on(built, AFTER)
    run = docgen("retention", folder=built)
    assert (run.returncode, run.stdout.splitlines()) == (0, [f"2027-08-31  {path}" for path in ALL])
    assert run.stderr.splitlines() == [
        f"{len(ALL)} documenten zijn over hun bewaartermijn.",
        "Er is niets verwijderd. Vernietigen: docgen retention --confirm",
    ]
    assert standing(built) == DOCUMENTS


def test_on_confirmation_they_go_and_their_hashes_stay(built: Path) -> None:
    with Ledger(built / "outputs", writable=False) as ledger:
        hashes = [made.sha256 for made in ledger.made().values()]
    before = list(others(built))
    on(built, AFTER)
    run = docgen("retention", "--confirm", folder=built)
    assert (run.returncode, run.stderr.splitlines()) == (
        0,
        [
            f"{len(ALL)} documenten zijn over hun bewaartermijn.",
            f"{len(ALL)} documenten vernietigd. De vingerafdrukken blijven in het logboek.",
            "De resultatenpagina's zijn ook weg, want ze noemden die documenten. docgen build maakt nieuwe.",
            "Op een SSD of in een back-up kan een kopie langer bestaan.",
        ],
    )
    assert standing(built) == []
    assert [(sha256, stood) for _, sha256, stood in removals(built)] == [(sha256, True) for sha256 in hashes]
    assert json.loads((built / "outputs" / "manifest.json").read_text()) == {"schema": 1, "documents": []}
    assert list(others(built)) == before
    assert docgen("retention", "--confirm", folder=built).stderr == "Geen enkel document is over zijn bewaartermijn.\n"


def test_nothing_that_is_left_names_a_student_and_the_next_build_has_pages_again(tmp_path: Path) -> None:
    school(tmp_path)
    assert docgen("build", folder=tmp_path).returncode == 0
    outputs = tmp_path / "outputs"
    assert "Noor Voorbeeld" in (outputs / "index.html").read_text()
    on(tmp_path, AFTER)
    assert docgen("retention", "--confirm", folder=tmp_path).returncode == 0
    left = {path for path in outputs.rglob("*") if path.is_file()}
    assert {path.name for path in left if path.parent.name != ".docgen"} == {"manifest.json"}
    named = re.compile(rb"Noor|Voorbeeld|_L0231")  # nor in what SQLite no longer uses
    assert [path.name for path in left if named.search(path.read_bytes())] == []
    docgen("build", folder=tmp_path)
    assert (outputs / "index.html").is_file()


def test_only_what_is_due_goes(tmp_path: Path) -> None:
    rows = more("School", "bewaartermijn | zorgfolder | 5")
    build(school(tmp_path, School=rows))
    (tmp_path / "outputs" / "zorg" / "eigen nota.docx").write_bytes(b"of the school itself")
    destroyed = destroy_due(on(tmp_path, AFTER))
    assert len(destroyed.removed) == len(ALL) - 1
    assert standing(tmp_path) == ["zorg/eigen nota.docx", "zorg/zorgfolder_L0231.docx"]
    manifest = json.loads((tmp_path / "outputs" / "manifest.json").read_text())["documents"]
    assert [entry["path"] for entry in manifest] == ["zorg/zorgfolder_L0231.docx"]


def test_a_document_that_somebody_changed_stays_and_is_told(built: Path) -> None:
    changed = built / "outputs" / CARE
    changed.write_bytes(b"edited by hand")
    on(built, AFTER)
    run = docgen("retention", "--confirm", folder=built)
    assert (run.returncode, run.stderr.splitlines()[1:3]) == (
        1,
        [
            f"{len(ALL) - 1} documenten vernietigd. De vingerafdrukken blijven in het logboek.",
            "1 document is gewijzigd sinds docgen het maakte. Het blijft staan: bekijk het zelf.",
        ],
    )
    assert standing(built) == [CARE]
    assert [made.path for made in due(Project(built))] == [CARE]


def test_a_document_that_is_gone_already_is_logged_as_such(built: Path) -> None:
    (built / "outputs" / EXAMS).unlink()
    destroyed = destroy_due(on(built, AFTER))
    assert [made.path for made in destroyed.absent] == [EXAMS]
    assert [(name, stood) for name, _, stood in removals(built) if not stood] == [("examenrooster_*-2", False)]


def test_a_withdrawn_document_is_destroyed_as_well(built: Path) -> None:
    build(school(built, Overleg=edited("Overleg", F10="ingetrokken")))
    assert "vervallen/zorg/zorgfolder_L0231.docx" in standing(built)
    destroyed = destroy_due(on(built, AFTER))
    assert (len(destroyed.removed), standing(built)) == (len(ALL), [])


def test_nothing_due_makes_nothing(tmp_path: Path) -> None:
    assert destroy_due(school(tmp_path)) == Destroyed()
    assert not (tmp_path / "outputs").exists()


def test_a_document_past_its_term_is_not_made_again(built: Path) -> None:
    outcome = build(on(built, AFTER))
    found = [finding for finding in outcome.checked.findings if finding.code == "S18"]
    assert {(finding.place, finding.severity.value) for finding in found} == {
        (CellRef("school.xlsx", "School", 5, 3, "Waarde"), "waarschuwing")
    }
    assert {entry.status for entry in outcome.published.documents} == {"geblokkeerd", "vervallen"}
    assert standing(built) == sorted(f"vervallen/{path}" for path in DOCUMENTS)
    destroy_due(Project(built))
    build(Project(built))
    assert standing(built) == []


@pytest.mark.parametrize("path", ["../buiten.docx", "/tmp/docgen-buiten.docx", "koppeling.docx", "map/buiten.docx"])
def test_nothing_outside_outputs_is_ever_removed(tmp_path: Path, path: str) -> None:
    outside = tmp_path / "buiten.docx"
    outside.write_bytes(b"")
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    (outputs / "koppeling.docx").symlink_to(outside)
    (outputs / "map").symlink_to(tmp_path)
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert destroy(outputs, path, empty) is None
    assert outside.exists()


# --- a ledger from before ---------------------------------------------------------------------------------------------


OLD = """
create table document(
    path text primary key, name text not null, fingerprint text not null, sha256 text not null, made_on text not null);
create table approved(name text primary key, fingerprint text not null);
insert into document values('zorg/a_L1.docx', 'a_L1', 'f', 's', '2026-02-10');
insert into approved values('bekrachtigd L1-1', 'f');
"""


def test_an_older_ledger_is_read_as_it_is_and_completed_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / ".docgen" / "ledger.sqlite"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD)
    before = path.read_bytes()
    made = Made("zorg/a_L1.docx", "a_L1", "f", "s", date(2026, 2, 10))
    with Ledger(tmp_path, writable=False) as ledger:
        assert (dict(ledger.made()), ledger.log(), ledger.seal()) == ({made.path: made}, (), None)
    assert path.read_bytes() == before
    for _ in range(2):
        with Ledger(tmp_path, writable=True) as ledger:
            assert (dict(ledger.made()), dict(ledger.approved())) == ({made.path: made}, {"bekrachtigd L1-1": "f"})


def test_the_next_run_completes_the_dates_that_an_older_ledger_lacks(built: Path) -> None:
    path = built / "outputs" / ".docgen" / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update document set destroy_after='', basis=''")
    assert due(on(built, AFTER)) == ()
    again = build(on(built, BEFORE))
    assert {entry.changed for entry in again.published.documents} == {False}
    assert len(due(on(built, AFTER))) == len(ALL)


def copy(folder: Path, path: str, day: date) -> bytes:
    """A working copy that was last written on a day."""
    file = folder / "outputs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(path.encode())
    moment = datetime(day.year, day.month, day.day, 12).timestamp()
    os.utime(file, (moment, moment))
    return file.read_bytes()


def test_a_working_copy_is_due_when_its_school_year_is_over(tmp_path: Path) -> None:
    where = school(tmp_path, today="2026-09-01")
    for path, day in (
        ("controle/Zorg van Noor.gecontroleerd.xlsx", date(2026, 3, 1)),
        ("formulieren/weekrooster_L0231-1_2026-03-16.xlsx", date(2026, 8, 31)),
        ("formulieren/traject_L0231.xlsx", date(2026, 9, 1)),
        ("ontvangen/7f3a91c2/bijlagen/GC-verslag.pdf", date(2025, 9, 1)),
        ("ontvangen/~$sheet.docx", date(2020, 9, 1)),
        ("elders/eigen.xlsx", date(2020, 9, 1)),
    ):
        copy(tmp_path, path, day)
    assert [(made.path, made.destroy_after) for made in due(where)] == [
        ("controle/Zorg van Noor.gecontroleerd.xlsx", date(2026, 8, 31)),
        ("formulieren/weekrooster_L0231-1_2026-03-16.xlsx", date(2026, 8, 31)),
        ("ontvangen/7f3a91c2/bijlagen/GC-verslag.pdf", date(2026, 8, 31)),
    ]


def test_working_copies_go_and_leave_their_hash_and_no_name(tmp_path: Path) -> None:
    where = school(tmp_path, today="2026-09-01")
    first = copy(tmp_path, "controle/Zorg van Noor.gecontroleerd.xlsx", date(2026, 3, 1))
    second = copy(tmp_path, "formulieren/weekrooster_L0231-1_2026-03-16.xlsx", date(2026, 3, 1))
    assert len(destroy_due(where).removed) == 2
    assert removals(tmp_path) == [
        ("controle", hashlib.sha256(first).hexdigest(), True),
        ("weekrooster_*-1_2026-03-16", hashlib.sha256(second).hexdigest(), True),
    ]
    assert due(where) == ()
    with Ledger(where.outputs, writable=False) as ledger:
        assert [record.body for record in ledger.log() if "Noor" in record.body or "L0231" in record.body] == []
    told = docgen("audit", "show", "L0231", folder=tmp_path)
    assert (told.returncode, told.stderr, "weekrooster" in told.stdout) == (0, "", True)


def test_a_link_among_the_working_copies_is_not_followed(tmp_path: Path) -> None:
    where = school(tmp_path / "school", today="2026-09-01")
    copy(tmp_path / "elders", "controle/mijn.gecontroleerd.xlsx", date(2020, 3, 1))
    where.outputs.mkdir()
    (where.outputs / "controle").symlink_to(tmp_path / "elders" / "outputs" / "controle")
    assert due(where) == ()
