"""Several Word documents -> one: section by section, each with its own headers, page numbers, pictures and lists.

docxcompose keeps only the headers of the first document, so this is code of our own. What belongs to a whole file
(settings, fonts, theme) is taken from the first document; styles that differ are renamed (`styles`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from lxml import etree

from docgen.bundle.ids import bookmarks, settle_ids
from docgen.bundle.lists import NOTES, merge_lists, merge_notes, name_lists, name_notes
from docgen.bundle.sections import EDGES, begin_anew, close_edges, count_own_pages, end_in, mark_end, sections
from docgen.bundle.styles import Renamed, merge_styles
from docgen.merge.characters import text_xml
from docgen.merge.ids import Numbers
from docgen.merge.metadata import APP, APP_XML, CORE, content_types_xml, core_xml, relationships_xml
from docgen.merge.package import Package, Relationship, read_package, rels_name
from docgen.merge.wordxml import MC, Element, R, W, parse, serialize, w
from docgen.merge.zipwriter import block, member, write

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OF_THE_FILE = frozenset({"settings", "fontTable", "theme", "webSettings"})  # taken from the first document
_MERGED = ("styles", "numbering", *NOTES)
_MAIN, _FOLDER = "word/document.xml", "word"
_AFTER_EVEN = (  # what follows evenAndOddHeaders in a settings part, as far as it occurs
    "drawingGridHorizontalSpacing", "noPunctuationKerning", "characterSpacingControl", "footnotePr", "endnotePr",
    "compat", "rsids", "themeFontLang", "decimalSymbol",
)  # fmt: skip


def join(documents: Sequence[bytes], *, title: str, creator: str, odd: bool = False, drawn: bool = False) -> bytes:
    """The one Word file of these documents, in order; each begins on a page 1 of its own, with `odd` on an odd page.

    'Page 1 of 2' counts the pages of its document. Raises BadPackage for bytes that are no Word file.

    `drawn`: for LibreOffice to draw. It does not know SECTIONPAGES, and gets the page number at the end of the document
    instead; after an odd break it repeats the header of page 1, and a page 1 is always odd there without one.
    Source: LibreOffice 7.4.
    """
    packages = [read_package(data) for data in documents]
    whole = _Whole(even=any(_even(package) for package in packages), odd=odd, drawn=drawn)
    for number, package in enumerate(packages, start=1):
        whole.add(package, number, last=number == len(packages))
    return whole.bytes(core_xml({"title": text_xml(title), "creator": text_xml(creator)}))


@dataclass
class _Whole:
    """The file so far: parts that are ready as bytes, parts that still grow as trees."""

    even: bool
    odd: bool
    drawn: bool
    members: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, Element] = field(default_factory=dict)  # the main part as "", the merged ones by kind
    relationships: dict[str, list[Relationship]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)
    empty: Mapping[str, str] = field(default_factory=dict)

    def add(self, package: Package, number: int, *, last: bool) -> None:
        """Put a document behind those that are there."""
        main = parse(package.members[package.main])
        body = main.find(w("body"))
        assert body is not None
        if number == 1:
            self._begin(package, main)
        own = {r.kind: r.target for r in package.relationships.get(package.main, ()) if r.kind in _MERGED}
        parts = {kind: parse(package.members[target]) for kind, target in own.items()}
        edges = [r.target for r in package.relationships.get(package.main, ()) if r.kind in ("header", "footer")]
        trees = {target: parse(package.members[target]) for target in edges}
        several = len(sections(body)) > 1
        mark = f"docgen_einde_{number}"
        coming = _Coming(self, package, number, trees)
        coming.count = f"PAGEREF {mark}" if several or self.drawn else "SECTIONPAGES"
        coming.marks = bookmarks([main, *trees.values(), *parts.values()])
        coming.take(main, package.main, "")
        coming.merge(parts, own)
        for root in (main, *trees.values()):
            coming.settle(root)
        first, *_, final = [*sections(body), *sections(body)]
        begin_anew(first, break_to="" if number == 1 else "oddPage" if self.odd and not self.drawn else "nextPage")
        close_edges(first, self.empty, even=_even(package))
        coming.carry_all()
        end = mark_end(final, mark, str(self.numbers.next()))
        if not last:
            end_in(end, final)
        self._append(main, body)

    def bytes(self, core: str) -> bytes:
        """The file."""
        for kind, tree in self.trees.items():
            self.members[f"{_FOLDER}/{kind}.xml" if kind else _MAIN] = serialize(tree)
        package = Package(
            self.members,
            {part: tuple(known) for part, known in self.relationships.items()},
            self.defaults,
            self.overrides,
            _MAIN,
        )
        own = {
            rels_name(part): relationships_xml(package, part).encode()
            for part, found in self.relationships.items()
            if found
        }
        around = {
            "[Content_Types].xml": content_types_xml(package).encode(),
            CORE: core.encode(),
            APP: APP_XML.encode(),
        }
        return write(block([]), [member(name, data) for name, data in (around | own | self.members).items()])

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship to a part of the whole; its id."""
        known = self.relationships.setdefault(part, [])
        identity = f"rId{len(known) + 1}"
        known.append(Relationship(identity, kind.rsplit("/", 1)[-1], kind, target, external))
        return identity

    def typed(self, package: Package, part: str, name: str) -> None:
        """Take over the content type of a part under its new name."""
        ending, kind = name.rsplit(".", 1)[-1].lower(), package.content_type(part)
        if part in package.overrides or self.defaults.setdefault(ending, kind) != kind:
            self.overrides[name] = kind

    def _begin(self, package: Package, main: Element) -> None:
        self.relate("", f"{_OFFICE}/officeDocument", _MAIN)
        self.overrides[_MAIN] = f"{_WORD}.document.main+xml"
        self.trees[""] = etree.Element(w("document"), nsmap=_spaces(main))
        etree.SubElement(self.trees[""], w("body"))
        coming = _Coming(self, package, 0, {})
        for relationship in package.relationships.get(package.main, ()):
            if relationship.kind in _OF_THE_FILE:
                self.relate(_MAIN, relationship.type, coming.carry(relationship.target))
        self._empty_edges()
        settings = f"{_FOLDER}/settings.xml"
        if self.even and not _even(package) and settings in self.members:
            root = parse(self.members[settings])
            after = [child for child in root if child.tag in map(w, _AFTER_EVEN)]
            root.insert(root.index(after[0]) if after else len(root), etree.Element(w("evenAndOddHeaders")))
            self.members[settings] = serialize(root)

    def _empty_edges(self) -> None:
        """An empty header and footer, for a document without: else it would get those of the document before it."""
        found = {}
        for edge, tag in zip(EDGES, ("hdr", "ftr"), strict=True):
            kind, name = edge.removesuffix("Reference"), f"{_FOLDER}/{edge.removesuffix('Reference')}-leeg.xml"
            root = etree.Element(w(tag), nsmap={"w": W})
            etree.SubElement(root, w("p"))
            self.members[name], self.overrides[name] = serialize(root), f"{_WORD}.{kind}+xml"
            found[edge] = self.relate(_MAIN, f"{_OFFICE}/{kind}", name)
        self.empty = found

    def _append(self, main: Element, body: Element) -> None:
        """Move the content of a body behind what is there; the root declares the prefixes that all of them use."""
        whole = self.trees[""]
        ignorable = f"{{{MC}}}Ignorable"
        names = dict.fromkeys([*whole.get(ignorable, "").split(), *main.get(ignorable, "").split()])
        spaces = {**_spaces(main), **_spaces(whole)}
        if spaces.keys() - whole.nsmap.keys():
            renewed = etree.Element(w("document"), nsmap=spaces)
            renewed.extend(list(whole))
            whole = self.trees[""] = renewed
        if names:
            whole.set(ignorable, " ".join(name for name in names if name in spaces))
        target = whole.find(w("body"))
        assert target is not None
        target.extend(list(body))


@dataclass
class _Coming:
    """A document on its way into the whole: what its parts are called there, and how its text names things."""

    whole: _Whole
    package: Package
    number: int
    edges: Mapping[str, Element]  # its headers and footers, by the part they come from
    count: str = "SECTIONPAGES"
    marks: frozenset[str] = frozenset()
    renamed: Renamed = field(default_factory=Renamed)
    lists: Mapping[str, str] = field(default_factory=dict)
    notes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def take(self, root: Element, part: str, kind: str) -> None:
        """Give the relationships of a part new ids in the whole, and let its text use them."""
        into, ids = f"{_FOLDER}/{kind}.xml" if kind else _MAIN, {}
        for relationship in self.package.relationships.get(part, ()):
            if relationship.external:
                ids[relationship.id] = self.whole.relate(into, relationship.type, relationship.target, external=True)
            elif relationship.kind not in (*_OF_THE_FILE, *_MERGED):
                ids[relationship.id] = self.whole.relate(into, relationship.type, self.place(relationship.target))
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                if str(name).startswith(f"{{{R}}}") and value in ids:
                    element.set(name, ids[str(value)])

    def merge(self, parts: Mapping[str, Element], own: Mapping[str, str]) -> None:
        """Merge its styles, lists and notes with those of the whole."""
        for kind in _MERGED:
            if kind not in parts:
                continue
            name, other = f"{_FOLDER}/{kind}.xml", parts[kind]
            self.take(other, own[kind], kind)
            if kind not in self.whole.trees:
                self.whole.typed(self.package, own[kind], name)
                self.whole.relate(_MAIN, f"{_OFFICE}/{kind}", name)
            empty = etree.Element(other.tag, nsmap=_spaces(other))
            whole = self.whole.trees.setdefault(kind, other if kind == "styles" else empty)
            if kind == "styles":
                self.renamed = merge_styles(whole, other, self.number) if whole is not other else Renamed()
            elif kind == "numbering":
                self.lists = merge_lists(whole, other)
            else:
                self.notes[kind] = merge_notes(whole, other, kind)
        self._name_lists_of_styles()

    def settle(self, root: Element) -> None:
        """Let a part of the text name styles, lists, notes and ids as they are called in the whole."""
        self.renamed.apply(root)
        name_lists(root, self.lists)
        for kind, renumbered in self.notes.items():
            name_notes(root, renumbered, kind)
        count_own_pages(root, self.count)
        settle_ids(root, self.whole.numbers, self.number, self.marks)

    def place(self, part: str) -> str:
        """The name of a part in the whole: a picture is called by its content, so that a logo is there once."""
        if part not in self.places:
            path, data = PurePosixPath(part), self.package.members[part]
            if self.package.content_type(part).startswith("image/"):
                name = f"{_FOLDER}/media/{hashlib.sha256(data).hexdigest()[:20]}{path.suffix.lower()}"
            elif self.number:
                name = f"{path.parent}/{path.stem}-{self.number}{path.suffix}"
            else:
                name = part
            self.places[part] = name
        return self.places[part]

    def carry(self, part: str) -> str:
        """Bring a part into the whole, with the parts that hang from it; its name there."""
        name = self.place(part)
        if name in self.whole.members:
            return name
        tree = self.edges.get(part)
        self.whole.members[name] = serialize(tree) if tree is not None else self.package.members[part]
        self.whole.typed(self.package, part, name)
        found = self.package.relationships.get(part, ())
        self.whole.relationships[name] = [r if r.external else replace(r, target=self.carry(r.target)) for r in found]
        return name

    def carry_all(self) -> None:
        """Bring every part that the text of the document uses."""
        for part in tuple(self.places):
            self.carry(part)

    def _name_lists_of_styles(self) -> None:
        """A style with a list is its own in each document; let it name the list by its new number."""
        styles = self.whole.trees.get("styles")
        if styles is None or not self.lists:
            return
        new = {*self.renamed.values()}
        for style in styles.iterfind(w("style")):
            if self.number == 1 or style.get(w("styleId")) in new:
                name_lists(style, self.lists)
        numbering = self.whole.trees["numbering"]
        for definition in list(numbering.iterfind(w("abstractNum")))[-len(self.lists) :]:
            self.renamed.apply(definition)


def _even(package: Package) -> bool:
    """Whether a document has other headers on even pages."""
    settings = [r.target for r in package.relationships.get(package.main, ()) if r.kind == "settings"]
    found = parse(package.members[settings[0]]).find(w("evenAndOddHeaders")) if settings else None
    return found is not None and found.get(w("val"), "1") in ("1", "true", "on")


def _spaces(root: Element) -> dict[str, str]:
    """The prefixes that a root declares; Word gives every namespace one."""
    return {prefix: space for prefix, space in root.nsmap.items() if prefix}
