"""What was made, from what, and what people approved (SQLite): skip what is unchanged, notice what changed.

Beside it the log (see `audit`): what was made, withdrawn and passed on, committed together with the rest.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType

from docgen import audit
from docgen.disk.folders import claim, make_folder, make_private

SCHEMA = """
create table if not exists document(
    path text primary key, name text not null, fingerprint text not null, sha256 text not null, made_on text not null,
    destroy_after text not null default '', basis text not null default '');
create table if not exists lapsed(
    path text primary key, name text not null, fingerprint text not null, sha256 text not null, made_on text not null,
    destroy_after text not null default '', reason text not null default '');
create table if not exists intended(
    path text primary key, name text not null, fingerprint text not null, sha256 text not null, made_on text not null,
    destroy_after text not null, place text not null, event text not null);
create table if not exists approved(name text primary key, fingerprint text not null);
create table if not exists sound(digest text primary key);
create table if not exists audit(number integer primary key, body text not null, hash text not null);
create table if not exists seal(
    only integer primary key check(only = 1), count integer not null, head text not null, mark text not null);
create trigger if not exists audit_is_not_changed before update on audit
    begin select raise(abort, 'the log is only added to'); end;
create trigger if not exists audit_is_not_shortened before delete on audit
    begin select raise(abort, 'the log is only added to'); end;
"""
COLUMNS = "path, name, fingerprint, sha256, made_on, destroy_after"
OWN = {"document": "basis", "lapsed": "reason"}
"""The column that only one of the tables has, its last."""
LATER = tuple((table, column) for table, own in OWN.items() for column in ("destroy_after", own))
"""Columns that an older ledger does not have."""


LedgerError = sqlite3.Error


@dataclass(frozen=True, slots=True)
class Made:
    """A document as it was last made: its path under outputs/, what it was made from, its bytes, when.

    `destroy_after` is the last day it is kept; None when the school year is not known. `basis` says of one that stands
    what it may be made from (see `untouched`), `reason` of one that lapsed why it did (see `lapsing`); '' when an older
    ledger did not keep that.
    """

    path: str
    name: str
    fingerprint: str
    sha256: str
    made_on: date
    destroy_after: date | None = None
    basis: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a run is about to do with one document, and the event of it: write it, or move it to `place`."""

    document: Made
    event: audit.Event
    place: str = ""


class Ledger:
    """The ledger of one project, in outputs/.docgen/. Opened for reading without making or changing anything.

    Raises sqlite3.Error when the file is damaged or locked, OSError when the folder cannot be made.
    """

    def __init__(self, outputs: Path, *, writable: bool) -> None:
        """Open the ledger; one that is only read and does not exist yet is empty."""
        self._outputs = outputs
        path = outputs / ".docgen" / "ledger.sqlite"
        if writable:
            claim(outputs)
            make_folder(path.parent)
            make_private(path)  # before SQLite does: its other files take over the rights of this one
        self._connection = sqlite3.connect(path if writable or path.exists() else ":memory:", timeout=10)
        self._connection.execute("pragma temp_store=memory")  # no file of SQLite's own in a folder for everybody
        if writable:
            self._connection.execute("pragma journal_mode=wal")
            self._connection.execute("pragma synchronous=full")
            self._connection.execute("pragma secure_delete=on")  # a row that goes names a student in its path
        elif path.exists():
            self._connection = _for_reading(self._connection)
        self._connection.executescript(SCHEMA)
        for table, column in LATER:
            if column not in {row[1] for row in self._connection.execute(f"pragma table_info({table})")}:
                self._connection.execute(f"alter table {table} add column {column} text not null default ''")

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
        return self._documents("document")

    def lapsed(self) -> Mapping[str, Made]:
        """Every document that was withdrawn and still lies in vervallen/, by its path there."""
        return self._documents("lapsed")

    def _documents(self, table: str) -> Mapping[str, Made]:
        query = f"select {_columns(table)} from {table} order by path"
        with closing(self._connection.execute(query)) as rows:
            return {row[0]: replace(_made(*row[:-1]), **{OWN[table]: row[-1]}) for row in rows}

    def approved(self) -> Mapping[str, str]:
        """What people approved: the fingerprint of the content, by what `fingerprint` and `transfer` name it."""
        with closing(self._connection.execute("select name, fingerprint from approved")) as rows:
            return dict(rows.fetchall())

    def log(self) -> tuple[audit.Record, ...]:
        """Every record of the log, in order."""
        with closing(self._connection.execute("select number, body, hash from audit order by number")) as rows:
            return tuple(audit.Record(*row) for row in rows)

    def seal(self) -> audit.Seal | None:
        """The seal on the last record, or None when nothing was logged."""
        with closing(self._connection.execute("select count, head, mark from seal")) as rows:
            row = rows.fetchone()
        return audit.Seal(*row) if row else None

    def intend(self, run: Sequence[audit.Event], intents: Iterable[Intent]) -> None:
        """Keep what is about to be done to the files, before the first of them changes: see `recover`."""
        first = Intent(Made("", "", "", "", date.min), run[0]) if run else None
        with self._connection:
            self._connection.execute("delete from intended")
            query = "insert into intended values(?,?,?,?,?,?,?,?)"
            self._connection.executemany(query, map(_intended, (*filter(None, [first]), *intents)))

    def recover(self, stands: Callable[[str, str], bool]) -> int:
        """Take over what a run that was cut off did to the files and could not record; how much that was.

        `stands` says of a path under outputs/ whether the file with this SHA-256 ('' for any) is there. Without this
        a document that stands there would be unknown: nobody would withdraw it when it may no longer exist.
        """
        with self._connection:
            self._connection.execute("begin immediate")
            with closing(self._connection.execute("select * from intended order by rowid")) as rows:
                kept = [(_made(*row[:6]), row[6], json.loads(row[7])) for row in rows]
            run = [event for document, _, event in kept if not document.path]
            done = [entry for entry in kept if entry[0].path and _was_done(entry[0], entry[1], stands)]
            for document, place, _ in done:
                if place:
                    self._connection.execute("delete from document where path=?", (document.path,))
                self._keep("lapsed" if place else "document", [replace(document, path=place or document.path)])
            if done:
                self._append([*run, *(event for _, _, event in done)])
            self._connection.execute("delete from intended")
        return len(done)

    def record(
        self,
        made: Iterable[Made],
        gone: Iterable[str],
        approved: Mapping[str, str],
        *,
        lapsed: Iterable[Made] = (),
        events: Sequence[audit.Event] = (),
        unsure: Iterable[str] = (),
    ) -> str:
        """Keep, in one transaction, what was made, what left outputs/ or vervallen/, what is approved, and the log.

        The head of the log comes back: the hash of the last record that was added, or ''. What was intended is done
        with that, but for the paths in `unsure`, which the next run looks at.
        """
        with self._connection:
            self._connection.execute("begin immediate")  # nobody else adds to the log between its head and ours
            for path in gone:
                self._connection.execute("delete from document where path=?", (path,))
                self._connection.execute("delete from lapsed where path=?", (path,))
            self._keep("document", made)
            self._keep("lapsed", lapsed)
            known = ("", *unsure)
            self._connection.execute(f"delete from intended where path not in ({','.join('?' * len(known))})", known)
            self._connection.executemany("insert or ignore into approved values(?,?)", approved.items())
            return self._append(events) if events else ""

    def _keep(self, table: str, documents: Iterable[Made]) -> None:
        columns = _columns(table)
        query = f"insert or replace into {table}({columns}) values({','.join('?' * len(columns.split(',')))})"
        self._connection.executemany(query, ((*_row(made), getattr(made, OWN[table])) for made in documents))

    def sound(self) -> frozenset[str]:
        """The digests of the templates that were found without faults."""
        with closing(self._connection.execute("select digest from sound")) as rows:
            return frozenset(row[0] for row in rows)

    def keep_sound(self, digests: Iterable[str]) -> None:
        """Keep the digests of templates without faults, and no others: a template that is gone is forgotten."""
        wanted = frozenset(digests)
        if wanted != self.sound():
            with self._connection:
                self._connection.execute("delete from sound")
                self._connection.executemany("insert into sound values(?)", ((digest,) for digest in wanted))

    def note(self, notes: Mapping[str, str], events: Sequence[audit.Event], act: Callable[[], None]) -> bool:
        """Do what can be done only once, and keep that it was done; False when one of the notes was kept before.

        One transaction around the act: a second process waits for the first, and finds its note. When the act or the
        writing of the log fails, nothing is noted. Raises what `act` raises.
        """
        with self._connection:
            self._connection.execute("begin immediate")
            if self.approved().keys() & notes.keys():
                return False
            act()
            self._connection.executemany("insert into approved values(?,?)", notes.items())
            self._append(events)
        return True

    def _append(self, events: Sequence[audit.Event]) -> str:
        key = audit.make_key(self._outputs)
        with closing(self._connection.execute("select number, body, hash from audit order by number desc")) as rows:
            last = rows.fetchone()
        records = list(audit.chained(audit.Record(*last) if last else None, events, key.user(), audit.now()))
        self._connection.executemany("insert into audit values(?,?,?)", [(r.number, r.body, r.hash) for r in records])
        seal = key.seal(records[-1].number, records[-1].hash)
        self._connection.execute("insert or replace into seal values(1,?,?,?)", (seal.count, seal.head, seal.mark))
        return seal.head


def _for_reading(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The ledger, of which nothing can be changed; one from before a table or a column is completed in memory only.

    The log grows for years, so it is copied for no other reason.
    """
    connection.execute("pragma query_only=on")
    try:
        connection.executescript(SCHEMA)  # nothing is done when everything is there
        for table, column in LATER:
            connection.execute(f"select {column} from {table} limit 0").close()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_ERROR):
            raise
        return _copied(connection)
    return connection


def _copied(connection: sqlite3.Connection) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:")
    try:
        connection.backup(memory)
    finally:
        connection.close()
    return memory


def _columns(table: str) -> str:
    return f"{COLUMNS}, {OWN[table]}"


def _row(document: Made) -> tuple[str, ...]:
    until = document.destroy_after.isoformat() if document.destroy_after else ""
    return (
        document.path,
        document.name,
        document.fingerprint,
        document.sha256,
        document.made_on.isoformat(),
        until,
    )


def _intended(intent: Intent) -> tuple[str, ...]:
    return (*_row(intent.document), intent.place, json.dumps(intent.event))


def _was_done(document: Made, place: str, stands: Callable[[str, str], bool]) -> bool:
    if place:
        return stands(place, "") and not stands(document.path, "")
    return stands(document.path, document.sha256)


def _made(path: str, name: str, fingerprint: str, sha256: str, made_on: str, until: str) -> Made:
    last = date.fromisoformat(until) if until else None
    return Made(path, name, fingerprint, sha256, date.fromisoformat(made_on), last)
