"""What LibreOffice tags otherwise than PDF/UA-1 (ISO 14289-1) asks, put right. A PDF of another make stays as it is.

All that a page shows is tagged or an artifact (7.1). LibreOffice 7.4 does so, but for the borders of paragraphs and of
words: the rule under the header, the line to sign on, the frame of a label. And a table has header cells (7.5), but it
calls a table what only stands side by side too: facts with their label in the cell, agreements, lines to sign on.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator

_PAGE = re.compile(rb"/Type/Page/.*?/Contents (\d+) 0 R", re.DOTALL)
_STREAM = rb"(?<=\n)%d 0 obj\r?\n<</Length (\d+ 0 R)/Filter/FlateDecode>>\r?\nstream\r?\n"
_TABLE = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_START = re.compile(rb"startxref\r?\n(\d+)\r?\n%%EOF\s*\Z")
_ELEMENT = re.compile(rb"(?<=\n)(\d+) 0 obj\r?\n<</Type/StructElem\r?\n/S/([^\s/<>]+)\r?\n/P (\d+) 0 R"
                      rb"(?:\r?\n/Pg \d+ 0 R)?(?P<look>\r?\n/A \d+ 0 R)?")  # fmt: skip
_ENTRY = 20  # bytes of a line of the table
_STRING = rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>"
_MARK = re.compile(_STRING + rb"|(?P<begin>/[^\s/<>()\[\]{}%]+\s*(?:<<.*?>>\s*)?B[DM]C\b)|(?P<end>\bEMC\b)", re.DOTALL)
_PAINTS = re.compile(rb"(?:^|\s)(?:[SsBbFf]\*?|Do|sh|T[jJ])(?=\s|$)")

Edit = tuple[int, int, bytes]  # from, to, what comes in its place


def marked(pdf: bytes) -> bytes:
    """The PDF in which everything that is painted is tagged or an artifact, and every table has header cells."""
    start = _START.search(pdf)
    table = _TABLE.match(pdf, int(start[1])) if start else None
    if not start or not table:
        return pdf  # not the classic table of LibreOffice 7: who wrote this may have tagged it better
    edits = sorted((*_side_by_side(pdf), *(edit for number in _PAGE.findall(pdf) for edit in _page(pdf, int(number)))))
    return _rewritten(pdf, edits, table, start) if edits else pdf


def _side_by_side(pdf: bytes) -> Iterator[Edit]:
    """The tables of one row without header cells become divisions: what stands in them is read in the same order.

    Their width, height and place go: a table has those attributes, a division has not (ISO 32000-1, table 344).
    """
    elements = {int(found[1]): found for found in _ELEMENT.finditer(pdf)}
    below = defaultdict[int, list[int]](list)
    for number, element in elements.items():
        below[int(element[3])].append(number)
    for number in [number for number, element in elements.items() if element[2] == b"Table"]:
        rows = below[number]
        cells = [cell for row in rows for cell in below[row]]
        if len(rows) == 1 and {elements[cell][2] for cell in cells} == {b"TD"}:
            for element in map(elements.__getitem__, (number, *rows, *cells)):
                yield (*element.span(2), b"Div")
                if element["look"]:
                    yield (*element.span("look"), b"")


def _page(pdf: bytes, number: int) -> Iterator[Edit]:
    """What changes in the content of a page: its length, which is told elsewhere, and the content itself."""
    found = re.search(_STREAM % number, pdf)
    if not found:
        return
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(pdf[found.end() :])
    better = _tagged(content)
    if better != content:
        packed = zlib.compress(better, 9)
        yield found.start(1), found.end(1), b"%d" % len(packed)
        yield found.end(), len(pdf) - len(unpacking.unused_data), packed


def _tagged(content: bytes) -> bytes:
    """The content of a page, each stretch that paints outside every mark put between marks of an artifact."""
    parts, depth, last = [], 0, 0
    for mark in (one for one in _MARK.finditer(content) if one.lastgroup):
        if mark.lastgroup == "begin":
            if not depth:
                parts += [_artifact(content[last : mark.start()])]
                last = mark.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                parts += [content[last : mark.end()]]
                last = mark.end()
    return b"".join((*parts, content[last:] if depth else _artifact(content[last:])))


def _artifact(content: bytes) -> bytes:
    return b"\n/Artifact BMC\n" + content + b"\nEMC\n" if _PAINTS.search(content) else content


def _rewritten(pdf: bytes, edits: list[Edit], table: re.Match[bytes], start: re.Match[bytes]) -> bytes:
    """The PDF after these edits, its table of where each object stands put right."""
    ends, moves, moved = [], [0], 0
    for first, last, new in edits:
        moved += len(new) - (last - first)
        ends.append(last)
        moves.append(moved)

    def place(old: int) -> int:
        return old + moves[bisect(ends, old)]

    entries = []
    for number in range(int(table[1])):
        entry = pdf[table.end() + number * _ENTRY :][:_ENTRY]
        entries.append(b"%010d" % place(int(entry[:10])) + entry[10:] if entry[17:18] == b"n" else entry)
    whole = (table.end(), table.end() + int(table[1]) * _ENTRY, b"".join(entries))
    pieces, last = [], 0
    for first, end, new in (*edits, whole, (*start.span(1), b"%d" % place(table.start()))):
        pieces += [pdf[last:first], new]
        last = end
    return b"".join((*pieces, pdf[last:]))
