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


def as_text(data: bytes) -> str:
    """A document as text: a line per paragraph with its style and its place in tables, part by part."""
    lines = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if not name.startswith("word/") or name.count("/") != 1 or not name.endswith(".xml"):
                continue
            root = etree.fromstring(archive.read(name))
            if root.tag in (f"{W}document", f"{W}hdr", f"{W}ftr"):
                lines.append(f"== {name}")
                lines += [_line(paragraph) for paragraph in root.iter(f"{W}p")]
    return "\n".join(lines) + "\n"


def _line(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = style.get(f"{W}val") if style is not None else "Normal"
    columns = (
        1 + sum(1 for _ in cell.itersiblings(f"{W}tc", preceding=True)) for cell in paragraph.iterancestors(f"{W}tc")
    )
    cells = "".join(f"[{column}]" for column in columns)
    return f"{named}{cells}: {''.join(_pieces(paragraph))}"


def _column(cell: etree._Element) -> int:
    return 1 + sum(1 for _ in cell.itersiblings(f"{W}tc", preceding=True))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    marks = {f"{W}tab": " → ", f"{W}br": " ↵ ", f"{W}softHyphen": "~"}
    for run in paragraph.iter(f"{W}r"):  # only in runs: a tab in the properties is a tab stop
        for node in run.iter(f"{W}t", *marks):
            yield node.text or "" if node.tag == f"{W}t" else marks[node.tag]
