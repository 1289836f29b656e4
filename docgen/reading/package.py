"""The gate before an xlsx: every part that will be read is unpacked here, counted, looked through and packed anew.

The reader gets only the package made here, so it can meet nothing that the gate has not seen: no part twice, no
lie about a size, no declaration, no other encoding. Source: trust.md 1.1 (measured faults of the readers).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from lxml import etree

from docgen.disk.zips import WRONG, entries_of
from docgen.reading.grid import Refused

MOST_ENTRIES = 10_000
MOST_BYTES = 128 * 2**20
"""Unpacked bytes of all parts that are read: 1,048,576 styled rows need about 100 MB, a school 15 MB."""
MOST_SMALL_PART = 8 * 2**20  # workbook.xml, relations, content types
MOST_SHEETS = 500
BLOCK = 16 * 2**20

OBJECT = re.compile(
    r"xl/(?:embeddings/[^/]+|activex/[^/]+\.xml|connections\.xml|querytables/[^/]+\.xml|model/[^/]+|webextensions/[^/]+)"
    r"|customui/[^/]+\.xml|object [^/]+(?:/content\.xml)?"
)
"""Parts that hold another file, or that would fetch or do something in Excel: OLE objects and embedded files, controls,
queries, buttons and add-ins; in an ods its objects. Source: ECMA-376 part 1, 15.2.10; MS-OE376; ODF 1.3 part 2."""
OBJECT_RELATIONS = frozenset({"oleObject", "package", "control", "connections", "queryTable", "powerPivotData"})

DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass(frozen=True)
class SheetPart:
    """One sheet of the workbook: its name, the part that holds it, and whether a user can see it."""

    name: str
    part: str
    hidden: bool


@dataclass
class Package:
    """An opened workbook: its parts by name, and how many bytes may still be unpacked."""

    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    left: int = MOST_BYTES
    related: set[str] = field(default_factory=set)  # parts that a relation calls an object, whatever their names

    @property
    def objects(self) -> tuple[str, ...]:
        """The names of embedded files and controls: they are never unpacked."""
        named = {name for name in self.parts if OBJECT.fullmatch(name.lower())}
        return tuple(posixpath.basename(name.removesuffix("/content.xml")) for name in sorted(named | self.related))

    def small(self, name: str) -> bytes:
        """The whole of a part that is never large. Raises Refused when it is, or is broken."""
        if self.parts[name].file_size > MOST_SMALL_PART:
            raise Refused("S03", "damaged")
        return self.whole(name)

    def whole(self, name: str) -> bytes:
        """The bytes of a part, counted while they are unpacked; its CRC and its size are checked at the end.

        Findings: S03 damaged, S03 declaration, S03 encoding, S11
        """
        blocks = []
        left = self.left
        try:
            with self.archive.open(self.parts[name]) as stream:
                while block := stream.read(BLOCK):
                    self.left -= len(block)
                    if self.left < 0:
                        raise Refused("S11", limit=MOST_BYTES // 2**20)
                    blocks.append(block)
        except WRONG:
            raise Refused("S03", "damaged") from None
        if left - self.left != self.parts[name].file_size:
            raise Refused("S03", "damaged")
        unpacked = b"".join(blocks)
        _refuse_encoding(unpacked[:1000])
        if b"!" in unpacked and b"<!" in unpacked and DECLARATION.search(unpacked):
            raise Refused("S03", "declaration")
        return unpacked

    def find(self, name: str) -> str:
        """The name of a part as the package spells it, or ''. Part names differ only in case. Source: OPC 6.2.2."""
        if name in self.parts:
            return name
        return next((part for part in self.parts if part.lower() == name.lower()), "")


def open_package(data: bytes) -> Package:
    """The package, after its table of contents was checked.

    Findings: A06 link, S03 damaged, S05, S11
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = entries_of(archive)
    except WRONG:
        raise Refused("S03", "damaged") from None
    if len(entries) > MOST_ENTRIES:
        raise Refused("S11", "entries", limit=MOST_ENTRIES)
    parts = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
    if len({name.lower() for name in parts}) != len(entries):
        raise Refused("S03", "damaged")
    if any(entry.compress_size > len(data) for entry in entries):
        raise Refused("S03", "damaged")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("S04")
    if any(name.lower().startswith("xl/externallinks/") and name.lower().endswith(".xml") for name in parts):
        raise Refused("A06", "link")
    package = Package(archive, parts)
    custom = package.find("docProps/custom.xml")
    if custom and CHECKED_COPY in package.small(custom):
        raise Refused("S05")
    return package


CHECKED_COPY = b"docgen.gecontroleerd"
"""The name of the custom document property by which the marked copy is known."""


def _refuse_encoding(start: bytes) -> None:
    """Anything but UTF-8 and its subset is refused: a reader was seen to take a UTF-16 sheet for an empty one."""
    said = ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in start[:64]:
        raise Refused("S03", "encoding")
    if said and said[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise Refused("S03", "encoding")


class _Nothing:
    """What becomes of a document that is only looked through."""

    def close(self) -> None:
        """End without a tree."""


def refuse_broken(xml: bytes) -> None:
    """Refuse XML that is not whole, or in which more than 256 elements stand in each other.

    The readers go on with half of it, as if that were all. Nothing is built: 100 MB take a second and no memory.

    Findings: S03 damaged, S03 declaration
    """
    parser = etree.XMLParser(
        target=_Nothing(),  # type: ignore[arg-type] # what it does not have is not called
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("S03", "declaration" if "Excessive depth" in str(error) else "damaged") from None


def sheet_parts(package: Package) -> tuple[str, tuple[SheetPart, ...]]:
    """The name of the workbook part and its sheets in order, chart sheets left out.

    Findings: A06 link, A06 macro, S03 damaged, S03 declaration, S11
    """
    workbook = _workbook_part(package)
    relations = _relations(package, workbook)
    root = _parse(package.small(workbook))
    sheets: list[SheetPart] = []
    for element in root.iter():
        if _local(element.tag) != "sheet":
            continue
        if len(sheets) == MOST_SHEETS:
            raise Refused("S11", "sheets", limit=MOST_SHEETS)
        target = next((relations.get(value) for key, value in element.attrib.items() if _local(key) == "id"), None)
        if target is None:
            raise Refused("S03", "damaged", sheet=element.get("name", ""))
        kind, part = target
        if kind == "worksheet":
            if not package.find(part):
                raise Refused("S03", "damaged", sheet=element.get("name", ""))
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), package.find(part), hidden))
        elif kind in ("macrosheet", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"):
            raise Refused("A06", "macro")
    if not sheets:
        raise Refused("S03", "damaged")
    for one in sheets:
        if sum(one.part == other.part or one.name.lower() == other.name.lower() for other in sheets) > 1:
            raise Refused("S03", "damaged", sheet=one.name)
        if package.find(_relations_part(one.part)):
            _relations(package, one.part)
    return workbook, tuple(sheets)


def other_parts(package: Package, workbook: str) -> dict[str, str]:
    """The parts beside the sheets that say what a cell holds, by what they are: 'sharedStrings' and 'styles'."""
    found = {}
    for kind, part in _relations(package, workbook).values():
        if kind in ("sharedStrings", "styles") and package.find(part):
            found[kind] = package.find(part)
    return found


def _workbook_part(package: Package) -> str:
    for kind, part in _relations(package, "").values():
        if kind == "officeDocument" and package.find(part):
            return package.find(part)
    raise Refused("S03", "damaged")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part ('' for the package): id -> (last word of the type, name of the target part)."""
    folder = posixpath.dirname(part)
    rels = package.find(_relations_part(part))
    if not rels:
        raise Refused("S03", "damaged")
    found = {}
    for element in _parse(package.small(rels)):
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            where = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            if kind == "vbaProject":
                raise Refused("A06", "macro")
            if kind == "externalLink":
                raise Refused("A06", "link")
            if kind in OBJECT_RELATIONS:
                package.related.add(package.find(posixpath.normpath(where)) or where)
            found[element.get("Id", "")] = (kind, posixpath.normpath(where))
    return found


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _parse(xml: bytes) -> ElementTree.Element:
    refuse_broken(xml)
    try:
        return ElementTree.fromstring(xml)  # declarations were refused, so there are no entities to expand
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise Refused("S03", "damaged") from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
