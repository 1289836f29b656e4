"""Where something is in a Word file, as a person sees it: table 2, row 3, column 1, and the text around."""

from __future__ import annotations

from typing import TypeAlias

from docgen.findings import TagRef
from docgen.merge.wordxml import MARK, Element, ancestor, local, w

_AROUND = 60
_AROUND_IT = (w("tc"), w("tr"), w("tbl"), w("txbxContent"))

_Steps: TypeAlias = tuple[tuple[str, int], ...]


class Places:
    """The places of one part's paragraphs; built before the tree is changed, asked by paragraph."""

    def __init__(self, template: str, part: str, number: int, root: Element) -> None:
        self.template, self.part, self.number, self.root = template, part, number, root
        self._tables: dict[Element, int] = {}
        self._paragraphs: dict[Element, int] = {}
        self._refs: dict[Element, _Steps] = {}
        self._around: dict[Element, _Steps] = {}  # to each table, row, cell and text box
        self._ranks: dict[_Steps, int] = {}
        counts: dict[Element | None, list[int]] = {}
        for element in root.iter(w("tbl"), w("p")):
            box = _box(element)
            count = counts.setdefault(box, [0, 0])
            if local(element) == "tbl":
                count[0] += 1
                self._tables[element] = count[0]
            else:
                count[1] += 1
                self._paragraphs[element] = count[1]
                self._refs[element] = self._steps(element)

    def of(self, element: Element | None, around: str = "") -> TagRef:
        """The place of a paragraph, or of the whole part."""
        steps = self._refs.get(element, ()) if element is not None else ()
        note = _note(element) if self.part in ("footnotes", "endnotes") else 0
        return TagRef(self.template, self.part, note or self.number, steps, _shorten(around))

    def order(self, place: object) -> int:
        """The rank of a place in the document; a whole part comes first."""
        if not self._ranks:
            self._ranks = {steps: rank for rank, steps in enumerate(self._refs.values(), start=1)}
        return self._ranks.get(getattr(place, "steps", ()), 0)

    def _steps(self, paragraph: Element) -> _Steps:
        steps, number = self._steps_around(paragraph), self._paragraphs[paragraph]
        alone = number == 1 and any(name == "column" for name, _ in steps)
        return steps if alone else (*steps, ("paragraph", number))

    def _steps_around(self, element: Element) -> _Steps:
        """The steps to the table, row, cell or text box that an element stands in."""
        up = next(element.iterancestors(*_AROUND_IT), None)
        if up is None:
            return ()
        if up not in self._around:
            self._around[up] = (*self._steps_around(up), self._step(up))
        return self._around[up]

    def _step(self, up: Element) -> tuple[str, int]:
        if up.tag == w("tbl"):
            return "table", self._tables.get(up, 0)
        if up.tag == w("txbxContent"):
            return "textbox", 1 + _index(up, self.root)
        return "row" if up.tag == w("tr") else "column", 1 + sum(1 for _ in up.itersiblings(up.tag, preceding=True))


def _index(box: Element, root: Element) -> int:
    return next(i for i, e in enumerate(root.iter(w("txbxContent"))) if e is box)


def _box(element: Element) -> Element | None:
    """What a person would count within: a cell, a text box, or (None) the part."""
    for up in element.iterancestors(w("tc"), w("txbxContent"), w("footnote"), w("endnote")):
        return up
    return None


def _note(element: Element | None) -> int:
    if element is None:
        return 0
    note = ancestor(element, "footnote")
    note = note if note is not None else ancestor(element, "endnote")
    if note is None:
        return 0
    earlier = sum(1 for e in note.itersiblings(note.tag, preceding=True) if e.get(w("type")) is None)
    return earlier + 1


def _shorten(text: str) -> str:
    text = " ".join(MARK.sub("", text).split())
    return text if len(text) <= _AROUND else text[: _AROUND - 1] + "…"
