"""One bad input: how it is made from a base, and the one outcome that was decided for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.base import Base

FILE = "werkboek.xlsx"
REFUSED, WARNED, RIGHT = "refused with its place", "accepted with a warning", "accepted with the right value"
OUTCOMES = (REFUSED, WARNED, RIGHT)
CATEGORIES = (
    "container", "bomb", "XML", "structure", "values", "injection", "active content", "file name", "output name",
)  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What a person is told: a code with its case, at the file, a sheet or a cell; and the target's value when read.

    `at` is '' for the file, 'sheet', 'cell' (of the target), or a place as it is printed: 'Personeel!B4'. `value` is
    None when nothing may be read from the target, '' for what stood there, '*' for anything. `also` are codes
    that follow from it.
    """

    outcome: str
    code: str = ""
    case: str = ""
    at: str = ""
    value: str | None = None
    also: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """A bad input. `make` puts what it is in the folder inputs/; `heavy` costs more than a quarter second to make."""

    category: str
    name: str
    make: Callable[[Base, Path], None]
    expected: Expected
    file: str = FILE
    heavy: bool = False
    seconds: float = 5
    any_writer: bool = True  # the outcome depends on the workbook: worth trying on one saved by each program


def refused(code: str, case: str = "", at: str = "", also: str = "", value: str | None = None) -> Expected:
    """The file, or what stands at a place in it, is not used."""
    return Expected(REFUSED, code, case, at, value, frozenset(also.split()))


def warned(code: str, case: str = "", at: str = "", value: str | None = "", also: str = "") -> Expected:
    """It is read, and a person is told to look."""
    return Expected(WARNED, code, case, at, value, frozenset(also.split()))


def right(value: str = "", also: str = "") -> Expected:
    """It is read as it is meant, and there is nothing to tell but `also`."""
    return Expected(RIGHT, value=value, also=frozenset(also.split()))


class Cases:
    """The cases of one category, in the order they were added."""

    def __init__(self, category: str, *, any_writer: bool = True) -> None:
        """Begin with none."""
        self.category, self.any_writer = category, any_writer
        self.all: list[Case] = []

    def __iter__(self) -> Iterator[Case]:
        """Iterate over the cases."""
        return iter(self.all)

    def add(
        self,
        name: str,
        made: Callable[[Base], bytes],
        expected: Expected,
        *,
        file: str = FILE,
        heavy: bool = False,
        seconds: float = 5,
    ) -> None:
        """A case that is one file of these bytes."""

        def make(base: Base, inputs: Path) -> None:
            (inputs / file).write_bytes(made(base))

        self.all.append(Case(self.category, name, make, expected, file, heavy, seconds, self.any_writer))

    def place(self, name: str, make: Callable[[Base, Path], None], expected: Expected, *, file: str = FILE) -> None:
        """A case that is more than one plain file."""
        self.all.append(Case(self.category, name, make, expected, file, any_writer=False))
