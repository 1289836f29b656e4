"""Ids that must be unique in a document: drawings, bookmarks, content controls; also when a loop repeats them.

Outside loops they are numbered once, while compiling; inside a loop each round asks for a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from docgen.findings import TagRef
from docgen.merge.operations import BOOKMARK, BOOKMARK_END, BOOKMARK_NAME, NEW_ID
from docgen.merge.wordxml import MARK, OPEN_MARK, WP, Element, remove, w
from docgen.merge.woven import Draft, Level, Slot

_REPEATS = ("for", "macro", "set")
_NUMBERED = (f"{{{WP}}}docPr", w("sdtPr"), w("bookmarkStart"), w("bookmarkEnd"))


@dataclass(slots=True)
class Numbers:
    """The numbers given out over all parts of a template."""

    last: int = 0
    names: set[str] = field(default_factory=set)

    def next(self) -> int:
        """A number not given out before."""
        self.last += 1
        return self.last


def settle_ids(draft: Draft, numbers: Numbers) -> None:
    """Number the drawings, bookmarks and content controls of a part."""
    contexts = dict(_contexts(draft)) if next(draft.root.iter(*_NUMBERED), None) is not None else {}
    place = TagRef("")
    for drawing in list(draft.root.iter(f"{{{WP}}}docPr")):
        if contexts.get(drawing):
            tag = draft.add("expr", f"{NEW_ID}()", "", place, Slot(Level.RAW), own=True)
            drawing.set("id", tag.mark)
        else:
            drawing.set("id", str(numbers.next()))
    for control in list(draft.root.iter(w("sdtPr"))):
        identity = control.find(w("id"))
        if identity is not None:
            number = _call(draft, f"{NEW_ID}()") if contexts.get(control) else str(numbers.next())
            identity.set(w("val"), number)
    _settle_bookmarks(draft, contexts, numbers)


def _settle_bookmarks(draft: Draft, contexts: dict[Element, tuple[int, ...]], numbers: Numbers) -> None:
    for start, end in _bookmark_pairs(draft):
        if start is None or end is None or contexts.get(start) != contexts.get(end):
            for half in (start, end):
                if half is not None:
                    remove(half)
            continue
        number = numbers.next()
        name = re.sub(r"\W", "", start.get(w("name"), ""))  # Word allows nothing else; it goes into the XML as it is
        name = name if name not in numbers.names else f"{name[:30]}_b{number}"
        numbers.names.add(name)
        start.set(w("name"), name)
        if not contexts.get(start):
            start.set(w("id"), str(number))
            end.set(w("id"), str(number))
            continue
        start.set(w("id"), _call(draft, f"{BOOKMARK}({number})"))
        start.set(w("name"), _call(draft, f"{BOOKMARK_NAME}({number}, {name!r})"))
        end.set(w("id"), _call(draft, f"{BOOKMARK_END}({number})"))


def _bookmark_pairs(draft: Draft) -> list[tuple[Element | None, Element | None]]:
    """Begin and end of each bookmark, None for a half that is missing; a copied bookmark has the id of its original."""
    pairs: list[tuple[Element | None, Element | None]] = []
    open_: dict[str | None, Element] = {}
    for element in list(draft.root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        identity = element.get(w("id"))
        if element.tag == w("bookmarkStart"):
            if identity in open_:
                pairs.append((open_[identity], None))
            open_[identity] = element
        else:
            pairs.append((open_.pop(identity, None), element))
    return pairs + [(start, None) for start in open_.values()]


def _call(draft: Draft, body: str) -> str:
    return draft.add("expr", body, "", TagRef(""), Slot(Level.RAW), own=True).mark


def _contexts(draft: Draft) -> Iterator[tuple[Element, tuple[int, ...]]]:
    """Each element that is numbered, with the numbers of the blocks that repeat or omit it, outermost first."""
    stack: list[int] = []
    repeats: list[bool] = []

    def read(text: str | None) -> None:
        if text is None or OPEN_MARK not in text:
            return
        for number in MARK.findall(text):
            tag = draft.tags[int(number)]
            word = tag.keyword
            if word[:3] == "end":
                if stack:
                    stack.pop()
                    repeats.pop()
            elif word in ("for", "if", "with", "macro") or (word == "set" and "=" not in tag.body):
                stack.append(tag.number)
                repeats.append(word in _REPEATS)
            elif word in ("elif", "else") and stack:
                stack[-1] = tag.number

    for event, element in etree.iterwalk(draft.root, events=("start", "end")):
        if event == "start":
            # Inside a condition only, an id is written at most once: it needs no new number each time.
            if element.tag in _NUMBERED:
                yield element, tuple(stack) if any(repeats) else ()
            read(element.text)
        else:
            read(element.tail)
