"""Which blocks and XML elements are open at a point of a part, and whether a block ends in the place where it began."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from docgen.findings import Argument, Finding
from docgen.merge.faults import fault
from docgen.merge.names import Offered, Scope, Seen
from docgen.merge.woven import Tag

CLOSER_OF: Final = {"for": "endfor", "if": "endif", "with": "endwith", "macro": "endmacro", "set": "endset"}
_XML_TAG = re.compile(r"<(/?)([\w:.-]++)[^<>]*+(?<!/)>")  # of an element that is not empty
_CELL_WALLS = frozenset(
    {"w:tc", "w:tr", "w:tbl", "w:txbxContent", "w:footnote", "w:endnote", "w:body", "w:hdr", "w:ftr"}
)
_DEEPEST = 12  # Python nests 20 loops at most


@dataclass(slots=True)
class Block:
    """An open block: where in the XML it began and which walls its content broke through."""

    word: str
    tag: Tag
    path: tuple[str, ...]
    layered: bool = False
    tolerant: bool = False
    has_else: bool = False
    broken: set[str] = field(default_factory=set)
    told: bool = False


@dataclass(slots=True)
class Linted:
    """What lint found in one part: faults, the dotted names used, and slots that print a macro's result."""

    findings: list[Finding] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    fragments: set[int] = field(default_factory=set)


class Nesting:
    """The blocks, the path of XML elements and the scope of names at one point; and the findings so far."""

    def __init__(self, offered: Offered | None, withheld: Collection[str], misplaced: Collection[int]) -> None:
        self.misplaced = misplaced
        self.scope = Scope(offered, withheld)
        self.result = Linted()
        self.blocks: list[Block] = []
        self.path: list[str] = []

    def walk(self, xml: str) -> None:
        """Follow static XML."""
        for closing, name in _XML_TAG.findall(xml):
            if not closing:
                self.path.append(name)
                continue
            if self.blocks and len(self.path) <= len(self.blocks[-1].path):
                self.blocks[-1].broken.add(name)
            if self.path:
                self.path.pop()

    def fault(self, code: str, tag: Tag, case: str = "", suggestion: str | None = None, **args: Argument) -> None:
        """Note a fault of a tag, once; the second copy of a text box has none of its own."""
        if tag.echo:
            return
        finding = fault(code, tag.place, case, suggestion=suggestion, facts={"tag": tag.text, **args})
        if finding not in self.result.findings:
            self.result.findings.append(finding)

    def push(self, tag: Tag, word: str, layer: dict[str, Seen] | None, tolerant: bool = False) -> None:
        """Open a block, with a layer of names of its own when it has one."""
        if len(self.blocks) == _DEEPEST:
            self.fault("T09", tag, "deep", limit=_DEEPEST)
        self.blocks.append(Block(word, tag, tuple(self.path), layer is not None, tolerant))
        if layer is not None:
            self.scope.layers.append(layer)
        self.scope.tolerant += tolerant

    def pop(self) -> Block:
        """Close the innermost block."""
        block = self.blocks.pop()
        if block.layered:
            self.scope.layers.pop()
        self.scope.tolerant -= block.tolerant
        if self.blocks:
            outer = self.blocks[-1]
            if len(block.path) <= len(outer.path):
                outer.broken |= block.broken
        return block

    def never_closed(self, at: Tag) -> None:
        """The innermost block has no end before `at` closes one around it: that is the fault, and the only one."""
        block = self.pop()
        if not block.told:
            closer = f"{{%{block.tag.form} {CLOSER_OF[block.word]} %}}"
            finding = fault(
                "T02", block.tag.place, "open", suggestion=closer, also=(at.place,), tag=block.tag.text, other=at.text
            )
            if not block.tag.echo:
                self.result.findings.append(finding)
        self.path = list(block.path)

    def check_whole(self, at: Tag) -> None:
        """A branch must end in the same place of the XML as it began, and not in another cell."""
        block = self.blocks[-1]
        if block.told or block.tag.number in self.misplaced or at.number in self.misplaced:
            return
        if tuple(self.path) == block.path and not block.broken & _CELL_WALLS:
            return
        block.told = True
        form = "tr" if "w:tbl" in block.path else "p"
        if not block.tag.echo:
            self.result.findings.append(
                fault(
                    "T02",
                    block.tag.place,
                    "crosses",
                    also=(at.place,),
                    tag=block.tag.text,
                    other=at.text,
                    example=f"{{%{form} {block.tag.body} %}}",
                )
            )
