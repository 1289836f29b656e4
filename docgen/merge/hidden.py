"""What a template may not carry, each with its place; and what is taken out of every template in silence.

Source: trust.md 1.3 (comments, tracked changes, hidden text and metadata all survive a merge and a PDF export).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.findings import Finding, TagRef
from docgen.merge.faults import fault, whole
from docgen.merge.package import Package
from docgen.merge.places import Places
from docgen.merge.wordxml import MC, OFFICE, W14, Element, ancestor, finder, is_on, local, remove, unwrap, w

_TRACKED = frozenset({
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange",
    "tcPrChange", "sectPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "delText",
    "delInstrText", "moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart", "customXmlDelRangeStart",
})  # fmt: skip
_COMMENTS = frozenset({"commentRangeStart", "commentReference", "annotationRef"})
_OBJECTS = frozenset({"OLEObject", "control", "altChunk", "subDoc", "contentPart"})
_PARTS = {
    "vbaProject": ("T11", ""),
    "wordVbaData": ("T11", ""),
    "attachedToolbars": ("T11", ""),
    "keyMapCustomizations": ("T11", ""),
    "userCustomization": ("T11", ""),
    "oleObject": ("T16", ""),
    "package": ("T16", ""),
    "control": ("T16", ""),
    "activeXControlBinary": ("T16", ""),
    "aFChunk": ("T16", ""),
    "subDocument": ("T16", ""),
    "comments": ("T13", ""),
}
# Fields that run, fetch or embed something when the receiver opens or updates the document.
_FIELD = re.compile(
    r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON|EMBED|ADDIN)\b", re.I
)
_LONGEST_WORD = 200  # of a code: its first word and the spaces before it
_RSID = re.compile(r"\}rsid\w*$")
_SILENT = tuple(map(w, ("proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "noProof")))
_UNSEEN = (etree.Comment, etree.ProcessingInstruction, etree.Entity, *_SILENT)
_WITH_IDS = finder("descendant-or-self::*[@*[starts-with(local-name(), 'rsid') or contains(local-name(), 'Id')]]")
_SETTINGS = frozenset(map(w, (
    "rsids", "docVars", "mailMerge", "proofState", "trackRevisions", "attachedTemplate", "revisionView",
    "saveThroughXslt", "attachedSchema", "schemaLibrary", "activeWritingStyle", "removePersonalInformation",
    "linkStyles", "documentType", "writeProtection", "hdrShapeDefaults",
)))  # fmt: skip


# What `_judge` looks at: the first by their full name, the others in any namespace.
_JUDGED = (
    *map(w, sorted(_TRACKED | _COMMENTS)), w("instrText"), f"{{{OFFICE}}}OLEObject",
    *(f"{{*}}{name}" for name in sorted({"vanish", "fldSimple", *_OBJECTS})),
)  # fmt: skip


def package_findings(package: Package, template: str) -> Iterator[Finding]:
    """Macros, embedded objects, comments and external relationships, one finding each."""
    seen: set[tuple[str, str]] = set()
    if "macroEnabled" in package.content_type(package.main):
        seen.add(("T11", ""))
        yield fault("T11", whole(template))
    for part, relationships in package.relationships.items():
        for relationship in relationships:
            if relationship.external:
                if relationship.kind == "attachedTemplate" and _harmless_template(relationship.target):
                    continue
                kind = relationship.kind if relationship.kind in _EXTERNAL else "other"
                yield fault("T12", _part_place(package, template, part), kind, file=_address(relationship.target))
                continue
            code, case = _PARTS.get(relationship.kind, ("", ""))
            if relationship.kind == "comments" and not _has_comments(package, relationship.target):
                continue
            if code and (code, case if code != "T16" else relationship.target) not in seen:
                seen.add((code, case if code != "T16" else relationship.target))
                if code == "T13":
                    continue  # reported at the place of each comment
                yield fault(code, _part_place(package, template, part), case)


_EXTERNAL = frozenset({"attachedTemplate", "hyperlink", "image", "oleObject", "frame", "subDocument"})


def _harmless_template(target: str) -> bool:
    # Word itself may write the local Normal.dotm here; it is dropped like every setting of that kind.
    return target.lower().rsplit("/", 1)[-1].rsplit("\\", 1)[-1] in ("normal.dotm", "normal.dot")


def _address(target: str) -> str:
    return target if len(target) <= 80 else target[:79] + "…"


def _has_comments(package: Package, part: str) -> bool:
    return b"<w:comment " in package.members.get(part, b"")


def _part_place(package: Package, template: str, part: str) -> TagRef:
    kind = package.content_type(part).rsplit(".", 1)[-1].removesuffix("+xml")
    return TagRef(template, kind if kind in ("header", "footer", "footnotes", "endnotes") else "")


def content_findings(root: Element, places: Places) -> Iterator[Finding]:
    """Tracked changes, comments, hidden text, embedded objects and dangerous fields: one each per paragraph."""
    seen: set[tuple[str, Element | None]] = set()
    codes = _field_codes(root)
    for element in root.iter(*_JUDGED):
        code, case = _judge(element, codes)
        if not code:
            continue
        paragraph = element if local(element) == "p" else ancestor(element, "p")
        if (code, paragraph) in seen or ancestor_is_fallback(element):
            continue
        seen.add((code, paragraph))
        text = "".join(e.text or "" for e in paragraph.iter(w("t"), w("delText"))) if paragraph is not None else ""
        yield fault(code, places.of(paragraph, text), case)


def _judge(element: Element, codes: Mapping[Element, str]) -> tuple[str, str]:
    name = local(element)
    if name in _TRACKED and element.tag == w(name):
        return "T14", ""
    if name in _COMMENTS and element.tag == w(name):
        return "T13", ""
    if name == "vanish" and is_on(element) and _hides_text(element):
        return "T15", ""
    if name in _OBJECTS or element.tag == f"{{{OFFICE}}}OLEObject":
        return "T16", ""
    if element in codes and _FIELD.match(codes[element]):
        return "T16", "field"
    if name == "fldSimple" and _FIELD.match(element.get(w("instr"), "")):
        return "T16", "field"
    return "", ""


def _field_codes(root: Element) -> dict[Element, str]:
    """How the code of a field begins, by the instrText it begins in; Word splits it over runs. '' for a later piece."""
    codes: dict[Element, str] = {}
    following: dict[Element | None, str] = {}
    for element in reversed(list(root.iter(w("instrText")))):
        paragraph, run = ancestor(element, "p"), ancestor(element, "r")
        following[paragraph] = ((element.text or "") + following.get(paragraph, ""))[:_LONGEST_WORD]
        before = run.getprevious() if run is not None else None
        later = paragraph is not None and before is not None and before.find(w("instrText")) is not None
        codes[element] = "" if later else following[paragraph]
    return codes


def _hides_text(vanish: Element) -> bool:
    run = ancestor(vanish, "r")
    if run is not None:
        return any((t.text or "") for t in run.iter(w("t"), w("instrText"))) or run.find(w("drawing")) is not None
    return False


def ancestor_is_fallback(element: Element) -> bool:
    """Whether the element is the second copy that Word writes of a text box, for old versions of Word."""
    return next(element.iterancestors(f"{{{MC}}}Fallback"), None) is not None


def hidden_styles(styles: Element) -> frozenset[str]:
    """Ids of styles whose text is hidden, by themselves or by the style they are based on."""
    own: dict[str, bool] = {}
    based: dict[str, str] = {}
    for style in styles.iter(w("style")):
        name, base = style.get(w("styleId"), ""), style.find(w("basedOn"))
        for vanish in style.iterfind(f"{w('rPr')}/{w('vanish')}"):
            own[name] = is_on(vanish)
        if base is not None:
            based[name] = base.get(w("val"), "")
    for name in list(based):
        _inherit(name, own, based)
    return frozenset(name for name, is_hidden in own.items() if is_hidden)


def _inherit(name: str, hidden: dict[str, bool], based: Mapping[str, str]) -> None:
    """Note in `hidden` what the style and those it is based on are; a ring of styles hides nothing."""
    chain: list[str] = []
    while name not in hidden and name in based:
        chain.append(name)
        hidden[name] = False
        name = based[name]
    hidden.update(dict.fromkeys(chain, hidden.get(name, False)))


def styled_findings(root: Element, places: Places, styles: frozenset[str]) -> Iterator[Finding]:
    """Text hidden by its style rather than by the run itself."""
    if not styles:
        return
    for reference in root.iter(w("rStyle"), w("pStyle")):
        if reference.get(w("val"), "") not in styles:
            continue
        paragraph = ancestor(reference, "p")
        holder = ancestor(reference, "r") if local(reference) == "rStyle" else paragraph
        if holder is not None and any(t.text for t in holder.iter(w("t"))):
            text = "".join(e.text or "" for e in paragraph.iter(w("t"))) if paragraph is not None else ""
            yield fault("T15", places.of(paragraph, text))


def scrub(root: Element) -> None:
    """Take out what says who edited when, and what Word keeps for itself; nothing a reader sees."""
    for element in list(root.iter(*_UNSEEN)):
        remove(element)
    for element in root.iter(w("tc")):
        element.attrib.clear()  # `mend` counts cells as "<w:tc>": the one attribute a cell may have is of no use
    for element in _WITH_IDS(root):
        for name in list(element.attrib):
            key = str(name)
            if _RSID.search(key) or key in (f"{{{W14}}}paraId", f"{{{W14}}}textId"):
                del element.attrib[name]
    for element in list(root.iter(w("smartTag"), w("customXml"))):
        for properties in element.findall(w(local(element) + "Pr")):
            element.remove(properties)
        unwrap(element)
    for element in list(root.iter(w("dataBinding"), w("placeholder"), w("printerSettings"))):
        remove(element)
    for element in list(root.iter(f"{{{'http://schemas.microsoft.com/office/word/2012/wordml'}}}dataBinding")):
        remove(element)
    for element in list(root.iter(w("lang"))):
        if ancestor(element, "r") is not None:
            remove(element)
    last = [element for element in root.iter(w("bookmarkStart")) if element.get(w("name")) == "_GoBack"]
    theirs = {element.get(w("id")) for element in last}
    for element in [*last, *(end for end in root.iter(w("bookmarkEnd")) if end.get(w("id")) in theirs)]:
        remove(element)


def scrub_settings(root: Element) -> None:
    """Settings without revision ids, variables, data sources, attached templates or document identity."""
    for element in list(root):
        if not isinstance(element.tag, str) or element.tag in _SETTINGS or local(element) == "docId":
            remove(element)
    for name in list(root.attrib):
        if _RSID.search(str(name)):
            del root.attrib[name]
