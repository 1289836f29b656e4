"""Zips that say one thing twice: another zip around the workbook, headers that differ, entries over each other."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import io
import struct
import zipfile

from tests.hostile.base import BOOK_RELATIONS, TYPES, Base
from tests.hostile.case import Cases, refused, right
from tests.hostile.container import zipped

CASES = Cases("container", any_writer=False)
END, ENTRY, LOCAL = b"PK\5\6", b"PK\1\2", b"PK\3\4"
OTHER = "Iemand Anders"
DAMAGED, OF_SHEET = refused("S03", "damaged"), refused("S03", "damaged", "sheet")


class _NoSeek(io.RawIOBase):
    """What cannot be gone back in, like the answer of a web server: sizes come behind the data."""

    def __init__(self) -> None:
        self.made = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.made += bytes(data)
        return len(data)


def streamed(base: Base) -> bytes:
    """The workbook as a web server writes it."""
    out = _NoSeek()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, content in base.parts.items():
            archive.writestr(name, content)
    return bytes(out.made)


def large_headers(base: Base) -> bytes:
    """The workbook with headers for parts of more than 4 GB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in base.parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return out.getvalue()


def large_end(start: int | None = None) -> object:
    """A case's bytes: an end for zips of more than 4 GB, that says where the table of contents begins."""

    def made(base: Base) -> bytes:
        end = base.data.rindex(END)
        count = struct.unpack_from("<H", base.data, end + 10)[0]
        size, real = struct.unpack_from("<II", base.data, end + 12)
        at = real if start is None else start
        record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, at)
        locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
        last = struct.pack("<4sHHHHIIH", END, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
        return base.data[:end] + record + locator + last

    return made


def in_comment(base: Base) -> bytes:
    """The workbook with another in its remark, as a program that looks from the front does not see."""
    other = base.with_text(OTHER)
    return base.data[:-2] + struct.pack("<H", len(other)) + other


def at_header(of: bytes, at: int, form: str, *values: int, part: str = "") -> object:
    """A case's bytes: numbers changed in the header of the sheet's part; of the zip, when `of` is its end."""

    def made(base: Base) -> bytes:
        data, name = bytearray(base.data), (part or base.part).encode()
        where = {
            LOCAL: base.data.index(name) - 30,
            ENTRY: base.data.index(name, base.data.index(ENTRY)) - 46,
            END: base.data.rindex(END),
        }
        struct.pack_into(form, data, where[of] + at, *values)
        return bytes(data)

    return made


def one_place(base: Base) -> bytes:
    """Two entries of the table of contents that point at one part."""
    start = struct.unpack_from("<I", base.data, base.data.index(base.part.encode(), base.data.index(ENTRY)) - 46 + 42)
    return at_header(ENTRY, 42, "<I", *start, part="docProps/core.xml")(base)  # type: ignore[operator,no-any-return]


def named_twice(base: Base) -> bytes:
    """The first entry of the table of contents once more, behind all others."""
    end, first = base.data.rindex(END), base.data.index(ENTRY)
    entry = base.data[first : base.data.index(ENTRY, first + 4)]
    count, size = struct.unpack_from("<H", base.data, end + 10)[0] + 1, struct.unpack_from("<I", base.data, end + 12)[0]
    last = bytearray(base.data[end:])
    struct.pack_into("<HHI", last, 8, count, count, size + len(entry))
    return base.data[:end] + entry + bytes(last)


def with_entries(**about: object) -> object:
    """A case's bytes: entries with these attributes."""

    def made(base: Base) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in base.parts.items():
                entry = zipfile.ZipInfo(name)
                for key, value in about.items():
                    setattr(entry, key, value)
                archive.writestr(entry, content)
        return out.getvalue()

    return made


def linked(base: Base) -> bytes:
    """The sheet as a link to a file of the system."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in base.parts.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o120777 if name == base.part else 0o100600) << 16
            archive.writestr(entry, "/etc/passwd" if name == base.part else content)
    return out.getvalue()


for _name, _made, _expected in (
    ("sizes behind the data", streamed, right()),
    ("headers for parts of 4 GB", large_headers, right()),
    ("an end for zips of 4 GB", large_end(), right()),
    ("an end that says 4 exabytes", large_end(2**62), DAMAGED),
    ("another zip in front", lambda b: zipped({"foto.jpg": b"x"}) + b.data, right()),
    ("another workbook in front", lambda b: b.with_text(OTHER) + b.data, right()),
    ("another workbook behind", lambda b: b.data + b.with_text(OTHER), right(OTHER)),
    ("another workbook in the remark", in_comment, right(OTHER)),
    ("two entries of one place", one_place, right()),
    ("an entry twice in the table of contents", named_twice, DAMAGED),
    ("another name in the header of the sheet", lambda b: _renamed(b), OF_SHEET),
    ("other sizes in the header of the sheet", at_header(LOCAL, 18, "<II", 5, 5), right()),
    ("another way of packing in the header", at_header(LOCAL, 8, "<H", 0), right()),
    ("deflate64", at_header(ENTRY, 10, "<H", 9), DAMAGED),
    ("a moment that is none", at_header(ENTRY, 12, "<I", 0xFFFFFFFF), right()),
    ("fewer entries than there are", at_header(END, 8, "<HH", 2, 2), right()),
    ("more entries than there are", at_header(END, 8, "<HH", 60_000, 60_000), right()),
    ("the fourth disk of four", at_header(END, 4, "<HH", 3, 3), right()),
    ("a folder with the name of the sheet", lambda b: b.with_parts({f"{b.part}/": b""}), right()),
    ("a NUL in the name of the sheet", lambda b: b.data.replace(b.part.encode(), b.part[:-4].encode() + b"\0xml"), OF_SHEET),
    ("a sheet that is a link", linked, OF_SHEET),
    ("60 kB beside each entry", with_entries(extra=b"\xfe\xca" + struct.pack("<H", 60_000) + b"x" * 60_000), right()),
    ("only a sheet of charts", lambda b: b.with_parts({BOOK_RELATIONS: b.parts[BOOK_RELATIONS].replace(b'/worksheet"', b'/chartsheet"')}), DAMAGED),
    ("the content types of a mail", lambda b: b.with_parts({TYPES: b"MIME-Version: 1.0"}), right()),
):  # fmt: skip
    CASES.add(_name, _made, _expected)  # type: ignore[arg-type]


def _renamed(base: Base) -> bytes:
    at = base.data.index(base.part.encode()) + len(base.part) - 1
    return base.data[:at] + b"X" + base.data[at + 1 :]
