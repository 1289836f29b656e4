"""Elements where no program puts them: each is read as Excel shows it, or refused; never in one of two ways."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import re

from tests.hostile.base import STRINGS, WORKBOOK, Base
from tests.hostile.case import Cases, refused, right, warned

CASES = Cases("structure")
MIXED = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
INLINE = ' t="inlineStr"'
TEXT = '<c r="{r}" t="inlineStr"><is><t>verdwaald</t></is></c>'
DAMAGED, UNREAD = refused("S03", "damaged", "sheet"), refused("S03", "unread", "cell")
DATED = warned("A04", "made_date", "cell", "2026-03-01 00:00:00")


def inside(xml: str, more: str = INLINE) -> object:
    """A case's bytes: what stands in the target's cell."""
    return lambda base: base.with_cell(f'<c r="{{r}}"{more}>{xml}</c>')


def row(xml: str) -> object:
    """A case's bytes: this XML among the rows; `{r}` is a place in row 99."""
    return lambda base: base.with_row(xml.replace("{r}", "A99"))


for _name, _xml, _more, _expected in (
    ("a text in CDATA", "<is><t><![CDATA[Mia <Bos>]]></t></is>", INLINE, right("Mia <Bos>")),
    ("a remark in a text", "<is><t>Mia<!-- x --> Bos</t></is>", INLINE, right("Mia Bos")),
    ("a remark in a number", "<v>1<!-- x -->2</v>", "", UNREAD),
    ("an instruction in a number", "<v>1<?x y?>2</v>", "", UNREAD),
    ("a number in CDATA", "<v><![CDATA[12]]></v>", "", UNREAD),
    ("a number and a text", "<is><t>Mia</t></is><v>3</v>", INLINE, refused("S03", "twice", "cell")),
    ("two values", "<v>1</v><v>2</v>", "", refused("S03", "twice", "cell")),
    ("a text in the place of a value", "<v>Mia Bos</v>", INLINE, UNREAD),
    ("a value before its formula", "<v>Mia</v><f>A1</f>", ' t="str"', UNREAD),
    ("a text of another namespace", '<is><x:t xmlns:x="urn:x">geheim</x:t><t>Mia</t></is>', INLINE, DAMAGED),
    ("a value of another namespace", '<x:v xmlns:x="urn:x">7</x:v><v>Mia</v>', ' t="str"', DAMAGED),
    ("another namespace without a prefix", '<is xmlns="urn:x"><t>Mia</t></is>', INLINE, DAMAGED),
    ("a choice between two texts", f'<mc:AlternateContent {MIXED}><mc:Choice Requires="x14"><is><t>A</t></is></mc:Choice><mc:Fallback><is><t>B</t></is></mc:Fallback></mc:AlternateContent>', INLINE, DAMAGED),
    ("an extension in a cell", "<is><t>Mia</t></is><extLst><ext><t>geheim</t></ext></extLst>", INLINE, DAMAGED),
    ("a cell in a cell", "<is><t>Mia</t></is><c><v>1</v></c>", INLINE, DAMAGED),
    ("30,000 runs", f"<is>{'<r><t>a</t></r>' * 30_000}</is>", INLINE, right("a" * 30_000)),
    ("50,000 runs", f"<is>{'<r><t>a</t></r>' * 50_000}</is>", INLINE, refused("A02", "length", "cell")),
    ("nothing but how it sounds", '<is><rPh sb="0" eb="1"><t>geheim</t></rPh></is>', INLINE, UNREAD),
    ("a type that does not exist", "<v>1</v>", ' t="zzz"', DAMAGED),
    ("a type in capitals", "<v>1</v>", ' t="S"', DAMAGED),
    ("a date as ISO 8601 writes it", "<v>2026-03-01T00:00:00</v>", ' t="d"', DATED),
    ("a formula over the whole sheet", '<f t="array" ref="A1:XFD1048576">A1</f><v>Mia</v>', ' t="str"', right("Mia")),
    ("a part of a shared formula", '<f t="shared" si="7"/><v>Mia</v>', ' t="str"', right("Mia")),
    ("a part of a shared formula without a value", '<f t="shared" si="7"/>', ' t="str"', refused("A06", "no_value", "cell")),
    ("a table of what-if", '<f t="dataTable" ref="B2:B9" r1="A1" ca="1"/><v>3</v>', "", right("3.0")),
    ("a formula of 100,000 characters", f"<f>{'1+' * 50_000}1</f><v>50001</v>", "", right("50001.0")),
    ("a formula that starts a program", "<f>cmd|'/c calc'!A0</f><v>Mia</v>", ' t="str"', right("Mia")),
    ("a formula that asks the web", '<f>WEBSERVICE("http://127.0.0.1:9/")</f><v>Mia</v>', ' t="str"', right("Mia")),
):  # fmt: skip
    CASES.add(_name, inside(_xml, _more), _expected)  # type: ignore[arg-type]

for _name, _made, _expected in (
    ("a row in a row", row(f'<row r="98"><row r="99">{TEXT}</row></row>'), DAMAGED),
    ("a cell beside its row", row(TEXT), DAMAGED),
    ("a row of another namespace", row(f'<x:row xmlns:x="urn:x" r="99">{TEXT}</x:row>'), DAMAGED),
    ("a cell of another namespace", row('<row r="99"><x:c xmlns:x="urn:x" r="A99"><x:v>3</x:v></x:c></row>'), DAMAGED),
    ("a cell in capitals", row('<row r="99"><C r="A99" t="inlineStr"><is><t>x</t></is></C></row>'), DAMAGED),
    ("a choice between two rows", row(f'<mc:AlternateContent {MIXED}><mc:Choice Requires="x14"><row r="99">{TEXT}</row></mc:Choice></mc:AlternateContent>'), DAMAGED),
    ("a row behind the cells", lambda b: b.after_data(f'<row r="99">{TEXT}</row>'.replace("{r}", "A99")), DAMAGED),
    ("cells in an extension", lambda b: b.after_data('<extLst><ext><x:sheetData xmlns:x="urn:x"><x:row r="99"><x:c r="A99"><x:v>3</x:v></x:c></x:row></x:sheetData></ext></extLst>'), DAMAGED),
    ("rules with formulas of a newer Excel", lambda b: b.after_data('<extLst><ext xmlns:x14="urn:x14" xmlns:xm="urn:xm"><x14:conditionalFormatting><x14:cfRule><xm:f>A1</xm:f></x14:cfRule><xm:sqref>A1</xm:sqref></x14:conditionalFormatting></ext></extLst>'), right()),
    ("a place of entities", lambda b: b.edited(lambda x: x.replace(b'r="%b"' % b.cell.encode(), f'r="&#{ord(b.cell[0])};{b.cell[1:]}"'.encode())), DAMAGED),
    ("a place with a space", lambda b: b.edited(lambda x: x.replace(b'r="%b"' % b.cell.encode(), b'r=" %b"' % b.cell.encode())), DAMAGED),
    ("a place with a zero in front", lambda b: b.edited(lambda x: x.replace(b'r="%b"' % b.cell.encode(), f'r="{b.cell[0]}0{b.cell[1:]}"'.encode())), DAMAGED),
    ("5,000 lists over the whole sheet", lambda b: b.after_data("<dataValidations>" + '<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"ja,nee"</formula1></dataValidation>' * 5_000 + "</dataValidations>"), right()),
    ("20,000 rules over the whole sheet", lambda b: b.after_data('<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1"><formula>1=1</formula></cfRule></conditionalFormatting>' * 20_000), right()),
    ("50,000 names with formulas", lambda b: b.edited(lambda x: re.sub(rb"<definedNames>.*?</definedNames>", b"", x, flags=re.S).replace(b"</sheets>", b"</sheets><definedNames>" + b"".join(b"<definedName name=\"n%d\">cmd|'/c calc'!A0</definedName>" % n for n in range(50_000)) + b"</definedNames>"), WORKBOOK), right()),
    ("100,000 remarks", lambda b: b.with_parts({"xl/comments1.xml": "<comments>" + "<comment ref='A1'><text><t>geheim</t></text></comment>" * 100_000 + "</comments>"}), right()),
    ("5,000 links of the network", lambda b: b.with_parts({f"{b.part.replace('worksheets/', 'worksheets/_rels/')}.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="file://127.0.0.1/x{n}" TargetMode="External"/>' for n in range(5_000)) + "</Relationships>"}), right()),
    ("a name of 31 emoji", lambda b: b.edited(lambda x: x.replace(b'name="Opvang"', f'name="{chr(0x1F600) * 31}"'.encode()), WORKBOOK), warned("A07", "sheet", "other")),
    ("a name of 100,000 characters", lambda b: b.edited(lambda x: x.replace(b'name="Opvang"', b'name="%b"' % (b"x" * 100_000)), WORKBOOK), warned("A07", "sheet", "other")),
    ("a name in letters that look alike", lambda b: b.edited(lambda x: x.replace(b'name="Opvang"', 'name="\u041e\u0440\u0475\u0430\u043f\u0261"'.encode()), WORKBOOK), warned("A07", "sheet", "other")),
    ("a heading in letters that look alike", lambda b: b.edited(lambda x: _heading(b, x, "N\u0430\u0430m")), refused("A01", "heading", "sheet", also="A07")),
    ("a heading that is an error", lambda b: b.edited(lambda x: _heading_cell(b, x, '<c r="{r}" t="e"><v>#REF!</v></c>')), refused("A01", "heading", "sheet", also="A07")),
):  # fmt: skip
    CASES.add(_name, _made, _expected)  # type: ignore[arg-type]


def _heading_cell(base: Base, xml: bytes, cell: str) -> bytes:
    place = base.beside(1 - base.row).encode()
    return re.sub(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % place, lambda _: cell.format(r=place.decode()).encode(), xml, count=1, flags=re.S)  # fmt: skip


def _heading(base: Base, xml: bytes, text: str) -> bytes:
    return _heading_cell(base, xml, f'<c r="{{r}}" t="inlineStr"><is><t>{text}</t></is></c>')


def strings(before: str, after: str = "") -> object:
    """A case's bytes: this XML in front of the first text of the table of texts."""
    return lambda base: base.edited(
        lambda xml: re.sub(rb"<si\b", before.encode() + b"<si", xml, count=1), base.has(STRINGS)
    )


for _name, _xml in {
    "a text of another namespace in the table": '<y:si xmlns:y="urn:y"><y:t>x</y:t></y:si>',
    "a choice in the table of texts": f"<mc:AlternateContent {MIXED}><mc:Choice><si><t>A</t></si></mc:Choice></mc:AlternateContent>",
    "a text in a text of the table": "<si><si><t>A</t></si><t>B</t></si>",
}.items():
    CASES.add(_name, strings(_xml), refused("S03", "damaged"))  # type: ignore[arg-type]
for _name, _xml in {
    "a remark with a text in the table": "<!-- <si><t>x</t></si> -->",
    "an instruction with a text in the table": "<?a <si> ?>",
}.items():
    CASES.add(_name, strings(_xml), right())  # type: ignore[arg-type]
