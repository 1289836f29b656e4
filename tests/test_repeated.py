"""The first look of the inspection sees exactly the texts that the careful one sees, and comes to the same answer."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen import pipeline
from docgen.plan.plan import plan
from docgen.plan.planned import FINAL
from docgen.privacy import release
from docgen.privacy.doctext import content_texts, texts
from docgen.privacy.leaks import Secrets
from docgen.privacy.repeated import Reader
from docgen.project import Project
from docgen.spec import documents
from tests.worked_example import project

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TAGS = ("w:p", "w:p", "w:p w:a='x>y'", "w:p\n", "w:tc", "w:tcPr w:val='breed'", "w:r", "a:p", "m:oMath", "a:t")
OTHER = "<w:q xmlns:w='andere'><w:p>elders</w:p></w:q>"
LEAVES = ("<w:t>Noor</w:t>", "<w:t>Bram</w:t>", "<w:p/>", "<w:p w:x='leeg'/>", "<!-- stil -->", "los", "<w:br/>", OTHER)


def packed(body: str, declared: str = SPACES, prefix: str = "w") -> bytes:
    """A document with this in its body."""
    packed = BytesIO()
    written = f"<?xml version='1.0'?>\n<{prefix}:body {declared}>{body}</{prefix}:body>"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", written)
    return packed.getvalue()


def reader() -> Reader[str]:
    """One to which every text matters."""
    return Reader(b"", lambda text: (text,))


def both(data: bytes, first: Reader[str] | None = None) -> tuple[set[str], set[str]]:
    """What the two ways of reading find; an empty text says nothing."""
    careful = {found.text.strip() for found in texts(data, "x.docx", b"")} | {""}
    return {text.strip() for text in (first or reader()).read(data, "x.docx")} | {""}, careful


def test_every_type_of_document_gives_the_same_texts(example_documents: Mapping[str, bytes]) -> None:
    assert example_documents
    for name, data in example_documents.items():
        one = reader()
        first, careful = both(data, one)
        assert first == careful, name
        first, careful = both(data, one)  # from what is remembered
        assert first == careful, name


def node(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An element with some of these inside."""
    return st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", st.sampled_from(TAGS), st.lists(inside)
    )


ANDERE = 'xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""A second name for what is Word's."""


@pytest.mark.parametrize(
    "declared",
    [SPACES, SPACES.replace('"', "'"), SPACES.replace("xmlns:w=", "xmlns:x="), f"{SPACES} {ANDERE}"],
    ids=["usual", "other quotes", "other name", "two names"],
)
@pytest.mark.parametrize("inside", ["", f"<w:p {ANDERE}><x:r><x:t>Noor</x:t></x:r><x:t>tje</x:t></w:p>"])
def test_what_a_name_means_is_read_where_it_is_told(declared: str, inside: str) -> None:
    prefix = "w" if "xmlns:w=" in declared else "x"
    body = f"<w:p><w:r><w:t>Br</w:t></w:r><w:r><w:t>am</w:t></w:r></w:p>{inside}".replace("w:", f"{prefix}:")
    first, careful = both(packed(body, declared, prefix))
    assert first == careful
    assert "Bram" in first


@given(st.lists(st.recursive(st.sampled_from(LEAVES), node, max_leaves=12)))
@example(["<w:p><w:p><w:t>binnen</w:t></w:p><w:t>buiten</w:t></w:p>"])  # a paragraph in a paragraph
@example(["<a:p>voor<w:p><w:t>Noor</w:t></w:p>na</a:p>"])
@example([OTHER])
@example(["<w:p><![CDATA[<w:p>]]></w:p>"])
@example(["<w:p w:a='%4eoor'><w:t>x</w:t></w:p >"])
@settings(max_examples=300, deadline=None)
def test_no_form_of_xml_gives_other_texts(parts: list[str]) -> None:
    first, careful = both(packed("".join(parts)))
    assert first == careful


def test_a_part_that_is_damaged_is_not_passed_over() -> None:
    data = packed("<w:p><w:t>Noor</w:t></w:p>")
    with pytest.raises(zipfile.BadZipFile):
        [*reader().read(data.replace(b"Noor", b"Bram"), "")]


def planted(data: bytes, name: str) -> Iterator[bytes]:
    """The document with a name in one of its parts: in a paragraph, over two runs, in an attribute, in styles."""
    first, _, last = name.partition(" ")
    forms = (f"<w:t>{name}</w:t>", f"<w:t>{first} </w:t></w:r><w:r><w:t>{last}</w:t>", f'<w:bidi w:val="{name}"/>')
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    for member, content in members.items():
        for form in forms if member.startswith("word/") and b"<w:r>" in content else ():
            yield _with(members, member, content.replace(b"<w:r>", f"<w:r>{form}".encode(), 1))
    yield _with(members, "word/extra.xml", etree.tostring(etree.fromstring(f"<x><y>{name}</y></x>")))


def _with(members: Mapping[str, bytes], member: str, content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**members, member: content}.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("name", ["Bram Andersen", "Noor Voorbeeld", "Interne nota over het gezin blijft bij"])
def test_both_looks_come_to_the_same_answer(name: str, tmp_path: Path) -> None:
    built = pipeline.build(Project(project(tmp_path)))
    records = built.checked.records
    secrets, answers = Secrets(records), set()
    planned = {one.name: one for one in plan(records, documents().values())}
    for making in built.made:
        if making.cleared:
            released = release(records, planned[making.planned.name], FINAL)
            static = Project(tmp_path).template(making.planned.spec.name).read_bytes()
            written = (tmp_path / "outputs" / making.path).read_bytes()
            for data in (written, *planted(written, name)):
                clean = secrets.is_clean(data, "x.docx", released, static)
                assert clean == (secrets.placed_in(data, "x.docx", released, static) is None), making.path
                answers.add(clean)
    assert True in answers
    assert (False in answers) == (name != "Noor Voorbeeld" or len(planned) > 1)


def test_the_texts_of_one_part_are_those_of_the_package() -> None:
    data = packed("<w:p><w:t>Noor</w:t></w:p>")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        part = archive.read("word/document.xml")
    assert [(f.part, f.text) for f in content_texts("word/document.xml", part)] == [
        (f.part, f.text) for f in texts(data, "", b"")
    ]
