"""What a picture is, read from its bytes."""

from __future__ import annotations

import struct

import pytest

from docgen.pictures.image import MAX_BYTES, Image, UnfitImage, measure
from docgen.pictures.raster import Canvas

DOT = Canvas(20, 10, ["0B4F60"]).png()
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + b"\x03" + b"\0" * 9


def test_the_size_of_a_png_and_of_a_jpeg_is_read_from_the_bytes() -> None:
    assert [measure(DOT), measure(JPEG)] == [(236, 118), (40, 30)]
    assert [Image(data, "stip", 5, 5).extension for data in (DOT, JPEG)] == ["png", "jpeg"]


@pytest.mark.parametrize(
    ("data", "case"),
    [
        (b"", "format"),
        (b"GIF89a" + b"\0" * 40, "format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format"),
        (DOT[:8], "damaged"),
        (DOT[:-5], "damaged"),
        (DOT[:60], "damaged"),
        (DOT[:16] + struct.pack(">II", 0, 9) + DOT[24:], "damaged"),
        (DOT[:16] + struct.pack(">II", 60_000, 60_000) + DOT[24:], "pixels"),
        (JPEG[:6], "damaged"),
        (JPEG[:8] + b"\0\0\0\0", "damaged"),
        (DOT + b"\0" * MAX_BYTES, "bytes"),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, case: str) -> None:
    with pytest.raises(UnfitImage) as caught:
        measure(data)
    assert caught.value.case == case
