"""What a Word file tells about who made it: names of parts and properties, never what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docgen.merge.package import BadPackage, Package, read_package
from docgen.merge.wordxml import BadXml, local, parse

# Properties by local name, as they are told; the program and its version say nothing about a person.
_PROPERTIES: Final = {
    "creator": "author", "lastModifiedBy": "modified_by", "description": "comment", "keywords": "keywords",
    "Company": "company", "Manager": "company",
}  # fmt: skip
_PARTS: Final = {
    "comments": "comments", "people": "people", "commentsExtended": "comments", "custom-properties": "custom",
    "thumbnail": "thumbnail", "customXml": "custom_xml",
}  # fmt: skip
_MARKED: Final = {
    "ins": "tracked", "del": "tracked", "moveFrom": "tracked", "moveTo": "tracked", "vanish": "hidden",
    "docVar": "variables", "attachedTemplate": "attached", "mailMerge": "mail_merge",
}  # fmt: skip
TOLD: Final = tuple(dict.fromkeys((*_PROPERTIES.values(), *_PARTS.values(), *_MARKED.values())))


def carried(data: bytes) -> tuple[str, ...]:
    """What these bytes carry beside the page, in the order of `TOLD`; nothing for a file that cannot be opened."""
    try:
        package = read_package(data)
    except BadPackage:
        return ()
    found = {*_of_properties(package), *_of_parts(package), *_of_content(package)}
    return tuple(name for name in TOLD if name in found)


def _of_properties(package: Package) -> Iterator[str]:
    for relationship in package.relationships.get("", ()):
        if relationship.kind in ("core-properties", "extended-properties"):
            for name, text in _texts(package, relationship.target):
                if name in _PROPERTIES and text.strip():
                    yield _PROPERTIES[name]


def _of_parts(package: Package) -> Iterator[str]:
    for relationship in (one for known in package.relationships.values() for one in known):
        name = _PARTS.get(relationship.kind)
        if name and not relationship.external and len(list(_texts(package, relationship.target))) != 1:
            yield name  # a list of comments or of people with nothing in it has its root alone


def _of_content(package: Package) -> Iterator[str]:
    for part in package.members:
        if part.startswith("word/") and part.endswith(".xml") and "/theme/" not in part:
            yield from (_MARKED[name] for name, _ in _texts(package, part) if name in _MARKED)


def _texts(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Every element of a part: its local name and its own text; nothing for a part that is no XML."""
    try:
        root = parse(package.members.get(part, b""))
    except BadXml:
        return
    yield from ((local(element), element.text or "") for element in root.iter() if isinstance(element.tag, str))
