"""What gives way so that a comparison of variants stays one page: the longest version that fits is taken.

Heights are reckoned in millimetres from letters and lines, as style.md gives them: nobody knows them before Word does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docgen.words.wording import lines_of

ROOM = 181  # mm for the rows of the two tables on an A4 with the frame of a staff paper
LINE, SMALL = 4.45, 4.1  # mm of a line of text, and of the smaller text of a table of five columns
AIR, CLOSE, HEADING = 2.4, 1.1, 2.0  # mm around a row of the first table, of the second, of a heading there
CHANGES = 64  # letters of a line of the column that tells what a variant changes
BEFORE = "let op: te weinig lesuren voor "  # the longest words that stand before a list
WORDS: Mapping[bool, tuple[int, int]] = {False: (40, 22), True: (33, 16)}
"""Letters of a line of the first column and of a variant's, with two variants and with three."""
STEPS: Sequence[tuple[int, int, bool]] = (
    (99, 99, True), (10, 99, True), (10, 6, True), (8, 5, False), (6, 3, False), (4, 2, False), (3, 1, False),
)  # fmt: skip
"""The most subjects with a row of their own and changes told per variant, ever fewer; whether teachers are named."""


def height(variants: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]], *, three: bool) -> float:
    """The height of both tables."""
    return sum(map(_of_variant, variants)) + sum(_of_row(row, three) for row in rows)


def shortened(told: Sequence[str], most: int, besides: str) -> list[str]:
    """The first of these, and how many there are besides ('nog {} andere'); one more is told itself."""
    rest = len(told) - most
    return [*told[:most], besides.format(rest)] if rest > 1 else [*told]


def _of_variant(variant: Mapping[str, Any]) -> float:
    names = ("examens", "tekort", "weg", "zonder_oordeel", "onder_minimum")
    said = (variant[name] for name in names if variant[name])
    told = [BEFORE + (", ".join(one) if isinstance(one, list) else str(one)) for one in said]
    lines = sum(lines_of(text, CHANGES) for text in (*variant["anders"], *told))
    return max(lines, 2) * LINE + AIR


def _of_row(row: Mapping[str, Any], three: bool) -> float:
    line = SMALL if three else LINE
    if row["kop"]:
        return line + HEADING
    first, other = WORDS[three]
    cells = (lines_of(str(row["wat"]), first), *(lines_of(str(row[letter]), other) for letter in "abc"))
    return max(cells) * line + CLOSE
