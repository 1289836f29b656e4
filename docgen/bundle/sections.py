"""The sections of a document among others: its own first page, its own header and footer, its own count of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from docgen.bundle.ids import fields, set_instruction
from docgen.merge.wordxml import Element, R, w

_BEFORE_TYPE = frozenset(map(w, ("headerReference", "footerReference", "footnotePr", "endnotePr")))
_AFTER_NUMBER = (
    "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
    "printerSettings",
)  # fmt: skip
EDGES = ("headerReference", "footerReference")


def sections(body: Element) -> list[Element]:
    """The sections of a document, in order; the last is made when it has none."""
    if body.find(w("sectPr")) is None:
        etree.SubElement(body, w("sectPr"))
    return list(body.iter(w("sectPr")))


def begin_anew(section: Element, *, break_to: str) -> None:
    """Let a section begin on a page of its own ("nextPage", "oddPage"; "" for the first) with page number 1."""
    for old in section.findall(w("type")):
        section.remove(old)
    if break_to:
        kind = etree.Element(w("type"))
        kind.set(w("val"), break_to)
        section.insert(sum(child.tag in _BEFORE_TYPE for child in section), kind)
    number = section.find(w("pgNumType"))
    if number is None:
        number = etree.Element(w("pgNumType"))
        after = [child for child in section if child.tag in map(w, _AFTER_NUMBER)]
        section.insert(section.index(after[0]) if after else len(section), number)
    number.set(w("start"), "1")


def close_edges(section: Element, empty: Mapping[str, str], *, even: bool) -> None:
    """Give a first section every header and footer: one that it lacks would be taken from the document before it.

    `empty` are the relationships of an empty header and footer. Without headers of its own for even pages (`even`) a
    document has its usual ones there.
    """
    for edge in EDGES:
        found = {e.get(w("type"), "default"): e for e in section.iterfind(w(edge))}
        usual = found["default"].get(f"{{{R}}}id", "") if "default" in found else empty[edge]
        if not even and "even" in found:
            section.remove(found.pop("even"))
        wanted = {"default": usual, "first": empty[edge], "even": empty[edge] if even else usual}
        for kind, relationship in wanted.items():
            if kind not in found:
                reference = etree.Element(w(edge))
                reference.set(w("type"), kind)
                reference.set(f"{{{R}}}id", relationship)
                section.insert(0 if edge == EDGES[0] else len(section.findall(w(EDGES[0]))), reference)


def mark_end(section: Element, mark: str, number: str) -> Element:
    """Set the bookmark `mark` in the last paragraph before the last section of a document; that paragraph."""
    last = section.getprevious()
    if last is None or last.tag != w("p") or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        last = _hairline()
        section.addprevious(last)
    for tag in ("bookmarkStart", "bookmarkEnd"):
        half = etree.SubElement(last, w(tag))
        half.set(w("id"), number)
        if tag == "bookmarkStart":
            half.set(w("name"), mark)
    return last


def end_in(paragraph: Element, section: Element) -> None:
    """Move the last section of a document into its last paragraph, so that another can follow."""
    around = section.getparent()
    assert around is not None
    around.remove(section)
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    after = properties.find(w("pPrChange"))
    properties.insert(properties.index(after) if after is not None else len(properties), section)


def count_own_pages(root: Element, instruction: str) -> None:
    """Let 'page 1 of 2' count the pages of this document, not of the whole file."""
    for element, text in fields(root):
        set_instruction(element, re.sub(r"\bNUMPAGES\b", instruction, text))


def _hairline() -> Element:
    """An empty paragraph of one point, for a document that ends with a table."""
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    spacing = etree.SubElement(properties, w("spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(w(name), value)
    size = etree.SubElement(etree.SubElement(properties, w("rPr")), w("sz"))
    size.set(w("val"), "2")
    return paragraph
