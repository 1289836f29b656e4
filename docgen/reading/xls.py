"""An old Excel workbook (.xls): calamine gives the values, and the records themselves say what it keeps silent.

Source: [MS-CFB] for the container, [MS-XLS] for the records.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.reading.engine import grids_in_child
from docgen.reading.grid import Grid, Notes, Refused
from docgen.reading.sheetxml import error

FREE = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
MOST_BYTES = 64 * 2**20
SUPBOOK, OWN_BOOKS = 0x1AE, (0x0401, 0x3A01)  # another book; the marks of this book itself and of an add-in
MACRO_SHEETS = (0x01, 0x06)  # Excel 4 macros, a module of Visual Basic
OBJECTS = re.compile(r"MBD[0-9A-F]{8}|Ctls|\x01Ole10Native")
"""The streams of embedded objects and controls. Source: [MS-XLS] 2.1.7."""
BOUND_SHEET, FORMULA, ERROR_OR_BOOL, ROW, PASSWORD, BEGIN, END = 0x85, 0x06, 0x205, 0x208, 0x2F, 0x809, 0x0A
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read_xls(data: bytes) -> list[Grid]:
    """Every sheet of an .xls, hidden ones too.

    Findings: A06 link, A06 macro, S03 damaged, S04, S11; A06 on cells
    """
    try:
        found = streams(data)
        notes = _notes(_workbook(data, found))
    except (struct.error, IndexError, StopIteration, ValueError):
        raise Refused("S03", "damaged") from None
    objects = tuple(sorted(name for name in found.entries if OBJECTS.fullmatch(name)))
    grids = []
    for number, table in enumerate(grids_in_child(data)):
        noted = notes[number] if number < len(notes) else Notes()
        noted.merged = list(table.merged)
        grids.append(Grid(table.name, table.rows, noted, hidden=table.hidden, objects=objects))
    return grids


@dataclass(frozen=True)
class Streams:
    """The table of contents of the container: its sectors, and where each stream begins and how long it is."""

    sector: int
    table: list[int]
    entries: dict[str, tuple[int, int]]
    root: int


def streams(data: bytes) -> Streams:
    """What is in the container. Raises Refused when chains run in circles."""
    sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    if sector not in (512, 4096):
        raise Refused("S03", "damaged")
    tables = _sectors_of_table(data, sector)
    table = [number for at in tables for number in struct.unpack_from(f"<{sector // 4}I", data, (at + 1) * sector)]
    directory = _chain(data, table, struct.unpack_from("<I", data, 48)[0], sector)
    entries, root = {}, FREE
    for entry in (directory[at : at + 128] for at in range(0, len(directory) - 127, 128)):
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5:
            root = start
        elif name:
            entries[name] = (start, size)
    return Streams(sector, table, entries, root)


def _workbook(data: bytes, found: Streams) -> bytes:
    """The stream of records. Raises Refused when there is none."""
    start, size = found.entries.get("Workbook") or found.entries.get("Book") or (FREE, 0)
    if start >= FREE:
        raise Refused("S03", "damaged")
    if size >= struct.unpack_from("<I", data, 56)[0]:
        return _chain(data, found.table, start, found.sector)[:size]
    small_table = _chain(data, found.table, struct.unpack_from("<I", data, 60)[0], found.sector)
    small = struct.unpack(f"<{len(small_table) // 4}I", small_table)
    container = _chain(data, found.table, found.root, found.sector)
    return _chain(b"\0" * 64 + container, list(small), start, 64)[:size]


def _sectors_of_table(data: bytes, sector: int) -> list[int]:
    """The sectors of the allocation table: 109 in the header, the rest in a chain of their own."""
    found = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // sector)):
        if following >= FREE:
            break
        *more, following = struct.unpack_from(f"<{sector // 4}I", data, (following + 1) * sector)
        found += more
    return [number for number in found if number < FREE]


def _chain(data: bytes, table: list[int], first: int, sector: int) -> bytes:
    parts: list[bytes] = []
    number = first
    while number < FREE:
        if len(parts) > len(table) or len(parts) * sector > MOST_BYTES:
            raise Refused("S03", "damaged")
        parts.append(data[(number + 1) * sector : (number + 2) * sector])
        number = table[number]
    return b"".join(parts)


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _notes(stream: bytes) -> list[Notes]:
    """The notes of each sheet in the order of the workbook, chart sheets and such too."""
    starts = []
    for kind, body in _records(stream):
        if kind == PASSWORD:
            raise Refused("S04")
        if kind == BOUND_SHEET:
            if body[5] in MACRO_SHEETS:
                raise Refused("A06", "macro")
            starts.append(struct.unpack_from("<I", body)[0])
        if kind == SUPBOOK and struct.unpack_from("<H", body, 2)[0] not in OWN_BOOKS:
            raise Refused("A06", "link")
        if kind == END:
            break
    return [_notes_of_sheet(stream, start) for start in starts]


def _notes_of_sheet(stream: bytes, start: int) -> Notes:
    notes, depth = Notes(), 0
    for kind, body in _records(stream, start):
        if kind == BEGIN:
            depth += 1
        elif kind == END:
            depth -= 1
            if depth <= 0:
                break
        elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            _note(notes, body, body[8])
        elif kind == ERROR_OR_BOOL and body[7]:
            _note(notes, body, body[6])
        elif kind == ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            notes.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
    return notes


def _note(notes: Notes, body: bytes, code: int) -> None:
    row, column = struct.unpack_from("<HH", body)
    notes.faults[row + 1, column + 1] = error(ERRORS.get(code, "#N/A"))
