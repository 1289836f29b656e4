"""The texts of a document without their places, for a first look: what returns in many documents is read once.

A part is cut after every paragraph. A piece that returns (a heading, a label, the cells of a grid) is known by its
bytes, and what was found in it is remembered. The texts are those of `doctext.texts`, all of them and no others, which
a test holds over every document: only the work is shared. A part that is not plain enough to be cut is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from docgen.collecting import of_a_run
from docgen.privacy.doctext import W, attribute_texts, content_texts, members
from docgen.privacy.packed import bytes_of, parts, unpacked

Judged = TypeVar("Judged")

START = re.compile(
    rb"""(?:<\?xml version=['"]1.0['"](?: encoding=['"]UTF-8['"])?(?: standalone=['"]\w+['"])?\?>)?\s*"""
)
END = b"</w:p>"
SPACE = W.strip("{}").encode()
DECLARES = b"xmlns:w="
OURS = DECLARES + b'"' + SPACE + b'"'
TOKEN = re.compile(r'<(/?[\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(/?)>|([^<>]+)', re.ASCII)
BETWEEN = re.compile(r">([^<]+)")
HOLE = "\0"  # stands for a text; no XML holds one
ATTRIBUTE = re.compile(r'\s(?!xmlns)[\w:.-]+="([^"]*)"', re.ASCII)
STRANGE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#9|#1[03]|#3[2-9]|#[4-9]\d|#xA|#x9|#xD);)")
"""A reference that may be read otherwise in XML than in HTML, or that nobody writes."""
WRITTEN = frozenset({"w:t", "w:instrText", "w:delText"})
SPACES = frozenset({"w:tab", "w:br", "w:cr", "w:noBreakHyphen"})
NEVER = frozenset({"w:sym", "/w:p"})  # in a plain piece: a sign by its number, an end that is written in another way
WHOLE = frozenset({"p", "oMath"})  # in another space than Word's: what holds several paragraphs as one text
PIECES, PARTS, SHAPES = 2_048, 32, 8_192  # how many are remembered: the first two of each template


class Reader(Generic[Judged]):
    """Reads documents that were made with one template. `judge` says what matters in a text; it is remembered."""

    def __init__(self, static: bytes, judge: Callable[[str], tuple[Judged, ...]]) -> None:
        """Take the template: parts of a document that are byte for byte the same are left out."""
        self.unchanged = members(static)
        self.judge = judge
        self._part = lru_cache(maxsize=PARTS)(self._read_part)
        self._clean: set[bytes] = set()
        self._known: dict[bytes, tuple[Judged, ...]] = {}

    def read(self, data: bytes, file_name: str) -> Iterator[Judged]:
        """What matters in any text of a document, its name among them; in any order, and at least once."""
        yield from self.judge(file_name)
        for part in parts(data):
            if self.unchanged.get(part.name) != part.checksum:
                yield from self._part(part.name, part.method, part.checksum, bytes_of(data, part))

    def _read_part(self, name: str, method: int, checksum: int, packed: bytes) -> tuple[Judged, ...]:
        """What matters in a part, whose packed bytes may return (styles, settings, a logo)."""
        content = unpacked(name, method, checksum, packed)
        found = self._pieces(content) if name.endswith(".xml") else None
        if found is None:
            found = [one for text in content_texts(name, content) for one in self.judge(text.text)]
        return tuple(found)

    def _pieces(self, content: bytes) -> list[Judged] | None:
        """What matters in a part that is cut in pieces; None when it is not plain enough to be."""
        begun = START.match(content)
        pieces = content[begun.end() if begun else 0 :].split(END)
        first = pieces[0]
        if not first.count(DECLARES) == first.count(SPACE) == first.count(OURS) == 1:
            return None  # what its names mean is told in another way
        matters: list[Judged] = []
        for piece in set(pieces).difference(self._clean):
            found = self._known.get(piece)
            if found is None:
                said = _said(piece) if piece == first or not (DECLARES in piece or SPACE in piece) else None
                if said is None:  # a name may mean something else inside
                    return None
                found = tuple(dict.fromkeys(chain.from_iterable(map(self.judge, said))))
                self._remember(piece, found)
            matters += found
        return matters

    def _remember(self, piece: bytes, found: tuple[Judged, ...]) -> None:
        if len(self._clean) + len(self._known) >= PIECES:
            self._clean.clear()
            self._known.clear()
        if found:
            self._known[piece] = found
        else:
            self._clean.add(piece)


class _Shape(NamedTuple):
    """What is to be done with the texts of a piece, by its markup alone: many pieces differ in what they say only.

    `always` are the texts of its attributes. A text is told by its number: `apart` those of a drawing, `blank` those
    that may be white space only, `paragraph` those of the runs in order, with the spaces that Word writes as elements.
    """

    always: tuple[str, ...]
    apart: tuple[int, ...]
    blank: tuple[int, ...]
    paragraph: tuple[int | str, ...]


def _said(piece: bytes) -> tuple[str, ...] | None:
    """The texts of a piece, which ends where a paragraph does; None when it is not plain.

    Plain is: elements and attributes written the usual way, one paragraph, and no text but in the runs of that one.
    """
    try:
        written = piece.decode()
    except UnicodeDecodeError:
        return None
    if HOLE in written or ("&" in written and STRANGE.search(written)):
        return None
    divided = BETWEEN.split(written)  # markup and text by turns
    shape = _shape(f">{HOLE}".join(divided[::2]))
    if shape is None:
        return None
    texts = [unescape(text) for text in divided[1::2]] if "&" in written else divided[1::2]
    if any(texts[number].strip() for number in shape.blank):
        return None
    said = "".join(part if isinstance(part, str) else texts[part] for part in shape.paragraph)
    return (*shape.always, *(texts[number] for number in shape.apart), said)


@of_a_run
@lru_cache(maxsize=SHAPES)
def _shape(markup: str) -> _Shape | None:
    """The shape of a piece in which a HOLE stands for each text; None when it is not plain."""
    always: list[str] = []
    apart: list[int] = []
    blank: list[int] = []
    paragraph: list[int | str] | None = None
    inside, end, count = "", 0, 0
    for token in TOKEN.finditer(markup):
        if token.start() != end:
            return None
        end = token.end()
        name, attributes, closed, text = token.groups()
        if text is not None:
            if text != HOLE:
                if text.strip():
                    return None  # before the first element
                continue
            if inside in WRITTEN and paragraph is not None:
                paragraph.append(count)
            else:
                (apart if inside[:2] not in ("", "w:") else blank).append(count)
            count += 1
            continue
        inside = "" if closed or name[0] == "/" else name
        always += attribute_texts(map(unescape, ATTRIBUTE.findall(attributes))) if attributes else ()
        if name == "w:p" and not closed:
            if paragraph is not None:
                return None  # a paragraph in a paragraph
            paragraph = []
        elif name in NEVER or name.rpartition(":")[2] in WHOLE:
            return None
        elif name in SPACES and paragraph is not None:
            paragraph.append(" ")
    if end != len(markup):
        return None
    return _Shape(tuple(dict.fromkeys(always)), tuple(apart), tuple(blank), tuple(paragraph or ()))
