"""Text files of rows and fields: csv with ; , or tab, in UTF-8 or Windows-1252."""

from __future__ import annotations

import csv
import io
import re

from docgen.reading.grid import Refused

MOST_ROWS = 1_048_576
MOST_FIELDS = 1_000
MOST_BYTES = 32 * 2**20
MOST_CELLS = 12_000_000
MOST_ZEROS = 10  # one in so many bytes: more of them are another encoding, fewer stand in a cell
AS_TEXT = re.compile(r'="([^"]*)"')
"""How a program says to Excel that a field is a text, also when it is a number: ="00123". Excel shows 00123."""
QUOTED = re.compile(r'"(?:[^"]|"")*"')
csv.field_size_limit(4 * 2**20)  # up to here what is too long for a cell is told with its cell


def rows_of(data: bytes) -> list[list[str]]:
    """The fields of every line, with the delimiter that gives the most even lines.

    Findings: S03 damaged, S03 encoding, S03 quote, S11
    """
    if len(data) > MOST_BYTES:
        raise Refused("S11", "file", limit=MOST_BYTES // 2**20)
    text = _decode(data)
    if text.count("\n") + text.count("\r") > 2 * MOST_ROWS:
        raise Refused("S11", "rows", limit=MOST_ROWS)
    delimiter = _delimiter(text)
    if text.count(delimiter) > MOST_CELLS:
        raise Refused("S11", "cells", limit=MOST_CELLS)
    rows = _split(text, delimiter)
    if '="' in text:
        rows = [[_plain(field) for field in row] for row in rows]
    if len(rows) > MOST_ROWS:
        raise Refused("S11", "rows", limit=MOST_ROWS)
    width = max((len(row) for row in rows), default=0)
    if width > MOST_FIELDS:
        raise Refused("S11", "columns", limit=MOST_FIELDS)
    if width * len(rows) > MOST_CELLS:
        raise Refused("S11", "cells", limit=MOST_CELLS)
    return rows


def even(rows: list[list[str]]) -> list[list[str]]:
    """The rows, equally long."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def surplus(rows: list[list[str]], headings: int) -> list[int]:
    """The lines (from 1) under the headings with more fields than those: a delimiter in a text moved what follows it.

    `headings` is the line with the headings. A spreadsheet program gives every line as many fields.
    """
    width = len(rows[headings - 1])
    below = enumerate(rows[headings:], start=headings + 1)
    return [number for number, row in below if len(row) > width and any(field.strip() for field in row[width:])]


def _split(text: str, delimiter: str) -> list[list[str]]:
    """The fields of every line. A quotation mark that is not closed would swallow the lines after it."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            rows.append(row)
            before = reader.line_num
    except csv.Error as error:
        if "limit" in str(error):
            raise Refused("S03", "damaged") from None
        line = "".join(io.StringIO(text, newline="").readlines()[before:])
        raise Refused("S03", "quote", row=len(rows) + 1, column=_wrong_field(line, delimiter)) from None
    return rows


def _plain(field: str) -> str:
    said = AS_TEXT.fullmatch(field)
    return said[1] if said else field


def _wrong_field(line: str, delimiter: str) -> int:
    """The number (from 1) of the field whose quotation marks do not close at a delimiter or the end of the line."""
    at, number = 0, 1
    while at < len(line):
        quoted = QUOTED.match(line, at)
        closed = quoted is not None and line[quoted.end() : quoted.end() + 1] in (delimiter, "\r", "\n", "")
        if line[at] == '"' and not closed:
            break
        end = quoted.end() if quoted else line.find(delimiter, at)
        if end < 0 or line[end : end + 1] != delimiter:
            break
        at, number = end + 1, number + 1
    return number


def _decode(data: bytes) -> str:
    """UTF-8 when it is, else what Excel in Belgium writes. The five codes that Windows-1252 lacks are refused."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if text.count("\0") * MOST_ZEROS < len(text):
            return text
    raise Refused("S03", "encoding")


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first lines; Excel's own first line `sep=;` is obeyed."""
    first, _, _ = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    sample = text[:20_000].splitlines()[:20]
    outside = ["".join(line.split('"')[::2]) for line in sample]
    return max(
        ";,\t",
        key=lambda mark: (
            sum(line.count(mark) > 0 for line in outside),
            sum(map(len, outside)) and sum(line.count(mark) for line in outside),
        ),
    )
