"""A sheet that is read with each distinct cell once says the same as the sheet itself, whatever its cells hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.reading.folding import Folded, fold
from docgen.reading.grid import Refused
from docgen.reading.xlsx import read_xlsx
from tests.reading.raw import MAIN, packed, parts_of

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/>'
    '<xf numFmtId="46"/></cellXfs></styleSheet>'
)
STRINGS = "<si><t>Marie</t></si><si><r><t>ri</t></r><r><t>jk</t></r></si><si><t/></si><si><t>Marie</t></si>"
WAYS_OF_A_CELL = (
    *(f' t="s"><v>{index}</v></c>' for index in (0, 1, 2, 3, 9, -1, " 1", "+1", "x")),
    *(f"><v>{number}</v></c>" for number in ("4", "4.0", "-4", "1E3", "85073003328", "1e400", "NaN", "x", "", " ")),
    *(f' s="{style}"><v>45000.5</v></c>' for style in range(5)),
    *(f' s="{style}"><v>{number}</v></c>' for style in (1, 2, 3) for number in ("0", "0.5", "1.25", "59", "60", "-1")),
    *(f' t="e"><v>{code}</v></c>' for code in ("#N/A", "#DIV/0!", "#SPILL!", "")),
    *(f' t="b"><v>{truth}</v></c>' for truth in ("0", "1", "true")),
    *(' s="2"/>', "/>", " />", "></c>", "><v/></c>", ' t="s"></c>', ' t="n"><v></v></c>'),
    *("><f>A1</f></c>", "><f>A1</f><v>3</v></c>", "><f/><v>3</v></c>", ' t="e"><f>A1</f><v>#REF!</v></c>'),
    *(' t="str"><f>A1</f><v>x</v></c>', ' t="str"><f>A1</f><v></v></c>', ' t="str"><f>A1</f></c>'),
    *('><f t="shared" ref="A1:A9" si="0">A1</f><v>3</v></c>', ' t="d"><v>2026-03-23</v></c>'),
    *(f' t="inlineStr"><is>{text}</is></c>' for text in ("<t>x</t>", "<t></t>", "<t> é </t>", "<r><t>x</t></r>", "")),
    ' t="inlineStr"><is><t xml:space="preserve"> x &amp; _x000D_ </t></is></c>',
)
ROW = st.tuples(
    st.integers(1, 40),
    st.sampled_from(("", ' spans="1:9"', ' hidden="1"', ' ht="15.5" customHeight="1"')),
    st.dictionaries(st.sampled_from(("A", "B", "C", "Z", "AA", "AB")), st.sampled_from(WAYS_OF_A_CELL), max_size=6),
)
SHEET = st.lists(ROW, max_size=6, unique_by=lambda row: row[0]).map(sorted)


def rows_of(sheet: list[tuple[int, str, dict[str, str]]]) -> str:
    made = []
    for number, form, cells in sheet:
        inside = "".join(f'<c r="{letters}{number}"{rest}' for letters, rest in in_order(cells))
        made.append(f'<row r="{number}"{form}>{inside}</row>')
    return "".join(made)


def in_order(cells: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(cells.items(), key=lambda cell: (len(cell[0]), cell[0]))


def outcome(rows: str, before: str = "") -> object:
    """What a sheet gives: its values by place and its notes, or why it is refused and where."""
    parts = parts_of(rows, strings=STRINGS, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    sheet = str(parts["xl/worksheets/sheet1.xml"]).replace("<sheetData>", f"{before}<sheetData>")
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    styled = relations.replace(
        "</Relationships>",
        f'<Relationship Id="r3" Type="{relations.partition("Type=")[2][1:].partition("/worksheet")[0]}/styles" '
        'Target="styles.xml"/></Relationships>',
    )
    changed = {"xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": STYLES, "xl/_rels/workbook.xml.rels": styled}
    try:
        (grid,) = read_xlsx(packed(parts | changed), lambda name: True)
    except Refused as refused:
        return refused.code, refused.case, refused.sheet, refused.row, refused.column, refused.facts
    found = {
        (row, column): repr(value)
        for row, values in enumerate(grid.rows, start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    }
    return found, grid.notes


@settings(max_examples=100, deadline=None)
@given(SHEET)
def test_a_folded_sheet_gives_what_the_sheet_itself_gives(sheet: list[Any]) -> None:
    assert outcome(rows_of(sheet)) == outcome(rows_of(sheet), before="<!-- so it is not folded -->")


@pytest.mark.parametrize("rest", WAYS_OF_A_CELL)
def test_every_way_of_a_cell_gives_the_same_folded(rest: str) -> None:
    rows = f'<row r="2"><c r="A2"><v>1</v></c><c r="B2"{rest}</row><row r="3"><c r="C3"{rest}</row>'
    assert outcome(rows) == outcome(rows, before="<!-- so it is not folded -->")


def folded(rows: str) -> Folded | None:
    return fold(str(parts_of(rows)["xl/worksheets/sheet1.xml"]).encode())


def test_a_cell_with_the_same_neighbour_stands_in_the_folded_sheet_once() -> None:
    a, b = ' t="s"><v>7</v></c>', ' s="1"><v>3</v></c>'
    sheet = folded(
        f'<row r="2" spans="1:3"><c r="A2"{a}<c r="C2"{b}</row>\n <row r="3" hidden="1"/>'
        f'<row r="5" spans="1:3"><c r="A5"{a}<c r="C5" s="4"/></row><row r="9"><c r="AA9" s="4"/></row>'
    )
    assert sheet is not None
    cells = {2: a, 3: b, 5: ' s="4"/>'}  # 1, 4 and 6 are what begins a row
    inside = "".join(f'<row r="{number}"><c r="A{number}"{cell}</row>' for number, cell in cells.items())
    assert sheet.xml.partition(b"<sheetData>")[2] == f"{inside}</sheetData></worksheet>".encode()
    assert sheet.frame == sheet.xml.replace(inside.encode(), b"")
    assert (sheet.hidden_rows, sheet.last_row, sheet.last_column, sheet.area) == ([3], 5, 3, 15)
    nothing = ("", "", "")
    assert [tuple(row) for row in sheet.unfold(["", "a", "b"])] == [
        nothing, ("a", "", "b"), nothing, nothing, ("a", "", ""),
    ]  # fmt: skip
    assert list(sheet.places({2})) == [(2, 2, 1), (2, 5, 1)]


@pytest.mark.parametrize(
    "cell",
    [
        ' s="12"><v>4</v></c>',
        '><f>IF(B12="12","12",B12)</f><v>4</v></c>',
        ' t="inlineStr"><is><t>een buis van 12" en 112"</t></is></c>',
    ],
)
def test_the_number_of_a_row_may_stand_elsewhere_in_it(cell: str) -> None:
    row = f'<row r="12" spans="1:12" s="12"><c r="A12"><v>12</v></c><c r="C12"{cell}<c r="D12"{cell}</row>'
    assert folded(row) is not None
    assert outcome(row) == outcome(row, before="<!-- so it is not folded -->")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A2"><v>1</v></c></row>',  # another row than it stands in
        '<row r="1"><c r="A11"><v>1</v></c></row>',
        '<row r="11"><c r="A111"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',  # out of order
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',  # twice
        '<row r="2"/><row r="1"/>',
        '<row r="1"/><row r="1"/>',
        '<row r="0"/>',
        '<row r="1048577"/>',
        f'<row r="{"9" * 5000}"/>',
        f'<row r="1" spans="{"9" * 5000}"/>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',  # no place
        "<row><c><v>1</v></c></row>",
        '<row spans="1:1" r="1"/>',  # the place not first
        '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
        "<row r='1'/>",
        '<row r="1" xmlns="urn:another"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><c r="B1"><v>1</v></c></c></row>',  # a cell in a cell
        '<row r="1" s="1"/><c r="XFE1"/></row>',  # a row that ends before its cells
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',  # more in a cell than belongs there
        '<row r="1"><c r="A1"><v>1</v></c><v>2</v></row>',
        '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
        '<row r="1"><c r="A1"><v><!-- -->1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',  # not closed
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"/></row>',
        '<row r="1"></row></row>',
        '<row r="1">',
        'x<row r="1"/>',
        '<row r="1"/>x<row r="2"/>',
        '<row r="1"/><sheetData><row r="2"/></sheetData>',
    ],
)
def test_what_no_program_writes_is_not_folded(rows: str) -> None:
    assert folded(rows) is None
