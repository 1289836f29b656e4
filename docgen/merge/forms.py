"""The forms {%p %}, {%tr %}, {%tc %}, {%r %}: a tag that takes the place of its whole paragraph, row, cell or run.

docxtpl drops whatever else stood in that paragraph, row or cell; here that is fault T03.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from docgen.findings import Finding
from docgen.merge.faults import fault
from docgen.merge.weave import run_properties
from docgen.merge.wordxml import (
    MARK,
    MC,
    SPACE,
    Element,
    ancestor,
    fragment,
    local,
    put_before,
    remove,
    replace_with_text,
    unwrap,
    w,
)
from docgen.merge.woven import Draft, Level, Slot, Tag

_HOSTS = {"p": "p", "tr": "tr", "tc": "tc"}
_OBJECTS = (w("drawing"), w("pict"), w("object"), w("sym"), w("footnoteReference"), w("endnoteReference"))
_BLOCKS = frozenset({"for", "if", "with", "macro", "filter", "call"})
_MIDDLES = frozenset({"elif", "else"})
NEVER_CLOSED = -1


def apply_forms(draft: Draft) -> list[Finding]:
    """Replace paragraphs, rows, cells and runs by their tags; the findings are T03 and T07."""
    findings: list[Finding] = []
    hosts: dict[Element, list[Tag]] = {}
    for tag in list(draft.tags.values()):
        if not tag.form or tag.number not in draft.hosts:
            continue
        if tag.form == "r":
            _split_run(draft, tag)
            continue
        host = ancestor(draft.hosts[tag.number], _HOSTS[tag.form])
        if host is None:
            findings.append(fault("T07", tag.place, "outside", tag=tag.text))
        elif tag.kind == "expr" and tag.form != "p":
            findings.append(fault("T07", tag.place, "value", tag=tag.text))
        else:
            hosts.setdefault(host, []).append(tag)
    for host, tags in hosts.items():
        findings += _replace_host(draft, host, tags)
    return findings


def _replace_host(draft: Draft, host: Element, tags: list[Tag]) -> list[Finding]:
    case = _lost(draft, host, tags)
    if case:
        return [fault("T03", tags[0].place, case, tag=tags[0].text)]
    for tag in tags:
        if tag.kind == "expr":
            draft.tags[tag.number] = replace(tag, slot=_block_slot(draft, host))
    _keep_bookmarks(host)
    _note_empty_container(draft, host)
    if local(host) in ("tr", "tc"):
        _leave_controls(host)
    replace_with_text(host, "".join(tag.mark for tag in tags))
    return []


def _lost(draft: Draft, host: Element, tags: list[Tag]) -> str:
    """What would be lost with the host: "text", "tag", "object", "section", or ''."""
    own = {tag.number for tag in tags}
    texts = "".join(t.text or "" for t in host.iter(w("t")))
    others = {int(n) for n in MARK.findall(texts)} - own
    if others and others - _notes(draft):
        return "tag"
    if MARK.sub("", texts).strip():
        return "text"
    if any(True for _ in host.iter(*_OBJECTS)) or _page_break(host):
        return "object"
    if any(True for _ in host.iter(w("sectPr"))):
        return "section"
    return ""


def _notes(draft: Draft) -> set[int]:
    return {tag.number for tag in draft.tags.values() if tag.kind == "note" and not tag.form}


def _page_break(host: Element) -> bool:
    return any(e.get(w("type")) in ("page", "column") for e in host.iter(w("br")))


def _block_slot(draft: Draft, paragraph: Element) -> Slot:
    properties = paragraph.find(w("pPr"))
    run = next(paragraph.iter(w("r")), None)
    return Slot(
        Level.BLOCK,
        run_properties(run, draft.root) if run is not None else "",
        fragment(properties, draft.root) if properties is not None else "",
    )


def _keep_bookmarks(host: Element) -> None:
    """A bookmark that begins or ends in the host, but not both, moves out before it."""
    starts = {e.get(w("id")): e for e in host.iter(w("bookmarkStart"))}
    ends = {e.get(w("id")): e for e in host.iter(w("bookmarkEnd"))}
    for identity in starts.keys() ^ ends.keys():
        element = starts.get(identity)
        element = element if element is not None else ends[identity]
        remove(element)
        host.addprevious(element)


def _note_empty_container(draft: Draft, host: Element) -> None:
    parent = host.getparent()
    if local(host) == "p" and parent is not None and local(parent) != "body":
        draft.mend.add("boxes" if local(parent) in ("hdr", "ftr", "footnote", "endnote") else "cells")


def _leave_controls(host: Element) -> None:
    """Take away the content controls around a row or cell that makes way: nobody may be left in them."""
    while (content := host.getparent()) is not None and content.tag == w("sdtContent"):
        control = content.getparent()
        assert control is not None
        for child in list(control):
            if child is not content:
                control.remove(child)
        unwrap(content)
        unwrap(control)


def _split_run(draft: Draft, tag: Tag) -> None:
    """Cut the run at the tag, so that the tag stands between runs; both halves keep their properties."""
    text = draft.hosts[tag.number]
    run = ancestor(text, "r")
    if run is None:
        return
    before, after = (text.text or "").split(tag.mark, 1)
    rest = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(w("rPr"))
    if properties is not None:
        rest.append(deepcopy(properties))
    second = text.makeelement(text.tag, {SPACE: "preserve"})
    second.text = after
    rest.append(second)
    for sibling in list(text.itersiblings()):
        rest.append(sibling)
    text.text = before
    run.addnext(rest)
    if tag.kind == "expr":
        draft.tags[tag.number] = replace(tag, slot=Slot(Level.RUN, run_properties(run, draft.root)))
    put_before(rest, tag.mark)
    _keep_a_run(run.getparent())
    for number in MARK.findall(after):
        draft.hosts[int(number)] = second
    for part in (run, rest):
        drop_empty_run(part)


def _keep_a_run(parent: Element | None) -> None:
    """Put an empty run into a content control in a line of which all runs may go: `mend` fills an empty one."""
    if parent is not None and parent.tag == w("sdtContent") and local(parent[0]) == "r" and len(parent[0]):
        parent.insert(0, parent.makeelement(w("r"), {}))


def drop_empty_run(run: Element) -> None:
    """Remove a run that holds nothing but its properties and empty texts."""
    for text in run.findall(w("t")):
        if not text.text:
            run.remove(text)
    if all(local(child) == "rPr" for child in run) and run.getparent() is not None:
        remove(run)


def promote_lone_statements(draft: Draft) -> None:
    """Read a paragraph that holds nothing but statements as {%p %}, when its whole block is written that way.

    Without it a loop whose author forgot the `p` leaves two empty paragraphs a round.
    """
    lone = _lone_paragraphs(draft)
    groups = _groups(draft)
    changed = True
    while changed:
        changed = False
        for group in groups:
            paragraphs = [p for n in group if n != NEVER_CLOSED and (p := _paragraph_of(draft, n)) is not None]
            complete = len(paragraphs) == len(group) and all(p in lone for p in paragraphs)
            together = len({p.getparent() for p in paragraphs}) <= 1 and len(set(paragraphs)) == len(paragraphs)
            if complete and (together or len(group) == 1):
                continue
            for paragraph in paragraphs:
                if lone.pop(paragraph, None) is not None:
                    changed = True
    for paragraph, numbers in lone.items():
        _keep_bookmarks(paragraph)
        _note_empty_container(draft, paragraph)
        replace_with_text(paragraph, "".join(draft.tags[n].mark for n in numbers))


def _paragraph_of(draft: Draft, number: int) -> Element | None:
    tag, host = draft.tags[number], draft.hosts.get(number)
    return ancestor(host, "p") if host is not None and not tag.form else None


def _lone_paragraphs(draft: Draft) -> dict[Element, list[int]]:
    lone: dict[Element, list[int]] = {}
    # A dict, not a set: the order must not depend on where objects lie in memory.
    hosts = (_paragraph_of(draft, number) for number in draft.tags)
    found: dict[Element, None] = {host: None for host in hosts if host is not None}
    for paragraph in found:
        texts = "".join(t.text or "" for t in paragraph.iter(w("t")))
        numbers = [int(n) for n in MARK.findall(texts)]
        tags = [draft.tags[n] for n in numbers]
        if MARK.sub("", texts).strip() or not tags or paragraph.getparent() is None:
            continue
        if any(t.kind == "expr" or t.merge_left or t.merge_right or t.form for t in tags):
            continue
        if any(t.keyword in ("cellbg", "colspan", "vm", "hm") for t in tags):
            continue
        if any(True for _ in paragraph.iter(*_OBJECTS, w("sectPr"), f"{{{MC}}}AlternateContent")):
            continue
        if not _page_break(paragraph):
            lone[paragraph] = numbers
    return lone


def _groups(draft: Draft) -> list[list[int]]:
    """The tags of each block (opener, middles, closer) and each lone statement, by number, in document order."""
    groups: list[list[int]] = []
    stack: list[tuple[str, list[int]]] = []
    for tag in sorted(draft.tags.values(), key=lambda t: t.number):
        word = tag.keyword
        opens = word in _BLOCKS or (word == "set" and "=" not in tag.body)
        if tag.kind == "note" or (tag.kind == "stmt" and word not in _MIDDLES and not opens and word[:3] != "end"):
            groups.append([tag.number])
        elif opens:
            stack.append((word, [tag.number]))
        elif word in _MIDDLES and stack:
            stack[-1][1].append(tag.number)
        elif word[:3] == "end" and stack and stack[-1][0] == word[3:]:
            groups.append([*stack.pop()[1], tag.number])
    return groups + [[*numbers, NEVER_CLOSED] for _, numbers in stack]


def merge_paragraphs(draft: Draft) -> None:
    """{%- at the beginning of a paragraph joins it to the one before; -%} at the end joins the one after."""
    for tag in sorted(draft.tags.values(), key=lambda t: t.number):
        if tag.form or tag.number not in draft.hosts or not (tag.merge_left or tag.merge_right):
            continue
        paragraph = ancestor(draft.hosts[tag.number], "p")
        if paragraph is None or paragraph.getparent() is None:
            continue
        texts = "".join(t.text or "" for t in paragraph.iter(w("t")))
        if tag.merge_right and texts.rstrip().endswith(tag.mark):
            following = paragraph.getnext()
            if following is not None and following.tag == w("p") and not (paragraph.tail or "").strip():
                _join(paragraph, following)
        if tag.merge_left and texts.lstrip().startswith(tag.mark):
            previous = paragraph.getprevious()
            if previous is not None and previous.tag == w("p") and not (previous.tail or "").strip():
                _join(previous, paragraph)
        _strip_around(draft.hosts[tag.number], tag)


def _join(first: Element, second: Element) -> None:
    for child in list(second):
        if child.tag != w("pPr"):
            first.append(child)
    remove(second)


def _strip_around(text: Element, tag: Tag) -> None:
    before, _, after = (text.text or "").partition(tag.mark)
    if tag.merge_left:
        before = before.rstrip(" ")
    if tag.merge_right:
        after = after.lstrip(" ")
    text.text = before + tag.mark + after
