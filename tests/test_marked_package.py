"""The marked copy as an edit of the package: what changes, what stays byte for byte, what stays behind."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from docgen.findings import CellRef, Finding, Severity
from docgen.marked.copying import marked_copy
from docgen.marked.state import NoCopyError
from docgen.marked.telling import Told, tell
from docgen.reports.group import arrange
from tests.full_workbook import AUTHOR, full_workbook
from tests.hostile.base import WRITERS
from tests.validator import sdk_errors

NOW = datetime(2026, 3, 2, 15, 48)
ERROR, HOLD, WARNING, NOTE = Severity
FILE = "werkboek.xlsx"
EXAMPLE = Path(__file__).parent.parent / "inputs"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBER, PLAIN = "85.07.30-033.28", "85073003328"
FILLS = {ERROR: "00FBDAD6", HOLD: "00F8DDB4", WARNING: "00FDF1DE", NOTE: "00DFECEF"}
LINES = {ERROR: "medium", HOLD: "mediumDashed", WARNING: "dotted", NOTE: "dotted"}
FULL = (("A4", ERROR), ("C6", WARNING), ("D8", HOLD), ("F9", NOTE), ("G9", WARNING), ("A26", ERROR), ("B25", NOTE))
"""Cells of the sheet Kalender: styled, in a table, commented, in a hidden row, none yet, merged, no row yet."""

Marks = Mapping[tuple[str, str], Severity]


def told(marks: Marks) -> Told:
    findings = [
        Finding("A02", severity, place(sheet, cell), "date", (("example", "14/02/2026"),))
        for (sheet, cell), severity in marks.items()
    ]
    return tell(FILE, arrange(tuple(findings), {}), findings)


def place(sheet: str, cell: str) -> CellRef:
    letters, digits = re.fullmatch(r"([A-Z])(\d+)", cell).groups()  # type: ignore[union-attr]
    return CellRef(FILE, sheet, int(digits), ord(letters) - 64)


def copied(data: bytes, marks: Marks = MappingProxyType({})) -> bytes:
    return marked_copy(data, FILE, {}, told(marks), "0" * 64, NOW)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, change: Mapping[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """The package with some parts changed or added; a relation or a type comes before the end of its part."""
    there = parts(data)
    for name, how in change.items():
        there[name] = how if isinstance(how, bytes) else how(there.get(name, b""))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in there.items():
            archive.writestr(name, content)
    return made.getvalue()


def before(end: bytes, text: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(end, text + end)


def opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not know
        return load_workbook(io.BytesIO(data), rich_text=True, data_only=True)


def facts(data: bytes) -> dict[tuple[str, str], dict[str, object]]:
    """Every cell of a workbook but those of the list: its value and how it looks."""
    sheets = [sheet for sheet in opened(data).worksheets if sheet.title != "Bevindingen"]
    cells = ((sheet.title, cell) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return {(title, cell.coordinate): look(cell) for title, cell in cells if not isinstance(cell, MergedCell)}


def look(cell: Any) -> dict[str, object]:
    return {
        "value": str(cell.value),
        "format": (cell.number_format, repr(cell.font), repr(cell.alignment), repr(cell.protection)),
        "fill": cell.fill.fgColor.rgb if cell.fill.fill_type else None,
        "lines": [side.style if side else None for side in (cell.border.left, cell.border.right, cell.border.top)],
        "comment": cell.comment.text if cell.comment else None,
        "link": (cell.hyperlink.location, cell.hyperlink.target) if cell.hyperlink else None,
    }


def around(data: bytes) -> dict[str, object]:
    """What stands around the cells of each sheet but the list."""
    return {
        sheet.title: (
            {name: (one.width, one.hidden) for name, one in sheet.column_dimensions.items() if name not in "CD"},
            sorted(map(str, sheet.merged_cells.ranges)),
            sorted(
                (str(one.sqref), one.type, one.formula1, one.prompt) for one in sheet.data_validations.dataValidation
            ),
            sorted((str(one.sqref), [rule.type for rule in one.rules]) for one in sheet.conditional_formatting),
            dict(sheet.tables.items()),
            (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows, sheet.print_area),
            (len(sheet._charts), len(sheet._images), sheet.page_setup.orientation, sheet.sheet_view.showGridLines),
            sorted((name, one.attr_text) for name, one in sheet.defined_names.items()),
        )
        for sheet in opened(data).worksheets
        if sheet.title != "Bevindingen"
    }


def workbooks() -> Iterator[Any]:
    yield pytest.param(full_workbook(), {("Kalender", cell): severity for cell, severity in FULL}, id="full")
    for name, made in WRITERS.items():
        yield pytest.param(made(), {("Personeel", "A4"): ERROR, ("Personeel", "C3"): NOTE}, id=name)
    for path in sorted(EXAMPLE.glob("*.xlsx")):
        first = opened(path.read_bytes()).worksheets[0].title
        yield pytest.param(path.read_bytes(), {(first, "A3"): HOLD, (first, "B5"): WARNING}, id=path.stem)


@pytest.mark.parametrize(("data", "marks"), tuple(workbooks()))
def test_all_cells_are_as_they_were_but_for_the_marks(data: bytes, marks: Marks) -> None:
    copy = copied(data, marks)
    was, now = facts(data), facts(copy)
    empty = {"value": "None", "fill": None, "lines": [None] * 3, "comment": None, "link": None}
    for cell, severity in marks.items():
        own = was.setdefault(cell, {**empty, "format": now[cell]["format"]})
        said = str(now[cell]["comment"])
        own["fill"], own["lines"] = FILLS[severity], [LINES[severity]] * 3
        assert said.startswith(f"{own['comment']}\n———\n" if own["comment"] else ("✕ Fout", "! ", "i Opmerking"))
        own["comment"] = said
    assert now == {cell: was.get(cell, {**empty, "format": now[cell]["format"]}) for cell in now}
    assert now.keys() >= was.keys()
    links = {link.location for link in opened(copy)["Bevindingen"]._hyperlinks}
    assert links <= {f"'{sheet}'!{cell}" for sheet, cell in marks}
    assert around(copy) == around(data)


def test_what_openpyxl_cannot_hold_goes_along_byte_for_byte() -> None:
    data = full_workbook()
    was, now = parts(data), parts(copied(data, {("Kalender", cell): severity for cell, severity in FULL}))
    kept = r"xl/(?:charts/|drawings/drawing|drawings/_rels|media|theme|tables|ctrlProps|chartsheets/_rels|featureP).*"
    same = [name for name in was if re.fullmatch(kept, name)]
    assert len(same) == 14
    assert {name: now[name] for name in same} == {name: was[name] for name in same}
    frame = re.sub(rb"<sheetData>.*</sheetData>", b"", now["xl/worksheets/sheet1.xml"], flags=re.S)
    for element in (b"<x14:sparklineGroups", b"<x14:dataBar", b"<picture ", b"<legacyDrawingHF ", b"<tablePart "):
        assert frame.count(element) == was["xl/worksheets/sheet1.xml"].count(element) == 1
    assert b"een tekst in een kader" in now["xl/drawings/drawing1.xml"]
    assert b'ObjectType="Button"' in now["xl/drawings/vmlDrawing1.vml"]


CONTROL = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:x14='
    b'"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14"><controls><control shapeId="1026" '
    b'r:id="knop" name="Knop"/></controls></mc:Choice></mc:AlternateContent>'
)
PROPERTIES = (
    b'<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Button"/>'
)


def test_a_form_control_goes_along() -> None:
    name, sheet = "xl/ctrlProps/ctrlProp1.xml", "xl/worksheets/sheet1.xml"
    kind = b'<Override PartName="/%s" ContentType="application/vnd.ms-excel.controlproperties+xml"/>' % name.encode()
    relation = b'<Relationship Id="knop" Type="%s/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/>' % OFFICE
    data = changed(
        full_workbook(),
        {
            name: PROPERTIES,
            sheet: before(b"<tableParts", CONTROL),
            "xl/worksheets/_rels/sheet1.xml.rels": before(b"</Relationships>", relation),
            "[Content_Types].xml": before(b"</Types>", kind),
        },
    )
    now = parts(copied(data, {("Kalender", "A4"): ERROR}))
    assert (now[name], now["xl/worksheets/_rels/sheet1.xml.rels"].count(relation)) == (PROPERTIES, 1)
    assert re.findall(rb'<control [^>]*r:id="knop"', now[sheet]) != []


def test_only_the_rows_with_a_mark_are_changed() -> None:
    data = full_workbook()
    was, now = (
        {row[: row.index(b'"')]: row for row in sheet.partition(b"</sheetData>")[0].split(b'<row r="')[1:]}
        for sheet in (
            parts(one)["xl/worksheets/sheet1.xml"] for one in (data, copied(data, {("Kalender", "C6"): ERROR}))
        )
    )
    formulas = {number for number, row in was.items() if b"<f" in row}
    assert {number for number in was if was[number] != now[number]} == formulas | {b"6"} == {b"4", b"5", b"6", b"7"}
    assert now[b"6"] == was[b"6"].replace(b'<c r="C6"', b'<c r="C6" s="7"')


def test_a_cell_and_a_row_that_were_not_there_stand_in_order_and_the_sheet_reaches_them() -> None:
    sheet = parts(
        copied(full_workbook(), {("Extra", "B1"): NOTE, ("Kalender", "I9"): ERROR, ("Kalender", "A2"): ERROR})
    )
    xml = sheet["xl/worksheets/sheet1.xml"]
    rows = [int(number) for number in re.findall(rb'<row r="(\d+)"', xml)]
    assert rows == sorted(rows)
    assert 2 in rows
    assert re.findall(rb'<c r="([A-Z]+)9"', xml) == [b"A", b"B", b"C", b"D", b"E", b"F", b"I"]
    assert re.findall(rb'<dimension ref="([^"]*)"', xml) == [b"A1:I27"]


def test_the_list_is_in_front_and_what_counts_sheets_counts_on() -> None:
    book = opened(copied(full_workbook(), {("Extra", "A1"): WARNING}))
    assert book.sheetnames == ["Bevindingen", "Kalender", "Extra", "Grafiek", "Leeg"]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 5  # Extra was hidden, and has a mark
    assert {name: list(book[name].defined_names) for name in ("Kalender", "Extra")} == {
        "Kalender": ["Eigen"], "Extra": ["Ook"],
    }  # fmt: skip
    assert (book.active.title, book["Kalender"].print_area) == ("Bevindingen", "'Kalender'!$A$1:$H$24")


def test_a_sheet_that_has_the_name_of_the_list_keeps_it() -> None:
    data = changed(full_workbook(), {"xl/workbook.xml": lambda xml: xml.replace(b'name="Leeg"', b'name="bevindingen"')})
    assert opened(copied(data)).sheetnames[0] == "Bevindingen1"


def test_a_word_in_red_leaves_the_text_around_it_as_it_was() -> None:
    text = "<si><t>_x0041_ &amp;amp; ADHD\n en rust</t></si>"
    data = changed(
        full_workbook(), {"xl/sharedStrings.xml": lambda xml: xml.replace(b"<si><t>ma</t></si>", text.encode())}
    )
    word = Finding("G08", HOLD, place("Kalender", "B4"), "word", (("kind", "diagnose"), ("word", ("3",))))
    said = tell(FILE, arrange((word,), {}), [word])
    xml = parts(marked_copy(data, FILE, {}, said, "0" * 64, NOW))["xl/worksheets/sheet1.xml"]
    keep = b'<t xml:space="preserve">'
    red = b'<rPr><b/><color rgb="00B3261E"/><rFont val="Calibri"/><sz val="11"/></rPr>'
    runs = (keep + b"_x0041_ &amp;amp; ", red + keep + b"ADHD", keep + b"\n en rust")
    assert re.findall(rb'<c r="B4"[^>]*><is>(.*?)</is>', xml, re.S) == [
        b"".join(b"<r>" + run + b"</t></r>" for run in runs)
    ]


# --- what stays behind -----------------------------------------------------------------------------------------------

LEFT = {
    "xl/printerSettings/printerSettings1.bin": (b"printerSettings", b"application/x-printer"),
    "xl/threadedComments/threadedComment1.xml": (b"threadedComment", b"application/x-threaded+xml"),
    "xl/pivotTables/pivotTable1.xml": (b"pivotTable", b"application/x-pivot+xml"),
    "xl/customProperty1.bin": (b"customProperty", b"application/x-property"),
}
LEFT_OF_WORKBOOK = {
    "xl/persons/person.xml": (b"person", b"application/x-person+xml"),
    "xl/calcChain.xml": (b"calcChain", b"application/x-chain+xml"),
    "xl/pivotCache/pivotCacheDefinition1.xml": (b"pivotCacheDefinition", b"application/x-cache+xml"),
    "xl/revisions/revisionHeaders.xml": (b"revisionHeaders", b"application/x-revisions+xml"),
    "customXml/item1.xml": (b"customXml", b"application/x-custom+xml"),
}


def with_secrets() -> bytes:
    """The full workbook with parts, attributes and elements in which GEHEIM stands, and that no reader of it sees."""
    relations: dict[str, bytes] = {"xl/worksheets/_rels/sheet1.xml.rels": b"", "xl/_rels/workbook.xml.rels": b""}
    types = b""
    for owner, group in zip(relations, (LEFT, LEFT_OF_WORKBOOK), strict=True):
        for number, (name, (kind, content_type)) in enumerate(group.items()):
            relations[owner] += b'<Relationship Id="x%d" Type="%s/%s" Target="/%s"/>' % (
                number, OFFICE, kind, name.encode(),
            )  # fmt: skip
            types += b'<Override PartName="/%s" ContentType="%s"/>' % (name.encode(), content_type)
    secret = b"<x>GEHEIM</x>"
    workbook = (
        b'<fileSharing userName="GEHEIM"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
        b'compatibility/2006"><mc:Choice Requires="x15" xmlns:x15="urn:x"><x15:absPath url="C:\\GEHEIM"/></mc:Choice>'
        b"</mc:AlternateContent>"
    )
    return changed(
        full_workbook(),
        {
            **dict.fromkeys((*LEFT, *LEFT_OF_WORKBOOK), secret),
            **{name: before(b"</Relationships>", text) for name, text in relations.items()},
            "[Content_Types].xml": before(b"</Types>", types),
            "xl/workbook.xml": before(b"<workbookPr", workbook),
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                b"</sheetData>",
                b'</sheetData><scenarios><scenario name="s" user="GEHEIM"><inputCells r="A1" val="1"/></scenario>'
                b"</scenarios>",
            ).replace(b'<pageSetup orientation="landscape"/>', b'<pageSetup orientation="landscape" r:id="x0"/>'),
            "xl/sharedStrings.xml": before(b"</sst>", b"<si><t>GEHEIM en gewist</t></si>"),
            "docProps/core.xml": before(b"</cp:coreProperties>", b"<cp:keywords>GEHEIM</cp:keywords>"),
        },
    )


def test_names_of_people_printers_and_versions_and_second_copies_of_values_stay_behind() -> None:
    data = with_secrets()
    assert sum(b"GEHEIM" in content for content in parts(data).values()) == 13
    now = parts(copied(data, {("Kalender", "A4"): ERROR}))
    assert {name for name, content in now.items() if b"GEHEIM" in content} == set()
    assert {name for name, content in now.items() if AUTHOR.encode() in content} == {"xl/comments1.xml"}
    assert not set(now) & {*LEFT, *LEFT_OF_WORKBOOK}
    relations = re.findall(r'Target="([^"]*)"', now["xl/worksheets/_rels/sheet1.xml.rels"].decode())
    assert not [target for target in relations if any(name in target for name in LEFT)]
    assert b"<f>" not in now["xl/worksheets/sheet1.xml"]


def test_a_register_number_stands_in_no_part_of_a_copy() -> None:
    def cell(address: str, kind: str, inside: str) -> bytes:
        return f'<c r="{address}" t="{kind}">{inside}</c>'.encode()

    heading = cell("A1", "inlineStr", "<is><t>Rijksregisternummer</t></is>")
    odd = cell("A3", "inlineStr", "<is><t>geen geldig: 850730033</t></is>") + b'<c r="B3"><v>1</v></c>'
    row = (
        cell("C2", "inlineStr", f"<is><t>zie {NUMBER} nog</t></is>")
        + cell("D2", "inlineStr", "<is><r><t>85.07.30-</t></r><r><t>033.28</t></r></is>")
        + cell("E2", "str", f"<f>1</f><v>{NUMBER}</v>")
        + cell("F2", "n", f"<v>{PLAIN}</v>")
        + cell("G2", "n", "<v>8.5073003328E10</v>")
        + cell("H2", "inlineStr", "<is><t>85.07.30&#160;033.28</t></is>")
    )
    sheet = b'<row r="1">%s</row><row r="2">%s</row><row r="3">%s</row>' % (heading, row, odd)
    data = changed(
        full_workbook(),
        {
            "xl/worksheets/sheet3.xml": lambda xml: xml.replace(b"<sheetData/>", b"<sheetData>%s</sheetData>" % sheet),
            "xl/sharedStrings.xml": lambda xml: xml.replace(b"tekst 3 &amp;", f"{NUMBER} &amp;".encode()),
            "xl/drawings/drawing1.xml": lambda xml: xml.replace(b"een tekst in", f"zie {NUMBER}".encode()),
            "xl/charts/chart1.xml": lambda xml: xml.replace(b"<c:v>Aantal</c:v>", f"<c:v>{PLAIN}</c:v>".encode()),
            "xl/comments1.xml": lambda xml: xml.replace(b"Niet van ons", f"{PLAIN} van ons".encode()),
        },
    )
    assert b"033.28" in b"".join(parts(data).values())
    copy = copied(data)
    assert {name for name, content in parts(copy).items() if re.search(rb"033.?28|850730033", content)} == set()
    gone = "(gewist in deze kopie)"
    assert list(opened(copy)["Leeg"].iter_rows(values_only=True)) == [
        ("Rijksregisternummer", *[None] * 7), (None, None, *[gone] * 6), (gone, 1, *[None] * 6),
    ]  # fmt: skip
    assert opened(copy)["Kalender"]["D7"].value == gone


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(
    "heading", ["RRN", "RR-nummer", "insz", "INSZ nummer", "Rijksregister nr.", "Ríjksregistersnummer"]
)
def test_what_stands_under_a_heading_that_asks_for_one_goes_whatever_it_is(heading: str, shared: bool) -> None:
    inside = f'<c r="A1" t="inlineStr"><is><t>{heading}</t></is></c>'.encode()
    if shared:
        inside = b'<c r="A1" t="s"><v>0</v></c>'
    rows = b'<sheetData><row r="1">%s</row><row r="2"><c r="A2"><v>12</v></c></row></sheetData>' % inside
    data = changed(
        full_workbook(),
        {
            "xl/worksheets/sheet3.xml": lambda xml: xml.replace(b"<sheetData/>", rows),
            "xl/sharedStrings.xml": lambda xml: re.sub(rb"(<si><t>)Kalender", rb"\1" + heading.encode(), xml, count=1),
        },
    )
    values = opened(copied(data))["Leeg"].iter_rows(values_only=True)
    assert list(values) == [(heading,), ("(gewist in deze kopie)",)]


# --- what is not common ----------------------------------------------------------------------------------------------


def with_prefixes(xml: bytes) -> bytes:
    """A part as some libraries write it, every element with a prefix."""
    xml = xml.replace(
        b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
        b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    )
    return re.sub(rb"<(/?)(?=[a-zA-Z]+[ />])", rb"<\1x:", xml)


UNKNOWN = b'<Relationship Id="y" Type="urn:unknown" Target="y.xml"/>'


@pytest.mark.parametrize(
    "change",
    [
        {"xl/worksheets/sheet1.xml": with_prefixes},
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"<sheetData>", b"<sheetData><!-- x -->")},
        {"xl/_rels/workbook.xml.rels": before(b"</Relationships>", UNKNOWN), "xl/y.xml": b"<y/>"},
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"><v>", b">\n  <v>").replace(b"</v><", b"</v>\n<")},
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b't="s"', b't = "s"')},
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b't="s"', b"t='s'")},
        {"xl/worksheets/sheet1.xml": lambda xml: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml)},
    ],
    ids=["prefixes", "a comment in XML", "an unknown part", "line ends", "spaces", "quotes", "no places"],
)  # fmt: skip
def test_a_workbook_that_is_written_in_another_way_is_marked_all_the_same(change: Any) -> None:
    data = changed(WRITERS["XlsxWriter"](), change)
    copy = opened(copied(data, {("Personeel", "B4"): ERROR}))
    cell = copy["Personeel"]["B4"]
    assert (cell.fill.fgColor.rgb, cell.comment.text.splitlines()[0]) == (FILLS[ERROR], "✕ Fout A02")
    values, was = (
        {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
        for book in (copy, opened(data))
    )
    assert {name: values[name] for name in was} == was


@pytest.mark.parametrize(
    "change",
    [
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</row>", b"", 1)},
        {"xl/theme/theme1.xml": lambda xml: xml[:-20], "xl/styles.xml": lambda xml: xml[:-20]},
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"<v>0</v>", b"<v>999999</v>", 1)},
    ],
    ids=["a row without end", "half a part", "a text that is not there"],
)
def test_a_broken_workbook_has_no_copy(change: Any) -> None:
    with pytest.raises(NoCopyError):
        copied(changed(WRITERS["XlsxWriter"](), change), {("Personeel", "A4"): ERROR})


def test_a_workbook_in_the_common_form_does_not_wait_for_openpyxl(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(full_workbook())
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from docgen.marked.copying import marked_copy; from docgen.marked.telling import tell\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        "marked_copy(data, 'a.xlsx', {}, tell('a.xlsx', (), ()), '0' * 64, datetime(2026, 3, 2))\n"
        "print('openpyxl' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / FILE)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.program("node", "ooxml")
@pytest.mark.parametrize("name", ["full", *WRITERS])
def test_the_open_xml_sdk_has_nothing_against_a_copy_that_it_had_not_against_the_workbook(
    name: str, tmp_path: Path
) -> None:
    data = full_workbook() if name == "full" else WRITERS[name]()
    marks = {("Kalender", cell): severity for cell, severity in FULL} | {("Personeel", "A4"): ERROR}
    (tmp_path / "was.xlsx").write_bytes(data)
    (tmp_path / "now.xlsx").write_bytes(copied(data, marks))
    was = [error["description"] for error in sdk_errors(tmp_path / "was.xlsx")]
    assert [error for error in sdk_errors(tmp_path / "now.xlsx") if error["description"] not in was] == []
