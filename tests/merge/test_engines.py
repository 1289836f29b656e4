"""The generated code and Jinja's own sandboxed engine run the same tree: they must agree, on values and on faults."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from minidocx import Raw, W, doc, para, read, table

from docgen.fill import FillFault, fill
from docgen.merge.mend import mend
from docgen.merge.program import FillError, Program
from docgen.merge.state import FillState, current
from docgen.template import compile_template

CONTEXT: dict[str, Any] = {
    "a": {"b": "<x>", "n": 3, "leeg": "", "niets": None, "ja": True, "lijst": ["p", "q & r", "s"]},
    "rijen": [{"k": "één", "v": 1, "sub": [1, 2]}, {"k": "b", "v": 2.5, "sub": []}, {"k": "<c>", "v": -3, "sub": [4]}],
    "tekst": "Dag\nwereld\t!", "paren": [("x", 1), ("y", 2)],
}  # fmt: skip

BODIES = [
    "{{ a.b }}{{ a['b'] }}{{ a.n + 1 }}{{ a.n - 1 }}{{ a.n * 2 }}{{ a.n / 2 }}{{ a.n // 2 }}{{ a.n % 2 }}{{ a.n ** 2 }}{{ -a.n }}",
    "{{ a.b ~ '-' ~ a.n ~ a.niets }}{{ a.lijst[0] }}{{ a.lijst[-1] }}{{ a.lijst[1:] }}{{ tekst }}",
    "{% for r in rijen %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}"
    "{{ loop.length }}{{ loop.cycle('o', 'e') }}{{ r.k }}{% endfor %}",
    "{% for r in rijen %}{% for s in r.sub %}{{ r.k }}{{ s }}{{ loop.index }}{% else %}geen{% endfor %}{{ loop.index }}{% endfor %}",
    "{% for r in rijen if r.v > 0 %}{{ r.v }}{{ loop.length }}{% endfor %}",
    "{% for k, v in paren %}{{ k }}={{ v }} {% endfor %}",
    "{% for k in a %}{{ k }} {% endfor %}{% for k, v in a|items %}{{ k }}{% endfor %}",
    "{% set x = 1 %}{% if a.ja %}{% set x = 2 %}{% endif %}{{ x }}{% for r in rijen %}{% set x = r.v %}{{ x }}{% endfor %}{{ x }}",
    "{% for r in rijen %}{% if loop.first %}{% set z = 'eerst' %}{% endif %}{{ z|default('-') }}{% endfor %}",
    "{% set p, q = 1, 2 %}{{ p }}{{ q }}{% with p = 5, r = a.b %}{{ p }}{{ r }}{% endwith %}{{ p }}",
    "{{ a.b|upper }}{{ a.lijst|join(', ') }}{{ a.lijst|lijst }}{{ a.lijst|length }}{{ a.lijst|first }}{{ a.leeg|default('x', true) }}",
    "{{ a.weg|default('weg') }}{{ weg|default('w') }}{{ a.weg is defined }}{{ weg is defined }}{{ a.b is defined }}{{ a.niets is none }}",
    "{{ 'ja' if a.ja else 'nee' }}{{ 'ja' if not a.ja }}{{ a.n > 2 and a.n < 9 or false }}{{ 1 < a.n <= 3 }}{{ 'p' in a.lijst }}",
    "{{ rijen|map(attribute='v')|sum }}{{ rijen|sort(attribute='v')|map(attribute='k')|list }}{{ a.n is odd }}{{ range(3)|list }}",
    "{% for i in range(2, 8, 3) %}{{ i }}{% endfor %}{% for r in rijen|reverse %}{{ r.k }}{% endfor %}{{ [1, 'b', a.n] }}{{ {'k': 'v'}.k }}",
    "{% macro m(x, y='d') %}[{{ x }}{{ y }}]{% endmacro %}{{ m(a.b) }}{{ m('é', y=a.n) }}{% set blok %}in {{ a.b }}{% endset %}{{ blok }}",
    "{% for r in rijen %}{{ loop.previtem.k if loop.previtem is defined }}{{ loop.changed(r.v) }}{% endfor %}",
    "{{ {'k': {'l': 1}}.k.l }}{{ \"}}\" }}{{ '%}' }}",
    "{% if a.leeg %}x{% elif a.niets %}y{% else %}z{% endif %}{{ a.n == 3 }}{{ a.n != 3 }}{{ 'é' }}{{ \"'\" }}",
]
FAULTY = [
    "{{ a.weg }}", "{{ weg }}", "{{ a.b.c }}", "{{ a.lijst[9] }}", "{% for x in a.b %}{{ x }}{% endfor %}", "{{ a.n + a.b }}",
    "{{ a.n / 0 }}", "{{ a.b|datum }}", "{% for k, v in rijen %}{{ k }}{% endfor %}", "{% if weg %}x{% endif %}",
    "{{ a.lijst + 'x' }}", "{{ 'x' * 5 }}", "{{ a.weg.verder|default('x') }}", "{{ a }}", "{{ a.b < a.n }}",
    "{{ 9 ** 99 }}", "{{ range(2000)|list }}", "{% for x in weg %}{{ x }}{% endfor %}",
]  # fmt: skip


def program(body: str) -> Program:
    return compile_template(doc(body.replace("|", "||")), name="s.docx").programs[0]


def paragraphs(texts: str) -> str:
    """A paragraph for each text between bars."""
    return "".join(para(text) for text in texts.split("|"))


def result(call: Any) -> Any:
    token = current.set(FillState())
    try:
        made = call(CONTEXT)
        return made.decode() if isinstance(made, bytes) else made
    except FillError as error:
        return error.finding
    finally:
        current.reset(token)


@pytest.mark.parametrize("body", BODIES)
def test_both_engines_write_the_same(body: str) -> None:
    compiled = program(body)
    slow = result(compiled.render_slowly)
    assert isinstance(slow, str)
    assert result(compiled.render) == slow
    if compiled.fast is not None:
        assert result(compiled.fast) == slow


CELL = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{}</w:tc>'
SOME, NONE = "{%p for r in rijen %}|{{ r.k }}|{%p endfor %}", "{%p for r in a.lijst[3:] %}|{{ r }}|{%p endfor %}"
CELLS = {
    "some": CELL.format(paragraphs(SOME)),
    "none": CELL.format(paragraphs(NONE)),
    "none, after a text": CELL.format(paragraphs(f"tekst|{NONE}")),
    "none, in two loops": CELL.format(paragraphs(f"{NONE}|{NONE}")),
    "none, without properties": f"<w:tc>{paragraphs(NONE)}</w:tc><w:tc><w:tcPr/>{paragraphs(NONE)}</w:tc>",
    "a value of no paragraph": CELL.format(paragraphs("{{p a.leeg }}")),
    "a value of a paragraph": CELL.format(paragraphs("{{p a.b }}")),
    "none, after a table": CELL.format(table([["{{ a.b }}"]]) + paragraphs(NONE)),
    "a table that is left out": CELL.format(
        table([["{%tr for r in a.lijst[3:] %}"], ["{{ r }}"], ["{%tr endfor %}"]]) + paragraphs(NONE)
    ),
    "some and none, cell by cell": "".join(
        CELL.format(paragraphs(text))
        for text in ("{%tc for r in rijen %}", "{%p for s in r.sub %}|{{ s }}|{%p endfor %}", "{%tc endfor %}")
    ),
    "none in a content control": CELL.format(f"<w:sdt><w:sdtContent>{paragraphs(NONE)}</w:sdtContent></w:sdt><w:p/>"),
}


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS.keys())
def test_both_engines_end_a_cell_with_a_paragraph(cells: str) -> None:
    inside = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr>{}</w:tr></w:tbl><w:p/>'
    compiled = compile_template(doc(Raw(inside.format(cells)), "{{ a.b }}"), name="s.docx").programs[0]
    assert compiled.fast is not None
    slow = mend(result(compiled.render_slowly).encode(), compiled.mending).decode()
    assert result(compiled.render) == slow
    ends = etree.fromstring(slow.encode()).iter(f"{{{W}}}tc", f"{{{W}}}sdtContent")
    assert {end[-1].tag for end in ends} == {f"{{{W}}}p"}


def test_the_generated_engine_knows_all_but_macros_and_rare_facts_of_loop() -> None:
    assert [body for body in BODIES if program(body).fast is None] == [BODIES[15], BODIES[16]]


@pytest.mark.parametrize("body", FAULTY)
def test_both_engines_refuse_the_same(body: str) -> None:
    compiled = program(body)
    slow = result(compiled.render_slowly)
    assert not isinstance(slow, str), slow
    assert slow.place.steps == (("paragraph", 1),)
    assert result(compiled.render) == slow


NAME = st.sampled_from(
    ["a.b", "a.n", "a.lijst", "tekst", "rijen", "a.weg", "weg", "x", "loop.index", "3", "'t'", "true"]
)
FILTER = st.sampled_from(["", "|upper", "|length", "|default('d')", "|first", "|ja_nee", "|lijst", "|join('-')"])
EXPRESSION = st.recursive(
    st.builds(str.__add__, NAME, FILTER),
    lambda inner: st.one_of(
        st.builds(
            "({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "and", "or", "==", "in", "~", "<"]), inner
        ),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
    ),
    max_leaves=4,
)
TREE = st.recursive(
    st.one_of(
        st.builds("{{{{ {} }}}}".format, EXPRESSION), st.builds("{{% set x = {} %}}".format, EXPRESSION), st.just("t")
    ),
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, EXPRESSION, inner, inner),
        st.builds("{{% for x in {} %}}{}{{% endfor %}}".format, EXPRESSION, inner),
        st.builds("{{% with x = {} %}}{}{{% endwith %}}".format, EXPRESSION, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TREE)
def test_any_template_means_the_same_to_both(body: str) -> None:
    if "loop" in body:
        body = "{% for x in rijen %}" + body + "{% endfor %}"
    try:
        compiled = program(body + "{{ a.n }}")
    except Exception as error:
        assert type(error).__name__ == "TemplateFaults"  # noqa: PT017
        return
    assert result(compiled.render) == result(compiled.render_slowly)


BAD = {*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)}
ANY_TEXT = compile_template(doc("[{{ x.y }}]", "{{r x.y }}", header="{{ x.y }}"), name="s.docx")


@settings(max_examples=2000, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_is_printed_exactly_or_refused_with_its_place(text: str) -> None:
    refused = any(ord(char) in BAD for char in text)
    try:
        out = fill(ANY_TEXT, {"x": {"y": text}})
    except FillFault as error:
        assert refused
        assert [(f.code, f.arg("field")) for f in error.findings] == [("T20", "x.y")] * 2  # noqa: PT017
        return
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert not refused
    assert read(out) == [f"[{plain}]", plain]
    assert read(out, "word/header1.xml") == [plain]
