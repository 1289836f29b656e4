"""A workbook of a school -> the bytes of its marked copy: an edit of the package, in which all else stays as it was.

A copy holds values, not formulas: what docgen read. A rijksregisternummer is not copied, as docgen keeps it nowhere.
What is no xlsx, or is not written as spreadsheet programs do, is first written anew by openpyxl (see `respelled`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from docgen.marked.around import mark_workbook, properties
from docgen.marked.body import without_formulas
from docgen.marked.frame import Frame, clean
from docgen.marked.gather import SPREADSHEET, Parts, gathered, tree_of, whole
from docgen.marked.listing import listing
from docgen.marked.looks import Styles
from docgen.marked.marking import mark_sheets
from docgen.marked.notes import write_notes
from docgen.marked.places import Copied
from docgen.marked.state import NoCopyError, UncommonError
from docgen.marked.telling import Told
from docgen.marked.texts import Strings, holds_one, scrubbed, without_register_numbers
from docgen.merge.wordxml import serialize
from docgen.messages import catalogue
from docgen.reading.grid import Refused
from docgen.reading.kind import kind_of

CALCULATIONS = re.compile(rb"<(calculatedColumnFormula|totalsRowFormula)(?: [^<>]*)?(?:/>|>[^<]*</\1>)")
TELLING = frozenset({"comments", "drawing", "chart", "chartEx", "chartUserShapes", "diagramData", "diagramDrawing"})
"""Parts in which somebody may have written, and that are not changed otherwise."""


def marked_copy(
    data: bytes, name: str, synonyms: Mapping[str, Sequence[str]], told: Told, state: str, now: datetime
) -> bytes:
    """The bytes of the copy: the cells marked, the list in front, every sheet protected without a password.

    Raises NoCopyError.
    """
    try:
        kind = kind_of(data, name)
        if kind == "xlsx":
            try:
                return _edited(gathered(data), synonyms, told, state, now)
            except ValueError:  # UncommonError, and what is no number or no UTF-8 where it should be
                pass
        from docgen.marked.respelled import respelled  # openpyxl: a run that does not need it does not wait for it

        return _edited(gathered(respelled(data, kind, name)), synonyms, told, state, now)
    except (Refused, ValueError):
        raise NoCopyError from None


def _edited(parts: Parts, synonyms: Mapping[str, Sequence[str]], told: Told, state: str, now: datetime) -> bytes:
    dropped = catalogue(told.lang).say("marked.dropped")
    table = next((relation.part for relation in parts.related(parts.workbook, "sharedStrings")), "")
    looks = next((relation.part for relation in parts.related(parts.workbook, "styles")), "")
    if not looks:
        raise UncommonError
    strings, styles = Strings(parts.xml(table) if table else b""), Styles(parts.xml(looks))
    strings.drop_register_numbers(dropped)
    _clean_others(parts, dropped)
    sheets = {sheet.part: _copied(parts, sheet.name, sheet.part, strings, synonyms, dropped) for sheet in parts.sheets}
    marks = mark_sheets(tuple(sheets.values()), told, styles)
    for part, copied in sheets.items():
        if copied.title in marks.notes:
            write_notes(parts, part, copied.frame, marks.notes[copied.title])
    rows = {part: copied.body.xml() for part, copied in sheets.items()}
    for part, copied in sheets.items():
        parts.changed[part] = whole(copied.frame.xml(rows[part]))
    strings.keep_used(rows.values())
    if strings.changed:
        parts.changed[table] = whole(strings.xml())
    content = listing(told, marks.links, styles, now)
    parts.changed[looks] = styles.xml()
    shown = {copied.title for copied in sheets.values() if copied.shown}
    kind = f"{SPREADSHEET}.worksheet+xml"
    relation = parts.add(parts.workbook, "worksheet", "xl/worksheets/bevindingen{}.xml", content, kind)
    mark_workbook(parts, relation, shown, len(told.entries))
    return parts.packed(properties(state))


def _copied(
    parts: Parts, title: str, part: str, strings: Strings, synonyms: Mapping[str, Sequence[str]], dropped: str
) -> Copied:
    frame = Frame(parts.xml(part), {relation.id for relation in parts.relations[part]})
    body = without_register_numbers(without_formulas(frame.rows), strings, dropped)
    return Copied(title, frame, body, strings, synonyms)


def _clean_others(parts: Parts, dropped: str) -> None:
    """Take what does not go along out of chart sheets, tables, drawings and comments. Raises UncommonError."""
    kinds = {relation.part: relation.kind for relations in parts.relations.values() for relation in relations}
    for part, kind in kinds.items():
        if kind == "chartsheet":
            root = parts.tree(part)
            clean(root, {relation.id for relation in parts.relations[part]})
            parts.changed[part] = serialize(root)
        elif kind in TELLING:
            xml = parts.xml(part)
            told = scrubbed(xml, dropped)
            if told != xml:
                tree_of(told)
                parts.changed[part] = told
        elif kind == "table":
            parts.changed[part] = _without_calculations(parts.xml(part))


def _without_calculations(table: bytes) -> bytes:
    """A table without its formulas. Raises UncommonError for one that comes from elsewhere."""
    if b"xmlColumnPr" in table or b"connectionId" in table or holds_one(table.decode()):
        raise UncommonError
    return whole(CALCULATIONS.sub(b"", table))
