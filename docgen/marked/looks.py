"""How a severity shows in a cell, and the part with the styles of a workbook, to which looks are added.

The shape of the border carries the severity in grey print. Source: interface.md section 20; ECMA-376 part 1, 18.8.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.findings import Severity
from docgen.marked.frame import MAIN, main
from docgen.marked.gather import tree_of
from docgen.marked.state import UncommonError
from docgen.merge.characters import quoted
from docgen.merge.wordxml import Element, serialize
from docgen.starter.palette import FONT_PARTS

RED = "B3261E"


@dataclass(frozen=True)
class Mark:
    """How a severity shows in a cell: fill, border, and the tab of its sheet."""

    fill: str
    line: str
    color: str
    tab: str = ""


MARKS: Mapping[Severity, Mark] = {
    Severity.ERROR: Mark("FBDAD6", "medium", "B3261E", RED),
    Severity.HOLD: Mark("F8DDB4", "mediumDashed", "8A4500", "D08A1F"),
    Severity.WARNING: Mark("FDF1DE", "dotted", "8A4500", "D08A1F"),
    Severity.NOTE: Mark("DFECEF", "dotted", "0B4F60"),
}


def font(color: str, *, size: int = 11, bold: bool = False, underline: bool = False) -> str:
    """The XML of a font of docgen's own."""
    shape = "<b/>" * bold + "<u/>" * underline
    return f'<font>{shape}<sz val="{size}"/><color rgb="00{color}"/><name val="Calibri"/><family val="2"/></font>'


def fill(color: str) -> str:
    """The XML of a fill of one colour."""
    return f'<fill><patternFill patternType="solid"><fgColor rgb="00{color}"/></patternFill></fill>'


def border(line: str, color: str, *, under: bool = False) -> str:
    """The XML of a border on all sides, or only below."""
    sides = {side: f'<{side} style="{line}"><color rgb="00{color}"/></{side}>' for side in ("left", "right", "top")}
    sides = {side: f"<{side}/>" for side in sides} if under else sides
    bottom = f'<bottom style="{line}"><color rgb="00{color}"/></bottom>'
    return f"<border>{''.join(sides.values())}{bottom}<diagonal/></border>"


@dataclass(frozen=True)
class Look:
    """The look of a cell of the list: the XML of its font, fill, border and alignment."""

    font: str
    fill: str = ""
    border: str = ""
    alignment: str = ""
    quoted: bool = False  # a text that begins as a formula does


class Styles:
    """The styles of a workbook. What is added twice is one."""

    def __init__(self, xml: bytes) -> None:
        """Take the part apart. Raises UncommonError."""
        self.root = tree_of(xml)
        if self.root.tag != main("styleSheet"):
            raise UncommonError
        self.formats = self._list("cellXfs")
        self.added: dict[object, int] = {}

    def marked(self, style: int, severity: Severity) -> int:
        """The number of a style as it is, with the fill and the border of a severity."""
        if (style, severity) not in self.added:
            if style >= len(self.formats):
                raise UncommonError
            mark, new = MARKS[severity], deepcopy(self.formats[style])
            new.set("fillId", str(self._add("fills", fill(mark.fill))))
            new.set("borderId", str(self._add("borders", border(mark.line, mark.color))))
            new.set("applyFill", "1")
            new.set("applyBorder", "1")
            self.added[style, severity] = self._append(self.formats, new)
        return self.added[style, severity]

    def look(self, look: Look) -> int:
        """The number of the style of a cell of the list."""
        if look not in self.added:
            fonts, fills = self._add("fonts", look.font), self._add("fills", look.fill) if look.fill else 0
            borders = self._add("borders", look.border) if look.border else 0
            new = _made(
                f'<xf numFmtId="0" fontId="{fonts}" fillId="{fills}" borderId="{borders}" xfId="0" applyFont="1" '
                f'applyFill="1" applyBorder="1" applyAlignment="1">{look.alignment}</xf>'
            )
            if look.quoted:
                new.set("quotePrefix", "1")
            self.added[look] = self._append(self.formats, new)
        return self.added[look]

    def font_of(self, style: int) -> str:
        """The name and the size of the font of a style, as they stand in a run of a text."""
        if style >= len(self.formats):
            raise UncommonError
        number, fonts = int(self.formats[style].get("fontId", "0")), self._list("fonts")
        name, size = (fonts[number].find(main(part)) if number < len(fonts) else None for part in ("name", "sz"))
        said = f"<rFont val={quoted(name.get('val', ''))}/>" if name is not None else ""
        return said + (f"<sz val={quoted(size.get('val', '11'))}/>" if size is not None else "")

    def xml(self) -> bytes:
        """The part as it is now, its fonts as the standard orders them: openpyxl, which made it perhaps, does not."""
        for one in self._list("fonts"):
            one[:] = sorted(one, key=_rank)
        return serialize(self.root)

    def _list(self, name: str) -> Element:
        found = self.root.find(main(name))
        if found is None:
            raise UncommonError
        return found

    def _add(self, name: str, xml: str) -> int:
        """The number of a font, fill or border."""
        if (name, xml) not in self.added:
            self.added[name, xml] = self._append(self._list(name), _made(xml))
        return self.added[name, xml]

    @staticmethod
    def _append(parent: Element, element: Element) -> int:
        parent.append(element)
        parent.set("count", str(len(parent)))
        return len(parent) - 1


def _made(xml: str) -> Element:
    """The element of this XML, in the namespace of a workbook."""
    return etree.fromstring(f'<x xmlns="{MAIN}">{xml}</x>')[0]


def _rank(part: Element) -> int:
    name = str(part.tag).rpartition("}")[2]
    return FONT_PARTS.index(name) if name in FONT_PARTS else len(FONT_PARTS)
