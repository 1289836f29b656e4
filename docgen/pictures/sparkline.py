"""The small pictures beside their numbers: one indicator over time, 46 x 11 mm, and a bar, 56 x 3.2 mm.

A ring per measurement, the last one full and larger, the target dashed; what was not measured stays a gap. The value
axis is that of the scale and never fitted to the data, so that a small step looks small. Source: style.md 8.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final

from docgen.pictures.raster import Canvas, Point

WIDTH_MM: Final = 46.0
HEIGHT_MM: Final = 11.0
BAR_WIDTH_MM: Final = 56.0
BAR_HEIGHT_MM: Final = 3.2
_INKS: Final = ("4F5D63", "0B4F60")  # grey of the target, petrol of the line: style.tokens
_TARGET, _LINE = 0, 1
_POINT_MM: Final = 25.4 / 72
_STROKE, _DASH = 1.4 * _POINT_MM, 0.75 * _POINT_MM
_RING, _LAST = 0.68, 1.05
_MARGIN: Final = 1.3  # the last point stays whole at every edge

Moment = tuple[float, float | None]
"""When (0 is the beginning, 1 the end of the time axis), and what was measured; None is a gap."""


@lru_cache(maxsize=512)  # a page is worked out twice: once to see whether it changed, once to fill it
def sparkline(moments: tuple[Moment, ...], low: float, high: float, target: float | None = None) -> bytes:
    """The PNG of these moments, in order, on a scale from low to high; a value off the scale stands at its edge."""
    canvas = Canvas(WIDTH_MM, HEIGHT_MM, _INKS)

    def place(at: float, value: float) -> Point:
        share = (min(max(value, low), high) - low) / (high - low)
        across = _MARGIN + min(max(at, 0.0), 1.0) * (WIDTH_MM - 2 * _MARGIN)
        return across, HEIGHT_MM - _MARGIN - share * (HEIGHT_MM - 2 * _MARGIN)

    if target is not None:
        height = place(0, target)[1]
        canvas.dashes((0, height), WIDTH_MM, _DASH, _TARGET, every_mm=1.8)
    stretches = [[place(*moment) for moment in stretch] for stretch in _stretches(moments)]
    for start, end in (pair for stretch in stretches for pair in pairwise(stretch)):
        canvas.line(start, end, _STROKE, _LINE)
    points = [point for stretch in stretches for point in stretch]
    for point in points[:-1]:
        canvas.ring(point, _RING, 0.3, _LINE)
    for point in points[-1:]:
        canvas.disc(point, _LAST, _LINE)
    return canvas.png()


@lru_cache(maxsize=512)
def bar(share: float) -> bytes:
    """The PNG of a bar of this length, from 0 to 1: full up to its value, a thin line for the rest."""
    canvas = Canvas(BAR_WIDTH_MM, BAR_HEIGHT_MM, _INKS)
    middle, length = BAR_HEIGHT_MM / 2, min(max(share, 0.0), 1.0) * BAR_WIDTH_MM
    canvas.line((0, middle), (BAR_WIDTH_MM, middle), 2 * _DASH, _TARGET)
    canvas.line((0, middle), (length, middle), BAR_HEIGHT_MM * 0.8, _LINE)
    return canvas.png()


def _stretches(moments: Iterable[Moment]) -> list[list[tuple[float, float]]]:
    """The measurements that follow each other without a gap."""
    found: list[list[tuple[float, float]]] = [[]]
    for at, value in moments:
        if value is not None:
            found[-1].append((at, value))
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]
