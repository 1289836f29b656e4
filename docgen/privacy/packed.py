"""What is packed in a finished document, read from the directory at its end: most of it is looked at no further.

As docgen writes a zip it is read here; any other zip is read by Python's library, which is slower and knows every form.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import lru_cache
from typing import NamedTuple

END = struct.Struct("<4s4HIIH")
ENTRY = struct.Struct("<4s6xH4xIII3H8xI")
NAMES = struct.Struct("<26xHH")  # of a part: the lengths of its name and of what comes before its bytes
HEADER = 30
LARGE = 0xFFFF_FFFF  # stands for a number that is told elsewhere


class Packed(NamedTuple):
    """One part of a zip: its name, the way it is packed, its checksum, how many bytes it takes and where they begin."""

    name: str
    method: int
    checksum: int
    size: int
    offset: int


def parts(data: bytes) -> list[Packed]:
    """The parts of a zip in the order of its directory. Raises zipfile.BadZipFile."""
    found = _plain(data)
    if found is None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        found = [Packed(e.filename, e.compress_type, e.CRC, e.compress_size, e.header_offset) for e in entries]
    return found


def bytes_of(data: bytes, part: Packed) -> bytes:
    """The bytes of a part, as they are packed."""
    name, before = NAMES.unpack_from(data, part.offset)
    start = part.offset + HEADER + name + before
    return data[start : start + part.size]


def unpacked(name: str, method: int, checksum: int, packed: bytes) -> bytes:
    """What a part says. Raises zipfile.BadZipFile when that is not what was packed."""
    content = packed if method == zipfile.ZIP_STORED else zlib.decompress(packed, -zlib.MAX_WBITS)
    if zlib.crc32(content) != checksum:
        raise zipfile.BadZipFile(name)
    return content


def _plain(data: bytes) -> list[Packed] | None:
    """The same of a zip without comments, extras and special names; None of any other."""
    last = len(data) - END.size
    if last < 0:
        return None
    sign, disk, first_disk, here, count, size, at, comment = END.unpack_from(data, last)
    if sign != b"PK\5\6" or disk or first_disk or here != count or comment or at + size != last:
        return None
    found = []
    for _ in range(count):
        if at + ENTRY.size > last:
            return None
        sign, method, checksum, taken, whole, length, extra, comment, offset = ENTRY.unpack_from(data, at)
        begin = at + ENTRY.size
        at = begin + length
        name = _name(data[begin:at])
        if sign != b"PK\1\2" or extra or comment or LARGE in (taken, whole, offset) or name is None:
            return None
        found.append(Packed(name, method, checksum, taken, offset))
    return found if at == last else None


@lru_cache(maxsize=1_024)
def _name(written: bytes) -> str | None:
    """The name of a part; None when it may be read in another way."""
    return written.decode() if written.isascii() and b"\0" not in written and b"\\" not in written else None
