"""The styles of several documents in one: equal ones are taken once, one that differs gets a name of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from docgen.merge.wordxml import Element, W, w

_USES = {w("p"): (w("pPr"), w("pStyle"), "paragraph"), w("tbl"): (w("tblPr"), w("tblStyle"), "table")}
_NAMED_IN = (w("pStyle"), w("rStyle"), w("tblStyle"), w("basedOn"), w("next"), w("link"), w("numStyleLink"))
_BY_HAND = frozenset({w("rsid"), w("uiPriority"), w("qFormat"), w("unhideWhenUsed"), w("semiHidden")})  # not its look


class Renamed(dict[str, str]):
    """Old ids of styles with their new ones; `defaults` are those that now have to be named, by kind."""

    def __init__(self) -> None:
        """Nothing renamed yet."""
        super().__init__()
        self.defaults: dict[str, str] = {}

    def apply(self, root: Element) -> None:
        """Let the paragraphs, runs and tables of a part name the styles by their new ids."""
        for element in root.iter(*_NAMED_IN):
            name = element.get(w("val"), "")
            element.set(w("val"), self.get(name, name))
        for element in root.iter(*_USES) if self.defaults else ():
            self._name_default(element)

    def _name_default(self, element: Element) -> None:
        around, named, kind = _USES[element.tag]
        if kind not in self.defaults:
            return
        properties = element.find(around)
        if properties is None:
            properties = etree.Element(around)
            element.insert(0, properties)
        if properties.find(named) is None:
            style = etree.Element(named)
            style.set(w("val"), self.defaults[kind])
            properties.insert(0, style)


def merge_styles(whole: Element, other: Element, number: int) -> Renamed:
    """Add the styles of the document with this number to those of the whole; what was renamed comes back.

    A style with a list is always renamed, so that the numbering of each document begins anew.
    """
    renamed, known = Renamed(), {_id(style): _look(style) for style in _styles(whole)}
    names = {_name(style): _id(style) for style in _styles(whole)}
    same_ground = _ground(whole) == _ground(other)
    own = {_id(style): style for style in _styles(other)}
    differing = {
        name
        for name, style in own.items()
        if not same_ground
        or known.get(name, _look(style)) != _look(style)
        or names.get(_name(style), name) != name
        or style.find(f"{w('pPr')}/{w('numPr')}") is not None
    }
    while more := {name for name, style in own.items() if differing.intersection(_built_on(style))} - differing:
        differing |= more
    for name, style in own.items():
        if name not in differing and name not in known:
            whole.append(deepcopy(style))
    for name in sorted(differing):
        renamed[name] = f"{name}D{number}"
        if own[name].get(w("default")) in ("1", "true", "on"):
            renamed.defaults[own[name].get(w("type"), "paragraph")] = renamed[name]
    for name in sorted(differing):
        whole.append(_as_renamed(own[name], renamed, number, None if same_ground else other))
    return renamed


def _as_renamed(style: Element, renamed: Renamed, number: int, ground: Element | None) -> Element:
    """A copy under its new name; standing on the defaults of its own document when those are not the whole's."""
    copy = deepcopy(style)
    copy.set(w("styleId"), renamed[_id(style)])
    copy.attrib.pop(w("default"), "")
    copy.set(w("customStyle"), "1")
    named = copy.find(w("name"))
    if named is not None:
        named.set(w("val"), f"{_name(style)} ({number})")
    for element in copy.findall(w("aliases")):
        copy.remove(element)
    if ground is not None and copy.get(w("type")) == "paragraph" and copy.find(w("basedOn")) is None:
        _stand_on(copy, ground)
    renamed.apply(copy)
    return copy


def _stand_on(style: Element, ground: Element) -> None:
    """Write the defaults of its document into a style, where it does not say otherwise."""
    for part, inner in (("pPrDefault", "pPr"), ("rPrDefault", "rPr")):
        defaults = ground.find(f"{w('docDefaults')}/{w(part)}/{w(inner)}")
        if defaults is None:
            continue
        own = style.find(w(inner))
        merged = deepcopy(defaults)
        for element in own if own is not None else ():
            for old in merged.findall(element.tag):
                merged.remove(old)
            merged.append(deepcopy(element))
        if own is not None:
            style.remove(own)
        at = style.find(w("rPr")) if inner == "pPr" else None
        order = [w(name) for name in _ORDER[inner].split()]
        merged[:] = sorted(merged, key=lambda e: order.index(e.tag) if e.tag in order else len(order))
        style.insert(style.index(at) if at is not None else len(style), merged)


_ORDER: Mapping[str, str] = {  # ECMA-376: CT_PPrGeneral, EG_RPrBase
    "pPr": (
        "keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl"
    ),
    "rPr": (
        "rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
        "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
        "eastAsianLayout specVanish oMath"
    ),
}


def _styles(root: Element) -> Iterator[Element]:
    yield from root.iterfind(w("style"))


def _id(style: Element) -> str:
    return style.get(w("styleId"), "")


def _name(style: Element) -> str:
    named = style.find(w("name"))
    return named.get(w("val"), "") if named is not None else ""


def _built_on(style: Element) -> Iterator[str]:
    for tag in ("basedOn", "link"):
        for element in style.iterfind(w(tag)):
            yield element.get(w("val"), "")


def _look(style: Element) -> bytes:
    """What tells two styles apart: all but how Word lists them and when it was edited."""
    copy = deepcopy(style)
    for element in [child for child in copy if child.tag in _BY_HAND]:
        copy.remove(element)
    return _canonical(copy)


def _ground(root: Element) -> bytes:
    defaults = root.find(w("docDefaults"))
    return _canonical(deepcopy(defaults)) if defaults is not None else b""


def _canonical(element: Element) -> bytes:
    """The bytes of an element, whatever its prefixes were declared for; only its own vocabulary counts."""
    element.tail = None
    etree.cleanup_namespaces(element, top_nsmap={"w": W})
    return etree.tostring(element, method="c14n", exclusive=True)
