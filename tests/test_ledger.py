"""What was made and what was approved is remembered, in one transaction, for the owner only."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.ledger import Ledger, LedgerError, Made

FIRST = Made("zorg/lesrooster_L0231-1.docx", "lesrooster_L0231-1", "f1", "s1", date(2026, 2, 10))
SECOND = Made("zorg/zorgfolder_L0231.docx", "zorgfolder_L0231", "f2", "s2", date(2026, 2, 11))


def recorded(outputs: Path, *made: Made, gone: tuple[str, ...] = (), approved: dict[str, str] | None = None) -> None:
    with Ledger(outputs, writable=True) as ledger:
        ledger.record(made, gone, approved or {})


def contents(outputs: Path) -> tuple[dict[str, Made], dict[str, str]]:
    with Ledger(outputs, writable=False) as ledger:
        return dict(ledger.made()), dict(ledger.approved())


def test_a_ledger_that_is_only_read_makes_nothing(tmp_path: Path) -> None:
    assert contents(tmp_path / "outputs") == ({}, {})
    assert list(tmp_path.iterdir()) == []


def test_what_was_recorded_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    recorded(tmp_path, FIRST, SECOND, approved={"bekrachtigd L0231-1": "f"})
    assert contents(tmp_path) == ({FIRST.path: FIRST, SECOND.path: SECOND}, {"bekrachtigd L0231-1": "f"})


def test_a_document_that_was_made_anew_replaces_the_old_one_and_one_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    recorded(tmp_path, FIRST, SECOND)
    anew = Made(FIRST.path, FIRST.name, "f3", "s3", date(2026, 3, 1))
    recorded(tmp_path, anew, gone=(SECOND.path,))
    assert contents(tmp_path) == ({FIRST.path: anew}, {})


def test_a_document_that_left_one_path_for_another_stays(tmp_path: Path) -> None:
    draft = Made("klassenraad/lesrooster_L0231-1.docx", FIRST.name, "f0", "s0", date(2026, 1, 20))
    recorded(tmp_path, draft)
    recorded(tmp_path, FIRST, gone=(draft.path,))
    assert contents(tmp_path) == ({FIRST.path: FIRST}, {})


def test_what_was_approved_first_is_what_is_remembered(tmp_path: Path) -> None:
    recorded(tmp_path, approved={"bekrachtigd L0231-1": "as ratified"})
    recorded(tmp_path, approved={"bekrachtigd L0231-1": "changed", "bekrachtigd L0231-2": "new"})
    assert contents(tmp_path)[1] == {"bekrachtigd L0231-1": "as ratified", "bekrachtigd L0231-2": "new"}


def test_a_record_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    recorded(tmp_path, FIRST)
    broken = Made(SECOND.path, SECOND.name, "f2", None, date(2026, 2, 11))  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        recorded(tmp_path, SECOND, broken, gone=(FIRST.path,), approved={"bekrachtigd L0231-1": "f"})
    assert contents(tmp_path) == ({FIRST.path: FIRST}, {})


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    recorded(outputs, FIRST)
    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"outputs": 0o700, "outputs/.docgen": 0o700, "outputs/.docgen/ledger.sqlite": 0o600}


def test_a_damaged_ledger_is_an_error_and_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / ".docgen" / "ledger.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"this is no database, and was never one" * 100)
    before = path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        recorded(tmp_path, FIRST)
    assert path.read_bytes() == before


def test_a_ledger_from_before_the_reasons_is_read_and_written(tmp_path: Path) -> None:
    with Ledger(tmp_path, writable=True) as ledger:
        ledger.record([], [], {}, lapsed=[replace(FIRST, reason="consent C03")])
    with sqlite3.connect(tmp_path / ".docgen" / "ledger.sqlite") as connection:
        connection.execute("alter table lapsed drop column reason")
    connection.close()
    with Ledger(tmp_path, writable=False) as ledger:
        assert ledger.lapsed() == {FIRST.path: FIRST}
    with Ledger(tmp_path, writable=True) as ledger:
        ledger.record([], [], {}, lapsed=[replace(SECOND, reason="student")])
    with Ledger(tmp_path, writable=False) as ledger:
        assert {made.path: made.reason for made in ledger.lapsed().values()} == {FIRST.path: "", SECOND.path: "student"}


def test_a_ledger_that_is_read_is_neither_copied_nor_changed(tmp_path: Path) -> None:
    with Ledger(tmp_path, writable=True):
        pass
    with Ledger(tmp_path, writable=False) as reading:
        with Ledger(tmp_path, writable=True) as writing:
            writing.record([], [], {"b": "new"})
        assert reading.approved() == {"b": "new"}  # it looks at the file itself: a log of years is not held in memory
        with pytest.raises(LedgerError):
            reading.record([], [], {"c": "not here"})
    with Ledger(tmp_path, writable=False) as after:
        assert after.approved() == {"b": "new"}
