"""A small canvas: round lines and discs in a few colours on white, without jagged edges, as PNG bytes.

Written here, not Pillow: the family draws dots and lines only, and Pillow would be docgen's largest dependency, with
a font of its own per version. Only pixels near a shape are looked at: a small picture of eight points takes 10 ms.
Square roots and sums are the same on every computer, so the same drawing is the same pixels everywhere.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from math import ceil, floor, sqrt
from typing import Final

from docgen.pictures.image import PNG

DPI: Final = 300
_PER_MM: Final = DPI / 25.4
_SHADES: Final = 64  # of each colour, from white to full
_FULL: Final = _SHADES - 1
Point = tuple[float, float]


class Canvas:
    """A white canvas in millimetres from the top left; `inks` are at most four colours, six hex digits each."""

    def __init__(self, width_mm: float, height_mm: float, inks: Sequence[str]) -> None:
        """Take the size and the colours."""
        self.width, self.height = round(width_mm * _PER_MM), round(height_mm * _PER_MM)
        self.inks = tuple(inks)
        self._rows = [bytearray(self.width) for _ in range(self.height)]

    def line(self, start: Point, end: Point, width_mm: float, ink: int) -> None:
        """A straight line with flat ends; a disc at an end rounds it."""
        (ax, ay), (bx, by) = _pixels(start), _pixels(end)
        steep = abs(by - ay) > abs(bx - ax)
        if steep:  # walk along the longer side, and paint across it
            ax, ay, bx, by = ay, ax, by, bx
        if ax > bx:
            ax, ay, bx, by = bx, by, ax, ay
        slope = (by - ay) / (bx - ax) if bx > ax else 0.0
        lean = sqrt(1 + slope * slope)
        half = width_mm * _PER_MM / 2
        if not slope and not steep:
            self._flat(max(0, round(ax)), min(self.width, round(bx)), ay, half, ink)
            return
        for along in range(max(0, round(ax)), min(self.height if steep else self.width, round(bx))):
            middle = ay + (along + 0.5 - ax) * slope
            for across in range(floor(middle - half * lean - 1), ceil(middle + half * lean + 1)):
                cover = half + 0.5 - abs(across + 0.5 - middle) / lean
                if cover > 0:
                    self._paint(*((across, along) if steep else (along, across)), cover, ink)

    def _flat(self, first: int, end: int, middle: float, half: float, ink: int) -> None:
        """A horizontal line: each row of it is covered alike from beginning to end."""
        for y in range(max(0, floor(middle - half - 1)), min(self.height, ceil(middle + half + 1))):
            cover = half + 0.5 - abs(y + 0.5 - middle)
            if cover > 0 and first < end:
                self._rows[y][first:end] = self._rows[y][first:end].translate(_covering(_level(cover), ink))

    def dashes(self, start: Point, length_mm: float, width_mm: float, ink: int, *, every_mm: float) -> None:
        """A horizontal dashed line: dashes and gaps are each half of `every_mm`."""
        across, down = start
        for count in range(ceil(length_mm / every_mm)):
            first = across + count * every_mm
            self.line((first, down), (min(first + every_mm / 2, across + length_mm), down), width_mm, ink)

    def disc(self, centre: Point, radius_mm: float, ink: int | None) -> None:
        """A full disc; without ink it wipes out what is below it."""
        cx, cy = _pixels(centre)
        radius = radius_mm * _PER_MM
        for y in range(floor(cy - radius - 1), ceil(cy + radius + 1)):
            for x in range(floor(cx - radius - 1), ceil(cx + radius + 1)):
                cover = radius + 0.5 - sqrt((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2)
                if cover > 0:
                    self._paint(x, y, cover, ink)

    def ring(self, centre: Point, radius_mm: float, width_mm: float, ink: int) -> None:
        """A ring, white inside: its line lies within the radius."""
        self.disc(centre, radius_mm, ink)
        self.disc(centre, radius_mm - width_mm, None)

    def _paint(self, x: int, y: int, cover: float, ink: int | None) -> None:
        """Cover a share of a pixel; where two colours meet at an edge, the larger share wins."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return
        row = self._rows[y]
        row[x] = _covered(row[x], _level(cover), ink)

    def png(self) -> bytes:
        """The drawing as a PNG with a palette, at 300 dpi."""
        palette = b"".join(_shade(ink, level) for ink in self.inks for level in range(_SHADES))
        lines = zlib.compress(b"".join(b"\0" + row for row in self._rows), 6)
        per_metre = round(DPI / 0.0254)
        return b"".join(
            (
                PNG,
                _chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)),
                _chunk(b"PLTE", palette),
                _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
                _chunk(b"IDAT", lines),
                _chunk(b"IEND", b""),
            )
        )


def _level(cover: float) -> int:
    return _FULL if cover >= 1 else int(cover * _FULL + 0.5)


def _covered(old: int, level: int, ink: int | None) -> int:
    """A pixel once it is covered so far; without ink it is wiped."""
    shade = old % _SHADES
    if ink is None:
        return old - min(shade, level)
    if old // _SHADES == ink:
        return old + max(0, level - shade)
    return ink * _SHADES + level if level >= shade else old


@lru_cache(maxsize=256)
def _covering(level: int, ink: int) -> bytes:
    """What becomes of each pixel, as `bytes.translate` wants it."""
    return bytes(_covered(old, level, ink) for old in range(4 * _SHADES))


def _pixels(point: Point) -> Point:
    return point[0] * _PER_MM, point[1] * _PER_MM


def _shade(ink: str, level: int) -> bytes:
    colour = bytes.fromhex(ink)
    return bytes(255 - (255 - part) * level // _FULL for part in colour)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
