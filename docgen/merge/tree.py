"""The hardened syntax tree of a part, put together of the trees of its tags: lint has read each of them already.

What `sandbox.harden` makes of the tree of the whole source, without lexing the source again: that is a third of the
time of compiling a template.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache

from jinja2 import nodes

from docgen.merge.codegen_expressions import Unknown
from docgen.merge.sandbox import Sandbox, paid, replace_concat, shown
from docgen.merge.source import Item
from docgen.merge.woven import Tag


@cache
def _jinja() -> Sandbox:
    """For reading only: what is made of a template has a sandbox of its own."""
    return Sandbox()


@lru_cache(maxsize=4096)
def parsed(source: str) -> nodes.Template:
    """The tree of one tag, which nobody changes: templates of one family say the same again and again."""
    return _jinja().parse(source)


@dataclass(slots=True)
class _Block:
    """A block that is open: its node, and where what comes next belongs."""

    word: str
    node: nodes.If | nodes.For | nodes.With | None
    body: list[nodes.Node]
    output: list[nodes.Expr] = field(default_factory=list)  # what is printed since the last statement

    def flush(self) -> None:
        """Put what is printed into the body, as one node."""
        if self.output:
            self.body.append(nodes.Output(self.output))
            self.output = []

    def branch(self, body: list[nodes.Node]) -> None:
        """Go on in another branch."""
        self.flush()
        self.body = body


def tree_of(items: list[Item]) -> nodes.Template:
    """The tree of a part that lint found without fault.

    Raises: Unknown for a statement that the generator leaves to Jinja.
    """
    root = _Block("", None, [])
    open_blocks = [root]
    for item in items:
        block = open_blocks[-1]
        if isinstance(item, str):
            block.output.append(nodes.TemplateData(item))
            continue
        word = item.keyword
        if item.kind == "expr":
            block.output.append(shown(_expression(item), item.number))
        elif word == f"end{block.word}":
            block.flush()
            if isinstance(block.node, nodes.For):
                block.node.iter = paid(block.node)
            open_blocks.pop()
        elif word in ("else", "elif"):
            _go_on(block, item)
        else:
            block.flush()
            node = _statement(item)
            block.body.append(node)
            if not isinstance(node, nodes.Assign):
                open_blocks.append(_Block(word, node, node.body))
    root.flush()
    return nodes.Template(root.body)


def _read(source: str) -> nodes.Node:
    """The node of one tag, of which only the branches may be changed."""
    tree = parsed(source)
    if "~" in source:
        tree = _jinja().parse(source)  # lint reads the other one again
        replace_concat(tree)
    (node,) = tree.body
    return node


def _expression(tag: Tag) -> nodes.Expr:
    output = _read(f"{{{{ {tag.body} }}}}")
    assert isinstance(output, nodes.Output)
    return output.nodes[0]


def _statement(tag: Tag) -> nodes.If | nodes.For | nodes.With | nodes.Assign:
    """The node of a statement, with empty branches."""
    if tag.keyword not in ("if", "for", "with", "set") or (tag.keyword == "set" and "=" not in tag.body):
        raise Unknown(tag.keyword)
    closer = "" if tag.keyword == "set" else f"{{% end{tag.keyword} %}}"
    node = _read(f"{{% {tag.body} %}}{closer}")
    if isinstance(node, nodes.If):
        return nodes.If(node.test, [], [], [])
    if isinstance(node, nodes.For):
        return nodes.For(node.target, node.iter, [], [], node.test, node.recursive)
    if isinstance(node, nodes.With):
        return nodes.With(node.targets, node.values, [])
    if isinstance(node, nodes.Assign):
        return node
    raise Unknown(type(node).__name__)


def _go_on(block: _Block, tag: Tag) -> None:
    """Another branch of the block that is open."""
    assert isinstance(block.node, nodes.If | nodes.For)
    if tag.keyword == "else":
        block.branch(block.node.else_)
        return
    assert isinstance(block.node, nodes.If)
    node = _read(f"{{% {tag.body[2:]} %}}{{% endif %}}")
    assert isinstance(node, nodes.If)
    other = nodes.If(node.test, [], [], [])
    block.node.elif_.append(other)
    block.branch(other.body)
