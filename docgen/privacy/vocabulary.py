"""Words that are nobody's secret: those of a template, of a list of choices, of the code that derives the documents."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import docgen
from docgen.collecting import of_a_run
from docgen.columns import Row, Sensitivity
from docgen.privacy.doctext import all_words, joined, words
from docgen.spec import sheets

DERIVING = (
    *(f"pages/{page}" for page in ("page", "counting", "goals", "invited", "letters", "measures", "moments", "points")),
    *("school/hours", "tables/care/lessons"),
    *("kinds/base", "kinds/goals", "kinds/numbers", "kinds/times", "kinds/words"),
)
"""The rooms whose own words documents print."""
Run = tuple[str, ...]
LONG = 4_000  # letters in which a phrase is not looked for without a reason


class Said(NamedTuple):
    """Words that were said, with a space on either side. Of a long text its words too: most of what is asked for is not
    among them.
    """

    text: str
    words: frozenset[str] | None

    @classmethod
    def of(cls, texts: Iterable[str]) -> Said:
        """What these texts say, each as `doctext.joined`; no phrase stands in two of them."""
        text = f" {' | '.join(texts)} "
        return cls(text, frozenset(text.split()) if len(text) > LONG else None)

    def holds(self, run: Run) -> bool:
        """Whether these words stand there, one after the other."""
        return (self.words is None or self.words.issuperset(run)) and f" {' '.join(run)} " in self.text


@of_a_run
@lru_cache(maxsize=65_536)
def written(run: Run, static: bytes) -> bool:
    """Whether the author of a template wrote these words, or they are a choice from a list that is no care."""
    return _of_author(static).holds(run) or _choices().holds(run)


@lru_cache(maxsize=64)
def _of_author(static: bytes) -> Said:
    return Said.of([all_words(static)])


@of_a_run
@lru_cache(maxsize=65_536)
def is_ours(run: Run) -> bool:
    """Whether the code that derives the documents says these words."""
    return any(_printed_by(source).holds(run) for source, words in _sources() if words is None or words.issuperset(run))


@cache
def choices_below(closed: Sensitivity) -> frozenset[str]:
    """The choices of the closed lists that are more open than this class: such a word is no secret of the class."""
    columns = (column for row in sheets().values() for column in row.columns())
    return frozenset(value for c in columns if c.sensitivity.level < closed.level for value in c.kind.allowed)


@cache
def _choices() -> Said:
    """The words of closed lists that are no care: like a template's, nobody's secret."""
    return Said.of(joined(text) for text in sorted(choices_below(Sensitivity.Z)))


@cache
def _sources() -> tuple[tuple[str, frozenset[str] | None], ...]:
    """The code that derives the documents, file by file, with every word in it; None where one may be written in signs.

    Its words are quickly read, and tell which files are worth reading as code: what can be printed is among them.
    """
    package = Path(docgen.__file__).parent
    files = [*sorted((package / "documents").glob("*.py")), *(package / f"{room}.py" for room in DERIVING)]
    sources = (file.read_text(encoding="utf-8") for file in files)
    return tuple((source, None if "\\" in source else frozenset(words(source))) for source in sources)


@cache
def _printed_by(source: str) -> Said:
    """The words that a piece of code can print: like a template's, nobody's secret."""
    return Said.of(joined(text) for node in ast.parse(source).body for text in _printed(node))


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
