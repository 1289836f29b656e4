"""Parts whose XML is legal and strange, or not legal at all."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import re
from collections.abc import Callable

from tests.hostile.base import BOOK_RELATIONS, RELATIONS, STRINGS, STYLES, TYPES, WORKBOOK, Base
from tests.hostile.case import Cases, Expected, refused, right

CASES = Cases("XML")
DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>\s*")
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "' + "x" * 100 + '">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10)) + "]>"
)  # fmt: skip


def headed(start: str) -> Callable[[bytes], bytes]:
    """What puts this before the root element of a part."""
    return lambda xml: start.encode() + DECLARATION.sub(b"", xml)


def in_part(part: str, edit: Callable[[bytes], bytes]) -> Callable[[Base], bytes]:
    """A case's bytes: one part edited ('' is the sheet); a part that the base lacks is made."""

    def made(base: Base) -> bytes:
        if part and part not in base.parts:
            kind, target = "relationships/sharedStrings", part.removeprefix("xl/")
            office = "http://schemas.openxmlformats.org/officeDocument/2006"
            relation = f'<Relationship Id="rIdS" Type="{office}/{kind}" Target="{target}"/></Relationships>'
            relations = base.parts[BOOK_RELATIONS].replace(b"</Relationships>", relation.encode())
            return base.with_parts({part: edit(b"<sst/>"), BOOK_RELATIONS: relations})
        return base.edited(edit, part)

    return made


def at_part(part: str, code: str, case: str) -> Expected:
    """Refused, at the sheet when the part is one."""
    return refused(code, case, "" if part else "sheet")


READ = ("", STRINGS, STYLES, WORKBOOK, RELATIONS, BOOK_RELATIONS)
for _part in READ:
    _of = f" in {_part.rpartition('/')[2] or 'the sheet'}"
    CASES.add(f"a DOCTYPE{_of}", in_part(_part, headed("<!DOCTYPE x>")), at_part(_part, "S03", "declaration"))
    CASES.add(f"an expanding entity{_of}", in_part(_part, headed(LAUGHS)), at_part(_part, "S03", "declaration"))
    CASES.add(
        f"UTF-16{_of}",
        in_part(_part, lambda xml: headed('<?xml version="1.0" encoding="UTF-16"?>')(xml).decode().encode("utf-16")),
        at_part(_part, "S03", "encoding"),
    )
for _name, _start in {
    "an entity of a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an entity of the network": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
    "a DTD of the network": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "an entity of parameters": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>',
    "a DOCTYPE after 100 kB of comment": f"<!--{'x' * 100_000}--><!DOCTYPE x>",
}.items():
    CASES.add(_name, in_part("", headed(_start)), refused("S03", "declaration", "sheet"))
for _encoding in ("utf-16-le", "utf-16-be", "utf-32"):
    CASES.add(
        f"{_encoding} without a word about it",
        in_part("", lambda xml, e=_encoding: DECLARATION.sub(b"", xml).decode().encode(e)),
        refused("S03", "encoding", "sheet"),
    )
for _encoding in ("ISO-8859-1", "windows-1252", "UTF-7", "IBM037", "GB18030", "shift_jis", "onzin"):
    CASES.add(
        f"says {_encoding} with room around it",
        in_part("", headed(f'<?xml\n version = "1.0"\n\tencoding = "{_encoding}" ?>')),
        refused("S03", "encoding", "sheet"),
    )
    CASES.add(
        f"says {_encoding}",
        in_part("", headed(f'<?xml version="1.0" encoding="{_encoding}"?>')),
        refused("S03", "encoding", "sheet"),
    )
for _name, _edit in {
    "a mark of UTF-8 in front": lambda xml: b"\xef\xbb\xbf" + xml,
    "no declaration": headed("\n"),
    "a declaration in single quotes": headed("<?xml version='1.0' encoding='utf-8'?>"),
    "a comment in front": headed("<!-- docgen -->"),
    "an instruction in front": headed('<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'),
    "an instruction among the cells": lambda xml: xml.replace(b"<sheetData>", b"<sheetData><?docgen a?>"),
    "a comment among the cells": lambda xml: xml.replace(b"<sheetData>", b"<sheetData><!-- <c r='A9'><v>9</v></c> -->"),
    "single quotes": lambda xml: DECLARATION.sub(b"", xml).replace(b'"', b"'"),
    "spaces around the equals signs": lambda xml: xml.replace(b' r="', b' r = "'),
    "elements that nobody knows": lambda xml: xml.replace(b"<sheetData>", b'<x xmlns="urn:x"><y/></x><sheetData>'),
    "an XInclude": lambda xml: xml.replace(
        b"<sheetData>", b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><sheetData>'
    ),
    "a schema of the network": lambda xml: xml.replace(
        b"<worksheet ",
        b'<worksheet xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd" ',
    ),
    "an extension behind": lambda xml: xml.replace(b"</worksheet>", b'<extLst><ext uri="{0}"/></extLst></worksheet>'),
    "Strict": lambda xml: xml.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
}.items():  # type: ignore[var-annotated]
    CASES.add(_name, in_part("", _edit), right())


def strict(base: Base) -> bytes:
    """The whole workbook in the Strict dialect, its relations too."""
    swapped = {
        name: content.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in base.parts.items()
    }  # fmt: skip
    return base.with_parts(swapped)


def prefixed(xml: bytes) -> bytes:
    """A sheet with its elements in a namespace that has a prefix."""
    for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"is", b"t"):
        xml = re.sub(rb"<(/?)%b(?=[ />])" % tag, rb"<\1x:%b" % tag, xml)
    return re.sub(rb'xmlns="', b'xmlns:x="', xml, count=1)


CASES.add("Strict throughout", strict, right())
CASES.add("a prefix on every element", in_part("", prefixed), right())
for _name, _edit in {
    "not closed": lambda xml: xml.replace(b"</worksheet>", b""),
    "closed twice": lambda xml: xml + b"</worksheet>",
    "tags that cross": lambda xml: xml.replace(b"</sheetData>", b"</row></sheetData>"),
    "a bare ampersand": lambda xml: xml.replace(b"<sheetData>", b"<x>&</x><sheetData>"),
    "an entity that nobody declared": lambda xml: xml.replace(b"<sheetData>", b"<x>&nbsp;</x><sheetData>"),
    "a second root": lambda xml: xml + b"<worksheet/>",
    "a zero byte": lambda xml: xml.replace(b"<sheetData>", b"<x>\0</x><sheetData>"),
    "bytes that are no UTF-8": lambda xml: xml.replace(b"<sheetData>", b"<x>\xc3\x28</x><sheetData>"),
    "a surrogate in UTF-8": lambda xml: xml.replace(b"<sheetData>", b"<x>\xed\xa0\x80</x><sheetData>"),
    "a control character": lambda xml: xml.replace(b"<sheetData>", b"<x>\x0b</x><sheetData>"),
    "an attribute twice": lambda xml: xml.replace(b"<sheetData>", b'<x a="1" a="2"/><sheetData>'),
    "a control character as a number": lambda xml: xml.replace(b"<sheetData>", b"<x>&#0;</x><sheetData>"),
}.items():  # type: ignore[var-annotated]
    CASES.add(_name, in_part("", _edit), refused("S03", "damaged", "sheet"))
    CASES.add(
        f"{_name}, in the workbook part",
        in_part(WORKBOOK, lambda xml, e=_edit: _as_book(e, xml)),
        refused("S03", "damaged"),
    )


def _as_book(edit: Callable[[bytes], bytes], xml: bytes) -> bytes:
    """The edit of a sheet, done to the workbook part."""
    swapped = (
        xml.replace(b"<sheets>", b"<sheetData>")
        .replace(b"</sheets>", b"</sheetData>")
        .replace(b"</workbook>", b"</worksheet>")
    )
    after = edit(swapped)
    return (
        after.replace(b"<sheetData>", b"<sheets>")
        .replace(b"</sheetData>", b"</sheets>")
        .replace(b"</worksheet>", b"</workbook>")
        .replace(b"<worksheet/>", b"<workbook/>")
    )


CASES.add("a DOCTYPE in the content types", in_part(TYPES, headed("<!DOCTYPE x>")), right())
