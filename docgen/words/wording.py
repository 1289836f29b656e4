"""How values become Dutch that fits: names, times, lists of sentences, words that may break in a narrow cell."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from datetime import time
from functools import lru_cache

LANGUAGES = ("Duits", "Engels", "Frans", "Grieks", "Italiaans", "Latijn", "Nederlands", "Russisch", "Spaans")
CELL_LINE = 20  # letters of 8.5 pt on a line of a cell of 30 mm (style.md 11)
LONGEST = 17  # letters of a word of 10 pt there
_UP_TO_TWELVE = "een twee drie vier vijf zes zeven acht negen tien elf twaalf"
NUMBER_WORDS = dict(enumerate(_UP_TO_TWELVE.split(), start=1))
NEEDS = re.compile(r"^(heeft nodig:?|heeft baat bij) +", re.IGNORECASE)
JOINTS = re.compile(r"(?<=[a-z]{4})(?=wetenschap|opvoeding|vorming|economie|geschiedenis|technologie|technieken|kunde)")


def short_name(name: str) -> str:
    """'W. De Ridder' of 'Wim De Ridder'; a code or a single word stays."""
    first, _, rest = name.partition(" ")
    return f"{first[0]}. {rest}" if rest else name


def lower_first(text: str) -> str:
    """'wiskunde' of 'Wiskunde'; a language and an abbreviation as 'LO' keep their capital."""
    return text[:1].lower() + text[1:] if text[1:2].islower() and not text.startswith(LANGUAGES) else text


def upper_first(text: str) -> str:
    """'Compenseren' of 'compenseren'."""
    return text[:1].upper() + text[1:]


def sentences(text: str | None) -> list[str]:
    """One entry per line or part of a text, each beginning with a capital: 'werkt vlot; volhardend' is two."""
    parts = [part.strip(" .") for part in re.split(r"[;\n]", text or "")]
    return [upper_first(part) for part in parts if part]


def needs(text: str | None) -> list[str]:
    """What is needed, without the words that every need begins with ('Heeft nodig: een rustige plek')."""
    return [upper_first(NEEDS.sub("", sentence)) for sentence in sentences(text)]


def span(start: time | None, end: time | None) -> str:
    """'8.25–9.15'; '' without a beginning."""
    parts = [f"{moment.hour}.{moment.minute:02}" for moment in (start, end) if moment]
    return "–".join(parts) if start else ""


def word_parts(text: str) -> list[str]:
    """The text in parts between which it may break: 'Natuur', 'wetenschappen'. Only long words break."""
    parts: list[str] = [""]
    for word in re.split(r"(?<=[ -])", text):
        first, *rest = JOINTS.split(word) if len(word.strip()) > LONGEST else [word]
        parts[-1] += first
        parts += rest
    return parts


def place_line(place: str, people: Sequence[str], letters: int = CELL_LINE) -> str:
    """'B204 · L. Bogaert' when that fits a line of a cell, else the place and the people on a line each."""
    who = ", ".join(people).replace(" ", "\u00a0")
    parts = [part for part in (place, who) if part]
    together = " · ".join(parts)
    return together if len(together) <= letters else "\n".join(parts)


@lru_cache(maxsize=4_096)  # many students have the same lessons
def lines_of(text: str, letters: int) -> int:
    """How many lines of so many letters the text takes."""
    return sum(len(textwrap.wrap(line, letters)) for line in text.split("\n"))


def numbers_list(numbers: Sequence[str]) -> str:
    """'LPD 1, 2 en 5' of the numbers of several goals, in their order."""
    first, *rest = sorted(numbers, key=_in_order)
    short = [first, *(number.removeprefix("LPD ") for number in rest)]
    return ", ".join(short[:-1]) + f" en {short[-1]}" if rest else first


def _in_order(number: str) -> tuple[int, str]:
    digits = re.search(r"\d+$", number)
    return (int(digits[0]) if digits else 0, number)
