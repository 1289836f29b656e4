"""What must be unique in one Word file: the ids of drawings, shapes and fields, the names of bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.merge.ids import Numbers
from docgen.merge.wordxml import OFFICE, VML, W14, WP, Element, w

_OF_PARAGRAPH = (f"{{{W14}}}paraId", f"{{{W14}}}textId")  # Word makes them anew


def bookmarks(roots: Iterable[Element]) -> frozenset[str]:
    """The names of the bookmarks in these parts."""
    return frozenset(start.get(w("name"), "") for root in roots for start in root.iter(w("bookmarkStart")))


def settle_ids(root: Element, numbers: Numbers, number: int, marks: frozenset[str]) -> None:
    """Give everything in a part of the document with this number an id that nothing else has.

    `marks` are the bookmarks of that document: those of a later one are renamed, with what refers to them.
    """
    for drawing in root.iter(f"{{{WP}}}docPr"):
        drawing.set("id", str(numbers.next()))
    for control in root.iterfind(f".//{w('sdtPr')}/{w('id')}"):
        control.set(w("val"), str(numbers.next()))
    given: dict[str | None, str] = {}
    for half in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        half.set(w("id"), given.setdefault(half.get(w("id")), str(numbers.next())))
    for shape in root.iter(f"{{{VML}}}shape", f"{{{VML}}}rect", f"{{{VML}}}line", f"{{{VML}}}oval"):
        _settle_shape(shape, numbers.next())
    for element in root.iter(etree.Element):
        for name in _OF_PARAGRAPH:
            element.attrib.pop(name, "")
    if number > 1 and marks:
        _rename(root, marks, number)


def fields(root: Element) -> Iterator[tuple[Element, str]]:
    """Every field of a part: where its instruction stands, and that instruction."""
    for element in root.iter(w("instrText")):
        yield element, element.text or ""
    for element in root.iter(w("fldSimple")):
        yield element, element.get(w("instr"), "")


def set_instruction(element: Element, instruction: str) -> None:
    """Change the instruction of a field."""
    if element.tag == w("fldSimple"):
        element.set(w("instr"), instruction)
    else:
        element.text = instruction


def _settle_shape(shape: Element, number: int) -> None:
    """A picture of the older kind, as a watermark is; Word knows a watermark by the beginning of its id."""
    if shape.get("id"):
        shape.set("id", f"{shape.get('id')}_{number}")
    if shape.get(f"{{{OFFICE}}}spid"):
        shape.set(f"{{{OFFICE}}}spid", f"_x0000_s{2048 + number}")


def _rename(root: Element, marks: frozenset[str], number: int) -> None:
    def new(name: str) -> str:
        return f"{name[:30]}_d{number}"  # Word takes 40 characters

    for start in root.iter(w("bookmarkStart")):
        start.set(w("name"), new(start.get(w("name"), "")))
    for link in root.iter(w("hyperlink")):
        if link.get(w("anchor"), "") in marks:
            link.set(w("anchor"), new(link.get(w("anchor"), "")))
    for element, instruction in fields(root):
        set_instruction(element, re.sub(r"\w+", lambda m: new(m[0]) if m[0] in marks else m[0], instruction))
