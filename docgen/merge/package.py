"""The zip of a .docx: read within limits, its relationships and content types, and which parts may go along."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, replace

from docgen.disk.zips import WRONG, entries_of
from docgen.merge.wordxml import RELS, STRICT_MARK, TYPES, BadXml, Element, parse

MAX_FILE = 32 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_MEMBERS = 1000
MAX_PART, MAX_SIGNS, MAX_BRACES = 4 * 1024 * 1024, 100_000, 10_000
"""Bytes, `<` and `{` of a part that is filled in: what compiling costs grows with them. Our largest has a tenth."""
LONG_TAG, MAX_ATTRIBUTES = re.compile(rb"<[^<>]{4096,}"), 500
"""A drawing may have one attribute of a megabyte; ten thousand small ones on one element take lxml a second."""
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE_DOCUMENT = "officeDocument"

# Relationship types (last step of the URI) whose target stays in the output; all others are left behind, with
# whatever hangs from them: thumbnails, custom XML and properties, people, glossaries, printer settings, comments.
KEPT = frozenset({
    "styles", "settings", "numbering", "fontTable", "theme", "webSettings", "header", "footer", "footnotes", "endnotes",
    "image", "font", "chart", "chartUserShapes", "chartStyle", "chartColorStyle", "themeOverride",
    "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing",
})  # fmt: skip


class BadPackage(ValueError):  # noqa: N818
    """The bytes are not a Word file this engine reads; `case` says why (T10)."""

    def __init__(self, case: str) -> None:
        super().__init__(case)
        self.case = case


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part; `kind` is the last step of its type, `target` a part name or an address."""

    id: str
    kind: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """An opened .docx: members by name, relationships by part name ('' = the package), content types by part."""

    members: dict[str, bytes]
    relationships: dict[str, tuple[Relationship, ...]]
    defaults: dict[str, str]
    overrides: dict[str, str]
    main: str

    def content_type(self, part: str) -> str:
        """The content type of a part, '' when it has none."""
        return self.overrides.get(part) or self.defaults.get(part.rsplit(".", 1)[-1].lower(), "")


def read_package(data: bytes) -> Package:
    """The package in these bytes.

    Raises: BadPackage with case empty, large, not_zip, password, old_word, damaged, not_word, strict, doctype.
    """
    if not data:
        raise BadPackage("empty")
    if len(data) > MAX_FILE:
        raise BadPackage("large")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # OLE: an old .doc, or a .docx with a password
        raise BadPackage("password" if "EncryptedPackage".encode("utf-16-le") in data else "old_word")
    members = _read_members(data)
    if "[Content_Types].xml" not in members or "_rels/.rels" not in members:
        raise BadPackage("not_word")
    try:
        defaults, overrides = _content_types(parse(members["[Content_Types].xml"]))
        relationships = {
            _owner(name): _relationships(parse(content), _owner(name))
            for name, content in members.items()
            if name.endswith(".rels") and posixpath.basename(posixpath.dirname(name)) == "_rels"
        }
    except BadXml as error:
        raise BadPackage("doctype" if error.case == "doctype" else "damaged") from error
    main = next((r.target for r in relationships.get("", ()) if r.kind == _OFFICE_DOCUMENT), "")
    package = Package(members, relationships, defaults, overrides, main)
    if main not in members or "wordprocessingml" not in package.content_type(main) + _macro_type(package, main):
        raise BadPackage("not_word")
    if STRICT_MARK in members[main][:8192] or STRICT_MARK in members["_rels/.rels"]:
        raise BadPackage("strict")
    return package


def _macro_type(package: Package, main: str) -> str:
    # A .docm has a content type of another family; it is a Word file, and `hidden` reports its macros.
    return "wordprocessingml" if "ms-word" in package.content_type(main) else ""


def refuse_large_part(content: bytes) -> None:
    """Raise BadPackage for a part that would take too long to fill in: case large, many_elements or many_tags."""
    if len(content) > MAX_PART:
        raise BadPackage("large")
    crowded = any(tag[0].count(b"=") > MAX_ATTRIBUTES for tag in LONG_TAG.finditer(content))
    if crowded or content.count(b"<") > MAX_SIGNS:
        raise BadPackage("many_elements")
    if content.count(b"{") > MAX_BRACES:
        raise BadPackage("many_tags")


def _read_members(data: bytes) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = entries_of(archive)
            if len(infos) > MAX_MEMBERS:
                raise BadPackage("large")
            for info in infos:
                if info.is_dir():
                    continue
                if info.flag_bits & 1:
                    raise BadPackage("password")
                name = info.filename
                if name in members or ".." in name.split("/") or name.startswith("/") or "\\" in name:
                    raise BadPackage("damaged")
                # The header may lie about the size: count what really comes out.
                with archive.open(info) as stream:
                    content = stream.read(MAX_UNPACKED - total + 1)
                total += len(content)
                if total > MAX_UNPACKED:
                    raise BadPackage("large")
                members[name] = content
    except BadPackage:
        raise
    except WRONG as error:
        raise BadPackage("damaged" if data[:2] == b"PK" else "not_zip") from error
    return members


def _content_types(root: Element) -> tuple[dict[str, str], dict[str, str]]:
    defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iterfind(f"{{{TYPES}}}Default")}
    overrides = {
        e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root.iterfind(f"{{{TYPES}}}Override")
    }
    return defaults, overrides


def _owner(rels_name: str) -> str:
    """'word/_rels/document.xml.rels' -> 'word/document.xml'; '_rels/.rels' -> ''."""
    folder = posixpath.dirname(posixpath.dirname(rels_name))
    return posixpath.join(folder, posixpath.basename(rels_name)[: -len(".rels")])


def rels_name(part: str) -> str:
    """'word/document.xml' -> 'word/_rels/document.xml.rels'; '' -> '_rels/.rels'."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def _relationships(root: Element, part: str) -> tuple[Relationship, ...]:
    found = []
    for e in root.iterfind(f"{{{RELS}}}Relationship"):
        kind = e.get("Type", "").rsplit("/", 1)[-1]
        external = e.get("TargetMode", "") == "External"
        target = e.get("Target", "")
        if not external:
            joined = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(part), target)
            target = posixpath.normpath(joined).lstrip("/")
        found.append(Relationship(e.get("Id", ""), kind, e.get("Type", ""), target, external))
    return tuple(found)


def keep_known_parts(package: Package) -> Package:
    """The package with only the parts a finished document may carry, and a plain .docx content type."""
    kept: dict[str, tuple[Relationship, ...]] = {
        "": tuple(r for r in package.relationships.get("", ()) if r.kind == _OFFICE_DOCUMENT)
    }
    queue = [package.main]
    while queue:
        part = queue.pop()
        if part in kept:
            continue
        kept[part] = tuple(
            r
            for r in package.relationships.get(part, ())
            if r.kind in KEPT and not r.external and r.target in package.members
        )
        queue.extend(r.target for r in kept[part])
    members = {name: package.members[name] for name in kept if name}
    overrides = {name: package.content_type(name) for name in members if name in package.overrides}
    overrides[package.main] = MAIN_TYPE
    used = {name.rsplit(".", 1)[-1].lower() for name in members} | {"rels", "xml"}
    defaults = {ext: kind for ext, kind in package.defaults.items() if ext in used}
    return replace(package, members=members, relationships=kept, defaults=defaults, overrides=overrides)
