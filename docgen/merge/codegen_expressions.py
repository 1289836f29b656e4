"""Expressions of a template as Python: the half of the generator that writes what stands inside a line."""

# ruff: noqa: N802 - methods are named after the nodes they write

from __future__ import annotations

from typing import Any

from jinja2 import nodes

from docgen.merge import operations
from docgen.merge.sandbox import Sandbox

_COMPARE = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}


class Unknown(Exception):  # noqa: N818
    """A construct this generator leaves to Jinja's engine."""


class ExpressionWriter:
    """Writes expressions; `scopes` map names of the template to names of Python variables, innermost last.

    The variable of `loop` is "loop INDEX ROWS": its facts are worked out from those two.
    """

    def __init__(self) -> None:
        self.scopes: list[dict[str, str]] = []

    def variable(self, name: str) -> str:
        """The Python variable of a name, '' when it comes from the context."""
        return next((scope[name] for scope in reversed(self.scopes) if name in scope), "")

    def expression(self, node: nodes.Node) -> str:
        """The Python expression of a node.

        Raises: Unknown for one that Jinja must work out.
        """
        method = getattr(self, f"_of_{type(node).__name__}", None)
        if method is not None:
            return str(method(node))
        if isinstance(node, nodes.BinExpr) and node.operator in Sandbox.intercepted_binops:
            return f"binary({node.operator!r}, {self.expression(node.left)}, {self.expression(node.right)})"
        raise Unknown(type(node).__name__)

    def _of_Const(self, node: nodes.Const) -> str:
        if type(node.value) not in (str, int, float, bool, type(None)):
            raise Unknown("constant")
        return repr(node.value)

    def _of_Name(self, node: nodes.Name) -> str:
        variable = self.variable(node.name)
        if variable.startswith("loop "):
            raise Unknown("loop as a value")
        return variable or f"C[{node.name!r}]"

    def _of_Getattr(self, node: nodes.Getattr) -> str:
        if isinstance(node.node, nodes.Name):
            variable = self.variable(node.node.name)
            if variable.startswith("loop "):
                return _loop_fact(node.attr, *variable.split()[1:])
        return f"{self.expression(node.node)}[{node.attr!r}]"

    def _of_Getitem(self, node: nodes.Getitem) -> str:
        if isinstance(node.arg, nodes.Slice):
            bounds = (node.arg.start, node.arg.stop, node.arg.step)
            inner = ":".join("" if bound is None else self.expression(bound) for bound in bounds)
            return f"{self.expression(node.node)}[{inner}]"
        return f"{self.expression(node.node)}[{self.expression(node.arg)}]"

    def _maybe(self, node: nodes.Expr) -> str:
        """An expression that may be undefined at its last step."""
        if isinstance(node, nodes.Name) and not self.variable(node.name):
            return f"C.get({node.name!r}, U)"
        if isinstance(node, nodes.Getattr) and not isinstance(node.node, nodes.Call):
            is_loop = isinstance(node.node, nodes.Name) and self.variable(node.node.name).startswith("loop ")
            if not is_loop:
                return f"key({self.expression(node.node)}, {node.attr!r})"
        return self.expression(node)

    def _of_Filter(self, node: nodes.Filter) -> str:
        if node.node is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            raise Unknown("filter block")
        arguments = self._arguments(node.args, node.kwargs)
        if node.name in ("default", "d"):
            return f"default({self._maybe(node.node)}{arguments})"
        function = "concat" if node.name == "docgen_concat" else f"F_{node.name}"
        return f"{function}({self.expression(node.node)}{arguments})"

    def _arguments(self, args: list[nodes.Expr], kwargs: list[Any]) -> str:
        texts = [self.expression(argument) for argument in args]
        texts += [f"{keyword.key}={self.expression(keyword.value)}" for keyword in kwargs]
        return "".join(f", {text}" for text in texts)

    def _of_Test(self, node: nodes.Test) -> str:
        if not node.name.isidentifier() or node.dyn_args is not None or node.dyn_kwargs is not None:
            raise Unknown("test")
        operand = self._maybe(node.node) if node.name in ("defined", "undefined") else self.expression(node.node)
        if node.name == "none":
            return f"({operand} is None)"
        return f"T_{node.name}({operand}{self._arguments(node.args, node.kwargs)})"

    def _of_Call(self, node: nodes.Call) -> str:
        if node.dyn_args is not None or node.dyn_kwargs is not None or node.kwargs:
            raise Unknown("call")
        arguments = [self.expression(argument) for argument in node.args]
        target = node.node
        if isinstance(target, nodes.Name) and not self.variable(target.name):
            if target.name == "range":
                return f"limited_range({', '.join(arguments)})"
            if target.name in operations.HELPERS:
                return f"{target.name}({', '.join(arguments)})"
        if isinstance(target, nodes.Getattr) and isinstance(target.node, nodes.Name) and target.attr == "cycle":
            variable = self.variable(target.node.name)
            if variable.startswith("loop ") and arguments:
                return f"({', '.join(arguments)},)[{variable.split()[1]} % {len(arguments)}]"
        raise Unknown("call")

    def _of_Compare(self, node: nodes.Compare) -> str:
        operands = "".join(f" {_COMPARE[op.op]} {self.expression(op.expr)}" for op in node.ops)
        return f"({self.expression(node.expr)}{operands})"

    def _of_And(self, node: nodes.And) -> str:
        return f"({self.expression(node.left)} and {self.expression(node.right)})"

    def _of_Or(self, node: nodes.Or) -> str:
        return f"({self.expression(node.left)} or {self.expression(node.right)})"

    def _of_Not(self, node: nodes.Not) -> str:
        return f"(not {self.expression(node.node)})"

    def _of_Neg(self, node: nodes.Neg) -> str:
        return f"(-{self.expression(node.node)})"

    def _of_Pos(self, node: nodes.Pos) -> str:
        return f"(+{self.expression(node.node)})"

    def _of_CondExpr(self, node: nodes.CondExpr) -> str:
        other = "NOTHING" if node.expr2 is None else self.expression(node.expr2)
        return f"({self.expression(node.expr1)} if {self.expression(node.test)} else {other})"

    def _of_Tuple(self, node: nodes.Tuple) -> str:
        return f"({''.join(self.expression(item) + ',' for item in node.items)})"

    def _of_List(self, node: nodes.List) -> str:
        return f"[{','.join(self.expression(item) for item in node.items)}]"

    def _of_Dict(self, node: nodes.Dict) -> str:
        return f"{{{','.join(f'{self.expression(p.key)}: {self.expression(p.value)}' for p in node.items)}}}"


def _loop_fact(fact: str, index: str, rows: str) -> str:
    facts = {
        "index": f"({index} + 1)",
        "index0": index,
        "revindex": f"(len({rows}) - {index})",
        "revindex0": f"(len({rows}) - {index} - 1)",
        "first": f"({index} == 0)",
        "last": f"({index} == len({rows}) - 1)",
        "length": f"len({rows})",
    }
    if fact not in facts:
        raise Unknown(f"loop.{fact}")
    return facts[fact]
