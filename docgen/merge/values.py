"""Values that are more than text: rich text, images, page breaks, small documents. Plain, frozen, without any XML.

A template prints them like any other value: `{{ naam }}` for what fits in a line, `{{p blok }}` for whole paragraphs.
Everything in them is escaped when printed; none of them can carry markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from docgen.pictures.image import Image

Plain: TypeAlias = "str | int | float | bool | date | time | datetime | None"

_COLOUR = re.compile(r"#?[0-9A-Fa-f]{6}\Z")
_LINK = re.compile(r"(https?://[^\s/?#]+\S*|mailto:[^\s@]+@[^\s@]+)\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; `size` in points, `colour` six hex digits, `style` the id of a character style.

    Raises: ValueError for a colour, size or link of another form.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""
    highlight: str = ""
    size: float = 0
    style: str = ""
    raised: str = ""  # "superscript" or "subscript"
    link: str = ""  # http, https or mailto

    def __post_init__(self) -> None:
        for colour in (self.colour, self.highlight):
            if colour and not _COLOUR.match(colour):
                raise ValueError("a colour is six hex digits")
        if not 0 <= self.size <= 400:
            raise ValueError("a size is 0 to 400 points")
        if self.raised not in ("", "superscript", "subscript"):
            raise ValueError("raised is superscript or subscript")
        if self.link and not _LINK.match(self.link):
            raise ValueError("a link is http, https or mailto")


@dataclass(frozen=True, slots=True)
class Rich:
    """Runs one after the other, in the look of the tag unless they say otherwise."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page from here on."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs; `style` is the id of a paragraph style of the template, '' for that of the tag."""

    runs: tuple[Run | Image | PageBreak, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts or rich texts; `widths_mm` one per column; `head` counts the heading rows that repeat.

    Raises: ValueError when a row has another number of cells than there are widths.
    """

    rows: tuple[tuple[str | Rich, ...], ...]
    widths_mm: tuple[float, ...]
    head: int = 0
    style: str = ""

    def __post_init__(self) -> None:
        if not self.rows or not self.widths_mm or any(len(row) != len(self.widths_mm) for row in self.rows):
            raise ValueError("every row has one cell per width, and there is at least one row")


@dataclass(frozen=True, slots=True)
class SubDocument:
    """Paragraphs and tables that take the place of a {{p tag }} paragraph."""

    blocks: tuple[Paragraph | Table, ...]
