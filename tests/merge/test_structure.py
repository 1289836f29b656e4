"""Whatever a template does and whatever the data is: a template without faults gives a document Word can open."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from minidocx import W, doc, members

from docgen.fill import fill
from docgen.template import TemplateFaults, compile_template

CONTEXTS: list[dict[str, Any]] = [
    {"a": "x", "ja": False, "rijen": []},
    {"a": "", "ja": True, "rijen": ["p"]},
    {"a": "<&>\n", "ja": True, "rijen": ["p", "q", "r"]},
]
HEADINGS = ("for r in rijen", "if ja", "if not ja", "with b = a", "set b = a")
# Tags by themselves: what belongs together is for chance to find, and for the check to refuse.
LOOSE = st.one_of(
    st.sampled_from(["{{ a }}", "tekst", "", "{{p a }}", "x {{r a }} y", "{# weg #}", "{#p weg #}", "{% else %}"]),
    st.builds("{{%{} {} %}}".format, st.sampled_from(["", "p", "tr", "tc", "-"]), st.sampled_from(HEADINGS)),
    st.builds(
        "{{%{} {} %}}".format,
        st.sampled_from(["", "p", "tr", "tc", "-"]),
        st.sampled_from(["endfor", "endif", "endwith", "else", "hm", "vm", "colspan 2"]),
    ),
)


def pair(form: str, heading: str, inner: list[Any]) -> list[Any]:
    closer = "" if heading.startswith("set") else f"{{%{form} end{heading.split()[0]} %}}"
    return [f"{{%{form} {heading} %}}", *inner, *([closer] if closer else [])]


def rows(heading: str, inner: list[list[str]]) -> list[list[str]]:
    return [[row] if isinstance(row, str) else row for row in pair("tr", heading, inner)]


TEXTS = st.lists(LOOSE, min_size=1, max_size=3)
ROW = st.one_of(
    st.lists(LOOSE, min_size=1, max_size=3),
    st.builds(pair, st.just("tc"), st.sampled_from(HEADINGS), st.just(["{{ a }}"])),
)
TABLE = st.one_of(
    st.lists(ROW, min_size=1, max_size=3), st.builds(rows, st.sampled_from(HEADINGS), st.lists(ROW, max_size=2))
)
BLOCKS = st.recursive(
    st.one_of(TEXTS, TABLE.map(lambda table: [table])),
    lambda inner: (
        st.builds(pair, st.sampled_from(["p", ""]), st.sampled_from(HEADINGS), inner)
        | st.builds(list.__add__, inner, inner)
    ),
    max_leaves=4,
)


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_a_template_without_faults_gives_a_whole_document(content: list[Any]) -> None:
    try:
        template = compile_template(
            doc(*content), name="s.docx", offered=dict.fromkeys(CONTEXTS[0]) | {"rijen": [None]}
        )
    except TemplateFaults:
        return
    for context in CONTEXTS:
        root = etree.fromstring(members(fill(template, context))["word/document.xml"])
        for table in root.iter(f"{{{W}}}tbl"):
            widths = [len(row.findall(f"{{{W}}}tc")) for row in table.findall(f"{{{W}}}tr")]
            assert widths, "a table without rows"
            assert all(widths), "a row without cells"
        for cell in root.iter(f"{{{W}}}tc"):
            assert cell[-1].tag == f"{{{W}}}p", "a cell must end with a paragraph"
        assert all(child.tag in PLACES[parent.tag] for parent in root.iter(*PLACES) for child in parent)


PLACES = {
    f"{{{W}}}body": {f"{{{W}}}{name}" for name in ("p", "tbl", "sectPr")},
    f"{{{W}}}tbl": {f"{{{W}}}{name}" for name in ("tblPr", "tblGrid", "tr")},
    f"{{{W}}}tr": {f"{{{W}}}{name}" for name in ("tc",)},
    f"{{{W}}}tc": {f"{{{W}}}{name}" for name in ("tcPr", "p")},
    f"{{{W}}}p": {f"{{{W}}}{name}" for name in ("pPr", "r")},
    f"{{{W}}}r": {f"{{{W}}}{name}" for name in ("rPr", "t", "br", "tab")},
}
