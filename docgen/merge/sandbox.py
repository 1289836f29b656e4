"""The rules of the template language, and Jinja's own engine held to them.

A template may read keys of mappings, items of sequences and `loop`, use the filters and tests of the closed list, and
call its own macros. It may not reach attributes or methods of anything. `harden` rewrites the syntax tree so that every
loop pays for its rounds and every printed value passes the `Printer`; both engines (`codegen`'s and this one) run the
same tree, and a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from docgen.merge.emit import Printer
from docgen.merge.faults import EngineFault
from docgen.merge.operations import FILTERS, HELPERS, binary, concat, each, limited_range
from docgen.merge.state import FREE_LENGTH, current

MAX_DEPTH: Final = 40
TESTS: Final = frozenset({
    "defined", "undefined", "none", "odd", "even", "divisibleby", "string", "number", "integer", "float", "boolean",
    "true", "false", "mapping", "sequence", "iterable", "eq", "equalto", "==", "ne", "!=", "lt", "lessthan", "<", "le",
    "<=", "gt", "greaterthan", ">", "ge", ">=", "in", "sameas", "lower", "upper",
})  # fmt: skip
LOOP: Final = frozenset({
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth", "depth0",
})  # fmt: skip
LOOP_CALLS: Final = frozenset({"cycle", "changed"})
SHOW, EACH = "docgen_show", "docgen_each"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it but the template language of this engine."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "**", "%"))

    def __init__(self, printer: Printer | None = None) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, optimized=False)
        self.filters = dict(FILTERS)
        self.tests = {name: test for name, test in self.tests.items() if name in TESTS}
        self.globals = {"range": limited_range, **HELPERS}
        self.depth = 0
        self.filters[EACH] = each
        if printer is not None:
            self.filters[SHOW] = lambda value, number: Markup(printer.show(value, number))
            self.filters["docgen_concat"] = lambda first, *rest: concat(printer, first, *rest)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a mapping, or a fact of `loop`; nothing else has attributes."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key of a mapping, an item or slice of a sequence."""
        if isinstance(obj, Mapping):
            try:
                return obj[argument]
            except (KeyError, TypeError):
                return self.undefined(obj=obj, name=argument)
        if isinstance(obj, LoopContext) and argument in LOOP | LOOP_CALLS:
            return getattr(obj, argument)
        if isinstance(obj, list | tuple | str | range) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except (IndexError, ValueError):
                return self.undefined(obj=obj, name=str(argument))
        if isinstance(obj, Undefined):
            str(obj)
        return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, `range`, `loop.cycle` and the engine's own functions."""
        return (
            isinstance(obj, Macro)
            or obj is limited_range
            or obj in HELPERS.values()
            or isinstance(getattr(obj, "__self__", None), LoopContext)
        )

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call that the template language allows; deep recursion of macros is refused before Python's own limit."""
        if not isinstance(obj, Macro):
            if not self.is_safe_callable(obj):
                raise EngineFault("T09", "call")
            return super().call(context, obj, *args, **kwargs)
        current.get().step(1)
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                raise EngineFault("T23", "depth", limit=MAX_DEPTH)
            return super().call(context, obj, *args, **kwargs)
        finally:
            self.depth -= 1

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic within bounds."""
        return binary(operator, left, right)


def harden(tree: nodes.Template, statics: Callable[[str], str], tag_of: Callable[[int], int]) -> None:
    """Rewrite the tree in place: static text filled in, loops paid for, outputs printed by the Printer.

    `statics` turns the marked text of a TemplateData into XML, `tag_of` a line number into the number of a tag.
    """
    replace_concat(tree)
    every = [*tree.find_all((nodes.TemplateData, nodes.Output, nodes.For))]
    for node in every:
        if isinstance(node, nodes.TemplateData):
            node.data = statics(node.data)
    for node in every:
        if isinstance(node, nodes.Output):
            node.nodes = [
                item if isinstance(item, nodes.TemplateData) else shown(item, tag_of(item.lineno))
                for item in node.nodes
            ]
        elif isinstance(node, nodes.For):
            node.iter = paid(node)


def shown(node: nodes.Expr, number: int) -> nodes.Filter:
    """What tag `number` prints, by the Printer."""
    return _filter(SHOW, node, number)


def paid(node: nodes.For) -> nodes.Filter:
    """What a loop goes over, paid for; its body must be whole."""
    return _filter(EACH, node.iter, weigh(node.body))


def _filter(name: str, node: nodes.Node, number: int) -> nodes.Filter:
    constant = nodes.Const(number, lineno=node.lineno)
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, name, [constant], [], None, None, lineno=node.lineno)


def weigh(body: list[nodes.Node]) -> int:
    """The characters one round of a loop body writes at least, inner loops not counted, values at their free length."""
    weight = 0
    for node in body:
        if isinstance(node, nodes.Output):
            for piece in node.nodes:
                weight += len(piece.data) if isinstance(piece, nodes.TemplateData) else FREE_LENGTH
        elif isinstance(node, nodes.If):
            weight += max([weigh(node.body), weigh(node.else_), *(weigh(e.body) for e in node.elif_)])
        elif isinstance(node, nodes.With):
            weight += weigh(node.body)
    return weight


def replace_concat(tree: nodes.Node) -> None:
    """Make each `~` in a tree the engine's own."""
    for field in tree.fields:
        value = getattr(tree, field)
        if isinstance(value, nodes.Node):
            replace_concat(value)
            if isinstance(value, nodes.Concat):
                setattr(tree, field, _concat(value))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, nodes.Node):
                    replace_concat(item)
                    if isinstance(item, nodes.Concat):
                        value[index] = _concat(item)


def _concat(node: nodes.Concat) -> nodes.Filter:
    first, *rest = node.nodes
    return nodes.Filter(first, "docgen_concat", rest, [], None, None, lineno=node.lineno)
