"""Templates as other programs, other versions of Word and other people save them."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

from typing import Any

import pytest
from minidocx import Raw, W, doc, members, para, read, runs, seen, xml, zipped

from docgen.fill import fill
from docgen.template import check_template, compile_template

LIST = {"naam": "Noor", "rijen": ["A", "B"], "niemand": [], "nee": False}
GRID = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>'


def made(template: bytes) -> bytes:
    return fill(compile_template(template, name="s.docx"), LIST)


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def body(data: bytes) -> str:
    return xml(data).partition("<w:body>")[2].partition("<w:sectPr")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("<w:", "</w:", "xmlns:w=", " w:"), ("<ns0:", "</ns0:", "xmlns:ns0=", " ns0:")),
        (("<w:", "</w:", "xmlns:w="), ("<", "</", f'xmlns="{W}" xmlns:w=')),
    ],
    ids=["ns0", "default"],
)
def test_a_template_may_call_the_namespace_otherwise(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    def rewritten(content: bytes) -> str:
        text = content.decode()
        for one, other in zip(old, new, strict=True):
            text = text.replace(one, other)
        return text

    rows = [["{%tr for r in LIST %}"], ["{{ r }}"], ["{%tr endfor %}"]]
    tables: list[Any] = [
        [[cell.replace("LIST", name) for cell in row] for row in rows] for name in ("rijen", "niemand")
    ]
    template = members(doc("Beste {{ naam }}", *tables, header="{{ naam }}"))
    other = zipped(
        {n: rewritten(c) if n.startswith("word/") and n.endswith(".xml") else c for n, c in template.items()}
    )
    assert read(made(other)) == ["Beste Noor", [["A"], ["B"]]]
    assert read(made(other), "word/header1.xml") == ["Noor"]
    assert body(made(other)) == body(made(zipped(template)))


@pytest.mark.parametrize("name", ["rijen", "niemand"])
def test_a_row_in_a_content_control_that_makes_way_leaves_no_control_behind(name: str) -> None:
    rows = "".join(
        control(f"<w:tr><w:tc>{para(t)}</w:tc></w:tr>")
        for t in (f"{{%tr for r in {name} %}}", "{{ r }}", "{%tr endfor %}")
    )
    gone = f"<w:tr><w:tc>{para('{%p if nee %}')}{para('x')}{para('{%p endif %}')}</w:tc></w:tr>"
    each = '<w:sdt><w:sdtPr/><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt>'
    assert body(made(doc(Raw(f"{GRID}{rows}{gone}</w:tbl>")))) == (
        GRID + "".join(each.format(r) for r in LIST[name]) + "<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"  # type: ignore[attr-defined]
    )


def test_a_control_around_a_whole_loop_of_rows_or_cells_goes_with_it() -> None:
    texts = ("{%tX for r in niemand %}", "{{ r }}", "{%tX endfor %}")
    rows = control("".join(f"<w:tr><w:tc>{para(t.replace('tX', 'tr'))}</w:tc></w:tr>" for t in texts))
    cells = control("".join(f"<w:tc>{para(t.replace('tX', 'tc'))}</w:tc>" for t in texts))
    last = f"<w:tr>{cells}<w:tc>{para('{%p if nee %}')}{para('{%p endif %}')}</w:tc></w:tr>"
    assert body(made(doc(Raw(f"{GRID}{rows}{last}</w:tbl>")))) == f"{GRID}<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def test_a_control_in_a_line_whose_runs_go_holds_no_paragraph() -> None:
    line = f"<w:p>{control(runs('{%r if nee %}|x|{%r endif %}'))}{runs('na')}</w:p>"
    cell = f"{GRID}<w:tr><w:tc>{para('{%p if nee %}')}{para('{%p endif %}')}</w:tc></w:tr></w:tbl>"
    assert body(made(doc(Raw(line + cell)))).startswith(
        "<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r/></w:sdtContent></w:sdt><w:r>"
    )


def test_a_tag_that_word_split_in_a_field_or_an_equation_is_told() -> None:
    code = "".join(
        f'<w:r><w:instrText xml:space="preserve">{t}</w:instrText></w:r>' for t in (' HYPERLINK "{', '{ naam }}" ')
    )
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    math = "".join(f"<m:r><m:t>{t}</m:t></m:r>" for t in ("{", "{ naam }", "}"))
    equation = (
        f'<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{math}</m:oMath></w:p>'
    )
    assert seen(check_template(doc(Raw(field + equation)), name="s.docx")) == [
        ("T17", "field", "paragraph 1", 'HYPERLINK "{{ naam }}"', None),
        ("T17", "other", "paragraph 2", "{{ naam }}", None),
    ]


def test_characters_without_width_in_a_tag_do_not_matter_but_in_a_string_they_stay() -> None:
    template = doc(
        "{{\u200bnaam\u200b }} {% if na\u00adam == 'No\u200bor' %}ja{% else %}{{ 'a\u200db' }}{% endif %}\ufeff"
    )
    assert read(made(template)) == ["Noor a\u200db\ufeff"]


def test_a_word_that_word_gave_a_capital_is_suggested_in_small_letters() -> None:
    assert seen(check_template(doc("{% If nee %}", "x", "{% Endif %}"), name="s.docx")) == [
        ("T09", "unknown", "paragraph 1", "{% If nee %}", "{% if nee %}"),
        ("T09", "unknown", "paragraph 3", "{% Endif %}", "{% endif %}"),
    ]


def test_text_is_hidden_too_by_the_style_that_its_style_is_based_on() -> None:
    def style(name: str, base: str = "", properties: str = "") -> str:
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        return f'<w:style w:type="character" w:styleId="{name}">{based}<w:rPr>{properties}</w:rPr></w:style>'

    styles = (
        style("C", "B") + style("B", "A") + style("A", "", "<w:vanish/>") + style("toon", "C", '<w:vanish w:val="0"/>')
    )
    styles += style("ring", "kring") + style("kring", "ring")
    body_of = "<w:p><w:r><w:rPr><w:rStyle w:val='{}'/></w:rPr><w:t>x</w:t></w:r></w:p>"
    template = doc(*(Raw(body_of.format(name)) for name in ("C", "toon", "ring", "A")), styles=styles)
    assert [(f[0], f[2]) for f in seen(check_template(template, name="s.docx"))] == [
        ("T15", "paragraph 1"), ("T15", "paragraph 4"),
    ]  # fmt: skip
