"""Whatever stands in a cell comes out of the document as it was read: no sign lost, none that becomes Word or Jinja."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from docgen.fill import fill
from docgen.reading.text import Texts
from docgen.template import Template, compile_template
from tests.documents import plain_template

TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Co", "Cn"])
    | st.sampled_from("<>&\"'{}%#\n\t{{ }}{% %}_x000D_\u00a0\u200b"),
    max_size=200,
)


def compiled(text: str) -> Template:
    return compile_template(plain_template(text), name="w.docx")


IN_TEXT, IN_LOOP = compiled("van {{ x }} tot"), compiled("{% for x in rijen %}[{{ x }}]{% endfor %}")


def said(data: bytes) -> str:
    """The text of the body; a line break in a value is a break in the paragraph."""
    body = Document(io.BytesIO(data)).element.body
    signs = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
    return "".join(signs.get(el.tag) or (el.text or "") for el in body.iter(qn("w:t"), *signs))


@given(TYPED)
def test_a_text_that_was_read_stands_in_the_document_as_it_was_read(typed: str) -> None:
    read = Texts()[typed]
    assert said(fill(IN_TEXT, {"x": read})) == f"van {read} tot"


@given(st.lists(TYPED, max_size=5))
def test_so_does_each_row_of_a_list(typed: list[str]) -> None:
    texts = Texts()
    rows = [texts[text] for text in typed]
    assert said(fill(IN_LOOP, {"rijen": rows})) == "".join(f"[{row}]" for row in rows)
