"""Days as programs and people write them: each is the day that Excel shows, or refused with its cell."""

from __future__ import annotations

import io
import re
import zipfile

from tests.hostile.base import Base
from tests.hostile.case import Cases, Expected, refused, right, warned
from tests.hostile.container import zipped
from tests.hostile.outputs import students

CASES = Cases("values", any_writer=False)
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
NO_DATE = refused("A02", "date", "Leerlingen!D2", also="A01")
WORDED = refused("A02", "worded", "Leerlingen!D2", also="A01")
NO_YEAR = refused("A02", "year", "Leerlingen!D2", also="A01")
AMERICAN = refused("A02", "american", "Leerlingen!D2", also="A01")
READ, AS_TEXT = right("*", also="A01"), warned("A04", "date", "Leerlingen!D2", value="*", also="A01")


def birthday(cell: str, *, from_1904: bool = False) -> object:
    """A case's bytes: this XML for the cell with a day of birth; `{s}` is the style of a day."""

    def made(base: Base) -> bytes:
        with zipfile.ZipFile(io.BytesIO(students("L1000", "L1001"))) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        found = re.search(rb'<c r="D2" s="(\d+)".*?</c>', parts[SHEET], re.S)
        assert found is not None
        parts[SHEET] = parts[SHEET].replace(found[0], cell.replace("{s}", found[1].decode()).encode())
        if from_1904:
            parts[BOOK] = re.sub(rb"<workbookPr[^>]*/>", b'<workbookPr date1904="1"/>', parts[BOOK])
        return zipped(parts)

    return made


def add(name: str, made: object, expected: Expected) -> None:
    """Add a case."""
    CASES.add(name, made, expected)  # type: ignore[arg-type]


for _number, _expected in {
    "-5": NO_DATE, "0": NO_DATE, "0.5": NO_DATE, "1": NO_YEAR, "60": NO_YEAR, "2958465": NO_YEAR, "2958466": NO_DATE,
    "1e10": NO_DATE, "40251.75": READ,
}.items():  # fmt: skip
    add(f"day {_number}", birthday(f'<c r="D2" s="{{s}}"><v>{_number}</v></c>'), _expected)
for _number, _expected in {"-5": NO_DATE, "1": NO_YEAR, "38789.75": READ, "2958465": NO_DATE}.items():
    _made = birthday(f'<c r="D2" s="{{s}}"><v>{_number}</v></c>', from_1904=True)
    add(f"day {_number} counted from 1904", _made, _expected)
add("a number for a day", birthday('<c r="D2"><v>40251</v></c>'), NO_DATE)
add("WAAR for a day", birthday('<c r="D2" s="{s}" t="b"><v>1</v></c>'), NO_DATE)
for _text, _expected in {
    "31/02/2010": NO_DATE, "2010-13-01": NO_DATE, "3/14/2010": AMERICAN, "14/3/10": NO_DATE, "20100314": NO_DATE,
    "14/03/0010": NO_YEAR, "14/03/10010": NO_DATE, "14 maart 2010": WORDED, "2010-03-14T00:00:00Z": WORDED,
    "14.03.2010": AS_TEXT, "\uff11\uff14/\uff10\uff13/\uff12\uff10\uff11\uff10": AS_TEXT,
}.items():  # fmt: skip
    add(f"the day {_text}", birthday(f'<c r="D2" t="inlineStr"><is><t>{_text}</t></is></c>'), _expected)
