"""The ways in which people write a student's name or id, and where one of them stands in a text.

Searched: both orders; an initial behind or before the family name ('Andersen, B.'); joined ('BramAndersen'), divided
otherwise ('L 0232', 'Vanden Berghe', 'D Hondt', 'Ander-' and 'sen' on the next line), without accents (see `words`).
Not searched: a first name alone ('Bram', 'Bram A.'), which G09 looks for in what is typed; a nickname; a misspelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from docgen.privacy.doctext import words
from docgen.privacy.vocabulary import Run
from docgen.tables.school import Student

SURE = 8  # letters of a name that no other words make by chance when the spaces between them are left out
SURE_ALONE = 9  # the same when they make one word
MOST = 8  # words that a name is divided in at most


class Callings:
    """What every student of a school is called, in every form that is searched."""

    def __init__(self, students: Iterable[Student], others: Iterable[str]) -> None:
        """Take the students, and the names of others: a form that one of them is called too says nothing."""
        self._students = tuple(students)
        self._others = [words(name) for name in others]

    def forms(self, student: Student) -> Iterator[Run]:
        """The runs of words that name this student, besides both orders of the name in full and the id."""
        first, family = words(student.first_name), words(student.family_name)
        if not first or not family:
            return
        for order in ((*first, *family), (*family, *first)):
            if len(joined := "".join(order)) >= SURE_ALONE and joined not in self._words:
                yield (joined,)
        initial = first[0][0]
        if (initial, *family) not in self._initials:
            yield from ((initial, *family), (*family, initial))

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of all names."""
        own = (word for one in self._students for word in words(f"{one.first_name} {one.family_name}"))
        return frozenset((*own, *(word for name in self._others for word in name)))

    @cached_property
    def _initials(self) -> frozenset[Run]:
        """What members of staff and contacts are called with an initial, whatever part is the family name."""
        return frozenset((name[0][0], *name[at:]) for name in self._others for at in range(1, len(name)))

    @cached_property
    def divided(self) -> Mapping[str, frozenset[Run]]:
        """Each name and id without spaces, and the words that it is made of; of several when it is typed in two ways.

        Vandenberghe and Van den Berghe are two families.
        """
        found: dict[str, set[Run]] = {}
        for one in self._students:
            first, family = words(one.first_name), words(one.family_name)
            for run in ((*first, *family), (*family, *first)):
                if len(text := "".join(run)) >= SURE:
                    found.setdefault(text, set()).add(run)
            if any(map(str.isalpha, one.student_id)):  # digits alone are a number of anything
                found.setdefault("".join(words(one.student_id)), set()).add(tuple(words(one.student_id)))
        return {text: frozenset(runs) for text, runs in found.items()}

    @cached_property
    def begins(self) -> frozenset[str]:
        """What each of these begins with."""
        return frozenset(text[:end] for text in self.divided for end in range(1, len(text)))

    def divided_at(self, found: list[str], index: int) -> Iterator[Run]:
        """The names that stand here over several words, divided otherwise than any of them is typed in the sheet."""
        text = found[index]
        for end in range(index + 1, min(index + MOST, len(found))):
            text += found[end]
            runs = self.divided.get(text)
            if runs and tuple(found[index : end + 1]) not in runs:
                yield from sorted(runs)
            if text not in self.begins:
                return

    @cached_property
    def _parts(self) -> Mapping[str, frozenset[str]]:
        """Who is called so, by a first name or a family name alone."""
        found: dict[str, set[str]] = {}
        for one in self._students:
            for name in (one.first_name, one.family_name):
                found.setdefault("".join(words(name)), set()).add(one.student_id)
        return {name: frozenset(students) for name, students in found.items()}

    def half(self, text: Iterable[str]) -> frozenset[str]:
        """The students of whom these words are the first name or the family name: the rest may stand beside it."""
        return self._parts.get("".join(text), frozenset())
