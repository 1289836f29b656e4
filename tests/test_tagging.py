"""What LibreOffice tags otherwise than PDF/UA asks is put right, and nothing else in the PDF changes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pytest
from pypdf import PdfReader

from docgen.making.tagging import marked

TAGGED = b"/Celinfo#20klein<</MCID 0>>BDC\nBT (EMC in a text) Tj ET\nEMC\n"
RULE = b"q 1.5 w\n0 9 m\n9 9 l S\nQ\n"
ARTIFACT = b"/Artifact BMC\nq 0 0 9 9 re\nW* n\nEMC\n"
FREE = b"\n/Artifact BMC\n" + RULE + b"\nEMC\n"


def pdf(*contents: bytes, elements: Sequence[tuple[str, int]] = ()) -> bytes:
    """A PDF of a page per content, laid out as LibreOffice 7 does: each length told after its stream.

    `elements` of the structure tree get the numbers after those, from 4 on without pages: a type, and the one above.
    """
    pages = range(4, 4 + 3 * len(contents), 3)
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))}
    objects[3] = b"<</Producer(a test)>>"
    for page, content in zip(pages, contents, strict=True):
        packed = zlib.compress(content)
        objects[page + 1] = b"<</Length %d 0 R/Filter/FlateDecode>>\nstream\n%s\nendstream" % (page + 2, packed)
        objects[page + 2] = b"%d" % len(packed)
        objects[page] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]\n/Contents %d 0 R>>" % (page + 1)
    for kind, above in elements:
        number = len(objects) + 1
        objects[number] = b"<</Type/StructElem\n/S/%s\n/P %d 0 R\n/Pg 4 0 R\n/A 3 0 R\n>>" % (kind.encode(), above)
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


def kinds(data: bytes) -> list[str]:
    """The types of the elements of the structure tree, in the order of their numbers."""
    reader = PdfReader(io.BytesIO(data), strict=True)
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    return [str(one["/S"])[1:] for one in objects if isinstance(one, dict) and "/S" in one]


def measured(data: bytes) -> set[str]:
    """The types of the elements that have attributes of their own."""
    reader = PdfReader(io.BytesIO(data), strict=True)
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    return {str(one["/S"])[1:] for one in objects if isinstance(one, dict) and "/S" in one and "/A" in one}


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


def test_a_table_of_one_row_without_header_cells_is_read_as_what_it_is() -> None:
    facts = [("Table", 1), ("TR", 4), ("TD", 5), ("Etiket", 6), ("TD", 5)]
    data = [("Table", 1), ("TR", 9), ("TH", 10), ("TR", 9), ("TD", 12)]
    heads, bare = [("Table", 1), ("TR", 14), ("TH", 15)], [("Table", 1), ("TR", 17), ("TD", 18), ("TR", 17), ("TD", 20)]
    divided = [("Div", 1), ("Div", 4), ("Div", 5), ("Etiket", 6), ("Div", 5)]
    read = marked(pdf(elements=facts + data + heads + bare))
    assert kinds(read) == [kind for kind, _ in divided + data + heads + bare]
    assert measured(read) == {"Etiket", "Table", "TR", "TH", "TD"}, "a division has no width of its own"


@pytest.mark.parametrize(
    "other", [b"", b"%PDF-1.7\nno table at all", pdf(RULE)[:-20], pdf(RULE).replace(b"xref", b"xyzf")]
)
def test_a_pdf_of_another_make_is_left_alone(other: bytes) -> None:
    assert marked(other) == other
