"""Writes a .docx: members that never change are deflated once and copied as one block. Same input, same bytes.

ISA-L (the `fast` extra) deflates three times as fast as zlib; which one is in use changes the bytes of the zip, not
what is in it.
"""

from __future__ import annotations

import importlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

try:
    _fast: Any = importlib.import_module("isal.isal_zlib")
except ImportError:
    _fast = None

LEVEL: Final = 1
SMALL: Final = 2048  # deflating so little costs as much as a tenth of a whole document, and saves half a kB
_DATE: Final = (1 << 5) | 1  # 1 January 1980, midnight: the earliest a zip can hold
_VERSION: Final = 20
_UTF8: Final = 0x800
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_local, _central, _end = _LOCAL.pack, _CENTRAL.pack, _END.pack
engine: Final = "isal" if _fast is not None else "zlib"

if _fast is not None:
    crc32 = _fast.crc32

    def deflate(data: bytes) -> bytes:
        """Raw deflate data."""
        packer = _fast.compressobj(LEVEL, _fast.DEFLATED, -15)
        return bytes(packer.compress(data) + packer.flush())
else:
    crc32 = zlib.crc32

    def deflate(data: bytes) -> bytes:
        """Raw deflate data."""
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        return packer.compress(data) + packer.flush()


@dataclass(frozen=True, slots=True)
class Member:
    """A member ready to be written: its local header with data, and its central header up to the offset."""

    local: bytes
    central: bytes
    name: bytes


def member(name: str, data: bytes, *, packed: bool = False) -> Member:
    """The member; stored when it is small, `packed` already, or when deflating does not make it smaller."""
    body, method = (data, 0) if packed or len(data) < SMALL else (deflate(data), 8)
    if len(body) >= len(data):
        body, method = data, 0
    return copied(name, body, method, crc32(data), len(data))


def copied(name: str, body: bytes, method: int, crc: int, size: int) -> Member:
    """The member that holds these bytes as another zip packed them: 0 stored, 8 deflated."""
    raw_name = name.encode()
    flags = 0 if name.isascii() else _UTF8
    facts = (_VERSION, flags, method, 0, _DATE, crc, len(body), size, len(raw_name))
    local = _local(0x04034B50, *facts, 0) + raw_name + body
    return Member(local, _central(0x02014B50, _VERSION, *facts, 0, 0, 0, 0, 0, 0)[:-4], raw_name)


@dataclass(frozen=True, slots=True)
class Block:
    """Members that never change, joined: local data, and central headers with their offsets (from the file's start)."""

    local: bytes
    central: bytes
    count: int


def block(members: Iterable[Member]) -> Block:
    """The block of these members, to stand at the beginning of the file."""
    return _append(Block(b"", b"", 0), members)


def _append(base: Block, members: Iterable[Member]) -> Block:
    locals_, centrals, count, offset = [base.local], [base.central], base.count, len(base.local)
    for m in members:
        locals_.append(m.local)
        centrals.append(m.central + offset.to_bytes(4, "little") + m.name)
        offset += len(m.local)
        count += 1
    return Block(b"".join(locals_), b"".join(centrals), count)


def write(base: Block, members: Iterable[Member]) -> bytes:
    """The whole zip: the block, then the members of this document."""
    locals_, centrals, count, offset = [base.local], [base.central], base.count, len(base.local)
    for m in members:
        locals_.append(m.local)
        centrals.append(m.central + offset.to_bytes(4, "little") + m.name)
        offset += len(m.local)
        count += 1
    directory = b"".join(centrals)
    locals_.append(directory)
    locals_.append(_end(0x06054B50, 0, 0, count, count, len(directory), offset, 0))
    return b"".join(locals_)
