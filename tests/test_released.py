"""What is made of the rows of a sheet is made once for the same rows, and never taken for that of others."""

from __future__ import annotations

from typing import Any

from docgen.privacy.released import SHEETS, once


def test_the_same_rows_are_looked_through_once() -> None:
    seen: list[tuple[Any, ...]] = []

    def count(rows: tuple[Any, ...]) -> int:
        seen.append(rows)
        return len(rows)

    rows = ("a", "b")
    assert [once(count, rows), once(count, rows)] == [2, 2]
    assert seen == [rows]


def test_other_rows_and_other_questions_are_answered_anew() -> None:
    sheets = [tuple(range(number)) for number in range(3 * SHEETS)]
    assert [once(len, rows) for rows in sheets] == [*range(3 * SHEETS)]
    assert [once(sum, rows) for rows in sheets[:4]] == [0, 0, 1, 3]
    assert [once(len, rows) for rows in sheets[:4]] == [0, 1, 2, 3]
