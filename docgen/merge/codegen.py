"""A second engine for the same syntax tree: straight Python, three times as fast as Jinja's own.

It is optimistic. Whatever it does not know raises `Unknown` while generating, and anything that goes wrong while it
runs makes `program` run Jinja's engine on the same tree, which then finds the fault, or the right answer.
What makes it fast: keys read straight from dicts, texts kept in the form in which they go into the file (escaped,
UTF-8), one call for each stretch without statements, no generator and no Markup objects (peers.md 7).
"""

# ruff: noqa: N802 - methods are named after the nodes they write

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from types import CodeType

from jinja2 import nodes

from docgen.merge.codegen_calls import calls_of
from docgen.merge.codegen_expressions import ExpressionWriter, Unknown
from docgen.merge.codegen_names import assigned, pattern, targets, uses_loop
from docgen.merge.codegen_rows import RowCounter
from docgen.merge.emit import Printer
from docgen.merge.mend import END_OF_CELL, GRID, GRID_END, WIDE_GRID, fill_cells
from docgen.merge.sandbox import Sandbox
from docgen.merge.woven import Level

_CELL, _ROW_END = "<w:tc>", "</w:tr>"
_TABLE_EVENT = re.compile(f"{GRID}<w:tblGrid(?:/>|>.*?</w:tblGrid>)|{WIDE_GRID}|{GRID_END}|{_CELL}|{_ROW_END}")
_KNOWN = {Level.TEXT: "E", Level.COLOUR: "K"}  # where a text seen before is printed by one lookup

Render = Callable[[Mapping[str, object]], bytes]


def generate(
    tree: nodes.Template, printer: Printer, jinja: Sandbox, mending: frozenset[str]
) -> tuple[Render, frozenset[str]]:
    """The render function of a hardened tree, and what of `mending` it leaves to `mend`.

    Raises: Unknown for a construct it leaves to Jinja.
    """
    writer = _Writer({number: slot.level for number, slot in printer.slots.items()}, "cells" in mending)
    writer.line("def render(C):")
    with writer.indented():
        writer.line("out = []")
        writer.line("write, extend = out.append, out.extend")
        writer.scope_of(tree.body, {})
        writer.statements(tree.body)
        if writer.rows.unsure:
            writer.line("full()")
        writer.line("return b''.join(out)")
    namespace = calls_of(printer, jinja)
    try:
        exec(_code("\n".join(writer.lines)), namespace)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise Unknown from error
    render: Render = namespace["render"]
    return render, mending - ({"cells"} if writer.wide else {"cells", "tables"})


@lru_cache(maxsize=64)  # templates of one family have the same headers and footers
def _code(source: str) -> CodeType:
    return compile(source, "<docgen template>", "exec")


class _Writer(ExpressionWriter):
    """Writes Python lines, a statement of the template at a time."""

    def __init__(self, levels: Mapping[int, Level], cells: bool = False) -> None:
        super().__init__()
        self.levels = levels
        self.cells = cells  # whether a cell may come out without a paragraph
        self.tables: list[str] = []  # the marked tables around this point, innermost last
        self.wide = False  # whether a table is left to `mend`
        self.rows = RowCounter()
        self.printed: dict[str, Level] = {}  # where the variables are printed
        self.lines: list[str] = []
        self.depth = 0
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
        outer = {name: self.variable(name) for name in sorted(assigned(body)) if name not in known}
        self.scopes.append(dict(known))
        for name, value in outer.items():
            variable = self.fresh()
            self.line(f"{variable} = {value or f'C.get({name!r}, U)'}")
            self.scopes[-1][name] = variable

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
        pieces: list[str | bytes] = []
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
            level = self.printed[f"p{number}"] = self.levels[slot.value]
            known = _KNOWN.get(level)
            quick = f"{known}[p{number}] if p{number}.__class__ is str else {shown}"
            self.line(f"p{number} = {quick if known else shown}")
            pieces.append(f"p{number}")
        self._write(pieces)

    def _write(self, pieces: list[str | bytes]) -> None:
        """Write static XML (bytes) and variables (str), one after the other."""
        for line in self.rows.lines(pieces, self.printed):
            self.line(line)
        texts: list[str] = []
        for is_static, group in groupby(pieces, key=lambda piece: isinstance(piece, bytes)):
            if is_static:
                static = b"".join(piece for piece in group if isinstance(piece, bytes))
                if self.cells and (end := END_OF_CELL.match(static)):
                    self._extend(texts)
                    texts = []
                    self.line(f"fill_cell(out, {end[0]!r})")
                texts += [repr(fill_cells(static) if self.cells else static)] if static else []
            else:
                texts += [str(piece) for piece in group]
        self._extend(texts)

    def _extend(self, texts: list[str]) -> None:
        if len(texts) == 1:
            self.line(f"write({texts[0]})")
        elif texts:
            self.line(f"extend(({', '.join(texts)}))")

    def _static(self, text: str, pieces: list[str | bytes]) -> list[str | bytes]:
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
                    pieces.append(text[start : match.start()].encode())
                    start = match.end()
                    self.line("out[grid] = set_grid(out[grid], widest)")
            elif event == _CELL and simple:
                self.line("cells += 1")
            elif event == _ROW_END and simple:
                self.line("widest = cells if cells > widest else widest if cells else no_cells()")
                self.line("cells = 0")
            elif event.startswith(GRID):
                self.tables.append(GRID)
                self._write([*pieces, text[start : match.start()].encode()])
                pieces, start = [], match.end()
                self.line("grid, cells, widest = len(out), 0, 0")
                self.line(f"write({event[len(GRID) :].encode()!r})")
        return [*pieces, text[start:].encode()]

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
        known = {name: self.fresh() for name in sorted(targets(node.target))}
        assert isinstance(node.iter, nodes.Filter)
        assert node.iter.node is not None
        weight = node.iter.args[0]
        assert isinstance(weight, nodes.Const)
        self.line(f"{rows} = each({self.expression(node.iter.node)}, {weight.value})")
        if node.test is not None:
            rows = self._filtered(node, rows, known)
        loop = {"loop": f"loop {index} {rows}"} if uses_loop(node.body) else {}
        target = pattern(node.target, known)
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
        self.line(f"for {pattern(node.target, known)} in {rows}:")
        self.scopes.append(dict(known))
        with self.indented():
            assert node.test is not None
            self.line(f"if {self.expression(node.test)}:")
            with self.indented():
                self.line(f"{kept}.append({pattern(node.target, known)})")
        self.scopes.pop()
        return kept

    def _do_Assign(self, node: nodes.Assign) -> None:
        self.line(f"{pattern(node.target, self.scopes[-1])} = {self.expression(node.node)}")

    def _do_With(self, node: nodes.With) -> None:
        known: dict[str, str] = {}
        for target, value in zip(node.targets, node.values, strict=True):
            names = {name: self.fresh() for name in sorted(targets(target))}
            self.line(f"{pattern(target, names)} = {self.expression(value)}")
            known |= names
        self.scope_of(node.body, known)
        self.statements(node.body)
        self.scopes.pop()
