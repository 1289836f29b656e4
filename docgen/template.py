"""A Word template, compiled once and checked without data: every fault with the place where a person sees it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from docgen.findings import Finding, Severity
from docgen.merge import hidden, metadata, zipwriter
from docgen.merge.annotate import annotate_package
from docgen.merge.cells import apply_directives, mark_tables
from docgen.merge.characters import Escapes
from docgen.merge.faults import fault, whole
from docgen.merge.fieldlist import OfferedTag, fields_document, offered_tags
from docgen.merge.forms import apply_forms, merge_paragraphs, promote_lone_statements
from docgen.merge.ids import Numbers, settle_ids
from docgen.merge.lint import lint, with_fragments
from docgen.merge.mend import mend
from docgen.merge.names import PICTURE, Offered
from docgen.merge.package import MAX_FILE as LARGEST
from docgen.merge.package import BadPackage, Package, keep_known_parts, read_package, refuse_large_part, rels_name
from docgen.merge.pictures import drop_unused, settle_pictures
from docgen.merge.places import Places
from docgen.merge.program import Program, program_of
from docgen.merge.properties import Property, read_properties
from docgen.merge.source import Item, items_of
from docgen.merge.weave import finish_slots, weave
from docgen.merge.wordxml import BadXml, Element, parse, refuse_marks, serialize, usual_prefix
from docgen.merge.woven import Draft, Tag

ENGINE_VERSION: Final = "3"
# Kinds of parts that are filled in, by the last step of their relationship type.
_FILLED: Final = {"header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes"}

__all__ = [
    "LARGEST", "PICTURE", "Offered", "OfferedTag", "Template", "TemplateFaults", "annotate", "check_template",
    "compile_template", "fields_document", "offered_tags",
]  # fmt: skip


class TemplateFaults(Exception):  # noqa: N818 - the name says what it holds
    """A template that cannot be used; `findings` are all its faults."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(f.code for f in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: `names` are the dotted names it uses; `digest` changes when template or engine does."""

    name: str
    digest: str
    names: frozenset[str]
    package: Package = field(repr=False)
    programs: tuple[Program, ...] = field(repr=False)
    properties: tuple[tuple[str, Program], ...] = field(repr=False)  # of the document: title, subject …
    escapes: Escapes = field(repr=False)
    statics: tuple[zipwriter.Member, ...] = field(repr=False)
    block: zipwriter.Block = field(repr=False)
    # The same for documents with pictures or links: by the members left out, and the kinds of pictures.
    blocks: dict[tuple[frozenset[str], frozenset[str]], zipwriter.Block] = field(
        default_factory=dict, repr=False, compare=False
    )


def digest_of(data: bytes) -> str:
    """What changes when a template does, or the engine that fills it."""
    return hashlib.sha256(data + b"\0docgen engine " + ENGINE_VERSION.encode()).hexdigest()


@dataclass(slots=True)
class _Part:
    """One XML part on its way from tree to program."""

    name: str
    root: Element
    items: list[Item]
    mending: frozenset[str]
    fragments: set[int] = field(default_factory=set)


def compile_template(
    data: bytes, *, name: str, offered: Offered | None = None, withheld: Collection[str] = ()
) -> Template:
    """The template in these bytes, ready to fill.

    `offered` describes the names the document has (None: any name); `withheld` are dotted names that exist and may not
    be shown in this document.
    Raises: TemplateFaults with all faults; warnings alone do not stop it.
    """
    findings, package, parts, properties, names = _read(data, name, offered, withheld)
    if any(f.severity is Severity.ERROR for f in findings) or package is None:
        raise TemplateFaults(tuple(findings))
    escapes = Escapes()
    programs, fixed = [], dict(package.members)
    for part in parts:
        items = with_fragments(part.items, part.fragments)
        if all(isinstance(item, str) for item in items):
            fixed[part.name] = mend("".join(str(item) for item in items).encode(), part.mending)
            continue
        try:
            programs.append(program_of(part.name, items, escapes, part.mending))
        except RecursionError as error:
            raise TemplateFaults((fault("T09", whole(name), "too_long"),)) from error
        del fixed[part.name]
    own = tuple((p.name, program_of(metadata.CORE, p.items, escapes, frozenset())) for p in properties)
    statics = _static_members(package, fixed)
    block = zipwriter.block(statics)
    return Template(name, digest_of(data), frozenset(names), package, tuple(programs), own, escapes, statics, block)


def check_template(
    data: bytes, *, name: str, offered: Offered | None = None, withheld: Collection[str] = ()
) -> tuple[Finding, ...]:
    """All faults and warnings of a template, in document order; never raises for anything the bytes may hold.

    Findings: T01 to T17, T27.
    """
    return tuple(_read(data, name, offered, withheld)[0])


def annotate(data: bytes, findings: Sequence[Finding], sentence: Callable[[Finding], str]) -> bytes:
    """A copy of the template with a Word comment at each finding; `sentence` gives the text of a comment.

    A file that cannot be opened, or that has comments of its own, comes back unchanged.
    """
    return annotate_package(data, findings, sentence)


def _static_members(package: Package, fixed: dict[str, bytes]) -> tuple[zipwriter.Member, ...]:
    """The members that are the same in every document; content types first, as Office writes them."""
    files = {
        "[Content_Types].xml": metadata.content_types_xml(package).encode(),
        "_rels/.rels": metadata.relationships_xml(package, "").encode(),
        metadata.APP: metadata.APP_XML.encode(),
        **{
            rels_name(p): metadata.relationships_xml(package, p).encode()
            for p, r in package.relationships.items()
            if p and r
        },
        **fixed,
    }
    names = sorted(files, key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n))
    return tuple(zipwriter.member(n, files[n]) for n in names)


def _read(
    data: bytes, name: str, offered: Offered | None, withheld: Collection[str]
) -> tuple[list[Finding], Package | None, list[_Part], list[Property], set[str]]:
    try:
        opened = read_package(data)
    except BadPackage as error:
        return [fault("T10", whole(name), error.case)], None, [], [], set()
    findings = list(hidden.package_findings(opened, name))
    package = keep_known_parts(opened)
    parts: list[_Part] = []
    names: set[str] = set()
    try:
        properties, unread = read_properties(opened, name)
        findings += unread
        _clean_shared_parts(package)
        styles = _hidden_styles(package)
        numbers = Numbers()
        for part, kind, number in _filled_parts(package):
            refuse_large_part(package.members[part])
            root = usual_prefix(parse(package.members[part]))
            refuse_marks(root)
            places = Places(name, kind, number, root)
            found, read = _read_part(package, part, root, places, styles, numbers, offered, withheld)
            findings += found
            parts.append(read[0])
            names |= read[1]
        for own in properties:
            linted = lint(own.items, offered, withheld)
            findings += linted.findings
            own.items = with_fragments(own.items, linted.fragments)
            names |= linted.names
        findings += _leftovers(package, {p.name for p in parts}, name)
    except (BadXml, BadPackage) as error:
        return [*findings, fault("T10", whole(name), error.case)], None, [], [], set()
    return findings, package, parts, properties, names


def _read_part(
    package: Package, part: str, root: Element, places: Places, styles: frozenset[str], numbers: Numbers,
    offered: Offered | None, withheld: Collection[str],
) -> tuple[list[Finding], tuple[_Part, set[str]]]:  # fmt: skip
    findings = [*hidden.content_findings(root, places), *hidden.styled_findings(root, places, styles)]
    hidden.scrub(root)
    draft, unread = weave(root, places)
    findings += unread
    findings += apply_forms(draft)
    misplaced = {tag.number for tag in draft.tags.values() if tag.form in ("p", "tr", "tc") and _is_inline(draft, tag)}
    merge_paragraphs(draft)
    findings += apply_directives(draft)
    promote_lone_statements(draft)
    pictures = settle_pictures(draft, package, part)
    settle_ids(draft, numbers)
    mark_tables(draft)
    finish_slots(draft)
    items = items_of(draft)
    if pictures:
        drop_unused(package, part, "".join(item for item in items if isinstance(item, str)))
    linted = lint(items, offered, withheld, misplaced)
    findings += linted.findings
    findings.sort(key=lambda finding: places.order(finding.place))
    return findings, (_Part(part, root, items, frozenset(draft.mend), linted.fragments), linted.names)


def _is_inline(draft: Draft, tag: Tag) -> bool:
    """Whether a whole-paragraph tag still stands in a text, because its paragraph could not make way for it."""
    host = draft.hosts.get(tag.number)
    if host is None or tag.mark not in (host.text or ""):
        return False
    *_, top = host, *host.iterancestors()  # not getroottree(): it names the old root of an element that was taken out
    return top is draft.root


def _filled_parts(package: Package) -> list[tuple[str, str, int]]:
    """(part name, kind, number) of the parts with text: the body first, headers in the order the body names them."""
    found = [(package.main, "body", 0)]
    counts: dict[str, int] = {}
    targets = [r for r in package.relationships.get(package.main, ()) if r.kind in _FILLED]
    text = package.members[package.main].decode("utf-8", "replace")
    targets.sort(key=lambda r: text.find(f'"{r.id}"'))
    for relationship in targets:
        if any(part == relationship.target for part, _, _ in found):
            continue
        counts[relationship.kind] = counts.get(relationship.kind, 0) + 1
        found.append((relationship.target, _FILLED[relationship.kind], counts[relationship.kind]))
    return found


def _clean_shared_parts(package: Package) -> None:
    for relationship in package.relationships.get(package.main, ()):
        if relationship.kind in ("settings", "styles", "numbering"):
            content = package.members[relationship.target]
            package.members[relationship.target] = _cleaned(relationship.kind, content)


@lru_cache(maxsize=64)  # templates of one family have the same styles
def _cleaned(kind: str, content: bytes) -> bytes:
    root = parse(content)
    if kind == "settings":
        hidden.scrub_settings(root)
    else:
        _strip_rsids(root)
    return serialize(root)


def _strip_rsids(root: Element) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for key in [k for k in element.attrib if str(k).rsplit("}", 1)[-1].startswith("rsid")]:
            del element.attrib[key]
        if element.tag.endswith("}rsid"):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _hidden_styles(package: Package) -> frozenset[str]:
    for relationship in package.relationships.get(package.main, ()):
        if relationship.kind == "styles":
            return _hidden_in(package.members[relationship.target])
    return frozenset()


@lru_cache(maxsize=64)
def _hidden_in(styles: bytes) -> frozenset[str]:
    return hidden.hidden_styles(parse(styles))


def _leftovers(package: Package, filled: set[str], name: str) -> list[Finding]:
    """Tags in parts that are never filled in (charts, diagrams), and a DOCTYPE anywhere."""
    findings = []
    for part, content in package.members.items():
        if part in filled or not part.endswith(".xml"):
            continue
        tag = _tag_in(content)
        if tag:
            findings.append(fault("T17", whole(name), "part", tag=tag))
    return findings


@lru_cache(maxsize=64)
def _tag_in(content: bytes) -> str:
    """How the text from a tag on begins in a part; '' without one."""
    text = "".join(str(piece) for piece in parse(content).itertext())
    start = max(text.find("{{"), text.find("{%"))
    return " ".join(text[start : start + 60].split()) if start >= 0 else ""
