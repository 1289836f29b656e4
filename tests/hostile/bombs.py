"""Small files that become large: in memory, in time, or in depth."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from tests.hostile.base import STRINGS, STYLES, WORKBOOK, Base
from tests.hostile.case import Cases, refused, right, warned

CASES = Cases("bomb")
MB = 2**20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zeros(size: int) -> bytes:
    """So many spaces."""
    return b" " * size


def four_gigabytes(base: Base) -> bytes:
    """The workbook with a sheet that unpacks to 4 GB and says that it is 9,000 bytes: about 4 MB on disk."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(zeros(16 * MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(zeros(16 * MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = packed * 256 + block[:0] + b"\x03\x00"
    data, entries = io.BytesIO(), []
    for name, content in base.parts.items():
        body, size = (packed, 9_000) if name == base.part else (zlib.compress(content)[2:-4], len(content))
        entries.append((name.encode(), data.tell(), zlib.crc32(content), len(body), size))
        data.write(
            struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, entries[-1][2], len(body), size, len(name), 0)
        )
        data.write(name.encode() + body)
    start = data.tell()
    for name_, at, crc, packed_size, size in entries:
        data.write(
            struct.pack(
                "<4sHHHHHHIIIHHHHHII",
                b"PK\1\2",
                20,
                20,
                0,
                8,
                0,
                33,
                crc,
                packed_size,
                size,
                len(name_),
                0,
                0,
                0,
                0,
                0,
                at,
            )
        )
        data.write(name_)
    data.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(entries), len(entries), data.tell() - start, start, 0))
    return data.getvalue()


def nested(depth: int, tag: str = "x") -> str:
    """Elements in elements."""
    return f"<{tag}>" * depth + f"</{tag}>" * depth


def deep(part: str) -> object:
    """A case's bytes: the part with 100,000 elements in each other, before its last closing tag."""

    def made(base: Base) -> bytes:
        name = part or base.part

        def edit(xml: bytes) -> bytes:
            at = xml.rindex(b"</")
            return xml[:at] + nested(100_000).encode() + xml[at:]

        return base.edited(edit, name)

    return made


def rows_with_style(base: Base) -> bytes:
    """The sheet formatted down to its last row, as a click on a column of a tired user does."""
    last = base.row + 50
    empty = "".join(f'<row r="{n}" s="0" customFormat="1" ht="15"/>' for n in range(last, 1_048_577))
    return base.with_row(empty)


def cells_with_style(base: Base) -> bytes:
    """Formatted cells, without a value, on 200,000 rows."""
    first = base.row + 50
    return base.with_row(
        "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(first, first + 200_000))
    )


def full_rows(base: Base) -> bytes:
    """100,000 rows with a text each, beside the columns that count."""
    first = base.row + 50
    return base.with_row(
        "".join(f'<row r="{n}"><c r="Z{n}"><v>{n}</v></c></row>' for n in range(first, first + 100_000))
    )


def far(place: str) -> object:
    """A case's bytes: one text far away from all others."""
    row = int(re.sub(r"\D", "", place))

    def made(base: Base) -> bytes:
        return base.with_row(f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>')

    return made


TOO_LARGE, TOO_MANY = refused("S11"), refused("S11", "cells")
CASES.add("4 MB that unpack to 4 GB", four_gigabytes, refused("S03", "damaged", "sheet"), heavy=True)
CASES.add(
    "a sheet of 140 MB",
    lambda b: b.edited(lambda x: x.replace(b"<sheetData>", zeros(140 * MB) + b"<sheetData>")),
    refused("S11", "", "sheet"),
    heavy=True,
)
CASES.add(
    "strings of 140 MB",
    lambda b: b.with_parts({b.has(STRINGS): f'<sst xmlns="{MAIN}"><si><t>'.encode() + zeros(140 * MB)}),
    TOO_LARGE,
    heavy=True,
)
CASES.add("styles of 140 MB", lambda b: b.with_parts({STYLES: zeros(140 * MB)}), TOO_LARGE, heavy=True)
CASES.add(
    "a workbook part of 20 MB", lambda b: b.edited(lambda x: x + zeros(20 * MB), WORKBOOK), refused("S03", "damaged")
)
CASES.add(
    "140 MB in a part that is never read",
    lambda b: b.with_parts({"xl/media/a.bin": zeros(140 * MB)}),
    right(),
    heavy=True,
)
CASES.add("a file of 65 MB", lambda b: b.data + b"\0" * 65 * MB, refused("S11", "file"), heavy=True)
CASES.add(
    "11,000 parts",
    lambda b: b.with_parts({f"xl/media/{n}.png": b"x" for n in range(11_000)}),
    refused("S11", "entries"),
    heavy=True,
)
CASES.add("600 sheets", lambda b: b.edited(lambda x: _many_sheets(x, 600), WORKBOOK), refused("S11", "sheets"))
CASES.add("1,048,576 rows with a style", rows_with_style, right(), heavy=True)
CASES.add("400,000 cells with a style", cells_with_style, right(), heavy=True)
CASES.add("100,000 rows beside the columns that count", full_rows, warned("A07", "column", "other"), heavy=True)
CASES.add("a text in XFD1048576", far("XFD1048576"), refused("S11", "cells"))
CASES.add("a text in the last column", far("XFD9"), warned("A07", "column", "other"))
CASES.add(
    "a text in the last row",
    far("A1048576"),
    refused("A02", "row", "Personeel!1048576:1048576", value=""),
    heavy=True,
)
for _part in ("", STRINGS, STYLES, WORKBOOK):
    _name = _part.rpartition("/")[2] or "the sheet"
    CASES.add(
        f"100,000 elements in each other in {_name}",
        deep(_part),
        refused("S03", "declaration", "" if _part else "sheet"),
    )  # type: ignore[arg-type]
CASES.add(
    "50,000 attributes on one element",
    lambda b: b.with_row('<row r="999" ' + " ".join(f'a{n}=""' for n in range(50_000)) + "/>"),
    right(),
)
CASES.add(
    "an attribute of 30 MB",
    lambda b: b.with_row(f'<row r="999" a="{"x" * 30 * MB}"/>'),
    refused("S03", "damaged", "sheet"),
    heavy=True,
)
CASES.add("a text of 5,000,000 characters", lambda b: b.with_text("a" * 5_000_000), refused("A02", "length", "cell"))
CASES.add("a text of 40 MB", lambda b: b.with_text("a" * 40 * MB), refused("A02", "length", "cell"), heavy=True)
CASES.add(
    "a table of texts that says it has 4 milliard",
    lambda b: b.with_parts({b.has(STRINGS): f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"/>'}),
    refused("S03", "damaged"),
)
CASES.add(
    "300,000 texts that nobody uses",
    lambda b: (
        b.edited(lambda x: x.replace(b"</sst>", b"<si><t>x</t></si>" * 300_000 + b"</sst>"), STRINGS)
        if STRINGS in b.parts
        else b.data
    ),
    right(),
    heavy=True,
)
CASES.add(
    "50,000 merged blocks far below",
    lambda b: b.after_data(
        "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(5_000, 55_000)) + "</mergeCells>"
    ),
    right(),
    heavy=True,
)
CASES.add(
    "100,000 styles",
    lambda b: b.edited(lambda x: x.replace(b"</cellXfs>", b'<xf numFmtId="0"/>' * 100_000 + b"</cellXfs>"), STYLES),
    right(),
    heavy=True,
)
CASES.add(
    "a text file of 30 MB in one line",
    lambda b: b"Code;Naam\n" + b"x" * 30 * MB,
    refused("S03", "damaged"),
    file="personeel.csv",
    heavy=True,
)
CASES.add(
    "a text file of 30 million fields",
    lambda b: b"Code;Naam;Functie\n" + b";" * 30 * MB,
    TOO_MANY,
    file="personeel.csv",
    heavy=True,
)
CASES.add(
    "a text file of 5 million lines",
    lambda b: b"Code;Naam;Functie\n" + b"a\n" * 5_000_000,
    refused("S11", "rows"),
    file="personeel.csv",
    heavy=True,
)
CASES.add(
    "a text file of 40 MB", lambda b: b"Code;Naam\n" + b"x" * 40 * MB, refused("S11", "file"), file="personeel.csv"
)
CASES.add(
    "a text file of one open quote",
    lambda b: b'Code;Naam;Functie\nMVB;"' + b"x\n" * 500_000,
    refused("S03", "quote", "Personeel!B2"),
    file="personeel.csv",
)


def _many_sheets(xml: bytes, count: int) -> bytes:
    one = re.search(rb"<sheet [^>]*/>", xml)
    assert one is not None
    return xml.replace(
        b"</sheets>", b"".join(re.sub(rb'name="[^"]*"', b'name="b%d"' % n, one[0]) for n in range(count)) + b"</sheets>"
    )


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def ods(rows: str, **parts: bytes) -> bytes:
    """An OpenDocument workbook with a sheet Personeel of these rows."""
    made = io.BytesIO()
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}"><office:body>'
        f'<office:spreadsheet><table:table table:name="Personeel">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def ods_row(*texts: str, more: str = "") -> str:
    """A row of texts."""
    cells = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


ODS_ROWS = ods_row("Code", "Naam", "Functie") + ods_row("MVB", "Marie Van Boven", "leraar")
_ONE = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
CASES.add(
    "an ods of 1,048,576 times 16,384 cells",
    lambda b: ods(f'{ODS_ROWS}<table:table-row table:number-rows-repeated="1048576">{_ONE}</table:table-row>'),
    TOO_MANY,
    file="w.ods",
)
CASES.add(
    "an ods row a milliard times",
    lambda b: ods(ODS_ROWS + ods_row("x", more='table:number-rows-repeated="999999999"')),
    TOO_MANY,
    file="w.ods",
)
CASES.add(
    "an ods with a milliard empty rows",
    lambda b: ods(f'{ODS_ROWS}<table:table-row table:number-rows-repeated="99999999"/>'),
    right("Marie Van Boven"),
    file="w.ods",
)
CASES.add(
    "an ods of a milliard spaces",
    lambda b: ods(
        ods_row("Code", "Naam", "Functie")
        + ods_row("MVB", "Marie" + '<text:s text:c="99999999"/>' * 5 + "Boven", "leraar")
    ),
    right("Marie" + " " * 5000 + "Boven"),
    file="w.ods",
)
CASES.add("an ods of 100 MB", lambda b: ods(ODS_ROWS + zeros(100 * MB).decode()), TOO_LARGE, file="w.ods", heavy=True)
CASES.add(
    "100,000 elements in each other in an ods",
    lambda b: ods(ODS_ROWS + nested(100_000)),
    refused("S03", "declaration"),
    file="w.ods",
)
