"""A row marked to stay on one page may break once the data makes it too tall for one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from minidocx import Raw, doc, members

from docgen.fill import Paragraph, Rich, Run, SubDocument, Table, fill
from docgen.merge.tall import let_break
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


def para(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(*content: str, width: int = 2000, properties: str = "") -> str:
    return f'<w:tc><w:tcPr>{properties}<w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(content)}</w:tc>'


def kept(*cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def a_table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>'


INNER = a_table(kept(cell(para("{{ zin }}"))), f"<w:tr>{cell(para('{{ zin }}'))}</w:tr>")
LOOP = (para("{%p for z in zinnen %}"), para("{{ z }}"), para("{%p endfor %}"))
IF_LONG = (para("{%p if zinnen %}"), para("{{ zin }}"), para("{%p else %}"), para("{{ zin }}"), para("{%p endif %}"))
ROWS = {
    "a value": kept(cell(para("{{ zin }}"))),
    "a value in a wide cell": kept(cell(para("{{ zin }}"), width=9000)),
    "values beside each other": kept(cell(para("{{ zin }}")), cell(para("{{ zin }}"), width=400)),
    "values in one cell": kept(cell(para("{{ zin }}{{ zin }}"), para("{{ zin }}"), width=9000)),
    "a number": kept(cell(para("{{ aantal }}{{ dag }}"), width=160)),
    "the author's own text": kept(cell(*[para("{{ zin }}"), *[para("regel")] * 17])),
    "a row with nothing to fill in": kept(cell(para("Een rustige plek. " * 20))),
    "a value in a long text": kept(cell(para("Een rustige plek. " * 17 + "{{ zin }}"))),
    "a loop over paragraphs": kept(cell(*LOOP)),
    "a loop in a text": kept(cell(para("{% for z in zinnen %}{{ z }}, {% endfor %}"), width=900)),
    "a loop over cells": kept(
        cell(para("{%tc for z in zinnen %}")), cell(para("{{ z }}"), width=300), cell(para("{%tc endfor %}"))
    ),
    "a loop over rows": "".join(
        [kept(cell(para("{%tr for z in zinnen %}"))), kept(cell(*LOOP)), kept(cell(para("{%tr endfor %}")))]
    ),
    "a condition": kept(cell(*IF_LONG)),
    "a table inside": kept(cell(para("{%p if not zinnen %}"), INNER, para("{%p endif %}"), para("{{ zin }}"), *LOOP)),
    "a width that is not the first property": kept(cell(para("{{ zin }}"), width=300, properties="<w:cnfStyle/>")),
    "formatted text": kept(cell(para("{{r rijk }}"), para("{{ rijk }}"))),
    "a value of paragraphs": kept(cell(para("{{p stukken }}"), para("tot hier"))),
    "empty lines": kept(cell(para("{{p leeg }}"), width=9000)),
    "something only Jinja's engine knows": kept(
        cell(para("{% macro m(x) %}{{ x }}{% endmacro %}{% for z in zinnen %}{{ m(z) }}{% endfor %}"))
    ),
}


def values(sentences: list[str]) -> dict[str, Any]:
    return {
        "zinnen": sentences,
        "zin": "".join(sentences),
        "aantal": 10 ** min(len(sentences), 17),
        "dag": date(2026, 3, 23),
        "rijk": Rich(tuple(Run(sentence) for sentence in sentences)),
        "leeg": SubDocument(tuple(Paragraph(()) for _ in sentences)),
        "stukken": SubDocument(tuple(Paragraph((Run(sentence),)) for sentence in sentences)),
    }


@pytest.mark.parametrize("sentence", ["a", "Een zin.", "Een rustige plek. " * 9, "regel\n" * 7])
@pytest.mark.parametrize("kind", ROWS)
def test_whatever_stands_in_a_row_it_is_looked_at_when_it_may_be_too_tall(kind: str, sentence: str) -> None:
    template = compile_template(doc(Raw(a_table(ROWS[kind])), "{{ zin }}"), name="rij")
    for count in range(0, 32, 2):
        context = values([sentence] * count)
        left, broken = (members(fill(template, context, breaking=breaking)) for breaking in (False, True))
        assert broken["word/document.xml"] == let_break(left["word/document.xml"])


def test_a_row_of_a_table_that_is_a_value_may_break_too() -> None:
    template = compile_template(doc("{{p tabel }}"), name="tabel")
    xml = [
        members(fill(template, {"tabel": Table(((text,),), (80.0,))}, breaking=True))["word/document.xml"]
        for text in ("kort", "Een rustige plek. " * 90)
    ]
    assert [b"<w:cantSplit/>" in one for one in xml] == [True, False]
