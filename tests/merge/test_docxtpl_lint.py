"""docxtpl-lint 2.0 as a second reader of templates: the same faults, and each difference with its reason."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

from typing import Any

import pytest
from minidocx import Raw, doc

from docgen.filters import FILTERS
from docgen.findings import Severity
from docgen.template import check_template

OFFERED = {"leerling": {"naam": None}, "lessen": [{"vak": None}], "klas": None}
BOX = Raw("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{{ klas|dtum }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>")  # fmt: skip

# template: (rules of docxtpl-lint, codes of docgen); errors only, and both must have some, or none.
SAME: dict[str, tuple[bytes, set[str], set[str]]] = {
    "a good template": (
        doc("{{ leerling.naam }}", "{%p for l in lessen %}", "{{ l.vak }}", "{%p endfor %}", [["{%tr for l in lessen %}"], ["{{ l.vak }}"], ["{%tr endfor %}"]]),
        set(), set(),
    ),
    "cell tags, macro, set, r": (
        doc([["{% cellbg klas %}x"]], "{% macro m(x) %}a{% endmacro %}{{ m(1) }}", "{%p set x = 1 %}", "{{ x }}", "a {{r klas }} b"),
        set(), set(),
    ),
    "a tag never closed": (doc("{{ klas"), {"DTL001"}, {"T06"}),
    "a tag in deleted text": (doc(Raw("<w:p><w:del w:id='1'><w:r><w:delText>{{ x }}</w:delText></w:r></w:del></w:p>")), {"DTL003"}, {"T14", "T17"}),
    "a block never closed": (doc("{% for l in lessen %}{{ l.vak }}"), {"DTL101"}, {"T02"}),
    "an end too many": (doc("{% if klas %}x{% endif %}{% endif %}"), {"DTL102"}, {"T02"}),
    "else without if": (doc("{% else %}"), {"DTL102"}, {"T02"}),
    "blocks that cross": (doc("{% if klas %}{% for x in lessen %}{% endif %}{% endfor %}"), {"DTL101", "DTL102"}, {"T02"}),
    "not a sentence of Jinja": (doc("{{ x y }}"), {"DTL103"}, {"T06"}),
    "one equals sign": (doc("{% if klas = 3 %}{% endif %}"), {"DTL103"}, {"T06"}),
    "an empty tag": (doc("{{ }}"), {"DTL103"}, {"T06"}),
    "a string never closed": (doc("{{ 'a }}"), {"DTL103"}, {"T06"}),
    "a statement of an extension": (doc("{% do x %}"), {"DTL103"}, {"T09"}),
    "an unknown filter": (doc("{{ klas||dtum }}"), {"DTL104"}, {"T05"}),
    "an unknown filter in a header": (doc("a", header="{{ klas||dtum }}"), {"DTL104"}, {"T05"}),
    "an unknown filter in a footnote": (doc("a", footnote="{{ klas||dtum }}"), {"DTL104"}, {"T05"}),
    "an unknown filter in a text box": (doc(BOX), {"DTL104"}, {"T05"}),
    "an unknown test": (doc("{% if klas is foo %}x{% endif %}"), {"DTL105"}, {"T05"}),
    "a loop's name after the loop": (doc("{% for l in lessen %}{{ l.vak }}{% endfor %}{{ l.vak }}"), {"DTL106"}, {"T01"}),
    "loop outside a loop": (doc("{{ loop.index }}"), {"DTL106"}, {"T01"}),
    "a space before tr": (doc([["{% tr for l in lessen %}"], ["x"], ["{%tr endfor %}"]]), {"DTL202"}, {"T02", "T09"}),
    "tr outside a table": (doc("{%tr for x in lessen %}", "{%tr endfor %}"), {"DTL203"}, {"T07"}),
    "p that is closed without p": (doc("{%p if klas %}", "x", "{% endif %}"), {"DTL204"}, {"T02"}),
    "rows of two tables": (doc([["{%tr for l in lessen %}"], ["x"]], "tussen", [["{%tr endfor %}"]]), {"DTL205"}, {"T02"}),
    "a row that closes itself": (doc([["{%tr for l in lessen %}{{ l.vak }}{%tr endfor %}"]]), {"DTL206"}, {"T03"}),
    "cells of two rows": (doc([["{%tc for l in lessen %}", "{{ l.vak }}"], ["{%tc endfor %}", "x"]]), {"DTL207"}, {"T02"}),
    "cellbg outside a cell": (doc("{% cellbg klas %}x"), {"DTL208"}, {"T07", "T09"}),
    "text beside p": (doc("Let op: {%p if klas %}", "x", "{%p endif %}"), {"DTL209"}, {"T03"}),
    "text in a row's other cell": (doc([["{%tr if klas %}", "tekst"], ["x", "y"], ["{%tr endif %}", ""]]), {"DTL209"}, {"T03"}),
    "a paragraph that closes itself": (doc("{%p if klas %}x{%p endif %}"), {"DTL210"}, {"T03"}),
}  # fmt: skip

# Where they differ: (template, rules, codes). The name is the reason.
DIFFERENT: dict[str, tuple[bytes, set[str], set[str]]] = {
    "docgen knows the names of a document": (doc("{{ leerling.naaam }}"), set(), {"T01"}),
    "docgen knows which names are groups, rows or texts": (doc("{{ leerling }}", "{{ lessen.vak }}", "{{ klas.jaar }}"), set(), {"T01"}),
    "docgen calls no methods": (doc("{{ leerling.naam.upper() }}", "{% for k, v in leerling.items() %}{% endfor %}"), set(), {"T09"}),
    "docgen reads no attributes of Python": (doc("{{ leerling.__class__ }}"), set(), {"T09"}),
    "docgen includes no other templates": (doc("{% include 'x' %}"), set(), {"T09"}),
    "docgen sees a block that ends in another cell": (doc([["{% for x in lessen %}{{ x.vak }}", "{% endfor %}"]]), set(), {"T02"}),
    "docgen prints whole paragraphs only with p": (doc([["{{tr klas }}"]]), set(), {"T07"}),
    "docgen fills document properties and checks them": (doc("a", properties={"core": "<dc:title>{{ klas|dtum }}</dc:title>"}), set(), {"T05"}),
    "docgen refuses a tag in two paragraphs; to docxtpl-lint it is a warning": (doc("{{ leerling", ".naam }}"), set(), {"T06"}),
    "docgen's tags may hold a brace or a percent sign (docxtpl #644)": (doc("{%p if klas == '}' %}", "x", "{%p endif %}"), {"DTL201"}, set()),
    "a loop around nothing, alone in its row, leaves nothing: no text is lost": (doc([["{%tr for l in lessen %}", "{%tr endfor %}"], ["a", "b"]]), {"DTL206"}, set()),
}  # fmt: skip


def codes(data: bytes) -> tuple[set[str], set[str]]:
    """The errors of docxtpl-lint and of docgen."""
    api: Any = pytest.importorskip("docxtpl_lint.api")
    found = api.lint(data, filters=list(FILTERS))
    own = check_template(data, name="s.docx", offered=OFFERED)
    return {issue.rule for issue in found.errors}, {f.code for f in own if f.severity is Severity.ERROR}


@pytest.mark.parametrize("name", SAME)
def test_docxtpl_lint_finds_a_fault_where_docgen_does(name: str) -> None:
    data, rules, own = SAME[name]
    assert codes(data) == (rules, own)
    assert bool(rules) == bool(own)


@pytest.mark.parametrize("name", DIFFERENT)
def test_docxtpl_lint_differs(name: str) -> None:
    data, rules, own = DIFFERENT[name]
    assert codes(data) == (rules, own)
    assert bool(rules) != bool(own)


def test_each_rule_about_a_template_alone_is_compared() -> None:
    """Left out: DTL005 (its own comments), DTL3xx (data), DTL4xx (a trial run); DTL002 is a warning."""
    compared = set().union(*(rules for _, rules, _ in (*SAME.values(), *DIFFERENT.values())))
    assert compared == {"DTL001", "DTL003", *(f"DTL10{n}" for n in range(1, 7)), *(f"DTL20{n}" for n in range(1, 10)), "DTL210"}  # fmt: skip
