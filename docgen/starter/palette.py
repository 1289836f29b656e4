"""What every workbook that docgen writes has in common, without a library to write one: colours, the day, fonts."""

from __future__ import annotations

from datetime import datetime

PETROL, PETROL_TEXT, PETROL_TINT = "0B4F60", "083C49", "CFE0E5"
MIST, GREY, LINE, INK, EXAMPLE = "F0F4F5", "4F5D63", "D3DBDD", "17262B", "6B797E"
MADE_ON = datetime(2025, 9, 1)  # one fixed date, so that the same rows give the same bytes

FONT_PARTS = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""The order of what stands in a font. openpyxl writes another. Source: ECMA-376 part 1, 18.8.22; Open XML SDK."""
