"""The texts of a document without their places, for a first look: what returns in many documents is read once.

A part that returns (styles, settings, a logo) is known by its packed bytes; a paragraph that returns (a heading, a
label, the cells of a grid) by its XML. The texts are those of `doctext.texts`, all of them and no others, which a test
holds over every document: only the work is shared. A part that is not plain enough to be cut is read whole.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from docgen.doctext import WHOLE, W, all_attributes, content_texts, element_texts, joined_attributes, members

CUT = ("p", "tcPr", "trPr", "tblPr")  # what returns: paragraphs, and how the cells and rows around them look
PIECE = re.compile(
    b"(%s)" % b"|".join(rb"<w:%b(?: [^<>]*)?(?<!/)>.*?</w:%b>" % (name, name) for name in map(str.encode, CUT)),
    re.DOTALL,
)
NESTED = re.compile(b"<w:(?:%s)[ >]" % "|".join(CUT).encode())
ODD = (b"<!", b"<w:p\n", b"<w:p\t", b"<w:p\r")
"""What makes that a part is not cut: comments, CDATA, a paragraph that is written in an unusual way."""
STANDS_FOR = b"<w:cut/>"  # a piece, in what is left of a part when they are taken out
PARTS, PIECES = 256, 32_768  # how many are remembered: some 20 kB and half a kB each
NAMES = struct.Struct("<26xHH")  # of a member in a zip: the lengths of its name and of what comes before its bytes
HEADER = 30


class Said(NamedTuple):
    """The texts of a piece or of a part, and the values of its attributes: in a whole part those are one text."""

    texts: tuple[str, ...]
    attributes: frozenset[str]


def plain_texts(data: bytes, file_name: str, static: bytes) -> Iterator[str]:
    """Every text in a document, as `doctext.texts` gives them, in any order."""
    yield file_name
    unchanged = members(static)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if unchanged.get(info.filename) != info.CRC:
                name, before = NAMES.unpack_from(data, info.header_offset)
                start = info.header_offset + HEADER + name + before
                packed = data[start : start + info.compress_size]
                yield from _member(info.filename, info.compress_type, info.CRC, packed)


@lru_cache(maxsize=PARTS)
def _member(name: str, method: int, checksum: int, packed: bytes) -> tuple[str, ...]:
    content = packed if method == zipfile.ZIP_STORED else zlib.decompress(packed, -zlib.MAX_WBITS)
    if zlib.crc32(content) != checksum:
        raise zipfile.BadZipFile(name)
    found = _cut(content) if name.endswith(".xml") else None
    return tuple(text.text for text in content_texts(name, content)) if found is None else found


def _cut(content: bytes) -> tuple[str, ...] | None:
    """The texts of a part that is cut in pieces; None when it is not plain enough to be."""
    if content.find(b"<?", 1) > 0 or any(odd in content for odd in ODD):
        return None
    cut = PIECE.split(content)
    left, pieces = STANDS_FOR.join(cut[::2]), cut[1::2]
    try:
        root = etree.fromstring(left)
    except etree.XMLSyntaxError:
        return None  # a paragraph in a paragraph
    spaces: dict[str | None, str] = root.nsmap
    if left.count(b"xmlns") != len(spaces) or [p for p, uri in spaces.items() if f"{{{uri}}}" == W] != ["w"]:
        return None  # a name may mean something else inside
    if any(next(element.iter(f"{W}cut"), None) is not None for element in root.iter(*WHOLE)):
        return None
    around = " ".join(f'xmlns:{prefix}="{uri}"' if prefix else f'xmlns="{uri}"' for prefix, uri in spaces.items())
    said = [_said(root), *(_piece(piece, around) for piece in pieces)]
    sound = [one for one in said if one is not None]
    return tuple(_together(sound)) if len(sound) == len(said) else None


@lru_cache(maxsize=PIECES)
def _piece(piece: bytes, around: str) -> Said | None:
    """What one piece says; None when it holds another one, so that it does not end where it seems to."""
    if NESTED.search(piece, 1):
        return None
    try:
        return _said(etree.fromstring(b"<x %s>%s</x>" % (around.encode(), piece)))
    except etree.XMLSyntaxError:
        return None


def _said(root: Any) -> Said:
    return Said(tuple(text.text for text in element_texts("", root)), frozenset(all_attributes(root)))


def _together(said: Iterable[Said]) -> Iterator[str]:
    attributes: set[str] = set()
    for one in said:
        yield from one.texts
        attributes |= one.attributes
    yield from joined_attributes(attributes)
