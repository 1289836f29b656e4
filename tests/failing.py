"""A system on which one call fails: the n-th write, flush, rename, link or commit. Nothing of docgen is replaced."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES}
CALLS = ("replace", "fsync", "link", "unlink", "mkdir", "open")
SQLITE = {"ENOSPC": sqlite3.SQLITE_FULL, "EIO": sqlite3.SQLITE_IOERR, "EACCES": sqlite3.SQLITE_READONLY}


class Failing:
    """Counts the calls of the system that touch a folder; the one with number `at` fails, and `more` after it."""

    def __init__(self, folder: Path, error: str, at: int | None, more: int = 0) -> None:
        """Take the folder, which error, and which call; None only counts."""
        self.folder, self.error, self.count = str(folder), error, 0
        self.numbers = frozenset(() if at is None else range(at, at + more + 1))

    def fails(self) -> bool:
        """Count one call."""
        self.count += 1
        return self.count - 1 in self.numbers

    def refuse(self) -> OSError:
        """What the system answers."""
        code = ERRORS[self.error]
        return OSError(code, os.strerror(code))

    def guarded(self, real: Any) -> Any:
        """A call of `os` on something in the folder, or on an open file."""

        def call(*given: Any, **named: Any) -> Any:
            inside = given and (isinstance(given[0], int) or str(os.fspath(given[0])).startswith(self.folder))
            if inside and self.fails():
                raise self.refuse()
            return real(*given, **named)

        return call

    def fdopen(self, real: Any) -> Any:
        """`os.fdopen` of which a write may fail after half of the bytes."""

        def opened(handle: int, mode: str = "r", *given: Any, **named: Any) -> Any:
            file = real(handle, mode, *given, **named)
            return _Half(file, self) if "w" in mode else file

        return opened

    def connect(self, real: Any) -> Any:
        """`sqlite3.connect` of which a statement that writes, or a commit, may fail."""
        failing = self

        class Connection(sqlite3.Connection):
            def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
                if statement.startswith(("insert", "delete", "begin")):
                    failing.sqlite()
                return super().execute(statement, *given)

            def executemany(self, statement: str, *given: Any) -> sqlite3.Cursor:
                failing.sqlite()
                return super().executemany(statement, *given)

            def __exit__(self, kind: Any, *given: Any) -> Any:
                if kind is None:
                    try:
                        failing.sqlite()
                    except sqlite3.Error:
                        self.rollback()
                        raise
                return super().__exit__(kind, *given)

        return lambda *given, **named: real(*given, **named, factory=Connection)

    def sqlite(self) -> None:
        """Count one statement. Raises sqlite3.OperationalError when it is the one."""
        if self.fails():
            error = sqlite3.OperationalError("the disk refuses")
            error.sqlite_errorcode = SQLITE[self.error]
            raise error


class _Half:
    """A file of which a write may stop halfway."""

    def __init__(self, file: Any, failing: Failing) -> None:
        self.file, self.failing = file, failing

    def __enter__(self) -> _Half:
        return self

    def __exit__(self, *error: Any) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> int:
        if self.failing.fails():
            self.file.write(data[: len(data) // 2])
            raise self.failing.refuse()
        return int(self.file.write(data))


@contextmanager
def failing(folder: Path, error: str, at: int | None, more: int = 0) -> Iterator[Failing]:
    """The system in the block; how many calls there were is counted."""
    counter = Failing(folder, error, at, more)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, counter.guarded(getattr(os, name)))
        patch.setattr(os, "fdopen", counter.fdopen(os.fdopen))
        patch.setattr(sqlite3, "connect", counter.connect(sqlite3.connect))
        yield counter
