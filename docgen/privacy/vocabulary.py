"""Words that are nobody's secret: those of a template, of a list of choices, of the code that derives the documents."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import docgen
from docgen.collecting import of_a_run
from docgen.columns import Row, Sensitivity
from docgen.privacy.doctext import all_words, joined
from docgen.spec import sheets

DERIVING = (
    *(f"pages/{page}" for page in ("page", "counting", "goals", "invited", "letters", "measures", "moments", "points")),
    *("school/hours", "tables/care/lessons"),
    *("kinds/base", "kinds/goals", "kinds/numbers", "kinds/times", "kinds/words"),
)
"""The rooms whose own words documents print."""
Run = tuple[str, ...]


@of_a_run
@lru_cache(maxsize=65_536)
def written(run: Run, static: bytes) -> bool:
    """Whether the author of a template wrote these words, or they are a choice from a list that is no care."""
    phrase = f" {' '.join(run)} "
    return phrase in _of_author(static) or phrase in _choices()


@lru_cache(maxsize=64)
def _of_author(static: bytes) -> str:
    return f" {all_words(static)} "


@of_a_run
@lru_cache(maxsize=65_536)
def is_ours(run: Run) -> bool:
    """Whether the code that derives the documents says these words. Asked last: reading the code takes long."""
    return f" {' '.join(run)} " in _vocabulary()


@cache
def choices_below(closed: Sensitivity) -> frozenset[str]:
    """The choices of the closed lists that are more open than this class: such a word is no secret of the class."""
    columns = (column for row in sheets().values() for column in row.columns())
    return frozenset(value for c in columns if c.sensitivity.level < closed.level for value in c.kind.allowed)


@cache
def _choices() -> str:
    """The words of closed lists that are no care: like a template's, nobody's secret."""
    return f" {' | '.join(joined(text) for text in sorted(choices_below(Sensitivity.Z)))} "


@cache
def _vocabulary() -> str:
    """The words of the code that derives the documents: like a template's, nobody's secret."""
    package = Path(docgen.__file__).parent
    sources = [*sorted((package / "documents").glob("*.py")), *(package / f"{room}.py" for room in DERIVING)]
    parsed = (ast.parse(source.read_text(encoding="utf-8")) for source in sources)
    said = [text for module in parsed for node in module.body for text in _printed(node)]
    return f" {' | '.join(map(joined, said))} "


def _printed(node: ast.AST) -> Iterator[str]:
    """The strings in a piece of code that can be printed: not what explains it, nor the examples in the columns."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Name) and base.id == Row.__name__ for base in node.bases
    ):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for inside in ast.iter_child_nodes(node):
        yield from _printed(inside)
