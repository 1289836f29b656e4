"""Where something is in a Word file, as a person sees it: table 2, row 3, column 1, and the text around."""

from __future__ import annotations

from docgen.findings import TagRef
from docgen.merge.wordxml import MARK, Element, ancestor, local, w

_AROUND = 60


class Places:
    """The places of one part's paragraphs; built before the tree is changed, asked by paragraph."""

    def __init__(self, template: str, part: str, number: int, root: Element) -> None:
        self.template, self.part, self.number, self.root = template, part, number, root
        self._tables: dict[Element, int] = {}
        self._paragraphs: dict[Element, int] = {}
        self._refs: dict[Element, tuple[tuple[str, int], ...]] = {}
        self._ranks: dict[tuple[tuple[str, int], ...], int] = {}
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
        number = self.number
        note = _note(element)
        if note:
            number = note
        return TagRef(self.template, self.part, number, steps, _shorten(around))

    def order(self, place: object) -> int:
        """The rank of a place in the document; a whole part comes first."""
        if not self._ranks:
            self._ranks = {steps: rank for rank, steps in enumerate(self._refs.values(), start=1)}
        return self._ranks.get(getattr(place, "steps", ()), 0)

    def _steps(self, paragraph: Element) -> tuple[tuple[str, int], ...]:
        steps: list[tuple[str, int]] = []
        inner: Element = paragraph
        cell_step = False
        for up in paragraph.iterancestors(w("tc"), w("tr"), w("tbl"), w("txbxContent")):
            name = local(up)
            if name == "txbxContent":
                steps.append(("textbox", 1 + _index(up, self.root)))
            elif name == "tc":
                steps.append(("column", _position(up, inner)))
                cell_step = True
            elif name == "tr":
                steps.append(("row", _position(up, inner)))
            else:
                steps.append(("table", self._tables.get(up, 0)))
            inner = up
        steps.reverse()
        if not cell_step or self._paragraphs[paragraph] > 1:
            steps.append(("paragraph", self._paragraphs[paragraph]))
        return tuple(steps)


def _position(element: Element, _inner: Element) -> int:
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))


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
