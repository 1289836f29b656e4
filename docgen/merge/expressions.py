"""Checks one expression without any data: its names, filters, tests and calls. Faults are T01, T04, T05, T09."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from docgen.merge.names import ANYTHING, GLOBALS, LOOP_CALLS, LOOP_FACTS, Macro, Scope, Seen, item_of
from docgen.merge.operations import FILTERS
from docgen.merge.sandbox import TESTS

_LEAF = Seen(None)
_SIMPLE = (
    nodes.Const, nodes.TemplateData, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair, nodes.Keyword, nodes.Slice,
    nodes.Compare, nodes.Operand, nodes.Concat, nodes.BinExpr, nodes.UnaryExpr, nodes.CondExpr,
)  # fmt: skip
_SAME = frozenset({"sort", "reverse", "unique", "list"})
_TEXT_METHODS = {"upper": "upper", "lower": "lower", "strip": "trim", "title": "title", "capitalize": "capitalize",
                 "replace": "replace", "join": "join", "items": "items", "strftime": "datum"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in an expression: code, case, the dotted name or filter at fault, what was probably meant."""

    code: str
    case: str = ""
    name: str = ""
    meant: str = ""


@dataclass(slots=True)
class Inspection:
    """The faults and the dotted names of one expression."""

    scope: Scope
    problems: list[Problem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def report(self, code: str, case: str = "", name: str = "", meant: str = "") -> Seen:
        """Note a problem once; what is at fault is taken for anything, so that nothing follows from it."""
        problem = Problem(code, case, name, meant)
        if problem not in self.problems:
            self.problems.append(problem)
        return Seen(ANYTHING)

    def see(self, node: nodes.Node, whole: bool = True) -> Seen:
        """What the expression is; `whole` is False for the left side of a dot."""
        if isinstance(node, nodes.Name):
            return self._name(node, whole)
        if isinstance(node, nodes.Getattr):
            return self._key(node.node, node.attr, whole)
        if isinstance(node, nodes.Getitem):
            return self._item(node, whole)
        if isinstance(node, nodes.Call):
            return self._call(node)
        if isinstance(node, nodes.Filter):
            return self._filter(node)
        if isinstance(node, nodes.Test):
            return self._test(node)
        if not isinstance(node, _SIMPLE):
            return self.report("T09", "expression")
        seen = [self.see_plain(child) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.List | nodes.Tuple):
            return Seen([seen[0].kind if seen else None])
        return _LEAF if not isinstance(node, nodes.CondExpr | nodes.Dict) else Seen(ANYTHING)

    def see_plain(self, node: nodes.Node) -> Seen:
        """What the expression is, where a macro's result would be taken for text."""
        seen = self.see(node)
        if isinstance(seen.kind, Macro):
            return self.report("T09", "macro")
        return seen

    def _name(self, node: nodes.Name, whole: bool) -> Seen:
        name = node.name
        if name.startswith(("_", "docgen_")):
            return self.report("T09", "private", name)
        seen = self.scope.look_up(name)
        if seen is None and name == "range":
            return _LEAF
        if seen is None:
            if self.scope.is_withheld(name):
                return self.report("T04", name=name)
            return self.report("T01", "loop" if name == "loop" else "", name, self._meant(name, self.scope.names()))
        if whole and seen.path:
            self.names.add(seen.path)
        return seen

    def _meant(self, path: str, siblings: list[str]) -> str:
        return self.scope.suggest(path, siblings)

    def _key(self, base_node: nodes.Node, key: str, whole: bool) -> Seen:
        base = self.see(base_node, whole=False)
        written = _written(base_node, key)
        path = f"{base.path}.{key}" if base.path else written
        if key.startswith("_"):
            return self.report("T09", "private", written)
        if base.kind is ANYTHING:
            if whole and base.path:
                self.names.add(path)
            return Seen(ANYTHING, path if base.path else "")
        if isinstance(base.kind, Macro):
            return self.report("T09", "macro", written)
        if isinstance(base.kind, Mapping) and key in base.kind:
            if whole and base.path:
                self.names.add(path)
            return Seen(base.kind[key], path if base.path else "")
        if self.scope.is_withheld(path):
            return self.report("T04", name=written)
        if isinstance(base.kind, Mapping):
            siblings = [str(name) for name in base.kind]
            meant = difflib.get_close_matches(key, siblings, n=1, cutoff=0.6)
            return self.report("T01", "", written, _written(base_node, meant[0]) if meant else "")
        return self.report("T01", "list" if isinstance(base.kind, list) else "leaf", written)

    def _item(self, node: nodes.Getitem, whole: bool) -> Seen:
        argument = node.arg
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            return self._key(node.node, argument.value, whole)
        base = self.see(node.node, whole)
        self.see_plain(argument)
        if isinstance(argument, nodes.Slice):
            return base
        return item_of(base) if isinstance(base.kind, list) else Seen(ANYTHING)

    def _call(self, node: nodes.Call) -> Seen:
        for child in (*node.args, *node.kwargs):
            self.see_plain(child)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return self.report("T09", "call")
        target = node.node
        if isinstance(target, nodes.Name):
            seen = self.scope.look_up(target.name)
            if seen is not None and isinstance(seen.kind, Macro):
                return seen
            if target.name in GLOBALS and (seen is None or self.scope.offered is None or self.scope.tolerant):
                return Seen([None])
            return self.report("T09", "call", target.name)
        if isinstance(target, nodes.Getattr):
            owner = target.node
            if isinstance(owner, nodes.Name) and owner.name == "loop" and target.attr in LOOP_CALLS:
                self.see(owner, whole=False)
                return Seen(ANYTHING)
            if target.attr.startswith("_"):
                return self.report("T09", "private", _written(owner, target.attr))
            return self.report("T09", "call", _written(owner, target.attr), _TEXT_METHODS.get(target.attr, ""))
        return self.report("T09", "call")

    def _filter(self, node: nodes.Filter) -> Seen:
        base = self.see_plain(node.node) if node.node is not None else _LEAF
        for child in (*node.args, *node.kwargs):
            self.see_plain(child)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return self.report("T09", "call")
        if node.name not in FILTERS:
            close = difflib.get_close_matches(node.name, sorted(FILTERS), n=1, cutoff=0.6)
            return self.report("T05", "", node.name, close[0] if close else "")
        if node.name in _SAME:
            return base
        if node.name in ("first", "last"):
            return item_of(base)
        if node.name in ("default", "d"):
            return base
        if node.name == "batch":
            return Seen([base.kind])
        return Seen([ANYTHING]) if node.name in ("map", "items") else _LEAF

    def _test(self, node: nodes.Test) -> Seen:
        self.see_plain(node.node)
        for child in (*node.args, *node.kwargs):
            self.see_plain(child)
        if node.name not in TESTS:
            close = difflib.get_close_matches(node.name, sorted(TESTS), n=1, cutoff=0.6)
            return self.report("T05", "test", node.name, close[0] if close else "")
        return _LEAF


def _written(node: nodes.Node, key: str) -> str:
    """The dotted name as the author wrote it."""
    if isinstance(node, nodes.Name):
        return f"{node.name}.{key}"
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node, node.attr)}.{key}"
    return key


LOOP = Seen(LOOP_FACTS)
