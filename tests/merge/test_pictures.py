"""A picture whose alternative text is one tag, and what stands in its place in the document."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

import re
from typing import Any

import pytest
from minidocx import Raw, doc, members, read, seen, xml

from docgen.fill import FillFault, Image, fill
from docgen.pictures.raster import Canvas
from docgen.template import PICTURE, check_template, compile_template

OWN = Canvas(10, 10, ["999999"]).png()  # the author's picture
ONE, OTHER = (Image(Canvas(20, 10, [ink]).png(), f"Inkt {ink}", 20, 10) for ink in ("0B4F60", "8A4500"))
BOX = 'cx="360000" cy="360000"'  # 10 by 10 mm
MEDIA = {"word/media/own.png": ("image", "image/png", OWN)}


def picture(alt: str, *, before: str = "", crop: str = "", more: str = "", relation: str = "rId3") -> str:
    """A run with a picture, as Word writes it."""
    return (
        f'<w:r>{before}<w:drawing><wp:inline><wp:extent {BOX}/><wp:docPr id="1" name="logo van mij.png" descr="{alt}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="logo van mij.png" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}">{more}</a:blip>{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {BOX}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def template(*content: Any) -> bytes:
    return doc(*content, parts=MEDIA)


def made(*content: Any, **context: Any) -> bytes:
    return fill(compile_template(template(*content), name="sjabloon.docx"), context)


def shown(out: bytes) -> list[tuple[str, str, str, str]]:
    """Of each picture: its alternative text, width and height in EMU, and the member it shows."""
    body, links = xml(out), dict(re.findall(r'Id="(\w+)" Type="[^"]*/image" Target="/([^"]+)"', rels(out)))
    found = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"/><wp:docPr [^>]*descr="([^"]*)".*?r:embed="(\w+)"', body)
    return [(alt, width, height, links[link]) for width, height, alt, link in found]


def rels(out: bytes) -> str:
    return xml(out, "word/_rels/document.xml.rels")


def media(out: bytes) -> dict[str, bytes]:
    return {name: data for name, data in members(out).items() if "media" in name}


def test_the_value_takes_the_place_and_the_room_of_the_authors_picture() -> None:
    out = made("voor", Raw(f"<w:p>{picture('{{ school.logo }}')}</w:p>"), "na", school={"logo": ONE})
    assert shown(out) == [("Inkt 0B4F60", "360000", "180000", "word/media/docgen1.png")]  # as wide as the box
    assert media(out) == {"word/media/docgen1.png": ONE.data}
    assert xml(out).count(' name="Afbeelding 100001" descr="Inkt 0B4F60"') == 2
    assert read(out) == ["voor", "", "na"]
    assert "logo van mij" not in xml(out)
    assert b'Extension="png" ContentType="image/png"' in members(out)["[Content_Types].xml"]
    assert b"own.png" not in b"".join(members(out).values())


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_a_value_the_run_is_gone_and_the_text_around_it_stays(nothing: object) -> None:
    run = f'<w:p><w:r><w:t xml:space="preserve">a </w:t></w:r>{picture("{{ logo }}")}<w:r><w:t>b</w:t></w:r></w:p>'
    out = made(Raw(run), logo=nothing)
    assert '<w:p><w:r><w:t xml:space="preserve">a </w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>' in xml(out)
    assert (media(out), "image" in rels(out)) == ({}, False)


def test_text_that_shares_the_run_stays_when_the_picture_goes() -> None:
    out = made(Raw(f"<w:p>{picture('{{ logo }}', before='<w:t>kop</w:t>')}</w:p>"), logo=None)
    assert "<w:p><w:r><w:t>kop</w:t></w:r></w:p>" in xml(out)


def test_a_text_is_the_alternative_text_of_the_authors_own_picture() -> None:
    crop = '<a:srcRect l="10000"/>'
    out = made(Raw(f"<w:p>{picture('{{ naam }}', crop=crop)}</w:p>"), naam='De "Boom" & <co>')
    assert shown(out) == [("De &#34;Boom&#34; &amp; &lt;co&gt;", "360000", "360000", "word/media/docgen1.png")]
    assert media(out) == {"word/media/docgen1.png": OWN}
    assert 'l="10000"/><a:stretch>' in xml(out)
    assert "srcRect" not in xml(made(Raw(f"<w:p>{picture('{{ naam }}', crop=crop)}</w:p>"), naam=ONE))


def test_an_alternative_text_of_more_than_a_tag_is_only_a_text() -> None:
    out = made(Raw(f"<w:p>{picture('Logo van {{ naam }}')}</w:p>"), naam="De Boom")
    assert shown(out) == [("Logo van De Boom", "360000", "360000", "word/media/own.png")]


def in_rows() -> Raw:
    """A table with a picture in every round of a loop."""
    cell = "<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>{}</w:tc>"
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    lines = [
        cell.format(text.format("{%tr for rij in rijen %}")),
        cell.format(text.format("{{ rij.naam }}")) + cell.format(f"<w:p>{picture('{{ rij.grafiek }}')}</w:p>"),
        cell.format(text.format("{%tr endfor %}")),
    ]
    rows = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return Raw(f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>{rows}</w:tbl>')


def test_in_a_loop_each_round_has_its_own_picture_and_equal_ones_are_stored_once() -> None:
    rows = [{"naam": str(n), "grafiek": value} for n, value in enumerate((ONE, OTHER, None, ONE))]
    out = made(in_rows(), rijen=rows)
    assert [row[0] for row in read(out)[0]] == ["0", "1", "2", "3"]
    assert [(alt, name) for alt, _, _, name in shown(out)] == [
        ("Inkt 0B4F60", "word/media/docgen1.png"),
        ("Inkt 8A4500", "word/media/docgen2.png"),
        ("Inkt 0B4F60", "word/media/docgen1.png"),
    ]
    assert list(media(out).values()) == [ONE.data, OTHER.data]
    ids = re.findall(r'<wp:docPr id="(\d+)"', xml(out))
    assert len(set(ids)) == 3
    assert out == made(in_rows(), rijen=rows)


def test_a_tag_in_the_text_puts_the_picture_in_the_line_in_its_own_size() -> None:
    out = made("Logo: {{ logo }}.", logo=ONE)
    assert shown(out) == [("Inkt 0B4F60", "720000", "360000", "word/media/docgen1.png")]
    assert read(out) == ["Logo: ."]


def test_another_kind_of_value_and_a_picture_for_text_are_faults_at_their_place() -> None:
    slot = Raw(f"<w:p>{picture('{{ logo }}')}</w:p>")
    for content, logo, fault in (
        (slot, object(), ("T21", "type", "paragraph 1", "{{ logo }}", None)),
        (slot, Image(OWN[:40], "stuk", 5, 5), ("T27", "damaged", "paragraph 1", "{{ logo }}", None)),
        (slot, Image(OWN + b"\0" * 5_000_000, "zwaar", 5, 5), ("T27", "bytes", "paragraph 1", "{{ logo }}", None)),
        ("{{ logo ~ 'x' }}", ONE, ("T21", "type", "paragraph 1", "{{ logo ~ 'x' }}", None)),
        (Raw(f"<w:p>{picture('Logo {{ logo }}')}</w:p>"), ONE, ("T21", "type", "paragraph 1", "{{ logo }}", None)),
    ):
        with pytest.raises(FillFault) as caught:
            made(content, logo=logo)
        assert seen(caught.value.findings) == [fault]
    with pytest.raises(FillFault) as caught:
        made(slot)
    assert seen(caught.value.findings) == [("T22", "", "paragraph 1", "{{ logo }}", None)]


def test_a_check_knows_which_names_are_pictures() -> None:
    offered = {"school": {"naam": None, "logo": PICTURE}}
    good = template(Raw(f"<w:p>{picture('{{ school.logo }}')}</w:p>"), "{{ school.logo }}")
    assert check_template(good, name="x.docx", offered=offered) == ()
    bad = template(
        Raw(f"<w:p>{picture('Logo {{ school.logo }}')}</w:p>"), Raw(f"<w:p>{picture('{{ school.logoo }}')}</w:p>")
    )
    assert seen(check_template(bad, name="x.docx", offered=offered)) == [
        ("T27", "place", "paragraph 1", "{{ school.logo }}", None),
        ("T01", "", "paragraph 2", "{{ school.logoo }}", "{{ school.logo }}"),
    ]
