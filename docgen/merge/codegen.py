"""A second engine for the same syntax tree: straight Python, three times as fast as Jinja's own.

It is optimistic. Whatever it does not know raises `Unknown` while generating, and anything that goes wrong while it
runs makes `program` run Jinja's engine on the same tree, which then finds the fault, or the right answer.
What makes it fast: keys read straight from dicts, one f-string for each stretch without statements, escaped texts kept
by text, no generator and no Markup objects (peers.md 7).
"""

# ruff: noqa: N802 - methods are named after the nodes they write

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes

from docgen.merge import sandbox
from docgen.merge.emit import Printer
from docgen.merge.mend import GRID, GRID_END, WIDE_GRID, fit_grid
from docgen.merge.woven import Level

Render = Callable[[Mapping[str, object]], str]


class Unknown(Exception):  # noqa: N818
    """A construct this generator leaves to Jinja's engine."""


class Missing(Exception):  # noqa: N818
    """A lookup on something that is no dict; Jinja's engine decides what it means."""


def generate(tree: nodes.Template, printer: Printer, jinja: sandbox.Sandbox) -> tuple[Render, bool]:
    """The render function of a hardened tree, and whether it leaves tables for `mend` to measure.

    Raises: Unknown for a construct it leaves to Jinja.
    """
    writer = _Writer({number: slot.level for number, slot in printer.slots.items()})
    writer.line("def render(C):")
    with writer.indented():
        writer.line("out = []")
        writer.line("write = out.append")
        writer.scope_of(tree.body, {})
        writer.statements(tree.body)
        writer.line("return ''.join(out)")
    namespace = _namespace(printer, jinja)
    try:
        exec(compile("\n".join(writer.lines), "<docgen template>", "exec"), namespace)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise Unknown from error
    render: Render = namespace["render"]
    return render, writer.wide


def _namespace(printer: Printer, jinja: sandbox.Sandbox) -> dict[str, Any]:
    return {
        "__builtins__": {"enumerate": enumerate, "len": len, "str": str},
        "E": printer.escapes,
        "K": printer.colours,
        "show": printer.show,
        "each": sandbox.each,
        "binary": sandbox.binary,
        "concat": lambda *items: sandbox.concat(printer, *items),
        "default": sandbox.default,
        "limited_range": sandbox.limited_range,
        "key": key,
        "no_cells": no_cells,
        "set_grid": set_grid,
        "U": StrictUndefined(),
        "NOTHING": Undefined(),
        **{f"F_{name}": function for name, function in sandbox.FILTERS.items()},
        **{f"T_{name}": test for name, test in jinja.tests.items() if name.isidentifier()},
        **sandbox.HELPERS,
    }


_ABSENT = StrictUndefined()


def key(mapping: object, name: object) -> object:
    """A key that may be absent, for `default` and `is defined`."""
    if type(mapping) is not dict:
        raise Missing
    return mapping.get(name, _ABSENT)


def no_cells() -> int:
    """A row came out without cells: `mend` knows what to do."""
    raise Missing


def set_grid(grid: str, columns: int) -> str:
    """The grid for this many columns; a table without rows is left to `mend`."""
    if not columns:
        raise Missing
    return fit_grid(grid, columns)


class _Writer:
    """Writes Python lines; `scopes` map names of the template to names of Python variables, innermost last."""

    def __init__(self, levels: Mapping[int, Level]) -> None:
        self.levels = levels
        self.tables: list[str] = []  # the marked tables around this point, innermost last
        self.wide = False  # whether a table is left to `mend`
        self.lines: list[str] = []
        self.depth = 0
        self.scopes: list[dict[str, str]] = []
        self.count = 0

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    @contextmanager
    def indented(self) -> Iterator[None]:
        self.depth += 1
        yield
        self.depth -= 1

    def fresh(self) -> str:
        self.count += 1
        return f"v{self.count}"

    def scope_of(self, body: list[nodes.Node], known: dict[str, str]) -> None:
        """Open a scope; names set anywhere in it start with the value they have outside."""
        outer = {name: self.variable(name) for name in sorted(_assigned(body)) if name not in known}
        self.scopes.append(dict(known))
        for name, value in outer.items():
            variable = self.fresh()
            self.line(f"{variable} = {value or f'C.get({name!r}, U)'}")
            self.scopes[-1][name] = variable

    def variable(self, name: str) -> str:
        """The Python variable of a name, '' when it comes from the context."""
        return next((scope[name] for scope in reversed(self.scopes) if name in scope), "")

    # --- statements

    def statements(self, body: list[nodes.Node]) -> None:
        before = len(self.lines)
        for node in body:
            method = getattr(self, f"_do_{type(node).__name__}", None)
            if method is None:
                raise Unknown(type(node).__name__)
            method(node)
        if len(self.lines) == before:
            self.line("pass")

    def _do_Output(self, node: nodes.Output) -> None:
        pieces: list[str] = []
        for number, item in enumerate(node.nodes):
            if isinstance(item, nodes.TemplateData):
                pieces = self._static(item.data, pieces)
                continue
            assert isinstance(item, nodes.Filter)
            assert item.node is not None
            slot = item.args[0]
            assert isinstance(slot, nodes.Const)
            self.line(f"p{number} = {self.expression(item.node)}")
            shown = f"show(p{number}, {slot.value})"
            known = _KNOWN.get(self.levels[slot.value])
            quick = f"{known}[p{number}] if p{number}.__class__ is str else {shown}"
            self.line(f"p{number} = {quick if known else shown}")
            pieces.append(f"{{p{number}}}")
        self._write(pieces)

    def _write(self, pieces: list[str]) -> None:
        if any(pieces):
            self.line(f"write(f'{''.join(pieces)}')")

    def _static(self, text: str, pieces: list[str]) -> list[str]:
        """Static XML; in a table that `mend` would measure, the cells are counted while writing instead."""
        start = 0
        for match in _TABLE_EVENT.finditer(text):
            event = match.group()
            simple = bool(self.tables) and self.tables[-1] == GRID
            if event == WIDE_GRID:
                self.tables.append(event)
                self.wide = True
            elif event == GRID_END:
                if self.tables.pop() == GRID:
                    pieces.append(_in_f_string(text[start : match.start()]))
                    start = match.end()
                    self.line("out[grid] = set_grid(out[grid], widest)")
            elif event == _CELL and simple:
                self.line("cells += 1")
            elif event == _ROW_END and simple:
                self.line("widest = cells if cells > widest else widest if cells else no_cells()")
                self.line("cells = 0")
            elif event.startswith(GRID):
                self.tables.append(GRID)
                self._write([*pieces, _in_f_string(text[start : match.start()])])
                pieces, start = [], match.end()
                self.line("grid, cells, widest = len(out), 0, 0")
                self.line(f"write({event[len(GRID) :]!r})")
        return [*pieces, _in_f_string(text[start:])]

    def _do_If(self, node: nodes.If) -> None:
        self.line(f"if {self.expression(node.test)}:")
        with self.indented():
            self.statements(node.body)
        for branch in node.elif_:
            self.line(f"elif {self.expression(branch.test)}:")
            with self.indented():
                self.statements(branch.body)
        if node.else_:
            self.line("else:")
            with self.indented():
                self.statements(node.else_)

    def _do_For(self, node: nodes.For) -> None:
        if node.recursive:
            raise Unknown("recursive")
        rows, index = self.fresh(), self.fresh()
        known = {name: self.fresh() for name in sorted(_targets(node.target))}
        assert isinstance(node.iter, nodes.Filter)
        assert node.iter.node is not None
        weight = node.iter.args[0]
        assert isinstance(weight, nodes.Const)
        self.line(f"{rows} = each({self.expression(node.iter.node)}, {weight.value})")
        if node.test is not None:
            rows = self._filtered(node, rows, known)
        loop = {"loop": f"loop {index} {rows}"} if _uses_loop(node.body) else {}
        target = _pattern(node.target, known)
        if loop:
            self.line(f"for {index}, {target} in enumerate({rows}):")
        else:
            self.line(f"for {target} in {rows}:")
        with self.indented():
            self.scope_of(node.body, known | loop)
            self.statements(node.body)
            self.scopes.pop()
        if node.else_:
            self.line(f"if not {rows}:")
            with self.indented():
                self.scope_of(node.else_, {})
                self.statements(node.else_)
                self.scopes.pop()

    def _filtered(self, node: nodes.For, rows: str, known: dict[str, str]) -> str:
        kept = self.fresh()
        self.line(f"{kept} = []")
        self.line(f"for {_pattern(node.target, known)} in {rows}:")
        self.scopes.append(dict(known))
        with self.indented():
            assert node.test is not None
            self.line(f"if {self.expression(node.test)}:")
            with self.indented():
                self.line(f"{kept}.append({_pattern(node.target, known)})")
        self.scopes.pop()
        return kept

    def _do_Assign(self, node: nodes.Assign) -> None:
        self.line(f"{_pattern(node.target, self.scopes[-1])} = {self.expression(node.node)}")

    def _do_With(self, node: nodes.With) -> None:
        known: dict[str, str] = {}
        for target, value in zip(node.targets, node.values, strict=True):
            names = {name: self.fresh() for name in sorted(_targets(target))}
            self.line(f"{_pattern(target, names)} = {self.expression(value)}")
            known |= names
        self.scope_of(node.body, known)
        self.statements(node.body)
        self.scopes.pop()

    # --- expressions

    def expression(self, node: nodes.Node) -> str:
        method = getattr(self, f"_of_{type(node).__name__}", None)
        if method is not None:
            return str(method(node))
        if isinstance(node, nodes.BinExpr) and node.operator in sandbox.Sandbox.intercepted_binops:
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
            if target.name in sandbox.HELPERS:
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


_CELL, _ROW_END = "<w:tc>", "</w:tr>"
_TABLE_EVENT = re.compile(f"{GRID}<w:tblGrid(?:/>|>.*?</w:tblGrid>)|{WIDE_GRID}|{GRID_END}|{_CELL}|{_ROW_END}")
_KNOWN = {Level.TEXT: "E", Level.COLOUR: "K"}  # where a text seen before is printed by one lookup
_COMPARE = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}


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


def _in_f_string(text: str) -> str:
    """The text as it stands inside f'…'."""
    escaped = text.encode("unicode_escape").decode("ascii")
    return escaped.replace("'", "\\'").replace("{", "{{").replace("}", "}}")


def _targets(target: nodes.Node) -> set[str]:
    if isinstance(target, nodes.Name):
        return {target.name}
    if isinstance(target, nodes.Tuple):
        return set().union(*(_targets(item) for item in target.items)) if target.items else set()
    raise Unknown("target")


def _pattern(target: nodes.Node, variables: dict[str, str]) -> str:
    if isinstance(target, nodes.Name):
        return variables[target.name]
    assert isinstance(target, nodes.Tuple)
    return f"({''.join(_pattern(item, variables) + ',' for item in target.items)})"


def _assigned(body: list[nodes.Node]) -> set[str]:
    """The names set in this scope; loops, `with` and macros have scopes of their own, conditions have not."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, nodes.Assign):
            found |= _targets(node.target)
        elif isinstance(node, nodes.If):
            found |= _assigned(node.body) | _assigned(node.else_)
            for branch in node.elif_:
                found |= _assigned(branch.body)
    return found


def _uses_loop(body: list[nodes.Node]) -> bool:
    """Whether `loop` of this loop is read; the body of an inner loop has its own."""
    for node in body:
        if isinstance(node, nodes.For):
            if _uses_loop([node.iter]) or _uses_loop(node.else_):
                return True
        elif (isinstance(node, nodes.Name) and node.name == "loop") or _uses_loop(list(node.iter_child_nodes())):
            return True
    return False
