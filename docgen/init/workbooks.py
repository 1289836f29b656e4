"""The workbooks to fill in: one per file of sheets.md, each sheet empty below a worked example.

Source: interface.md section 21.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from docgen.columns import Column, Row
from docgen.findings import Argument, CellRef, Finding, Severity
from docgen.init.leesmij import write_instructions
from docgen.init.words import words
from docgen.kinds import Date, Number, OneOf, Time
from docgen.messages import catalogue, sentence
from docgen.spec import sheets
from docgen.starter.book import FIRST_ROW, SPARE_ROWS, fill, write_sheet
from docgen.starter.checks import Checks
from docgen.starter.look import add_styles, pack

EXAMPLE = "voorbeeld"  # in the key column: docgen.sheets never reads the row
YEAR_BEGINS = (9, 1)
YEAR_ENDS = (8, 31)
NEW_YEAR_FROM_MONTH = 7  # who begins in July or August, prepares the next school year


def starters(lists: Mapping[str, Sequence[str]], today: date) -> Iterator[tuple[str, bytes]]:
    """The name of each workbook, without ending, and its bytes; in the order of work. Same input, same bytes.

    `lists` holds the school's own choices by what a reference points at; `today` says which school year it is.
    """
    by_workbook: dict[str, list[type[Row]]] = {}
    for row in sheets().values():
        by_workbook.setdefault(row.sheet.workbook, []).append(row)
    for name, rows in sorted(by_workbook.items()):
        yield name, starter(name, rows, lists, today)


def starter(name: str, rows: Sequence[type[Row]], lists: Mapping[str, Sequence[str]], today: date) -> bytes:
    """One workbook: the instructions, its sheets, and the lists of the dropdowns on a hidden sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book, examples=True)
    write_instructions(book.create_sheet(words()["leesmij"]["blad"]), f"{name}.xlsx", rows)
    live = {row.sheet.name: _keys_of(row) for row in rows if row.sheet.key}
    elsewhere = {target: entries for target, entries in lists.items() if target not in live}
    checks = Checks(elsewhere, live)
    for row in rows:
        limits = Limits(row, today)
        checks.dates, checks.refusal = limits.of, Refusals(row, limits).of
        write_sheet(book.create_sheet(row.sheet.name), row, (), checks, example=example_of(row))
    checks.write_lists(book, fill)
    return pack(book)


def example_of(row: type[Row]) -> dict[str, object]:
    """The worked example of a sheet: the example of every column, and in the key column that it is one."""
    empty = words()["leeg"].get(row.sheet.name, [])
    values = {column.heading: typed(column) for column in row.columns() if column.heading not in empty}
    return values | {(*row.sheet.key, row.columns()[0].heading)[0]: EXAMPLE}


def typed(column: Column) -> object:
    """The example of a column as somebody would type it: a real date, time or number."""
    if isinstance(column.kind, Date | Time | Number):
        value: object = column.kind.parse(column.example)
        return value
    return column.example


def _keys_of(row: type[Row]) -> str:
    """Where the keys of a sheet stand, from the first input row to the last that is filled."""
    headings = [column.heading for column in row.columns()]
    letter = get_column_letter(headings.index(row.sheet.key[0]) + 1)
    first, last = f"{row.sheet.name}!${letter}${FIRST_ROW + 1}", f"${letter}${FIRST_ROW + SPARE_ROWS}"
    return f"{first}:INDEX({first}:{last},MAX(1,COUNTA({first}:{last})))"


class Limits:
    """Which dates a column takes: those of the school year and the next one, unless init.toml says otherwise."""

    def __init__(self, row: type[Row], today: date) -> None:
        """Take the sheet and the day on which the workbook is made."""
        self.sheet, self.begin = row.sheet.name, today.year - (today.month < NEW_YEAR_FROM_MONTH)

    def of(self, column: Column) -> tuple[date, date]:
        """The first and the last date of a column."""
        years = words()["jaren"]
        before, after = years.get(f"{self.sheet}.{column.heading}") or years.get(column.heading) or (0, 1)
        return date(self.begin - before, *YEAR_BEGINS), date(self.begin + 1 + after, *YEAR_ENDS)


class Refusals:
    """What Excel says when it refuses a value: the words of the finding that docgen would give."""

    def __init__(self, row: type[Row], limits: Limits) -> None:
        """Take the sheet and which dates it takes."""
        self.sheet, self.limits = row.sheet.name, limits

    def of(self, column: Column) -> str:
        """The sentences of A02 for this column, and for a date between which days it must lie."""
        facts: dict[str, Argument] = {"example": column.example, "heading": column.heading}
        kind, case, more = column.kind, "", ""
        if isinstance(kind, OneOf):
            case, facts["allowed"] = "list", kind.allowed
        elif isinstance(kind, Number):
            case, facts["least"], facts["most"] = "range", kind.least, kind.most
        elif isinstance(kind, Time):
            case = "time"
        elif isinstance(kind, Date):
            first, last = (f"{day:%d/%m/%Y}" for day in self.limits.of(column))
            case, more = "date", " " + catalogue().say("init.dates", first=first, last=last)
        place = CellRef("", self.sheet, 0, 0, column.heading)
        told = sentence(Finding("A02", Severity.ERROR, place, case, tuple(sorted(facts.items()))))
        return f"{told.what} {told.fix}{more}"
