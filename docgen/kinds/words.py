"""Cells with words: free text, keys and what points at them, values of a closed list, several in one cell."""

from __future__ import annotations

import re
from typing import Any

from docgen.kinds.base import Kind, Reference, as_text, plain_choice, several, wrong


class Text(Kind):
    """Free text. `limit` is what the documents hold; a longer text is kept and reported (A05)."""

    hint = "tekst"

    def __init__(self, limit: int = 0) -> None:
        """Take the limit in characters; 0 for none."""
        self.limit = limit

    def parse(self, raw: object) -> str:
        """The text as typed."""
        return as_text(raw)


class ClassName(Text):
    """The name of a class. Excel makes a number of some: '5E2' becomes 500."""


class Fact(Text):
    """What is said of the school under a name: a text, a number, a date."""


ANY_KEY = r"\S+"


class Key(Kind):
    """A short key without spaces; `pattern` says its form and `form` shows it."""

    hint = "uniek, zonder spaties"

    def __init__(self, pattern: str = ANY_KEY, form: str = "") -> None:
        """Take the pattern of the whole key and an example of its form."""
        self.pattern, self.form = re.compile(pattern), form

    def parse(self, raw: object) -> str:
        """The key as text; a number that Excel made of it is written out."""
        text = as_text(raw)
        if not self.pattern.fullmatch(text):
            raise wrong("key" if self.pattern.pattern == ANY_KEY or " " in text else "id", form=self.form)
        return text


class TrajectoryKey(Key):
    """The key of a version of a trajectory, which holds the key of its student: 'L0231-1'."""

    hint = "Leerling-ID, streepje, nummer"
    targets = ("Leerlingen",)

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The student inside the key."""
        return (Reference(str(value).rpartition("-")[0]),)


STUDENT_ID = r"[A-Za-z][0-9]{1,19}|[0-9]{5,20}"
TRAJECTORY_ID = rf"(?:{STUDENT_ID})-[0-9]{{1,6}}[a-z]?"
SPACED = re.compile(r"(?<=\d) ?[-\u2010-\u2015\u2212] ?(?=[0-9]{1,6}[a-z]?(?: |$))")
"""The dash of a version, as typed with spaces around it or as Word makes another dash of it: 'L0231 \u2013 1'."""
APART = re.compile(r"(?<=^[A-Za-z]) (?=[0-9])")
"""The space of 'L 0231-1'."""
ABOUT_ONE = re.compile(rf"{TRAJECTORY_ID}|{STUDENT_ID}")
"""A key of one student; what is no such key names a class."""
NAMELESS = frozenset({"klas", "lesperiode"})
"""Targets without a name behind their key, so that a key may have spaces: '4 LA', 'Periode 2'."""
DECISION_ID = r"\S+\.\d+\w*"


class Ref(Kind):
    """A key of another sheet; the first word counts, the rest is a label. `words` are allowed beside the keys."""

    hint = "kies uit lijst"

    def __init__(self, *targets: str, words: tuple[str, ...] = (), free: bool = False, pattern: str = "") -> None:
        """Take the sheets it may point at. `free`: a word that points nowhere is allowed too."""
        self.words, self.free, self.offered = words, free, targets
        self.targets = () if free else targets
        self.pattern = re.compile(pattern) if pattern else None
        self.spaced = not NAMELESS.isdisjoint(targets)

    def parse(self, raw: object) -> Reference:
        """The key with its label."""
        text = as_text(raw)
        for word in self.words:
            if plain_choice(text) == plain_choice(word):
                return Reference(word)
        first, _, label = (SPACED.sub("-", APART.sub("", text)) if self.pattern else text).partition(" ")
        if self.pattern and not self.pattern.fullmatch(first):
            raise wrong("id")
        if self.spaced and not ABOUT_ONE.fullmatch(first):
            return Reference(text)
        return Reference(first, label.strip()) if not self.free else Reference(text)

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The reference itself, unless it is one of the free words."""
        return () if value is None or value in self.words else (value,)


class OneOf(Kind):
    """One value of a closed list; case, accents and spacing do not matter."""

    hint = "kies uit lijst"

    def __init__(self, *allowed: str) -> None:
        """Take the values as they are written in the documents."""
        self.allowed = allowed
        self.known = {plain_choice(value): value for value in allowed}

    def parse(self, raw: object) -> str:
        """The value in its own spelling."""
        value = self.known.get(plain_choice(as_text(raw)))
        if value is None:
            raise wrong("list", allowed=self.allowed)
        return value


class Many(Kind):
    """Several values of one kind in a cell, separated by ';'. Becomes a tuple."""

    def __init__(self, kind: Kind) -> None:
        """Take the kind of each value."""
        self.kind, self.allowed, self.targets = kind, kind.allowed, kind.targets
        self.hint = f"{kind.hint}; meer dan één met ;"

    def parse(self, raw: object) -> tuple[Any, ...]:
        """The parsed values in order, without the empty ones between two semicolons."""
        parts = re.split(r"[;\n]", raw) if isinstance(raw, str) else [raw]
        try:
            return tuple(self.kind.parse(part) for part in parts if not (isinstance(part, str) and not part.strip()))
        except ValueError:
            if several(as_text(raw), self.kind.parse):
                raise wrong("separator") from None
            raise

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The references of every value."""
        return tuple(ref for item in value or () for ref in self.kind.references(item))


class Score(Kind):
    """A result: a number from 0 to 100, or a word ('geslaagd')."""

    hint = "0 tot 100, of tekst"

    def parse(self, raw: object) -> str:
        """The result as it is printed. In a cell for percentages Excel holds 61 % as 0.61."""
        text = as_text(raw)
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return text
        if 0 < number < 1:
            raise wrong("percent")
        if not 0 <= number <= 100:
            raise wrong("range", least=0, most=100)
        return text
