"""Rows and cells stand where the format puts them; the quick look and the parser say the same of it."""

from __future__ import annotations

import pytest

from docgen.reading.grid import Refused
from docgen.reading.nesting import is_odd, refuse_misplaced_rows, refuse_misplaced_texts
from docgen.reading.sheetxml import parse

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELL = '<c r="A1"><v>1</v></c>'


def sheet(rows: str, behind: str = "") -> bytes:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{behind}</worksheet>".encode()


RIGHT = {
    "a row": f'<row r="1">{CELL}</row>',
    "empty rows": '<row r="1"/><row r="2" s="1" />',
    "empty rows before and after": f'<row r="1"/><row r="2">{CELL.replace("A1", "A2")}</row><row r="3"/><row r="4"/>',
    "a row without cells": '<row r="1"></row><row r="2"><c r="A2"/></row>',
}
WRONG = {
    "a row in a row": f'<row r="1"><row r="2">{CELL}</row></row>',
    "a row in a row with a cell": f'<row r="1">{CELL}<row r="2"/></row>',
    "a cell before its row": f'{CELL}<row r="2"/>',
    "a cell between rows": f'<row r="1"/>{CELL}<row r="2"/>',
    "a cell behind the rows": f'<row r="1"></row>{CELL}',
}


@pytest.mark.parametrize("name", RIGHT)
def test_rows_in_their_place_are_read(name: str) -> None:
    refuse_misplaced_rows(sheet(RIGHT[name]))
    parse(sheet(RIGHT[name]))


@pytest.mark.parametrize("name", WRONG)
def test_rows_in_another_place_are_refused_by_both(name: str) -> None:
    for look in (refuse_misplaced_rows, parse):
        with pytest.raises(Refused):
            look(sheet(WRONG[name]))


@pytest.mark.parametrize("look", [refuse_misplaced_rows, parse])
def test_a_row_beside_the_cells_is_refused_by_both(look: object) -> None:
    with pytest.raises(Refused):
        look(sheet("", f'<row r="1">{CELL}</row>'))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("texts", "odd"),
    [
        ("<si><t>a</t></si><si/><si><r><t>b</t></r></si>", False),
        ("<si><t>a</t><rPh sb='0' eb='1'><t>x</t></rPh></si>", False),
        ("<!-- x --><si><t>a</t></si>", True),
    ],
)
def test_texts_in_their_place_are_read(texts: str, odd: bool) -> None:
    table = f"<sst {MAIN}>{texts}</sst>".encode()
    assert is_odd(table) is odd
    refuse_misplaced_texts(table)


@pytest.mark.parametrize(
    "texts",
    [
        "<si><si><t>a</t></si></si>",
        "<si><t>a</t></si><x:si xmlns:x='urn:x'><x:t>b</x:t></x:si>",
        "<si xmlns='urn:x'><t>a</t></si>",
        "<!-- --><x><si><t>a</t></si></x>",
    ],
)
def test_texts_in_another_place_are_refused(texts: str) -> None:
    with pytest.raises(Refused):
        refuse_misplaced_texts(f"<sst {MAIN}>{texts}</sst>".encode())
