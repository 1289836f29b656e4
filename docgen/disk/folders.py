"""The folders of the owner: made and kept for the owner only, where the system has such rights."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, takewhile
from pathlib import Path

from docgen.disk.leftovers import is_left, remove

FOR_OTHERS = 0o077


def make_folder(path: Path) -> Path:
    """The folder, made for its owner only when it was not there; its parents too (mkdir gives them other rights)."""
    missing = takewhile(lambda folder: not folder.is_dir(), chain((path,), path.parents))  # most often none
    for folder in reversed(list(missing)):
        folder.mkdir(exist_ok=True, mode=0o700)
    return path


def make_private(path: Path) -> None:
    """An empty file for its owner only, for a program that fills it itself; one that exists gets those rights."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    _close(path, 0o600)


def claim(folder: Path) -> Path:
    """A folder that is the owner's alone, made when it was not there; so is everything in it. Links are not followed.

    What the system does not let the owner change (a share without such rights) stays as it is: `docgen doctor` says so.
    Raises OSError when the folder cannot be made, or when a link in it leads out of it: what is written there would
    stand elsewhere. The folder itself may be a link, which is the school's own choice.
    """
    make_folder(folder)
    _refuse_ways_out(folder)
    for entry, mode in _entries(folder):
        if entry.name.startswith(".docgen-") and entry.suffix == ".tmp":
            if is_left(entry):
                remove(entry)
        elif mode & FOR_OTHERS:
            _close(entry, mode & ~FOR_OTHERS)  # where the system has such rights
    return folder


def _entries(folder: Path) -> Iterator[tuple[Path, int]]:
    """The folder and everything in it that is no link, with its mode."""
    yield folder, folder.stat().st_mode & 0o777
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as inside:
                for entry in inside:
                    if entry.is_symlink():
                        continue
                    yield Path(entry.path), entry.stat(follow_symlinks=False).st_mode & 0o777
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
        except OSError:
            continue  # gone meanwhile, or closed to us: nothing that could be opened further


def _refuse_ways_out(folder: Path) -> None:
    """Raise OSError for a link in a folder that leads out of it, also further down."""
    inside, waiting = folder.resolve(), [folder]
    while waiting:
        entries: list[os.DirEntry[str]] = []
        with suppress(OSError), os.scandir(waiting.pop()) as found:  # gone meanwhile, or closed to us
            entries = list(found)
        for entry in entries:
            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(inside):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), entry.path)
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))


def _close(path: Path, mode: int) -> None:
    if os.name == "posix":
        with suppress(OSError):
            path.chmod(mode)
