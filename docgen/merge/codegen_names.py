"""Which names a piece of a template sets and reads."""

from __future__ import annotations

from jinja2 import nodes

from docgen.merge.codegen_expressions import Unknown


def targets(target: nodes.Node) -> set[str]:
    """The names that a `for`, `set` or `with` gives a value."""
    if isinstance(target, nodes.Name):
        return {target.name}
    if isinstance(target, nodes.Tuple):
        return set().union(*(targets(item) for item in target.items)) if target.items else set()
    raise Unknown("target")


def pattern(target: nodes.Node, variables: dict[str, str]) -> str:
    """The left side of an assignment in Python, for these names."""
    if isinstance(target, nodes.Name):
        return variables[target.name]
    assert isinstance(target, nodes.Tuple)
    return f"({''.join(pattern(item, variables) + ',' for item in target.items)})"


def assigned(body: list[nodes.Node]) -> set[str]:
    """The names set in this scope; loops, `with` and macros have scopes of their own, conditions have not."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, nodes.Assign):
            found |= targets(node.target)
        elif isinstance(node, nodes.If):
            found |= assigned(node.body) | assigned(node.else_)
            for branch in node.elif_:
                found |= assigned(branch.body)
    return found


def uses_loop(body: list[nodes.Node]) -> bool:
    """Whether `loop` of this loop is read; the body of an inner loop has its own."""
    for node in body:
        if isinstance(node, nodes.For):
            if uses_loop([node.iter]) or uses_loop(node.else_):
                return True
        elif (isinstance(node, nodes.Name) and node.name == "loop") or uses_loop(list(node.iter_child_nodes())):
            return True
    return False
