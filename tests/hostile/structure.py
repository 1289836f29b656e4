"""Sheets that say one thing and hold another: where cells stand, how large a sheet is, what belongs together."""

from __future__ import annotations

import re

from tests.hostile.base import STRINGS, WORKBOOK, Base
from tests.hostile.case import Cases, refused, right, warned

CASES = Cases("structure")


def string(number: str) -> object:
    """A case's bytes: the target points at a text of the workbook by this number."""
    return lambda base: base.with_cell(f'<c r="{{r}}" t="s"><v>{number}</v></c>')


def add(name: str, made: object, expected: object) -> None:
    """Add a case of one file."""
    CASES.add(name, made, expected)  # type: ignore[arg-type]


add("text number -1", string("-1"), refused("S03", "string", "cell"))
add("text number 99999", string("99999"), refused("S03", "string", "cell"))
add("text number 4 milliard", string("4294967296"), refused("S03", "string", "cell"))
add("text number 10^30", string("9" * 30), refused("S03", "string", "cell"))
add("text number a half", string("0.5"), refused("S03", "string", "cell"))
add("text number of letters", string("abc"), refused("S03", "string", "cell"))
add("text number of nothing", string(""), refused("S03", "string", "cell"))
add(
    "texts without a table of texts",
    lambda b: b.with_parts({STRINGS: None}) if STRINGS in b.parts and b' t="s"' in b.parts[b.part] else string("7")(b),
    refused("S03", "string", "any"),
)  # type: ignore[operator]
add(
    "an empty table of texts",
    lambda b: (
        b.with_parts({STRINGS: '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'})
        if b' t="s"' in b.parts[b.part]
        else string("7")(b)
    ),
    refused("S03", "string", "any"),
)  # type: ignore[operator]
add(
    "a style that does not exist",
    lambda b: b.with_cell('<c r="{r}" s="99999" t="inlineStr"><is><t>Mia Bos</t></is></c>'),
    right("Mia Bos"),
)
add(
    "a style of letters",
    lambda b: b.with_cell('<c r="{r}" s="x" t="inlineStr"><is><t>Mia Bos</t></is></c>'),
    right("Mia Bos"),
)

ANOTHER = '<c r="{r}" t="inlineStr"><is><t>Mia Bos</t></is></c>'
add(
    "a cell twice",
    lambda b: b.edited(
        lambda x: re.sub(
            rb"(<c r=\"%b\".*?</c>)" % b.cell.encode(),
            rb"\1" + ANOTHER.format(r=b.cell).encode(),
            x,
            count=1,
            flags=re.S,
        )
    ),
    refused("S03", "twice", "cell"),
)
add(
    "a row twice",
    lambda b: b.with_row(f'<row r="{b.row}">{ANOTHER.format(r=b.cell)}</row>'),
    refused("S03", "twice", "cell"),
)
add(
    "a cell that says another row",
    lambda b: b.with_row(f'<row r="99">{ANOTHER.format(r=b.cell)}</row>'),
    refused("S03", "twice", "cell"),
)
add("rows in the wrong order", lambda b: b.edited(_rows_reversed), right())
add("cells without their place", lambda b: b.edited(lambda x: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", x)), right())
add("rows without their number", lambda b: b.edited(lambda x: re.sub(rb'<row r="\d+"', b"<row", x)), right())
for _place in ("b2", "B0", "B1048577", "XFE9", "ZZZZ9", "9B", "B", "", "B-1", "$B$9", "B9:C9", "\u0411\u0032"):
    add(
        f"a cell at {_place or 'nowhere'!r}",
        lambda b, p=_place: b.with_row(f'<row r="99"><c r="{p}" t="inlineStr"><is><t>verdwaald</t></is></c></row>'),
        refused("S03", "damaged", "sheet"),
    )
for _number in ("0", "-1", "1048577", "99999999999", "x", "1.5"):
    add(
        f"a row with number {_number}",
        lambda b, n=_number: b.with_row(f'<row r="{n}"><c t="inlineStr"><is><t>verdwaald</t></is></c></row>'),
        refused("S03", "damaged", "sheet"),
    )
for _size in ("A1", "A1:A1", "A1:XFD1048576", "onzin", "", "XFD1048576", "B2:A1"):
    add(
        f"a sheet that says it is {_size!r}",
        lambda b, s=_size: b.edited(
            lambda x: re.sub(rb"<dimension[^>]*/>", b"", x).replace(
                b"<sheetData>", f'<dimension ref="{s}"/><sheetData>'.encode()
            )
        ),
        right(),
    )


def _rows_reversed(xml: bytes) -> bytes:
    rows = re.findall(rb"<row .*?</row>", xml, re.S)
    start, end = xml.index(rows[0]), xml.rindex(rows[-1]) + len(rows[-1])
    return xml[:start] + b"".join(reversed(rows)) + xml[end:]


def merged(*areas: str) -> object:
    """A case's bytes: these blocks merged; `{b}` is the target, `{d}` the cell under it, `{r}` the one beside it."""

    def made(base: Base) -> bytes:
        named = [area.format(b=base.cell, d=base.beside(1), r=base.beside(0, 1)) for area in areas]
        return base.after_data(
            "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in named) + "</mergeCells>"
        )

    return made


add("merged with the cell below", merged("{b}:{d}"), refused("A02", "merged", "cell", value="*"))
add("merged with the cell beside", merged("{b}:{r}"), refused("A02", "merged", "cell", value="*"))
add("merged over the rest of the grid", merged("{b}:XFD1048576"), refused("A02", "merged", "cell", value="*"))
add("merged twice over each other", merged("{b}:{d}", "{b}:{r}"), refused("A02", "merged", "cell", value="*"))
add("merged with itself", merged("{b}:{b}"), right())
add("merged backwards", merged("{d}:{b}"), refused("A02", "merged", "cell", value="*"))
add("merged beyond the grid", merged("{b}:XFE1048577"), refused("A02", "merged", "cell", value="*"))
add("merged into nonsense", merged("onzin"), refused("S03", "damaged", "sheet"))

add(
    "a hidden sheet",
    lambda b: b.edited(lambda x: _state(x, b.sheet, "hidden"), WORKBOOK),
    warned("A07", "hidden_sheet", "sheet"),
)
add(
    "a very hidden sheet",
    lambda b: b.edited(lambda x: _state(x, b.sheet, "veryHidden"), WORKBOOK),
    warned("A07", "hidden_sheet", "sheet"),
)
add(
    "a hidden row",
    lambda b: b.edited(lambda x: _row_with(x, b.row, b' hidden="1"')),
    warned("A07", "hidden_rows", "row"),
)
add(
    "a row of no height",
    lambda b: b.edited(lambda x: _row_with(x, b.row, b' ht="0" customHeight="1"')),
    right(),
)
add(
    "a hidden column",
    lambda b: b.edited(
        lambda x: _cols(x, f'<col min="{b.column}" max="{b.column}" width="9" hidden="1" customWidth="1"/>')
    ),
    right(),
)
add(
    "a column of no width",
    lambda b: b.edited(lambda x: _cols(x, f'<col min="{b.column}" max="{b.column}" width="0" customWidth="1"/>')),
    right(),
)


def _state(xml: bytes, sheet: str, state: str) -> bytes:
    xml = re.sub(rb' state="[^"]*"', b"", xml)
    named = b'name="%b"' % sheet.encode()
    return xml.replace(named, b'%b state="%b"' % (named, state.encode()))


def _row_with(xml: bytes, row: int, attribute: bytes) -> bytes:
    def put(found: re.Match[bytes]) -> bytes:
        head = re.sub(rb' (?:hidden|ht|customHeight)="[^"]*"', b"", found[0])
        return head[:-1] + attribute + b">"

    return re.sub(rb'<row r="%d"[^>]*>' % row, put, xml, count=1)  # fmt: skip


def _cols(xml: bytes, col: str) -> bytes:
    return re.sub(rb"<cols>.*?</cols>", b"", xml, flags=re.S).replace(
        b"<sheetData>", f"<cols>{col}</cols><sheetData>".encode()
    )


add(
    "a sheet without cells",
    lambda b: b.edited(lambda x: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", x, flags=re.S)),
    refused("A01", "headings", "sheet"),
)
add(
    "a sheet without a place for cells",
    lambda b: b.edited(lambda x: re.sub(rb"<sheetData>.*</sheetData>", b"", x, flags=re.S)),
    refused("A01", "headings", "sheet"),
)
add(
    "two places for cells",
    lambda b: b.after_data('<sheetData><row r="99"><c r="A99"><v>1</v></c></row></sheetData>'),
    refused("S03", "damaged", "sheet"),
)
add(
    "a sheet without a name",
    lambda b: b.edited(lambda x: x.replace(b'name="%b"' % b.sheet.encode(), b'name=""', 1), WORKBOOK),
    warned("A07", "sheet", "other", None),
)
add(
    "a sheet under another's name",
    lambda b: b.edited(
        lambda x: re.sub(
            rb'(<sheet (?:[^>]* )?name=")(?!%b)[^"]*' % b.sheet.encode(), rb"\1" + b.sheet.encode(), x, count=1
        ),
        WORKBOOK,
    ),
    refused("S03", "damaged", "sheet"),
)
add("two names for one sheet part", lambda b: b.edited(_same_part, WORKBOOK), refused("S03", "damaged", "sheet"))
add(
    "a sheet that the workbook does not link",
    lambda b: b.edited(lambda x: re.sub(rb'r:id="[^"]*"', b'r:id="weg"', x, count=1), WORKBOOK),
    refused("S03", "damaged", "sheet"),
)
add(
    "a workbook without sheets",
    lambda b: b.edited(lambda x: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", x, flags=re.S), WORKBOOK),
    refused("S03", "damaged"),
)
add(
    "days counted from 1904",
    lambda b: b.edited(
        lambda x: re.sub(rb"<workbookPr[^>]*/>", b"", x).replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>'),
        WORKBOOK,
    ),
    right(),
)
add(
    "a name of a sheet that climbs",
    lambda b: b.edited(lambda x: x.replace(b'name="Opvang"', b'name="../../x"'), WORKBOOK),
    warned("A07", "sheet", "other"),
)
add(
    "a name of a sheet for the terminal",
    lambda b: b.edited(lambda x: x.replace(b'name="Opvang"', 'name="[red]x\u202e[/red]"'.encode()), WORKBOOK),
    warned("A07", "sheet", "other"),
)
add(
    "a heading twice",
    lambda b: b.edited(lambda x: _heading(b, x, "Naam")),
    refused("A01", "twice", "heading", also="A01"),
)


def _same_part(xml: bytes) -> bytes:
    ids = re.findall(rb'r:id="([^"]*)"', xml)
    return xml.replace(b'r:id="%b"' % ids[1], b'r:id="%b"' % ids[0])


def _heading(base: Base, xml: bytes, text: str) -> bytes:
    place = base.beside(1 - base.row, 1).encode()
    cell = f'<c r="{place.decode()}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
    return re.sub(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % place, cell, xml, count=1, flags=re.S)
