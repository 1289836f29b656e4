"""The small picture: what stands where, read back from its pixels."""

from __future__ import annotations

import struct
import zlib

from docgen.pictures.image import measure
from docgen.pictures.raster import Canvas
from docgen.pictures.sparkline import sparkline

PER_MM = 300 / 25.4


def pixels(png: bytes) -> list[bytes]:
    """The rows of a PNG with a palette, as the numbers of its colours."""
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    rows = zlib.decompress(png[start + 4 : start + 4 + length])
    width, height = measure(png)
    return [rows[y * (width + 1) + 1 : (y + 1) * (width + 1)] for y in range(height)]


def petrol(png: bytes, column: int) -> list[int]:
    """The rows in which a column holds petrol (the second colour, more than half)."""
    return [y for y, row in enumerate(pixels(png)) if row[column] >= 64 + 32]


def test_it_is_46_by_11_mm_at_300_dpi_and_always_the_same() -> None:
    moments = ((0.0, 4.0), (0.5, None), (1.0, 7.0))
    one, other = sparkline(moments, 1, 10, 6), sparkline.__wrapped__(moments, 1, 10, 6)
    assert measure(one) == (543, 130)
    assert one == other
    assert b"pHYs" + struct.pack(">IIB", 11811, 11811, 1) in one


def test_a_value_stands_at_its_height_on_the_scale_and_not_on_that_of_the_data() -> None:
    middle = sparkline(((0.0, 50.0), (1.0, 50.0)), 0, 100)
    rows = petrol(middle, 271)
    assert (rows[0] + rows[-1]) / 2 == 64.5  # half the height
    assert len(rows) == 6  # 1.4 pt
    high, low = sparkline(((0.0, 60.0), (1.0, 60.0)), 0, 100), sparkline(((0.0, 6.0), (1.0, 6.0)), 0, 100)
    assert (petrol(high, 271)[0], petrol(low, 271)[0]) == (52, 106)  # 4.66 and 9.20 mm down, less half a line


def test_what_lies_off_the_scale_stands_at_its_edge() -> None:
    assert sparkline(((0.0, 140.0), (1.0, -3.0)), 0, 100) == sparkline(((0.0, 100.0), (1.0, 0.0)), 0, 100)


def test_a_gap_stays_a_gap() -> None:
    whole = sparkline(((0.0, 5.0), (1.0, 5.0)), 1, 10)
    broken = sparkline(((0.0, 5.0), (0.5, None), (1.0, 5.0)), 1, 10)
    assert petrol(whole, 271) != []
    assert petrol(broken, 271) == []


def test_the_last_point_is_full_and_the_others_are_open() -> None:
    drawn = pixels(sparkline(((0.0, 5.5), (1.0, 5.5)), 1, 10))
    first, last = round(1.3 * PER_MM), round(44.7 * PER_MM)
    assert drawn[65][first] % 64 == 0
    assert drawn[65][last] == 64 + 63


def test_the_target_is_dashed_and_grey_and_lies_below_the_line() -> None:
    row = pixels(sparkline(((0.0, 1.0), (1.0, 1.0)), 1, 10, 10))[round(1.3 * PER_MM)]
    assert {shade // 64 for shade in row} == {0}
    assert {shade % 64 > 32 for shade in row} == {True, False}
    crossed = pixels(sparkline(((0.0, 10.0), (1.0, 10.0)), 1, 10, 10))[round(1.3 * PER_MM)]
    assert all(shade == 64 + 63 for shade in crossed[100:400])


def test_nothing_measured_is_an_empty_picture() -> None:
    assert set(b"".join(pixels(sparkline((), 1, 10)))) == {0}


def test_what_is_painted_over_the_edge_of_the_canvas_is_left_out() -> None:
    canvas = Canvas(5, 5, ["000000"])
    canvas.disc((0, 0), 3, 0)
    canvas.line((-2, 4), (9, 4), 1, 0)
    assert len(pixels(canvas.png())) == 59
