"""The cells of a marked copy: colour and border by the worst finding, a comment with all of them.

The shape of the border carries the severity in grey print. Source: interface.md section 20.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Border, Color, PatternFill, Side

from docgen.findings import Severity
from docgen.marked.sheet import Copied
from docgen.marked.telling import Entry, Told
from docgen.messages import catalogue

AUTHOR = "docgen"
WIDTH, LINE_HEIGHT, PER_LINE = 330, 18, 46  # of a comment, in pixels and characters
OWN = "\n———\n"
RED = "B3261E"


@dataclass(frozen=True)
class Look:
    """How a severity shows in a cell."""

    fill: str
    line: Any
    color: str
    tab: str = ""


LOOKS: Mapping[Severity, Look] = {
    Severity.ERROR: Look("FBDAD6", "medium", "B3261E", RED),
    Severity.HOLD: Look("F8DDB4", "mediumDashed", "8A4500", "D08A1F"),
    Severity.WARNING: Look("FDF1DE", "dotted", "8A4500", "D08A1F"),
    Severity.NOTE: Look("DFECEF", "dotted", "0B4F60"),
}
FILLS = {severity: PatternFill("solid", start_color=look.fill) for severity, look in LOOKS.items()}
SIDES = {severity: Side(look.line, color=look.color) for severity, look in LOOKS.items()}
BORDERS = {severity: Border(left=side, right=side, top=side, bottom=side) for severity, side in SIDES.items()}


@dataclass
class Marks:
    """Where each entry of the list leads: the sheet's title and the address of its first cell."""

    links: dict[int, tuple[str, str]] = field(default_factory=dict)


def mark_sheets(sheets: Sequence[Copied], told: Told) -> Marks:
    """Mark every cell that an entry is about, and the tabs of their sheets."""
    by_name = {copied.sheet.title: copied for copied in sheets}
    for copied in sheets:
        by_name.setdefault(copied.name, copied)
    marks = Marks()
    found: dict[tuple[str, int, int], tuple[Copied, Any, list[Entry]]] = {}
    tabs: dict[str, Severity] = {}
    for number, entry in enumerate(told.entries):
        for place in entry.places:
            if place.sheet not in by_name:
                continue
            copied = by_name[place.sheet]
            title = copied.sheet.title
            tabs[title] = min(tabs.get(title, entry.severity), entry.severity, key=lambda severity: severity.rank)
            cell = copied.cell(place)
            marks.links.setdefault(number, (title, cell.coordinate if cell is not None else "A1"))
            if cell is not None:
                _, _, entries = found.setdefault((title, cell.row, cell.column), (copied, cell, []))
                entries.append(entry)
    for on_sheet, cell, entries in found.values():
        _mark(on_sheet, cell, entries, told.lang)
    for place, words in told.words:
        if place.sheet in by_name:
            _point_out(by_name[place.sheet].cell(place), words)
    for title, severity in tabs.items():
        if LOOKS[severity].tab:
            by_name[title].sheet.sheet_properties.tabColor = LOOKS[severity].tab
    return marks


def _mark(copied: Copied, cell: Any, entries: Sequence[Entry], lang: str) -> None:
    worst = min((entry.severity for entry in entries), key=lambda severity: severity.rank)
    cell.fill, cell.border = FILLS[worst], BORDERS[worst]
    text = "\n\n".join(_said(entry, lang) for entry in sorted(entries, key=lambda entry: entry.severity.rank))
    if cell.comment is not None:
        text = cell.comment.text + OWN + text
    lines = sum(max(1, ceil(len(line) / PER_LINE)) for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, width=WIDTH, height=(lines + 1) * LINE_HEIGHT)
    copied.show(cell)


def _said(entry: Entry, lang: str) -> str:
    """The part of a comment about one finding."""
    stops = [catalogue(lang).say("marked.stops", list=entry.stops)] if entry.stops else []
    return "\n".join([f"{entry.sign} {entry.code}", entry.what, f"→ {entry.fix}", *stops])


def _point_out(cell: Any, numbers: Sequence[int]) -> None:
    """Make the words with these numbers (from 1) red and bold, in a cell with plain text."""
    if cell is None or type(cell.value) is not str:
        return
    parts: list[Any] = []
    done = 0
    red = InlineFont(rFont=cell.font.name, sz=cell.font.sz, b=True, color=Color(rgb=RED))
    for number, word in enumerate(re.finditer(r"\S+", cell.value), start=1):
        if number in numbers:
            parts += [cell.value[done : word.start()], TextBlock(red, word[0])]
            done = word.end()
    if parts:
        cell.value = CellRichText(*(part for part in (*parts, cell.value[done:]) if part))
