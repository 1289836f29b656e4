"""The comments of one sheet and the shapes in which they stand: those of the user stay, ours are added.

Source: interface.md section 20; ECMA-376 part 1, 18.7, and part 4, 19.1 (VML).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil

from lxml import etree

from docgen.findings import column_letters
from docgen.marked.frame import MAIN, Frame, block_of, main
from docgen.marked.gather import OFFICE, SPREADSHEET, Parts, tree_of
from docgen.marked.state import UncommonError
from docgen.merge.wordxml import Element, serialize

AUTHOR = "docgen"
WIDTH, LINE_HEIGHT, PER_LINE = 330, 18, 46  # of a comment, in pixels and characters
OWN = "\n———\n"
"""What stands between the user's comment and ours."""
EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

NUMBER = re.compile(r"_x0000_s(\d{1,9})")
VML, EXCEL = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:excel"
NAMESPACES = f'xmlns:v="{VML}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="{EXCEL}"'
TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
FIRST = 1025  # below are no numbers of shapes
SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
DRAWING = (
    f'<xml {NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>{SHAPE_TYPE}</xml>'
)


def write_notes(parts: Parts, sheet: str, frame: Frame, notes: Mapping[tuple[int, int], str]) -> None:
    """Put comments in the cells of a sheet, by row and column; what stands there already stays above.

    Raises UncommonError, Refused.
    """
    part = next((relation.part for relation in parts.related(sheet, "comments")), "")
    root = parts.tree(part) if part else tree_of(EMPTY)
    authors, listed = root.find(main("authors")), root.find(main("commentList"))
    if authors is None or listed is None:
        raise UncommonError
    author = str(len(authors))
    etree.SubElement(authors, main("author")).text = AUTHOR
    there = {block[:2]: element for element in listed if (block := block_of(element.get("ref", "")))}
    sizes = {}
    for place, text in notes.items():
        element = there.get(place)
        if element is None:
            element = etree.SubElement(listed, main("comment"), ref=f"{column_letters(place[1])}{place[0]}")
        else:
            text = _text_of(element) + OWN + text
            element[:] = []
        element.set("authorId", author)
        element.set("shapeId", "0")
        run = etree.SubElement(etree.SubElement(element, main("text")), main("t"), {SPACE: "preserve"})
        run.text = text
        sizes[place] = _height(text)
    listed[:] = sorted(listed, key=lambda element: (block_of(element.get("ref", "")) or (0, 0))[:2])
    if part:
        parts.changed[part] = serialize(root)
    else:
        kind = f"{SPREADSHEET}.comments+xml"
        parts.add(sheet, "comments", "xl/comments/comment{}.xml", serialize(root), kind)
    _write_shapes(parts, sheet, frame, sizes, [place for place in there if place not in sizes])


def _text_of(element: Element) -> str:
    """The text of a comment, its runs joined, without what says how it sounds."""
    runs = element.iter(main("t"))
    return "".join(run.text or "" for run in runs if run.getparent().tag != main("rPh"))  # type: ignore[union-attr]


def _height(text: str) -> int:
    """The height of a comment in pixels."""
    return (sum(max(1, ceil(len(line) / PER_LINE)) for line in text.split("\n")) + 1) * LINE_HEIGHT


def _write_shapes(
    parts: Parts, sheet: str, frame: Frame, sizes: Mapping[tuple[int, int], int], others: list[tuple[int, int]]
) -> None:
    """Give each of these comments a shape of its height, and each of the others one if it had none."""
    drawn = frame.child("legacyDrawing")
    relation = drawn.get(f"{{{OFFICE}}}id") if drawn is not None else None
    part = next((one.part for one in parts.related(sheet, "vmlDrawing") if one.id == relation), "")
    root = parts.tree(part) if part else tree_of(DRAWING.encode())
    found = {place: shape for shape in root.iterfind(f"{{{VML}}}shape") if (place := _place_of(shape))}
    for place in sizes.keys() & found.keys():
        root.remove(found[place])
    numbers = (NUMBER.fullmatch(shape.get("id", "")) for shape in root)
    number = max([FIRST, *(int(found[1]) for found in numbers if found)])
    new = {**dict.fromkeys((place for place in others if place not in found), 5 * LINE_HEIGHT), **sizes}
    shapes = (_shape(n, place, height) for n, (place, height) in enumerate(new.items(), start=number + 1))
    known = root.find(f"{{{VML}}}shapetype[@id='_x0000_t202']") is not None
    added = tree_of(f"<xml {NAMESPACES}>{'' if known else SHAPE_TYPE}{''.join(shapes)}</xml>".encode())
    root.extend(list(added))
    drawing = etree.tostring(root)  # as Excel writes it: without a declaration
    if part:
        parts.changed[part] = drawing
    else:
        frame.draw(parts.add(sheet, "vmlDrawing", "xl/drawings/commentsDrawing{}.vml", drawing, TYPE))


def _place_of(shape: Element) -> tuple[int, int] | None:
    """The row and the column from 1 of the comment that stands in a shape; None for another shape."""
    note = shape.find(f"{{{EXCEL}}}ClientData[@ObjectType='Note']")
    places = [note.findtext(f"{{{EXCEL}}}{name}", "") for name in ("Row", "Column")] if note is not None else []
    row, column = (int(text) + 1 if text.strip().isdigit() else 0 for text in places) if places else (0, 0)
    return (row, column) if row and column else None


def _shape(number: int, place: tuple[int, int], height: int) -> str:
    row, column = place
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
        f'margin-top:1.5pt;width:{WIDTH}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False'
        f"</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
