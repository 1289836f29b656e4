"""Small Word files for tests, and the texts inside a Word file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plain_template(text: str, *, part: str = "body") -> bytes:
    """A template with one paragraph; `part` puts it in the header or footer, an alt text, or cuts it over runs."""
    document = Document()
    section = document.sections[0]
    if part == "header":
        section.header.paragraphs[0].text = text
    elif part == "footer":
        section.footer.paragraphs[0].text = text
    elif part == "alt text":
        table = document.add_table(1, 1)
        caption = etree.SubElement(table._tbl.tblPr, f"{W}tblCaption")
        caption.set(f"{W}val", text)
    elif part == "split":
        paragraph = document.add_paragraph()
        for letter in text:
            paragraph.add_run(letter)
    else:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def texts(data: bytes) -> Iterator[str]:
    """Every text in a document: paragraphs joined over runs, and every attribute."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(archive.read(name))
            for paragraph in root.iter(f"{W}p"):
                yield "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
            for element in root.iter(etree.Element):
                yield " ".join(str(value) for value in element.attrib.values())
                if element.text:
                    yield element.text
