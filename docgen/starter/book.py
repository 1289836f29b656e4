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
from openpyxl.worksheet.worksheet import Worksheet

from docgen.columns import Column, Row, Sensitivity
from docgen.disk.atomic import write
from docgen.kinds import Text
from docgen.spec import sheet as row_class
from docgen.starter.checks import Checks
from docgen.starter.look import ALIGNMENTS, BODY, FORMATS, ROW_LINE, add_styles, lines_of, pack, style_of, width_of

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
    checks = Checks(lists)
    for name, rows in sheets.items():
        write_sheet(book.create_sheet(name), row_class(name), rows, checks)
    checks.write_lists(book, fill)
    return pack(book)


def write_sheet(
    sheet: Worksheet,
    row: type[Row],
    rows: Rows,
    checks: Checks,
    *,
    example: Mapping[str, object] | None = None,
) -> None:
    """Write a sheet with its rows; with an `example` that stands above them in grey, and an empty form below."""
    columns = row.columns()
    unknown = {heading for values in (*rows, example or {}) for heading in values} - {c.heading for c in columns}
    if unknown:
        raise TypeError(f"{row.sheet.name} has no column {sorted(unknown)}")
    first = FIRST_ROW if example is None else FIRST_ROW + 1
    _write_head(sheet, row, columns, empty_form=example is not None)
    for number, column in enumerate(columns, start=1):
        shown = [*([example] if example else []), *rows]
        _prepare_column(sheet, number, column, [values.get(column.heading) for values in shown], lines=bool(example))
        if example is not None:
            fill(sheet.cell(FIRST_ROW, number), example.get(column.heading), f"example {style_of(column.kind)}")
        for place, values in enumerate(rows, start=first):
            fill(sheet.cell(place, number), values.get(column.heading), style_of(column.kind))
        _check_typing(sheet, number, column, checks, range(first, first + len(rows) + SPARE_ROWS + 1))
    _fit_heights(sheet, columns, [*([example] if example else []), *rows])
    if example is not None:
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 19, True
    _group_extra_columns(sheet, columns, rows)
    sheet.freeze_panes = f"{get_column_letter(_frozen_columns(row, columns) + 1)}{FIRST_ROW}"
    _prepare_print(sheet)


def _write_head(sheet: Worksheet, row: type[Row], columns: Sequence[Column], *, empty_form: bool) -> None:
    beside = min(5, len(columns))
    if empty_form:
        while columns[beside - 1].extra:
            beside -= 1  # a text in a column that is folded away is not seen
        for number in range(1, len(columns) + 1):
            fill(sheet.cell(1, number), None, "sentence")  # else the line of the column below shows here
    fill(sheet.cell(1, 1), row.sheet.name, "title")
    fill(sheet.cell(1, beside), _sentence(row), "sentence")
    for number, column in enumerate(columns, start=1):
        fill(sheet.cell(2, number), hint(column), "hint")
        fill(sheet.cell(HEADING_ROW, number), column.heading, "required" if column.required else "heading")
    for number, height in ((1, 34), (HEADING_ROW, 36)):
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


def _prepare_column(sheet: Worksheet, number: int, column: Column, values: Sequence[object], *, lines: bool) -> None:
    """Width and format of a whole column: a key typed below the last row stays text, a date stays a date."""
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.width = width_of(column, values)
    dimension.number_format = FORMATS[style_of(column.kind)]
    dimension.alignment = ALIGNMENTS[style_of(column.kind)]
    if lines:
        dimension.border, dimension.font = ROW_LINE, BODY


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
    small = 4  # so many characters more than its width a column holds of a hint, which is printed smaller
    lines = max(lines_of(hint(column), width_of(column, ()) + small) for column in columns)
    sheet.row_dimensions[2].height = max(46, 6 + 13 * lines)


def fill(cell: Any, value: object, style: str) -> None:
    """Put a value in a cell with a named style. Text stays text, whatever it begins with."""
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


def _check_typing(sheet: Worksheet, number: int, column: Column, checks: Checks, rows: range) -> None:
    validation = checks.validation(column)
    letter = get_column_letter(number)
    validation.add(f"{letter}{rows.start}:{letter}{rows.stop - 1}")
    sheet.add_data_validation(validation)


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
