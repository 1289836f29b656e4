"""Writes the workbooks a school fills in: empty or with rows, from the Row classes alone. Same rows, same bytes.

Per sheet: row 1 the name and one sentence, row 2 a hint per column, row 3 the headings, from row 4 the rows.
Source: sheets.md section 1 (what is typed how), interface.md section 21 (the looks).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.atomic import write
from docgen.columns import Column, Row, Sensitivity
from docgen.kinds import Date, Kind, Many, Number, OneOf, Ref, Text, Time
from docgen.spec import sheet as row_class
from docgen.starter_look import ALIGNMENTS, FORMATS, add_styles, lines_of, pack, style_of, width_of

LISTS = "Lijsten"
HEADING_ROW = 3
FIRST_ROW = 4
SPARE_ROWS = 1000  # how far below the last row the dropdowns reach
FORMULA_START = ("=", "+", "-", "@")
Rows = Sequence[Mapping[str, object]]


def write_workbook(path: Path, sheets: Mapping[str, Rows], lists: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write one workbook with the named sheets, each with its rows as {heading: value}.

    A value is text, a number, a date, a time or None. `lists` holds the choices of a reference by what it points at
    ('Personeel', 'vak', 'klas'): 'MVB Marie Van Boven'. Raises TypeError for a sheet or heading that no table has.
    """
    write(path, workbook_bytes(sheets, lists or {}))


def workbook_bytes(sheets: Mapping[str, Rows], lists: Mapping[str, Sequence[str]]) -> bytes:
    """The bytes of the workbook that `write_workbook` writes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    choices = _Choices(lists)
    for name, rows in sheets.items():
        _write_sheet(book.create_sheet(name), row_class(name), rows, choices)
    choices.write(book)
    return pack(book)


class _Choices:
    """The lists behind the dropdowns: each stands once on the sheet Lijsten, in a column of its own."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.lists = lists
        self.used: dict[tuple[str, ...], str] = {}

    def of(self, kind: Kind) -> tuple[str, ...]:
        """What a cell of this kind can hold; empty when anything can be typed."""
        inner = kind.kind if isinstance(kind, Many) else kind
        if isinstance(inner, Ref):
            return tuple(entry for target in inner.targets for entry in self.lists.get(target, ())) + inner.words
        return inner.allowed

    def formula(self, choices: tuple[str, ...], title: str) -> str:
        """The range of a list, for a validation. A list that was used before is not written again."""
        title = self.used.setdefault(choices, title)
        letter = get_column_letter(list(self.used).index(choices) + 1)
        return f"{LISTS}!${letter}$2:${letter}${len(choices) + 1}"

    def write(self, book: Workbook) -> None:
        """Put the used lists on a hidden sheet."""
        if not self.used:
            return
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for number, (choices, title) in enumerate(self.used.items(), start=1):
            for row, value in enumerate((title, *choices), start=1):
                _fill(sheet.cell(row, number), value, "heading" if row == 1 else "text")
            sheet.column_dimensions[get_column_letter(number)].width = 30


def _write_sheet(sheet: Worksheet, row: type[Row], rows: Rows, choices: _Choices) -> None:
    columns = row.columns()
    unknown = {heading for values in rows for heading in values} - {column.heading for column in columns}
    if unknown:
        raise TypeError(f"{row.sheet.name} has no column {sorted(unknown)}")
    _write_head(sheet, row, columns)
    for number, column in enumerate(columns, start=1):
        _write_column(sheet, number, column, [values.get(column.heading) for values in rows])
        _offer_choices(sheet, number, column, choices, FIRST_ROW + len(rows) + SPARE_ROWS)
    _fit_heights(sheet, columns, rows)
    _group_extra_columns(sheet, columns, rows)
    sheet.freeze_panes = f"{get_column_letter(_frozen_columns(row, columns) + 1)}{FIRST_ROW}"
    _prepare_print(sheet)


def _write_head(sheet: Worksheet, row: type[Row], columns: Sequence[Column]) -> None:
    _fill(sheet.cell(1, 1), row.sheet.name, "title")
    _fill(sheet.cell(1, min(5, len(columns))), _sentence(row), "sentence")
    for number, column in enumerate(columns, start=1):
        _fill(sheet.cell(2, number), hint(column), "hint")
        _fill(sheet.cell(HEADING_ROW, number), column.heading, "required" if column.required else "heading")
    for number, height in ((1, 34), (2, 46), (HEADING_ROW, 36)):
        sheet.row_dimensions[number].height = height


def _sentence(row: type[Row]) -> str:
    what = (row.__doc__ or "").strip().partition("\n")[0]
    return f"{what} Ingevuld door: {row.sheet.filled_by}."


def hint(column: Column) -> str:
    """What stands above a heading: whether it must be filled, how it is typed, and for whom it is."""
    form = column.kind.hint
    if isinstance(column.kind, Text) and column.kind.limit:
        form = f"tekst, tot {column.kind.limit} tekens"
    lines = [_when_needed(column), form]
    if column.sensitivity is Sensitivity.M:
        lines.append("enkel personeel")
    return "\n".join(line for line in lines if line)


def _when_needed(column: Column) -> str:
    if column.required:
        return "verplicht"
    values = [value for choices in column.needed.values() for value in choices]
    if not values:
        return ""
    return "bij " + " of ".join(values) if len(values) <= 2 else f"soms verplicht, zie {', '.join(column.needed)}"


def _write_column(sheet: Worksheet, number: int, column: Column, values: Sequence[object]) -> None:
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.width = width_of(column, values)
    # The format of the whole column: a key typed below the last row stays text, a date stays a date.
    dimension.number_format = FORMATS[style_of(column.kind)]
    dimension.alignment = ALIGNMENTS[style_of(column.kind)]
    for row, value in enumerate(values, start=FIRST_ROW):
        _fill(sheet.cell(row, number), value, style_of(column.kind))


def _fit_heights(sheet: Worksheet, columns: Sequence[Column], rows: Rows) -> None:
    """Give every row the height of its longest text: not every program does so by itself when it opens a file."""
    widths = {
        column.heading: sheet.column_dimensions[get_column_letter(number)].width
        for number, column in enumerate(columns, start=1)
        if style_of(column.kind) == "text"
    }
    for number, values in enumerate(rows, start=FIRST_ROW):
        lines = max((lines_of(values.get(heading), width) for heading, width in widths.items()), default=1)
        sheet.row_dimensions[number].height = 4 + 15 * lines


def _fill(cell: Any, value: object, style: str) -> None:
    cell.style = style
    if value is None or value == "":
        return
    if not isinstance(value, str | int | float | date | time):
        raise TypeError(f"a cell holds text, a number, a date or a time, not {type(value).__name__}")
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        if value.startswith(FORMULA_START):
            cell.quotePrefix = True  # nor when somebody edits the cell in Excel
    elif isinstance(value, date | time):
        cell.number_format = FORMATS["time" if isinstance(value, time) else "date"]


def _offer_choices(sheet: Worksheet, number: int, column: Column, choices: _Choices, last: int) -> None:
    validation = _validation(column, choices)
    validation.promptTitle = column.heading[:32]
    validation.prompt = f"{column.meaning}\nBijvoorbeeld: {column.example}"[:255]
    validation.showInputMessage = True
    validation.allow_blank = True
    letter = get_column_letter(number)
    validation.add(f"{letter}{FIRST_ROW}:{letter}{last}")
    sheet.add_data_validation(validation)


def _validation(column: Column, choices: _Choices) -> DataValidation:
    """A dropdown, a limit or only the message. Closed lists refuse other values; where several values may stand in
    one cell, or a label behind a key, Excel cannot judge: there the dropdown only offers."""
    kind = column.kind
    made = DataValidation(errorTitle=column.heading[:32], error=_refusal(column), showErrorMessage=True)
    if offered := choices.of(kind):
        made.type, made.formula1 = "list", choices.formula(offered, column.heading)
        made.showErrorMessage = isinstance(kind, OneOf)
    elif isinstance(kind, Number):
        made.type, made.operator = "whole" if kind.whole else "decimal", "between"
        made.formula1, made.formula2 = f"{kind.least:g}", f"{kind.most:.0f}"
    elif isinstance(kind, Date):
        made.type, made.operator = "date", "between"
        made.formula1, made.formula2 = "29221", "73051"  # 01/01/1980 and 01/01/2100 as Excel counts
    elif isinstance(kind, Time):
        made.type, made.operator = "time", "between"
        made.formula1, made.formula2 = "0", "0.999988426"  # one second before midnight
    else:
        made.showErrorMessage = False
    return made


def _refusal(column: Column) -> str:
    return f"Dit past hier niet: {column.kind.hint}. {column.meaning}"[:255]


def _group_extra_columns(sheet: Worksheet, columns: Sequence[Column], rows: Rows) -> None:
    """Put the extra columns in groups that fold away; a group in which something is filled stands open."""
    number = 0
    while number < len(columns):
        group = [number]
        while columns[number].extra and group[-1] + 1 < len(columns) and columns[group[-1] + 1].extra:
            group.append(group[-1] + 1)
        if columns[number].extra:
            empty = not any(values.get(columns[index].heading) for values in rows for index in group)
            for index in group:
                dimension = sheet.column_dimensions[get_column_letter(index + 1)]
                dimension.outlineLevel, dimension.hidden = 1, empty
            sheet.column_dimensions[get_column_letter(group[-1] + 2)].collapsed = empty
        number = group[-1] + 1


def _frozen_columns(row: type[Row], columns: Sequence[Column]) -> int:
    """How many columns stay in sight: the leading keys, as far as they leave room for the rest."""
    count, width = 0, 0.0
    for column in columns:
        width += width_of(column, ())
        if column.heading not in row.sheet.key or width > 60:
            break
        count += 1
    return max(count, 1)


def _prepare_print(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "0B4F60"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
