"""Rows of classes (lessons, exams) found by class and group: a student's own are a few of many thousands.

Rows are whole rows or released rows: only their classes and their group are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

OfClass = TypeVar("OfClass", bound=Any)


class ByClass(Generic[OfClass]):
    """The rows of a sheet by class, and within a class by group; None is the whole class."""

    def __init__(self, rows: Iterable[OfClass]) -> None:
        """Index the rows, each with its number in the sheet."""
        together: dict[tuple[tuple[str, ...], str | None], list[tuple[int, OfClass]]] = defaultdict(list)
        for numbered in enumerate(rows):
            row = numbered[1]
            together[row.classes, row.group].append(numbered)
        self._found: dict[str, dict[str | None, list[tuple[int, OfClass]]]] = defaultdict(lambda: defaultdict(list))
        for (names, group), of_both in together.items():
            for name in dict.fromkeys(names):
                self._found[name][group] += of_both

    def __contains__(self, class_name: str) -> bool:
        """Whether there is any row of a class."""
        return class_name in self._found

    def groups(self, class_name: str) -> Iterator[tuple[str, list[OfClass]]]:
        """The groups of a class with their rows; not the class as a whole."""
        for group, rows in self._found.get(class_name, {}).items():
            if group is not None:
                yield group, [row for _, row in rows]

    def own(self, class_name: str, groups: Sequence[str]) -> list[OfClass]:
        """The rows of a class as a whole and of these groups of it, in the order of the sheet."""
        by_group = self._found.get(class_name, {})
        return _in_order(by_group.get(group, ()) for group in dict.fromkeys((None, *groups)))

    def of_any(self, class_names: Iterable[str]) -> list[OfClass]:
        """The rows of any of these classes and of all their groups, each once, in the order of the sheet."""
        return _in_order(rows for name in class_names for rows in self._found.get(name, {}).values())


def _in_order(numbered: Iterable[Sequence[tuple[int, OfClass]]]) -> list[OfClass]:
    found = dict(chain.from_iterable(numbered))
    return [found[number] for number in sorted(found)]
