"""What other programs export: text files, and OpenDocument workbooks. Our own code reads both."""

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
csv("a quotation mark that the next line closes", (HEADINGS + LINE.replace("Marie", '"Marie') + NEXT.replace("Klaas", '"Klaas')), QUOTE)  # fmt: skip  # noqa: E501
csv("a text behind a quotation mark", GOOD.replace("Marie Van Boven", '"Marie" Van Boven'), QUOTE)
csv("a quotation mark inside a text", GOOD.replace("Van", 'V"an'), right('Marie V"an Boven'))
csv("a line with a field too many", GOOD.replace("Marie Van", "Marie;Van"), FIELDS)
csv("a field of a million characters", GOOD.replace("Marie", "M" * 1_000_000), refused("A02", "length", "Personeel!B2", value=None))  # fmt: skip  # noqa: E501
csv("a text file called .xls", GOOD.replace(";", "\t"), refused("S03", "text"), "personeel.xls")
csv("an export that is a web page", "<!-- uit een leerplatform -->\n<table><tr><td>Code", refused("S03", "page"), "personeel.xls")  # fmt: skip  # noqa: E501
csv("an export that is a web page in UTF-16", "\ufeff<html><table>".encode("utf-16-le"), refused("S03", "page"), "personeel.xls")  # fmt: skip  # noqa: E501
csv("an export that is a saved page", "MIME-Version: 1.0\nX-Document-Type: Workbook\n", refused("S03", "page"), "personeel.xls")  # fmt: skip  # noqa: E501


def cell(inside: str, about: str = 'office:value-type="string"') -> str:
    """An OpenDocument workbook with this cell where the name should be."""
    row = ods_row("MVB", "@", "leraar")
    before, after = row.split('<table:table-cell office:value-type="string"><text:p>@</text:p></table:table-cell>')
    return f"{ods_row('Code', 'Naam', 'Functie')}{before}<table:table-cell {about}>{inside}</table:table-cell>{after}"


def opendocument(name: str, rows: str, expected: Expected) -> None:
    """A case that is an OpenDocument workbook."""
    CASES.add(name, lambda base: ods(rows), expected, file="w.ods")


DRAWING = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
P = f"<text:p>{NAME}</text:p>"
opendocument("an ods", cell(P), right(NAME))
opendocument("a text box on a cell of an ods", cell(f"{P}<draw:frame {DRAWING}><draw:text-box><text:p>kader</text:p></draw:text-box></draw:frame>"), right(NAME))  # fmt: skip  # noqa: E501
opendocument("how a word sounds in an ods", cell(f"<text:p><text:ruby><text:ruby-base>{NAME}</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>"), right(NAME))  # fmt: skip  # noqa: E501
opendocument("a table in a cell of an ods", cell(f"{P}<table:table><table:table-row/></table:table>"), refused("S03", "damaged", "Personeel!2:2", value=None))  # fmt: skip  # noqa: E501
opendocument("a number without a value in an ods", cell("<text:p>12</text:p>", 'office:value-type="float"'), refused("S03", "damaged", "Personeel!B2", value=None))  # fmt: skip  # noqa: E501
opendocument("a sheet twice in an ods", cell(P) + f'</table:table><table:table table:name="PERSONEEL ">{cell(P)}', refused("S03", "sheets", "any", value=None))  # fmt: skip  # noqa: E501
opendocument("a sheet with a name for the terminal in an ods", cell(P) + f'</table:table><table:table table:name="x&#10;&#x202e;y">{cell(P)}', warned("A07", "sheet", "any", NAME))  # fmt: skip  # noqa: E501
