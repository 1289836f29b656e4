"""What a copy was made of, kept in the copy itself; and why there is none. Light: most runs need no more than this."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from docgen.disk.zips import WRONG
from docgen.reading.package import CHECKED_COPY

LARGEST = 16 * 2**20
"""Unpacked bytes of a workbook that is still copied: a timetable of 30,000 rows is 12 MB and takes 0.4 s, or 5 s when
openpyxl has to write it anew (measured)."""
PROPERTY = CHECKED_COPY.decode()
STATE = re.compile(rb">([0-9a-f]{64})<")


class NoCopyError(Exception):
    """The workbook cannot be copied."""


class TooLargeError(NoCopyError):
    """The workbook is larger than is worth the time of a copy."""


class UncommonError(ValueError):
    """The workbook is not written as spreadsheet programs do, or holds what nobody thought of."""


def is_of(path: Path, state: str) -> bool:
    """Whether the copy at this path was made of this very state (see `telling.fingerprint`)."""
    try:
        with zipfile.ZipFile(path) as package:
            found = STATE.search(package.read("docProps/custom.xml"))
    except (*WRONG, KeyError):
        return False
    return found is not None and found[1].decode() == state
