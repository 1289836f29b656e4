"""Whether cells and texts stand where the format puts them: a reader goes by the names of elements alone.

A row in a row, a cell beside its row, a text of another namespace: calamine reads them as if they were the sheet's,
Excel does not. What no program writes is refused instead of read in one of two ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from docgen.reading.grid import Refused

NAMESPACES = frozenset(
    {"", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"}
)
Parents = Mapping[str, tuple[str, ...]]
IN_SHEET: Parents = {
    "row": ("sheetData",),
    "c": ("row",),
    "v": ("c",),
    "f": ("c",),
    "is": ("c",),
    "t": ("is", "r", "rPh"),
    "r": ("is",),
}
IN_STRINGS: Parents = {"si": ("sst",), "t": ("si", "r", "rPh"), "r": ("si",), "rPh": ("si",)}
"""What may hold what. Source: ECMA-376 part 1, 18.3.1 and 18.4."""

PREFIXED = re.compile(rb":(?:sheetData|si|is|t|r|rPh)[ />]")


class Nesting:
    """Follows the elements of a part and refuses one that stands in the wrong place, or is another namespace's."""

    def __init__(self, parents: Parents, within: str) -> None:
        """Take what may hold what, and inside which element that counts."""
        self.parents, self.within = parents, within
        self.path: list[str] = []
        self.inside = 0

    def start(self, name: str) -> None:
        """An element begins, as expat tells it: 'namespace name'. Raises Refused."""
        space, _, local = name.rpartition(" ")
        if self.inside and local in self.parents:
            if space not in NAMESPACES or self.path[-1] not in self.parents[local]:
                raise Refused("S03", "damaged")
        elif local in ("row", "c") and space in NAMESPACES:
            raise Refused("S03", "damaged")
        self.inside += bool(self.inside) or local == self.within
        self.path.append(local)

    def end(self) -> None:
        """It ends."""
        self.path.pop()
        self.inside -= bool(self.inside)


def is_odd(xml: bytes) -> bool:
    """Whether a part has what programs do not write into sheets and texts: comments, instructions, more namespaces."""
    spaces = xml.count(b"xmlns=") + xml.count(b"xmlns ")
    return b"<!" in xml or xml.find(b"<?", 5) >= 0 or spaces > 1 or b":AlternateC" in xml or bool(PREFIXED.search(xml))


def refuse_misplaced_rows(xml: bytes) -> None:
    """Refuse a sheet in the common form with a row in a row, or a row or a cell beside the place for it.

    Findings: S03 damaged
    """
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    outside = (xml,) if end < 0 else (xml[:start], xml[end:])
    if any(b"<row " in part or b"<c " in part for part in outside):
        raise Refused("S03", "damaged")
    for row in xml[start:end].split(b"</row>") if end >= 0 else ():
        before, found, _ = row.rpartition(b"<row ")  # rows that are closed by themselves, and have no cells
        before = before if found else row
        if b"<c " in before or before.count(b"<row ") != before.count(b"/>"):
            raise Refused("S03", "damaged")


def refuse_misplaced_texts(strings: bytes) -> None:
    """Refuse a table of texts of which a reader would count other entries than Excel does.

    Findings: S03 damaged
    """
    if not is_odd(strings):
        follow = strings.count(b"</si><si>") == strings.count(b"<si>") - 1 and b"<si " not in strings
        if not follow and any(text.count(b"<si>") + text.count(b"<si ") > 1 for text in strings.split(b"</si>")):
            raise Refused("S03", "damaged")
        return
    nesting = Nesting(IN_STRINGS, "sst")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: nesting.start(name)
    parser.EndElementHandler = lambda _: nesting.end()
    try:
        parser.Parse(strings, True)
    except (expat.ExpatError, ValueError):
        raise Refused("S03", "damaged") from None
