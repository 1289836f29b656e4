"""What comes out of a fill: text, structure and bytes."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from minidocx import Raw, blocks, doc, members, para, read, xml

from docgen.fill import FillFault, fill
from docgen.merge.values import Image, PageBreak, Paragraph, Rich, Run, SubDocument, Table
from docgen.template import compile_template

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30


def made(*content: Any, context: dict[str, Any] | None = None, **parts: Any) -> bytes:
    return fill(compile_template(doc(*content, **parts), name="sjabloon.docx"), context or {})


def shown(*content: Any, context: dict[str, Any] | None = None, **parts: Any) -> list[Any]:
    return read(made(*content, context=context, **parts))


def test_a_tag_that_word_split_over_runs_is_one_tag() -> None:
    assert shown("Beste {|{ na|am }|}, dag", context={"naam": "Anaïs"}) == ["Beste Anaïs, dag"]


def test_proofing_marks_and_bookmarks_inside_a_tag_do_not_matter() -> None:
    split = Raw(
        '<w:p><w:r><w:t>{{ na</w:t></w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="3" w:name="_GoBack"/>'
        '<w:bookmarkEnd w:id="3"/><w:r><w:rPr><w:lang w:val="fr-FR"/></w:rPr><w:t>am }}</w:t></w:r></w:p>'
    )
    assert shown(split, context={"naam": "x"}) == ["x"]
    assert "_GoBack" not in xml(made(split, context={"naam": "x"}))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a < b & c > d \"e\" 'f'", "a < b & c > d \"e\" 'f'"),
        ("</w:t></w:r></w:p><w:p>", "</w:t></w:r></w:p><w:p>"),
        ("{{ 7*7 }} {% if x %} {_{ y }_}", "{{ 7*7 }} {% if x %} {_{ y }_}"),
        ("&lt;&#60;", "&lt;&#60;"),
        ("een\ntwee\r\ndrie\rvier", "een\ntwee\ndrie\nvier"),
        ("a\tb", "a\tb"),
        ("  ruimte  ", "  ruimte  "),
        ("👩‍🏫 שלום é", "👩‍🏫 שלום é"),
        (True, "ja"),
        (False, "nee"),
        (None, ""),
        (8.5, "8,5"),
        (8.0, "8"),
        (1234, "1234"),
        (date(2026, 2, 3), "03/02/2026"),
        (datetime(2026, 2, 3, 8, 25), "03/02/2026 8.25 u."),
        (time(8, 25), "8.25 u."),
        (["a", "b", "c"], "a, b en c"),
    ],
)
def test_a_value_arrives_as_text(value: object, text: str) -> None:
    assert shown("[{{ x }}]", context={"x": value}) == [f"[{text}]"]


def test_loops_leave_no_empty_paragraph_or_row() -> None:
    content = (
        "voor", "{%p for x in rijen %}", "- {{ x }}", "{%p endfor %}", "na",
        [["kop"], ["{%tr for x in rijen %}"], ["{{ x }}"], ["{%tr endfor %}"]],
    )  # fmt: skip
    assert shown(*content, context={"rijen": ["a", "b"]}) == ["voor", "- a", "- b", "na", [["kop"], ["a"], ["b"]]]
    assert shown(*content, context={"rijen": []}) == ["voor", "na", [["kop"]]]


def test_a_forgotten_p_counts_as_written() -> None:
    content = ("{% for x in rijen %}", "- {{ x }}", "{% endfor %}", "{% set y = 3 %}", "{{ y }}")
    assert shown(*content, context={"rijen": ["a", "b"]}) == ["- a", "- b", "3"]


def test_if_elif_else_set_with_and_loop() -> None:
    content = (
        "{% if n == 1 %}een{% elif n == 2 %}twee{% else %}veel{% endif %}",
        "{%p set t = n * 2 %}", "{{ t }}",
        "{% with a = n + 1 %}{{ a }}{% endwith %}",
        "{% for x in rijen if x != 'b' %}{{ loop.index }}{{ x }}{% if not loop.last %}, {% endif %}{% else %}geen{% endfor %}",
    )  # fmt: skip
    assert shown(*content, context={"n": 2, "rijen": ["a", "b", "c"]}) == ["twee", "4", "3", "1a, 2c"]
    assert shown(*content, context={"n": 5, "rijen": []}) == ["veel", "10", "6", "geen"]


def test_macros_print_where_they_fit() -> None:
    content = ("{% macro m(x, y=2) %}<{{ x }}-{{ y }}>{% endmacro %}{{ m('a') }} {{ m('b', y=3) }}",)
    assert shown(*content) == ["<a-2> <b-3>"]


def test_cell_tags_shape_cells() -> None:
    content = [["{% cellbg kleur %}a", "b"], ["{% colspan n %}c"]]
    out = made(content, context={"kleur": "#ff0000", "n": 2})
    assert '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>' in xml(out)
    assert '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>' in xml(out)
    assert read(out) == [[["a", "b"], ["c"]]]


def test_cells_in_a_loop_get_a_grid_of_their_number() -> None:
    content = [["x", "{%tc for d in dagen %}", "{{ d }}", "{%tc endfor %}"]]
    for days in (["ma", "di", "wo", "do"], ["ma"]):
        out = made(content, context={"dagen": days})
        assert read(out) == [[["x", *days]]]
        assert xml(out).count("<w:gridCol ") == len(days) + 1


def test_hm_and_vm_merge_cells() -> None:
    rows = [["{%tr for x in rijen %}", ""], ["{% vm %}samen", "{{ x }}"], ["{%tr endfor %}", ""]]
    out = made(rows, context={"rijen": ["a", "b"]})
    assert read(out) == [[["samen", "a"], ["", "b"]]]
    assert xml(out).index('w:val="restart"') < xml(out).index('w:val="continue"')
    across = [["{%tc for x in rijen %}", "{% hm %}kop", "{%tc endfor %}"], ["a", "b", "c"]]
    out = made(across, context={"rijen": [1, 2, 3]})
    assert read(out) == [[["kop"], ["a", "b", "c"]]]
    assert '<w:gridSpan w:val="3"/>' in xml(out)


def test_a_table_whose_rows_are_all_gone_goes_too_and_cells_keep_a_paragraph() -> None:
    table = [["{%tr for x in rijen %}"], ["{{ x }}"], ["{%tr endfor %}"]]
    assert shown("a", table, "b", context={"rijen": []}) == ["a", "b"]
    inner = blocks("{%p if n %}", "x", "{%p endif %}")
    cell = Raw(
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/>'
        f"</w:tcPr>{inner}</w:tc></w:tr></w:tbl>"
    )
    assert shown(cell, context={"n": False}) == [[[""]]]


def test_every_part_with_text_is_filled() -> None:
    parts = {"header": "K {{ x }}", "footer": "V {{ x }}", "footnote": "N {{ x }}", "endnote": "E {{ x }}"}
    out = made("{{ x }}", context={"x": "<1>"}, **parts)
    files = ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml", "word/endnotes.xml")
    assert [read(out, name) for name in files] == [["<1>"], ["K <1>"], ["V <1>"], ["N <1>"], ["E <1>"]]


def test_text_boxes_content_controls_and_alternative_text_are_filled() -> None:
    inner = f"<w:txbxContent>{para('In {{ x }}')}</w:txbxContent>"
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="7" name="a" '
        f'descr="Foto van {{{{ x }}}}"/><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{para('Veld {{ x }}')}</w:sdtContent></w:sdt>"
    out = xml(made(Raw(box), Raw(control), context={"x": 'a"b\n<'}))
    assert out.count("In a&#34;b</w:t><w:br/>") == 2
    assert 'descr="Foto van a&#34;b&#10;&lt;"' in out
    assert "Veld a&#34;b" in out


def test_smart_tags_are_unwrapped_and_raw_and_escaped_braces_stay() -> None:
    smart = Raw('<w:p><w:smartTag w:uri="u" w:element="e"><w:r><w:t>{{ x }}</w:t></w:r></w:smartTag></w:p>')
    content = (smart, "{_{ x }_} {% raw %}{{ y }}{% endraw %}")
    assert shown(*content, context={"x": "1"}) == ["1", "{{ x }} {{ y }}"]


def test_dashes_join_paragraphs() -> None:
    content = ("Ik woon", "{%- if stad %}", " in de stad", "{%- else %}", " buiten", "{%- endif %}", " en graag.")
    assert shown("{{ a -}}", "b", context={"a": "x"}) == ["xb"]
    joined = ("Ik woon", "{%- if stad -%}", " in de stad", "{%- else -%}", " buiten", "{%- endif -%}", " en graag.")
    assert shown(*joined, context={"stad": True}) == ["Ik woon in de stad en graag."]
    assert shown(*content, context={"stad": False})[0] == "Ik woon"


def test_rich_text_keeps_the_look_around_it() -> None:
    value = Rich((Run("vet", bold=True), Run(" rood", colour="ff0000"), Run("link", link="https://example.be/?a=1&b")))
    run = Raw('<w:p><w:r><w:rPr><w:i/><w:sz w:val="20"/></w:rPr><w:t>a {{ x }} b</w:t></w:r></w:p>')
    out = made(run, context={"x": value})
    assert read(out) == ["a vet roodlink b"]
    assert '<w:rPr><w:b/><w:i/><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">vet' in xml(out)
    assert '<w:rPr><w:i/><w:color w:val="FF0000"/><w:sz w:val="20"/></w:rPr>' in xml(out)
    assert 'Target="https://example.be/?a=1&amp;b" TargetMode="External"' in xml(out, "word/_rels/document.xml.rels")
    assert read(made("a {{r x }} b", context={"x": "<c>"})) == ["a <c> b"]


def test_images_blocks_and_page_breaks() -> None:
    image = Image(PNG, "Logo & zo", 20, 10)
    sub = SubDocument((
        Paragraph((Run("een"), image), "Kop"),
        Table((("a", "b"), (Rich((Run("c", bold=True),)), "d")), (20, 30), head=1),
    ))  # fmt: skip
    out = made("{{p sub }}", "{{ image }}{{ image }}", "x{{ pb }}y", "{{p tekst }}", "{{p leeg }}",
               context={"sub": sub, "image": image, "pb": PageBreak(), "tekst": "a\nb", "leeg": ""})  # fmt: skip
    assert read(out) == ["een", [["a", "b"], ["c", "d"]], "", "", "x\fy", "a\nb"]
    files = members(out)
    assert [name for name in files if "media" in name] == ["word/media/docgen1.png"]
    assert b'Extension="png" ContentType="image/png"' in files["[Content_Types].xml"]
    assert xml(out).count('descr="Logo &amp; zo"') == 6
    ids = [piece.split('"')[0] for piece in xml(out).split('<wp:docPr id="')[1:]]
    assert len(set(ids)) == 3


def test_ids_in_loops_stay_unique() -> None:
    picture = (
        '<w:p><w:bookmarkStart w:id="5" w:name="plek"/><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/></wp:inline>'
        '</w:drawing></w:r><w:bookmarkEnd w:id="5"/></w:p>'
    )
    out = xml(made(Raw(picture), "{%p for x in rijen %}", Raw(picture), "{%p endfor %}", context={"rijen": [1, 2, 3]}))
    drawings = [piece.split('"')[0] for piece in out.split('<wp:docPr id="')[1:]]
    starts = [piece.split('"')[0] for piece in out.split('<w:bookmarkStart w:id="')[1:]]
    ends = [piece.split('"')[0] for piece in out.split('<w:bookmarkEnd w:id="')[1:]]
    assert len(set(drawings)) == len(drawings) == 4
    assert len(set(starts)) == len(starts) == 4
    assert starts == ends
    names = [piece.split('"')[0] for piece in out.split('w:name="')[1:]]
    assert len(set(names)) == 4


def test_the_same_input_gives_the_same_bytes_and_no_metadata_of_the_template() -> None:
    data = doc("{{ x }}", parts={
        "docProps/thumbnail.jpeg": ("thumbnail", "image/jpeg", "x"),
        "customXml/item1.xml": ("customXml", "application/xml", "<geheim/>"),
    }, settings='<w:rsids><w:rsid w:val="00AB12"/></w:rsids>')  # fmt: skip
    outputs = {fill(compile_template(data, name="a.docx"), {"x": "y"}, title="T & Z", creator="S") for _ in range(3)}
    assert len(outputs) == 1
    files = members(outputs.pop())
    assert sorted(files) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    assert b"rsid" not in b"".join(files.values())
    assert b"<dc:title>T &amp; Z</dc:title><dc:creator>S</dc:creator><dc:language>nl-BE" in files["docProps/core.xml"]


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({"rijen": [{"vak": "a"}, {"vak": "b\x0bc"}]}, ("T20", "", "rijen[1].vak", "{{ r.vak }}")),
        ({"rijen": [{"vak": "\ud800"}]}, ("T20", "", "rijen[0].vak", "{{ r.vak }}")),
        ({"rijen": [{}]}, ("T22", "", None, "{{ r.vak }}")),
        ({}, ("T22", "", None, "{% for r in rijen %}")),
        ({"rijen": 3}, ("T21", "list", None, "{% for r in rijen %}")),
        ({"rijen": [{"vak": object()}]}, ("T21", "type", None, "{{ r.vak }}")),
        ({"rijen": [{"vak": Paragraph(())}]}, ("T24", "", None, "{{ r.vak }}")),
        ({"rijen": [0] * 200_000}, ("T23", "steps", None, "{% for r in rijen %}")),
    ],
)
def test_what_cannot_be_printed_is_a_fault_with_its_place(context: Any, expected: tuple[Any, ...]) -> None:
    template = compile_template(doc("{% for r in rijen %}{{ r.vak }}{% endfor %}"), name="a.docx")
    with pytest.raises(FillFault) as caught:
        fill(template, context)
    assert [(f.code, f.case, f.arg("field"), f.arg("tag")) for f in caught.value.findings] == [expected]


def test_values_are_never_taken_for_markup_whatever_their_class() -> None:
    from markupsafe import Markup

    assert shown("{{ x }}", context={"x": Markup("<w:br/>")}) == ["<w:br/>"]
    assert shown("{{ x|upper }}".replace("|", "||"), context={"x": Markup("<w:br/>")}) == ["<W:BR/>"]


CORE = "docProps/core.xml"


def test_document_properties_with_tags_are_filled_and_others_are_left_behind() -> None:
    data = doc("a", properties={"core": (
        "<dc:title>Plan van {{ x }}</dc:title><dc:subject>{% if x %}Zorg &amp; zo{% endif %}</dc:subject>"
        "<cp:keywords>{% for r in rijen %}{{ r }} {% endfor %}</cp:keywords><dc:description>van Jan</dc:description>"
        "<dc:creator>Jan Peeters</dc:creator><cp:lastModifiedBy>Jan Peeters</cp:lastModifiedBy>"
    )})  # fmt: skip
    template = compile_template(data, name="s.docx", offered={"x": None, "rijen": [None]})
    assert template.names == {"x", "rijen"}
    context = {"x": "<Anaïs>", "rijen": ["a", "b"]}
    out = xml(fill(template, context), CORE)
    assert "<dc:title>Plan van &lt;Anaïs&gt;</dc:title><dc:subject>Zorg &amp; zo</dc:subject>" in out
    assert "<dc:creator></dc:creator><cp:keywords>a b </cp:keywords><dc:language>nl-BE</dc:language>" in out
    assert "Jan" not in out
    given = xml(fill(template, context, title="Van de aanroeper", creator="School"), CORE)
    assert "<dc:title>Van de aanroeper</dc:title><dc:subject>Zorg &amp; zo</dc:subject>" in given
    assert "<dc:creator>School</dc:creator>" in given
    with pytest.raises(FillFault) as caught:
        fill(template, {"x": "\ud800", "rijen": ["a"]})
    assert [(f.code, f.arg("field"), f.arg("tag"), f.place.part) for f in caught.value.findings] == [
        ("T20", "x", "{{ x }}", "properties")
    ]


def test_a_texts_escaped_form_is_forgotten_after_64_fills() -> None:
    template = compile_template(doc("{{ x }}"), name="s.docx")
    for number in range(64):
        assert len(template.escapes) == number
        fill(template, {"x": f"leerling {number}"})
    assert len(template.escapes) == 0


DIGEST = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from docgen.fill import fill
from docgen.template import compile_template
import test_validators as every
template = compile_template(every.template(), name="a.docx")
made = [fill(template, context, title="T", creator="S") for context in every.CONTEXTS.values()]
print(hashlib.sha256(b"".join(made)).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_process() -> None:
    tests = Path(__file__).parent
    folders = [str(tests), str(tests.parents[1])]
    found = {
        subprocess.run(
            [sys.executable, "-c", DIGEST, *folders],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1
