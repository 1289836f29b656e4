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
    with open(path, "rb", buffering=0) as file:
        mark, known = _mark(file.fileno()), _known.get(path)
        if known is not None and known.mark == mark and known.since is None:
            return known.sha256
        found = hashlib.sha256(file.readall()).hexdigest()
        if mark and mark == _mark(file.fileno()):
            _keep(path, mark, found, time.monotonic() if now is None else now)
    return found


def _mark(file: int) -> tuple[int, ...]:
    """What tells an open file from how it was and will be; () when nothing does."""
    if os.name != "posix":
        return ()
    about = os.fstat(file)
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _keep(path: str, mark: tuple[int, ...], sha256: str, now: float) -> None:
    known = _known.get(path)
    if known is None or (known.mark, known.sha256) != (mark, sha256) or known.since is None:
        if len(_known) >= MOST:
            _known.clear()
        _known[path] = _Known(mark, sha256, now)
    elif now - known.since >= SETTLED:
        _known[path] = _Known(mark, sha256, None)
