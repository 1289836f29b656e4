"""A picture as a value: PNG or JPEG bytes, how large it stands on paper, and what it says to who cannot see it.

What a file is, is read from its bytes, never from its name; nothing here decodes a picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_BYTES: Final = 5_000_000
MAX_PIXELS: Final = 25_000_000  # a page of A4 at 400 dpi is 15 million; Word needs four bytes for each
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_EMU_PER_MM = 36000
_MARKERS_WITH_SIZE = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # start of frame; the others hold tables
_MARKERS_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class UnfitImage(ValueError):  # noqa: N818 - the name says what it is
    """These bytes are no picture that can be used: `case` is "format", "damaged", "bytes" or "pixels"."""

    def __init__(self, case: str) -> None:
        super().__init__(case)
        self.case = case


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: PNG or JPEG bytes, a compulsory alternative text, width and height in millimetres.

    Raises: ValueError for bytes that are neither, a size outside 1 to 500 mm, or an empty alternative text.
    """

    data: bytes
    alt: str
    width_mm: float
    height_mm: float

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("an image needs an alternative text")
        if not self.extension:
            raise ValueError("an image is PNG or JPEG")
        if not (1 <= self.width_mm <= 500 and 1 <= self.height_mm <= 500):
            raise ValueError("an image is 1 to 500 mm wide and high")

    @property
    def extension(self) -> str:
        """'png' or 'jpeg' by the first bytes, '' for anything else."""
        return "png" if self.data.startswith(PNG) else "jpeg" if self.data.startswith(JPEG) else ""

    @property
    def extent(self) -> tuple[int, int]:
        """Width and height in English metric units, as DrawingML wants them."""
        return round(self.width_mm * _EMU_PER_MM), round(self.height_mm * _EMU_PER_MM)


def measure(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG that can be used.

    Raises: UnfitImage for another format, a file that breaks off, more than MAX_BYTES or MAX_PIXELS.
    Source: PNG (ISO/IEC 15948) 5.3 and 11.2; JPEG (ITU-T T.81) annex B.
    """
    if len(data) > MAX_BYTES:
        raise UnfitImage("bytes")
    if not data.startswith((PNG, JPEG)):
        raise UnfitImage("format")
    try:
        width, height = _of_png(data) if data.startswith(PNG) else _of_jpeg(data)
    except (struct.error, IndexError):
        raise UnfitImage("damaged") from None
    if not width or not height:
        raise UnfitImage("damaged")
    if width * height > MAX_PIXELS:
        raise UnfitImage("pixels")
    return width, height


def _of_png(data: bytes) -> tuple[int, int]:
    chunks = list(_chunks(data))
    if not chunks or chunks[0] != b"IHDR" or chunks[-1] != b"IEND" or b"IDAT" not in chunks:
        raise UnfitImage("damaged")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _chunks(data: bytes) -> Iterator[bytes]:
    """The names of the chunks of a PNG, up to its end or to where it breaks off."""
    at = len(PNG)
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        at += 12 + length
        if at > len(data):
            return
        yield name
        if name == b"IEND":
            return


def _of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _MARKERS_ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _MARKERS_WITH_SIZE:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    raise UnfitImage("damaged")
