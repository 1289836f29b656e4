"""What LibreOffice paints without a tag becomes an artifact, and nothing else in the PDF changes."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader

from docgen.making.artifacts import marked

TAGGED = b"/Celinfo#20klein<</MCID 0>>BDC\nBT (EMC in a text) Tj ET\nEMC\n"
RULE = b"q 1.5 w\n0 9 m\n9 9 l S\nQ\n"
ARTIFACT = b"/Artifact BMC\nq 0 0 9 9 re\nW* n\nEMC\n"
FREE = b"\n/Artifact BMC\n" + RULE + b"\nEMC\n"


def pdf(*contents: bytes) -> bytes:
    """A PDF of a page per content, laid out as LibreOffice 7 does: each length told after its stream."""
    pages = range(4, 4 + 3 * len(contents), 3)
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))}
    objects[3] = b"<</Producer(a test)>>"
    for page, content in zip(pages, contents, strict=True):
        packed = zlib.compress(content)
        objects[page + 1] = b"<</Length %d 0 R/Filter/FlateDecode>>\nstream\n%s\nendstream" % (page + 2, packed)
        objects[page + 2] = b"%d" % len(packed)
        objects[page] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]\n/Contents %d 0 R>>" % (page + 1)
    made, places = b"%PDF-1.6\n", {}
    for number, content in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, entries)
    end = b"trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + table + end


def contents(data: bytes) -> list[bytes]:
    """The content of each page, read by another program; a table that is not right would stop it."""
    return [page.get_contents().get_data() for page in PdfReader(io.BytesIO(data), strict=True).pages]


@pytest.mark.parametrize(
    ("content", "better"),
    [
        (TAGGED + RULE, TAGGED.removesuffix(b"\n") + b"\n/Artifact BMC\n\n" + RULE + b"\nEMC\n"),
        (RULE + TAGGED, FREE + TAGGED),
        (TAGGED + ARTIFACT, TAGGED + ARTIFACT),
        (b"/A BMC\n" + TAGGED + RULE + b"EMC\n", b"/A BMC\n" + TAGGED + RULE + b"EMC\n"),
        (b"0.1 w\n" + TAGGED, b"0.1 w\n" + TAGGED),
    ],
    ids=["after", "before", "nothing free", "inside another mark", "sets a width, paints nothing"],
)
def test_what_is_painted_outside_every_mark_becomes_an_artifact(content: bytes, better: bytes) -> None:
    assert contents(marked(pdf(content))) == [better]


def test_a_pdf_without_free_rules_stays_as_it_was() -> None:
    assert marked(pdf(TAGGED, ARTIFACT)) == pdf(TAGGED, ARTIFACT)


def test_every_page_is_put_right_and_the_others_keep_their_place() -> None:
    assert contents(marked(pdf(RULE, TAGGED, ARTIFACT + TAGGED, RULE))) == [FREE, TAGGED, ARTIFACT + TAGGED, FREE]


def test_a_pdf_that_was_put_right_stays_as_it_is() -> None:
    assert marked(marked(pdf(RULE, TAGGED))) == marked(pdf(RULE, TAGGED))


@pytest.mark.parametrize(
    "other", [b"", b"%PDF-1.7\nno table at all", pdf(RULE)[:-20], pdf(RULE).replace(b"xref", b"xyzf")]
)
def test_a_pdf_of_another_make_is_left_alone(other: bytes) -> None:
    assert marked(other) == other
