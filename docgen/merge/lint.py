"""All faults of a part at once: blocks, statements, expressions, and whether every branch leaves the XML whole.

Works tag by tag, not on a syntax tree of the whole part: one bad tag must not hide the others, nor make false faults
after it. A block whose heading is at fault still opens, and names inside it are then taken on trust.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import replace

from jinja2 import TemplateSyntaxError, nodes

from docgen.merge.expressions import LOOP, Inspection, Problem
from docgen.merge.names import ANYTHING, PICTURE, Macro, Offered, Seen, item_of
from docgen.merge.nesting import CLOSER_OF, Linted, Nesting
from docgen.merge.tree import parsed
from docgen.merge.woven import Level, Tag

Item = str | Tag

_OPENER_OF = {closer: opener for opener, closer in CLOSER_OF.items()}
_KEYWORDS = sorted({*CLOSER_OF, *_OPENER_OF, "elif", "else"})
_KNOWN_ELSEWHERE = frozenset({
    "include", "import", "from", "extends", "block", "endblock", "call", "endcall", "filter", "endfilter", "do",
    "autoescape", "endautoescape", "trans", "endtrans", "pluralize", "break", "continue", "debug",
})  # fmt: skip

_FOR_PICTURES = frozenset({Level.TEXT, Level.RUN, Level.BLOCK, Level.PICTURE})
_LONGEST, _MOST_BRACKETS = 1000, 60  # nobody reads a tag that long


class _Linter(Nesting):
    def __init__(self, offered: Offered | None, withheld: Collection[str], misplaced: Collection[int]) -> None:
        super().__init__(offered, withheld, misplaced)

    def run(self, items: list[Item]) -> Linted:
        pending = ""
        for item in items:
            if isinstance(item, str):
                pending += item
            elif item.slot.level in (Level.ATTRIBUTE, Level.COLOUR, Level.SPAN, Level.RAW) and item.kind != "stmt":
                self._tag(item)  # stands inside an element's start tag
                pending += "x"
            else:
                self.walk(pending)
                pending = ""
                self._tag(item)
        self.walk(pending)
        for block in reversed(self.blocks):
            if not block.told:
                self.fault("T02", block.tag, "open", suggestion=f"{{%{block.tag.form} {CLOSER_OF[block.word]} %}}")
        return self.result

    def _tag(self, tag: Tag) -> None:
        if tag.own and tag.slot.level is Level.RAW:
            return
        if tag.kind == "expr":
            self._expression(tag)
        elif tag.kind == "stmt":
            self._statement(tag)

    # --- expressions

    def _expression(self, tag: Tag) -> None:
        if not tag.body:
            self.fault("T06", tag, "empty")
            return
        tree = self._parse(tag, f"{{{{ {tag.body} }}}}")
        if tree is None:
            return
        output = tree.body[0]
        if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            self.fault("T06", tag, "syntax")
            return
        seen = self._inspect(tag, output.nodes[0])
        if isinstance(seen.kind, Macro):
            if seen.kind.where != tuple(self.path):
                self.fault("T02", tag, "macro_place")
            self.result.fragments.add(tag.number)
        elif isinstance(seen.kind, dict) and seen.kind:
            self.fault("T01", tag, "group", word=seen.path)
        elif isinstance(seen.kind, list) and seen.kind and isinstance(seen.kind[0], dict):
            self.fault("T01", tag, "rows", word=seen.path)
        elif seen.kind is PICTURE and tag.slot.level not in _FOR_PICTURES:
            self.fault("T27", tag, "place")

    def _parse(self, tag: Tag, source: str) -> nodes.Template | None:
        long = len(tag.body) > _MOST_BRACKETS
        if long and (len(tag.body) > _LONGEST or sum(map(tag.body.count, "([{")) > _MOST_BRACKETS):
            self.fault("T09", tag, "too_long")
            return None
        try:
            return parsed(source)
        except TemplateSyntaxError:
            case = "equals" if re.search(r"[^=!<>]=[^=]", tag.body) and tag.keyword in ("if", "elif") else "syntax"
            self.fault("T06", tag, case)
        except (RecursionError, MemoryError, ValueError, OverflowError):
            self.fault("T09", tag, "too_long")
        return None

    def _inspect(self, tag: Tag, *expressions: nodes.Node) -> Seen:
        seen = Seen(None)
        inspection = Inspection(self.scope)
        for expression in expressions:
            seen = inspection.see(expression)
        for problem in inspection.problems:
            self._tell(tag, problem)
        self.result.names |= inspection.names
        return seen

    def _tell(self, tag: Tag, problem: Problem) -> None:
        suggestion = None
        if problem.meant:
            suggestion = problem.meant if problem.code == "T05" or problem.code == "T09" else _mend(tag, problem)
        facts = {"word": problem.name} if problem.name else {}
        self.fault(problem.code, tag, problem.case, suggestion=suggestion, **facts)

    # --- statements

    def _statement(self, tag: Tag) -> None:
        word = tag.keyword
        if not word:
            self.fault("T06", tag, "empty")
        elif word in _OPENER_OF:
            self._close(tag, word)
        elif word in ("elif", "else"):
            self._middle(tag, word)
        elif word in CLOSER_OF:
            self._open(tag, word)
        else:
            self._unknown(tag, word)

    def _unknown(self, tag: Tag, word: str) -> None:
        if word in _KNOWN_ELSEWHERE:
            self.fault("T09", tag, "statement", word=word)
            return
        close = difflib.get_close_matches(word.lower(), _KEYWORDS, n=1, cutoff=0.6)
        meant = close[0] if close else ""
        self.fault("T09", tag, "unknown", suggestion=tag.text.replace(word, meant, 1) if meant else None, word=word)
        # Take it for what was meant, so that the rest of the part is judged rightly.
        if meant in _OPENER_OF and self.blocks and self.blocks[-1].word == _OPENER_OF[meant]:
            self.pop()
        elif meant in CLOSER_OF and meant != "set":
            self.push(tag, meant, layer={}, tolerant=True)
            self.blocks[-1].told = True

    def _open(self, tag: Tag, word: str) -> None:
        if word == "set" and "=" not in tag.body:
            self._open_set(tag)
            return
        closer = "" if word == "set" else f"{{% {CLOSER_OF[word]} %}}"
        tree = self._parse(tag, f"{{% {tag.body} %}}{closer}")
        node = tree.body[0] if tree is not None and tree.body else None
        if isinstance(node, nodes.For):
            self._open_for(tag, node)
        elif isinstance(node, nodes.If):
            self._inspect(tag, node.test)
            self.push(tag, word, None)
        elif isinstance(node, nodes.Assign):
            self._assign(tag, node.target, self._inspect(tag, node.node))
        elif isinstance(node, nodes.With):
            self._open_with(tag, node)
        elif isinstance(node, nodes.Macro):
            self._open_macro(tag, node)
        elif word != "set":
            self.push(tag, word, {} if word != "if" else None, tolerant=word != "if")
        else:
            self.scope.layers[-1].update({name: Seen(ANYTHING) for name in re.findall(r"\w+", tag.body.split("=")[0])})

    def _open_for(self, tag: Tag, node: nodes.For) -> None:
        if node.recursive:
            self.fault("T09", tag, "recursive")
        seen = self._inspect(tag, node.iter)
        if seen.kind is None and seen.path:
            self.fault("T01", tag, "no_list", word=seen.path)
        layer: dict[str, Seen] = {"loop": LOOP}
        self.push(tag, "for", layer)
        self._assign(tag, node.target, item_of(seen) if seen.kind is not ANYTHING else Seen(ANYTHING, seen.path))
        if node.test is not None:
            self._inspect(tag, node.test)

    def _open_with(self, tag: Tag, node: nodes.With) -> None:
        seen = [self._inspect(tag, value) for value in node.values]
        self.push(tag, "with", {})
        for target, value in zip(node.targets, seen, strict=True):
            self._assign(tag, target, value)

    def _open_macro(self, tag: Tag, node: nodes.Macro) -> None:
        self._inspect(tag, *node.defaults)
        self.scope.layers[-1][node.name] = Seen(Macro(tuple(self.path)))
        layer = {argument.name: Seen(ANYTHING) for argument in node.args}
        self.push(tag, "macro", layer)

    def _open_set(self, tag: Tag) -> None:
        name = tag.body.split(None, 1)[1].strip() if " " in tag.body else ""
        if not name.isidentifier() or name.startswith(("_", "docgen_")):
            self.fault("T06", tag, "syntax")
            name = ""
        else:
            self.scope.layers[-1][name] = Seen(Macro(tuple(self.path)))
        self.push(tag, "set", {})

    def _assign(self, tag: Tag, target: nodes.Node, seen: Seen) -> None:
        if isinstance(target, nodes.Name):
            if target.name.startswith(("_", "docgen_")) or target.name in ("loop", "range"):
                self.fault("T09", tag, "private", word=target.name)
            self.scope.layers[-1][target.name] = seen
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._assign(tag, item, Seen(ANYTHING))
        else:
            self.fault("T09", tag, "expression")

    def _middle(self, tag: Tag, word: str) -> None:
        if tag.body != "else" and word == "else":
            self.fault("T06", tag, "else")
        while self.blocks and self.blocks[-1].word not in ("if", "for"):
            self.never_closed(tag)
        if not self.blocks or self.blocks[-1].has_else or (word == "elif" and self.blocks[-1].word == "for"):
            self.fault("T02", tag, "no_if")
            return
        self.blocks[-1].has_else = word == "else"
        if word == "elif":
            tree = self._parse(tag, f"{{% {tag.body[2:]} %}}{{% endif %}}")
            if tree is not None and isinstance(tree.body[0], nodes.If):
                self._inspect(tag, tree.body[0].test)
        self.check_whole(tag)
        self.path = list(self.blocks[-1].path)

    def _close(self, tag: Tag, word: str) -> None:
        opener = _OPENER_OF[word]
        if tag.body != word:
            self.fault("T06", tag, "syntax")
        if not any(block.word == opener for block in self.blocks):
            self.fault("T02", tag, "no_opener", word=opener)
            return
        while self.blocks[-1].word != opener:
            self.never_closed(tag)
        self.check_whole(tag)
        self.path = list(self.pop().path)


def _mend(tag: Tag, problem: Problem) -> str:
    """The tag with the name that was probably meant."""
    return re.sub(rf"(?<![\w.]){re.escape(problem.name)}(?!\w)", lambda _: problem.meant, tag.text, count=1)


def lint(
    items: list[Item], offered: Offered | None, withheld: Collection[str] = (), misplaced: Collection[int] = ()
) -> Linted:
    """All faults of one part's tags; `misplaced` are tags that already have a fault because of where they stand."""
    return _Linter(offered, withheld, misplaced).run(items)


def with_fragments(items: list[Item], numbers: set[int]) -> list[Item]:
    """The items with the slots that print a macro's result marked as such."""
    if not numbers:
        return items
    return [
        replace(item, slot=replace(item.slot, level=Level.FRAGMENT))
        if isinstance(item, Tag) and item.number in numbers
        else item
        for item in items
    ]
