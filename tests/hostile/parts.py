"""Parts of a workbook beside its cells, old workbooks with broken chains, and what a folder can hold besides files."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.hostile.active import related
from tests.hostile.base import BOOK_RELATIONS, STYLES, TYPES, WORKBOOK, Base
from tests.hostile.bombs import ods, ods_row, zeros
from tests.hostile.case import FILE, Cases, refused, right, warned
from tests.hostile.names import beside

PARTS = Cases("structure")
OLD = Cases("container", any_writer=False)
SAVED = Path(__file__).parents[1] / "reading" / "saved"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 9_000 + b'">]><a>' + b"&b;" * 9_000 + b"</a>"


def beside_cells(name: str, part: str, content: bytes | str) -> None:
    """A case: a workbook with one part more."""
    PARTS.add(name, lambda base: base.with_parts({part: content}), right())


PIVOT = "xl/pivotCache/pivotCacheDefinition1.xml"
beside_cells(
    "a pivot table of another workbook",
    PIVOT,
    f'<pivotCacheDefinition {MAIN} refreshOnLoad="1"><cacheSource type="worksheet"><worksheetSource ref="A1:Z9" sheet="x"/></cacheSource></pivotCacheDefinition>',
)
beside_cells(
    "rows kept with a pivot table",
    "xl/pivotCache/pivotCacheRecords1.xml",
    f'<pivotCacheRecords {MAIN} count="4294967295"><r><s v="geheim"/></r></pivotCacheRecords>',
)
beside_cells("entities in a part of somebody's own", "customXml/item1.xml", LAUGHS)
beside_cells("a part of somebody's own that is broken", "customXml/item1.xml", b"<a><b></a>")
beside_cells(
    "a part of somebody's own that links to itself",
    "customXml/_rels/item1.xml.rels",
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x" Target="item1.xml.rels"/></Relationships>',
)
beside_cells("persons and threads of remarks", "xl/persons/person.xml", "<personList/>")
beside_cells("a slicer", "xl/slicers/slicer1.xml", "<slicers/>")
beside_cells("pictures in cells", "xl/richData/rdrichvalue.xml", "<rvData/>")
beside_cells("the settings of a printer", "xl/printerSettings/printerSettings1.bin", bytes(range(256)) * 25)
beside_cells("a signature", "_xmlsignatures/sig1.xml", "<Signature/>")
beside_cells("properties with entities", "docProps/app.xml", LAUGHS)
beside_cells("a label of a company", "docMetadata/LabelInfo.xml", "<labelList/>")

for _name, _xml in {
    "a sheet that is protected": '<sheetProtection algorithmName="SHA-512" hashValue="eA==" saltValue="eA==" spinCount="100000" sheet="1"/>',
    "lists that ask another workbook": '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>[1]Blad1!$A$1:$A$9</formula1></dataValidation></dataValidations>',
    "a list that fetches": '<dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>WEBSERVICE("http://x.example")</formula1></dataValidation></dataValidations>',
    "a filter over the whole sheet": '<autoFilter ref="A1:XFD1048576"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>',
    "breaks of 9,000 pages": f'<rowBreaks count="9000">{"<brk/>" * 9_000}</rowBreaks>',
    "a drawing that is not there": '<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>',
    "a table that is not there": '<tableParts count="1"><tablePart xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/></tableParts>',
    "a scenario of what-if": '<scenarios><scenario name="x"><inputCells r="B2" val="y"/></scenario></scenarios>',
}.items():  # fmt: skip
    PARTS.add(_name, lambda base, xml=_xml: base.after_data(xml), right())


def in_book(xml: str) -> Callable[[Base], bytes]:
    """A case's bytes: this XML at the end of the part of the workbook."""
    return lambda base: base.edited(lambda part: part.replace(b"</workbook>", f"{xml}</workbook>".encode()), WORKBOOK)


PARTS.add(
    "a workbook that is protected", in_book('<workbookProtection lockStructure="1" workbookPassword="CC1A"/>'), right()
)
PARTS.add("a workbook to be read only", in_book('<fileSharing readOnlyRecommended="1" userName="Els"/>'), right())
PARTS.add("a workbook to be repaired", in_book('<fileRecoveryPr repairLoad="1"/>'), right())
PARTS.add(
    "1,000,000 columns with a width",
    lambda b: b.edited(
        lambda x: x.replace(
            b"<sheetData>", b"<cols>" + b'<col min="1" max="16384" width="9"/>' * 400_000 + b"</cols><sheetData>"
        ),
        b.part,
    ),
    right("*"),
)
PARTS.add(
    "60,000 relations",
    lambda b: b.edited(
        lambda x: x.replace(
            b"</Relationships>",
            b"".join(b'<Relationship Id="n%d" Type="x" Target="y%d.xml"/>' % (n, n) for n in range(60_000))
            + b"</Relationships>",
        ),
        BOOK_RELATIONS,
    ),
    right("*"),
)
PARTS.add(
    "60,000 kinds of parts",
    lambda b: b.edited(
        lambda x: x.replace(
            b"</Types>",
            b"".join(b'<Override PartName="/n%d.xml" ContentType="x"/>' % n for n in range(60_000)) + b"</Types>",
        ),
        TYPES,
    ),
    right("*"),
)
PARTS.add(
    "a way of showing of a million signs",
    lambda b: b.edited(
        lambda x: x.replace(
            b"</styleSheet>",
            b'<numFmts><numFmt numFmtId="200" formatCode="' + b"yyyy;" * 200_000 + b'"/></numFmts></styleSheet>',
        ),
        STYLES,
    ),
    right("*"),
)
PARTS.add(
    "rows that span a milliard", lambda b: b.with_row('<row r="60" spans="1:1000000000"><c r="A60"/></row>'), right()
)
PARTS.add(
    "a cell with a picture in it",
    lambda b: b.with_cell('<c r="{r}" t="e" vm="1"><v>#VALUE!</v></c>'),
    refused("A06", "formula", "cell", value=None),
)
PARTS.add(
    "a formula that spills",
    lambda b: b.with_cell(
        '<c r="{r}" t="str" cm="1"><f t="array" ref="{r}:{r}">_xlfn.UNIQUE(A1:A9)</f><v>Marie</v></c>'
    ),
    right("Marie"),
)
PARTS.add(
    "a sheet that is its own drawing",
    lambda b: b.with_parts(
        {
            b.part.replace("sheets/", "sheets/_rels/")
            + ".rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="/{b.part}"/></Relationships>'
        }
    ),
    right(),
)
PARTS.add("a theme on the network", related("theme", "http://x.example/t.xml", outside=True), right("*"))


def old(change: Callable[[bytearray], None]) -> Callable[[Base], bytes]:
    """A case's bytes: an old workbook with something in its chains of sectors changed."""

    def made(base: Base) -> bytes:
        data = bytearray((SAVED / "werkboek.xls").read_bytes())
        change(data)
        return bytes(data)

    return made


def number(at: int, value: int, form: str = "<I") -> Callable[[bytearray], None]:
    """Write a number in the head of an old workbook."""
    return lambda data: struct.pack_into(form, data, at, value)


def looping(data: bytearray) -> None:
    """Every sector is followed by itself."""
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    for sector in range(128):
        struct.pack_into("<I", data, table + 4 * sector, sector)


def ringed(data: bytearray) -> None:
    """Every entry of the table of contents is beside and below itself."""
    start = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
    for entry in range(4):
        struct.pack_into("<III", data, start + 128 * entry + 68, entry, entry, entry)


BROKEN = refused("S03", "damaged", value=None)
READ = right("*", also="A02 A04 A06 A07")  # what stands in this workbook
for _name, _change, _expected in (
    ("an old workbook of sectors that go round", looping, BROKEN),
    ("an old workbook that is its own contents", ringed, READ),
    ("an old workbook of sectors of 2^60 bytes", number(30, 60, "<H"), BROKEN),
    ("an old workbook of sectors of one byte", number(30, 0, "<H"), BROKEN),
    ("an old workbook of four milliard sectors", number(44, 0xFFFFFFF0), READ),
    ("an old workbook whose contents are far away", number(48, 0x7FFFFFFF), BROKEN),
    ("an old workbook with a table of tables that goes round", number(68, 0), READ),
    ("an old workbook of small sectors only", number(56, 0xFFFFFFFF), READ),
    ("an old workbook that ends in its head", lambda data: data.__delitem__(slice(512, None)), BROKEN),
    ("an old workbook of half its sectors", lambda data: data.__delitem__(slice(len(data) // 2, None)), BROKEN),
):  # fmt: skip
    OLD.add(_name, old(_change), _expected, file="werkboek.xls")


def lying(base: Base) -> bytes:
    """Sizes of 2^63 in the field beside each entry that is for zips of more than 4 GB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in base.parts.items():
            entry = zipfile.ZipInfo(name)
            entry.extra = struct.pack("<HHQQ", 0x1, 16, 1 << 63, 1 << 63)
            archive.writestr(entry, content)
    return made.getvalue()


OLD.add("sizes of 2^63 beside each entry", lying, right("*"))
OLD.add(
    "an ods with a password",
    lambda b: ods(
        ods_row("Code", "Naam", "Functie"),
        **{
            "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data m:checksum="x"/></m:file-entry></m:manifest>'
        },
    ),
    refused("S04", value=None),
    file="w.ods",
)
OLD.add(
    "an ods of entities beside its content",
    lambda b: ods(
        ods_row("Code", "Naam", "Functie") + ods_row("MVB", "Marie Van Boven", "leraar"),
        **{"meta.xml": LAUGHS, "styles.xml": zeros(9_000_000)},
    ),
    right("Marie Van Boven"),
    file="w.ods",
)
OLD.add(
    "an ods with a sheet for the terminal and a cell over all",
    lambda b: ods(
        ods_row("Code", "Naam", "Functie")
        + '<table:table-row table:number-rows-repeated="-3"><table:table-cell table:number-rows-spanned="1048576"/></table:table-row>'
        + ods_row("MVB", "Marie Van Boven", "leraar")
    ),
    right("*"),
    file="w.ods",
)
OLD.add(
    "an ods as one file of XML",
    lambda b: (
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    ),
    refused("S03", "page", value=None),
    file="w.ods",
)

SPECIAL = warned("S13", "special", value=None)


@beside(SPECIAL, "a device that never ends", "x.xlsx")
def _zero(base: Base, inputs: Path) -> None:
    _device(inputs / "x.xlsx", 5)


@beside(SPECIAL, "a device that is always empty", "x.csv")
def _null(base: Base, inputs: Path) -> None:
    _device(inputs / "x.csv", 3)


def _device(path: Path, minor: int) -> None:
    try:
        os.mknod(path, 0o020600, os.makedev(1, minor))
    except PermissionError:  # only root makes one
        os.mkfifo(path)


@beside(right(value="*", also="A03"), "a second name of the same workbook", "tweede.xlsx")
def _linked(base: Base, inputs: Path) -> None:
    os.link(inputs / FILE, inputs / "tweede.xlsx")


@beside(refused("S11", "file", value=None), "a file of a terabyte of nothing", "groot.xlsx")
def _sparse(base: Base, inputs: Path) -> None:
    with (inputs / "groot.xlsx").open("wb") as file:
        file.truncate(1 << 40)


@beside(right(value="*", also="A07"), "what clouds leave in the place of a file", FILE)
def _clouds(base: Base, inputs: Path) -> None:
    for name in (".x.xlsx.icloud", "x.xlsx.crdownload", "x.xlsx.lnk", "x.url", "conflict~.tmp", ".~lock.x.xlsx#"):
        (inputs / name).write_bytes(b"x")


@beside(right(value="*"), "3,000 empty folders", FILE)
def _folders(base: Base, inputs: Path) -> None:
    for name in range(3_000):
        (inputs / f"m{name}").mkdir()


CASES = (*PARTS, *OLD)
