"""The texts of a finished document: paragraphs joined over runs, other text, attributes, part by part, with places."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from docgen.findings import TagRef

WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRITTEN = (f"{W}t", f"{W}instrText", f"{W}delText")
OTHER_TEXT: Any = etree.XPath("//*[text() and not(self::w:*)]", namespaces={"w": W.strip("{}")})
ATTRIBUTES: Any = etree.XPath("//@*[string-length(.) > 2]", smart_strings=False)
SPACES = (f"{W}tab", f"{W}br", f"{W}cr")


class Found(NamedTuple):
    """One text of a document: its part, the element it stands in (None for a whole part), the text."""

    part: str
    element: Any
    text: str


def words(text: str) -> list[str]:
    """The words of a text for comparing: no case, accents, invisible characters or punctuation."""
    return WORD.findall(MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())))


@lru_cache(maxsize=65_536)
def joined(text: str) -> str:
    """The words of a text with one space between them."""
    return " ".join(words(text))


def texts(data: bytes, file_name: str, static: bytes) -> Iterator[Found]:
    """Every text in a document, its file name first.

    A part that is byte for byte the one in `static` (the template) is left out: it holds nobody's data.
    """
    if file_name:
        yield Found("file name", None, file_name)
    unchanged = _members(static)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if unchanged.get(info.filename) == info.CRC:
                continue
            content = archive.read(info)
            if info.filename.endswith((".xml", ".rels", ".vml")):
                yield from _xml_texts(info.filename, etree.fromstring(content))
            else:
                yield Found(info.filename, None, content.decode("utf-8", "ignore"))


def json_texts(data: bytes, name: str) -> Iterator[Found]:
    """Every value in a JSON file, and the values that stand beside each other as one text, so that names are whole."""
    waiting = [json.loads(data)]
    while waiting:
        value = waiting.pop()
        inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
        waiting += [item for item in inside if isinstance(item, dict | list)]
        written = [str(item) for item in inside if not isinstance(item, dict | list)]
        yield from (Found(name, None, text) for text in written)
        if len(written) > 1 and isinstance(value, dict):
            yield Found(name, None, " ".join(written))


@lru_cache(maxsize=64)
def all_words(template: bytes) -> str:
    """The words of a template, for the question whether something was written by its author."""
    return " | ".join(joined(found.text) for found in texts(template, "", b""))


@lru_cache(maxsize=64)
def _members(template: bytes) -> Mapping[str, int]:
    if not template:
        return {}
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        return {info.filename: info.CRC for info in archive.infolist()}


def _xml_texts(part: str, root: Any) -> Iterator[Found]:
    for paragraph in root.iter(f"{W}p"):
        yield Found(part, paragraph, "".join(_runs(paragraph)))
    for element in OTHER_TEXT(root):  # drawings, formulas, properties
        yield Found(part, element, element.text)
    yield Found(part, None, " | ".join(sorted(set(ATTRIBUTES(root)))))


def _runs(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(*WRITTEN, *SPACES):
        yield element.text or "" if element.tag in WRITTEN else " "


def place(file_name: str, found: Found) -> TagRef:
    """The place of a text as a person sees it: table, row and column, or paragraph number."""
    number = int("".join(c for c in found.part if c.isdigit()) or 0)
    name = re.sub(r"\d*\.xml$", "", found.part.rpartition("/")[2])
    return TagRef(file_name, name, number, _steps(found.element) if found.element is not None else ())


def _steps(element: Any) -> tuple[tuple[str, int], ...]:
    cell = next(element.iterancestors(f"{W}tc"), None)
    if cell is None:
        return (("paragraph", 1 + _before(element)),)
    row, table = cell.getparent(), next(cell.iterancestors(f"{W}tbl"))
    tables = list(element.getroottree().getroot().iter(f"{W}tbl"))
    return (("table", tables.index(table) + 1), ("row", 1 + _before(row)), ("column", 1 + _before(cell)))


def _before(element: Any) -> int:
    return sum(1 for _ in element.itersiblings(element.tag, preceding=True))
