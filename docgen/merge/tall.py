"""Rows that grew too tall to stay on one page may break over pages.

A row marked to stay whole (`w:cantSplit`) that is taller than a page is broken by Word all the same. LibreOffice loses
lines of it, or prints them over the footer, and a PDF then misses text that stands in the document. So whoever fills
such a row with much text gets a row that may break; how a template marks its other rows stays as it is.
"""

from __future__ import annotations

import re

LINES = 20  # of about fifty on a page: the estimate may be wrong by half
FEW = 5 * LINES  # letters in a whole row: even a narrow cell has room for them
_WHOLE = re.compile(rb'(<w:cantSplit(?: w:val="(?:1|true|on)")?/>)')
_WIDTH = re.compile(rb'<w:tcW (?=[^>]*w:type="dxa")[^>]*w:w="(\d+)"')
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]+)</w:t>")
_ROW_END, _CELL, _PARAGRAPH, _BREAK = b"</w:tr>", b"<w:tc>", b"</w:p>", b"<w:br"
_LETTER, _MARGINS = 110, 150  # dxa: a letter of 10 points, the two margins of a cell
_ANY_WIDTH = 3000  # dxa, of a cell that has no fixed width


def let_break(xml: bytes) -> bytes:
    """The part (in UTF-8) without the mark to stay whole on rows that hold more than about `LINES` lines."""
    first, *pieces = _WHOLE.split(xml)
    marks, rests = pieces[::2], pieces[1::2]
    return b"".join((first, *(r if _tall(r[: r.find(_ROW_END)]) else m + r for m, r in zip(marks, rests, strict=True))))


def _tall(row: bytes) -> bool:
    """Whether a row is too tall; most are seen to be low by how little they say."""
    low = row.count(_PARAGRAPH) <= LINES and row.count(_BREAK) <= LINES and sum(map(len, _TEXT.findall(row))) < FEW
    return not low and max(map(_lines, row.split(_CELL))) > LINES


def _lines(cell: bytes) -> int:
    """About how many lines a cell has."""
    width = _WIDTH.search(cell)
    letters = letters_in(int(width[1]) if width else _ANY_WIDTH)
    *paragraphs, _ = cell.split(_PARAGRAPH)
    return cell.count(_BREAK) + sum(1 + sum(map(len, _TEXT.findall(one))) // letters for one in paragraphs)


def letters_in(width: int) -> int:
    """About how many letters stand in a line of a cell of this width (in dxa)."""
    return max(1, (width - _MARGINS) // _LETTER)
