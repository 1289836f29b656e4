"""Words that do not belong in a text for others: diagnoses, medication, judgements.

The list is data (`woorden.toml`), which a school extends in docgen.toml. A text is read once, word by word; a word is
looked at in full the first time it occurs anywhere. What is told is the kind and the place of a word, never the word.
Source: domain.md G08 and G10; the proposals in terms of need stand in messages/.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, get_args

from docgen.words.mentions import Names
from docgen.words.tokens import Token, composed, plain_word, tokens

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that should not stand there without a thought: its kind, and its place in the text from 1."""

    kind: str
    word: int


class RiskWords:
    """The words to look for, and those to leave alone. The same lists always find the same words."""

    def __init__(self, extra: Mapping[Kind, Iterable[str]] | None = None, allowed: Iterable[str] = ()) -> None:
        """Take what a school adds per kind, and the words and phrases that it allows."""
        self._extra, self._spared = extra or {}, tuple(allowed)
        self._whole: dict[str, str] = {}
        self._capitals: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[re.Pattern[str], ...], str]]] = {}

    @cached_property
    def _known(self) -> _Known:
        """What is known of each word. The lists are put in order for the first text: who reads none does not wait."""
        starred: list[tuple[str, str]] = []
        for kind, patterns in _lists(self._extra):
            for pattern in patterns:
                starred += self._add(kind, pattern)
        self._starred = [(kind, _pattern([p for k, p in starred if k == kind])) for kind in dict(starred)]
        self._allowed = Phrases((*(p for table in _shipped().values() for p in table.get("niet", ())), *self._spared))
        return _Known(self._look_up)

    def _add(self, kind: str, pattern: str) -> Iterator[tuple[str, str]]:
        """Put a pattern where it is found fastest; give back one with a star."""
        words = [plain_word(word) for word in re.split(r"[\s-]+", pattern.strip()) if word]
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
        looked_at = ((index, word) for index, word in enumerate(words) if self._known[word.plain] != DULL)
        hits = [(index, kind) for index, word in looked_at if (kind := self._kind(words, index, word))]
        if not hits:
            return ()
        spared = self._allowed.cover(words) | (names.of_staff(words) if names else frozenset())
        return tuple(Hit(kind, words[index].number) for index, kind in hits if index not in spared)

    def _kind(self, words: tuple[Token, ...], index: int, word: Token) -> str:
        kind = self._known[word.plain]
        if kind or word.typed in self._capitals:
            return kind or self._capitals[word.typed]
        for run, phrase_kind in self._phrases.get(word.plain, ()):
            following = words[index + 1 : index + 1 + len(run)]
            if len(following) == len(run) and all(p.fullmatch(w.plain) for p, w in zip(run, following, strict=True)):
                return phrase_kind
        return ""

    def _look_up(self, word: str) -> str:
        """The kind of a word by itself, '' when that depends on how or before what it is typed, DULL for most."""
        if word in self._whole:
            return self._whole[word]
        depends = word in self._phrases or any(plain_word(capitals) == word for capitals in self._capitals)
        return next((kind for kind, pattern in self._starred if pattern.fullmatch(word)), "" if depends else DULL)


DULL = "-"
"""What is known of a word of which nothing is to be said, however it is typed."""


class _Known(dict[str, str]):
    """What is known of each word, looked up the first time that it occurs anywhere."""

    def __init__(self, look_up: Callable[[str], str]) -> None:
        """Begin with nothing."""
        super().__init__()
        self.look_up = look_up

    def __missing__(self, word: str) -> str:
        """Look a word up."""
        self[word] = found = self.look_up(word)
        return found


class Phrases:
    """Runs of words, found in a text by their first word. A last word may end in a star."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        """Take the phrases as they are written."""
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        self._starred: list[re.Pattern[str]] = []
        for phrase in phrases:
            words = tuple(plain_word(word) for word in re.findall(r"[^\W_]+\*?", composed(phrase)))
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
