"""Text files of rows and fields: csv with ; , or tab, in UTF-8 or Windows-1252."""

from __future__ import annotations

import csv
import io

from docgen.reading.grid import Refused

MOST_ROWS = 1_048_576
MOST_FIELDS = 1_000
MOST_BYTES = 32 * 2**20
MOST_CELLS = 12_000_000


def rows_of(data: bytes) -> list[list[str]]:
    """The fields of every line, all lines equally long, with the delimiter that gives the most even lines.

    Findings: S03 damaged, S03 encoding, S11
    """
    if len(data) > MOST_BYTES:
        raise Refused("S11", "file", limit=MOST_BYTES // 2**20)
    text = _decode(data)
    if text.count("\n") + text.count("\r") > 2 * MOST_ROWS:
        raise Refused("S11", "rows", limit=MOST_ROWS)
    delimiter = _delimiter(text)
    if text.count(delimiter) > MOST_CELLS:
        raise Refused("S11", "cells", limit=MOST_CELLS)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        rows = list(reader)
    except csv.Error:
        raise Refused("S03", "damaged") from None
    if len(rows) > MOST_ROWS:
        raise Refused("S11", "rows", limit=MOST_ROWS)
    width = max((len(row) for row in rows), default=0)
    if width > MOST_FIELDS or width * len(rows) > MOST_CELLS:
        raise Refused("S11", "cells", limit=MOST_CELLS)
    return [row + [""] * (width - len(row)) for row in rows]


def _decode(data: bytes) -> str:
    """UTF-8 when it is, else what Excel in Belgium writes. The five codes that Windows-1252 lacks are refused."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16").removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise Refused("S03", "encoding") from None
    if b"\0" in data:
        raise Refused("S03", "damaged")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
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
