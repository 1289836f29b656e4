"""What would run, fetch or hide in a program that opens the file: refused, or named and never opened."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import re

from tests.hostile.base import BOOK_RELATIONS, TYPES, WORKBOOK
from tests.hostile.bombs import ODS_ROWS, ods
from tests.hostile.case import Cases, refused, right, warned
from tests.hostile.container import ole

CASES = Cases("active content")
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts(*names: str) -> object:
    """A case's bytes: the workbook with these parts added."""
    return lambda base: base.with_parts(dict.fromkeys(names, "<x/>"))


def related(kind: str, target: str, *, outside: bool = False, part: str = BOOK_RELATIONS) -> object:
    """A case's bytes: the workbook with one more relation."""
    mode = ' TargetMode="External"' if outside else ""
    more = f'<Relationship Id="rIdX" Type="{RELATION}/{kind}" Target="{target}"{mode}/></Relationships>'
    return lambda base: base.edited(lambda xml: xml.replace(b"</Relationships>", more.encode()), part)


def add(name: str, made: object, expected: object, file: str = "werkboek.xlsx") -> None:
    """Add a case of one file."""
    CASES.add(name, made, expected, file=file)  # type: ignore[arg-type]


MACRO, LINK, OBJECTS = refused("A06", "macro"), refused("A06", "link"), warned("A07", "objects")
add("macros", parts("xl/vbaProject.bin"), MACRO)
add("macros called .xlsm", parts("xl/vbaProject.bin"), MACRO, "werkboek.xlsm")
add("macros under another name", related("vbaProject", "media/image1.bin"), MACRO)
add("macros in another folder", parts("xl/macros/VBAPROJECT.BIN"), MACRO)
add(
    "the type of a workbook with macros",
    lambda b: b.edited(
        lambda x: x.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml").replace(
            b"application/vnd.openxmlformats-officedocument.sheet.macro", b"application/vnd.ms-excel.sheet.macro"
        ),
        TYPES,
    ),
    MACRO,
)
add(
    "a sheet of Excel 4 macros", lambda b: b.edited(lambda x: _first_sheet_as(x, "xlMacrosheet"), BOOK_RELATIONS), MACRO
)
add(
    "a sheet of international macros",
    lambda b: b.edited(lambda x: _first_sheet_as(x, "xlIntlMacrosheet"), BOOK_RELATIONS),
    MACRO,
)
add("a dialog sheet", lambda b: b.edited(lambda x: _first_sheet_as(x, "dialogsheet"), BOOK_RELATIONS), MACRO)
add("buttons in the ribbon", parts("customUI/customUI14.xml"), OBJECTS)
add("a link to another workbook", parts("xl/externalLinks/externalLink1.xml"), LINK)
add("a link to another workbook under another name", related("externalLink", "x.xml"), LINK)
add(
    "a link of DDE",
    lambda b: b.with_parts(
        {
            "xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        }
    ),
    LINK,
)
add("a connection to a database", parts("xl/connections.xml"), OBJECTS)
add("a connection under another name", related("connections", "x.xml"), OBJECTS)
add("a query of the web", parts("xl/queryTables/queryTable1.xml"), OBJECTS)
add("a data model", parts("xl/model/item.data"), OBJECTS)
add("an embedded document", parts("xl/embeddings/nota.docx"), OBJECTS)
add("an embedded OLE object", parts("xl/embeddings/oleObject1.bin"), OBJECTS)
add("a control of ActiveX", parts("xl/activeX/activeX1.xml", "xl/activeX/activeX1.bin"), OBJECTS)
add("an embedded object under another name", related("oleObject", "media/x.bin"), OBJECTS)
add("an embedded package of another program", related("package", "media/x.bin"), OBJECTS)
add("an add-in of the web", parts("xl/webextensions/webextension1.xml"), OBJECTS)
add("remarks beside cells", parts("xl/comments1.xml", "xl/threadedComments/threadedComment1.xml"), right())
add("a picture", parts("xl/media/image1.png"), right())
add("a picture of the network", related("image", "http://127.0.0.1:9/x.png", outside=True), right())
add("a template of the network", related("attachedTemplate", "http://127.0.0.1:9/x.xltm", outside=True), right())
add("strings on the network", related("sharedStrings", "http://127.0.0.1:9/x.xml", outside=True), right())
add(
    "a sheet on the network",
    lambda b: b.edited(
        lambda x: re.sub(
            rb'Target="/?(?:xl/)?worksheets/[^"]*"', b'Target="http://127.0.0.1:9/x.xml" TargetMode="External"', x
        ),
        BOOK_RELATIONS,
    ),
    refused("S03", "damaged", "sheet"),
)
add(
    "a sheet outside the package",
    lambda b: b.edited(
        lambda x: re.sub(rb'Target="/?(?:xl/)?worksheets/[^"]*"', b'Target="../../../../../etc/passwd"', x),
        BOOK_RELATIONS,
    ),
    refused("S03", "damaged", "sheet"),
)
add(
    "a link under a cell",
    lambda b: b.after_data('<hyperlinks><hyperlink ref="B2" location="x"/></hyperlinks>'),
    right(),
)
add(
    "a name that fetches",
    lambda b: b.edited(
        lambda x: x.replace(
            b"</sheets>", b'</sheets><definedNames><definedName name="Auto_Open">[1]!x</definedName></definedNames>'
        ),
        WORKBOOK,
    ),
    right(),
)
add("macros in an ods", lambda b: ods(ODS_ROWS, **{"Basic/Standard/Module1.xml": b"x"}), MACRO, "w.ods")
add("Python in an ods", lambda b: ods(ODS_ROWS, **{"Scripts/python/x.py": b"x"}), MACRO, "w.ods")
add(
    "an embedded object in an ods",
    lambda b: ods(ODS_ROWS, **{"Object 1/content.xml": b"x"}),
    warned("A07", "objects", value="Marie Van Boven"),
    "w.ods",
)
add(
    "an embedded OLE object in an ods",
    lambda b: ods(ODS_ROWS, **{"ObjectReplacements/Object 1": b"x", "Object 1": b"x"}),
    warned("A07", "objects", value="Marie Van Boven"),
    "w.ods",
)
add(
    "a link to another file in an ods",
    lambda b: ods(
        f'<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://127.0.0.1:9/x"/>{ODS_ROWS}'
    ),
    LINK,
    "w.ods",
)
add(
    "a query of DDE in an ods",
    lambda b: ods(f'<office:dde-source office:dde-application="cmd"/>{ODS_ROWS}'),
    LINK,
    "w.ods",
)
add("a DOCTYPE in an ods", lambda b: ods(ODS_ROWS + "<!DOCTYPE x>"), refused("S03", "declaration"), "w.ods")
add("macros in an old workbook", lambda b: ole("Workbook", "_VBA_PROJECT"), MACRO, "w.xls")
add("Excel 4 macros in an old workbook", lambda b: ole("Workbook", "_VBA_PROJECT_CUR"), MACRO, "w.xls")
add(
    "the marked copy",
    lambda b: b.with_parts({"docProps/custom.xml": '<Properties><property name="docgen.gecontroleerd"/></Properties>'}),
    warned("S05", value=None),
)


def _first_sheet_as(xml: bytes, kind: str) -> bytes:
    return re.sub(rb'/relationships/worksheet"', f'/relationships/{kind}"'.encode(), xml, count=1)
