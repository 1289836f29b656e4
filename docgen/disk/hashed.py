"""The SHA-256 of what docgen itself left on the disk: in a process that goes on, read again only when it was touched.

A file is known by its device and inode, its size, and the times at which its content and its entry changed; the last
of these nobody can put back, only the system sets it (so Windows, which has none, reads every time). That time is as
coarse as two seconds: a hash counts from the second reading on that found the same, longer after the first than that.
The file is opened before it is looked at, since a share tells an opener how a file stands now, not a moment ago.
"""

from __future__ import annotations

import hashlib
import os
import time
from typing import NamedTuple

from docgen.collecting import forgotten

SETTLED = 3.0  # seconds between two readings that must find the same
MOST = 32_768  # files of which the hash is kept
FOR_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class _Known(NamedTuple):
    """What a file was, its hash, when it was first found so (None once that was long enough ago)."""

    mark: tuple[int, ...]
    sha256: str
    since: float | None


_known: dict[str, _Known] = {}
forgotten(_known.clear)


def sha256_of(path: str | os.PathLike[str], *, now: float | None = None) -> str:
    """The SHA-256 of a file. Raises OSError. `now` counts seconds, and is the clock of the process when not given."""
    path = os.fspath(path)
    file = os.open(path, FOR_READING)  # a school has thousands of these: Python's own files take a quarter longer
    try:
        about, known = os.fstat(file), _known.get(path)
        mark = _mark(about)
        if known is not None and known.mark == mark and known.since is None:
            return known.sha256
        found = _hash(file, about.st_size + 1)
        if os.name == "posix" and mark == _mark(os.fstat(file)):
            _keep(path, mark, found, time.monotonic() if now is None else now)
    finally:
        os.close(file)
    return found


def _hash(file: int, size: int) -> str:
    """The hash of all that is in a file, which probably is less than `size`."""
    found = hashlib.sha256()
    while True:
        piece = os.read(file, size)
        found.update(piece)
        if len(piece) < size:
            return found.hexdigest()


def _mark(about: os.stat_result) -> tuple[int, ...]:
    """What tells a file from how it was and will be."""
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _keep(path: str, mark: tuple[int, ...], sha256: str, now: float) -> None:
    known = _known.get(path)
    if known is None or (known.mark, known.sha256) != (mark, sha256) or known.since is None:
        if len(_known) >= MOST:
            _known.clear()
        _known[path] = _Known(mark, sha256, now)
    elif now - known.since >= SETTLED:
        _known[path] = _Known(mark, sha256, None)
