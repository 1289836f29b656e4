"""Where a text names somebody, or says how to reach somebody: other students, phone numbers, e-mail addresses.

What is told is the place of a word, never the word. Source: domain.md G09.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.words.tokens import Token, tokens

DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
PHONE = re.compile(rf"(?<![\d/.-])(?!{DATE})(?:\+|00|0)\d(?:[ ./-]{{0,2}}\d){{7,12}}(?![\d/])")
MAIL = re.compile(r"[^\s@;,()<>]+@[^\s@;,()<>]+\.\w{2,}")
TITLES = frozenset({"mevrouw", "meneer", "mijnheer", "dhr", "mevr", "mr", "juf", "juffrouw", "meester", "heer"})
COMMON_NAMES = frozenset({"roos", "lente", "storm", "mei", "wolf", "linde", "june", "jade", "ster", "bo", "rein"})
"""First names that are ordinary words too: at the beginning of a sentence they say nothing."""

SHORT = 2  # letters of a first word that is no name without a capital

Mention = tuple[int, Token, frozenset[str] | None]
"""A word and its index, and who bears the whole name that begins there; None when it can be a first name alone."""


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

    @cached_property
    def _mentions(self) -> dict[str, tuple[Mention, ...]]:
        """What was found in each text: schools write the same sentence about many students."""
        return {}

    @cached_property
    def _given(self) -> frozenset[str]:
        """The names of one word of all classes."""
        return frozenset(name for names in self.given.values() for name in names)

    @cached_property
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """Of how many words what tells who a student is can be, by its first word."""
        return _lengths(self.students)

    @cached_property
    def _lengths_of_staff(self) -> Mapping[str, Sequence[int]]:
        """Of how many words the names of members of staff are, by their first word."""
        return _lengths(name for name in self.staff if len(name) > 1)

    def named(self, text: str, own: frozenset[str], class_name: str) -> tuple[int, ...]:
        """The places of the words in which a student is named who is not one of `own`."""
        given = self.given.get(class_name, {})
        found: dict[int, None] = {}
        for index, word, bearers in self.mentions(text):
            by_name = given.get(_of(word.plain, given)) if bearers is None else bearers
            if by_name is not None and not by_name & own and index not in self.of_staff(tokens(text)):
                found[word.number] = None
        return tuple(found)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The words of a text that can name a student, whoever it is about, or somebody of the staff."""
        if text not in self._mentions:
            self._mentions[text] = tuple(self._mentioned(tokens(text)))
        return self._mentions[text]

    def _mentioned(self, words: tuple[Token, ...]) -> Iterator[Mention]:
        after = 0  # the word behind the last whole name
        for index, word in enumerate(words):
            capital = word.typed[0].isupper()
            if index < after or not (capital or (len(word.plain) > SHORT and word.plain in self._lengths)):
                continue  # 'an de Smet' may be no name, 'lars de smet' is
            length, bearers = self._whole(words, index)
            after = index + length
            alone = capital and _of(word.plain, self._given) and not (word.first and word.plain in COMMON_NAMES)
            if bearers is not None or alone:
                yield index, word, bearers

    def of_staff(self, words: tuple[Token, ...]) -> frozenset[int]:
        """The indexes of the words that are the name of a member of staff, or a name behind a title."""
        found: set[int] = set()
        for index, word in enumerate(words):
            if index and word.typed[0].isupper() and words[index - 1].plain in TITLES:
                found.add(index)
            for length in self._lengths_of_staff.get(word.plain, ()):
                run = words[index : index + length]
                if tuple(w.plain for w in run) in self.staff and run[-1].typed[0].isupper():
                    found.update(range(index, index + length))
        return frozenset(found)

    def _whole(self, words: tuple[Token, ...], index: int) -> tuple[int, frozenset[str] | None]:
        """How many words a whole name takes here, and who bears it."""
        for length in self._lengths.get(words[index].plain, ()):
            run = tuple(word.plain for word in words[index : index + length])
            bearers = self.students.get(run) or self.students.get((*run[:-1], run[-1].removesuffix("s")))
            if bearers:
                return length, bearers
        return 0, None


def _of(word: str, names: Container[str]) -> str:
    """The name that a word is, or of whom it says that something is hers or his ('Brams'); '' when it is none."""
    return next((name for name in (word, word.removesuffix("s")) if name in names), "")


def _lengths(names: Iterable[tuple[str, ...]]) -> Mapping[str, Sequence[int]]:
    """Of how many words names are, the longest first, by their first word."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[0]].add(len(name))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def contact_details(text: str, of_the_school: frozenset[str] = frozenset()) -> tuple[int, ...]:
    """The places of phone numbers and e-mail addresses, but those of the school itself (digits, or plain address)."""
    starts = [found.start() for found in MAIL.finditer(text) if found[0].casefold().rstrip(".") not in of_the_school]
    starts += [found.start() for found in PHONE.finditer(text) if re.sub(r"\D", "", found[0]) not in of_the_school]
    return tuple(sorted({len(text[:start].split()) + 1 for start in starts}))
