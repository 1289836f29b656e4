"""What stands around the rows of a sheet: put in order for a copy, and protected.

Source: ECMA-376 part 1, 18.3.1.99 (CT_Worksheet).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from docgen.findings import column_letters
from docgen.marked.gather import OFFICE, tree_of
from docgen.marked.state import UncommonError
from docgen.merge.wordxml import Element, serialize
from docgen.reading.sheetxml import column_number

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
    *("AlternateContent", "controls", "webPublishItems", "tableParts", "extLst"),
)
LEFT_BEHIND = frozenset({
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "dataConsolidate", "customSheetViews",
    "customProperties", "cellWatches", "smartTags", "webPublishItems", "pivotSelection",
})  # fmt: skip
"""Passwords, accounts and views of people, values that no cell shows, and what goes with formulas or pivot tables."""
HERE = b"<sheetData/>"
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def main(name: str) -> str:
    """The name in the main namespace of a workbook."""
    return f"{{{MAIN}}}{name}"


class Frame:
    """The XML around the rows of one sheet."""

    def __init__(self, xml: bytes, relations: Collection[str]) -> None:
        """Take the part apart; `relations` are the ids of those that go along. Raises UncommonError."""
        before, start, rest = xml.partition(b"<sheetData>")
        self.rows, end, after = rest.rpartition(b"</sheetData>")
        if not start and xml.count(HERE) == 1:
            before, _, after = xml.partition(HERE)
        elif not start or not end:
            raise UncommonError
        if any(b"<sheetData" in part or b"<!" in part for part in (before, after)):
            raise UncommonError
        self.root = tree_of(before + HERE + after)
        if self.root.tag != main("worksheet") or self.root.nsmap.get(None) != MAIN:
            raise UncommonError
        clean(self.root, relations)
        lock = etree.Element(main("sheetProtection"), sheet="1", formatColumns="0", sort="0", autoFilter="0")
        self.insert(lock)

    def insert(self, element: Element) -> None:
        """Put an element in its place among the others."""
        rank = ORDER.index(_local(element))
        after = (
            position
            for position, other in enumerate(self.root)
            if _local(other) not in ORDER or ORDER.index(_local(other)) > rank
        )
        self.root.insert(next(after, len(self.root)), element)

    def child(self, name: str) -> Element | None:
        """An element of the sheet by its name, if it is there."""
        return self.root.find(main(name))

    def merged(self) -> Iterator[str]:
        """The blocks of cells that were merged, such as 'B5:C6'."""
        return (element.get("ref", "") for element in self.root.iterfind(f"{main('mergeCells')}/{main('mergeCell')}"))

    def show(self, column: int) -> None:
        """Make a column visible, with those that were hidden together with it."""
        for element in self.root.iterfind(f"{main('cols')}/{main('col')}"):
            if int(element.get("min", 0)) <= column <= int(element.get("max", 0)):
                element.attrib.pop("hidden", "")

    def reach(self, place: tuple[int, int]) -> None:
        """Let the sheet say that it holds this cell too."""
        dimension = self.child("dimension")
        if dimension is None:
            return
        block = block_of(dimension.get("ref", ""))
        if block is None:
            self.root.remove(dimension)
            return
        row, column = place
        top, left, bottom, right = min(block[0], row), min(block[1], column), max(block[2], row), max(block[3], column)
        dimension.set("ref", f"{column_letters(left)}{top}:{column_letters(right)}{bottom}")

    def color_tab(self, color: str) -> None:
        """Give the tab of the sheet a colour."""
        properties = self.child("sheetPr")
        if properties is None:
            properties = etree.Element(main("sheetPr"))
            self.insert(properties)
        for old in properties.findall(main("tabColor")):
            properties.remove(old)
        properties.insert(0, etree.Element(main("tabColor"), rgb=f"00{color}"))

    def draw(self, relation: str) -> None:
        """Let the shapes of the comments be found by this relation."""
        self.insert(etree.Element(main("legacyDrawing"), {f"{{{OFFICE}}}id": relation}))

    def xml(self, rows: bytes) -> bytes:
        """The part with these rows."""
        return serialize(self.root).replace(HERE, b"<sheetData>" + rows + b"</sheetData>", 1)


def clean(root: Element, relations: Collection[str]) -> None:
    """Take out of a sheet what does not go along. Raises UncommonError for a relation that something else needs."""
    for element in list(root.iter(*(main(name) for name in LEFT_BEHIND))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for view in root.iter(main("sheetView")):
        view.attrib.pop("tabSelected", "")
    for element in root.iter():
        for name in [name for name in map(str, element.attrib) if name.startswith(f"{{{OFFICE}}}")]:
            if element.attrib[name] in relations:
                continue
            if element.tag != main("pageSetup"):
                raise UncommonError
            del element.attrib[name]


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def block_of(reference: str) -> tuple[int, int, int, int] | None:
    """The rows and columns of 'B5:C6': top, left, bottom, right; None for another text."""
    corners = [REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    found = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner]
    if len(found) != len(corners) or len(found) > 2:
        return None
    return (*found[0], *found[-1])
