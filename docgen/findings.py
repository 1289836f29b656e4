"""What went wrong, as data: a code, a place, and the facts a sentence needs. No text here.

Every stage of the pipeline returns findings instead of raising or printing; `messages/` turns a finding into a
sentence and `reports/` shows it. A finding never holds a cell's value unless the column is of the open class.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Argument = str | int | float | date | tuple[str, ...]


class Severity(StrEnum):
    """How bad it is; the values are the Dutch words that users and `check --json` read."""

    ERROR = "fout"
    HOLD = "te bevestigen"
    WARNING = "waarschuwing"
    NOTE = "opmerking"

    @property
    def rank(self) -> int:
        """0 for the worst, so that sorting puts errors first."""
        return list(Severity).index(self)


class Effect(StrEnum):
    """What a finding does to the documents that depend on its place."""

    NONE = "none"  # listed only
    DRAFT = "draft"  # the document is made as ONTWERP and stays out of the care folder; one without drafts is not made
    BLOCK = "block"  # the document is not made


@dataclass(frozen=True, slots=True)
class CellRef:
    """A place in a workbook in the user's own coordinates; born in `sheets.py`, carried along ever after.

    `row` and `column` count from 1; 0 means the whole sheet or the whole row. `sheet` is empty for a whole file.
    `table` names the sheet whose row this is, when it was filled in on a form.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""
    table: str = ""

    @property
    def cell(self) -> str:
        """'D7', or '' when the place is larger than a cell."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else ""


@dataclass(frozen=True, slots=True)
class TagRef:
    """A place in a Word template as a person sees it: part, steps (`("table", 2), ("row", 3), ...`), text around."""

    template: str
    part: str = ""
    number: int = 0
    steps: tuple[tuple[str, int], ...] = ()
    around: str = ""


Place = CellRef | TagRef


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing somebody can act on.

    `code` and `case` name the sentence; `args` are facts that are no one's data (headings, limits, counts, other
    places); `value` and `suggestion` are data and stay None unless the column is open. `students` (Leerling-IDs) and
    `classes` and `documents` (types; empty = every type that reads the sheet) say whom `effect` reaches; `trajectory`
    narrows it to one version. `cause` names the place of the root cause this finding follows from, when there is one.
    """

    code: str
    severity: Severity
    place: Place
    case: str = ""
    args: tuple[tuple[str, Argument], ...] = ()
    value: str | None = None
    suggestion: str | None = None
    also: tuple[Place, ...] = ()
    effect: Effect = Effect.NONE
    students: frozenset[str] | None = frozenset()  # None = every student
    classes: frozenset[str] = frozenset()  # every student of these classes
    documents: frozenset[str] = frozenset()
    trajectory: str = ""
    cause: Place | None = None
    fingerprint: str = ""

    def arg(self, name: str) -> Argument | None:
        """The fact called `name`, or None."""
        return dict(self.args).get(name)


def column_letters(column: int) -> str:
    """Excel's letters of a column that counts from 1: 1 -> 'A', 27 -> 'AA'."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
