"""What weaving yields: the tags of a part with their place and slot, and the tree with a mark at each tag."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from docgen.findings import TagRef
from docgen.merge.wordxml import CLOSE_MARK, OPEN_MARK, Element


class Level(StrEnum):
    """Where a value is printed; it decides what may be printed there and how."""

    TEXT = "text"  # inside w:t
    RUN = "run"  # between runs: {{r x }}
    BLOCK = "block"  # between paragraphs: {{p x }}
    ATTRIBUTE = "attribute"  # alternative text, watermark
    PICTURE = "picture"  # in the place of a picture whose alternative text is the tag
    PROPERTY = "property"  # title, subject: plain text, as in an attribute
    COLOUR = "colour"  # six hex digits, for {% cellbg %}
    SPAN = "span"  # a number of columns, for {% colspan %}
    RAW = "raw"  # made by the engine itself: ids
    FRAGMENT = "fragment"  # what a macro or a {% set %}…{% endset %} of this template made; lint proved it fits here


@dataclass(frozen=True, slots=True)
class Frame:
    """The author's picture that holds the place of a value: its XML, open where the value comes, and its box in EMU.

    `original`, `extension` and `crop` are the author's own picture, for a value that is only its alternative text.
    """

    xml: str
    box: tuple[int, int]
    original: bytes = field(repr=False)
    extension: str
    crop: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """How a value is printed: `run` and `paragraph` are the w:rPr and w:pPr (as XML, may be '') around the tag."""

    level: Level
    run: str = ""
    paragraph: str = ""
    frame: Frame | None = None  # of a picture


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: kind "expr", "stmt" or "note"; `body` is ready for Jinja, `text` as the author typed it."""

    number: int
    kind: str
    form: str
    body: str
    text: str
    place: TagRef
    slot: Slot
    merge_left: bool = False
    merge_right: bool = False
    own: bool = False  # made by the engine: its faults are told at the author's tag, once
    echo: bool = False  # in the second copy of a text box that Word keeps for old versions

    @property
    def keyword(self) -> str:
        """The first word of a statement, '' for an expression."""
        return self.body.split(None, 1)[0] if self.kind == "stmt" and self.body else ""

    @property
    def mark(self) -> str:
        """The characters that stand for this tag in the tree."""
        return f"{OPEN_MARK}{self.number}{CLOSE_MARK}"


@dataclass(slots=True)
class Draft:
    """A part while it is being woven: the tags so far by number, and the element each mark is in."""

    root: Element
    tags: dict[int, Tag] = field(default_factory=dict)
    hosts: dict[int, Element] = field(default_factory=dict)
    mend: set[str] = field(default_factory=set)
    next_number: int = 0

    def add(
        self, kind: str, body: str, text: str, place: TagRef, slot: Slot, form: str = "",
        *, merged: tuple[bool, bool] = (False, False), own: bool = False, echo: bool = False,
    ) -> Tag:  # fmt: skip
        """A new tag with the next number; `merged` is with the paragraph before and after."""
        tag = Tag(self.next_number, kind, form, body, text, place, slot, *merged, own, echo)
        self.tags[tag.number] = tag
        self.next_number += 1
        return tag
