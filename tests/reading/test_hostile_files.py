"""Files that no program writes, or that are no workbooks at all: each has one decided outcome, said with its place."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.findings import Argument, CellRef, Effect, Finding, Severity
from docgen.sheets import Reading, read
from tests.reading.raw import HEADINGS, MAIN, STAFF, packed, parts_of, raw, row

GOOD = [{"Code": "MVB", "Naam": "Marie", "Functie": "leraar"}]


def stop(code: str, case: str = "", place: CellRef | None = None, **args: Argument) -> tuple[Finding, ...]:
    facts = tuple(sorted(args.items()))
    found = place or CellRef("w.xlsx")
    return (Finding(code, Severity.ERROR, found, case, facts, effect=Effect.BLOCK, students=None),)


def values(reading: Reading) -> list[dict[str, object]]:
    return [dict(row.cells) for sheet in reading.sheets for row in sheet.rows]


def ole(*names: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"".join(name.encode("utf-16-le") for name in names)


def zipped(*names: str) -> bytes:
    return packed(dict.fromkeys(names, "x"))


@pytest.mark.parametrize(
    ("data", "code", "case"),
    [
        (b"", "S02", ""),
        (b"\0" * 5000, "S02", ""),
        (packed(parts_of())[:900], "S02", ""),
        (b"%PDF-1.7", "S03", "pdf"),
        (b"\x89PNG\r\n", "S03", "picture"),
        (b"\xff\xd8\xff\xe0", "S03", "picture"),
        (b"{\\rtf1", "S03", "word"),
        (b"Rar!\x1a", "S03", "archive"),
        (b"MZ\x90\0", "S03", "program"),
        (b"<html><body>", "S03", "page"),
        (b"zomaar tekst", "S03", "text"),
        (b"\x01zomaar", "S03", "damaged"),
        ("<html>".encode("utf-16"), "S03", "page"),
        (b"\xef\xbb\xbf\n<!-- uit een leerplatform --><table>", "S03", "page"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook", "S03", "page"),
        (zipped("foto.jpg"), "S03", "archive"),
        (zipped("[Content_Types].xml", "word/document.xml"), "S03", "word"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "S03", "slides"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "S03", "binary"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "A06", "macro"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "S03", "damaged"),
        (packed({**parts_of(), "xl/externalLinks/externalLink1.xml": "<x/>"}), "A06", "link"),
        (ole("EncryptionInfo", "EncryptedPackage"), "S04", ""),
        (ole("WordDocument"), "S03", "word"),
        (ole("Workbook"), "S03", "damaged"),
        (ole("Workbook", "_VBA_PROJECT"), "A06", "macro"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(tmp_path: Path, data: bytes, code: str, case: str) -> None:
    path = tmp_path / "w.xlsx"
    path.write_bytes(data)
    reading = read(path, "w.xlsx")
    assert (reading.sheets, reading.findings) == ((), stop(code, case))


def test_a_pipe_a_folder_and_nothing_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.xlsx")
    (tmp_path / "link.xlsx").symlink_to(raw(tmp_path))
    assert read(tmp_path / "pijp.xlsx", "w.xlsx").findings == stop("S13", "special")
    assert read(tmp_path / ".", "w.xlsx").findings == stop("S13", "special")
    for name in ("niets.xlsx", "link.xlsx"):
        assert read(tmp_path / name, "w.xlsx").findings == stop("S13")


def test_the_good_workbook_of_these_tests_is_good(tmp_path: Path) -> None:
    reading = read(raw(tmp_path), "w.xlsx")
    assert (values(reading), reading.findings) == (GOOD, ())


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["sheet1_xml", "sharedStrings_xml", "workbook_xml"])
def test_a_declaration_is_refused_wherever_it_stands(tmp_path: Path, part: str) -> None:
    name = next(name for name in parts_of() if name.endswith(part.replace("_", ".")))
    content = str(parts_of()[name]).removeprefix('<?xml version="1.0" encoding="UTF-8"?>\n')
    path = raw(tmp_path, **{part: f"{DOCTYPE}{' ' * 100}{content}"})
    place = CellRef("w.xlsx", "Personeel" if part == "sheet1_xml" else "")
    assert read(path, "w.xlsx").findings == stop("S03", "declaration", place)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_sheet_in_an_encoding_that_a_reader_may_miss_is_refused(tmp_path: Path, encoding: str) -> None:
    content = str(parts_of()["xl/worksheets/sheet1.xml"]).replace("UTF-8", encoding)
    path = raw(tmp_path, sheet1_xml=content.encode(encoding))
    assert read(path, "w.xlsx").findings == stop("S03", "encoding", CellRef("w.xlsx", "Personeel"))


def test_strict_workbooks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "strict.xlsx"
    path.write_bytes(packed(parts_of(main="http://purl.oclc.org/ooxml/spreadsheetml/main")))
    assert values(read(path, "w.xlsx")) == GOOD


def as_prefixed(xml: str) -> str:
    for tag in ("worksheet", "sheetData", "row", "c", "is", "t"):
        xml = (
            xml.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>").replace(f"</{tag}>", f"</x:{tag}>")
        )
    return xml.replace("xmlns=", "xmlns:x=")


@pytest.mark.parametrize(
    "change",
    [
        as_prefixed,
        lambda xml: xml.replace("<sheetData>", '<dimension ref="A1"/><sheetData>'),
        lambda xml: xml.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        lambda xml: xml.replace('"', "'"),
        lambda xml: xml.replace(' r="', ' r = "'),
        lambda xml: xml.replace("<c ", "<c\n").replace("<row ", "<row\t"),
        lambda xml: xml.replace("</row>", "</row><!-- <c r='A9'><v>9</v></c> -->"),
        lambda xml: xml.replace("Marie", "<![CDATA[Marie]]>"),
        lambda xml: xml.replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="C1"', ""),
    ],
)
def test_xml_in_an_uncommon_form_gives_the_same_rows(tmp_path: Path, change: Callable[[str], str]) -> None:
    path = raw(tmp_path, sheet1_xml=change(str(parts_of()["xl/worksheets/sheet1.xml"])))
    reading = read(path, "w.xlsx")
    assert (values(reading), reading.findings) == (GOOD, ())


@pytest.mark.parametrize(
    ("cell", "code", "case", "args"),
    [
        ('<c r="B2" t="e"><v>#N/A</v></c>', "A06", "formula", {"kind": "#N/B", "english": "#N/A"}),
        ("<c r='B2' t='e'><v>#REF!</v></c>", "A06", "formula", {"kind": "#VERW!", "english": "#REF!"}),
        ('<c t="e" r="B2"><v>#NUM!</v></c>', "A06", "formula", {"kind": "#GETAL!", "english": "#NUM!"}),
        ('<c r="B2" t="e"><f>A1</f><v>#DIV/0!</v></c>', "A06", "formula", {"kind": "#DEEL/0!", "english": "#DIV/0!"}),
        ('<c r="B2"><f>A1</f></c>', "A06", "no_value", {}),
        ('<c r="B2"><f>A1</f><v></v></c>', "A06", "no_value", {}),
        ('<c r="B2"><f>A1</f><v/></c>', "A06", "no_value", {}),
        ('<c r="B2"><f t="shared" si="0"/></c>', "A06", "no_value", {}),
        ('<c r="B2" t="s"><v>-1</v></c>', "S03", "string", {}),
        ('<c r="B2"><v>1E400</v></c>', "A02", "precision", {"limit": 15}),
        ('<c r="B2"><v>NaN</v></c>', "A02", "precision", {"limit": 15}),
        ('<c r="B2" t="inlineStr"><is><t>a_x000B_b</t></is></c>', "A02", "characters", {"character": "U+000B"}),
        (f'<c r="B2" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c>', "A02", "length", {"limit": 32_767}),
    ],
)
def test_a_cell_that_cannot_be_trusted_is_named_and_its_row_is_faulty(
    tmp_path: Path, cell: str, code: str, case: str, args: dict[str, Argument]
) -> None:
    path = raw(tmp_path, HEADINGS + row(2, "MVB", cell, "leraar"), strings="<si><t>ander</t></si>")
    reading = read(path, "w.xlsx")
    assert [(dict(row.cells), row.faults) for row in reading.sheets[0].rows] == [
        ({"Code": "MVB", "Functie": "leraar"}, {"Naam"})
    ]
    place = CellRef("w.xlsx", "Personeel", 2, 2, "Naam")
    assert reading.findings == (
        Finding(code, Severity.ERROR, place, case, tuple(sorted(args.items())), effect=Effect.BLOCK),
    )


def test_a_formula_that_gives_an_empty_text_is_empty(tmp_path: Path) -> None:
    path = raw(tmp_path, HEADINGS + row(2, "MVB", '<c r="B2" t="str"><f>""</f><v></v></c>', "leraar"))
    reading = read(path, "w.xlsx")
    assert (values(reading), reading.findings) == ([{"Code": "MVB", "Functie": "leraar"}], ())


def test_a_text_that_the_workbook_does_not_have_names_the_cell(tmp_path: Path) -> None:
    path = raw(
        tmp_path, HEADINGS + row(2, "MVB", '<c r="B2" t="s"><v>7</v></c>', "leraar"), strings="<si><t>a</t></si>"
    )
    assert read(path, "w.xlsx").findings == stop("S03", "string", CellRef("w.xlsx", "Personeel", 2, 2))


def test_an_error_that_the_reader_does_not_know_refuses_the_file_at_its_cell(tmp_path: Path) -> None:
    path = raw(tmp_path, HEADINGS + row(2, "MVB", '<c r="B2" t="e"><v>#SPILL!</v></c>', "leraar"))
    place = CellRef("w.xlsx", "Personeel", 2, 2)
    assert read(path, "w.xlsx").findings == stop("A06", "formula", place, kind="#OVERLOOP!", english="#SPILL!")


@pytest.mark.parametrize(
    "rows",
    [
        row(2, "MVB", "Marie", "leraar", '<c r="B2" t="inlineStr"><is><t>Mia</t></is></c>'),
        row(2, "MVB", "Marie", "leraar") + row(2, '<c r="B2" t="inlineStr"><is><t>Mia</t></is></c>'),
    ],
)
def test_a_cell_that_stands_twice_is_not_guessed_at(tmp_path: Path, rows: str) -> None:
    reading = read(raw(tmp_path, HEADINGS + rows), "w.xlsx")
    assert values(reading) == [{"Code": "MVB", "Functie": "leraar"}]
    place = CellRef("w.xlsx", "Personeel", 2, 2, "Naam")
    assert reading.findings == (Finding("S03", Severity.ERROR, place, "twice", effect=Effect.BLOCK),)


def test_rows_out_of_order_keep_their_places(tmp_path: Path) -> None:
    reading = read(raw(tmp_path, row(3, "KDW", "Klaas", "leraar") + STAFF), "w.xlsx")
    assert [(row.origin.row, row.cells["Code"]) for row in reading.sheets[0].rows] == [(2, "MVB"), (3, "KDW")]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD2"])
def test_a_stray_cell_far_away_does_no_harm(tmp_path: Path, place: str) -> None:
    number = place.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = STAFF + f'<row r="{number}"><c r="{place}" t="inlineStr"><is><t> </t></is></c></row>'
    reading = read(raw(tmp_path, rows), "w.xlsx")
    if place == "XFD1048576":
        assert reading.findings == stop("S11", "cells", limit=12_000_000)
    else:
        assert (values(reading)[:1], reading.findings) == (GOOD, ())


def test_a_cell_that_lies_about_its_row_is_counted_where_it_says(tmp_path: Path) -> None:
    rows = HEADINGS + row(2, "MVB", "Marie", '<c r="Z1048576" t="inlineStr"><is><t>x</t></is></c>')
    assert read(raw(tmp_path, rows), "w.xlsx").findings == stop("S11", "cells", limit=12_000_000)


def test_styled_empty_rows_are_no_rows(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(3, 60_003))
    reading = read(raw(tmp_path, STAFF + empty), "w.xlsx")
    assert (values(reading), reading.findings) == (GOOD, ())


def test_merges_over_half_the_grid_are_one_finding(tmp_path: Path) -> None:
    reading = read(raw(tmp_path, after='<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'), "w.xlsx")
    place = CellRef("w.xlsx", "Personeel", 2, 1, "Code")
    merged = Finding("A02", Severity.ERROR, place, "merged", (("other", "A2:XFD1048576"),), effect=Effect.BLOCK)
    assert reading.findings == (merged,)
    assert [row.faults for row in reading.sheets[0].rows] == [{"Naam", "Functie"}]


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    path = raw(tmp_path, sharedStrings_xml=f'<sst xmlns="{MAIN}"><si><t>'.encode() + b"a" * 140_000_000)
    assert read(path, "w.xlsx").findings == stop("S11", limit=128)


def test_a_table_of_texts_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = raw(tmp_path, sharedStrings_xml=f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"/>')
    assert read(path, "w.xlsx").findings == stop("S03", "damaged")


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts_of().items():
            archive.writestr(name, content)
        archive.writestr("XL/worksheets/SHEET1.xml", "<worksheet/>")
    path = tmp_path / "twee.xlsx"
    path.write_bytes(data.getvalue())
    assert read(path, "w.xlsx").findings == stop("S03", "damaged")


@pytest.mark.parametrize("at", range(40, 1500, 97))
def test_a_flipped_byte_never_escapes_as_an_exception(tmp_path: Path, at: int) -> None:
    data = bytearray(packed(parts_of()))
    data[at % len(data)] ^= 0xFF
    path = tmp_path / "w.xlsx"
    path.write_bytes(bytes(data))
    reading = read(path, "w.xlsx")
    assert values(reading) == GOOD or reading.findings


def test_eleven_thousand_parts_are_too_many(tmp_path: Path) -> None:
    many = {f"xl/media/{n}.png": "x" for n in range(11_000)}
    path = tmp_path / "w.xlsx"
    path.write_bytes(packed({**parts_of(), **many}))
    assert read(path, "w.xlsx").findings == stop("S11", "entries", limit=10_000)
