"""What may stand in one cell: each value is read as it is meant, or refused with its cell; never changed in silence."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import unicodedata

from tests.hostile.base import Base
from tests.hostile.case import Cases, refused, right, warned

CASES = Cases("values")
ERRORS = {"#N/A": "#N/B", "#REF!": "", "#VALUE!": "", "#DIV/0!": "", "#NAME?": "", "#NUM!": "", "#NULL!": ""}


def cell(inside: str, more: str = "") -> object:
    """A case's bytes: the target's cell with these attributes and content."""
    return lambda base: base.with_cell(f'<c r="{{r}}"{more}>{inside}</c>')


def text(said: str) -> object:
    """A case's bytes: the target holds this text."""
    return lambda base: base.with_text(said)


def add(name: str, made: object, expected: object) -> None:
    """Add a case of one file."""
    CASES.add(name, made, expected)  # type: ignore[arg-type]


for _code in ERRORS:
    add(f"the error {_code}", cell(f"<v>{_code}</v>", ' t="e"'), refused("A06", "formula", "cell"))
    add(f"a formula that gives {_code}", cell(f"<f>1/0</f><v>{_code}</v>", ' t="e"'), refused("A06", "formula", "cell"))
for _code in ("#SPILL!", "#CALC!", "#BUSY!", "#FIELD!"):
    add(f"an error of newer programs: {_code}", cell(f"<v>{_code}</v>", ' t="e"'), refused("A06", "formula", "cell"))
for _text in ("#REF!", "#N/B", "#VERW!", "#WAARDE!", "#N/D", "#NOM?", "#n/a", "Err:502", "Fout:502"):
    add(f"an error pasted as a text: {_text}", text(_text), refused("A06", "formula", "cell"))
add("a text about an error", text("zie #REF! op blad 2"), right("zie #REF! op blad 2"))
for _number in ("1e400", "9" * 400):
    add(f"the number {_number[:9]}", cell(f"<v>{_number}</v>"), refused("A02", "precision", "cell"))
for _number in ("0x10", "1_000", "\uff11\uff12", "--5", "1,5"):
    add(f"a number that is none: {_number}", cell(f"<v>{_number}</v>"), right(_number))
add("an error that does not exist", cell("<v>#ONZIN</v>", ' t="e"'), refused("A06", "formula", "cell"))
add("an error without a code", cell("<v></v>", ' t="e"'), refused("A06", "formula", "cell"))
add("a formula without a value", cell("<f>1+1</f>"), refused("A06", "no_value", "cell"))
add("a formula with an empty value", cell("<f>1+1</f><v></v>"), refused("A06", "no_value", "cell"))
add("a formula with no more than a value's tag", cell("<f>1+1</f><v/>"), refused("A06", "no_value", "cell"))
add("a shared formula without a value", cell('<f t="shared" si="0"/>'), refused("A06", "no_value", "cell"))
add("an array formula without a value", cell('<f t="array" ref="B2">SUM(A1)</f>'), refused("A06", "no_value", "cell"))
add("a formula with its text", cell('<f>"Mia"&amp;" Bos"</f><v>Mia Bos</v>', ' t="str"'), right("Mia Bos"))
add(
    "a formula that fetches",
    cell('<f>WEBSERVICE("http://127.0.0.1:9/")</f><v>Mia Bos</v>', ' t="str"'),
    right("Mia Bos"),
)
add("a formula of texts without a value", cell("<f>A1</f>", ' t="str"'), refused("A06", "no_value", "cell"))
add("a formula with an empty text", cell('<f>""</f><v></v>', ' t="str"'), refused("A02", "empty", "cell"))
add("two values", cell("<v>Mia Bos</v><v>Els Bos</v>", ' t="str"'), refused("S03", "twice", "cell"))
add("two texts", cell("<is><t>Mia</t></is><is><t>Els</t></is>", ' t="inlineStr"'), refused("S03", "twice", "cell"))
add("a value where a text belongs", cell("<v>Mia Bos</v>", ' t="inlineStr"'), refused("S03", "unread", "cell"))
add("a value before its formula", cell("<v>Mia Bos</v><f>A2</f>", ' t="str"'), refused("S03", "unread", "cell"))
for _number in ("1E400", "-1E400", "NaN", "INF", "12345678901234567", "1E15"):
    add(f"the number {_number}", cell(f"<v>{_number}</v>"), refused("A02", "precision", "cell"))
add("a number that is no number", cell("<v>twaalf</v>"), right("twaalf"))
add("a yes as a number", cell("<v>1</v>", ' t="b"'), right("True"))
add("a kind of cell that does not exist", cell("<v>Mia Bos</v>", ' t="onzin"'), refused("S03", "damaged", "sheet"))
add("a date as ISO text", cell("<v>2026-03-16</v>", ' t="d"'), warned("A04", "made_date", "cell", "2026-03-16"))

for _name, _raw, _code in (
    ("a vertical tab", "Ma_x000B_rie", "U+000B"), ("a zero", "Ma_x0000_rie", "U+0000"), ("an escape (terminal)", "_x001B_[31mMarie", "U+001B"),
    ("a backspace", "Marie_x0008_", "U+0008"), ("DEL", "Ma\x7frie", "U+007F"), ("a control of Latin-1", "Ma&#x9b;rie", "U+009B"),
    ("a lone high surrogate", "Ma_xD800_rie", "U+D800"), ("a lone low surrogate", "Ma_xDC00_rie", "U+DC00"),
    ("a non-character", "Ma_xFFFE_rie", "U+FFFE"), ("a mark of the merge engine", "Ma&#xFDD0;rie", "U+FDD0"),
    ("an override to the left", "Marie &#x202E;neB", "U+202E"), ("an embedding", "&#x202A;Marie", "U+202A"), ("an isolate", "&#x2066;Marie", "U+2066"),
    ("the end of an isolate", "Marie&#x2069;", "U+2069"), ("a mark to the left", "Marie&#x200E;", "U+200E"), ("a mark to the right", "Marie&#x200F;", "U+200F"),
    ("an Arabic letter mark", "Marie&#x61C;", "U+061C"), ("a non-character beyond the first plane", "Marie&#x1FFFF;", "U+1FFFF"),
):  # fmt: skip
    add(f"{_name} ({_code})", text(_raw), refused("A02", "characters", "cell"))
for _name, _raw, _value in (
    ("a no-break space", "Marie&#xA0;Bos", "Marie Bos"), ("a narrow no-break space", "Marie&#x202F;Bos", "Marie Bos"), ("an ideographic space", "Marie&#x3000;Bos", "Marie Bos"),
    ("a zero-width space", "Mar&#x200B;ie", "Marie"), ("a word joiner", "Mar&#x2060;ie", "Marie"), ("a byte order mark", "&#xFEFF;Marie", "Marie"),
    ("a soft hyphen", "Ma&#xAD;rie", "Marie"), ("an accent by itself", unicodedata.normalize("NFD", "Zoë"), "Zoë"),
    ("a ligature spelt with a mark", "Cafe&#x301;", "Café"), ("the sign for ångström", "&#x212B;", "Å"), ("a joiner at the end", "Marie&#x200D;", "Marie"),
    ("a tab", "Marie\tBos", "Marie Bos"), ("a next line", "Marie&#x85;Bos", "Marie\nBos"), ("a line separator", "Marie&#x2028;Bos", "Marie\nBos"),
    ("a tag character", "Marie&#xE0041;", "Marie"), ("an invisible times", "Mar&#x2062;ie", "Marie"),
    ("a Mongolian vowel separator", "Mar&#x180E;ie", "Marie"), ("a Hangul filler", "Marie&#x3164;Bos", "Marie Bos"), ("a Braille blank", "Marie&#x2800;Bos", "Marie Bos"),
):  # fmt: skip
    add(_name, text(_raw), warned("A04", "characters", "cell", _value))
add("nothing but a zero-width space", text("&#x200B;"), warned("A04", "characters", "cell", None, also="A02"))
add("spaces around", text("  Marie Bos  "), warned("A04", "spaces", "cell", "Marie Bos"))
add("_x000D_ of Excel", text("Marie_x000D_\nBos"), right("Marie\nBos"))
add("a carriage return and a line feed", text("Marie&#13;&#10;Bos"), right("Marie\nBos"))
add("an escape that was escaped", text("_x005F_x000B_"), right("_x000B_"))
add("an escape of a letter", text("Marie_x0041_"), right("MarieA"))
add("something like an escape", text("_xyz_ en _x12_"), right("_xyz_ en _x12_"))
for _garbled in ("ZoÃ«", "dâ€™Hondt", "RenÃ©e", "FranÃ§ois"):
    add(f"accents that went through another encoding: {_garbled}", text(_garbled), refused("A02", "garbled", "cell"))
for _dos in ("Zo‰", "H‚lŠne", "Fran‡oise", "Ann‚", "Bj”rn", "M„rz"):
    add(f"accents of DOS: {_dos}", text(_dos), refused("A02", "garbled", "cell"))
for _accents in (
    "10‰ van ‚alles‘",
    "Milošević",
    "zei „ja”",
    "5€ en meer…",
    "Zoë Âge",
    "d’Hondt",
    "RENÉE",
    "SÃO",
    "Ångström",
    "10 °C",
    "Ça",
):
    add(f"accents: {_accents}", text(_accents), right(_accents))
add("a sign that was lost before", text("Zo\ufffd"), refused("A02", "characters", "cell"))
add("an emoji", text("Marie &#x1F600;"), right("Marie \U0001f600"))
add(
    "a family of emoji",
    text("&#x1F468;&#x200D;&#x1F469;&#x200D;&#x1F467;"),
    warned("A04", "characters", "cell", "\U0001f468\U0001f469\U0001f467"),
)
add("Arabic", text("مريم"), right("مريم"))
add("Persian with a joiner", text("می&#x200C;خواهم"), right("می\u200cخواهم"))
add("Chinese beyond the first plane", text("&#x20BB7;"), right("\U00020bb7"))
add("leading zeros", text("00123"), right("00123"))
add("what Excel would make a date", text("3-4"), right("3-4"))
add("what Excel would make a power", text("5E2"), right("5E2"))
add("an apostrophe in front", text("'Marie"), right("'Marie"))
add("a text of 32,767 characters", text("a" * 32_767), right("a" * 32_767))
add("a text of 32,768 characters", text("a" * 32_768), refused("A02", "length", "cell"))
add(
    "a text in runs",
    cell('<is><r><t xml:space="preserve">Marie </t></r><r><rPr><b/></rPr><t>Bos</t></r></is>', ' t="inlineStr"'),
    right("Marie Bos"),
)
add(
    "a text with how it sounds",
    cell('<is><t>Marie</t><rPh sb="0" eb="1"><t>geheim</t></rPh></is>', ' t="inlineStr"'),
    right("Marie"),
)
add("a hidden run", cell("<is><r><t>Marie</t></r><r><t></t></r></is>", ' t="inlineStr"'), right("Marie"))


def register_number(base: Base) -> bytes:
    """A number with right check digits of a day that does not exist."""
    return base.with_text(f"930018223{97 - 930018223 % 97:02}")


CASES.add("a national register number", register_number, refused("A08", "", "cell"))
