"""What was made, from what, and what people approved (SQLite): skip what is unchanged, notice what changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from docgen.atomic import make_folder

SCHEMA = """
create table if not exists document(
    path text primary key, name text not null, fingerprint text not null, sha256 text not null, made_on text not null);
create table if not exists approved(name text primary key, fingerprint text not null);
"""


@dataclass(frozen=True)
class Made:
    """A document as it was last made: its path under outputs/, what it was made from, its bytes, when."""

    path: str
    name: str
    fingerprint: str
    sha256: str
    made_on: date


class Ledger:
    """The ledger of one project, in outputs/.docgen/. Opened for reading without making anything.

    Raises sqlite3.Error when the file is damaged or locked, OSError when the folder cannot be made.
    """

    def __init__(self, outputs: Path, *, writable: bool) -> None:
        """Open the ledger; one that is only read and does not exist yet is empty."""
        path = outputs / ".docgen" / "ledger.sqlite"
        if writable:
            make_folder(path.parent)
        self._connection = sqlite3.connect(path if writable or path.exists() else ":memory:", timeout=10)
        if writable:
            self._connection.execute("pragma journal_mode=wal")
            self._connection.execute("pragma synchronous=full")
            if os.name == "posix":
                path.chmod(0o600)
        if writable or not path.exists():
            self._connection.executescript(SCHEMA)

    def __enter__(self) -> Ledger:
        """Use the ledger in a with block, which closes it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the ledger; what was not committed is gone."""
        self._connection.close()

    def made(self) -> Mapping[str, Made]:
        """Every document that stands in outputs/, by its path."""
        with closing(self._connection.execute("select path, name, fingerprint, sha256, made_on from document")) as rows:
            return {row[0]: Made(row[0], row[1], row[2], row[3], date.fromisoformat(row[4])) for row in rows}

    def approved(self) -> Mapping[str, str]:
        """What people approved: the fingerprint of the content, by what `fingerprint` and `transfer` name it."""
        with closing(self._connection.execute("select name, fingerprint from approved")) as rows:
            return dict(rows.fetchall())

    def record(self, made: Iterable[Made], gone: Iterable[str], approved: Mapping[str, str]) -> None:
        """Keep, in one transaction, what was made, what left outputs/, and what is approved from now on."""
        with self._connection:
            self._connection.executemany("delete from document where path=?", [(path,) for path in gone])
            self._connection.executemany(
                "insert or replace into document values(?,?,?,?,?)",
                [(row.path, row.name, row.fingerprint, row.sha256, row.made_on.isoformat()) for row in made],
            )
            self._connection.executemany("insert or ignore into approved values(?,?)", approved.items())
