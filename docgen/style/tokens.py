"""Colours and measures of the family. A colour is a state, never decoration (black on white is the ordinary case)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

INK: Final = "17262B"
PETROL: Final = "0B4F60"  # heads; changed but taught
AMBER: Final = "8A4500"  # freed, still open, not ratified
GREY: Final = "4F5D63"
LINE: Final = "AEBBC0"  # hair lines only, never text
MIST: Final = "F1F4F5"
PETROL_TINT: Final = "DFECEF"
AMBER_TINT: Final = "F8DDB4"
BAR: Final = "DDE3E6"  # the empty part of a load bar
WHITE: Final = "FFFFFF"

FONT: Final = "Calibri"
FONT_IN_LIBREOFFICE: Final = "Carlito"  # drawn to the same widths, so that pages break alike
LANGUAGE: Final = "nl-BE"

DXA_PER_MM: Final = 1440 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4, dxa
MARGINS: Final = {"top": 1417, "right": 1021, "bottom": 1361, "left": 1247, "header": 624, "footer": 510, "gutter": 0}
TEXT_WIDTH: Final = 9638  # 170 mm in dxa

LETTER_COLOURS: Final = {
    "A": PETROL,
    "V": AMBER,
    "O": PETROL,
    "T": GREY,
    "N": PETROL,
    "W": GREY,
    "E": AMBER,
    "L": PETROL,
    "R": PETROL,
    "B": GREY,
}


def dxa(mm: float) -> int:
    """Millimetres in twentieths of a point, as Word measures widths."""
    return round(mm * DXA_PER_MM)


def columns(*mm: float) -> tuple[int, ...]:
    """Widths in dxa that together are exactly the text width; the measures are taken in proportion."""
    edges = [round(sum(mm[:count]) / sum(mm) * TEXT_WIDTH) for count in range(len(mm) + 1)]
    return tuple(right - left for left, right in pairwise(edges))
