"""From a woven part to static text and tags in turn, and from those to one Jinja source with a line for each tag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from docgen.merge.cells import GRID_END_TEXT, GRID_MARK_TEXT, WIDE_GRID_TEXT
from docgen.merge.mend import GRID, GRID_END, WIDE_GRID
from docgen.merge.wordxml import CLOSE_MARK, MARK, OPEN_MARK
from docgen.merge.woven import Draft, Tag

Item = str | Tag

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def items_of(draft: Draft) -> list[Item]:
    """The part as XML text and tags in turn; comments are left out."""
    text = etree.tostring(draft.root, encoding="unicode")
    text = text.replace(GRID_MARK_TEXT, GRID).replace(WIDE_GRID_TEXT, WIDE_GRID).replace(GRID_END_TEXT, GRID_END)
    pieces = MARK.split(DECLARATION + text)
    items: list[Item] = []
    for index, piece in enumerate(pieces):
        if index % 2:
            tag = draft.tags[int(piece)]
            if tag.kind != "note":
                items.append(tag)
        elif items and isinstance(items[-1], str):
            items[-1] += piece
        elif piece:
            items.append(piece)
    return items


@dataclass(frozen=True, slots=True)
class Source:
    """A Jinja source in which static text is a mark, and the tag of each line (the first tag is on line 2)."""

    text: str
    statics: tuple[str, ...]
    tags: tuple[Tag, ...]

    def static(self, marked: str) -> str:
        """The XML for the marks in a piece of template data."""
        return MARK.sub(lambda match: self.statics[int(match.group(1))], marked)

    def tag_at(self, line: int) -> Tag:
        """The tag on a line of the source."""
        return self.tags[min(max(line - 2, 0), len(self.tags) - 1)]


def source_of(items: list[Item]) -> Source:
    """The Jinja source of a part. Static text stays out of it: Jinja would read a brace in it as a tag."""
    statics: list[str] = []
    tags: list[Tag] = []
    out: list[str] = []
    for item in items:
        if isinstance(item, str):
            out.append(f"{OPEN_MARK}{len(statics)}{CLOSE_MARK}")
            statics.append(item)
        else:
            opening, closing = ("{{", "}}") if item.kind == "expr" else ("{%", "%}")
            out.append(f"{opening}\n{item.body} {closing}")
            tags.append(item)
    return Source("".join(out), tuple(statics), tuple(tags))


StaticOf = Callable[[str], str]
