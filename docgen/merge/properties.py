"""Document properties (title, subject, keywords …): those that hold tags are filled in, all others are left behind.

docxtpl fills six of them and prints the tags of the others; a static text of a template's author never goes along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docgen.findings import Finding, Severity, TagRef
from docgen.merge.characters import attribute_xml
from docgen.merge.faults import fault, whole
from docgen.merge.package import Package
from docgen.merge.source import Item
from docgen.merge.tags import BadTag, RawTag, scan
from docgen.merge.wordxml import Element, local, parse, refuse_marks
from docgen.merge.woven import Level, Slot, Tag

PART: Final = "properties"
# The properties a document may have, in the order in which they are written; the schema allows each of them once.
NAMES: Final = (
    "title", "subject", "creator", "keywords", "description", "category", "contentStatus", "identifier", "version",
    "language",
)  # fmt: skip
# Properties of the program, of the file's history and of the school's own making: nothing is filled in there.
_OTHERS = ("extended-properties", "custom-properties")


@dataclass(slots=True)
class Property:
    """A property with tags: its name and its text and tags in turn."""

    name: str
    items: list[Item]


def read_properties(package: Package, template: str) -> tuple[list[Property], list[Finding]]:
    """The properties of an opened template that hold tags, and what cannot be filled in.

    Findings: T06, T07, T08, T17.
    """
    found: list[Property] = []
    findings: list[Finding] = []
    for element in _elements(package, "core-properties"):
        text = "".join(str(piece) for piece in element.itertext())
        if not _has_tag(text):
            continue
        name = local(element)
        if name not in NAMES or any(name == known.name for known in found):
            findings.append(_refused(template, name, text))
            continue
        items, faults = _woven(text, TagRef(template, PART, around=name))
        found.append(Property(name, items))
        findings += faults
    for kind in _OTHERS:
        for element in _elements(package, kind):
            text = "".join(str(piece) for piece in element.itertext())
            if _has_tag(text):
                findings.append(_refused(template, element.get("name") or local(element), text))
    return found, findings


def _elements(package: Package, kind: str) -> Iterator[Element]:
    for relationship in package.relationships.get("", ()):
        # Word writes …/metadata/core-properties, a strict file and some programs …/metadata/coreProperties.
        if relationship.kind in (kind, _camel(kind)) and relationship.target in package.members:
            root = parse(package.members[relationship.target])
            refuse_marks(root)
            yield from (element for element in root if isinstance(element.tag, str))


def _camel(kind: str) -> str:
    first, *rest = kind.split("-")
    return first + "".join(word.capitalize() for word in rest)


def _has_tag(text: str) -> bool:
    return any(opener in text for opener in ("{{", "{%", "{#"))


def _refused(template: str, name: str, text: str) -> Finding:
    return fault("T17", whole(template, PART), "part", tag=f"{name}: {' '.join(text.split())[:60]}")


def _woven(text: str, place: TagRef) -> tuple[list[Item], list[Finding]]:
    """Text and tags in turn; the text is ready for XML."""
    tags, bad = scan(text)
    findings = [_unreadable(b, place) for b in bad]
    items: list[Item] = []
    start = 0
    for number, raw in enumerate(tags):
        shown = " ".join(raw.text.split())
        if raw.form:
            findings.append(fault("T07", place, "outside", tag=shown))
        if raw.smart:
            findings.append(fault("T08", place, severity=Severity.WARNING, tag=shown))
        items.append(attribute_xml(text[start : raw.start]))
        if raw.kind != "note":
            items.append(_tag(number, raw, shown, place))
        start = raw.end
    items.append(attribute_xml(text[start:]))
    return [item for item in items if item], findings


def _tag(number: int, raw: RawTag, shown: str, place: TagRef) -> Tag:
    return Tag(number, raw.kind, raw.form, raw.inner, shown, place, Slot(Level.PROPERTY))


def _unreadable(bad: BadTag, place: TagRef) -> Finding:
    severity = Severity.WARNING if bad.case == "close" else Severity.ERROR
    return fault("T06", place, bad.case, severity=severity, tag=" ".join(bad.text.split()))
