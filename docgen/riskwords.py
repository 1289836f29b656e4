"""Words that do not belong in a text for others: diagnoses, medication, judgements, other people's names and numbers.

The list is data (`woorden.toml`), which a school extends in docgen.toml. A text is read once, word by word; a word is
looked at in full the first time it occurs anywhere. What is told is the kind and the place of a word, never the word.
Source: domain.md G08 to G10; the proposals in terms of need stand in messages/.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, get_args

Kind = Literal[
    "diagnose",
    "medicatie",
    "gezondheid",
    "therapie",
    "risico",
    "middelen",
    "gezin",
    "gerecht",
    "herkomst",
    "oordeel",
    "gedrag",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
JUDGEMENTS = frozenset({"oordeel", "gedrag"})
"""The kinds that judge a person (G10); the others tell what only few may know (G08)."""

WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
PHONE = re.compile(rf"(?<![\d/.-])(?!{DATE})(?:\+|00|0)\d(?:[ ./-]{{0,2}}\d){{7,12}}(?![\d/])")
MAIL = re.compile(r"[^\s@;,()<>]+@[^\s@;,()<>]+\.\w{2,}")
TITLES = frozenset({"mevrouw", "meneer", "mijnheer", "dhr", "mevr", "mr", "juf", "juffrouw", "meester", "heer"})
SENTENCE_ENDS = (".", "?", "!", ":", ";", "\n")
COMMON_NAMES = frozenset({"roos", "lente", "storm", "mei", "wolf", "linde", "june", "jade", "ster", "bo", "rein"})
"""First names that are ordinary words too: at the beginning of a sentence they say nothing."""
SHORT = 2  # letters of a first word that is no name without a capital


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as typed, for comparing, its place as a reader counts, and whether a sentence begins."""

    typed: str
    plain: str
    number: int
    first: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that should not stand there without a thought: its kind, and its place in the text from 1."""

    kind: str
    word: int


@lru_cache(maxsize=8192)  # the rules read the same texts for several things
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; what stands between two spaces counts as one for the reader ('e-mail', 'burn-out')."""
    found: list[Token] = []
    first = True
    for number, chunk in enumerate(re.findall(r"\S+\n?", _composed(text)), start=1):
        for word in WORD.findall(chunk):
            found.append(Token(word, _plain(word), number, first))
            first = False
        first = chunk.endswith(SENTENCE_ENDS)
    return tuple(found)


def _composed(text: str) -> str:
    return text if text.isascii() else MARKS.sub("", unicodedata.normalize("NFKD", text))


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


class RiskWords:
    """The words to look for, and those to leave alone. The same lists always find the same words."""

    def __init__(self, extra: Mapping[Kind, Iterable[str]] | None = None, allowed: Iterable[str] = ()) -> None:
        """Take what a school adds per kind, and the words and phrases that it allows."""
        self._whole: dict[str, str] = {}
        self._capitals: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[re.Pattern[str], ...], str]]] = {}
        starred: list[tuple[str, str]] = []
        for kind, patterns in _lists(extra or {}):
            for pattern in patterns:
                starred += self._add(kind, pattern)
        self._starred = [(kind, _pattern([p for k, p in starred if k == kind])) for kind in dict(starred)]
        self._allowed = Phrases((*(p for table in _shipped().values() for p in table.get("niet", ())), *allowed))
        self._known: dict[str, str] = {}

    def _add(self, kind: str, pattern: str) -> Iterator[tuple[str, str]]:
        """Put a pattern where it is found fastest; give back one with a star."""
        words = [_plain(word) for word in re.split(r"[\s-]+", pattern.strip()) if word]
        if len(words) > 1:
            run = tuple(_pattern([word]) for word in words[1:])
            self._phrases.setdefault(words[0], []).append((run, kind))
        elif words and "*" in words[0]:
            yield kind, words[0]
        elif words and pattern.isupper():
            self._capitals.setdefault(pattern.strip(), kind)
        elif words:
            self._whole.setdefault(words[0], kind)

    def find(self, text: str, names: Names | None = None) -> tuple[Hit, ...]:
        """The words of a text that are on the list, in the order of the text; a teacher's name is not one of them."""
        words = tokens(text)
        hits = [(index, kind) for index, word in enumerate(words) if (kind := self._kind(words, index, word))]
        if not hits:
            return ()
        spared = self._allowed.cover(words) | (names.of_staff(words) if names else frozenset())
        return tuple(Hit(kind, words[index].number) for index, kind in hits if index not in spared)

    def _kind(self, words: tuple[Token, ...], index: int, word: Token) -> str:
        kind = self._known.get(word.plain)
        if kind is None:
            kind = self._known[word.plain] = self._single(word.plain)
        if kind or word.typed in self._capitals:
            return kind or self._capitals[word.typed]
        for run, phrase_kind in self._phrases.get(word.plain, ()):
            following = words[index + 1 : index + 1 + len(run)]
            if len(following) == len(run) and all(p.fullmatch(w.plain) for p, w in zip(run, following, strict=True)):
                return phrase_kind
        return ""

    def _single(self, word: str) -> str:
        if word in self._whole:
            return self._whole[word]
        return next((kind for kind, pattern in self._starred if pattern.fullmatch(word)), "")


class Phrases:
    """Runs of words, found in a text by their first word. A last word may end in a star."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        """Take the phrases as they are written."""
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        self._starred: list[re.Pattern[str]] = []
        for phrase in phrases:
            words = tuple(_plain(word) for word in re.findall(r"[^\W_]+\*?", _composed(phrase)))
            if len(words) == 1 and words[0].endswith("*"):
                self._starred.append(_pattern(words))
            elif words:
                self._by_first.setdefault(words[0], set()).add(words)

    def cover(self, words: tuple[Token, ...]) -> frozenset[int]:
        """The indexes of the words that are part of a phrase."""
        found: set[int] = set()
        for index, word in enumerate(words):
            if any(pattern.fullmatch(word.plain) for pattern in self._starred):
                found.add(index)
            for run in self._by_first.get(word.plain, ()):
                there = tuple(other.plain for other in words[index : index + len(run)])
                last = run[-1].removesuffix("*")
                same = len(there) == len(run) and there[:-1] == run[:-1]
                if same and (there[-1] == last or (run[-1].endswith("*") and there[-1].startswith(last))):
                    found.update(range(index, index + len(run)))
        return frozenset(found)


@dataclass(frozen=True)
class Names:
    """The names of a school's students and staff, for finding a student in somebody else's text.

    `students` maps whatever tells who it is (a whole name, an id, a parent's name or address) to the Leerling-IDs it
    belongs to; `given` does so for the first names and family names of one word of each class. `staff` are whole names
    and family names of several words; one of one word counts behind a title.
    """

    students: Mapping[tuple[str, ...], frozenset[str]]
    given: Mapping[str, Mapping[str, frozenset[str]]]
    staff: frozenset[tuple[str, ...]]

    def named(self, text: str, own: frozenset[str], class_name: str) -> tuple[int, ...]:
        """The places of the words in which a student is named who is not one of `own`."""
        words = tokens(text)
        given = self.given.get(class_name, {})
        of_staff: frozenset[int] | None = None
        found: dict[int, None] = {}
        after = 0  # the word behind the last whole name
        for index, word in enumerate(words):
            capital = word.typed[0].isupper()
            if index < after or not (capital or (len(word.plain) > SHORT and word.plain in self._lengths)):
                continue  # 'an de Smet' may be no name, 'lars de smet' is
            length, bearers = self._whole(words, index)
            after = index + length
            if bearers is None and capital and not (word.first and word.plain in COMMON_NAMES):
                bearers = given.get(word.plain)
            if bearers is None or bearers & own:
                continue
            of_staff = self.of_staff(words) if of_staff is None else of_staff
            if index not in of_staff:
                found[word.number] = None
        return tuple(found)

    def of_staff(self, words: tuple[Token, ...]) -> frozenset[int]:
        """The indexes of the words that are the name of a member of staff, or a name behind a title."""
        found: set[int] = set()
        for index, word in enumerate(words):
            if index and word.typed[0].isupper() and words[index - 1].plain in TITLES:
                found.add(index)
            for length in range(2, 7):
                run = words[index : index + length]
                if tuple(w.plain for w in run) in self.staff and run[-1].typed[0].isupper():
                    found.update(range(index, index + length))
        return frozenset(found)

    def _whole(self, words: tuple[Token, ...], index: int) -> tuple[int, frozenset[str] | None]:
        """How many words a whole name takes here, and who bears it."""
        for length in self._lengths.get(words[index].plain, ()):
            run = tuple(word.plain for word in words[index : index + length])
            if len(run) == length and run in self.students:
                return length, self.students[run]
        return 0, None

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How many words there may be in what begins with a word, the longest first."""
        found: dict[str, set[int]] = {}
        for run in self.students:
            found.setdefault(run[0], set()).add(len(run))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def contact_details(text: str, of_the_school: frozenset[str] = frozenset()) -> tuple[int, ...]:
    """The places of phone numbers and e-mail addresses, but those of the school itself (digits, or plain address)."""
    starts = [found.start() for found in MAIL.finditer(text) if found[0].casefold().rstrip(".") not in of_the_school]
    starts += [found.start() for found in PHONE.finditer(text) if re.sub(r"\D", "", found[0]) not in of_the_school]
    return tuple(sorted({len(text[:start].split()) + 1 for start in starts}))


@cache
def shipped() -> RiskWords:
    """The list that comes with docgen, as it is."""
    return RiskWords()


@cache
def _shipped() -> Mapping[str, Mapping[str, list[str]]]:
    """The lists that come with docgen, in the order of their kinds."""
    text = (Path(__file__).parent / "woorden.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _lists(extra: Mapping[Kind, Iterable[str]]) -> Iterator[tuple[str, Iterable[str]]]:
    for kind in KINDS:
        yield kind, (*_shipped()[kind]["zoek"], *extra.get(kind, ()))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for words with stars."""
    return re.compile("|".join(re.escape(word).replace(r"\*", ".*") for word in words))
