"""Finds the tags in a part's tree, however Word split them over runs, and puts a mark in the place of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docgen.findings import Finding, Severity, TagRef
from docgen.merge.dropdowns import repeat_items
from docgen.merge.faults import fault
from docgen.merge.hidden import ancestor_is_fallback
from docgen.merge.places import Places
from docgen.merge.tags import BadTag, RawTag, scan
from docgen.merge.wordxml import (
    MARK,
    MC,
    PIC,
    SPACE,
    VML,
    WP,
    A,
    Element,
    ancestor,
    finder,
    fragment,
    local,
    paragraphs,
    w,
)
from docgen.merge.woven import Draft, Level, Slot

# Elements inside a paragraph whose own paragraphs are read on their own.
_CLOSED = frozenset({w("drawing"), w("pict"), w("object"), w("pPr"), w("rPr"), f"{{{MC}}}AlternateContent", w("sdtPr")})
_AS_TEXT = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}
# Attributes a person fills in through a dialog of Word, and that hold nothing but text.
_TEXT_ATTRIBUTES = {
    f"{{{WP}}}docPr": ("descr", "title"),
    f"{{{PIC}}}cNvPr": ("descr", "title"),
    f"{{{VML}}}shape": ("alt", "title"),
    f"{{{VML}}}rect": ("alt", "title"),
    f"{{{VML}}}textpath": ("string",),
    f"{{{A}}}hlinkClick": ("tooltip",),
    w("hyperlink"): (w("tooltip"),),
    w("alias"): (w("val"),),
    w("tag"): (w("val"),),
    w("listItem"): (w("displayText"), w("value")),
    w("tblCaption"): (w("val"),),
    w("tblDescription"): (w("val"),),
}
_OPENERS = ("{{", "{%", "{#")
_PLAIN = Slot(Level.TEXT)
_BRACE_IN_ATTRIBUTE = finder("//@*[contains(., '{')]/..")
_BRACE_IN_TEXT = finder("//text()[contains(., '{')]/..")


@dataclass(slots=True)
class _Piece:
    """Some characters of a paragraph and the element that holds them."""

    element: Element
    text: str
    start: int
    literal: bool  # a w:t, whose text can be changed


def weave(root: Element, places: Places) -> tuple[Draft, list[Finding]]:
    """The draft of a part, and what cannot be read in it; the tree of `root` is changed.

    Findings: T06, T08, T17.
    """
    draft = Draft(root)
    findings: list[Finding] = []
    raw = False
    for paragraph in list(paragraphs(root)):
        raw = _weave_paragraph(draft, paragraph, places, findings, raw)
    repeat_items(draft, places)
    _weave_attributes(draft, places, findings)
    _look_for_leftovers(root, places, findings)
    return draft, findings


def _pieces(paragraph: Element) -> list[_Piece]:
    pieces: list[_Piece] = []
    position = 0
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        if element.tag in _CLOSED:
            if element.tag in (w("drawing"), w("pict"), w("object"), f"{{{MC}}}AlternateContent"):
                pieces.append(_Piece(element, "￼", position, literal=False))
                position += 1
            continue
        if element.tag == w("t"):
            pieces.append(_Piece(element, element.text or "", position, literal=True))
        elif element.tag in _AS_TEXT:
            pieces.append(_Piece(element, _AS_TEXT[element.tag], position, literal=False))
        else:
            stack.append(iter(element))
            continue
        position += len(pieces[-1].text)
    return pieces


def _weave_paragraph(draft: Draft, paragraph: Element, places: Places, findings: list[Finding], raw: bool) -> bool:
    """Put marks in this paragraph; returns whether a {% raw %} is open after it."""
    pieces = _pieces(paragraph)
    text = "".join(piece.text for piece in pieces)
    if not any(opener in text for opener in _OPENERS) and "}}" not in text and "%}" not in text:
        if "_{" in text or "_}" in text or "{_" in text or "}_" in text:
            _unescape(pieces)
        return raw
    tags, bad = scan(text)
    place = places.of(paragraph, text.replace("￼", " "))
    tags, raw, shown = _without_raw(tags, raw)
    echo = ancestor_is_fallback(paragraph)
    if not echo:
        findings += [_unreadable(b, place) for b in bad if not any(s <= b.start < e for s, e in shown)]
    marked: list[tuple[RawTag, str]] = []
    for found in tags:
        if "￼" in found.text:
            findings.append(fault("T06", place, "object", tag=_clean(found.text)))
            continue
        if found.smart and not echo:
            findings.append(fault("T08", place, severity=Severity.WARNING, tag=_clean(found.text)))
        host = next(p.element for p in pieces if p.literal and p.start + len(p.text) > found.start)
        marked.append((found, _register(draft, found, host, place, echo)))
    for found, mark in reversed(marked):
        _put_mark(pieces, found.start, found.end, mark)
    _unescape(pieces)
    return raw


def _clean(text: str) -> str:
    return " ".join(text.split())


def _without_raw(tags: list[RawTag], raw: bool) -> tuple[list[RawTag], bool, list[tuple[int, int]]]:
    """The tags outside {% raw %}, whether it is open at the end, and the stretches of text it shields."""
    kept: list[RawTag] = []
    shown: list[tuple[int, int]] = []
    start = 0
    for tag in tags:
        if raw and tag.kind == "stmt" and tag.inner == "endraw":
            raw = False
            shown.append((start, tag.start))
            kept.append(replace(tag, kind="note"))
        elif not raw and tag.kind == "stmt" and tag.inner == "raw":
            raw, start = True, tag.end
            kept.append(replace(tag, kind="note"))
        elif not raw:
            kept.append(tag)
    if raw:
        shown.append((start, 1 << 30))
    return kept, raw, shown


def _unreadable(bad: BadTag, place: TagRef) -> Finding:
    severity = Severity.WARNING if bad.case == "close" else Severity.ERROR
    return fault("T06", place, bad.case, severity=severity, tag=_clean(bad.text.replace("￼", " ")))


def _register(draft: Draft, found: RawTag, host: Element, place: TagRef, echo: bool) -> str:
    merged = (found.merge_left, found.merge_right)
    tag = draft.add(found.kind, found.inner, _clean(found.text), place, _PLAIN, found.form, merged=merged, echo=echo)
    draft.hosts[tag.number] = host
    return tag.mark


def _put_mark(pieces: list[_Piece], start: int, end: int, mark: str) -> None:
    """Replace the characters start..end by the mark; it goes where the first character was."""
    first = True
    for piece in pieces:
        piece_end = piece.start + len(piece.text)
        if piece_end <= start or piece.start >= end or not piece.text:
            continue
        if not piece.literal:
            parent = piece.element.getparent()
            if parent is not None:
                parent.remove(piece.element)
            continue
        # Tags are done from the last to the first, so offsets up to `end` still hold in the changed text.
        old = piece.element.text or ""
        kept = old[: max(0, start - piece.start)]
        piece.element.text = kept + (mark if first else "") + old[min(len(piece.text), end - piece.start) :]
        piece.element.set(SPACE, "preserve")
        first = False


def _unescape(pieces: list[_Piece]) -> None:
    """docxtpl's way to write braces that are no tag: {_{ }_} {_% %_}; in the template's own text, never in values."""
    for piece in pieces:
        text = piece.element.text or ""
        if piece.literal and "_" in text:
            for escaped, plain in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
                text = text.replace(escaped, plain)
            piece.element.text = text


def _weave_attributes(draft: Draft, places: Places, findings: list[Finding]) -> None:
    for element in _BRACE_IN_ATTRIBUTE(draft.root):
        for name, value in element.attrib.items():
            if "{{" not in value and "{%" not in value:
                continue
            place = places.of(ancestor(element, "p"), str(value))
            tags, bad = scan(str(value))
            allowed = str(name) in _TEXT_ATTRIBUTES.get(str(element.tag), ())
            if not allowed or bad or any(t.kind == "stmt" or t.form for t in tags):
                if not ancestor_is_fallback(element):
                    findings.append(fault("T17", place, "attribute", tag=_clean(str(value))[:80]))
                continue
            text = str(value)
            for found in reversed(tags):
                tag = draft.add("expr" if found.kind == "expr" else "note", found.inner, found.text, place,
                                Slot(Level.ATTRIBUTE))  # fmt: skip
                draft.hosts[tag.number] = element
                text = text[: found.start] + tag.mark + text[found.end :]
            element.set(name, text)


def _look_for_leftovers(root: Element, places: Places, findings: list[Finding]) -> None:
    """Tags in text that is not filled in: field codes, equations, charts."""
    seen: set[tuple[Element | None, str]] = set()
    for element in _BRACE_IN_TEXT(root):
        if element.tag == w("t") or not element.text:
            continue
        paragraph = ancestor(element, "p")
        text = element.text
        if paragraph is not None:  # Word cuts these up as it does runs
            if (paragraph, str(element.tag)) in seen:
                continue
            seen.add((paragraph, str(element.tag)))
            text = "".join(one.text or "" for one in paragraph.iter(element.tag))
        if ("{{" in text or "{%" in text) and not ancestor_is_fallback(element):
            case = "field" if local(element) == "instrText" else "other"
            findings.append(fault("T17", places.of(paragraph, text), case, tag=_clean(MARK.sub("", text))[:80]))


def finish_slots(draft: Draft) -> None:
    """Give every text tag the run properties around it; called when the tree has its final shape."""
    cache: dict[Element, str] = {}
    for number, tag in list(draft.tags.items()):
        host = draft.hosts.get(number)
        if tag.kind != "expr" or tag.slot.level is not Level.TEXT or host is None or host.tag != w("t"):
            continue
        run = ancestor(host, "r")
        if run is None:
            continue
        if run not in cache:
            cache[run] = run_properties(run, draft.root)
        draft.tags[number] = replace(tag, slot=Slot(Level.TEXT, cache[run]))


def run_properties(run: Element, root: Element) -> str:
    """The w:rPr of a run as XML, '' when it has none."""
    properties = run.find(w("rPr"))
    return fragment(properties, root) if properties is not None else ""
