"""The kind of a file from its first bytes and its name, so that a message can say it in words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from docgen.disk.zips import WRONG, entries_of
from docgen.reading.grid import Refused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"{\\rtf", "word"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
PHONE_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
TEXT_ENDINGS = (".csv", ".txt", ".tsv")
PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml")
NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1f]")


def kind_of(data: bytes, name: str) -> str:
    """'xlsx', 'ods', 'xls' or 'text'. Raises Refused for everything else, with the kind as the case.

    Findings: A06 macro, S02, S03 (word, slides, pdf, picture, archive, program, page, text, binary, damaged), S04
    """
    if not data.strip(b"\0"):
        raise Refused("S02")
    if data.startswith(ZIP):
        return _zip_kind(data)
    if data.startswith(OLE):
        return _ole_kind(data)
    for start, kind in OTHER_KINDS:
        if data.startswith(start):
            raise Refused("S03", kind)
    if data[4:12] in PHONE_PICTURES or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise Refused("S03", "picture")
    start, is_text = _start_of_text(data), name.lower().endswith(TEXT_ENDINGS)
    if start.startswith(PAGES if is_text else (b"<", b"mime-version:")):
        raise Refused("S03", "page")
    if is_text:
        return "text"
    raise Refused("S03", "damaged" if NO_TEXT.search(start) else "text")


def _start_of_text(data: bytes) -> bytes:
    """How the file begins, as UTF-8 in small letters."""
    start = data[:4096]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {entry.filename for entry in entries_of(package)}
            mime = package.read("mimetype")[:80] if _small(package, "mimetype", 200) else b""
            types = package.read("[Content_Types].xml") if _small(package, "[Content_Types].xml", 2**20) else b""
    except WRONG:
        raise Refused("S02" if _cut_off(data) else "S03", "" if _cut_off(data) else "damaged") from None
    if mime.startswith(b"application/vnd.oasis.opendocument"):
        return _opendocument_kind(mime, names)
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        raise Refused("A06", "macro")
    return next(_package_kinds(names))


def _small(package: zipfile.ZipFile, name: str, most: int) -> bool:
    return name in package.namelist() and package.getinfo(name).file_size <= most


def _opendocument_kind(mime: bytes, names: set[str]) -> str:
    if not mime.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise Refused("S03", "slides" if b"presentation" in mime else "word" if b"text" in mime else "archive")
    if any(name.startswith("Scripts/") or (name.startswith("Basic/") and name.count("/") > 1) for name in names):
        raise Refused("A06", "macro")
    return "ods"


def _package_kinds(names: set[str]) -> Iterator[str]:
    folders = {name.partition("/")[0].lower() for name in names}
    if "xl" in folders or ("[Content_Types].xml" in names and any(name.endswith("workbook.xml") for name in names)):
        if any(name.lower().endswith("workbook.bin") for name in names):
            raise Refused("S03", "binary")
        yield "xlsx"
    if "word" in folders:
        raise Refused("S03", "word")
    if "ppt" in folders:
        raise Refused("S03", "slides")
    raise Refused("S03", "archive")


def _cut_off(data: bytes) -> bool:
    """Whether a zip begins well and has no end: copying it was not finished."""
    return b"PK\x05\x06" not in data[-70_000:]


def _ole_kind(data: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Refused("S04")
    if has("Workbook") or has("Book"):
        if has("_VBA_PROJECT"):
            raise Refused("A06", "macro")
        return "xls"
    raise Refused("S03", "word" if has("WordDocument") else "slides" if has("PowerPoint Document") else "damaged")
