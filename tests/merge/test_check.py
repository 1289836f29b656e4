"""All faults of a template at once, each with its place, none that follow from another."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

from typing import Any

import pytest
from minidocx import HEAD, NS, Raw, doc, para, seen, zipped

from docgen.findings import Severity
from docgen.template import TemplateFaults, check_template, compile_template

OFFERED = {"leerling": {"voornaam": None, "naam": None}, "lessen": [{"vak": None, "lokaal": None}], "datum_klas": None}


def faults(*content: Any, offered: Any = OFFERED, **parts: Any) -> list[tuple[Any, ...]]:
    return seen(check_template(doc(*content, **parts), name="s.docx", offered=offered, withheld={"leerling.diagnose"}))


def test_five_different_faults_are_all_named_with_their_places() -> None:
    found = faults(
        "Beste {{ leerling.voornam }}",
        "Let op: {%p if leerling.naam %}",
        "{%p endif %}",
        [["{%tr for les in lessen %}"], ["{{ les.vak||datm }}"], ["{%tr endfor %}"]],
        "{{ leerling.diagnose }}",
        "{% for les in lessen %}{{ les.vak }}",
        header="{{ leerling.naam",
    )
    assert found == [
        ("T01", "", "paragraph 1", "{{ leerling.voornam }}", "{{ leerling.voornaam }}"),
        ("T03", "text", "paragraph 2", "{%p if leerling.naam %}", None),
        ("T05", "", "table 1, row 2, column 1", "{{ les.vak|datm }}", "datum"),
        ("T04", "", "paragraph 4", "{{ leerling.diagnose }}", None),
        ("T02", "open", "paragraph 5", "{% for les in lessen %}", "{% endfor %}"),
        ("T06", "open", "header 1 paragraph 1", "{{ leerling.naam", None),
    ]


def test_a_bad_heading_of_a_loop_makes_no_other_faults() -> None:
    assert faults("{% for les in lesen %}{{ les.vak }}{{ les.x }}{{ onbekend }}{% endfor %}") == [
        ("T01", "", "paragraph 1", "{% for les in lesen %}", "{% for les in lessen %}"),
        ("T01", "", "paragraph 1", "{{ onbekend }}", None),
    ]
    assert faults("{% fro les in lessen %}{{ les.vak }}{% endfor %}") == [
        ("T09", "unknown", "paragraph 1", "{% fro les in lessen %}", "{% for les in lessen %}")
    ]
    assert faults("{% for les in lessen %}{{ les.vak }}{% edfor %} {{ leerling.naam }}") == [
        ("T09", "unknown", "paragraph 1", "{% edfor %}", "{% endfor %}")
    ]


@pytest.mark.parametrize(
    ("text", "code", "case"),
    [
        ("{{ leerling }}", "T01", "group"),
        ("{{ lessen }}", "T01", "rows"),
        ("{{ lessen.vak }}", "T01", "list"),
        ("{{ datum_klas.jaar }}", "T01", "leaf"),
        ("{{ loop.index }}", "T01", "loop"),
        ("{% for x in datum_klas %}{% endfor %}", "T01", "no_list"),
        ("{% endif %}", "T02", "no_opener"),
        ("{% else %}", "T02", "no_if"),
        ("{% if datum_klas %}{% for x in lessen %}{% endif %}", "T02", "open"),
        ("{{ x y }}", "T06", "syntax"),
        ("{{ }}", "T06", "empty"),
        ("{% if datum_klas = 3 %}{% endif %}", "T06", "equals"),
        ("{{ 'a }}", "T06", "quote"),
        ("{%tr for x in lessen %}", "T07", "outside"),
        ("{% cellbg datum_klas %}", "T07", "outside_cell"),
        ("{{ leerling.naam.upper() }}", "T09", "call"),
        ("{{ leerling.__class__ }}", "T09", "private"),
        ("{{ _x }}", "T09", "private"),
        ("{% include 'x' %}", "T09", "statement"),
        ("{% do x %}", "T09", "statement"),
        ("{{ datum_klas is foo }}", "T05", "test"),
        ("{{p leerling.naam }} tekst", "T03", "text"),
        ("{%p if datum_klas %}{{ datum_klas }}", "T03", "tag"),
    ],
)
def test_each_kind_of_fault(text: str, code: str, case: str) -> None:
    assert [(f[0], f[1]) for f in faults(text)][:1] == [(code, case)]


def test_smart_quotes_in_a_tag_are_read_and_told() -> None:
    data = doc("{% if leerling.naam == “x” %}a{% endif %}{{ leerling.naam||default(‘l’école’) }}")
    found = check_template(data, name="s.docx", offered=OFFERED)
    assert {(f.code, f.severity) for f in found if f.code == "T08"} == {("T08", Severity.WARNING)}


def test_a_block_may_not_begin_in_one_cell_and_end_in_another() -> None:
    assert faults([["{% for x in lessen %}{{ x.vak }}", "{% endfor %}"]]) == [
        ("T02", "crosses", "table 1, row 1, column 1", "{% for x in lessen %}", None)
    ]


def test_a_name_that_is_in_a_group_is_suggested_whole() -> None:
    assert faults("{{ voornaam }}") == [("T01", "", "paragraph 1", "{{ voornaam }}", "{{ leerling.voornaam }}")]


def test_both_copies_of_a_text_box_make_one_finding() -> None:
    inner = f"<w:txbxContent>{para('{{ fout }}')}</w:txbxContent>"
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + inner
        + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + inner
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    assert faults(Raw(box)) == [("T01", "", "textbox 1, paragraph 1", "{{ fout }}", None)]


RUN = "<w:r>{}<w:t>x</w:t></w:r>"
OBJECTS = {
    "comment": ("T13", "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>"),
    "insertion": ("T14", f"<w:p><w:ins w:id='1' w:author='J'>{RUN.format('')}</w:ins></w:p>"),
    "deletion": ("T14", "<w:p><w:del w:id='1'><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"),
    "formatting": ("T14", "<w:p><w:r><w:rPr><w:rPrChange w:id='1'/></w:rPr><w:t>x</w:t></w:r></w:p>"),
    "hidden": ("T15", f"<w:p>{RUN.format('<w:rPr><w:vanish/></w:rPr>')}</w:p>"),
    "ole": ("T16", "<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>"),
    "chunk": ("T16", "<w:altChunk/>"),
    "field": ("T16", "<w:p><w:r><w:instrText> DDEAUTO cmd </w:instrText></w:r></w:p>"),
    "split field": ("T16", "<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE \"http://x\"</w:instrText></w:r></w:p>"),
    "tag in field": ("T17", "<w:p><w:r><w:instrText> REF {{ x }} </w:instrText></w:r></w:p>"),
    "tag in attribute": ("T17", '<w:p><w:pPr><w:pStyle w:val="{{ x }}"/></w:pPr></w:p>'),
}  # fmt: skip


@pytest.mark.parametrize("name", OBJECTS)
def test_what_a_template_may_not_carry(name: str) -> None:
    code, body = OBJECTS[name]
    assert [f[0] for f in faults("a", Raw(body))] == [code]


def test_hidden_by_style_and_external_relationships() -> None:
    style = '<w:style w:type="character" w:styleId="weg"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = Raw("<w:p><w:r><w:rPr><w:rStyle w:val='weg'/></w:rPr><w:t>x</w:t></w:r></w:p>")
    assert [f[0] for f in faults(body, styles=style)] == ["T15"]
    outside = {"attachedTemplate": "http://evil/x.dotm", "image": "http://evil/x.png", "hyperlink": "https://a.be"}
    assert [(f[0], f[1]) for f in faults("a", outside=outside)] == [
        ("T12", "attachedTemplate"), ("T12", "image"), ("T12", "hyperlink"),
    ]  # fmt: skip


def test_macros_embedded_files_and_doctypes() -> None:
    assert [f[0] for f in faults("a", parts={"word/vbaProject.bin": ("vbaProject", "application/x", "x")})] == ["T11"]
    assert [f[0] for f in faults("a", parts={"word/e.bin": ("oleObject", "application/x", "x")})] == ["T16"]
    doctype = HEAD + '<!DOCTYPE x [<!ENTITY a "b">]>' + f"<w:settings {NS}/>"
    settings = {
        "word/settings.xml": (
            "settings",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
            doctype,
        )
    }
    assert seen(check_template(doc("a", parts=settings), name="s.docx")) == [("T10", "doctype", "", None, None)]


@pytest.mark.parametrize(
    ("data", "case"),
    [
        (b"", "empty"),
        (b"hallo", "not_zip"),
        (b"PK\x03\x04kapot", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"a.txt": "x"}), "not_word"),
        (doc("a")[:-60], "damaged"),
        (doc(body="<w:p>", parts={}), "malformed"),
        (doc("\ufdd00\ufdd1"), "malformed"),
    ],
)
def test_files_that_are_no_templates(data: bytes, case: str) -> None:
    assert seen(check_template(data, name="s.docx")) == [("T10", case, "", None, None)]
    with pytest.raises(TemplateFaults):
        compile_template(data, name="s.docx")


def test_names_and_digest() -> None:
    data = doc("{{ leerling.naam }} {% for l in lessen %}{{ l.vak }}{% endfor %}", header="{{ datum_klas }}")
    template = compile_template(data, name="s.docx", offered=OFFERED)
    assert template.names == {"leerling.naam", "lessen", "lessen.vak", "datum_klas"}
    assert template.digest == compile_template(data, name="anders.docx").digest
    assert template.names == compile_template(data, name="s.docx").names


def test_faults_in_document_properties_name_the_property() -> None:
    properties = {
        "core": "<dc:title>{{ fout }}</dc:title><dc:subject>{% if datum_klas %}</dc:subject>"
        "<cp:lastModifiedBy>{{ datum_klas }}</cp:lastModifiedBy>",
        "app": "<Company>{{ leerling.naam }}</Company>",
        "custom": '<property name="Klas"><lpwstr>{{ datum_klas }}</lpwstr></property>',
    }
    found = check_template(doc("a", properties=properties), name="s.docx", offered=OFFERED)
    assert {(f.code, f.arg("tag"), f.place.part, f.place.around) for f in found if hasattr(f.place, "around")} == {
        ("T17", "lastModifiedBy: {{ datum_klas }}", "properties", ""),
        ("T17", "Company: {{ leerling.naam }}", "properties", ""),
        ("T17", "Klas: {{ datum_klas }}", "properties", ""),
        ("T01", "{{ fout }}", "properties", "title"),
        ("T02", "{% if datum_klas %}", "properties", "subject"),
    }
    assert len(found) == 5
