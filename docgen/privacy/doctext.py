"""The texts of a finished document: paragraphs joined over runs, other text, attributes, part by part, with places."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree, html

from docgen.collecting import of_a_run
from docgen.findings import TagRef

WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that are no letter with an accent to Unicode, and are to whoever types a name."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRITTEN = (f"{W}t", f"{W}instrText", f"{W}delText")
OTHER_TEXT: Any = etree.XPath("//*[text() and not(self::w:*)]", namespaces={"w": W.strip("{}")})
SHORT = 2  # letters in an attribute that is no text: a number, a unit
SPACES = (f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen")
SIGN = f"{W}sym"
OWN_TEXT: Any = etree.XPath("text()", smart_strings=False)
COMMENTS: Any = etree.XPath("//comment() | //processing-instruction()")
WHOLE = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}p",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
"""What else divides a text over runs: a paragraph in a drawing or a chart, a formula."""
KNOWN = re.compile(
    r"(?:.*/)?(document|header|footer|footnotes|endnotes|comments|styles|settings|numbering|fontTable|theme)(\d*)\.xml"
)
WITH_TABLES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
KINDS = (
    (re.compile(r".*\.rels|\[Content_Types\]\.xml"), "links"),
    (re.compile(r"docProps/.*|customXml/.*"), "properties"),
    (re.compile(r".*/charts/.*"), "chart"),
    (re.compile(r".*/diagrams/.*"), "diagram"),
    (re.compile(r".*/embeddings/.*"), "embedded"),
    (re.compile(r".*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)", re.IGNORECASE), "picture"),
)
IN_LINE = ("a", "b", "code", "em", "i", "span", "strong", "time")
"""What stands in the line of a results page; any other element begins a text of its own."""
SHORTEST = 2  # letters of an attribute that say nothing: numbers and switches
DEPTH = 4  # packages in packages that are opened; Word itself makes one


class Found(NamedTuple):
    """One text of a document: its part, the element it stands in (None for a whole part), the text."""

    part: str
    element: Any
    text: str


class UnreadablePdf(Exception):  # noqa: N818 - the name says what it is
    """A PDF whose text cannot be read: damaged, encrypted, or of a kind that pypdf does not know."""


def words(text: str) -> list[str]:
    """The words of a text for comparing: no case, accents, invisible characters or punctuation."""
    if text.isascii():
        return WORD.findall(text.casefold())
    return WORD.findall(MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()).casefold()).translate(LETTERS))


@of_a_run
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
    yield from _package_texts(data, members(static), "", DEPTH)


def _package_texts(data: bytes, unchanged: Mapping[str, int], inside: str, depth: int) -> Iterator[Found]:
    """The texts of each part; `inside` names the part that this package itself is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if unchanged.get(info.filename) == info.CRC:
                continue
            if inside:
                yield Found(inside, None, info.filename)
            yield from content_texts(info.filename, archive.read(info), inside, depth)


def row_texts(data: bytes) -> Iterator[Found]:
    """Each row of each table of a Word document as one text: a name can stand in two cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if WITH_TABLES.fullmatch(name):
                for row in etree.fromstring(archive.read(name)).iter(f"{W}tr"):
                    first = next(row.iter(f"{W}p"), None)
                    yield Found(part_of(name), first, " ".join("".join(_runs(p)) for p in row.iter(f"{W}p")))


def content_texts(name: str, content: bytes, inside: str = "", depth: int = DEPTH) -> Iterator[Found]:
    """The texts of one part of a package."""
    part = inside or part_of(name)
    if name.endswith((".xml", ".rels", ".vml")):
        root = etree.fromstring(content)
        yield from element_texts(part, root)
        for element in root.iter(etree.Element):
            for text in attribute_texts(map(str, element.values())):
                yield Found(part, None, text)
    elif content[:4] == b"PK\3\4" and depth:
        yield from _package_texts(content, {}, part, depth - 1)
    else:
        yield Found(part, None, content.decode("utf-8", "ignore"))
        yield Found(part, None, content.decode("utf-16-le", "ignore"))


def part_of(name: str) -> str:
    """What a part is, and its number: 'header2'. From a closed list: the name of a part can hold anybody's name."""
    known = KNOWN.fullmatch(name)
    if known:
        return f"{'body' if known[1] == 'document' else known[1]}{known[2]}"
    return next((kind for pattern, kind in KINDS if pattern.fullmatch(name)), "other")


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


def calendar_texts(data: bytes) -> Iterator[Found]:
    """Every line of a calendar file, whole again where it was folded, its signs as they are read (RFC 5545, 3.1)."""
    whole = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8"))
    for line in whole.splitlines():
        yield Found("body", None, re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], line))


def listed_texts(data: bytes) -> Iterator[Found]:
    """Every cell of a list, and each row as one text, so that a name in two cells is whole."""
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"):
        yield from (Found("body", None, text) for text in (*row, " ".join(row)))


def page_texts(data: bytes, name: str) -> Iterator[Found]:
    """Every text of a results page: of each block with what stands in its line, its attributes, and the file name."""
    yield Found("file name", None, name)
    for element in html.document_fromstring(data).iter():
        if not isinstance(element.tag, str) or element.tag not in IN_LINE:
            yield Found("body", None, "".join(_line(element)))
        yield from (Found("body", None, unquote(value)) for value in element.attrib.values() if len(value) > SHORTEST)


def _line(element: Any) -> Iterator[str]:
    """What stands in one block of a page: its own words and those of the elements in its line."""
    yield element.text or ""
    for inside in element:
        if inside.tag in IN_LINE:
            yield from _line(inside)
        yield f"{'' if inside.tag in IN_LINE else ' '}{inside.tail or ''}"


def pdf_texts(data: bytes, name: str) -> Iterator[Found]:
    """Every text in a PDF: its pages, and the strings and metadata around them (title, bookmarks, alternative texts).

    Words that were divided at the end of a line stand in it whole as well. Raises UnreadablePdf.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if name:
        yield Found("file name", None, name)
    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, start=1):
            said = page.extract_text()
            yield Found(f"page {number}", None, said)
            if "-\n" in said:
                yield Found(f"page {number}", None, said.replace("-\n", ""))
        yield Found("properties", None, " | ".join(dict.fromkeys(_strings(reader.trailer))))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnreadablePdf(type(error).__name__) from None  # pypdf says so in many ways when a PDF is odd


def _strings(root: Any) -> Iterator[str]:
    """The strings in the objects of a PDF, and its metadata and attachments as text."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum not in seen:
                seen.add(thing.idnum)
                waiting.append(thing.get_object())
        elif isinstance(thing, DictionaryObject):
            waiting += thing.values()
            if isinstance(thing, StreamObject) and thing.get("/Type") in ("/Metadata", "/EmbeddedFile"):
                yield thing.get_data().decode("utf-8", "ignore")
        elif isinstance(thing, ArrayObject):
            waiting += thing
        elif isinstance(thing, TextStringObject):
            yield str(thing)


@lru_cache(maxsize=64)
def all_words(template: bytes) -> str:
    """The words of a template, for the question whether something was written by its author."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        return " | ".join(_words_of_part(name, archive.read(name)) for name in archive.namelist())


@lru_cache(maxsize=128)  # templates of one family have the same styles
def _words_of_part(name: str, content: bytes) -> str:
    return " | ".join(joined(found.text) for found in content_texts(name, content))


@lru_cache(maxsize=64)
def members(template: bytes) -> Mapping[str, int]:
    """The checksum of each part of a template, by its name; none of no template."""
    if not template:
        return {}
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        return {info.filename: info.CRC for info in archive.infolist()}


def element_texts(part: str, root: Any) -> Iterator[Found]:
    """The texts between the tags of a part: paragraphs, drawings, formulas, properties, comments."""
    for paragraph in root.iter(f"{W}p"):
        yield Found(part, paragraph, "".join(_runs(paragraph)))
    for element in root.iter(*WHOLE):
        yield Found(part, element, "".join(element.itertext()))
    for element in OTHER_TEXT(root):  # drawings, formulas, properties
        yield Found(part, element, " ".join(OWN_TEXT(element)))
    for element in COMMENTS(root):
        yield Found(part, None, element.text or "")


def attribute_texts(values: Iterable[str]) -> tuple[str, ...]:
    """The attributes of one element as one text, but for the shortest, and once more read as an address."""
    said = " ".join([value for value in values if len(value) > SHORT])
    if "%" in said:
        return said, unquote(said)
    return (said,) if said else ()


def _runs(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(*WRITTEN, *SPACES, SIGN):
        if element.tag == SIGN:
            yield sign(element.get(f"{W}char", ""))
        else:
            yield element.text or "" if element.tag in WRITTEN else " "


def sign(code: str) -> str:
    """A character that Word wrote as a symbol; in a symbol font it lies 0xF000 higher. Source: ECMA-376 17.3.3.30."""
    try:
        return chr(int(code, 16) & 0xFFF)
    except ValueError:
        return ""


def place(file_name: str, found: Found) -> TagRef:
    """The place of a text as a person sees it: table, row and column, or paragraph number; the page of a PDF."""
    if found.part.startswith("page "):
        return TagRef(file_name, steps=(("page", int(found.part.removeprefix("page "))),))
    name = found.part.rstrip("0123456789")
    number = int(found.part[len(name) :] or 0)
    return TagRef(file_name, name, number, _steps(found.element) if found.element is not None else ())


def _steps(element: Any) -> tuple[tuple[str, int], ...]:
    paragraph = element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
    if paragraph is None:
        return ()  # a property, a chart: no place on a page
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return (("paragraph", 1 + _before(paragraph)),)
    row, table = cell.getparent(), next(cell.iterancestors(f"{W}tbl"))
    tables = list(element.getroottree().getroot().iter(f"{W}tbl"))
    return (("table", tables.index(table) + 1), ("row", 1 + _before(row)), ("column", 1 + _before(cell)))


def _before(element: Any) -> int:
    return sum(1 for _ in element.itersiblings(element.tag, preceding=True))
