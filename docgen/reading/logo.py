"""The logo of the school: the file that School names, read once through a gate of its own.

It stands in inputs/bijlagen/ or in inputs/ itself, as a regular file: no link is followed and no path leads elsewhere.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from docgen.findings import CellRef, Finding, Severity
from docgen.inbox import ATTACHMENTS
from docgen.pictures.image import Image, UnfitImage, measure
from docgen.tables.school import SchoolRow

CODE: Final = "Logo"
MAX_LOGO: Final = 500_000  # bytes: it goes along in every document
HEIGHT_MM: Final = 12.0


def read_logo(
    inputs: Path, rows: Iterable[SchoolRow], name: str, findings: Iterable[Finding]
) -> tuple[Image | None, list[Finding]]:
    """The logo that a row `gegeven | Logo` names, or None; its alternative text is the name of the school.

    Of the findings about inputs/, the one goes that says that this file is no workbook.

    Findings: A14
    """
    told = [*findings]
    row = next((row for row in rows if (row.topic, row.code) == ("gegeven", CODE)), None)
    if row is None:
        return None, told
    file = row.value.strip().removeprefix(f"{ATTACHMENTS}/")
    told = [f for f in told if (f.code, f.case, f.place) != ("A07", "file", CellRef(file))]
    try:
        data = _read(inputs, file)
        width, height = measure(data)
    except UnfitImage as error:
        return None, [*told, Finding("A14", Severity.WARNING, row.at("Waarde"), error.case, value=row.value)]
    across = min(max(HEIGHT_MM * width / height, 1.0), 500.0)
    return Image(data, name.strip() or CODE, across, HEIGHT_MM), told


def _read(inputs: Path, file: str) -> bytes:
    """The bytes of a file in one of the two folders.

    Raises: UnfitImage "missing", "link" for what is no regular file there, "unreadable", "large".
    """
    if not file or file in (".", "..") or set(file) & set("/\\:\0"):
        raise UnfitImage("missing")
    for folder in (inputs / ATTACHMENTS, inputs):
        if not os.path.lexists(folder / file):
            continue
        if folder.is_symlink():
            raise UnfitImage("link")
        return _read_regular(folder / file)
    raise UnfitImage("missing")


def _read_regular(path: Path) -> bytes:
    # A pipe must not keep us waiting, and a link put there meanwhile must not be followed.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():
        raise UnfitImage("link")
    try:
        opened = os.open(path, flags)
    except OSError:
        raise UnfitImage("unreadable") from None
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise UnfitImage("link")
        with os.fdopen(opened, "rb", closefd=False) as file:
            data = file.read(MAX_LOGO + 1)
    finally:
        os.close(opened)
    if len(data) > MAX_LOGO:
        raise UnfitImage("large")
    return data
