"""The words of a text, each with its place as a reader counts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from docgen.collecting import of_a_run

CHUNK = re.compile(r"\S+\n?")
WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
SENTENCE_ENDS = (".", "?", "!", ":", ";", "\n")


class Token(NamedTuple):
    """One word of a text: as typed, for comparing, its place as a reader counts, and whether a sentence begins."""

    typed: str
    plain: str
    number: int
    first: bool


@of_a_run
@lru_cache(maxsize=8192)  # the rules read the same texts for several things
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; what stands between two spaces counts as one for the reader ('e-mail', 'burn-out')."""
    found: list[Token] = []
    first = True
    for number, chunk in enumerate(CHUNK.findall(composed(text)), start=1):
        for typed, plain in _words(chunk):
            found.append(Token(typed, plain, number, first))
            first = False
        first = chunk.endswith(SENTENCE_ENDS)
    return tuple(found)


@of_a_run
@lru_cache(maxsize=8192)  # a few thousand words make all the texts of a school
def _words(chunk: str) -> tuple[tuple[str, str], ...]:
    """The words of what stands between two spaces: as typed, and for comparing."""
    return tuple((word, plain_word(word)) for word in WORD.findall(chunk))


def composed(text: str) -> str:
    """A text without marks on letters and without what nobody sees."""
    return text if text.isascii() else MARKS.sub("", unicodedata.normalize("NFKD", text))


def plain_word(text: str) -> str:
    """A word for comparing: no case, no marks."""
    return text.lower() if text.isascii() else MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
