"""A workbook with all that a spreadsheet may hold beside its values, written by XlsxWriter in the manner of Excel."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date, timedelta
from typing import Any

import xlsxwriter

HEADS = ("Datum", "Dag", "Soort", "Omschrijving", "Aantal", "Uur")
FIRST, ROWS = 4, 20
AUTHOR = "Els Peeters"
CELLS = ("A4", "C6", "D8", "F9")
"""With a style of their own, in a table, with a comment of the user, in a hidden row."""


def full_workbook() -> bytes:
    """The sheets Kalender (with everything), Extra (hidden), Grafiek (a chart sheet) and Leeg."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"author": AUTHOR, "company": "De Linde", "comments": "van Els"})
        book.set_custom_property("Nagekeken door", AUTHOR)
        sheet, extra = book.add_worksheet("Kalender"), book.add_worksheet("Extra")
        _fill(book, sheet)
        _draw(book, sheet)
        _decorate(book, sheet)
        extra.write_row("A1", [1, 2, 3])
        extra.hide()
        extra.write_comment("A1", "blijft zoals het was")
        book.define_name("Kalender!Eigen", "=Kalender!$A$4:$C$9")
        book.define_name("Extra!Ook", "=Extra!$A$1")
        over = book.add_chartsheet("Grafiek")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Kalender!$E$4:$E$9"})
        over.set_chart(chart)
        book.add_worksheet("Leeg")
    return made.getvalue()


def png() -> bytes:
    """A red dot of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _fill(book: Any, sheet: Any) -> None:
    day, hour = book.add_format({"num_format": "dd/mm/yyyy", "bold": True}), book.add_format({"num_format": "hh:mm"})
    sheet.write("A1", "Kalender", book.add_format({"font_size": 18, "font_color": "#0B4F60"}))
    rows = [
        [date(2026, 3, 2) + timedelta(days=number), "ma", "les", f"tekst {number} & <meer>", number * 1.5, 0.375]
        for number in range(ROWS)
    ]
    columns = [{"header": head, **({"format": day} if head == "Datum" else {})} for head in HEADS]
    sheet.add_table(2, 0, 2 + ROWS, 5, {"columns": columns, "data": rows, "name": "Dagen"})
    sheet.set_column("F:F", 9, hour)
    sheet.write_formula("H4", "=SUM(E4:E9)", None, 22.5)
    sheet.write_formula("H5", '=HYPERLINK("http://voorbeeld.be","x")', None, "x")
    sheet.write_dynamic_array_formula("H7:H8", "=_xlfn.UNIQUE(B4:B9)", None, "ma")
    sheet.write_rich_string("H10", "gewoon ", book.add_format({"bold": True}), "vet", " gewoon")
    sheet.write_url("H11", "https://onderwijs.vlaanderen.be", string="een koppeling")
    sheet.write_url("H12", "internal:Extra!A1")


def _draw(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Kalender!$D$4:$D$9", "values": "=Kalender!$E$4:$E$9", "name": "Aantal"})
    sheet.insert_chart("J3", chart)
    sheet.insert_image("J20", "stip.png", {"image_data": io.BytesIO(png()), "x_scale": 60, "y_scale": 60})
    sheet.insert_textbox("J24", "een tekst in een kader")
    sheet.insert_button("J28", {"macro": "", "caption": "Knop", "width": 80, "height": 30})
    sheet.insert_checkbox("H14", True)
    sheet.add_sparkline("H16", {"range": "Kalender!E4:E9"})
    sheet.set_header("&L&G&RKalender", {"image_left": "stip.png", "image_data_left": io.BytesIO(png())})
    sheet.set_background(io.BytesIO(png()))


def _decorate(book: Any, sheet: Any) -> None:
    sheet.merge_range("A26:C27", "samen", book.add_format({"align": "center", "border": 1}))
    sheet.data_validation("C4:C23", {"validate": "list", "source": ["les", "vrij", "examen"]})
    sheet.conditional_format("E4:E23", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("E4:E23", {"type": "icon_set", "icon_style": "3_arrows"})
    red = book.add_format({"bg_color": "#FFC7CE"})
    sheet.conditional_format("B4:B23", {"type": "cell", "criteria": "==", "value": '"ma"', "format": red})
    sheet.write_comment("D8", "Navragen bij An", {"author": AUTHOR})
    sheet.write_comment("B10", "Niet van ons", {"author": AUTHOR, "x_scale": 2})
    sheet.set_row(8, None, None, {"hidden": True})
    sheet.set_row(12, None, None, {"level": 1, "hidden": True})
    sheet.set_column("C:D", 20, None, {"hidden": True})
    sheet.freeze_panes(3, 1)
    sheet.print_area("A1:H24")
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.protect("geheim", {"format_cells": True})
