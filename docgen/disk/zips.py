"""A zip that somebody gave: what a zip library may raise, and which of its parts are worth opening."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

WRONG = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    EOFError,
)
"""Whatever is wrong with a zip, Python's own library says it with one of these."""
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the programs of an office pack. The other ways ask for memory by what they say themselves. Source: OPC 7.3.5."""


def entries_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What is in a zip. Raises zipfile.BadZipFile for a part without a name, or packed in a way of no office program.

    What has a password may be packed in any way: it is never opened.
    """
    entries = archive.infolist()
    for entry in entries:
        if not entry.filename or not (entry.compress_type in PACKED or entry.flag_bits & 1):
            raise zipfile.BadZipFile("a part that no office program writes")
    return entries
