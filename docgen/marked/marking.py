"""The cells of a marked copy: colour and border by the worst finding, a comment with all of them, words in red."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.findings import CellRef, Severity
from docgen.marked.looks import MARKS, RED, Styles
from docgen.marked.places import Copied, Place
from docgen.marked.telling import Entry, Told
from docgen.marked.texts import escaped, is_rich, said
from docgen.messages import catalogue

WORD = re.compile(r"\S+")


@dataclass
class Marks:
    """Where each entry of the list leads (the sheet's title and the address of its first cell), and the comments."""

    links: dict[int, tuple[str, str]] = field(default_factory=dict)
    notes: dict[str, dict[Place, str]] = field(default_factory=dict)  # by the title of the sheet


def mark_sheets(sheets: Sequence[Copied], told: Told, styles: Styles) -> Marks:
    """Mark every cell that an entry is about, and the tabs of their sheets. Raises UncommonError."""
    by_name = {copied.title: copied for copied in sheets}
    for copied in sheets:
        by_name.setdefault(copied.name, copied)
    marks = Marks()
    found: dict[tuple[str, Place], list[Entry]] = {}
    tabs: dict[str, Severity] = {}
    for number, entry in enumerate(told.entries):
        for reference in entry.places:
            if reference.sheet not in by_name:
                continue
            copied = by_name[reference.sheet]
            title, place = copied.title, copied.place(reference)
            tabs[title] = _worst((entry.severity, tabs.get(title, entry.severity)))
            marks.links.setdefault(number, (title, CellRef("", "", *place).cell if place else "A1"))
            if place:
                found.setdefault((title, place), []).append(entry)
    for (title, place), entries in found.items():
        copied = by_name[title]
        cell = copied.cell(place)
        cell.style = styles.marked(cell.style, _worst(entry.severity for entry in entries))
        marks.notes.setdefault(title, {})[place] = _note(entries, told.lang)
        copied.show(place)
    _point_out_all(by_name, told, styles)
    for title, severity in tabs.items():
        if MARKS[severity].tab:
            by_name[title].frame.color_tab(MARKS[severity].tab)
    return marks


def _worst(severities: Iterable[Severity]) -> Severity:
    return min(severities, key=lambda severity: severity.rank)


def _note(entries: Sequence[Entry], lang: str) -> str:
    """The comment about a cell."""
    return "\n\n".join(_said(entry, lang) for entry in sorted(entries, key=lambda entry: entry.severity.rank))


def _said(entry: Entry, lang: str) -> str:
    """The part of a comment about one finding."""
    stops = [catalogue(lang).say("marked.stops", list=entry.stops)] if entry.stops else []
    return "\n".join([f"{entry.sign} {entry.code}", entry.what, f"→ {entry.fix}", *stops])


def _point_out_all(by_name: Mapping[str, Copied], told: Told, styles: Styles) -> None:
    for reference, numbers in told.words:
        copied = by_name.get(reference.sheet)
        place = copied.place(reference) if copied else None
        if copied and place:
            _point_out(copied, place, numbers, styles)


def _point_out(copied: Copied, place: Place, numbers: Sequence[int], styles: Styles) -> None:
    """Make the words with these numbers (from 1) red and bold, in a cell with plain text."""
    cell = copied.body.row(place[0]).cells.get(place[1])
    text = said(cell, copied.strings) if cell else None
    if cell is None or not text or is_rich(cell, copied.strings):
        return
    red = f'<rPr><b/><color rgb="00{RED}"/>{styles.font_of(cell.style)}</rPr>'.encode()
    runs, done = [], 0
    for number, word in enumerate(WORD.finditer(text), start=1):
        if number in numbers:
            runs += [_run(text[done : word.start()]), _run(word[0], red)]
            done = word.end()
    if runs:
        cell.put(b"".join((*runs, _run(text[done:]))))


def _run(text: str, look: bytes = b"") -> bytes:
    return b"<r>" + look + b'<t xml:space="preserve">' + escaped(text) + b"</t></r>" if text else b""
