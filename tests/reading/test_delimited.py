"""A text file is read as it was written, or refused at the field that cannot be told apart; no line is swallowed."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.reading.delimited import even, rows_of, surplus
from docgen.reading.grid import Refused

FIELD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), min_size=1, max_size=6)
)


def written(rows: list[list[str]], delimiter: str) -> bytes:
    """The rows as a program writes them, every field between quotation marks."""
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8")


@given(TABLES, st.sampled_from(";,\t"))
def test_what_a_program_wrote_is_read_as_it_was_written(rows: list[list[str]], delimiter: str) -> None:
    assert rows_of(written(rows, delimiter)) == rows


@given(TABLES, st.data())
def test_a_quotation_mark_too_few_is_never_read_as_another_table(rows: list[list[str]], data: st.DataObject) -> None:
    """The fields hold no quotation mark or delimiter, so that what is left out is always one around a field."""
    plain = [["x" + re.sub('[";,\t]', "", field) for field in row] for row in rows]
    whole = written(plain, ";").decode("utf-8")
    at = data.draw(st.sampled_from([n for n, sign in enumerate(whole) if sign == '"']))
    with suppress(Refused):
        read = rows_of((whole[:at] + whole[at + 1 :]).encode("utf-8"))
        assert [[field.replace('"', "") for field in row] for row in read] == plain


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [('a;b\n1;"x;y\n2;z\n', 2, 2), ('a;b\n"x" y;3\n', 2, 1), ('a;b\n"p\nq";1\n2;"x"y\n', 3, 2)],
)
def test_a_quotation_mark_that_does_not_close_is_refused_at_its_field(text: str, row: int, column: int) -> None:
    with pytest.raises(Refused) as caught:
        rows_of(text.encode())
    assert (caught.value.case, caught.value.row, caught.value.column) == ("quote", row, column)


def test_a_line_with_more_fields_than_headings_is_found_unless_they_are_empty() -> None:
    lines = rows_of(b"titel\na;b\n1;2\n1;2;\n1;2;3\n")
    assert surplus(lines, 2) == [5]
    assert {len(row) for row in even(lines)} == {3}
