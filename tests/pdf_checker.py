"""What a reader with a screen reader meets in a tagged PDF: its marks, and the elements of its structure tree.

Only what pypdf can see without laying a page out. Not checked: contrast, and whether an alternative text says the right
thing. The reading order is for `test_looks`, which has the Word document to compare it with.

What only stands side by side is no table: the label of a fact stands in its cell, before it (style.md 13).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

HEADING = re.compile(r"/H([1-6])")
FONT_FILES = frozenset(("/FontFile", "/FontFile2", "/FontFile3"))
PAINTING = frozenset((b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"))


@dataclass(frozen=True)
class Element:
    """An element of the structure tree: its standard type ("/H1", "/TH"), alternative text and what stands in it.

    `scope` says of which cells a header cell is the head: "/Column", "/Row", "/Both" or "".
    """

    kind: str
    alt: str
    scope: str
    children: tuple[Element, ...]

    def __iter__(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child


def faults(pdf: bytes) -> list[str]:
    """Everything that keeps this PDF from being read aloud well, in words; [] when there is nothing."""
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return ["no structure tree"]
    found = list(_marks(root, reader))
    tree = list(structure(root["/StructTreeRoot"]))
    found += _headings([int(level[1]) for one in tree if (level := HEADING.fullmatch(one.kind))])
    found += [f"a {one.kind} without alternative text" for one in tree if one.kind == "/Figure" and not one.alt]
    found += [f"a table with {fault}" for one in tree if one.kind == "/Table" for fault in _table(one)]
    found += ["a header cell without a scope" for one in tree if one.kind == "/TH" and not one.scope]
    for page in reader.pages:
        found += [f"font {font} {fault}" for font, fault in _fonts(page)]
        found += ["something painted that is neither tagged nor an artifact"] if _unmarked(page, reader) else []
    return found


def headed_tables(pdf: bytes) -> int:
    """How many tables have a row of header cells."""
    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    tables = [one for one in structure(root["/StructTreeRoot"]) if one.kind == "/Table"]
    return sum(_kinds(row) == {"/TH"} for table in tables for row in _rows(table)[:1])


def structure(tree_root: Any) -> Element:
    """The structure tree, each element by its standard type (a name of our own is looked up in the role map)."""
    roles = {str(name): str(kind) for name, kind in tree_root.get("/RoleMap", {}).items()}
    return Element("/StructTreeRoot", "", "", tuple(_children(tree_root, roles)))


def _children(node: Any, roles: dict[str, str]) -> Iterator[Element]:
    inside = node.get("/K", [])
    inside = inside.get_object() if hasattr(inside, "get_object") else inside
    for child in inside if isinstance(inside, list) else [inside]:
        element = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(element, dict) and "/S" in element:
            kind = str(element["/S"])
            alt = str(element.get("/Alt", ""))
            yield Element(roles.get(kind, kind), alt, _scope(element), tuple(_children(element, roles)))


def _scope(element: Any) -> str:
    attributes = element.get("/A", [])
    attributes = attributes.get_object() if hasattr(attributes, "get_object") else attributes
    each = [one.get_object() for one in attributes] if isinstance(attributes, list) else [attributes]
    return next((str(one["/Scope"]) for one in each if "/Scope" in one), "")


def _fonts(page: PageObject) -> Iterator[tuple[str, str]]:
    """The fonts of a page that a reader may not have, or whose letters it cannot know."""
    for reference in page["/Resources"].get("/Font", {}).values():
        font = reference.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        if FONT_FILES.isdisjoint(inner.get("/FontDescriptor", {})):
            yield str(font["/BaseFont"]), "is not embedded"
        if "/ToUnicode" not in font:
            yield str(font["/BaseFont"]), "does not say which letters it shows"


def _unmarked(page: PageObject, reader: PdfReader) -> bool:
    """Whether something is painted outside marked content."""
    depth = 0
    for _, operator in ContentStream(page.get_contents(), reader).operations:
        depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
        if operator in PAINTING and not depth:
            return True
    return False


def _marks(root: Any, reader: PdfReader) -> Iterator[str]:
    """What the document says of itself."""
    metadata = reader.xmp_metadata
    packet = metadata.stream.get_data().decode() if metadata else ""
    said = {
        "not marked as tagged": bool(root.get("/MarkInfo", {}).get("/Marked")),
        f"language {root.get('/Lang')}": root.get("/Lang") == "nl-BE",
        "the title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
        "no title": bool(metadata and metadata.dc_title and all(metadata.dc_title.values())),
        "no mark of PDF/UA-1": "<pdfuaid:part>1</pdfuaid:part>" in packet,
        "encrypted": not reader.is_encrypted,
    }
    return (fault for fault, holds in said.items() if not holds)


def _headings(levels: list[int]) -> list[str]:
    """One H1, which comes first, and no level skipped on the way down."""
    found = [] if levels.count(1) == 1 and levels[0] == 1 else [f"headings {levels}"]
    return found + [f"H{lower} below H{upper}" for upper, lower in pairwise(levels) if lower > upper + 1]


def _rows(table: Element) -> list[Element]:
    """The rows of this table itself, also those in a head or a body."""
    groups = ("/THead", "/TBody", "/TFoot")
    return [row for one in table.children for row in (one.children if one.kind in groups else (one,))]


def _kinds(row: Element) -> set[str]:
    return {cell.kind for cell in row.children}


def _table(table: Element) -> Iterator[str]:
    rows = _rows(table)
    if {row.kind for row in rows} != {"/TR"}:
        yield f"rows of {sorted({row.kind for row in rows})}"
    elif _kinds(rows[0]) != {"/TH"}:
        yield "no header cells"
    elif any(not _kinds(row) <= {"/TH", "/TD"} for row in rows):
        yield "cells of another kind"
