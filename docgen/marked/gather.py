"""The parts of a workbook that go along in its marked copy, through the gate of docgen.reading; the others stay behind.

What is kept is a closed list of relations. What is known to hold more than a reader of the copy needs is left behind:
names of people and computers, printers, versions, second copies of values. Anything else is not common, and the
workbook takes the longer road through openpyxl.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from docgen.marked.state import LARGEST, TooLargeError, UncommonError
from docgen.merge.characters import quoted
from docgen.merge.wordxml import RELS, TYPES, BadXml, Element, parse
from docgen.merge.zipwriter import Member, block, copied, member, write
from docgen.reading.grid import Refused
from docgen.reading.package import Package, SheetPart, open_package, refuse_broken, sheet_parts

KEPT = frozenset({
    "worksheet", "chartsheet", "styles", "sharedStrings", "theme",
    "comments", "vmlDrawing", "drawing", "table", "image", "hyperlink", "ctrlProp", "FeaturePropertyBag",
    "chart", "chartEx", "chartUserShapes", "chartStyle", "chartColorStyle", "themeOverride",
    "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing",
})  # fmt: skip
"""The last word of the relations that go along. Source: ECMA-376 part 1, 12.3, 14.2 and 15.2."""
LEFT_BEHIND = frozenset({
    "calcChain", "sheetMetadata", "volatileDependencies",  # about formulas, which are not copied
    "pivotTable", "pivotCacheDefinition",  # a second copy of rows, also of those that are gone
    "threadedComment", "person", "usernames", "revisionHeaders", "printerSettings", "customProperty", "customXml",
    "rdRichValue", "rdRichValueStructure", "rdRichValueTypes", "rdRichValueWebImage", "richValueRel",
    "rdSupportingPropertyBag", "rdSupportingPropertyBagStructure", "richStyles", "rdArray",
    "xmlMaps", "slicerCache", "timelineCache", "attachedToolbars",
})  # fmt: skip
"""Names of people, devices and versions; data that no cell shows; what only the list of workbook.xml refers to."""
STRICT = "http://purl.oclc.org/ooxml/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = (".xml", ".vml", ".rels")
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Relation:
    """A relation of a part; `kind` is the last word of its type, `part` the part it leads to, if any."""

    id: str
    kind: str
    type: str
    target: str
    part: str
    external: bool = False


@dataclass
class Parts:
    """What goes along: the relations by part, the content types, and the parts that were made or changed."""

    data: bytes
    package: Package
    workbook: str = ""
    sheets: tuple[SheetPart, ...] = ()
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    related_anew: set[str] = field(default_factory=set)  # parts of which a relation was added or left behind

    def xml(self, name: str) -> bytes:
        """The bytes of a part that is parsed here. Raises Refused."""
        return self.changed[name] if name in self.changed else self.package.whole(name)

    def tree(self, name: str) -> Element:
        """The root of a part. Raises Refused, UncommonError."""
        return tree_of(self.xml(name))

    def related(self, part: str, kind: str) -> list[Relation]:
        """The relations of a part of one kind."""
        return [relation for relation in self.relations.get(part, ()) if relation.kind == kind]

    def add(self, owner: str, kind: str, name: str, content: bytes, content_type: str) -> str:
        """Add a part that hangs from another one; `name` has a place for a number. The id of the relation."""
        taken = {part.lower() for part in (*self.package.parts, *self.changed)}
        number = next(n for n in range(1, len(taken) + 2) if name.format(n).lower() not in taken)
        part = name.format(number)
        self.changed[part], self.types[part] = content, content_type
        ids = {relation.id for relation in self.relations.get(owner, ())}
        new = next(f"docgen{n}" for n in range(1, len(ids) + 2) if f"docgen{n}" not in ids)
        relation = Relation(new, kind, f"{OFFICE}/{kind}", f"/{part}", part)
        self.relations.setdefault(owner, []).append(relation)
        self.related_anew.add(owner)
        return new

    def packed(self, properties: dict[str, tuple[bytes, str, str]]) -> bytes:
        """The copy; `properties` by part name: content, content type, type of the relation of the package."""
        types = {**self.types, **{name: kind for name, (_, kind, _) in properties.items()}}
        first = Relation("rId1", "officeDocument", f"{OFFICE}/officeDocument", self.workbook, self.workbook)
        others = (
            Relation(f"rId{number}", "", kind, name, name)
            for number, (name, (_, _, kind)) in enumerate(properties.items(), start=2)
        )
        members = [
            member("[Content_Types].xml", _content_types(types)),
            member("_rels/.rels", _relations_xml([first, *others])),
            *(member(name, content) for name, (content, _, _) in properties.items()),
            *self._members(),
        ]
        return write(block(()), members)

    def _members(self) -> Iterator[Member]:
        """The parts in the order in which the workbook has them, those that were added behind; then relations."""
        names = [name for name in self.package.parts if name in self.types]
        for name in (*names, *(name for name in self.changed if name not in self.package.parts)):
            yield member(name, self.changed[name]) if name in self.changed else self._as_it_was(name)
        for owner, relations in self.relations.items():
            name = relations_part(owner)
            if owner in self.related_anew and relations:
                yield member(name, _relations_xml(relations))
            elif relations:
                yield self._as_it_was(name)

    def _as_it_was(self, name: str) -> Member:
        """A part as it lies in the file, after it was unpacked once to see that it is what it says."""
        info = self.package.parts[name]
        at = info.header_offset + 30
        name_length, extra = (int.from_bytes(self.data[n : n + 2], "little") for n in (at - 4, at - 2))
        start = at + name_length + extra
        body = self.data[start : start + info.compress_size]
        unpacked = body if info.compress_type == 0 else _inflated(body, info.file_size)
        if len(unpacked) != info.file_size or zlib.crc32(unpacked) != info.CRC:
            raise UncommonError
        if name.lower().endswith(XML) and unpacked:
            self.package.whole(name)  # no declaration, no other encoding
            if not name.lower().endswith(".vml"):  # which Excel does not always write as XML
                tree_of(unpacked)
        return copied(name, body, info.compress_type, info.CRC, info.file_size)


def gathered(data: bytes) -> Parts:
    """The parts of a workbook that go along. Raises Refused, TooLargeError, UncommonError."""
    package = open_package(data)
    if sum(part.file_size for part in package.archive.infolist()) > LARGEST:
        raise TooLargeError
    workbook, sheets = sheet_parts(package)
    parts = Parts(data, package, workbook, sheets)
    types = _types_of(parts)
    queue = [workbook]
    while queue:
        part = queue.pop()
        if part in parts.types:
            continue
        parts.types[part] = types(part)
        parts.relations[part] = list(_kept(parts, part))
        queue.extend(relation.part for relation in parts.relations[part] if relation.part)
    if any(sheet.part not in parts.types for sheet in sheets):
        raise UncommonError
    parts.types[workbook] = f"{SPREADSHEET}.sheet.main+xml"  # also of a template: its copy is a workbook
    return parts


def tree_of(xml: bytes) -> Element:
    """The root of these bytes. Raises UncommonError."""
    try:
        return parse(xml)
    except BadXml:
        raise UncommonError from None


def whole(xml: bytes) -> bytes:
    """A part, after a look whether it is XML to its end. Raises UncommonError."""
    try:
        refuse_broken(xml)
    except Refused:
        raise UncommonError from None
    return xml


def relations_part(part: str) -> str:
    """Where the relations of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _kept(parts: Parts, part: str) -> Iterator[Relation]:
    """The relations of a part that go along. Raises UncommonError for one that nobody thought of."""
    name = relations_part(part)
    if name not in parts.package.parts:
        if parts.package.find(name):
            raise UncommonError
        return
    for element in parts.tree(name).iterfind(f"{{{RELS}}}Relationship"):
        kind, target = element.get("Type", ""), element.get("Target", "")
        word, external = kind.rpartition("/")[2], element.get("TargetMode") == "External"
        if word in LEFT_BEHIND:
            parts.related_anew.add(part)
            continue
        if word not in KEPT or kind.startswith(STRICT) or (external and word != "hyperlink"):
            raise UncommonError
        where = "" if external or word == "hyperlink" else _part_at(part, target)
        if where and where not in parts.package.parts:
            raise UncommonError
        yield Relation(element.get("Id", ""), word, kind, target, where, external)


def _part_at(owner: str, target: str) -> str:
    where = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(owner), target)
    return posixpath.normpath(where).lstrip("/")


def _types_of(parts: Parts) -> Callable[[str], str]:
    """What says the content type of a part. Raises UncommonError."""
    name = parts.package.find("[Content_Types].xml")
    if not name:
        raise UncommonError
    root = parts.tree(name)
    overrides, defaults = (root.iter(f"{{{TYPES}}}{name}") for name in ("Override", "Default"))
    known = {e.get("PartName", "").lstrip("/").lower(): e.get("ContentType", "") for e in overrides}
    usual = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in defaults}

    def type_of(part: str) -> str:
        found = known.get(part.lower()) or usual.get(part.rpartition(".")[2].lower(), "")
        if not found:
            raise UncommonError
        return found

    return type_of


def _inflated(body: bytes, size: int) -> bytes:
    """The whole of a deflated part, never more than it says. Raises UncommonError."""
    unpacking = zlib.decompressobj(-15)
    try:
        unpacked = unpacking.decompress(body, size + 1)
    except zlib.error:
        raise UncommonError from None
    if not unpacking.eof or unpacking.unused_data:
        raise UncommonError
    return unpacked


def _content_types(types: dict[str, str]) -> bytes:
    usual = (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"))
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in usual)
    overrides = "".join(
        f"<Override PartName={quoted('/' + name)} ContentType={quoted(kind)}/>" for name, kind in types.items()
    )
    return DECLARATION + f'<Types xmlns="{TYPES}">{defaults}{overrides}</Types>'.encode()


def _relations_xml(relations: list[Relation]) -> bytes:
    inside = "".join(
        f"<Relationship Id={quoted(one.id)} Type={quoted(one.type)} Target={quoted(one.target)}"
        + (' TargetMode="External"/>' if one.external else "/>")
        for one in relations
    )
    return DECLARATION + f'<Relationships xmlns="{RELS}">{inside}</Relationships>'.encode()
