"""Tags that shape a table cell ({% cellbg %}, {% colspan %}, {% hm %}, {% vm %}), and which tables need mending."""

from __future__ import annotations

from dataclasses import replace

from docgen.findings import Finding
from docgen.merge.faults import fault
from docgen.merge.forms import drop_empty_run
from docgen.merge.wordxml import MARK, Element, ancestor, put_before, w
from docgen.merge.woven import Draft, Level, Slot, Tag

DIRECTIVES = frozenset({"cellbg", "colspan", "hm", "vm"})
# In the tree these are text; `source` writes them as comments, which a scrubbed template cannot hold otherwise.
GRID_MARK_TEXT, GRID_END_TEXT, WIDE_GRID_TEXT = "\ufdd2", "\ufdd3", "\ufdd4"
_TCPR_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark",
)  # fmt: skip


def apply_directives(draft: Draft) -> list[Finding]:
    """Turn the cell tags into properties of their cell; the findings are T07 (not in a cell)."""
    findings: list[Finding] = []
    for tag in list(draft.tags.values()):
        if tag.keyword not in DIRECTIVES or tag.form or tag.number not in draft.hosts:
            continue
        text = draft.hosts[tag.number]
        cell = ancestor(text, "tc")
        if cell is None:
            findings.append(fault("T07", tag.place, "outside_cell", tag=tag.text))
            continue
        _take_out(draft, tag, text)
        {"cellbg": _background, "colspan": _span, "hm": _merge_across, "vm": _merge_down}[tag.keyword](draft, tag, cell)
    return findings


def _take_out(draft: Draft, tag: Tag, text: Element) -> None:
    text.text = (text.text or "").replace(tag.mark, "")
    draft.tags[tag.number] = replace(tag, kind="note")
    del draft.hosts[tag.number]
    run = ancestor(text, "r")
    if run is not None and not text.text:
        drop_empty_run(run)


def _argument(tag: Tag) -> str:
    return tag.body.split(None, 1)[1] if " " in tag.body else ""


def _value(draft: Draft, tag: Tag, body: str, level: Level, own: bool = False) -> str:
    new = draft.add("expr", body, tag.text, tag.place, Slot(level), own=own)
    return new.mark


def _properties(cell: Element) -> Element:
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = cell.makeelement(w("tcPr"), {})
        cell.insert(0, properties)
    return properties


def _set_property(cell: Element, name: str, attributes: dict[str, str]) -> None:
    """Put one property into the cell at the place the schema wants it, instead of one already there."""
    properties = _properties(cell)
    for old in properties.findall(w(name)):
        properties.remove(old)
    rank = _TCPR_ORDER.index(name)
    earlier = {w(n) for n in _TCPR_ORDER[:rank]}
    index = sum(1 for child in properties if child.tag in earlier)
    new = properties.makeelement(w(name), {w(key): value for key, value in attributes.items()})
    properties.insert(index, new)


def _background(draft: Draft, tag: Tag, cell: Element) -> None:
    mark = _value(draft, tag, _argument(tag), Level.COLOUR)
    _set_property(cell, "shd", {"val": "clear", "color": "auto", "fill": mark})


def _span(draft: Draft, tag: Tag, cell: Element) -> None:
    mark = _value(draft, tag, _argument(tag), Level.SPAN)
    _set_property(cell, "gridSpan", {"val": mark})


def _merge_across(draft: Draft, tag: Tag, cell: Element) -> None:
    """One cell, as wide as the loop is long."""
    span = _properties(cell).find(w("gridSpan"))
    width = span.get(w("val"), "1") if span is not None else "1"
    mark = _value(draft, tag, f"{int(width) if width.isdigit() else 1} * loop.length", Level.SPAN)
    _set_property(cell, "gridSpan", {"val": mark})
    slot = Slot(Level.TEXT)
    opening = draft.add("stmt", "if loop.first", tag.text, tag.place, slot, own=True)
    closing = draft.add("stmt", "endif", tag.text, tag.place, slot, own=True)
    put_before(cell, opening.mark)
    cell.tail = closing.mark + (cell.tail or "")


def _merge_down(draft: Draft, tag: Tag, cell: Element) -> None:
    """The first round keeps the content; the cells below continue it and hold one empty paragraph."""
    body = "'restart' if loop.first else 'continue'"
    _set_property(cell, "vMerge", {"val": _value(draft, tag, body, Level.ATTRIBUTE)})
    slot = Slot(Level.TEXT)
    opening = draft.add("stmt", "if loop.first", tag.text, tag.place, slot, own=True)
    other = draft.add("stmt", "else", tag.text, tag.place, slot, own=True)
    closing = draft.add("stmt", "endif", tag.text, tag.place, slot, own=True)
    properties = _properties(cell)
    properties.tail = opening.mark + (properties.tail or "")
    empty = cell.makeelement(w("p"), {})
    cell[-1].tail = (cell[-1].tail or "") + other.mark
    cell.append(empty)
    empty.tail = closing.mark


def mark_tables(draft: Draft) -> None:
    """Mark the tables whose number of columns or rows depends on the data, for `mend`."""
    for table in list(draft.root.iter(w("tbl"))):
        grid = table.find(w("tblGrid"))
        if grid is None or not _varies(draft, table):
            continue
        put_before(grid, GRID_MARK_TEXT if _is_simple(draft, table) else WIDE_GRID_TEXT)
        last = table[-1]
        last.tail = (last.tail or "") + GRID_END_TEXT
        draft.mend.add("tables")


def _is_simple(draft: Draft, table: Element) -> bool:
    """Whether a cell is always one column, and no other table can stand in it."""
    if any(True for _ in table.iter(w("gridSpan"), w("gridBefore"), w("gridAfter"))):
        return False
    if any(True for _ in table.iterdescendants(w("tbl"))):
        return False
    marks = (n for e in table.iter() for text in (e.text, e.tail) for n in MARK.findall(text or ""))
    return all(draft.tags[int(n)].slot.level is not Level.BLOCK for n in marks)


def _varies(draft: Draft, table: Element) -> bool:
    for row in table.iter(w("tr")):
        if MARK.search(row.text or "") or any(MARK.search(child.tail or "") for child in row):
            return True
        if any(MARK.search(span.get(w("val"), "")) for span in row.iter(w("gridSpan"))):
            return True
    return not _has_certain_row(draft, table)


def _has_certain_row(draft: Draft, table: Element) -> bool:
    """Whether at least one row stands outside every loop and condition."""
    depth = 0
    for child in table:
        if child.tag == w("tr") and depth == 0:
            return True
        for number in MARK.findall(child.tail or ""):
            word = draft.tags[int(number)].keyword
            if word[:3] == "end":
                depth -= 1
            elif word in ("for", "if", "with", "macro"):
                depth += 1
    return False
