"""Files that are something else, half a file, or a zip that no program would write."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from tests.hostile.base import BOOK_RELATIONS, RELATIONS, STRINGS, STYLES, TYPES, WORKBOOK, Base, NotHere
from tests.hostile.case import Cases, refused, right

CASES = Cases("container")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

KINDS = {
    "a PDF": (b"%PDF-1.7\n", "pdf"),
    "a PNG": (b"\x89PNG\r\n\x1a\n", "picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
    "a GIF": (b"GIF89a", "picture"),
    "a picture of a phone (HEIC)": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "picture"),
    "a WebP": (b"RIFF\x24\0\0\0WEBPVP8 ", "picture"),
    "a TIFF": (b"II*\0\x08\0\0\0", "picture"),
    "rich text": (b"{\\rtf1\\ansi", "word"),
    "a gzip": (b"\x1f\x8b\x08\0", "archive"),
    "a 7z": (b"7z\xbc\xaf\x27\x1c", "archive"),
    "a RAR": (b"Rar!\x1a\x07\0", "archive"),
    "a program": (b"MZ\x90\0", "program"),
    "a program of Linux": (b"\x7fELF\x02", "program"),
    "a web page": (b"<!DOCTYPE html><html><body><table>", "page"),
    "a table of a web page": (b"\xef\xbb\xbf<table><tr><td>Code", "page"),
    "an XML file": (b'<?xml version="1.0"?><Workbook/>', "page"),
    "a database": (b"SQLite format 3\0", "damaged"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "text"),
    "plain text": (b"zomaar wat tekst", "text"),
    "random bytes": (bytes((n * 7919) % 251 for n in range(5000)), "damaged"),
}
for _name, (_start, _kind) in KINDS.items():
    CASES.add(_name, lambda base, start=_start: start + b"x" * 500, refused("S03", _kind))


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def ole(*streams: str) -> bytes:
    """What looks like a container of Office 97, with these names in it."""
    return OLE + b"\0" * 600 + b"".join(name.encode("utf-16-le") for name in streams)


CASES.add("an empty file", lambda base: b"", refused("S02"))
CASES.add("nothing but zeros", lambda base: b"\0" * 20_000, refused("S02"))
for _part in (0.1, 0.5, 0.9, 0.99):
    CASES.add(
        f"copied for {_part:.0%}", lambda base, part=_part: base.data[: int(len(base.data) * part)], refused("S02")
    )
CASES.add("without its last byte", lambda base: base.data[:-1], refused("S03", "damaged"))
CASES.add("a Word document", lambda b: zipped({TYPES: b"x", "word/document.xml": b"x"}), refused("S03", "word"))
CASES.add("a presentation", lambda b: zipped({TYPES: b"x", "ppt/presentation.xml": b"x"}), refused("S03", "slides"))
CASES.add("a zip with photos", lambda b: zipped({"foto.jpg": b"x"}), refused("S03", "archive"))
CASES.add("a zip with the workbook in it", lambda b: zipped({"werkboek.xlsx": b.data}), refused("S03", "archive"))
CASES.add("an empty zip", lambda b: zipped({}), refused("S03", "damaged"))
CASES.add("a binary workbook", lambda b: zipped({TYPES: b"x", "xl/workbook.bin": b"x"}), refused("S03", "binary"))
CASES.add(
    "an OpenDocument text",
    lambda b: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    refused("S03", "word"),
)
CASES.add(
    "an OpenDocument presentation",
    lambda b: zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}),
    refused("S03", "slides"),
)
CASES.add(
    "an OpenDocument sheet without content",
    lambda b: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    refused("S03", "damaged"),
)
CASES.add("with a password (OLE)", lambda b: ole("EncryptionInfo", "EncryptedPackage"), refused("S04"))
CASES.add("an old Word document", lambda b: ole("WordDocument"), refused("S03", "word"))
CASES.add("an old presentation", lambda b: ole("PowerPoint Document"), refused("S03", "slides"))
CASES.add("an old workbook that is broken", lambda b: ole("Workbook"), refused("S03", "damaged"))
CASES.add("an Outlook message", lambda b: ole("__properties_version1.0"), refused("S03", "damaged"))
CASES.add("an xlsx called .xls", lambda b: b.data, right(), file="werkboek.xls")
CASES.add("an xlsx called .csv", lambda b: b.data, right(), file="werkboek.csv")
CASES.add("an xlsx called .ODS", lambda b: b.data, right(), file="werkboek.ODS")

for _name in (TYPES, RELATIONS, WORKBOOK, BOOK_RELATIONS):
    CASES.add(
        f"without {_name}",
        lambda b, name=_name: b.with_parts({name: None}),
        right() if _name == TYPES else refused("S03", "damaged"),
    )
    CASES.add(
        f"an empty {_name}",
        lambda b, name=_name: b.with_parts({name: b""}),
        right() if _name == TYPES else refused("S03", "damaged"),
    )
CASES.add("without its sheet", lambda b: b.with_parts({b.part: None}), refused("S03", "damaged", "sheet"))
CASES.add("an empty sheet part", lambda b: b.with_parts({b.part: b""}), refused("S03", "damaged", "sheet"))
CASES.add("an empty styles part", lambda b: b.with_parts({STYLES: b""}), right())
CASES.add("without styles", lambda b: b.with_parts({STYLES: None}), right())


def doubled(name: Callable[[Base], str], content: bytes = b"<worksheet/>") -> Callable[[Base], bytes]:
    """The workbook with one part added under a name that is there already."""

    def made(base: Base) -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            out = io.BytesIO(base.data)
            with zipfile.ZipFile(out, "a") as archive:
                archive.writestr(name(base), content)
        return out.getvalue()

    return made


CASES.add("a sheet part twice", doubled(lambda b: b.part), refused("S03", "damaged"))
CASES.add("a sheet part twice, in capitals", doubled(lambda b: b.part.upper()), refused("S03", "damaged"))
CASES.add(
    "a sheet part twice, with backslashes", doubled(lambda b: b.part.replace("/", "\\")), refused("S03", "damaged")
)
CASES.add("a sheet part twice, with a slash in front", doubled(lambda b: "/" + b.part), refused("S03", "damaged"))
CASES.add("the strings twice", doubled(lambda b: b.has(STRINGS)), refused("S03", "damaged"))
CASES.add(
    "a part that climbs out of the folder", lambda b: b.with_parts({"../../../tmp/docgen-uitgebroken": b"x"}), right()
)
CASES.add("a part with an absolute name", lambda b: b.with_parts({"/tmp/docgen-uitgebroken": b"x"}), right())
CASES.add("a part with a drive letter", lambda b: b.with_parts({"C:\\docgen-uitgebroken": b"x"}), right())
CASES.add("a folder entry", lambda b: b.with_parts({"xl/leeg/": b""}), right())
CASES.add("stored, not deflated", lambda b: b.with_parts({}, how=zipfile.ZIP_STORED), right())
CASES.add("packed with bzip2", lambda b: b.with_parts({}, how=zipfile.ZIP_BZIP2), refused("S03", "damaged"))
CASES.add("packed with lzma", lambda b: b.with_parts({}, how=zipfile.ZIP_LZMA), refused("S03", "damaged"))
CASES.add("rubbish in front (a self-extracting zip)", lambda b: b"MZ" + b"\0" * 400 + b.data, refused("S03", "program"))
CASES.add("rubbish behind", lambda b: b.data + b"rommel" * 100, right())
CASES.add("a comment of 60 kB", lambda b: _commented(b.data, 60_000), right())


def _commented(data: bytes, size: int) -> bytes:
    end = data.rindex(b"PK\x05\x06")
    return data[: end + 20] + struct.pack("<H", size) + b"c" * size


def _central(data: bytes, name: str) -> int:
    """Where the entry of a part begins in the table of contents."""
    at = data.find(name.encode(), data.index(b"PK\x01\x02"))
    if at < 0:
        raise NotHere(name)
    return at - 46


def patched(at: int, form: str, value: int, part: str = "") -> Callable[[Base], bytes]:
    """The workbook with a number changed in the table of contents, in the entry of the sheet (or another part)."""

    def made(base: Base) -> bytes:
        data = bytearray(base.data)
        struct.pack_into(form, data, _central(base.data, part or base.part) + at, value)
        return bytes(data)

    return made


CASES.add("a wrong checksum on the sheet", patched(16, "<I", 0xDEADBEEF), refused("S03", "damaged", "sheet"))
CASES.add("a wrong checksum on the strings", patched(16, "<I", 0xDEADBEEF, STRINGS), refused("S03", "damaged"))
CASES.add("a wrong checksum on a part that is never read", patched(16, "<I", 0xDEADBEEF, "docProps/core.xml"), right())
CASES.add("marked as encrypted", patched(8, "<H", 1), refused("S04"))
CASES.add("an unknown method of packing", patched(10, "<H", 99), refused("S03", "damaged"))
CASES.add("a size that is too small", patched(24, "<I", 10), refused("S03", "damaged", "sheet"))
CASES.add("a size of 4 GB", patched(24, "<I", 0xFFFFFFFE), refused("S03", "damaged", "sheet"))
CASES.add("a packed size of 4 GB", patched(20, "<I", 0xFFFFFFFE), refused("S03", "damaged"))
CASES.add("a start far outside the file", patched(42, "<I", 0x7FFFFFFF), refused("S03", "damaged", "sheet"))
CASES.add("a start in another part", patched(42, "<I", 3), refused("S03", "damaged", "sheet"))


def _end(at: int, form: str, value: int) -> Callable[[Base], bytes]:
    def made(base: Base) -> bytes:
        data = bytearray(base.data)
        struct.pack_into(form, data, base.data.rindex(b"PK\x05\x06") + at, value)
        return bytes(data)

    return made


CASES.add("a table of contents that begins elsewhere", _end(16, "<I", 7), refused("S03", "damaged"))
CASES.add("a table of contents of 4 GB", _end(12, "<I", 0xFFFFFFF0), refused("S03", "damaged"))
CASES.add("a table of contents cut short", _end(12, "<I", 40), refused("S03", "damaged"))


def flipped(base: Base) -> bytes:
    """The packed bytes of the sheet with one in their middle changed."""
    at = base.data.index(base.part.encode()) + len(base.part)
    with zipfile.ZipFile(io.BytesIO(base.data)) as archive:
        at += archive.getinfo(base.part).compress_size // 2
    data = bytearray(base.data)
    data[at] ^= 0xFF
    return bytes(data)


CASES.add("a byte of the sheet flipped", flipped, refused("S03", "damaged", "sheet"))


def _with_names(base: Base, edit: Callable[[str], str]) -> bytes:
    return zipped({edit(name): content for name, content in base.parts.items()})


CASES.add("all names with backslashes", lambda b: _with_names(b, lambda n: n.replace("/", "\\")), right())
CASES.add("all names in capitals", lambda b: _with_names(b, lambda n: n if n == TYPES else n.upper()), right())
CASES.add(
    "other names for its parts",
    lambda b: zipped(
        {
            n.replace("xl/worksheets/sheet", "xl/worksheets/blad"): re.sub(
                rb"worksheets/sheet(\d)", rb"worksheets/blad\1", c
            )
            for n, c in b.parts.items()
        }
    ),
    right(),
)
CASES.add(
    "a zip in a zip in a zip",
    lambda b: b.with_parts({"xl/media/a.zip": zipped({"b.zip": zipped({"c": b"\0" * 10**6})})}),
    right(),
)
CASES.add(
    "nested deflate", lambda b: b.with_parts({"xl/media/a.bin": zlib.compress(zlib.compress(b"\0" * 10**6))}), right()
)
