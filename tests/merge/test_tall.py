"""A row marked to stay on one page may break once the data makes it too tall for one."""

from __future__ import annotations

import pytest
from minidocx import Raw, doc, members

from docgen.fill import fill
from docgen.template import compile_template

LINES = "".join(
    f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in ("{%p for z in zinnen %}", "{{ z }}", "{%p endfor %}")
)


def row(mark: str, *, width: str = '<w:tcW w:w="4800" w:type="dxa"/>') -> Raw:
    cells = f"<w:tc><w:tcPr>{width}</w:tcPr><w:p/></w:tc><w:tc><w:tcPr>{width}</w:tcPr>{LINES}</w:tc>"
    return Raw(
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4800"/><w:gridCol w:w="4800"/></w:tblGrid>'
        f"<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr></w:tbl><w:p/>"
    )


def kept_whole(block: Raw, sentences: list[str]) -> bool:
    """Whether the row is still marked; the mark is all that may go."""
    filled = fill(compile_template(doc(block), name="rij"), {"zinnen": sentences}, breaking=True)
    xml = members(filled)["word/document.xml"].decode()
    assert all(xml.count(f">{sentence}<") == sentences.count(sentence) for sentence in sentences)
    return "<w:cantSplit" in xml


@pytest.mark.parametrize("mark", ["<w:cantSplit/>", '<w:cantSplit w:val="1"/>', '<w:cantSplit w:val="true"/>'])
@pytest.mark.parametrize(
    ("sentences", "whole"),
    [
        ([], True),
        (["Werk in korte stukken"] * 20, True),
        (["Werk in korte stukken"] * 21, False),
        (["Een rustige plek. " * 30], True),
        (["Een rustige plek. " * 60], False),
        (["regel\n" * 15 + "regel"], True),
        (["regel\n" * 21 + "regel"], False),
    ],
    ids=["none", "20 lines", "21 lines", "half a page in one", "a page in one", "15 line ends", "21 line ends"],
)
def test_a_row_stays_whole_up_to_some_twenty_lines(mark: str, sentences: list[str], whole: bool) -> None:
    filled = fill(compile_template(doc(row(mark)), name="rij"), {"zinnen": sentences}, breaking=True)
    assert (mark in members(filled)["word/document.xml"].decode()) is whole


def test_a_narrow_cell_is_full_sooner() -> None:
    sentences = ["Een rustige plek. " * 10]
    assert kept_whole(row("<w:cantSplit/>"), sentences)
    assert not kept_whole(row("<w:cantSplit/>", width='<w:tcW w:w="900" w:type="dxa"/>'), sentences)


def test_a_cell_without_a_width_in_measure_is_taken_for_a_middling_one() -> None:
    assert kept_whole(row("<w:cantSplit/>", width='<w:tcW w:w="2500" w:type="pct"/>'), ["Een rustige plek. " * 20])
    assert not kept_whole(row("<w:cantSplit/>", width=""), ["Een rustige plek. " * 60])


def test_a_mark_that_says_no_is_left_as_it_is() -> None:
    assert kept_whole(row('<w:cantSplit w:val="0"/>'), ["Werk in korte stukken"] * 90)
