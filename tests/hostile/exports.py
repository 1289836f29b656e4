"""What other programs export: text files, and OpenDocument workbooks. Our own code reads both."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

from tests.hostile.bombs import ods, ods_row
from tests.hostile.case import Cases, Expected, refused, right, warned

CASES = Cases("structure", any_writer=False)
HEADINGS, LINE, NEXT = "Code;Naam;Functie\r\n", "MVB;Marie Van Boven;leraar\r\n", "KDW;Klaas De Wit;leraar\r\n"
GOOD = HEADINGS + LINE + NEXT
NAME = "Marie Van Boven"


def csv(name: str, data: str | bytes, expected: Expected, file: str = "personeel.csv") -> None:
    """A case that is a text file."""
    CASES.add(name, lambda base: data.encode() if isinstance(data, str) else data, expected, file=file)


QUOTE, FIELDS = (
    refused("S03", "quote", "Personeel!B2", value=None),
    refused("S03", "fields", "Personeel!A2", "A02 A07", "*"),
)
csv("a text file", GOOD, right(NAME))
csv("a text file with tabs", GOOD.replace(";", "\t"), right(NAME))
csv("a text file in UTF-16", GOOD.encode("utf-16"), right(NAME))
csv("a text file in UTF-16 without a mark", GOOD.encode("utf-16-le"), refused("S03", "encoding"))
csv("a text file in UTF-32", GOOD.encode("utf-32"), refused("S03", "encoding"))
csv("a text file in two encodings", GOOD.encode().replace(b"Boven", "Bovén".encode()).replace(b"Wit", b"Wit\xeb"),
    refused("A02", "garbled", "Personeel!B2", value=None))  # fmt: skip
csv("a zero in a text file", GOOD.replace("Van", "V\0an"), refused("A02", "characters", "Personeel!B2", value=None))
csv("a quotation mark that is never closed", GOOD.replace("Marie", '"Marie'), QUOTE)
csv("a quotation mark that the next line closes", (HEADINGS + LINE.replace("Marie", '"Marie') + NEXT.replace("Klaas", '"Klaas')), QUOTE)  # fmt: skip
csv("a text behind a quotation mark", GOOD.replace("Marie Van Boven", '"Marie" Van Boven'), QUOTE)
csv("a quotation mark inside a text", GOOD.replace("Van", 'V"an'), right('Marie V"an Boven'))
csv("a line with a field too many", GOOD.replace("Marie Van", "Marie;Van"), FIELDS)
csv("a field of a million characters", GOOD.replace("Marie", "M" * 1_000_000), refused("A02", "length", "Personeel!B2", value=None))  # fmt: skip
csv("a text file called .xls", GOOD.replace(";", "\t"), refused("S03", "text"), "personeel.xls")
csv("an export that is a web page", "<!-- uit een leerplatform -->\n<table><tr><td>Code", refused("S03", "page"), "personeel.xls")  # fmt: skip
csv("an export that is a web page in UTF-16", "\ufeff<html><table>".encode("utf-16-le"), refused("S03", "page"), "personeel.xls")  # fmt: skip
csv("an export that is a saved page", "MIME-Version: 1.0\nX-Document-Type: Workbook\n", refused("S03", "page"), "personeel.xls")  # fmt: skip


def cell(inside: str, about: str = 'office:value-type="string"') -> str:
    """An OpenDocument workbook with this cell where the name should be."""
    row = ods_row("MVB", "@", "leraar")
    before, after = row.split('<table:table-cell office:value-type="string"><text:p>@</text:p></table:table-cell>')
    return f"{ods_row('Code', 'Naam', 'Functie')}{before}<table:table-cell {about}>{inside}</table:table-cell>{after}"


def opendocument(name: str, rows: str, expected: Expected) -> None:
    """A case that is an OpenDocument workbook."""
    CASES.add(name, lambda base: ods(rows), expected, file="w.ods")


for _name, _data, _expected in (
    ("accents of DOS in a text file", HEADINGS.encode() + LINE.replace("Marie", "Hélène").encode("cp850"), refused("A02", "garbled", "Personeel!B2", value=None)),
    ("accents of a Mac in a text file", HEADINGS.encode() + LINE.replace("Marie", "Hélène").encode("mac_roman"), refused("S03", "encoding")),
    ("a text file of a mainframe", GOOD.encode("cp500"), refused("S03", "encoding")),
    ("UTF-7 in a text file", GOOD.replace("Marie", "+AOk-Marie"), right("+AOk-Marie Van Boven")),
    ("UTF-16 the other way round", b"\xfe\xff" + GOOD.encode("utf-16-be"), right(NAME)),
    ("UTF-16 and half a character", GOOD.encode("utf-16") + b"\0", refused("S03", "encoding")),
    ("the mark of UTF-8 before UTF-16", b"\xef\xbb\xbf" + GOOD.encode("utf-16"), refused("S03", "encoding")),
    ("two marks of UTF-8", "\ufeff\ufeff" + GOOD, right(NAME)),
    ("lines of an old Mac", GOOD.replace("\r\n", "\r"), right(NAME)),
    ("lines of three programs", HEADINGS + LINE.replace("\r\n", "\n") + NEXT.replace("\r\n", "\r"), right(NAME)),
    ("the end of a file of DOS", GOOD + "\x1a", refused("A02", "characters", "Personeel!A4", also="A02", value=NAME)),
    ("1,001 columns in a text file", HEADINGS.strip() + ";" * 1_000 + "\r\n" + LINE, refused("S11", "columns")),
    ("texts that Excel may not count with", GOOD.replace("MVB;Marie Van Boven", '="MVB";="Marie Van Boven"'), right(NAME)),
    ("a formula of a text file", GOOD.replace(NAME, "=cmd|'/C calc'!A0"), right("=cmd|'/C calc'!A0")),
    ("an error in a text file", GOOD.replace(NAME, "#VERW!"), refused("A06", "formula", "Personeel!B2", value=None)),
    ("fields that are separated by bars", GOOD.replace(";", "|"), refused("A01", "headings", "any")),
    ("a separator that is a letter", "sep=a\r\n" + GOOD, refused("A01", "headings", "any")),
    ("a separator that is nothing", "sep=\0\r\n" + GOOD, refused("A01", "headings", "any")),
    ("nothing but a mark", "\ufeff", refused("A01", "headings", "any")),
    ("nothing but quotation marks", '"' * 1_001, refused("S03", "quote", "Personeel!A1")),
    ("a line that is too short", GOOD.replace(f"{NAME};leraar", ""), refused("A02", "row", "Personeel!2:2", value=None)),
    ("50,000 doubled quotation marks", GOOD.replace(NAME, '"' + '""' * 50_000 + '"'), refused("A02", "length", "Personeel!B2", value=None)),
    ("a list of staff called students", "", refused("A01", "headings", "any")),
):  # fmt: skip
    csv(_name, _data or GOOD, _expected, "leerlingen.csv" if not _data else "personeel.csv")

DRAWING = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
P = f"<text:p>{NAME}</text:p>"
opendocument("an ods", cell(P), right(NAME))
opendocument("a text box on a cell of an ods", cell(f"{P}<draw:frame {DRAWING}><draw:text-box><text:p>kader</text:p></draw:text-box></draw:frame>"), right(NAME))  # fmt: skip
opendocument("how a word sounds in an ods", cell(f"<text:p><text:ruby><text:ruby-base>{NAME}</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>"), right(NAME))  # fmt: skip
opendocument("a table in a cell of an ods", cell(f"{P}<table:table><table:table-row/></table:table>"), refused("S03", "damaged", "Personeel!2:2", value=None))  # fmt: skip
opendocument("a number without a value in an ods", cell("<text:p>12</text:p>", 'office:value-type="float"'), refused("S03", "damaged", "Personeel!B2", value=None))  # fmt: skip
opendocument("a sheet twice in an ods", cell(P) + f'</table:table><table:table table:name="PERSONEEL ">{cell(P)}', refused("S03", "sheets", "any", value=None))  # fmt: skip
opendocument("a sheet with a name for the terminal in an ods", cell(P) + f'</table:table><table:table table:name="x&#10;&#x202e;y">{cell(P)}', warned("A07", "sheet", "any", NAME))  # fmt: skip
DATE, FLOAT, FORMULA = (f'office:value-type="{_kind}"' for _kind in ("date", "float", "string"))
for _name, _about, _text, _expected in (
    ("a date that is none in an ods", f'{DATE} office:date-value="2010-99-99"', "x", right("2010-99-99")),
    ("a date of the year 0 in an ods", f'{DATE} office:date-value="0000-00-00"', "x", right("0000-00-00")),
    ("a number without end in an ods", f'{FLOAT} office:value="INF"', "x", refused("A02", "precision", "Personeel!B2", value=None)),
    ("a number of Python in an ods", f'{FLOAT} office:value="1_0"', "10", refused("S03", "damaged", "Personeel!B2", value=None)),
    ("another number than is shown in an ods", f'{FLOAT} office:value="13"', "12", right("13.0")),
    ("an error of LibreOffice", f'{FORMULA} table:formula="of:=1"', "Err:502", refused("A06", "formula", "Personeel!B2", value=None)),
    ("an error of LibreOffice in Dutch", f'{FORMULA} table:formula="of:=1"', "Fout:502", refused("A06", "formula", "Personeel!B2", value=None)),
    ("a cell -5 times in an ods", f'{FORMULA} table:number-columns-repeated="-5"', NAME, right(NAME)),
    ("a cell over a milliard columns in an ods", f'{FORMULA} table:number-columns-spanned="99999999"', NAME, refused("A02", "merged", "Personeel!B2", value="*")),
    ("a time of a milliard years in an ods", f'office:value-type="time" office:time-value="PT{"9" * 20}H30M00S"', "x", refused("S03", "damaged", "Personeel!B2", value=None)),
    ("a type that does not exist in an ods", 'office:value-type="zzz"', NAME, right(NAME)),
):  # fmt: skip
    opendocument(_name, cell(f"<text:p>{_text}</text:p>", _about), _expected)
opendocument("what stood there before in an ods", f"<table:tracked-changes><text:p>geheim</text:p></table:tracked-changes>{cell(P)}", right(NAME))  # fmt: skip
opendocument("a remark in an ods", cell(f'<office:annotation><text:p>geheim</text:p></office:annotation>{P}'), right(NAME))  # fmt: skip
