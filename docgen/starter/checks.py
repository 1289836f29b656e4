"""What Excel checks while somebody types: dropdowns, limits and the messages beside a cell.

Source: interface.md section 21; sheets.md section 1 (what is typed how).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from docgen.columns import Column
from docgen.kinds import Date, Goals, Kind, Many, Number, OneOf, Ref, Time

LISTS = "Lijsten"
DAY_ZERO = date(1899, 12, 30)  # Excel counts days from here
ALL_DATES = date(1980, 1, 1), date(2100, 1, 1)
LONGEST_TITLE, LONGEST_TEXT = 32, 255  # of a message beside a cell, in Excel


def refusal(column: Column) -> str:
    """What is said when a value is refused, when nobody gave better words."""
    return f"Dit past hier niet: {column.kind.hint}. {column.meaning}"


def any_date(column: Column) -> tuple[date, date]:
    """The first and last date that are accepted, when nobody knows the school year."""
    return ALL_DATES


@dataclass
class Checks:
    """The checks of one workbook, and the lists behind its dropdowns: each list stands once on the sheet Lijsten.

    `lists` holds the choices of a reference by what it points at ('Personeel', 'vak', 'klas'): 'MVB Marie Van Boven'.
    `live` holds, for what is filled in in this very workbook, the range where it stands. A cell in which
    anything may be typed has a list too, as far as there is one (a place, a goal).
    """

    lists: Mapping[str, Sequence[str]]
    live: Mapping[str, str] = field(default_factory=dict)
    refusal: Callable[[Column], str] = refusal
    dates: Callable[[Column], tuple[date, date]] = any_date
    used: dict[tuple[str, ...], str] = field(default_factory=dict)

    def validation(self, column: Column) -> DataValidation:
        """A dropdown, a limit or only the message, with what is said beside the cell.

        Closed lists refuse other values; where several values may stand in one cell, or a label behind a key, Excel
        cannot judge: there the dropdown only offers.
        """
        made = self._rule(column)
        made.promptTitle = made.errorTitle = column.heading[:LONGEST_TITLE]
        made.prompt = f"{column.meaning}\nBijvoorbeeld: {column.example}"[:LONGEST_TEXT]
        made.error = self.refusal(column)[:LONGEST_TEXT]
        made.showInputMessage = made.allow_blank = True
        return made

    def _rule(self, column: Column) -> DataValidation:
        kind = column.kind
        made = DataValidation(showErrorMessage=True)
        if offered := self.choices(kind):
            made.type, made.formula1 = "list", self._range(offered, column.heading)
            made.showErrorMessage = isinstance(kind, OneOf)
        elif where := self._live(kind):
            made.type, made.formula1, made.showErrorMessage = "list", where, False
        elif isinstance(kind, Number):
            made.type, made.operator = "whole" if kind.whole else "decimal", "between"
            made.formula1, made.formula2 = f"{kind.least:g}", f"{kind.most:.0f}"
        elif isinstance(kind, Date):
            made.type, made.operator = "date", "between"
            made.formula1, made.formula2 = (str((day - DAY_ZERO).days) for day in self.dates(column))
        elif isinstance(kind, Time):
            made.type, made.operator = "time", "between"
            made.formula1, made.formula2 = "0", "0.999988426"  # one second before midnight
        else:
            made.showErrorMessage = False
        return made

    def choices(self, kind: Kind) -> tuple[str, ...]:
        """What a cell of this kind can hold; empty when anything can be typed, or when nobody knows yet."""
        inner = kind.kind if isinstance(kind, Many) else kind
        if isinstance(inner, Ref | Goals):
            found = tuple(entry for target in self._targets(inner) for entry in self.lists.get(target, ()))
            return found + inner.words if isinstance(inner, Ref) else found
        return inner.allowed

    def _live(self, kind: Kind) -> str:
        """Where the keys stand that a cell of this kind may hold, when that is in this workbook; or ''."""
        inner = kind.kind if isinstance(kind, Many) else kind
        targets = self._targets(inner) if isinstance(inner, Ref | Goals) else ()
        return next((self.live[target] for target in targets if target in self.live), "")

    def _targets(self, kind: Ref | Goals) -> tuple[str, ...]:
        return kind.offered if isinstance(kind, Ref) else kind.targets

    def _range(self, choices: tuple[str, ...], title: str) -> str:
        """The range of a list, for a validation. A list that was used before is not written again."""
        self.used.setdefault(choices, title)
        letter = get_column_letter(list(self.used).index(choices) + 1)
        return f"{LISTS}!${letter}$2:${letter}${len(choices) + 1}"

    def write_lists(self, book: Workbook, fill: Callable[[Any, object, str], None]) -> None:
        """Put the used lists on a hidden sheet; `fill` writes a cell: (cell, value, style)."""
        if not self.used:
            return
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for number, (choices, title) in enumerate(self.used.items(), start=1):
            for row, value in enumerate((title, *choices), start=1):
                fill(sheet.cell(row, number), value, "heading" if row == 1 else "text")
            sheet.column_dimensions[get_column_letter(number)].width = 30
