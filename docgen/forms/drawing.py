"""FormSheets -> the bytes of a workbook: looks, dropdowns from the visible sheet Lijsten, locks, print set-up."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, time
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from docgen.forms.model import HEADING_ROW, TITLE_ROW, Cell, FormSheet, Value
from docgen.kinds import Date, Number, OneOf, Time, as_text
from docgen.starter.look import FORMATS, lines_of, pack, style_of
from docgen.starter.palette import GREY, INK, LINE, MIST, PETROL, PETROL_TEXT, PETROL_TINT

LISTS = "Lijsten"
YELLOW, YELLOW_LINE = "FFF6CC", "D9C25C"
FORMULA_START = ("=", "+", "-", "@")
POINTS_PER_LINE = 15
REFUSED = "Dit past hier niet: {hint}."


def draw(sheets: Iterable[FormSheet]) -> bytes:
    """The workbook of a form. The same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    lists: dict[tuple[Value, ...], str] = {}
    for sheet in sheets:
        _draw_sheet(book.create_sheet(sheet.name), sheet, lists)
    _draw_lists(book, lists)
    return pack(book)


def _styles() -> Iterable[NamedStyle]:
    """The looks of `Cell.look`."""
    line, strong = Side("thin", color=LINE), Side("thin", color=YELLOW_LINE)
    text = Alignment(horizontal="left", vertical="top", indent=1, wrap_text=True)
    head = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
    flat = Alignment(vertical="center")
    body: dict[str, Any] = {"name": "Calibri", "size": 11, "color": INK}
    looks: tuple[tuple[str, dict[str, Any], str, Side | None, Alignment], ...] = (
        ("title", {"name": "Calibri", "size": 18, "bold": True, "color": PETROL}, "", None, flat),
        ("sentence", {"name": "Calibri", "size": 11, "color": GREY}, "", None, flat),
        ("section", {"name": "Calibri", "size": 14, "bold": True, "color": PETROL}, "", None, flat),
        ("note", {"name": "Calibri", "size": 10, "color": GREY}, "", None, Alignment(vertical="top", indent=1)),
        ("label", {**body, "bold": True, "color": PETROL_TEXT}, PETROL_TINT, line, text),
        ("head", {**body, "bold": True, "color": "FFFFFF"}, PETROL, line, head),
        ("grey", body, MIST, line, text),
        ("strong", {**body, "bold": True}, MIST, line, text),
        ("yellow", body, YELLOW, strong, text),
    )
    for name, font, fill, border, alignment in looks:
        style = NamedStyle(name, font=Font(**font), alignment=alignment, number_format="@")
        if fill:
            style.fill = PatternFill("solid", start_color=fill)
        if border:
            style.border = Border(left=border, right=border, top=border, bottom=border)
        style.protection = Protection(locked=name != "yellow")
        yield style


def _draw_sheet(sheet: Worksheet, form: FormSheet, lists: dict[tuple[Value, ...], str]) -> None:
    for column, width in form.widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for (row, column), cell in sorted(form.cells.items()):
        _fill(sheet.cell(row, column), cell)
    for area in form.merged:
        sheet.merge_cells(start_row=area[0], start_column=area[1], end_row=area[2], end_column=area[3])
        _frame(sheet, form, area)
    _fit_heights(sheet, form)
    for validation in _validations(form, lists):
        sheet.add_data_validation(validation)
    sheet.freeze_panes = form.frozen or f"A{HEADING_ROW + 1}"
    _protect(sheet)
    _set_up_print(sheet, form)


def _fill(cell: Any, model: Cell) -> None:
    cell.style = model.look
    if model.look in ("grey", "strong", "yellow"):
        cell.number_format = FORMATS[style_of(model.kind)] if model.kind else _format_of(model.value)
    if model.value is None or model.value == "":
        return
    cell.value = model.value
    if isinstance(model.value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = model.value.startswith(FORMULA_START)


def _format_of(value: object) -> str:
    if isinstance(value, date):
        return FORMATS["date"]
    if isinstance(value, time):
        return FORMATS["time"]
    return FORMATS["number"] if isinstance(value, int | float) else FORMATS["text"]


def _frame(sheet: Worksheet, form: FormSheet, area: tuple[int, int, int, int]) -> None:
    """Give every cell of a merged block the border and fill of its first: Excel draws them one by one."""
    first = sheet.cell(area[0], area[1])
    for row in range(area[0], area[2] + 1):
        for column in range(area[1], area[3] + 1):
            sheet.cell(row, column).border = copy(first.border)  # type: ignore[assignment]


def _fit_heights(sheet: Worksheet, form: FormSheet) -> None:
    spans = {area[:2]: area for area in form.merged}
    lines = dict(form.least_lines)
    for (row, column), cell in form.cells.items():
        area = spans.get((row, column))
        wide = range(column, (area[3] if area else column) + 1)
        width = sum(form.widths.get(number, 9.0) for number in wide)
        wraps = cell.look not in ("title", "sentence", "section", "note") and (area is None or area[0] == area[2])
        lines[row] = max(lines.get(row, 1), lines_of(cell.value, width) if wraps else 1)
    for row, count in lines.items():
        sheet.row_dimensions[row].height = 4 + POINTS_PER_LINE * count
    sheet.row_dimensions[TITLE_ROW].height = 30


def _validations(form: FormSheet, lists: dict[tuple[Value, ...], str]) -> Iterable[DataValidation]:
    """One validation per way of typing, with all its cells."""
    found: dict[tuple[Any, ...], DataValidation] = {}
    for (row, column), cell in sorted(form.cells.items()):
        if cell.look != "yellow":
            continue
        key = (id(cell.kind), cell.choices, cell.prompt)
        if key not in found:
            found[key] = _validation(cell, lists)
        found[key].add(f"{get_column_letter(column)}{row}")
    return found.values()


def _validation(cell: Cell, lists: dict[tuple[Value, ...], str]) -> DataValidation:
    """A dropdown, a limit, or only the message beside the cell; only what Excel can judge is refused."""
    kind, title = cell.kind, cell.prompt[0][:32]
    made = DataValidation(allow_blank=True, errorTitle=title, showErrorMessage=True)
    made.error = REFUSED.format(hint=kind.hint if kind else "")[:255]
    made.promptTitle, made.prompt, made.showInputMessage = title, cell.prompt[1][:255], bool(cell.prompt[1])
    if cell.choices:
        made.type, made.formula1 = "list", _list(cell.choices, title, lists)
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


def _list(choices: tuple[Value, ...], title: str, lists: dict[tuple[Value, ...], str]) -> str:
    """The range of a list on Lijsten; one that was used before is not written again."""
    lists.setdefault(choices, title)
    letter = get_column_letter(list(lists).index(choices) + 1)
    return f"{LISTS}!${letter}$2:${letter}${len(choices) + 1}"


def _draw_lists(book: Workbook, lists: dict[tuple[Value, ...], str]) -> None:
    if not lists:
        return
    sheet = book.create_sheet(LISTS)
    for number, (choices, title) in enumerate(lists.items(), start=1):
        _fill(sheet.cell(1, number), Cell(title, "head"))
        for row, value in enumerate(choices, start=2):
            _fill(sheet.cell(row, number), Cell(value))
        sheet.column_dimensions[get_column_letter(number)].width = min(
            60, max(18, *(len(as_text(text)) for text in (title, *choices))) + 3
        )
    sheet.freeze_panes = "A2"
    _protect(sheet)
    _set_up_print(sheet, FormSheet(LISTS, repeats_headings=False))


def _protect(sheet: Worksheet) -> None:
    """Lock what is not yellow; no password: the lock helps, it does not keep out."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # allowed: a wider column breaks nothing


def _set_up_print(sheet: Worksheet, form: FormSheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = YELLOW_LINE
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = form.pages_wide, 1 if form.one_page else 0
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = form.one_page
    for row in form.breaks:
        sheet.row_breaks.append(Break(id=row - 1))
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.4
    if not form.one_page:
        sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}" if form.repeats_headings else None
    if form.pages_wide > 1:
        sheet.print_title_cols = "A:B"
