"""What the data can leave crooked: table grids of another width, tables and rows without cells, cells without text.

Works on the finished XML of a part (in UTF-8), and only for templates that need it; marks put in while compiling say
where. What `codegen` writes has its cells and most of its tables right already.
"""

from __future__ import annotations

import re

# Before a grid: in a table that holds no other table and no spans, or in any other; and after the last row.
GRID, WIDE_GRID, GRID_END = "<!--g-->", "<!--w-->", "<!--G-->"
_GRID, _WIDE_GRID, _GRID_END = GRID.encode(), WIDE_GRID.encode(), GRID_END.encode()
_COLUMN = re.compile(rb'<w:gridCol(?: w:w="(\d+)")?/>')
_SPAN = re.compile(rb'<w:(?:gridSpan|gridBefore|gridAfter) w:val="(\d+)"/>')
_INNER = re.compile(rb"(<w:tbl>|</w:tbl>)")
_EMPTY_BOX = re.compile(rb"(<w:(hdr|ftr|footnote|endnote)(?: [^>]*)?>)(</w:\2>)")
# What must end with a paragraph, and what stands before its end when it does not.
_BARE = {
    b"</w:tc>": (b"</w:tcPr>", b"<w:tcPr/>", b"<w:tc>", b"</w:tbl>"),
    b"</w:hdr>": (b"</w:tbl>",),
    b"</w:ftr>": (b"</w:tbl>",),
    b"</w:txbxContent>": (b"<w:txbxContent>",),
    b"</w:sdtContent>": (b"<w:sdtContent>",),
}
_PARAGRAPH = b"<w:p/>"
END_OF_CELL = re.compile(b"|".join(_BARE))
_CELL, _ROW_END, _TABLE, _TABLE_END = b"<w:tc>", b"</w:tr>", b"<w:tbl>", b"</w:tbl>"


def mend(xml: bytes, kinds: frozenset[str]) -> bytes:
    """The XML with right grids and no empty rows ("tables"), and a paragraph at the end of each cell ("cells").

    "boxes" stands for headers, footers and notes, which want a paragraph too.
    """
    dropped = False
    if "tables" in kinds:
        xml, dropped = _tables(xml)
    if "cells" in kinds or dropped:
        xml = fill_cells(xml)
    if "boxes" in kinds or dropped:
        xml = _EMPTY_BOX.sub(rb"\1<w:p/>\3", xml)
    return xml


def fill_cells(xml: bytes) -> bytes:
    """The XML with a paragraph at the end of each cell, and of what else must have one."""
    for end, befores in _BARE.items():
        for before in befores if end in xml else ():
            if before + end in xml:
                xml = xml.replace(before + end, before + _PARAGRAPH + end)
    return xml


def fill_cell(out: list[bytes], end: bytes) -> None:
    """The same while writing: a paragraph after what is written so far, when `end` may not follow it."""
    written = next(piece for piece in reversed(out) if piece)
    if written.endswith(_BARE[end]):
        out.append(_PARAGRAPH)


def _tables(xml: bytes) -> tuple[bytes, bool]:
    """Grids set right, inner tables first, and whether a table was left out."""
    dropped = False
    while (end := xml.find(_GRID_END)) >= 0:  # the first end closes an innermost table
        start = max(xml.rfind(_GRID, 0, end), xml.rfind(_WIDE_GRID, 0, end))
        table = _regrid(xml[start + len(_GRID) : end], simple=xml.startswith(_GRID, start))
        if table:
            xml = xml[:start] + table + xml[end + len(_GRID_END) :]
            continue
        # Word calls a file with a table without rows damaged.
        dropped = True
        opening = xml.rindex(_TABLE, 0, start)
        xml = xml[:opening] + xml[end + len(_GRID_END) + len(_TABLE_END) :]
    return xml, dropped


def _regrid(table: bytes, simple: bool) -> bytes:
    """The table, from its grid on, with as many grid columns as its widest row and its width kept; b'' if empty."""
    grid_end = table.find(b"</w:tblGrid>")
    grid_end = grid_end + len(b"</w:tblGrid>") if grid_end >= 0 else len(b"<w:tblGrid/>")
    wanted, rows = _measure(table, grid_end) if simple else _measure_closely(table[grid_end:])
    if not wanted:
        return b""
    grid = fit_grid(table[:grid_end], wanted)
    return grid + (table[grid_end:] if rows is None else rows)


def fit_grid(grid: bytes, wanted: int) -> bytes:
    """The w:tblGrid with `wanted` columns and the same total width."""
    widths = [int(width or 0) for width in _COLUMN.findall(grid)]
    if wanted == len(widths):
        return grid
    columns = "".join([f'<w:gridCol w:w="{width}"/>' for width in _spread(widths, wanted)])
    return f"<w:tblGrid>{columns}</w:tblGrid>".encode()


def _measure(table: bytes, start: int) -> tuple[int, bytes | None]:
    """Cells in the widest row, and the rows without empty ones (None when none is empty)."""
    widest, empty, first = 0, False, start
    while (end := table.find(_ROW_END, start)) >= 0:
        cells = table.count(_CELL, start, end)
        if cells > widest:
            widest = cells
        elif not cells:
            empty = True
        start = end + len(_ROW_END)
    return (widest, None) if not empty else _measure_closely(table[first:])


def _measure_closely(rows: bytes) -> tuple[int, bytes | None]:
    """The same, with spans, and with inner tables left out of the count."""
    widest, start, empty = 0, 0, False
    kept: list[bytes] = []
    for end in _row_ends(rows):
        row = rows[start:end]
        start = end
        width = _width(row)
        if not width and _CELL not in row:
            empty = True
            continue
        kept.append(row)
        widest = max(widest, width)
    kept.append(rows[start:])
    return widest, b"".join(kept) if empty else None


def _row_ends(rows: bytes) -> list[int]:
    ends: list[int] = []
    depth = 0
    for match in re.finditer(rb"<w:tbl>|</w:tbl>|</w:tr>", rows):
        if match.group() == _TABLE:
            depth += 1
        elif match.group() == _TABLE_END:
            depth -= 1
        elif depth == 0:
            ends.append(match.end())
    return ends


def _width(row: bytes) -> int:
    if _TABLE in row:
        row = _without_inner_tables(row)
    width = row.count(_CELL)
    for match in _SPAN.finditer(row):
        width += int(match.group(1)) - match.group().startswith(b"<w:gridSpan")
    return width


def _without_inner_tables(row: bytes) -> bytes:
    out: list[bytes] = []
    depth = 0
    for piece in _INNER.split(row):
        if piece == _TABLE:
            depth += 1
        elif piece == _TABLE_END:
            depth -= 1
        elif depth == 0:
            out.append(piece)
    return b"".join(out)


def _spread(widths: list[int], wanted: int) -> list[int]:
    """`wanted` widths with the same sum: old columns keep their proportion, new ones get the average."""
    total = sum(widths)
    if wanted < len(widths):
        kept = widths[:wanted]
        extra, rest = divmod(total - sum(kept), wanted)
        return [width + extra + (index < rest) for index, width in enumerate(kept)]
    average = total // wanted
    old = total - average * (wanted - len(widths))
    scaled = [width * old // total if total else 0 for width in widths]
    if scaled:
        scaled[-1] += old - sum(scaled)
    return scaled + [average] * (wanted - len(widths))
