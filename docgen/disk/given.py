"""The bytes of a file that somebody gave, of a regular file only and never more than was asked for; what they say."""

from __future__ import annotations

import errno
import json
import os
import stat
import tomllib
from pathlib import Path
from typing import Any

MOST_SETTINGS = 64 * 1024  # bytes of docgen.toml: with a hundred words of a school it is 4,000

MOST_DOTS = 200  # in what can be one key: tomllib keeps every beginning of a key, 1.5 GB of one with 20,000


class NoFileError(OSError):
    """What stands there is a folder, a pipe, a socket or a device: reading it could wait or go on for ever."""


def settings_in(data: bytes) -> dict[str, Any]:
    """The settings that somebody typed, with or without the mark of UTF-8 that Windows puts before them.

    Raises ValueError (tomllib.TOMLDecodeError, UnicodeDecodeError) for what is none: too long, or too deep.
    """
    if len(data) > MOST_SETTINGS:
        raise ValueError("too long for settings")
    if any(piece.count(b".") > MOST_DOTS for line in data.splitlines() for piece in line.split(b"=")):
        raise ValueError("too deep for settings")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("too deep for settings") from None


def json_in(data: bytes | str) -> Any:
    """What a JSON text says, whoever wrote it. Raises ValueError for what is none, or too deep to be meant."""
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("too deep for JSON") from None


def refuse_special(path: Path) -> None:
    """Raise NoFileError for what is no regular file, OSError when it is not there: for what is read line by line."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise NoFileError(errno.EINVAL, "no regular file", str(path))


def given(path: Path, most: int, *, links: bool = True) -> bytes:
    """The first `most` + 1 bytes of a file: one more than may be used shows that it is too large.

    Without `links` a link is refused. Raises NoFileError, OSError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | (0 if links else getattr(os, "O_NOFOLLOW", 0)))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NoFileError(errno.EINVAL, "no regular file", str(path))
    with open(handle, "rb") as opened:
        return opened.read(min(most, os.fstat(handle).st_size) + 1)  # it reserves what it is asked for
